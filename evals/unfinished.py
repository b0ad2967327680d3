"""What an interrupted run has done so far, kept so that the same command goes on where it stopped."""

from __future__ import annotations

import glob
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from index.errors import UsageError

_CODE = ("evals", "qa", "index")


class Unfinished:
    """A file of JSON lines, [key, value], in the folder of runs: one line for each piece of work that is done.

    The file's name holds the suite and a digest of `what` decides the results; another question, setting, archive or
    program is another file, so that no run mixes two of them. A line is written at once and in one piece; a last line
    that was cut off by a kill is done again. Used as a context: the file goes when the block ends, and stays when an
    exception (Ctrl-C is one) leaves it.
    """

    def __init__(self, folder: str | Path, suite: str, what: Mapping[str, Any], *, fresh: bool = False) -> None:
        """`fresh` forgets what is kept. Raises UsageError for a folder that cannot be written to."""
        digest = hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()[:12]
        self.path = Path(folder) / f"{Path(suite).stem}-{digest}.unfinished"
        self.others = sorted(set(self.path.parent.glob(f"{glob.escape(Path(suite).stem)}-*.unfinished")) - {self.path})
        self._done: dict[str, Any] = {}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if fresh:
                self.path.unlink(missing_ok=True)
            whole = self._read()
            self._file = self.path.open("ab")
            self._file.truncate(whole)
        except OSError as error:
            raise UsageError(
                f"What is done of the run cannot be kept in {folder}: {error.strerror or error}. "
                "Name a folder that can be written to."
            ) from error

    def __len__(self) -> int:
        """How many pieces of work are kept."""
        return len(self._done)

    def get(self, key: str) -> Any:
        """What was kept under `key`, as JSON gives it back; None if nothing was."""
        return self._done.get(key)

    def keep(self, key: str, value: Any) -> None:
        """Keeps a JSON-ready value, safe from a kill of the process when this returns."""
        self._done[key] = value
        self._file.write(json.dumps([key, value], ensure_ascii=False).encode() + b"\n")
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None or not self._done:
            self.path.unlink(missing_ok=True)

    def _read(self) -> int:
        """Reads what is kept; returns how many bytes of the file are whole lines."""
        whole = 0
        content = self.path.read_bytes() if self.path.exists() else b""
        for line in content.splitlines(keepends=True):
            try:
                key, value = json.loads(line)
            except (ValueError, TypeError):
                break
            if not line.endswith(b"\n"):
                break
            self._done[str(key)] = value
            whole += len(line)
        return whole


def program() -> str:
    """A digest of the program's files: after a change of any, an unfinished run is none of the same program."""
    root = Path(__file__).parent.parent
    files = sorted(path for part in _CODE for path in (root / part).rglob("*") if path.suffix != ".pyc")
    seen = [(str(path.relative_to(root)), path.stat()) for path in files if path.is_file()]
    return hashlib.sha256(repr([(name, at.st_size, at.st_mtime_ns) for name, at in seen]).encode()).hexdigest()

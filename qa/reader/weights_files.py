"""The files of the shipped reader, and the check that they are the ones that were shipped."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.errors import ModelError

WEIGHTS = Path(__file__).parent / "weights"
JUDGE = WEIGHTS / "judge"
GRAPH = "reader.onnx"
TOKENIZER = "tokenizer.json"
CALIBRATION = "calibration.json"
SUMS = "SHA256SUMS"
_RESTORE = (
    "Restore it: `git checkout -- qa/reader/weights`; or train anew: `python -m qa.reader.train --data DIR --out RUN`, "
    "then `python -m qa.reader.export --run RUN` and `python -m qa.reader.evaluate --data DIR --fit`."
)


def verified(folder: Path) -> dict[str, bytes]:
    """The contents of the graph, the tokenizer and the calibration in `folder`, each equal to its SHA-256 in `SHA256SUMS`.

    Raises ModelError, naming the file and the command that restores it, when one is missing or differs.
    """
    expected = {}
    for line in _content(folder / SUMS).decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        expected[name] = digest
    found = {}
    for name in (GRAPH, TOKENIZER, CALIBRATION):
        content = _content(folder / name)
        if hashlib.sha256(content).hexdigest() != expected.get(name):
            raise ModelError(f"{folder / name} is damaged: its SHA-256 is not the one in {SUMS}. {_RESTORE}")
        found[name] = content
    return found


def write_sums(folder: Path) -> None:
    """`SHA256SUMS` over the files of `folder` that `verified` checks, in the format of sha256sum."""
    names = [name for name in (GRAPH, TOKENIZER, CALIBRATION) if (folder / name).exists()]
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in names]
    (folder / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ModelError(f"{file} cannot be read ({error.strerror}). {_RESTORE}") from error

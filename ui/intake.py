"""Files that a visitor drops on the page, added to the archive in the background while conversations go on."""

from __future__ import annotations

import logging
import re
import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from index.errors import DatelineError, LoadError, UsageError
from index.formats.record import MAX_ARTICLE as MAX_BYTES
from index.loaders import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from qa.corpus import Corpus

log = logging.getLogger(__name__)

FOLDER = "dropped"  # inside the archive's folder
_STEM_BYTES = 120
_ENDING = re.compile(r"(?<=.)(?:\.[A-Za-z0-9]{1,8}){1,2}\Z", re.DOTALL)  # .txt, .tar.gz
State = Literal["waiting", "added", "updated", "moved", "unchanged", "failed"]


@dataclass(slots=True)
class Job:
    """The adding of some files: what is being done, how many of how many are done, and what became of each file.

    `results` are (name, state, why it failed or the id of its article).
    """

    stage: str = "Waiting"
    done: int = 0
    total: int = 0
    finished: bool = False
    results: list[tuple[str, State, str]] = field(default_factory=list)
    owner: str = ""  # whose it is; nobody else is told of it


class Intake:
    """Adds dropped files to one archive, one job after the other."""

    def __init__(self, folder: Path, writing: Callable[[], AbstractContextManager[Corpus]]) -> None:
        """`folder` is the archive's, `writing` gives the archive to write to."""
        self.folder = folder
        self.writing = writing
        self.jobs: dict[int, Job] = {}
        self._numbers = count(1)
        self._one_at_a_time = threading.Lock()

    def add(self, files: Sequence[tuple[str, Path]], owner: str = "") -> int:
        """Starts to add uploaded files, (name, where it was uploaded to); the number of the job.

        The files are moved into the archive's folder. Raises UsageError when there are none.
        """
        if not files:
            raise UsageError("There was no file in what was dropped: drop articles, or a folder of them.")
        job = Job(total=len(files), owner=owner)
        number = next(self._numbers)
        self.jobs[number] = job
        threading.Thread(target=self._run, args=(job, list(files)), name=f"intake-{number}", daemon=True).start()
        return number

    def job(self, number: int, owner: str = "") -> Job:
        """A job of the owner's by its number. Raises UsageError for one that this server has not begun for them (it was
        started anew)."""
        job = self.jobs.get(number)
        if job is None or job.owner != owner:
            raise UsageError(
                "The server was started anew meanwhile; see in the list what was added, and drop the rest."
            )
        return job

    def _run(self, job: Job, files: list[tuple[str, Path]]) -> None:
        with self._one_at_a_time:
            try:
                self._add(job, files)
            except DatelineError as error:
                self._fail(job, files, str(error))
            except Exception:
                log.exception("Adding dropped files failed")
                self._fail(job, files, "Something broke; the log says what. Files that were finished are kept.")
            finally:
                job.finished = True

    def _add(self, job: Job, files: list[tuple[str, Path]]) -> None:
        names: dict[str, str] = {}

        def progress(stage: str, done: int, total: int) -> None:
            job.stage, job.done, job.total = stage, done, total

        with self.writing() as writer:  # first: where there is no archive (any more), nothing is moved there
            for name, path in files:
                try:
                    kept = self._keep(name, path)
                except OSError as error:
                    job.results.append((name, "failed", f"It cannot be kept: {error.strerror or error}."))
                except LoadError as error:  # it is empty; the others are not to wait for it
                    job.results.append((name, "failed", str(error).replace(str(path), name)))
                else:
                    if names.setdefault(str(kept.resolve()), name) != name:  # the same file again, in another folder
                        job.results.append((name, "unchanged", ""))
            if not names:
                return
            report = writer.add(list(names), progress)
            file_of = {article_id: file for article_id, (_, _, file) in writer.store.identity().items()}
        states: tuple[tuple[State, list[str]], ...] = (
            ("added", report.added), ("updated", report.updated), ("moved", report.moved), ("unchanged", report.unchanged)
        )  # fmt: skip
        read: set[str] = set()  # of a file with many articles the first one is told
        for state, ids in states:
            for article_id in ids:
                file = file_of.get(article_id, "")
                if file in names and file not in read:
                    read.add(file)
                    job.results.append((names[file], state, article_id))
        for failed, cause in report.failed:
            file = next(
                (known for known in names if failed == known or failed.startswith((f"{known}!/", f"{known}#"))), ""
            )
            name = names.get(file, Path(failed).name)
            job.results.append((name, "failed", cause.replace(file or failed, name)))
            if file in names and file not in read:
                read.add(file)
                Path(file).unlink(missing_ok=True)
        for known in names.keys() - read:  # in the archive already, from another place
            job.results.append((names[known], "unchanged", ""))
            Path(known).unlink(missing_ok=True)

    def _keep(self, name: str, path: Path) -> Path:
        """Moves an upload into the archive's folder, under its content's name: two files of one name stay two."""
        if path.stat().st_size > MAX_BYTES:
            path.unlink()
            raise OSError(0, f"it is larger than {MAX_BYTES // 1_000_000} MB")
        folder = self.folder / FOLDER / fingerprint(path)[:16]
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / file_name(name)
        shutil.move(path, kept)
        return kept

    @staticmethod
    def _fail(job: Job, files: list[tuple[str, Path]], why: str) -> None:
        told = {name for name, _, _ in job.results}
        job.results += [(name, "failed", why) for name, _ in files if name not in told]


def file_name(name: str) -> str:
    """What a dropped file is called in the archive's folder: its name, a long one cut in the middle, for its ending says
    what it is and a file system takes some 250 bytes."""
    flat = Path(name).name.lstrip(".")
    ending = _ENDING.search(flat)
    stem, suffix = (flat[: ending.start()], ending[0]) if ending else (flat, "")
    cut = stem.encode(errors="replace")[:_STEM_BYTES].decode(errors="ignore")
    return f"{cut}{suffix}" or "article.txt"

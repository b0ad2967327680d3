"""Mutated files of every format, each read with a limit of time and memory: `python -m evals.fuzz --files 1000 --seed 1`.

A file is read as indexing reads it, in the same process of its own (`index.parsing`), and its time expressions are
resolved. That a reader refuses a file is right; a finding is a reader that crashes, hangs or takes too much memory.
Every file depends on the seed and its number alone: a finding comes with the command that makes it again.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from evals.mutation import mutated
from evals.samplefile import FORMATS
from index.errors import LoadError
from index.formats.record import MEGABYTE, Failure
from index.loaders import SourceFile
from index.parsing import Job, Parsed, Stopped, Worker
from index.timespan import resolved

SECONDS = 10.0  # of processor time that one file (at most 1 MB, packed) may take
A_RECORD = 0.001  # and as many more for each article in it, or row that is none: a table of 1 MB may have 40,000
MEMORY = 1_500 * MEGABYTE  # of address space


@dataclass(slots=True)
class Outcome:
    """What became of the files: `findings` are (number of the file, its name, what happened), `slowest` is (processor
    seconds, number, name)."""

    files: int = 0
    articles: int = 0
    refused: int = 0
    formats: Counter[str] = field(default_factory=Counter)
    findings: list[tuple[int, str, str]] = field(default_factory=list)
    slowest: tuple[float, int, str] = (0.0, 0, "")


def originals() -> dict[str, bytes]:
    """The files that mutations start from: one of every format, by name."""
    made = {name: make() for name, (make, _) in FORMATS.items()}
    return {name: content if isinstance(content, bytes) else content.encode() for name, content in made.items()}


def one(number: int, seed: int, files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The name and bytes of file `number` of a run."""
    return mutated(files, random.Random(f"{seed} {number}"))


def run(numbers: Iterator[int] | range, seed: int, seconds: float, place: Path, *, limit: float = SECONDS) -> Outcome:
    """Reads the files of these numbers in the folder `place`, for at most `seconds`; `limit` is in seconds a file."""
    outcome, files = Outcome(), originals()
    until = time.monotonic() + seconds
    worker = Worker(MEMORY)
    try:
        for number in numbers:
            if time.monotonic() > until:
                break
            name, raw = one(number, seed, files)
            path = place / name
            path.write_bytes(raw)
            if not worker.alive:
                worker.end()
                worker = Worker(MEMORY)
            outcome.files += 1
            if outcome.files % 500 == 0:
                print(f"{outcome.files} files …", file=sys.stderr, flush=True)
            outcome.formats["".join(path.suffixes) or "(none)"] += 1
            what = _read(worker, path, number, outcome, limit)
            if what:
                outcome.findings.append((number, name, what))
                print(f"file {number} ({name}, {len(raw)} bytes): {what}", file=sys.stderr, flush=True)
                worker.end()
            path.unlink()
    finally:
        worker.end()
    return outcome


def _read(worker: Worker, path: Path, number: int, outcome: Outcome, limit: float) -> str:
    """Reads one file; what is wrong with that ("" for nothing)."""
    began, records = worker.spent, outcome.articles + outcome.refused
    try:
        for found in worker.run(Job(SourceFile(path, path.name)), limit):
            if isinstance(found, Failure):
                outcome.refused += 1
            else:
                outcome.articles += 1
                with _alarm(limit):
                    _resolve(found)
    except LoadError:
        outcome.refused += 1
    except Stopped as stopped:
        return f"{stopped.how}, at {stopped.at.removeprefix(str(path.parent))}"
    except TimeoutError:
        return f"its time expressions took longer than {limit:g} s"
    spent = worker.spent - max(began, worker.started)  # a new process starts before its first file
    outcome.slowest = max(outcome.slowest, (spent, number, path.name))
    most = limit + A_RECORD * (outcome.articles + outcome.refused - records)
    return f"took {spent:.1f} s of processor time" if spent > most else ""


def _resolve(found: Parsed) -> None:
    if found.article is not None:
        found.article.text.encode()  # what SQLite can hold
        resolved(found.article.text, found.article.published)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises TimeoutError inside after so many seconds of processor time."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def main() -> int:
    """Runs it and prints the verdict; the exit code is 1 when there is a finding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000, help="how many files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first number: goes on with a run")
    parser.add_argument("--only", type=int, help="read one file alone, and keep it in the working folder")
    args = parser.parse_args()
    numbers = range(args.first, args.first + args.files) if args.only is None else range(args.only, args.only + 1)
    if args.only is not None:
        name, raw = one(args.only, args.seed, originals())
        Path(f"fuzz-{args.seed}-{args.only}-{name}").write_bytes(raw)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        outcome = run(numbers, args.seed, args.seconds, Path(place).resolve())
    kinds = ", ".join(f"{count} {kind}" for kind, count in outcome.formats.most_common(12))
    print(
        f"{outcome.files} files in {time.monotonic() - began:.0f} s, seed {args.seed}, up to number "
        f"{args.first + outcome.files - 1}: {outcome.articles} articles, {outcome.refused} refused ({kinds}, …). "
        f"The slowest took {outcome.slowest[0]:.1f} s (number {outcome.slowest[1]}, {outcome.slowest[2]})."
    )
    for number, name, what in outcome.findings:
        print(f"{name}: {what}\n    python -m evals.fuzz --seed {args.seed} --only {number}")
    print(f"{len(outcome.findings)} findings." if outcome.findings else "No crash, hang or memory blow-up.")
    return 1 if outcome.findings else 0


if __name__ == "__main__":
    sys.exit(main())

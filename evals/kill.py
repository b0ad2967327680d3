"""SIGKILL at random instants while an archive is written: `python -m evals.kill --count 500 [--seed 1]`.

Each round changes a folder of files, indexes it in a child process and kills that after a random time. Another child
then opens the archive as a reader would and compares it with the folder: what it says it has read it has, once, nothing
in it was never there, and its passages are what its texts are cut into. At the end it is indexed to the end and compared
with an archive made in one go. Nothing is ever repaired by hand. With `--cuts` the runs end between two transactions
instead, in this process, the same every time; after each, a copy is indexed to the end and compared with the folder.
Embeddings are made up (`evals.madeup`): time goes into writing. With DATELINE_STORE (naming a fresh schema) and
DATELINE_CHROMA set, the archive is on these servers.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evals.madeup import MadeUpEncoder
from index import intake, nearduplicate, parsing
from index.corpus import Corpus
from index.doctor import examine
from index.formats.record import Options, Record
from index.language import language_of
from index.loaders import article_of, find_files, fingerprint, place, records
from index.passages import passages
from index.place import is_archive
from index.sentences import sentence_spans
from index.settings import Settings, load_settings

FILES = 24
WORDS = "rebels army town river bridge port minister talks border winter grain fuel road hospital school market".split()


def change(folder: Path, chance: random.Random) -> None:
    """Writes, moves and deletes some of the files of a folder."""
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        path = folder / f"story{number:02}.txt"
        deed = chance.random()
        if deed < 0.4 or not any(folder.iterdir()):
            told = " ".join(chance.choices(WORDS, k=60))
            path.write_text(f"Story {number} of {chance.random():.6f}\n\nThe {told} fell on Friday. {told.title()}.\n")
        elif deed < 0.5 and path.exists():
            path.rename(folder / f"moved{number:02}.txt")
        elif deed < 0.6 and path.exists():
            path.unlink()
    rows = [
        json.dumps({"title": f"Row {chance.random():.6f}", "text": " ".join(chance.choices(WORDS, k=40)) + "."})
        for _ in range(chance.randrange(4, 12))
    ]
    (folder / "rows.jsonl").write_text("\n".join(rows))


def opened(folder: Path, settings: Settings | None = None) -> Corpus:
    """The archive, with made-up embeddings."""
    corpus = Corpus.create(folder, settings or load_settings())
    corpus.encoder = MadeUpEncoder()
    return corpus


def write(archive: Path, folder: Path, settings: Settings | None = None) -> None:
    """Brings the archive up to date with the folder; what a child is killed in."""
    with opened(archive, settings) as corpus:
        corpus.add([folder], prune=True)


def told(folder: Path) -> dict[str, list[str]]:
    """The texts of the articles in a folder, by the file that they are in."""
    return {
        place(file.path): [article_of(r, "a").text for r in records(file, Options()) if isinstance(r, Record)]
        for file in find_files([folder]).files
    }


def check(archive: Path, folder: Path, ever: set[str], answer: multiprocessing.connection.Connection) -> None:
    """Sends what a reader finds wrong ("" for nothing): lost or doubled articles or passages, and texts that were never
    (`ever`) in the folder."""
    wrong = []
    with Corpus.open(archive, load_settings()) as corpus:
        articles = corpus.articles()
        contents = [a.text for a in articles]
        if strangers := set(contents) - ever:
            wrong.append(f"{len(strangers)} articles were never in the folder")
        noted, there = corpus.store.files(), told(folder)
        read = {path for path in there if path in noted and noted[path][0] == fingerprint(Path(path))}
        for path in read:
            if lost := set(there[path]) - set(contents):
                wrong.append(f"{len(lost)} articles of {path}, noted as read, are not there")
        # What is in a file that was not reached yet may have been taken in from where it lies now.
        files = corpus.store.identity()
        settled = [a.text for a in articles if files[a.id][2] in read]
        if len(settled) != len(set(settled)):
            wrong.append("an article is there twice")
        if corpus.store.search_differs():
            wrong.append("full-text index and passages differ")
        wrong += corpus.store.faults()
        for article in articles:
            found = corpus.store.passages_of(article.id)
            if not found or any(article.text[p.start : p.end] != p.text for p in found):
                wrong.append(f"passages of {article.id} are not its text")
            if [(p.start, p.end) for p in found] != [(draft.start, draft.end) for draft in passages(article)]:
                wrong.append(f"passages of {article.id} are lost or doubled")
    answer.send("; ".join(wrong))


def compare(archive: Path, folder: Path, answer: multiprocessing.connection.Connection) -> None:
    """Finishes the archive and sends how it differs from one made in one go."""
    write(archive, folder)
    fresh = archive.with_name("fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    local = load_settings(store=None, chroma=None)
    write(fresh, folder, local)
    wrong = []
    with opened(archive) as one, opened(fresh, local) as other:
        mine, theirs = (sorted((a.text, len(c.store.passages_of(a.id))) for a in c.articles()) for c in (one, other))
        if [text for text, _ in mine] != [text for text, _ in theirs]:
            wrong.append(f"{len(mine)} articles instead of {len(theirs)}")
        elif mine != theirs:
            wrong.append(f"{sum(n for _, n in mine)} passages instead of {sum(n for _, n in theirs)}")
        wrong += [finding.what for finding in examine(one, mend=False)]
        if len(one.vectors) != one.store.count()[1]:
            wrong.append(f"{len(one.vectors)} vectors of {one.store.count()[1]} passages")
    answer.send("; ".join(wrong))


def in_child(target: object, *args: object) -> str:
    """What a check sends from a child process; a child that dies sends that."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=target, args=(*args, theirs))  # type: ignore[arg-type]
    child.start()
    theirs.close()
    try:
        return str(ours.recv())
    except EOFError:
        child.join()
        return f"the check died (exit {child.exitcode})"
    finally:
        child.join()


def run(count: int, seed: int, room: Path) -> list[str]:
    """`count` rounds in a folder; what went wrong."""
    import chromadb  # noqa: F401  # loaded before the fork, as are the next two: a child is to write, not to import

    nearduplicate.signature("warm " * 30)
    sentence_spans("Warm. Up.")
    language_of("warm up " * 20)
    chance = random.Random(seed)
    archive, folder = room / "archive", room / "in"
    wrong: list[str] = []
    killed = 0
    longest = 3.0
    ever = set[str]()
    for number in range(count):
        change(folder, chance)
        ever.update(text for texts in told(folder).values() for text in texts)
        child = multiprocessing.get_context("fork").Process(target=write, args=(archive, folder))
        began = time.monotonic()
        with _reading_here():
            child.start()
        child.join(chance.uniform(0.02, longest))
        if child.exitcode is None and child.pid is not None:
            os.kill(child.pid, signal.SIGKILL)
            killed += 1
        else:
            longest = max(0.2, time.monotonic() - began)  # aim at the time that a whole run takes
        child.join()
        if is_archive(archive) and (fault := in_child(check, archive, folder, ever)):
            # Killed while the archive itself was being made: there is none yet, and the next run makes it.
            if "check died" in fault and not wrong and killed == number + 1:
                continue
            wrong.append(f"round {number}: {fault}")
    with _reading_here():
        fault = in_child(compare, archive, folder)
    print(f"{count} rounds, {killed} killed", file=sys.stderr)
    return wrong + ([f"at the end: {fault}"] if fault else [])


@contextmanager
def _reading_here() -> Iterator[None]:
    """Files are read in the process itself: a second one takes a second to start."""
    before = intake.parse  # type: ignore[attr-defined]
    intake.parse = lambda job, timeout: parsing.here(job)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        intake.parse = before  # type: ignore[attr-defined]


class _Cut(BaseException):
    """The end of a run between two transactions."""


def cut(count: int, seed: int, room: Path) -> list[str]:
    """`count` runs that end after so many transactions, each going on from where the one before ended; what went wrong."""
    chance = random.Random(seed)
    archive, folder, copy = room / "archive", room / "in", room / "copy"
    wrong = []
    for number in range(count):
        change(folder, chance)
        with _reading_here(), opened(archive) as corpus, suppress(_Cut):
            _limit(corpus, chance.randrange(90))
            corpus.add([folder], prune=True)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(archive, copy)
        with _reading_here(), opened(copy) as corpus:
            corpus.add([folder], prune=True)
            texts = sorted(a.text for a in corpus.articles())
        wanted = sorted({text for texts_of in told(folder).values() for text in texts_of})
        if texts != wanted:
            wrong.append(f"round {number}: {len(texts)} articles instead of {len(wanted)}")
    print(f"{count} runs cut off", file=sys.stderr)
    return wrong


def _limit(corpus: Corpus, transactions: int) -> None:
    """Makes the archive raise _Cut where a transaction beyond so many would begin."""
    begin, left = corpus.store.transaction, transactions

    @contextmanager
    def transaction() -> Iterator[None]:
        nonlocal left
        if not left:
            raise _Cut
        left -= 1
        with begin():
            yield

    corpus.store.transaction = transaction  # type: ignore[method-assign]


def main() -> int:
    """Runs it and prints the verdict; the exit code is 1 when something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cuts", action="store_true", help="end between two transactions, without SIGKILL")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        wrong = (cut if args.cuts else run)(args.count, args.seed, Path(room))
    print("\n".join(wrong) or f"{args.count} rounds: nothing lost, nothing doubled, nothing repaired by hand.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Four processes that read and write one archive: `python -m evals.soak --minutes 60 [--seed 1]`.

Each adds, changes, moves and removes files of its own, and asks; what it reads must be in itself consistent at any moment.
Two of them search as in a small archive and two as in a large one. At the end `dateline doctor` has to find nothing, and the
archive has to hold what the files hold. Embeddings are made up (`evals.madeup`).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from evals.kill import WORDS, opened
from index import exact
from index.corpus import Corpus
from index.doctor import examine
from index.errors import CorpusError, UsageError

PROCESSES = 4
_FILES = 12  # of each process
_BUSY = "written by another process"


def live(
    number: int, archive: Path, folder: Path, seconds: float, seed: int, answers: Queue[tuple[Counter[str], list[str]]]
) -> None:
    """What one process does for so long; sends how often it did what, and what was wrong."""
    if number in (1, 3):
        exact.LIMIT = 0  # the way of a large archive
    chance = random.Random(f"{seed} {number}")
    done, wrong = Counter[str](), list[str]()
    mine = folder / f"of{number}"
    mine.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + seconds
    try:
        with opened(archive) as corpus:
            while time.monotonic() < until:
                deed = "write" if chance.random() < 0.4 else "read"
                try:
                    if deed == "write":
                        _write(corpus, mine, chance)
                    else:
                        wrong += _read(corpus, chance)
                except CorpusError as error:
                    if _BUSY not in str(error):
                        raise
                    deed = "waited for a writer"
                    time.sleep(chance.uniform(0.01, 0.1))
                done[deed] += 1
            if any(mine.iterdir()):
                _until_free(lambda: corpus.add([mine], prune=True))
    except BaseException:  # noqa: BLE001  # whatever it was, it is what this run is to find
        wrong.append(traceback.format_exc(limit=-4))
    answers.put((done, wrong))


def _write(corpus: Corpus, mine: Path, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 3)):
        path = mine / f"story{chance.randrange(_FILES)}.txt"
        if chance.random() < 0.7 or not path.exists():
            told = " ".join(chance.choices(WORDS, k=60))
            path.write_text(f"Story {chance.random():.9f}\n\nThe {told} fell on Friday. {told.title()}.\n")
        elif chance.random() < 0.5:
            path.rename(mine / f"moved{chance.randrange(_FILES)}.txt")
        else:
            path.unlink()
    if any(mine.iterdir()):
        corpus.add([mine], prune=True)


def _read(corpus: Corpus, chance: random.Random) -> list[str]:
    """Asks once; what was wrong with what came."""
    words = chance.choices(WORDS, k=4)
    vector = corpus.encoder.encode([" ".join(words)], query=True)[0].tolist()
    found = [i for i, _ in corpus.nearest(vector, 10, None)] + [i for i, _ in corpus.lexical(words, 10, None)]
    wrong = []
    for passage in corpus.passages(found):
        try:
            text = corpus.article(passage.article_id).text
        except UsageError:  # removed between the two looks
            continue
        if passage.text not in text:  # its article may have been changed between the two looks, if it is still there
            again = corpus.passages([passage.id])
            if again and again[0].text not in corpus.article(again[0].article_id).text:
                wrong.append(f"passage {passage.id} is not its article's text")
    return wrong


def _until_free(what: Any) -> None:
    while True:
        try:
            what()
        except CorpusError as error:
            if _BUSY not in str(error):
                raise
            time.sleep(0.05)
        else:
            return


def run(seconds: float, seed: int, place: Path) -> tuple[Counter[str], list[str]]:
    """Runs the processes on an archive in a folder: how often they did what, and what went wrong."""
    archive, folder = place / "archive", place / "in"
    folder.mkdir()
    opened(archive).close()
    context = multiprocessing.get_context("spawn")
    answers: Any = context.Queue()
    children = [
        context.Process(target=live, args=(number, archive, folder, seconds, seed, answers))
        for number in range(PROCESSES)
    ]
    for child in children:
        child.start()
    done, wrong = Counter[str](), list[str]()
    for _ in children:
        counts, faults = answers.get(timeout=seconds + 300)
        done += counts
        wrong += faults
    for child in children:
        child.join()
    with opened(archive) as corpus:
        wrong += [f"doctor: {finding.what}" for finding in examine(corpus, mend=False)]
        there = sorted(article.text for article in corpus.articles())
    wanted = sorted({path.read_text() for path in folder.glob("*/*.txt")})
    if [text.split() for text in there] != [text.split() for text in wanted]:
        wrong.append(f"the archive holds {len(there)} articles and the folder {len(wanted)}, or others")
    return done, wrong


def main() -> int:
    """Runs it and prints the verdict; the exit code is 1 when something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        done, wrong = run(60 * args.minutes, args.seed, Path(place).resolve())
    print(", ".join(f"{name}: {count}" for name, count in sorted(done.items())))
    print("\n".join(wrong) or "Nothing wrong: doctor finds nothing, and the archive holds what the files hold.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

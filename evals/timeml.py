"""Time expressions against gold TIMEX3 annotations, scored as TempEval-3 does.

`python -m evals.timeml --data ../shared/data/temporal` prints the figures; `--failures` every mention that is wrong.
"""

from __future__ import annotations

import gzip
import json
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evals.data import data_folder
from index import timex
from index.article import TimeExpression

SETS = ("timebank", "aquaint", "tweets_train")


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated mention; offsets are characters of its document, 0-based, end exclusive."""

    start: int
    end: int
    text: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated text and the day it was written."""

    name: str
    written: date
    text: str
    mentions: tuple[Gold, ...]

    @property
    def held_out(self) -> bool:
        """Whether the document is of the quarter that rules are not tuned on (by a hash of its name)."""
        return zlib.crc32(self.name.encode()) % 4 == 1


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over documents: annotated mentions, mentions found, pairs that overlap, and pairs whose value is right.

    `same_text` counts pairs whose value is right letter for letter, before notations are unified.
    """

    gold: int = 0
    found: int = 0
    matched: int = 0
    typed: int = 0
    right: int = 0
    same_text: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.found + other.found,
            self.matched + other.matched,
            self.typed + other.typed,
            self.right + other.right,
            self.same_text + other.same_text,
        )

    def f1(self, hits: int) -> float:
        """F1 in per cent when `hits` of the mentions count as right."""
        return 200 * hits / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def value_accuracy(self) -> float:
        """Per cent of the matched mentions whose value is right."""
        return 100 * self.right / self.matched if self.matched else 0.0


def documents(path: Path) -> Iterator[Document]:
    """The documents of a gzip file of JSON lines (doc, dct, text, timexes)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            mentions = tuple(Gold(t["start"], t["end"], t["text"], t["type"], t["value"]) for t in row["timexes"])
            yield Document(row["doc"], date.fromisoformat(row["dct"][:10]), row["text"], mentions)


def pairs(gold: Sequence[Gold], found: Sequence[TimeExpression]) -> list[tuple[Gold, TimeExpression]]:
    """Relaxed matching: each annotated mention with the first one found that overlaps it, each used once."""
    out: list[tuple[Gold, TimeExpression]] = []
    used: set[int] = set()
    for mention in gold:
        for k, expression in enumerate(found):
            if k not in used and expression.start < mention.end and mention.start < expression.end:
                used.add(k)
                out.append((mention, expression))
                break
    return out


def unified(value: str) -> str:
    """A TimeML value in one notation, where the corpora have several for the same thing.

    "1998-XX-XX" is "1998"; "1998-08-XX" is "1998-08"; "196X" is "196"; "2014-10-W42" and "2000-W7" are "2014-W42" and
    "2000-W07"; "2012-06-15-WXX-5" is "2012-06-15"; "PT24H" is "P1D". Nothing is changed that would alter the time meant.
    """
    value = re.sub(r"^(\d{4}(?:-\d\d)?)(?:-XX)+$", r"\1", value)
    value = re.sub(r"^(\d{2,3})X{1,2}$", r"\1", value)
    value = re.sub(r"^(\d{4}-\d\d-\d\d)-WXX-[1-7]", r"\1", value)
    value = re.sub(r"^(\d{4})-\d\d-(W\d\d)", r"\1-\2", value)
    value = re.sub(r"^(\d{4}-W)(\d)$", r"\g<1>0\2", value)
    value = re.sub(r"(T\d\d:\d\d):00$", r"\1", value)
    return "P1D" if value == "PT24H" else value


def score(document: Document) -> tuple[Score, list[tuple[Gold | None, TimeExpression | None]]]:
    """The counts of one document, and its failures: (missed, None), (None, spurious) or (gold, wrong value)."""
    found = timex.find(document.text, document.written)
    matches = pairs(document.mentions, found)
    wrong: list[tuple[Gold | None, TimeExpression | None]] = [
        (g, e) for g, e in matches if unified(g.value) != unified(e.value)
    ]
    matched_gold, matched_found = {g for g, _ in matches}, {e for _, e in matches}
    missed: list[tuple[Gold | None, TimeExpression | None]] = [
        (g, None) for g in document.mentions if g not in matched_gold
    ]
    spurious: list[tuple[Gold | None, TimeExpression | None]] = [(None, e) for e in found if e not in matched_found]
    counts = Score(
        len(document.mentions),
        len(found),
        len(matches),
        sum(g.type == e.type for g, e in matches),
        len(matches) - len(wrong),
        sum(g.value == e.value for g, e in matches),
    )
    return counts, wrong + missed + spurious


def main(
    data: Annotated[Path | None, typer.Option(help="Folder with the gold files.")] = None,
    failures: Annotated[bool, typer.Option(help="List what is wrong in the tuning part.")] = False,
    only: Annotated[str, typer.Option(help="One of the sets: timebank, aquaint, tweets_train.")] = "",
) -> None:
    """Prints the figures of each set in per cent, and the speed of finding.

    "relaxed" is the F1 of overlapping mentions, "values" the share of those with the right value, "F1" the value F1
    that both come to, over all documents and over the two parts; "literal" is value F1 before notations are unified.
    """
    folder = data or data_folder() / "temporal"
    table = Table(*COLUMNS, box=None, padding=(0, 2, 0, 0))
    for name in [only] if only else SETS:
        figures, wrong = measure(folder / f"{name}.jsonl.gz")
        if failures:
            for document, mentions in wrong:
                _show(document, mentions)
        table.add_row(*figures.cells())
    Console().print(table)


COLUMNS = ("set", "gold", "found", "relaxed", "values", "F1", "tuned", "held out", "literal", "MB/s")
Wrong = list[tuple[Gold | None, TimeExpression | None]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a set comes to: the counts of the part that rules are tuned on and of the other, and the speed in MB/s."""

    name: str
    tuned: Score
    held_out: Score
    megabytes_a_second: float

    def cells(self) -> list[str]:
        """One row of a table with `COLUMNS`."""
        both = self.tuned + self.held_out
        shares = (
            both.f1(both.matched),
            both.value_accuracy,
            both.f1(both.right),
            self.tuned.f1(self.tuned.right),
            self.held_out.f1(self.held_out.right),
            both.f1(both.same_text),
        )
        speed = f"{self.megabytes_a_second:.2f}"
        return [self.name, str(both.gold), str(both.found), *(f"{share:.1f}" for share in shares), speed]


def measure(path: Path) -> tuple[Figures, list[tuple[Document, Wrong]]]:
    """The figures of one gold file, and what is wrong in the part that rules are tuned on."""
    total = {False: Score(), True: Score()}
    texts = list(documents(path))
    wrong: list[tuple[Document, Wrong]] = []
    for document in texts:
        counts, mentions = score(document)
        total[document.held_out] += counts
        if not document.held_out:
            wrong.append((document, mentions))
    return Figures(path.name.split(".")[0], total[False], total[True], speed(texts)), wrong


def speed(texts: Sequence[Document]) -> float:
    """Megabytes of text read a second, on one core, the texts taken one after another."""
    began = time.process_time()
    for document in texts:
        timex.find(document.text, document.written)
    size = sum(len(document.text.encode()) for document in texts)
    return size / 1e6 / (time.process_time() - began)


def _show(document: Document, wrong: list[tuple[Gold | None, TimeExpression | None]]) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    for gold, expression in wrong:
        at = gold or expression
        assert at is not None
        around = " ".join(document.text[max(0, at.start - 70) : at.end + 50].split())
        kind = "missed  " if expression is None else "spurious" if gold is None else "value   "
        said = f"{expression.value} “{expression.text}”" if expression else ""
        want = f"{gold.value} “{gold.text}”" if gold else ""
        console.print(f"{kind} {document.written} want {want} | got {said} | {around}")


if __name__ == "__main__":
    typer.run(main)

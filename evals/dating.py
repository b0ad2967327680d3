"""The dating of articles against their true days, with the dates stripped and with them given.

`python -m evals.dating --data ../shared/data/multihop_rag` prints the figures of three archives: every date stripped,
every other article's date stripped, and the metadata given.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evals.data import data_folder
from index.article import Article, Published
from index.dateinference import Readings
from index.dateline import date_articles, stated


@dataclass(frozen=True, slots=True)
class Dated:
    """An article without its date, what its metadata said, and the day it was published (UTC)."""

    article: Article
    url: str
    published_at: str
    day: date

    @property
    def held_out(self) -> bool:
        """Whether it is of the quarter that the dating is not tuned on (by a hash of its address)."""
        return zlib.crc32(self.url.encode()) % 4 == 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts over stripped articles: all, dated to a day (and right), bounded on both sides (and holding the day)."""

    articles: int
    days: int
    right: int
    bounded: int
    holding: int

    @property
    def precision(self) -> float:
        """Per cent right of those dated to a day."""
        return 100 * self.right / self.days if self.days else 0.0

    @property
    def containment(self) -> float:
        """Per cent of the intervals that hold the day."""
        return 100 * self.holding / self.bounded if self.bounded else 0.0


def corpus(folder: Path) -> list[Dated]:
    """MultiHop-RAG's articles (corpus.json.gz), without their dates and addresses."""
    with gzip.open(folder / "corpus.json.gz", "rt", encoding="utf-8") as file:
        rows = json.load(file)
    out = []
    for number, row in enumerate(rows):
        title = row["title"]
        text = f"{title}\n\n{row['body']}"
        article = Article(f"{number:04d}", text, title=title, source=row["source"] or "", body_start=len(title))
        out.append(Dated(article, row["url"], row["published_at"], date.fromisoformat(row["published_at"][:10])))
    return out


def strip(articles: Sequence[Dated], stripped: Sequence[bool]) -> list[Article]:
    """The archive with the dates of some articles taken away and the others' stated."""
    return [
        d.article if gone else replace(d.article, published=Published("stated", d.day, d.day, 0.99))
        for d, gone in zip(articles, stripped, strict=True)
    ]


def outcome(dates: dict[str, Published], articles: Sequence[Dated]) -> Outcome:
    """How many of the articles were dated, and rightly."""
    return _counts([(dates.get(d.article.id, Published()), d.day) for d in articles])


def _counts(days: Sequence[tuple[Published, date]]) -> Outcome:
    exact = [(p.day, day) for p, day in days if p.day is not None]
    bounds = [(p.first_day, p.last_day, day) for p, day in days if p.how == "bounded" and p.day is None]
    closed = [(a, b, day) for a, b, day in bounds if a is not None or b is not None]
    return Outcome(
        len(days),
        len(exact),
        sum(a == b for a, b in exact),
        len(closed),
        sum((a is None or a <= day) and (b is None or day <= b) for a, b, day in closed),
    )


def main(
    data: Annotated[Path | None, typer.Option(help="Folder with corpus.json.gz.")] = None,
    failures: Annotated[bool, typer.Option(help="List wrong days and intervals in the tuning part.")] = False,
    halves: Annotated[int, typer.Option(min=1, help="How many ways of stripping half of the dates to add up.")] = 1,
) -> None:
    """Prints precision, containment and coverage."""
    articles = corpus(data or data_folder() / "multihop_rag")
    table = Table(*COLUMNS, box=None, padding=(0, 2, 0, 0))
    for row in measure(articles, on_wrong=_show if failures else None, halves=halves):
        table.add_row(*row.cells())
    Console().print(table)


COLUMNS = ("archive", "stripped", "to a day", "right %", "intervals", "holding %", "median width")


@dataclass(frozen=True, slots=True)
class Row:
    """The outcome of some articles of an archive; `median_width` is of the intervals, in days, None without any."""

    name: str
    outcome: Outcome
    median_width: int | None

    def cells(self) -> list[str]:
        """One row of a table with `COLUMNS`."""
        o = self.outcome
        width = "" if self.median_width is None else str(self.median_width)
        return [
            self.name,
            str(o.articles),
            str(o.days),
            f"{o.precision:.1f}",
            str(o.bounded),
            f"{o.containment:.1f}",
            width,
        ]


def measure(
    articles: Sequence[Dated],
    on_wrong: Callable[[Sequence[Dated], dict[str, Published]], None] | None = None,
    halves: int = 1,
) -> list[Row]:
    """The outcomes with metadata given, with every other article's date stripped, and with all of them stripped.

    With `halves` above 1 the second is the sum over so many ways of choosing the half: one half has few days to judge by.
    `on_wrong` is called with the articles of the tuning part and the dates of all.
    """
    given = {d.article.id: stated(d.article.text, url=d.url, metadata={"published": d.published_at}) for d in articles}
    rows = [Row("metadata given", outcome({i: p for i, p in given.items() if p.how == "stated"}, articles), None)]
    ways = [[zlib.crc32((str(n or "") + d.article.text).encode()) % 2 == 1 for d in articles] for n in range(halves)]
    readings = Readings([d.article for d in articles])
    for name, stripped in (("half dated", ways), ("none dated", [[True] * len(articles)])):
        results: list[tuple[Dated, Published]] = []
        for way in stripped:
            dates = date_articles(strip(articles, way), readings)
            gone = [d for d, s in zip(articles, way, strict=True) if s]
            results += [(d, dates[d.article.id]) for d in gone]
            if on_wrong is not None:
                on_wrong([d for d in gone if not d.held_out], dates)
        tuned, held_out = [r for r in results if not r[0].held_out], [r for r in results if r[0].held_out]
        for part, members in (("", results), (", tuned on", tuned), (", held out", held_out)):
            widths = sorted(
                (p.last_day - p.first_day).days for _, p in members if p.day is None and p.first_day and p.last_day
            )
            counts = _counts([(p, d.day) for d, p in members])
            rows.append(Row(name + part, counts, widths[len(widths) // 2] if widths else None))
    return rows


def _show(articles: Sequence[Dated], dates: dict[str, Published]) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    for d in articles:
        p = dates[d.article.id]
        wrong = p.day != d.day if p.day else p.how == "bounded" and not _holds(p, d.day)
        if wrong:
            console.print(
                f"{d.article.id} is {d.day}, said {p.how} {p.first_day}..{p.last_day} ({p.confidence}): {d.article.title}"
            )
            for reason in p.reasons:
                console.print(f"     {reason.text}")


def _holds(p: Published, day: date) -> bool:
    return (p.first_day is None or p.first_day <= day) and (p.last_day is None or day <= p.last_day)


if __name__ == "__main__":
    typer.run(main)

"""Sentences of an article and the days that what they tell happened, or will happen, on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.article import Article, Passage, TimeExpression
from qa.when import how_dated, in_words

# A decade or a century dates nothing; nor does "this year", which spans the article's own day.
_WIDEST = timedelta(days=732)
_WIDEST_AROUND_NOW = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """`article.text[start:end]`, a whole sentence (0-based, end exclusive), and the days `first_day`..`last_day`.

    `expression` are the words that give the days; None for a story's opening without any, which tells the news of its
    article's day. `coming` says that the days lie after that day: what is told of them was still to come.
    """

    article: Article
    start: int
    end: int
    first_day: date
    last_day: date
    expression: TimeExpression | None = None
    coming: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.text[self.start : self.end]

    @property
    def why(self) -> str:
        """In words: how the days are known, without the reasons of an article's date that was worked out."""
        how = how_dated(self.article, with_reasons=False)
        if self.expression is None:
            return f"The opening of the story gives no date, and {how}."
        words = in_words(self.first_day, self.last_day)
        if any(c.isdigit() for c in self.expression.text) and str(self.first_day.year) in self.expression.text:
            return f"“{self.expression.text}” is printed."
        said = " ".join(self.expression.text.split())
        return f"“{said}” is {words}: {how}."


def dated_sentences(
    article: Article, passages: Sequence[Passage], expressions: Sequence[TimeExpression]
) -> Iterator[DatedSentence]:
    """The sentences of `passages` that are dated, in order; one that names several times comes once for each.

    `expressions` are the article's. Recurring times, durations, "now" and spans of over two years date nothing.
    """
    day = article.published.day
    latest = article.published.last_day
    is_opening = True
    for start, end in (sentence for passage in passages for sentence in passage.sentences):
        seen: set[tuple[date, date]] = set()
        for t in expressions:
            if not (start <= t.start and t.end <= end) or t.first_day is None or t.last_day is None:
                continue
            days = (t.first_day, t.last_day)
            is_now = latest is not None and t.first_day <= latest <= t.last_day
            width = t.last_day - t.first_day
            if not _dates(t) or width > (_WIDEST_AROUND_NOW if is_now else _WIDEST) or days in seen:
                continue
            seen.add(days)
            yield DatedSentence(article, start, end, *days, t, latest is not None and t.first_day > latest)
        # A headline is no sentence; a first sentence taken for one is.
        if is_opening and (start >= article.body_start or article.text[end - 1] in ".!?"):
            is_opening = False
            if not seen and day is not None:
                yield DatedSentence(article, start, end, day, day)


def _dates(expression: TimeExpression) -> bool:
    return expression.type in {"DATE", "TIME"} and not expression.value.endswith("_REF")

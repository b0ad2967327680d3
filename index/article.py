"""The nouns of the archive: Article, Passage, TimeExpression, and how an article's date is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

PublishedHow = Literal["stated", "inferred", "bounded", "unknown"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article has the date it has: a sentence for people, and the words it rests on.

    `start` and `end` are character offsets into the text of article `article_id` (0-based, end exclusive); they are
    None when the evidence is not in a text (a sidecar file, a date set by hand, a URL).
    """

    text: str
    article_id: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, and how that is known.

    - stated: the article or its metadata says so; `first_day == last_day`.
    - inferred: worked out to one day from evidence; `first_day == last_day`, `confidence` < 1.
    - bounded: somewhere in `first_day`..`last_day` (inclusive; either may be None: open on that side).
    - unknown: both None.

    `confidence` is the probability (0..1) that the day or interval is right.
    """

    how: PublishedHow = "unknown"
    first_day: date | None = None
    last_day: date | None = None
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()

    @property
    def day(self) -> date | None:
        """The day, if it is known to one day."""
        return self.first_day if self.first_day is not None and self.first_day == self.last_day else None


@dataclass(frozen=True, slots=True)
class Article:
    """One news story. `text` is the plain text that every offset in Dateline refers to; it is never rewritten.

    `body_start` is where the story begins after headline, byline and date; `skipped` are spans of boilerplate
    (0-based, end exclusive) that belong to no passage. `path` is the file it was read from, and in a file of many its
    place there ("/data/news.zip!/a/b.html", "/data/rows.jsonl#12"). `language` is a code of two letters, "" if unclear.
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    path: str = ""
    published: Published = field(default_factory=Published)
    body_start: int = 0
    skipped: tuple[tuple[int, int], ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive whole sentences of one article.

    `start`/`end` and the pairs in `sentences` are character offsets into the article's text (0-based, end exclusive).
    `text` is `article.text[start:end]`.
    """

    id: int
    article_id: str
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 mention: where it stands, its TimeML value, and the days it denotes.

    `start`/`end` are character offsets into the text it was found in. `value` is a TimeML value ("2021-08-13",
    "2021-W32", "P2D", "PRESENT_REF", "" when it cannot be normalised). `first_day`/`last_day` bound the days denoted,
    both inclusive, None where unknown (no document date given, or a duration that is not anchored).
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    mod: str | None = None
    first_day: date | None = None
    last_day: date | None = None

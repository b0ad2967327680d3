"""Articles that put their news under days: "Friday, Nov. 17", "Ames 1-0 Bo: 3 May 2021", and below it what happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from index import timex
from index.article import Article, TimeExpression

# Fewer lines with a day of their own are no order of the article's.
_FEWEST = 3
_LONGEST_TIME = timedelta(days=31)
_LONGEST_LINE = 100  # characters
_LONGEST = 2500  # characters below a heading that are still about it
_BEFORE = re.compile(r".*[:–—(-]\s*|\W*", re.DOTALL)
_AFTER = re.compile(r"\W*|\s*[:–—-]\s.*", re.DOTALL)
# "Date: 3 May" belongs to what stands above it, and a post ends with its day.
_NO_HEADING = re.compile(r"\bdate\s*:|@|\b\w+\.(?:com|org|net)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]['’”\")]*$")
_OF_THAT_DAY = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a day: `article.text[start:end]` (0-based, end exclusive), which begins with the line that names the
    `day`, or the month. `is_entry` says that this line has nothing else, so that what is below was written then."""

    start: int
    end: int
    heading: str
    day: TimeExpression
    is_entry: bool


def sections(article: Article, expressions: Sequence[TimeExpression]) -> list[Section]:
    """The sections of an article, in order; none where it is not put under days. `expressions` are the article's."""
    text = article.text
    headings: list[tuple[int, str, TimeExpression, bool]] = []
    for t in expressions:
        if t.type != "DATE" or t.first_day is None or t.last_day is None or not _OF_THAT_DAY.search(t.text):
            continue
        if t.last_day - t.first_day > _LONGEST_TIME:
            continue
        start = text.rfind("\n", 0, t.start) + 1
        end = text.find("\n", t.end)
        end = len(text) if end < 0 else end
        line, before, after = text[start:end].strip(), text[start : t.start], text[t.end : end]
        if len(line) > _LONGEST_LINE or _NO_HEADING.search(line) or (after.strip() and _SENTENCE.search(line)):
            continue
        if _BEFORE.fullmatch(before) and _AFTER.fullmatch(after) and (not before.strip() or not after.strip(" :.)")):
            is_entry = not re.search(r"\w", before + after)
            if t.first_day != t.last_day and not is_entry:
                continue
            if not headings or headings[-1][0] != start:
                headings.append((start, line, t, is_entry))
    if len(headings) < _FEWEST or len({t.first_day for _, _, t, _ in headings}) < 2:
        return []
    ends = [start for start, *_ in headings[1:]] + [len(text)]
    return [
        Section(start, min(end, start + _LONGEST), line, t, is_entry)
        for (start, line, t, is_entry), end in zip(headings, ends, strict=True)
    ]


def section_at(article: Article, expressions: Sequence[TimeExpression], at: int, *, coming: bool) -> Section | None:
    """The section that the character at `at` of an article is in, or None. A list of days to come says what is due on them,
    and not that what is told below was then: it counts where what is `coming` is asked for."""
    found = sections(article, expressions)
    latest = article.published.last_day
    if (
        not coming
        and latest is not None
        and all(s.day.first_day is not None and s.day.first_day > latest for s in found)
    ):
        return None
    return next((s for s in found if s.start <= at < s.end), None)


def reread(article: Article, expressions: Sequence[TimeExpression]) -> list[TimeExpression]:
    """The expressions of an article, with those in its entries read as of the entry's day: "on Friday" under "Nov. 11"."""
    out = list(expressions)
    for section in sections(article, expressions):
        if not section.is_entry or section.day.first_day != section.day.last_day:
            continue
        read = {
            (section.start + t.start, section.start + t.end): t
            for t in timex.find(article.text[section.start : section.end], section.day.first_day)
        }
        for n, t in enumerate(out):
            new = read.get((t.start, t.end))
            if new is not None and new.type == t.type and not _OF_THAT_DAY.search(t.text):
                out[n] = replace(t, value=new.value, first_day=new.first_day, last_day=new.last_day)
    return out

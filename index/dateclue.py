"""What in a text tells when it was written: weekdays named with events, "this weekend", Sunday papers, whole dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from index import holiday, timex
from index.article import Article, TimeExpression
from index.lifespan import death
from index.timeword import DEICTIC, WEEKDAYS

Kind = Literal["past weekday", "coming weekday", "paper", "this weekend", "past day", "coming day", "day", "deictic"]

# Read against these two days, a weekday shows whether the verbs put it in the past or in the future.
_WEDNESDAY: Final = date(2020, 6, 10)
_THURSDAY: Final = date(2020, 6, 11)
_DAY_NAMES: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_PAPER: Final = re.compile(
    r"\b(?:the\s+)?(Saturday|Sunday)\s+(?:Telegraph|Times|Mirror|Express|Post|Mail|Herald|Independent|Star|Sun|People"
    r"|Tribune|Age|Mercury|Mercury|Examiner|Standard|Chronicle|World|Life|Guardian|Paper|Business|Mail|Tasmanian|Sport"
    r"|National|Papers)\b|\b(?:Mail|Sun|Scotland|Independent|Herald)\s+on\s+(Saturday|Sunday)\b"
)


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence. `start`/`end` are offsets into the article's text (0-based, end exclusive).

    `weekday` is ISO (Monday is 1) for weekdays, papers and weekends; `offset` is in days for "yesterday" and its like;
    `first_day`..`last_day` are the days a date denotes. `lead` says that it stands in the story's first sentences;
    `basis` are the words that it is reckoned from together with its own (a birth, for a death at an age).
    """

    kind: Kind
    start: int
    end: int
    weekday: int = 0
    offset: int = 0
    first_day: date | None = None
    last_day: date | None = None
    lead: bool = False
    basis: tuple[int, int] | None = None

    def days(self, published: date) -> tuple[date, date] | None:
        """The days this clue's words denote in an article of that day; None when they denote none."""
        if self.kind == "deictic":
            day = date.fromordinal(published.toordinal() + self.offset)
            return day, day
        if self.kind in ("past weekday", "coming weekday"):
            back = (published.isoweekday() - self.weekday) % 7
            step = -back if self.kind == "past weekday" else (7 - back) % 7
            day = date.fromordinal(published.toordinal() + step)
            return day, day
        if self.first_day and self.last_day:
            return self.first_day, self.last_day
        return None


def clues(article: Article) -> list[Clue]:
    """The evidence in an article's text, in order of kind and place."""
    text = article.text
    opening = lead_end(article)
    found: list[Clue] = []
    second = {(t.start, t.end): t for t in timex.find(text, _THURSDAY)}
    undated = timex.find(text)
    without = {(t.start, t.end): t for t in undated}
    for first in timex.find(text, _WEDNESDAY):
        span = (first.start, first.end)
        clue = _clue(first, second.get(span), without.get(span), text)
        if clue is not None:
            found.append(_in_lead(clue, opening))
    died = death(text, undated, article.body_start)
    if died is not None:
        basis = (died.born_start, died.born_end)
        found.append(
            Clue("past day", died.start, died.end, first_day=died.first_day, last_day=died.last_day, basis=basis)
        )
    for match in _PAPER.finditer(text):
        weekday = _DAY_NAMES.index((match[1] or match[2]).lower()) + 1
        found.append(Clue("paper", match.start(), match.end(), weekday))
    papers = [c for c in found if c.kind == "paper"]
    return [c for c in found if c.kind == "paper" or not any(p.start <= c.start < p.end for p in papers)]


def _in_lead(clue: Clue, opening: int) -> Clue:
    if clue.start >= opening:
        return clue
    return Clue(clue.kind, clue.start, clue.end, clue.weekday, clue.offset, clue.first_day, clue.last_day, True)


def _clue(first: TimeExpression, second: TimeExpression | None, bare: TimeExpression | None, text: str) -> Clue | None:
    words = re.findall(r"[^\W\d_]+", first.text.lower())
    if first.first_day is None or first.last_day is None:
        return None
    printed_year = re.search(r"(?<!\d)\d{4}(?!\d)", first.text) is not None
    if printed_year and bare is not None and bare.first_day and bare.last_day:
        # A year alone bounds nothing: news speaks of seasons, models and plans by their years.
        if (bare.last_day - bare.first_day).days > 31:
            return None
        told = told_as(text, first.start)
        if not told:
            return None
        kind: Kind = "coming day" if told == "coming" else "past day"
        return Clue(kind, first.start, first.end, first_day=bare.first_day, last_day=bare.last_day)
    if "weekend" in words and words[0] == "this":
        return Clue("this weekend", first.start, first.end, 6)
    named = next((WEEKDAYS[w] for w in words if w in WEEKDAYS), 0)
    if holiday.known(" ".join(words)):
        return None  # "Black Friday" is talked of for weeks
    if (
        named
        and not re.search(r"\d", first.text)
        and words[0] not in ("last", "next", "every", "each", "previous", "following")
    ):
        resolved = first if named != _WEDNESDAY.isoweekday() else second
        base = _WEDNESDAY if named != _WEDNESDAY.isoweekday() else _THURSDAY
        if resolved is None or resolved.first_day is None:
            return None
        return Clue("coming weekday" if resolved.first_day > base else "past weekday", first.start, first.end, named)
    # Outside posts, "YTD" is the year to date.
    deictic = next((w for w in words if w in DEICTIC and w != "ytd"), "")
    if deictic and first.first_day == first.last_day:
        if is_name(text, first.start):
            return None
        return Clue("deictic", first.start, first.end, offset=(first.first_day - _WEDNESDAY).days)
    if words == ["last", "night"]:
        return Clue("deictic", first.start, first.end, offset=-1)
    return None


def is_name(text: str, start: int) -> bool:
    """Whether a word such as "Today" at `start` is a paper's or a programme's: with a capital letter in midst of a sentence."""
    if not text[start].isupper():
        return False
    before = text[:start].rstrip(" \t“\"'‘(")
    return bool(before) and (before[-1].isalnum() or before[-1] in ",&")


def quoted(text: str, start: int) -> bool:
    """Whether the place stands within quotation marks: what somebody said, on a day of his own."""
    paragraph = text[text.rfind("\n", 0, start) + 1 : start]
    return paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1


_COMING: Final = re.compile(
    r"(?i)\b(?:will|would|shall|due|to be|going\s+to|expected|scheduled|planned|plans|set|slated|until|till|through|by|before"
    r"|expires?|deadline|departing|starting|beginning|ahead\s+of|after|from)\b[^.;!?\n]{0,80}$"
)
_SURELY_COMING: Final = re.compile(
    r"(?i)\b(?:will|shall|(?:is|are)\s+(?:going\s+to|due|(?:expected|scheduled|set|planned|slated)\s+to))\b[^.;!?\n]{0,80}$"
)
_PAST: Final = re.compile(
    r"\b(?:was|were|had|did|said|told|took|fell|began|died|won|lost|met|left|came|went|held|made|\w{3,}ed)\b[^.;!?\n]{0,60}$"
)


def told_as(text: str, start: int) -> Literal["past", "coming", ""]:
    """Whether the words of its clause before a date at `start` put it in the past or the future; "" when they say neither
    for sure."""
    before = text[max(0, start - 120) : start]
    if _SURELY_COMING.search(before):
        return "coming"
    return "past" if _PAST.search(before) and not _COMING.search(before) else ""


def lead_end(article: Article) -> int:
    """Where the first sentences of the story end: its first 400 characters, or the first paragraph if that is longer."""
    body = article.body_start
    while body < len(article.text) and article.text[body].isspace():
        body += 1
    paragraph = article.text.find("\n", body)
    return max(body + 400, min(paragraph if paragraph > 0 else len(article.text), body + 800))

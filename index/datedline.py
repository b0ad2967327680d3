"""A line of a story's head that gives its date, alone or with a byline: "Published 14:32 BST, 3 May 2024 by Ann Lee"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from index.byline import byline
from index.masthead import is_paper, masthead
from index.printeddate import CLOCK, DAY_NAME, DAY_OF_MONTH, WHOLE_DATE


@dataclass(frozen=True, slots=True)
class DatedLine:
    """What such a line says. `start`..`end` is its date in the line (0-based; with its label, if that stands before it),
    `date` the date alone; `whole` says that it has its year, `labelled` that a word such as "Published" stands in the line,
    and `revised` that the line tells of a later version."""

    start: int = 0
    end: int = 0
    date: str = ""
    whole: bool = False
    labelled: bool = False
    revised: bool = False
    author: str = ""
    source: str = ""


_LABEL: Final = re.compile(
    r"(?i)(?P<label>(?:first\s+|originally\s+)?(?:published|posted|issued|released|created|sent|filed)|date|dated|publication\s+date"
    r"|(?:for\s+)?(?:immediate\s+)?release(?:\s+date)?"
    r"|(?P<revised>(?:last\s+|page\s+)*(?:updated?|modified|revised|edited|amended|correct(?:ed|ion)(?:\s+appended)?)"
    r"|embargoed(?:\s+until)?))\b(?:\s+(?:on|at|date))?\s*[:=@–—-]?\s*"
)
_DATE: Final = re.compile(rf"(?i)\[?(?P<date>{DAY_NAME}?{WHOLE_DATE})\]?")
_DAY: Final = re.compile(rf"(?i)(?P<date>{DAY_NAME}?{DAY_OF_MONTH})(?!\d)")
_CLOCK: Final = re.compile(rf"(?i){CLOCK}")
_WEEKDAY: Final = re.compile(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_ZONE: Final = re.compile(r"\(?[A-Z]{2,4}\)?(?!\w)")
_FOLIO: Final = re.compile(r"(?i)(?:vol(?:ume)?|nos?|nr|issue|edition|price|pages?|pg?)\b\.?\s*#?\s*[\w$£€¢.]*\d\w*")
_BETWEEN: Final = re.compile(r"[\s,;.|/·•()\[\]*_–—-]+|(?:at|on|in)\s")
_BY: Final = re.compile(
    r"(?:[Bb]y|BY|[Ff]rom|[Ww]ritten by|[Rr]eported by|[Ll]ive (?:blog |updates |coverage |reporting )?(?:by|with))\s+(?=[A-ZÀ-Þ])"
)
_LIVE: Final = re.compile(
    r"(?i)(?:live(?:\s+(?:blog|updates?|coverage|reporting))?|(?:this|our)\s+(?:live\s+)?(?:blog|page|coverage|feed)\s+(?:is|has)(?:\s+now)?(?:\s+been)?"
    r"\s+(?:closed|ended|finished|paused)|as\s+it\s+happened)\b"
)
_IN: Final = re.compile(
    r"(?:in|by)\s+(?:the\s+)?(?P<paper>[A-ZÀ-Þ][^|·•–—,()\n\d]{2,60}?)(?=\s+on\b|\s*[|·•–—,()\d]|$)"
)
_CHUNK: Final = re.compile(r"[^|·•–—,()\n]{2,60}?(?=\s*(?:[|·•–—,()]|\.\s|\s-\s|\.?$))")
_BY_CHUNK: Final = re.compile(
    r"(?i)[^|·•–—()\n\d]{2,80}?(?=\s*(?:[|·•–—()\d]|\s-\s|,?\s+(?:on|at|published|posted|updated|last)\b|,\s*(?:mon|tue|wed|thu|fri|sat|sun"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\.\s|$))"
)
_ROLE: Final = re.compile(
    r"(?i).*\b(?:desk|staff|reporters?|correspondents?|editors?|writers?|newsroom|team|agencies|bureau)"
)
_PROPER: Final = re.compile(
    r"[A-ZÀ-Þ][\w.’'-]*(?:\s+(?:(?:and|&|de|van|von|der|al|el|la|del|of)\s+)*[A-ZÀ-Þ][\w.’'-]*){0,4}"
)
_REPORTS: Final = re.compile(
    rf"(?P<who>{_PROPER.pattern})\s+(?:reports?|writes?|reporting)(?=\s*(?:[|·•–—,()]|\.\s|\s-\s|\.?$))"
)
_CAPITALS: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,40}")
_LONGEST: Final = 160


def dated_line(line: str, *, first: bool = False) -> DatedLine | None:
    """What a line of a head says that is nothing but a date, with or without label, clock time, byline, paper or place; None
    for any other line. In the `first` line a name beside the date needs its "by": it may be what the headline is about."""
    if len(line) > _LONGEST:
        return None
    found, at = DatedLine(), 0
    labelled_at = -1
    revised = False
    while at < len(line):
        if found.labelled and (match := _IN.match(line, at)) and is_paper(match["paper"]):
            found, at = replace(found, source=found.source or match["paper"]), match.end()
        elif match := _BETWEEN.match(line, at):
            at = match.end()
        elif match := _LABEL.match(line, at):
            revised = match["revised"] is not None
            labelled_at, at = match.start(), match.end()
            found = replace(found, labelled=True)
        elif match := _DATE.match(line, at) or _DAY.match(line, at):
            whole = match.re is _DATE
            if not found.date or (revised < found.revised) or (whole and not found.whole):
                start = labelled_at if labelled_at >= 0 else match.start("date")
                found = replace(
                    found, start=start, end=match.end("date"), date=match["date"], whole=whole, revised=revised
                )
            labelled_at, at = -1, match.end()
        elif match := _CLOCK.match(line, at) or _WEEKDAY.match(line, at) or _FOLIO.match(line, at):
            at = match.end()
        elif match := _BY.match(line, at):
            name = _BY_CHUNK.match(line, match.end())
            if name is None:
                return None
            author, agency = byline(name[0])
            found = replace(found, author=found.author or author, source=found.source or agency)
            at = name.end()
        elif match := _LIVE.match(line, at) or (_ZONE.match(line, at) if found.date else None):
            at = match.end()
        elif match := _REPORTS.match(line, at):
            found, at = replace(found, author=found.author or match["who"]), match.end()
        else:
            match = _CHUNK.match(line, at)
            said = _beside(match[0].strip(), first) if match else None
            if match is None or said is None:
                return None
            author = found.author or (said.author if line[match.end() :].lstrip()[:1] in "|·•–—" else "")
            found, at = replace(found, author=author, source=found.source or said.source), match.end()
    return found if found.date else None


def _beside(chunk: str, first: bool) -> DatedLine | None:
    """What may stand beside the date."""
    top = masthead(chunk)
    if top is not None:
        return DatedLine(source=top.source)
    if _CAPITALS.fullmatch(chunk) or (_ROLE.fullmatch(chunk) and len(chunk.split()) <= 5):
        return DatedLine()
    if not first and _PROPER.fullmatch(chunk):
        return DatedLine(author=chunk if len(chunk.split()) > 1 else "")
    return None


_MOST_DAYS: Final = 2


def is_chronicle(text: str) -> bool:
    """Whether a text goes from day to day under lines that are dates: none of these is the day it came out."""
    days = set()
    for line in text.split("\n"):
        bare = line.strip(" \t*_#:=-–—")
        if 5 < len(bare) < 40 and (_DATE.fullmatch(bare) or _DAY.fullmatch(bare)):
            days.add(bare.lower())
    return len(days) > _MOST_DAYS

"""The place, day and agency that open a report: "KABUL, Aug. 13 (Reuters) - ", "PORT HALE, Vale, 3 May 2024 -- "."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.printeddate import CLOCK, DAY_NAME, DAY_OF_MONTH, MONTH, WHOLE_DATE


@dataclass(frozen=True, slots=True)
class Placeline:
    """What opens a report. `start`..`end` is its date (0-based, both 0 where it prints none), `whole` says that the date has
    its year, and `story` is where the first sentence begins."""

    place: str
    agency: str
    start: int
    end: int
    whole: bool
    story: int


_UPPER: Final = r"[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_CAPITALS: Final = rf"{_UPPER}(?:{_UPPER}|[.'’])+(?:[ /-](?:d[’'])?(?:(?:de|del|di|da|la|of|the|and|an|am|sur|upon) )*{_UPPER}(?:{_UPPER}|[.'’])+){{0,4}}"
_NAME: Final = rf"{_UPPER}[\w.'’]*(?:[ /-](?:(?:de|del|di|da|dos|la|las|los|le|of|the|and|an|am|der|sur|upon|on|al|el|in) )*{_UPPER}[\w.'’]*){{0,4}}"
_FIRST_WORD: Final = re.compile(
    rf"(?i:on|in|at|by|from|since|until|after|before|the|a|an|late|early|last|this|next|posted|published|updated|born|died"
    rf"|dated?|{DAY_NAME[3:-7]}|{MONTH})(?!\w)"
)
# What stands before a dash in capitals without being a place.
_LABELS: Final = re.compile(
    r"(?:BREAKING|URGENT|ALERT|FLASH|BULLETIN|EXCLUSIVE|UPDATED?|WATCH|LIVE|OPINION|ANALYSIS|EXPLAINER|FACTBOX|TIMELINE|PROFILE"
    r"|INTERVIEW|COMMENT|EDITORIAL|FEATURE|REVIEW|OBITUARY|CORRECTION|NOTE|SPORTS?|BUSINESS|POLITICS|WORLD|NEWS|HOST|MODERATOR"
    r"|Q|A|TRANSCRIPT)\b.*",
    re.DOTALL,
)
_DAY: Final = rf"(?i:{DAY_NAME}?(?:{WHOLE_DATE}|{DAY_OF_MONTH})(?:,?\s+{CLOCK})?)"
_AGENCY: Final = r"(?:\((?P<agency>[A-Z][^()\n]{1,40})\)|/(?P<slashed>[A-Z][^/\n]{1,40})/)"
_DASH: Final = r"(?P<dash>-{2,3}|[—–]|-(?=\s)|:(?=\s)|(?<=\)\s)_(?=\s))"
_MARKS: Final = r"[*_]{0,3}"
_OPEN: Final = rf"{_MARKS}[\[(]?{_MARKS}"
_CLOSE: Final = rf"{_MARKS}[\])]?{_MARKS}"
# Without its day, a place in small letters stands before an agency only: "Ann Lee (Greens) - Elected" does not.
_AGENCY_WORD: Final = re.compile(
    r"\b(?:Reuters|AP|AFP|UPI|PA|PTI|dpa|CNN|BBC)\b|(?i:agency|wire|newswire|press|news|service)\b"
)
_PLACELINE: Final = re.compile(
    rf"{_OPEN}(?:(?P<capitals>{_CAPITALS})|(?P<name>{_NAME}))(?P<parts>(?:,\s*(?!(?i:{MONTH}|{DAY_NAME}))(?:{_NAME})){{0,3}}){_CLOSE}"
    rf"(?:(?:,|\.|\s[|·•–—-])?\s*\(?(?P<day>{_DAY}))?{_CLOSE}[,.]?\s*{_AGENCY}?\.?{_MARKS}\s*{_DASH}?\s*{_MARKS}"
)
_DAY_FIRST: Final = re.compile(
    rf"{_MARKS}(?P<day>{_DAY})(?:(?:\s*[|·•,–—-])\s*(?P<name>{_NAME}(?:,\s*{_NAME}){{0,2}}))?{_MARKS}[,.]?\s*{_AGENCY}?{_MARKS}\s*{_DASH}\s*{_MARKS}"
)
# The day before the dash is no dateline's where another follows: "22 May 1941 – 3 March 2025" is a life.
_WHOLE: Final = re.compile(WHOLE_DATE, re.IGNORECASE)
_SPAN: Final = re.compile(rf"(?i){_DAY}|\d{{4}}\b")
_LEAST_WORDS: Final = 3
# A place alone stands before a sentence; what stands in capitals before fewer words is mostly half a headline.
_MOST_CAPITALS: Final = 3
_SENTENCE: Final = 6
_ENDS: Final = ".!?”\"’'"


def placeline(paragraph: str) -> Placeline | None:
    """What opens a paragraph of news, None where it has no dateline: a place in capitals or a day or an agency has to stand
    before a dash, or a day and an agency before the story."""
    match = _PLACELINE.match(paragraph) or _DAY_FIRST.match(paragraph)
    if match is None:
        return None
    if not _holds(match):
        match = _DAY_FIRST.match(paragraph)
        if match is None or not _holds(match):
            return None
    said = match.groupdict()
    rest = paragraph[match.end() :]
    if len(rest.split()) < _LEAST_WORDS or not re.match(r"[^\W_a-z]|[\"'“‘«(]|[a-z]+[A-Z]", rest) or _SPAN.match(rest):
        return None
    start, end = match.span("day") if said["day"] else (0, 0)
    place = (said.get("capitals") or said.get("name") or "") + (said.get("parts") or "")
    agency = (said["agency"] or said["slashed"] or "").strip()
    return Placeline(place, agency, start, end, bool(_WHOLE.search(paragraph, start, end)), match.end())


def _holds(match: re.Match[str]) -> bool:
    """Whether what was matched has enough of a dateline."""
    said = match.groupdict()
    day, agency, dash = bool(said["day"]), bool(said["agency"] or said["slashed"]), said["dash"]
    capitals, name = said.get("capitals"), said.get("name")
    if "capitals" not in said:  # the day comes first: alone before a dash it may be a chronicle's
        return agency or (name is not None and _WHOLE.search(match["day"]) is not None)
    if _FIRST_WORD.match(capitals or name or "") or (capitals and _LABELS.fullmatch(capitals)):
        return False
    if dash == ":":
        return (capitals is not None and (day or agency)) or (day and agency)
    if dash and capitals and not (day or agency):
        sentence = match.string[match.end() :].strip()
        return len(capitals.split()) <= _MOST_CAPITALS and len(sentence.split()) >= _SENTENCE and sentence[-1] in _ENDS
    if dash and not day:
        return agency and (capitals is not None or _AGENCY_WORD.search(said["agency"] or said["slashed"]) is not None)
    return day and (dash is not None or agency)

"""Days that a sentence without one gives by another event: "46 years after they had fled the city", "a few hours later"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from index import timevalue
from index.timeword import SMALL, TENS
from qa.words import content_words, stems, stems_of

_NUMBERS: Final = {word: value for word, value in {**SMALL, **TENS}.items() if value > 0}
_COUNT: Final = re.compile(
    rf"(?P<about>\b(?:nearly|almost|about|around|roughly|some|over|under|more than|less than|at least|up to) )?"
    rf"(?<![\w.,-])(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})[ -](?P<unit>year|month)s? (?P<which>after|before) (?P<event>[^.;!?]+)",
    re.IGNORECASE,
)
_NO_EVENT: Final = re.compile(r"(?:that|then|it|this)\b(?=[,.;:!?)]|$)", re.IGNORECASE)
_SOON: Final = re.compile(
    r"\b(?:(?:a|an|few|couple of|several|some|many|just|only|barely|\d{1,2}|two|three|four|five|six|eight|ten|twelve) )*(?:hours?|minutes?|moments?|seconds?) (?:later|afterwards?|after(?=[,.;]|$))"
    r"|\b(?:soon|shortly|immediately|directly) (?:afterwards?|thereafter|after(?=[,.;]|$))",
    re.IGNORECASE,
)
_LAST_SENTENCE: Final = re.compile(r"(?<![A-Z][a-z])(?<!\b[A-Z])[.!?][\"”’']?\s+(?=[\"“‘']?[A-Z])|\n\s*")
_UNITS: Final = {"year": "Y", "month": "M"}


def counted_from(asked: str, sentence: str, day: date) -> tuple[date, date, str] | None:
    """The first and the last day of the event that `sentence`, which tells the news of `day`, counts years or months from, and the words
    that count; None where the question asked for another event, or the count is rough."""
    match = _COUNT.search(sentence)
    if match is None or match["about"] or _NO_EVENT.match(match["event"]):
        return None
    wanted = stems(content_words(asked))
    inside, outside = stems_of(match["event"]), stems_of(sentence[: match.start()])
    if len(wanted & inside) <= len(wanted & outside):
        return None
    count = int(match["n"]) if match["n"].isdecimal() else _NUMBERS[match["n"].lower()]
    unit = _UNITS[match["unit"].lower()]
    then = timevalue.shifted(day, -count if match["which"].lower() == "after" else count, unit)
    days = timevalue.days(f"{then.year:04d}" if unit == "Y" else f"{then:%Y-%m}")
    return (*days, match[0][: match.start("event") - match.start()].strip()) if days else None


def follows_soon(sentence: str) -> str:
    """The words by which a sentence tells that it was hours at most after what was told before it: "a few hours later"; "" for none."""
    match = _SOON.search(sentence)
    return match.group() if match else ""


def sentence_before(text: str, start: int) -> tuple[int, int] | None:
    """The (start, end) of the sentence of an article's `text` that ends before `start`; None for the first."""
    before = text[:start].rstrip()
    if not before:
        return None
    begins = max((m.end() for m in _LAST_SENTENCE.finditer(before)), default=0)
    return begins, len(before)

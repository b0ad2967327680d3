"""The trained reader at work on passages: short answers for facts, whole sentences for reasons and manners."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from index.article import Passage
from qa.question import Question
from qa.several import OPENS
from qa.span import Span
from qa.words import STOP_WORDS

# Asked for a reason or a manner, a few words torn from their sentence explain nothing.
_WHOLE_SENTENCES = frozenset({"why", "how", "yes-no"})
_HAPPENED = re.compile(r"(?:and |but |so )?what (?:(?:has |had )?happened|became|has become|occurred)\b", re.IGNORECASE)

# How far, in characters, a list of names reaches back from the part of it that was found.
_LIST_REACH = 160


class TrainedReader:
    """`qa.reader.predict.Reader` over the passages of an archive; loaded once, safe to share between threads."""

    def __init__(self, weights: Path | None = None) -> None:
        from qa.reader.predict import Reader

        self._reader = Reader.load(weights)

    def read(
        self, question: Question, passages: Sequence[Passage], headings: Sequence[str], days: Sequence[str]
    ) -> list[Span]:
        """Candidate spans over all passages, best first; see `qa.span.Reader`.

        A span's `score` is the calibrated probability that its passage answers, times the span's share.
        """
        lead = [_lead(day) for day in days]
        readings = self._reader.read(question.text, _texts(passages, days), headings=headings)
        whole = question.type in _WHOLE_SENTENCES or bool(_HAPPENED.match(question.text))
        found = []
        for passage, before, reading in zip(passages, lead, readings, strict=True):
            verdict = _log_odds(reading.answerable)
            for span in reading.spans:
                share = math.exp(span.score - reading.spans[0].score)
                start, end = (passage.start + at - len(before) for at in (span.start, span.end))
                if start < passage.start:  # in the day before the passage, which stands in no article
                    continue
                sentence = sentence_of(passage, start, end)
                if whole:
                    start, end = sentence
                else:
                    start, end = clipped(
                        passage, *widened(passage.text, start - passage.start, end - passage.start), sentence
                    )
                score = reading.answerable * share
                found.append(Span(passage, start, end, sentence, score, verdict, share, whole))
        return sorted(_distinct(found), key=lambda s: -s.score)

    def begun(
        self, question: Question, passages: Sequence[Passage], headings: Sequence[str], days: Sequence[str]
    ) -> AbstractContextManager[None]:
        """Reads ahead; see `qa.span.Reader`."""
        return self._reader.begun(question.text, _texts(passages, days), headings=headings)

    def judge(self, text: str, passages: Sequence[Passage], headings: Sequence[str]) -> list[float]:
        """How likely (0..1) each passage bears on a question or on a statement; see `qa.ranking.rank`."""
        asked = text if OPENS.match(text) else f"Is it true that {text.rstrip('.?! ')}?"
        readings = self._reader.read(asked, [p.text for p in passages], best=1, headings=headings)
        return [reading.answerable for reading in readings]


def _lead(day: str) -> str:
    return f"({day}) " if day else ""


def _texts(passages: Sequence[Passage], days: Sequence[str]) -> list[str]:
    return [_lead(day) + passage.text for passage, day in zip(passages, days, strict=True)]


def sentence_of(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The (start, end) of the passage's sentence that holds most of `start`..`end` (offsets into the article)."""
    return max(passage.sentences, key=lambda s: min(s[1], end) - max(s[0], start))


def clipped(passage: Passage, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """`start`..`end` of the passage's text, as offsets into the article, cut to the `sentence` that is quoted for it and
    without white space at its ends: words of a neighbouring sentence would stand in the answer and in no quote."""
    first = max(start, sentence[0] - passage.start)
    last = max(first, min(end, sentence[1] - passage.start))
    kept = passage.text[first:last]
    first += len(kept) - len(kept.lstrip())
    return passage.start + first, passage.start + first + len(kept.strip())


_NAME_BEFORE = re.compile(r"(?:\b(?:[A-Z][\w-]*(?:[’']s?)?|[A-Z]\.) )+$")
_NAME_AFTER = re.compile(r"(?: (?:[A-Z][\w-]*|(?:of|bin|al|van|von|de) [A-Z][\w-]*))+")
_NAMED = r"(?:the )?[A-Z][\w’'.-]*(?: (?:(?:of|the|and the|bin|al|van|von|de) )?[A-Z][\w’'.-]*)*"
_ITEMS = re.compile(rf"{_NAMED}(?:, {_NAMED})*,? (?:and|or) {_NAMED}|{_NAMED}(?:, {_NAMED})+,?")
_ITEMS_BEFORE = re.compile(
    rf"(?<!\w)(?<!\b[Ii]n )(?<!\b[AaOo][tn] )(?<!\bFrom )(?<!\bfrom )(?!(?:On|In|At|By|From|But|And|Yet|So|As)\b)(?:{_NAMED}, )+$"
)
_ITEMS_AFTER = re.compile(rf"(?:, {_NAMED})*,? (?:and|or) {_NAMED}")
_AMOUNT_BEFORE = re.compile(r"(?:[$£€¥]|\b(?:US|A|C)\$|\d[\d,.]*)$")
_AMOUNT_AFTER = re.compile(
    r"(?:[,.]\d+)*(?:[ -](?:hundred|thousand|million|billion|trillion))*(?: ?%|[ -](?:per ?cent|percent|percentage points?"
    r"|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|feet|acres|hectares|tons?|tonnes|kilograms?|degrees|dollars?|euros?|pounds?"
    r"|years?|months?|weeks?|days?|hours?|minutes?)\b)?"
)
# Without it an answer says the contrary: "vowed not to “give in”".
_DENIED_BEFORE = re.compile(
    r"\b(?:(?:not|never|no longer|cannot|without|nor)(?: to)?|no|\w+n[’']t) (?P<mark>[“\"‘]?)$", re.IGNORECASE
)
_MARK_AFTER = re.compile(r"[,.]?[”\"’]")


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """`start`..`end` of `text` with the rest of a word, a name, an amount or a list of names that it cuts: "Square" to "Martyrs’
    Square", "Spain and Peru" to "Chile, Spain and Peru"; and with the "not" in front of it."""
    # The reader reads rare words in pieces: "mael" is the end of "Ismael".
    while start > 0 and text[start : start + 1].isalpha() and text[start - 1].isalpha():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    span = text[start:end]
    if span[:1].isupper() and " " not in span and (before := _NAME_BEFORE.search(text, 0, start)):
        sentence_start = before.start() == 0 or text[before.start() - 2 : before.start()].strip() in {
            ".",
            "!",
            "?",
            "”",
            "",
        }
        words = before.group().split()
        start = before.start() + (len(words[0]) + 1 if sentence_start and words[0].lower() in STOP_WORDS else 0)
    if span[-1:].isalpha() and span.split()[-1][:1].isupper() and (after := _NAME_AFTER.match(text, end)):
        end = after.end()
    if span[:1].isdigit() and (before := _AMOUNT_BEFORE.search(text, 0, start)):
        start = before.start()
    if span[-1:].isdigit() and (after := _AMOUNT_AFTER.match(text, end)):
        end = after.end()
    if _ITEMS.fullmatch(text, start, end):
        if before := _ITEMS_BEFORE.search(text, max(0, start - _LIST_REACH), start):
            start = before.start()
        if not re.search(r" (?:and|or) ", text[start:end]) and (after := _ITEMS_AFTER.match(text, end)):
            end = after.end()
    start, end = _with_denial(text, start, end)
    # A quotation that is cut off right before its last mark has that mark.
    if text[start:end].count('"') % 2 and text[end : end + 1] == '"':
        end += 1
    elif text.count("“", start, end) > text.count("”", start, end) and (
        after := re.match(r"[,.]?”", text[end : end + 2])
    ):
        end += after.end()
    return start, end


def _with_denial(text: str, start: int, end: int) -> tuple[int, int]:
    """`start`..`end` of `text` with the word right in front of it that denies it, and with the rest of the quotation that begins
    between the two."""
    lead = "to " if text.startswith("to ", start) else ""
    at = start + len(lead)
    denied = _DENIED_BEFORE.search(text, max(0, at - 24), at)
    if denied is None or re.match(r"(?:only|just|merely|necessarily)\b", text[start:], re.IGNORECASE):
        return start, end
    if denied["mark"] and (after := _MARK_AFTER.match(text, end)):
        end = after.end()
    return denied.start(), end


def _distinct(spans: Sequence[Span]) -> list[Span]:
    """Of spans with the same place, the best."""
    best: dict[tuple[int, int, int], Span] = {}
    for span in spans:
        key = (span.passage.id, span.start, span.end)
        if key not in best or span.score > best[key].score:
            best[key] = span
    return list(best.values())


def _log_odds(probability: float) -> float:
    return math.log(max(1e-9, probability) / max(1e-9, 1 - probability))

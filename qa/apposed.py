"""Whom a sentence calls what a question asks for: "Which teacher …" of "Ann Lee, a teacher from Brent", "the teacher, Ann Lee,"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from qa import verb
from qa.nouns import singular
from qa.question import Question
from qa.span import Span
from qa.words import AUXILIARY, STOP_WORDS

# Log-odds that a span gains which the sentence calls what is asked for, set by hand on development questions.
_CALLED_SO: Final = 1.0
# A span this short is a name or the like, and not a clause that tells more.
_NO_CLAUSE: Final = 8  # words

_TITLE: Final = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof|Gen|Col|Capt|Sgt|Lt|Rev|St)\.?"
_CAPITAL: Final = r"(?!(?:The|A|An|His|Her|Its|Their|He|She|It|They|But|And|In|On|At|For|As|When|While|After|Before)\b)[A-Z](?:\w|[’'-](?!s\b))*"
NAME: Final = rf"(?:{_TITLE} )?{_CAPITAL}(?:(?: (?:de|da|di|del|la|van|von|der|al|el|bin|ibn|ter))* {_CAPITAL})*"
_THE: Final = r"(?:(?i:the|an?|his|her|its|their|our|one|another)|[\w.’'-]+[’']s?)"
# Words before and behind a noun within its phrase.
_MORE: Final = r"(?:(?!(?:who|which|that|and|or|but|was|is|were|had|has)\b)[\w’'-]+ )"
_OF: Final = rf"(?: (?:of|for|in|at|from|to|with|on) {_MORE}{{0,6}}[\w’'-]+)?"
_AGED: Final = r"(?:(?:aged )?\d{1,3}, )?"
_BE: Final = r"(?:is|was|has been|had been|became|has become|had become)"
_ADJECTIVE: Final = r"(?:[A-Z][a-z]+(?:ish|ese|ian|an|i) )?"
# "NOUN" stands for the noun that is asked for.
_WAYS: Final = (
    rf"(?:\b{_THE} |^){_MORE}{{0,5}}?NOUN{_OF},(?: the (?:\d+-year-old )?{_ADJECTIVE}| )(?P<name>{NAME})(?=[,;.:]|$| (?:who|of|from|told|said|says)\b)",
    rf"(?P<name>{NAME}), {_AGED}(?:(?:who {_BE}|(?:himself|herself)) )?(?:{_THE} |(?<=become )|(?<=became )){_MORE}{{0,5}}?NOUN(?![\w’'-])",
    rf"(?<![\w-])NOUN(?: (?:of|to|in|for) (?:the )?{_CAPITAL})? (?P<name>{NAME})",
)
# "According to the Echo, Norland’s envoy …": a source is called nothing.
_SOURCE: Final = re.compile(r"\b[Aa]ccording to (?:[Tt]he )?(?:[A-Z][\w’'-]* )*$")
_AGE: Final = re.compile(
    rf"(?P<name>{NAME}),? (?:who (?:is|was|turned|turns) (?:only |just )?|aged )?(?P<age>\d{{1,3}})(?=[,;.)]| and\b|$| when\b)"
    rf"|\b(?P<age2>\d{{1,3}})-year-old (?:[a-z-]+ |{_CAPITAL} (?=[a-z])){{0,3}}(?P<name2>{NAME})"
)
# Words for persons of some age, with the ages, in years.
_AGES: Final = {
    "teenager": (13, 19), "teen": (13, 19), "youngster": (10, 22), "schoolboy": (6, 18), "schoolgirl": (6, 18), "child": (0, 17), "toddler": (1, 3),
    "pensioner": (60, 120), "septuagenarian": (70, 79), "octogenarian": (80, 89), "nonagenarian": (90, 99), "centenarian": (100, 120),
}  # fmt: skip
# "Mayor Ann Lee and her critic Bo Roe": she is the mayor.
_AND_ANOTHER: Final = re.compile(r",? and (?:his|her|its|their|the|an?) [a-z]")
_OF_SEVERAL: Final = re.compile(
    r"(?:(?:and|but|so) )?(?:who|what|which) (?:[\w’'-]+ )??(?:are|were|have|do)\b", re.IGNORECASE
)
_ASKED: Final = re.compile(
    rf"^(?:(?:and|but|so) )?(?:who(?: (?:is|was|are|were)|[’']s) (?:(?:the|an?|his|her|its|their)|(?:[\w.’'-]+ )*?[\w.-]+[’']s?)|(?:which|what)(?! (?:{AUXILIARY})\b)"
    r"|(?:(?:what|who) (?:is|was) )?(?:the )?names? of (?:the|his|her|its|their)) (?P<words>[^?,]+)",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def asked(question: str) -> str:
    """The noun, in the singular, that a question calls somebody ("Who was the rival …", "Which teacher …"); "" for none."""
    match = _ASKED.match(question)
    out = ""
    for word in match["words"].split() if match else []:
        bare = word.rstrip(".?")
        if bare.lower() in STOP_WORDS or not bare[:1].islower() or (out and verb.is_past(bare)):
            break
        out = bare
    return singular(out)


def weighed(question: Question, span: Span) -> Span:
    """The span, where its sentence calls one person what the question asks for, put on that one's name and with more of a score
    (0..1); others as they are."""
    noun = asked(question.text) if question.type in {"who", "what"} and not span.is_sentence else ""
    if not noun or len(span.text.split()) > _NO_CLAUSE:
        return span
    first = span.sentence[0]
    found = called(noun, span.passage.text[first - span.passage.start : span.sentence[1] - span.passage.start])
    if not found:
        return span
    at, end = span.start - first, span.end - first
    touched = any(a < end and at < b for a, b in found)
    if not touched and (len(found) > 1 or not re.match(rf"(?:(?i:the|an?) )?{NAME}\W*$", span.text)):
        return span
    a, b = found[0]
    beside = (
        len(found) == 1
        and at <= a
        and b < end
        and _AND_ANOTHER.match(span.passage.text, first + b - span.passage.start)
    )
    if not touched or (beside and not _OF_SEVERAL.match(question.text)):
        span = replace(span, start=first + a, end=first + b)
    return span.less(-_CALLED_SO)


@lru_cache(maxsize=512)
def called(noun: str, sentence: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of the names that a sentence calls `noun`, in order."""
    found: set[tuple[int, int]] = set()
    if ages := _AGES.get(noun):
        for match in _AGE.finditer(sentence):
            if ages[0] <= int(match["age"] or match["age2"]) <= ages[1]:
                found.add(match.span("name" if match["name"] else "name2"))
    if noun in sentence.lower():
        matches = [match for way in _ways(noun) for match in way.finditer(sentence)]
        found.update(m.span("name") for m in matches if not _SOURCE.search(sentence[: m.start("name")]))
    return tuple(sorted(place for place in found if not any(_within(place, other) for other in found)))


@lru_cache(maxsize=64)
def _ways(noun: str) -> tuple[re.Pattern[str], ...]:
    this = rf"(?i:{re.escape(noun)})"
    return tuple(re.compile(way.replace("NOUN", this)) for way in _WAYS)


def _within(place: tuple[int, int], other: tuple[int, int]) -> bool:
    return place != other and other[0] <= place[0] and place[1] <= other[1]

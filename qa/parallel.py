"""What one sentence tells of several in a row, most of it said once: "Ann Lee got 40 votes, Bo Roe 35 and Cy Fox 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from typing import Final

from index.article import TimeExpression
from qa import verb
from qa.apposed import NAME
from qa.change import FIGURE, YEAR
from qa.question import Question
from qa.span import Span
from qa.spelling import is_english
from qa.words import AUXILIARY, STOP_WORDS, content_words, stem, stems, stems_of

NEW_PART: Final = re.compile(r"[;:—]|,(?!\d)| (?:and|while|but|whereas|or)\b|[.!?]\s")
"""Where a part of a row ends: between one and what is told of it there is none."""
_FAR: Final = 60  # characters
# Log-odds that a span loses which is told of another, set by hand.
_ANOTHER: Final = 2.5
_IN_NAME: Final = re.compile(rf"\b(in|at|on|from|to|for|of)(?: the)? (?P<name>{NAME})")
_BEFORE_NAME: Final = re.compile(r"\b(in|at|on|from|to|for|of)(?: the)? $", re.IGNORECASE)
_FEW: Final = 4  # words
_BEHIND: Final = 20  # of a name's last word: "Alder choir"
_NAMED: Final = re.compile(NAME)
_CALENDAR: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
)
_THING: Final = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?) (?P<noun>(?!(?:month|week|year|day|hour|night|minute|second|metre|meter|mile|kilo)\b)[a-z][a-z-]{2,})\b(?! (?:of|in|on|at)\b)"
)
_PRONOUN: Final = re.compile(r"\b(?:the|this|that|no|any|every|each) one$", re.IGNORECASE)
# "The Alma's master, Captain Jens Tolk", "the Brisk's, Mara Quill".
_WHOSE: Final = re.compile(r"[’']s(?: [a-z-]+){0,3}, (?:[A-Z][a-z]+ )?")
_UNIT: Final = re.compile(r"[ -]?(?P<unit>%|per cent|[a-z]{3,})")
_PLACE: Final = re.compile(r"\b(?:in|at|to|from|near|into|of|for)(?: the)? $", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"^(?:and |but |so )?(?:what|how (?:big|large|high|great|much)) (?:is|was|were|are|will be) (?:(?:the|its|his|her|their) |[\w.’' -]+?[’']s? )(?:[\w’'-]+ ){0,2}?(?P<what>[a-z]+)(?: (?:of|in|at|for|on|by|a|an|last|this|the)\b[^?]*)?\??$",
    re.IGNORECASE,
)
_WHO: Final = re.compile(
    rf"^(?:and |but |so )?(?:who|whom|what|which [\w-]+)(?: (?:{AUXILIARY}|[a-z]+(?:ed|s)|won|got|took|came|led|held|became))? (?P<rest>.+)$",
    re.IGNORECASE,
)

_ORDINALS: Final = stems("first second third fourth fifth sixth seventh last".split())

_Place = tuple[int, int]


def told_of(question: Question, span: Span) -> Span | None:
    """What the span's sentence tells of the one that the question names, where the span is what it tells of another in the same row, and
    the span itself where it is the right one of such a row; None where there is no row."""
    if span.is_sentence or question.type in {"when", "why", "how", "list", "yes-no"}:
        return None
    first = span.sentence[0]
    sentence = span.passage.text[first - span.passage.start : span.sentence[1] - span.passage.start]
    own = (span.start - first, span.end - first)
    if (
        question.type in {"number", "duration"}
        and FIGURE.search(sentence, *own)
        and _is_gapped(question, sentence, own)
    ):
        return replace(span, settled=True)
    rows = _by_name(question, sentence, own) or _by_word(question, sentence, own)
    return replace(span, start=first + rows[0], end=first + rows[1], settled=True) if rows else None


def of_another(question: Question, span: Span) -> Span:
    """The span, with less of a score (0..1) where it is a figure that belongs to a name which the question does not have. For questions
    with a name that the passage lacks."""
    first, end = span.sentence
    sentence = span.passage.text[first - span.passage.start : end - span.passage.start]
    own = (span.start - first, span.end - first)
    if question.type not in {"number", "duration"} or span.is_sentence or not _is_figure(question, sentence, own):
        return span
    values, names = _figures(sentence), _names(sentence)
    own = next((place for place in values if _overlap(place, own)), own)
    beside = [name for name in names if _belong(sentence, own, name, names, values)]
    if not beside or any(_may_be_asked(sentence[slice(*name)], question.text) for name in beside):
        return span
    # "In Orrin" answers no question for what was "in Tarn".
    asked = {match[1].lower() for match in _IN_NAME.finditer(question.text) if match["name"] not in span.passage.text}
    there = {match[1].lower() for name in beside if (match := _BEFORE_NAME.search(sentence[: name[0]]))}
    return span.less(_ANOTHER, "[1] tells it of another than the question does.") if asked & there else span


def told_when(question: Question, span: Span, expressions: Sequence[TimeExpression]) -> Span | None:
    """Like `told_of` for the times of a row: "bus drivers will strike on Monday, tram drivers on Wednesday". `expressions` are those of
    the article."""
    first, end = span.sentence
    times = [(t.start - first, t.end - first) for t in expressions if first <= t.start and t.end <= end]
    own = (span.start - first, span.end - first)
    if span.is_sentence or len(times) < 2 or not any(_overlap(own, time) for time in times):
        return None
    sentence = span.passage.text[first - span.passage.start : end - span.passage.start]
    parts = list(_parts(sentence))
    mine = next((part for part in parts if part[0] <= own[0] < part[1]), None)
    if mine is None:
        return None
    if _is_gapped(question, sentence, own):
        return replace(span, settled=True)
    words = stems(content_words(question.text)) & stems_of(sentence)
    held = {part: words & stems_of(sentence[slice(*part)]) for part in parts}
    found = [
        time
        for part in parts
        for time in times
        if mine[0] < part[0] <= time[0] < part[1]  # what is left out was said before
        and held[part] - held[mine]
        and held[part] | held[mine] == words
        and not _has_verb(sentence, part)
    ]
    if len(found) != 1 or held[mine] == words:
        return None
    start, stop = found[0]
    return replace(span, start=first + start, end=first + stop, settled=True)


def _is_gapped(question: Question, sentence: str, own: _Place) -> bool:
    """Whether `own` stands in a part of a row that leaves out what a part before said, and with that part has all that the question
    asks ("and Ardova on 5 October")."""
    parts = list(_parts(sentence))
    mine = next((part for part in parts if part[0] <= own[0] < part[1]), None)
    if mine is None or _has_verb(sentence, mine):
        return False
    words = stems(content_words(question.text)) & stems_of(sentence)
    held = words & stems_of(sentence[slice(*mine)])
    earlier = [words & stems_of(sentence[slice(*part)]) for part in parts if part < mine]
    return any(held - said and held | said == words and said for said in earlier)


def _by_name(question: Question, sentence: str, own: _Place) -> _Place | None:
    """What belongs to a name of the question as `own` belongs to another name."""
    is_figure = _is_figure(question, sentence, own)
    names = _names(sentence)
    names = sorted([*names, *_things(sentence, names)]) if is_figure else names
    if is_figure:  # "in Pohl 3,400" is the figure alone
        own = next((place for place in _figures(sentence) if _overlap(place, own)), own)
    asked = [place for place in names if _is_asked(sentence[slice(*place)], question.text)]
    others = [place for place in names if place not in asked and not _overlap(place, own)]
    if not asked or not others:
        return None
    if is_figure:
        values = [place for place in _figures(sentence) if not any(_overlap(place, name) for name in names)]
        own = next((place for place in values if _overlap(place, own)), own)
        years = [place for place in values if YEAR.fullmatch(sentence[slice(*place)])]
        values = [place for place in values if (place in years) == (own in years)]
    elif any(_overlap(place, own) for place in names):
        values = [place for place in names if place not in asked]
        others = [place for place in others if not _overlap(place, own)]
    else:
        return None
    own_names = [name for name in names if _belong(sentence, own, name, names, values)]
    away = [name for name in asked if name not in own_names]
    for other in [name for name in own_names if name in others]:
        found = [
            (value, (value[0] < name[0]) == (own[0] < other[0]))
            for name in away
            for value in values
            if value != own and _belong(sentence, value, name, names, values)
        ]
        # As in the part before, the value before its name or behind it; where there is none, the other way round.
        kept = {value for value, same in found if same}
        if not kept and not any(name in asked for name in own_names):
            kept = {value for value, _ in found}
        if len(kept) == 1 and _alike(sentence, own, next(iter(kept))):
            return next(iter(kept))
    return None


def _belong(sentence: str, value: _Place, name: _Place, names: Sequence[_Place], values: Sequence[_Place]) -> bool:
    """Whether a value and a name stand in one part of a row, with no other name or value between them."""
    if _overlap(value, name):
        return False
    start, end = min(value[1], name[1]), max(value[0], name[0])
    between = sentence[start:end]
    if end - start > _FAR or (NEW_PART.search(between) and not _WHOSE.fullmatch(between)):
        return False
    return not any(start <= a and b <= end for a, b in (*names, *values))


def _by_word(question: Question, sentence: str, own: _Place) -> _Place | None:
    """What stands in the part of the row that has what the question asks for in its own words."""
    parts = list(_parts(sentence))
    mine = next((part for part in parts if part[0] <= own[0] < part[1]), None)
    if mine is None or len(parts) < 2:
        return None
    is_figure = _is_figure(question, sentence, own)
    if not is_figure and not any(
        name[0] - len("the ") <= own[0] and own[1] <= name[1] + _BEHIND for name in _names(sentence)
    ):
        return None
    words = (_attribute(question.text) if is_figure else _who(question)) & stems_of(sentence)
    if not words:
        return None
    held = {part: words & stems_of(sentence[slice(*part)]) for part in parts}
    if is_figure:
        best = [part for part in parts if held[part] and not held[mine]]
    else:
        best = [
            part
            for part in parts
            if part > mine and _is_for(words, held[mine], held[part]) and not _has_verb(sentence, part)
        ]
    if len(best) != 1:
        return None
    (part,) = best
    if is_figure:
        said = re.finditer(r"[\w’'-]+", sentence[: part[1]])
        at = next((m.end() for m in said if m.start() >= part[0] and stem(m.group().lower()) in words), part[0])
        figure = FIGURE.search(sentence, at, min(part[1], at + _FAR))
        place = figure.span() if figure and not YEAR.fullmatch(figure.group()) else None
    else:
        place = _name_in(question, sentence, own, part, parts)
    return place if place and not _overlap(place, own) and _alike(sentence, own, place) else None


def _figures(sentence: str) -> list[_Place]:
    return [
        m.span() for m in FIGURE.finditer(sentence) if not _PRONOUN.search(sentence[max(0, m.start() - 6) : m.end()])
    ]


def _is_figure(question: Question, sentence: str, own: _Place) -> bool:
    """Whether a span is a number that answers a question for one, and no name or clause with a number in it."""
    if question.type == "where" or not FIGURE.search(sentence, *own):
        return False
    return question.type in {"number", "duration"} or len(sentence[slice(*own)].split()) <= _FEW


def _things(sentence: str, names: Sequence[_Place]) -> list[_Place]:
    """The nouns behind an article that belong to no name, (start, end): "the airport"."""
    found = [match.span("noun") for match in _THING.finditer(sentence)]
    return [place for place in found if not any(_overlap(place, name) for name in names)]


def _is_for(words: Set[str], mine: Set[str], other: Set[str]) -> bool:
    """Whether another part of a row has what is asked for, and mine the same of another: "interior minister" and "finance minister",
    "the second" and "the first prize"."""
    if other == words and mine and mine < other:
        return True
    telling = {word for word in other - mine if word in _ORDINALS or word.isdecimal()}
    return bool(telling) and other | mine == words


def _name_in(question: Question, sentence: str, own: _Place, part: _Place, parts: Sequence[_Place]) -> _Place | None:
    """The one name in a part of a row, or right behind it ("to a juggler, Tom Ash"), with as many words behind it as `own` has."""
    names = _names(sentence)
    whose = next((name for name in names if _overlap(name, own)), None)
    behind = next((other for other in parts if other[0] > part[0]), part)
    for place in (part, behind):
        alone = place == part or _NAMED.fullmatch(sentence[slice(*place)].strip(" ."))
        found = [n for n in names if place[0] <= n[0] < place[1] and not _is_asked(sentence[slice(*n)], question.text)]
        if alone and len(found) == 1 and whose:
            more = sentence[whose[1] : own[1]].count(" ")
            match = re.match(rf"(?: [a-z][\w’'-]*){{0,{more}}}", sentence[found[0][1] : place[1]])
            return found[0][0], found[0][1] + (match.end() if match else 0)
        if found:
            return None
    return None


def _has_verb(sentence: str, part: _Place) -> bool:
    words = re.findall(r"\b[a-z]+\b", sentence[slice(*part)])
    return any(verb.is_past(word) or re.fullmatch(AUXILIARY, word) for word in words)


def _names(sentence: str) -> list[_Place]:
    """The names in a sentence, (start, end); its first word is none if it is a common one."""
    found = [match.span() for match in _NAMED.finditer(sentence) if not _CALENDAR.fullmatch(match.group())]
    return [
        (start, end)
        for start, end in found
        if sentence[:start].strip(" \"“‘'") or " " in sentence[start:end] or not is_english(sentence[start:end].lower())
    ]


def _parts(sentence: str) -> Iterator[_Place]:
    """The parts of a row, (start, end): between commas, semicolons and "and"."""
    at = 0
    for match in re.finditer(r";|,(?!\d)(?: (?:and|while|but|whereas)\b)?| (?:and|while|but|whereas)\b", sentence):
        yield at, match.start()
        at = match.end()
    yield at, len(sentence)


@lru_cache(maxsize=64)
def _attribute(question: str) -> frozenset[str]:
    match = _ATTRIBUTE.match(question)
    return (
        frozenset({stem(match["what"].lower())}) if match and match["what"].lower() not in STOP_WORDS else frozenset()
    )


def _who(question: Question) -> frozenset[str]:
    match = _WHO.match(question.text.rstrip(" ?")) if question.type in {"who", "what"} else None
    words = frozenset(stem(word.lower()) for word in content_words(match["rest"])) if match else frozenset[str]()
    words |= frozenset(re.findall(r"\b(?:1[5-9]|20)\d\d\b", question.asked))
    return words if len(words) > 1 else frozenset()


@lru_cache(maxsize=256)
def _is_asked(name: str, question: str) -> bool:
    """Whether the question has each word of a name."""
    words = [word for word in re.findall(r"[\w’'.-]+", name) if word.lower() not in STOP_WORDS]
    bare = [re.sub(r"[’']s?$", "", word) for word in words]
    return bool(bare) and all(re.search(rf"\b{re.escape(word)}\b", question) for word in bare)


def _may_be_asked(name: str, question: str) -> bool:
    """Whether the question has a name, or its last word and no other first name to it ("Biden" for "Joe Biden")."""
    last = name.split()[-1]
    return (
        _is_asked(name, question) or re.search(rf"(?:^|(?<!\S)[^A-Z\s]\S* ){re.escape(last)}\b", question) is not None
    )


def _alike(sentence: str, one: _Place, other: _Place) -> bool:
    """Whether two values may be of one kind: both or neither a place, and of two figures not each with another unit."""
    if not FIGURE.search(sentence, *one):
        before = [_PLACE.search(sentence[:start]) is not None for start, _ in (one, other)]
        if (" " in sentence[slice(*one)]) != (" " in sentence[slice(*other)]):
            return False
        return before[0] == before[1] or sentence[: other[0]].endswith(", ")
    units = []
    for _, end in (one, other):
        match = _UNIT.match(sentence, end)
        units.append(match["unit"] if match and match["unit"] not in STOP_WORDS else "")
    return not (units[0] and units[1]) or stem(units[0]) == stem(units[1])


def _overlap(one: _Place, other: _Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]

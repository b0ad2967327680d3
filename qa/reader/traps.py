"""Questions changed so that the text that answered them no longer does: traps in the manner of SQuAD 2.0."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from qa.question import answer_type

_ENTITY = re.compile(r"(?<=[a-z,] )[A-Z][\w’'.-]*(?: (?:of |the |de |von )?[A-Z][\w’'.-]*)*")
_POSSESSIVE = re.compile(r"(?:['’]s?|\.)$")
_NOT_ENTITIES = frozenset("A An The I He She It Its They We You In On At Of My And But If For This That There".split())
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBER = re.compile(r"\b\d[\d,]*\b")
NEGATABLE = re.compile(r"\b(did|does|do|was|were|is|are|can|could|has|have|will|would|should)\b(?! not)", re.I)
_COMMON = re.compile(r"(?<=[a-z,] )[a-z]{5,}\b")
_OPPOSITE_PAIRS = """first/last before/after largest/smallest biggest/smallest highest/lowest oldest/youngest most/least
more/less more/fewer won/lost win/lose winner/loser increase/decrease increased/decreased rise/fall rose/fell
began/ended begin/end start/finish started/stopped opened/closed north/south east/west northern/southern
eastern/western before/since accepted/rejected approved/rejected support/oppose supported/opposed supporters/opponents
allowed/banned allow/forbid buy/sell bought/sold born/buried birth/death early/late earliest/latest upper/lower
above/below inside/outside public/private old/new major/minor long/short good/bad better/worse best/worst easy/hard
rich/poor male/female men/women father/mother son/daughter king/queen attacked/defended victory/defeat arrived/left
enter/leave joined/quit gained/lost same/different positive/negative common/rare strong/weak include/exclude
included/excluded minimum/maximum morning/evening summer/winter ancient/modern true/false like/dislike love/hate
liked/disliked happy/unhappy safe/dangerous heavy/light hot/cold fast/slow cheap/expensive""".split()
OPPOSITES: dict[str, str] = {}
for _pair in _OPPOSITE_PAIRS:
    _left, _right = _pair.split("/")
    OPPOSITES.setdefault(_left, _right)
    OPPOSITES.setdefault(_right, _left)

Change = tuple[int, int, str]  # the characters of the question that are replaced, and what stands there instead


class Traps:
    """Changes questions; deterministic given the random state passed to `trap`."""

    def __init__(self, questions: Sequence[str]) -> None:
        """`questions` lend their names to others."""
        self.strangers = [name for question in questions for name in names(question)]

    def trap(self, question: str, text: str, answer: str, chance: random.Random) -> str | None:
        """The question changed so that `text`, which answered it with `answer`, no longer does; None when nothing can be
        changed.

        Most of the traps that people write put another name of the same text in the place of one that the question names,
        so that every word of it stands in the text.
        """
        if answer_type(question) == "yes-no":  # "no" is an answer
            return None
        makers: list[tuple[float, Callable[[], list[Change]]]] = [
            (0.50, lambda: _name_of_text(question, text, answer, chance)),
            (0.06, lambda: _exchanged(question)),
            (0.10, lambda: self._stranger(question, text, chance)),
            (0.12, lambda: _other_numbers(question, text, chance)),
            (0.12, lambda: _opposites(question, text)),
            (0.05, lambda: _other_word(question, text, answer, chance)),
            (0.05, lambda: _denied(question, chance)),
        ]
        # Random order by weight (Efraimidis and Spirakis 2006); the first kind that fits is made.
        for _, maker in sorted(makers, key=lambda pair: -(chance.random() ** (1 / pair[0]))):
            changes = maker()
            if changes:
                start, end, new = chance.choice(changes)
                return question[:start] + new + question[end:]
        return None

    def _stranger(self, question: str, text: str, chance: random.Random) -> list[Change]:
        """A name from somewhere else in the place of one that the text has."""
        out = []
        for start, end in _named(question):
            other = chance.choice(self.strangers)
            if question[start:end] in text and other not in question and other not in text:
                out.append((start, end, other))
        return out


def names(text: str) -> list[str]:
    """Capitalised words in mid-sentence that may name something, months and days left out."""
    found = [_POSSESSIVE.sub("", m.group()) for m in _ENTITY.finditer(text)]
    return [name for name in found if len(name) > 2 and name not in _NOT_ENTITIES and name not in (*_MONTHS, *_DAYS)]


def _named(question: str) -> list[tuple[int, int]]:
    """Where the names of the question stand, possessive endings left out."""
    found = [(m.start(), m.start() + len(_POSSESSIVE.sub("", m.group()))) for m in _ENTITY.finditer(question)]
    return [(a, b) for a, b in found if question[a:b] not in _NOT_ENTITIES]


def _name_of_text(question: str, text: str, answer: str, chance: random.Random) -> list[Change]:
    """Another name of the same text, or a word of one; a month for a month, a weekday for a weekday."""
    out = []
    held_in = names(text)
    for start, end in _named(question):
        held = question[start:end]
        kin = next((kind for kind in (_MONTHS, _DAYS) if held in kind), None)
        # A name that shares a word with the old one may be the same thing, and the answer cannot ask for itself.
        strange = [name for name in kin or held_in if not set(name.split()) & set(f"{question} {answer}".split())]
        if strange:
            other = chance.choice(strange)
            out.append((start, end, chance.choice(other.split()) if chance.random() < 0.2 else other))
    return [(a, b, new) for a, b, new in out if len(new) > 2]


def _exchanged(question: str) -> list[Change]:
    """Two names of the question, each in the other's place."""
    places = _named(question)
    if len(places) != 2:
        return []
    (a, b), (c, d) = places
    return [(a, d, question[c:d] + question[b:c] + question[a:b])]


def _other_numbers(question: str, text: str, chance: random.Random) -> list[Change]:
    """Another number of the same kind: one of the text, or one that it does not have."""
    out = []
    held_in = [m.group() for m in _NUMBER.finditer(text)]
    for match in _NUMBER.finditer(question):
        number = match.group()
        alike = [n for n in held_in if n not in question and _is_year(n) == _is_year(number)]
        other = chance.choice(alike) if alike and chance.random() < 0.6 else _changed_number(number, chance)
        if other != number and (other in alike or other not in text):
            out.append((*match.span(), other))
    return out


def _opposites(question: str, text: str) -> list[Change]:
    return [
        (*match.span(), opposite)
        for match in re.finditer(r"[A-Za-z]+", question)
        if (opposite := OPPOSITES.get(match.group().lower())) and opposite not in text
    ]


def _other_word(question: str, text: str, answer: str, chance: random.Random) -> list[Change]:
    """A word of the text in the place of one of the question that it holds, of the same ending."""
    out = []
    held_in = sorted({m.group() for m in _COMMON.finditer(text)})
    for match in _COMMON.finditer(question):
        word = match.group()
        alike = [w for w in held_in if w[-2:] == word[-2:] and w[:4] != word[:4] and w not in f"{question} {answer}"]
        if word in held_in and alike:
            out.append((*match.span(), chance.choice(alike)))
    return out


def _denied(question: str, chance: random.Random) -> list[Change]:
    verb = NEGATABLE.search(question)
    if verb is None or chance.random() < 0.7:  # it fits nearly every question, and the others are better traps
        return []
    return [(verb.end(), verb.end(), " not" if verb.group() == "can" else chance.choice([" not", "n't"]))]


def _is_year(number: str) -> bool:
    return "," not in number and 1000 <= int(number) <= 2100


def _changed_number(text: str, chance: random.Random) -> str:
    """A number of the same kind as `text`: another year near a year, another size near a size."""
    value = int(text.replace(",", ""))
    if _is_year(text):
        return str(value + chance.choice([-1, 1]) * chance.randint(1, 40))
    changed = max(2, round(value * chance.uniform(0.3, 3.0)))
    changed += changed == value
    return f"{changed:,}" if "," in text else str(changed)

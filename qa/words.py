"""Words of a question or a passage: tokens, stop words, stems, names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

AUXILIARY = "is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might"
"""The verbs that begin a question, as a part of a regular expression."""

TOKEN = re.compile(r"\$?\d[\d,.]*\d%?|\$?\d%?|[^\W\d_]+(?:[-’'][^\W\d_]+)*", re.UNICODE)
STOP_WORDS = frozenset(
    (
        "a about above after again against all also am an and any are aren't as at be because been before being below"
        " between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each few"
        " for from further had has have having he her here hers him his how i if in into is isn't it it's its itself just"
        " let me more most my no nor not of off on once only or other our out over own same she should so some such than"
        " that the their them then there these they this those through to too under until up very was wasn't we were what"
        " when where which while who whom whose why will with would you your according say says said tell told happen"
        " hasn't haven't hadn't shouldn't weren't won't wouldn't happened happens many much long old ago date day time exactly please give name actually ever still yet already"
    ).split()
)
_ASKING = frozenset("who whom whose what when where why which how".split())
_OF_NOW = frozenset(
    "today today's today’s tonight now current currently nowadays year years month months week weeks weekday hour hours".split()
)
_PARTICLES = frozenset(("of the de la van von al bin ibn for and").split())
_NAME = re.compile(
    r"\b(?:(?:[A-Z][\w’'.-]*|[A-Z]\.)(?:[ ](?:of|the|de|la|van|von|al|bin|ibn|for)(?=[ ](?:of |the )?[A-Z]))?(?:[ ]|$)?)+"
)
# What is told of longer texts is not kept: articles are told apart once, passages and sentences again and again.
_KEPT = 2_000  # characters
_SAME = 0.6  # sentences that share more than this much of the shorter one's content words tell the same
_FEW = 4  # and not by a few of them: "the baker sold bread" and "12 bakers sold bread" are two things
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word's stem by the Porter2 algorithm, in lower case, possessive "'s" removed."""
    plain = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    return str(_stemmer.stemWord(plain))


def tokens(text: str) -> list[str]:
    """The words and numbers of `text` as they stand ("50,000", "$438", "Pul-e-Alam")."""
    return TOKEN.findall(text)


def content_words(text: str) -> list[str]:
    """The tokens of `text` that are not stop words, in order, without repeats (compared by stem)."""
    out: dict[str, str] = {}
    for token in tokens(text):
        plain = token.lower().replace("’", "'").removesuffix("'s")
        if (plain not in STOP_WORDS and len(plain) > 1) or plain.isdigit():
            out.setdefault(stem(token), token)
    return list(out.values())


def subject_words(text: str) -> list[str]:
    """The words of a question that say what it is about: its content words and capitalised names that are spelt like stop
    words ("the WHO"), without units of time and words for now, which "what day is it today" has."""
    shouted = text.upper() == text
    out = [word for word in content_words(text) if word.lower() not in _OF_NOW and re.search(r"[^\W\d]", word)]
    for word in tokens(text)[1:]:
        named = word[:1].isupper() and len(word) > 1 and not shouted
        if named and word not in out and (word.isupper() or word.lower() not in _ASKING) and word.lower() in STOP_WORDS:
            out.append(word)
    return out


def stems(words: Iterable[str]) -> set[str]:
    """The stems of `words`, and of the parts of hyphenated ones."""
    out: set[str] = set()
    for word in words:
        out.add(stem(word))
        if "-" in word:
            out.update(stem(part) for part in word.split("-") if len(part) > 2)
    return out


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words and numbers of `text`."""
    return _kept_stems(text) if len(text) <= _KEPT else frozenset(stems(tokens(text)))


@lru_cache(maxsize=4096)
def _kept_stems(text: str) -> frozenset[str]:
    return frozenset(stems(tokens(text)))


def tell_the_same(one: str, other: str) -> bool:
    """Whether one of two sentences repeats the other in much the same words."""
    a, b = stems(content_words(one)), stems(content_words(other))
    shared, least = len(a & b), min(len(a), len(b))
    return 0 < shared == least or (shared >= _FEW and shared > _SAME * least)


def names(text: str) -> list[str]:
    """Runs of capitalised words in `text` ("Bill Van Auken", "Joint Chiefs of Staff"), in order.

    A first word of a sentence counts only when the run goes on after it or it is no stop word.
    """
    return list(_kept_names(text)) if len(text) <= _KEPT else _names(text)


@lru_cache(maxsize=2048)
def _kept_names(text: str) -> tuple[str, ...]:
    return tuple(_names(text))


def _names(text: str) -> list[str]:
    out: list[str] = []
    for match in _NAME.finditer(text):
        run = match.group().strip(" .,'’-").removesuffix("’s").removesuffix("'s")
        words = run.split()
        while words and (words[0].lower() in STOP_WORDS or words[0].lower() in _PARTICLES):
            words = words[1:]
        if words and not (len(words) == 1 and len(words[0]) == 1):
            out.append(" ".join(words))
    return out

"""Does the evidence speak of what the question names? A name or number that it lacks is a false premise or a miss."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from qa.words import STOP_WORDS, names, stem, stems_of

# Names of countries and titles that news writes in several ways; the stems on one line stand for one another.
_ALIASES = tuple(
    frozenset(stem(word) for word in line.split())
    for line in (
        "us u.s usa america american americans states washington",
        "uk u.k britain british england kingdom london",
        "un u.n nations",
        "eu e.u european europe brussels",
        "russia russian russians moscow kremlin",
        "china chinese beijing",
        "france french paris",
        "germany german berlin",
        "neighbour neighbor",
        "pentagon defense defence",
        "tv television televised",
        "general gen",
        "senator sen",
        "representative rep congressman congresswoman",
        "governor gov",
        "lieutenant lt",
        "colonel col",
        "captain capt",
        "sergeant sgt",
        "professor prof",
        "doctor dr",
    )
)
_ENDING = re.compile(r"n|an|ian|i|ish|istan|ese|ean|a|e|s")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_BEGINNING = 5  # letters by which forms of a name are told to be the same


def unsupported(question: str, evidence: str) -> list[str]:
    """The names and numbers of the question that `evidence` (a passage with its headline) does not mention.

    Forms of one name count as one (Afghan, Afghanistan; US, America).
    """
    return list(_unsupported(question, evidence))


@lru_cache(maxsize=128)
def _unsupported(question: str, evidence: str) -> tuple[str, ...]:
    """`unsupported`, which is asked for again for every span of a passage."""
    have = _held(evidence)
    missing = []
    for name in names(question):
        parts = [p for p in re.findall(r"[\w.’'-]+", name) if p.lower() not in STOP_WORDS]
        missing += [part for part in parts if not _mentioned(_undotted(part), have)]
    missing += [n for n in _NUMBER.findall(question) if n.replace(",", "").rstrip(".") not in have.numbers]
    return tuple(missing)


class _Held(NamedTuple):
    """The stems of a text's words and of their parts, the beginnings of those that have at least so many letters, and its
    numbers."""

    stems: frozenset[str]
    beginnings: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=128)
def _held(evidence: str) -> _Held:
    """What a text holds; the spans of a passage ask for it again and again."""
    have = stems_of(evidence)
    have |= {_undotted(part) for word in re.findall(r"[\w.’'-]+", evidence) for part in re.split(r"[-’']", word)}
    beginnings = frozenset(h[:_BEGINNING] for h in have if len(h) >= _BEGINNING)
    return _Held(
        frozenset(have), beginnings, frozenset(n.replace(",", "").rstrip(".") for n in _NUMBER.findall(evidence))
    )


def absent(question: str, article: str) -> int:
    """How many names of a question an article has no part of."""
    have = _held(article)
    parts = [[p for p in re.findall(r"[\w.’'-]+", n) if p.lower() not in STOP_WORDS] for n in names(question)]
    return sum(bool(of) and not any(_mentioned(_undotted(part), have) for part in of) for of in parts)


def _undotted(word: str) -> str:
    """The stem of a word without its stops: "U.S." is "US"."""
    return stem(word.replace(".", ""))


def same_name(wanted: str, have: Set[str]) -> bool:
    """Whether the stem of a name, or of the adjective to it ("Mali", "Malian"), is among the stems of a text."""
    wanted = wanted.strip(".")
    if wanted in have or any(wanted in group and group & have for group in _ALIASES):
        return True
    return len(wanted) >= 4 and any(
        len(h) >= 4
        and (h.startswith(wanted) or wanted.startswith(h))
        and _ENDING.fullmatch(h[len(wanted) :] or wanted[len(h) :])
        for h in have
    )


def _mentioned(wanted: str, have: _Held) -> bool:
    wanted = wanted.strip(".")
    if wanted in have.stems or any(wanted in group and group & have.stems for group in _ALIASES):
        return True
    return len(wanted) >= _BEGINNING and wanted[:_BEGINNING] in have.beginnings

"""The sources that a question names: "according to TechCrunch", "the Verge article"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# What sets an outlet's name off from its section or slogan: "BBC News - Technology", "CNBC | Business News".
_APART = re.compile(r"\s*[|:–—]\s+|\s+[|–—-]\s*")
_CUE_BEFORE = (
    r"(?:according to|reported by|published (?:by|in|on)|(?:article|report|story|piece|coverage) (?:by|from|in|of|on)) "
)
_CUE_AFTER = r"(?:[’']s)? (?:article|report|story|piece|coverage|reports|reported|writes|wrote|says|said)\b"
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start` to `end` of a question name these `sources`, spelt as the archive has them."""

    start: int
    end: int
    sources: frozenset[str]


def mentions(question: str, sources: Iterable[str]) -> list[Mention]:
    """The places where a question names any of `sources`, in order, none overlapping; the longest name wins.

    A source goes by its whole name or by what stands before its section ("BBC News" for "BBC News - Technology", then
    for every section). Names count as they are spelt, apart from a leading "The"; in other letters (techcrunch)
    only beside words such as "according to" or "article", since many an outlet is called by an ordinary word.
    """
    found, lowered = [], question.lower()
    for name, patterns, named in _patterns(tuple(sorted(set(sources)))):
        if all(word in lowered for word in name):  # an archive may have thousands of sources
            found += [Mention(*m.span("name"), named) for pattern in patterns for m in pattern.finditer(question)]
    found.sort(key=lambda m: (m.start - m.end, m.start))
    kept: list[Mention] = []
    for mention in found:
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def outlet(source: str) -> str:
    """A source's name without its section or slogan: "BBC News" for "BBC News - Technology"."""
    return _APART.split(source)[0].strip()


@lru_cache(maxsize=8)
def _patterns(sources: tuple[str, ...]) -> list[tuple[list[str], tuple[re.Pattern[str], ...], frozenset[str]]]:
    """For each name the words that it is made of, in lower case, the patterns that find it, and the sources of that name."""
    by_name: dict[str, set[str]] = {}
    for source in sources:
        for name in {source, outlet(source)}:
            plain = name.strip().removeprefix("The ").removeprefix("the ")
            if len(plain) >= _SHORTEST:
                by_name.setdefault(plain, set()).add(source)
    return [(name.lower().split(), _spellings(name), frozenset(of)) for name, of in by_name.items()]


def _spellings(name: str) -> tuple[re.Pattern[str], ...]:
    spelt = r"\s+".join(map(re.escape, name.split()))
    named = rf"(?P<name>(?:the )?{spelt})"
    return (
        re.compile(rf"(?<!\w)(?P<name>(?:[Tt]he )?{spelt})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_CUE_BEFORE}){named}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){named}{_CUE_AFTER}", re.IGNORECASE),
    )

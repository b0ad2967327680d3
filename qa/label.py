"""What somebody called something, and who said it: "Why did Lee call the plan a mistake?", "Ray said that it was a mistake"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qa.rephrase import alike
from qa.support import unsupported
from qa.words import AUXILIARY, content_words, names, stems, stems_of

_CALLED: Final = re.compile(
    rf"^(?P<asks>.*?)\b(?:{AUXILIARY}) (?P<who>.+?) (?P<verb>call|calling|label|labell?ed|brand|dub|denounce|dismiss|describe|describing|hail|condemn|deride|slam)\b"
    r" (?P<rest>[^?]+)\??$",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"(?:^|\s)[“\"‘'](?P<label>[^“”\"‘’]+)[”\"’']")
_AS: Final = re.compile(r"(?:^|.*? )as (?:an? |the )?(?P<label>.+)$", re.IGNORECASE)
_WITH_ARTICLE: Final = re.compile(r"(?:^|.+? )an? (?P<label>.+)$", re.IGNORECASE)
_LAST: Final = re.compile(r"^(?:the|his|her|its|their|this|that|[A-Z]\S*)\b.* (?P<label>[a-z-]+)$")
_BEHIND: Final = re.compile(r" (?:for|of|in|on|to|that|which|who|when|after|before|by|with|because|at)\b.*$")
# Words of judgement that mean the same.
_SAME: Final = tuple(
    stems(line.split())
    for line in (
        "mistake error blunder wrong misstep mistaken",
        "dangerous danger risky unsafe perilous threat",
        "shame shameful disgrace disgraceful",
        "lie false untrue falsehood lies",
        "success successful triumph",
        "failure failed fail debacle fiasco disaster",
        "arrogant arrogance",
        "illegal unlawful",
        "unfair unjust",
        "positive good welcome",
        "mad madmen madman crazy insane lunatics",
        "stupid foolish silly absurd ridiculous",
    )
)
_SAID: Final = (
    r"(?:said|says|told|called|calls|described|describes|warned|warns|claimed|claims|admitted|added|wrote|argued|insisted|declared|stated|labell?ed|branded|dubbed"
    r"|denounced|dismissed|slammed|tweeted|announced)"
)
_NAME: Final = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*"
_SAYERS: Final = (
    re.compile(rf"(?P<who>{_NAME}),? (?:has |have |had |also |later |again )?{_SAID}\b"),
    re.compile(rf"\b{_SAID} (?P<who>{_NAME})"),
    re.compile(rf"\b[Aa]ccording to (?:the )?(?P<who>{_NAME})"),
)
_SAYS_HE: Final = re.compile(rf"\b(?:he|she|they) (?:has |have |had |also |later )?{_SAID}\b|\b{_SAID} (?:he|she|they)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Called:
    """The stems of what something was called, and by whom."""

    words: frozenset[str]
    who: str


def is_untold(question: str, texts: Sequence[str]) -> bool:
    """Whether a question takes it that something was called a name ("a mistake"), and no sentence has a word for that."""
    called = _called(question)
    return called is not None and not any(called.words & stems_of(text) for text in texts)


def is_of_another(question: str, texts: Sequence[str]) -> bool:
    """Whether the sentences in which something is called the name of the question have all been said by others."""
    called = _called(question)
    if called is None or not names(called.who):
        return False
    told = [text for text in texts if called.words & stems_of(text)]
    return bool(told) and all(said_by_another(called.who, text) for text in told)


def said_by_another(who: str, sentence: str) -> bool:
    """Whether a sentence says who told what it tells, and has no name of `who`."""
    if _SAYS_HE.search(sentence) or len(unsupported(who, sentence)) < len(" ".join(names(who)).split()):
        return False
    return any(pattern.search(sentence) for pattern in _SAYERS)


@lru_cache(maxsize=64)
def _called(question: str) -> _Called | None:
    match = _CALLED.match(question)
    if match is None:
        return None
    rest = match["rest"]
    by_as = match["verb"].lower().startswith(("describ", "denounc", "dismiss", "hail", "condemn", "derid", "slam"))
    found = _QUOTED.search(rest) or _AS.match(rest) or (None if by_as else _WITH_ARTICLE.match(rest))
    if not found and not by_as and not re.search(r"\b(?:what|how)\b", match["asks"], re.IGNORECASE):
        found = _LAST.match(rest)
    words = stems(content_words(_BEHIND.sub("", found["label"]))) if found else set()
    if not words:
        return None
    return _Called(frozenset(alike(words).union(*(same for same in _SAME if same & words))), match["who"])

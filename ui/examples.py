"""Example questions drawn from the archive at hand: who its people are, what was said, what happened when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from index.article import Article

_NAME = r"[A-Z][\w’'-]*[a-z](?:[ -](?:[a-z]{2,3} )?[A-Z][\w’'-]*[a-z]){0,3}"
_FULL_NAME = r"[A-Z][a-z]+(?:[ -][A-Z][a-z’'-]+){1,2}"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_NO_NAME = {*_DAYS, *_MONTHS, "The", "This", "That", "There", "They", "But", "And", "He", "She", "It", "We", "In", "On"}

# Each pattern finds something that an article says, and the question that this answers. Past participles are the
# regular ones and a few that news is full of; verbs that ask for more than an object are left out.
_EVENT = (
    "captured seized occupied arrested killed attacked bombed elected appointed released rescued evacuated closed opened "
    "destroyed detained deported shot struck hit won signed launched banned invaded liberated sentenced convicted"
)
_VERB = "|".join(_EVENT.split())
_WHO = re.compile(rf"(?<![.\w] )\b({_FULL_NAME}), (?:the|a|an|who|one of)\b")
_SAID = re.compile(rf"(?:\b({_FULL_NAME}) (?:said|told|added|tweeted|wrote|warned)\b|\bsaid ({_FULL_NAME})\b)")
_PASSIVE = re.compile(rf"\b({_NAME}) (?:was|were|has been|have been) ({_VERB})\b")
_ACTIVE = re.compile(rf"\b(?:has |have )?({_VERB}) (?:the (?:city|town|capital) of )?({_NAME})(?=[ ,.;])")
_PLACE = re.compile(rf"\b(?:[Ii]n|[Nn]ear|[Ff]rom) ({_NAME})(?=[ ,.;])")


def example_questions(articles: Iterable[Article], answered: Callable[[str], bool], wanted: int = 4) -> list[str]:
    """Up to `wanted` questions of different kinds that the archive answers.

    `answered` asks the archive; it is called until enough are found, and at most four times as often.
    """
    kinds = _candidates(list(articles))
    chosen: list[str] = []
    tries = 4 * wanted
    # One of each kind, then another round, so that the examples show what the archive can be asked.
    for row in range(max((len(kind) for kind in kinds), default=0)):
        for kind in kinds:
            if row < len(kind) and len(chosen) < wanted and tries > 0 and kind[row] not in chosen:
                tries -= 1
                if answered(kind[row]):
                    chosen.append(kind[row])
    return chosen


def _candidates(articles: Sequence[Article]) -> list[list[str]]:
    """Questions by kind, the most promising first."""
    when: Counter[str] = Counter()
    who: Counter[str] = Counter()
    said: Counter[str] = Counter()
    where: Counter[str] = Counter()
    mentions = Counter(name for a in articles for name in re.findall(_NAME, a.text))
    for article in articles:
        text = article.text[article.body_start :]
        for m in _PASSIVE.finditer(text):
            when[f"When {_was(m[1])} {m[1]} {m[2]}?"] += mentions[m[1]] if _is_name(m[1]) else 0
        for m in _ACTIVE.finditer(text):
            when[f"When {_was(m[2])} {m[2]} {m[1]}?"] += mentions[m[2]] if _is_name(m[2]) else 0
        for m in _WHO.finditer(text):
            who[f"Who is {m[1]}?"] += mentions[m[1]] if _is_name(m[1]) else 0
        for m in _SAID.finditer(text):
            name = m[1] or m[2]
            said[f"What did {name} say?"] += mentions[name] if _is_name(name) else 0
        for m in _PLACE.finditer(text):
            where[f"What happened in {m[1]}?"] += 1 if _is_name(m[1]) else 0
    return [[q for q, n in kind.most_common(8) if n > 0] for kind in (when, who, said, where)]


def _is_name(name: str) -> bool:
    first = name.split()[0]
    return first not in _NO_NAME and not any(word in _DAYS or word in _MONTHS for word in name.split())


def _was(name: str) -> str:
    return (
        "were" if name.endswith("s") and " " not in name and name.istitle() and name.endswith(("ans", "ers")) else "was"
    )

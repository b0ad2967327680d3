"""Questions as people type them in a hurry: misspelt, in lower case, without the little words."""

from __future__ import annotations

import random
import re

_LITTLE = frozenset(
    "a an the of in on at to for by with from and or is are was were be been did do does has have had that this it its".split()
)


def hurried(question: str, chance: random.Random) -> str:
    """The question misspelt in one to three words, or as a telegram, or both; never without a word."""
    words = question.split()
    kind = chance.random()
    if kind < 0.45:
        kept = [w for w in words if w.lower() not in _LITTLE or chance.random() < 0.2] or words
        words = " ".join(kept).lower().rstrip("?").split() or words
    if kind > 0.25:
        places = [i for i, word in enumerate(words) if re.fullmatch(r"[A-Za-z]{4,}\W?", word)]
        for place in chance.sample(places, min(len(places), chance.randint(1, 3))):
            words[place] = misspelt(words[place], chance)
    return " ".join(words)


def misspelt(word: str, chance: random.Random) -> str:
    """The word with one letter after the first left out, doubled, swapped with its neighbour or replaced by a vowel."""
    at = chance.randrange(1, len(word) - 1)
    how = chance.randrange(4)
    if how == 0:
        return word[:at] + word[at + 1 :]
    if how == 1:
        return word[:at] + word[at] + word[at:]
    if how == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice("aeiou") + word[at + 1 :]

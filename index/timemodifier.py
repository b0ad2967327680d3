"""Words before a mention that narrow or blur it: "early", "the end of", "more than", "nearly"."""

from __future__ import annotations

from typing import Final

from index import timevalue as tv
from index.reading import Meaning, Reading

_PARTS: Final = {
    "early": "START", "earlier": "START", "late": "END", "later": "END", "mid": "MID", "middle": "MID",
    "beginning": "START", "start": "START", "end": "END", "close": "END",
}  # fmt: skip
_AMOUNTS: Final = {
    "about": "APPROX", "around": "APPROX", "approximately": "APPROX", "nearly": "APPROX", "almost": "APPROX",
    "roughly": "APPROX", "some": "APPROX", "circa": "APPROX", "barely": "APPROX",
    "over": "MORE_THAN", "under": "LESS_THAN",
}  # fmt: skip
_PAIRS: Final = {
    ("more", "than"): "MORE_THAN", ("less", "than"): "LESS_THAN", ("fewer", "than"): "LESS_THAN",
    ("at", "least"): "EQUAL_OR_MORE", ("at", "most"): "EQUAL_OR_LESS", ("up", "to"): "EQUAL_OR_LESS",
    ("no", "more", "than"): "EQUAL_OR_LESS", ("no", "less", "than"): "EQUAL_OR_MORE",
}  # fmt: skip

_NEAREST: Final = frozenset([*_PARTS, *_AMOUNTS, *(pair[-1] for pair in _PAIRS), "of"])
"""The words that a modifier can end with, next to the mention."""


def modified(r: Reading, meaning: Meaning, first: int, end: int, floor: int) -> tuple[int, str | None, tv.Days | None]:
    """Where the mention begins with its modifier (a token), the TimeML modifier, and the days it then denotes.

    `first`..`end` are the mention's tokens, `floor` the token before which the last mention ended.
    """
    days = meaning.days
    if days is None and meaning.type in ("DATE", "TIME"):
        days = tv.days(meaning.value)
    if first - 2 < floor or r.tokens[first - 2] not in _NEAREST:
        return first, None, days
    words, places = _before(r, first, floor)
    if not words:
        return first, None, days
    if words[0] in ("mid",) or (words[0] in ("early", "earlier", "late", "later") and meaning.type != "DURATION"):
        mod = _PARTS[words[0]]
        return places[0], mod, tv.narrowed(days, mod) if days and days[0] != days[1] else days
    if words[0] == "of" and len(words) > 1 and words[1] in _PARTS and words[1] not in ("later", "earlier", "close"):
        mod = _PARTS[words[1]]
        start = places[2] if len(words) > 2 and words[2] == "the" else places[1]
        return start, mod, tv.narrowed(days, mod) if days and days[0] != days[1] else days
    for size in (3, 2):
        pair = tuple(reversed(words[:size]))
        if len(pair) == size and pair in _PAIRS and not meaning.value.endswith("_REF"):
            return places[size - 1], _PAIRS[pair], days
    # Before "the", "over" and "about" are prepositions: "over the past year".
    if (
        words[0] in _AMOUNTS
        and r.tokens[first] != "the"
        and (meaning.type == "DURATION" or r.tokens[end - 1] in ("ago", "earlier", "later"))
    ):
        mod = _AMOUNTS[words[0]]
        return places[0], mod, _blurred(days) if meaning.type != "DURATION" else days
    return first, None, days


def _before(r: Reading, first: int, floor: int) -> tuple[list[str], list[int]]:
    """Up to three words to the left of a token, nearest first, and their tokens; a mark other than "-" ends them."""
    words: list[str] = []
    places: list[int] = []
    i = first - 1
    while i >= floor and len(words) < 3 and (r.classes[i] == " " or r.tokens[i] == "-" or r.tokens[i].isalpha()):
        if r.tokens[i].isalpha():
            words.append(r.tokens[i])
            places.append(i)
        i -= 1
    return words, places


def _blurred(days: tv.Days | None) -> tv.Days | None:
    """ "about two weeks ago" lies as far again on both sides as the unit is long."""
    if days is None:
        return None
    width = (days[1] - days[0]).days + 1
    return tv.plus_days(days[0], -(width // 2)), tv.plus_days(days[1], width // 2)

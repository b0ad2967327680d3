"""Words as PostgreSQL's full-text search keeps them: split, folded and stemmed here, as SQLite's FTS5 does it.

Neither the server's parser nor its dictionaries take part: they drop stop words, keep "1,000" and URLs whole, and depend
on how the server was set up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 200  # characters of a word that count; PostgreSQL takes 2,046 bytes


def words_of(text: str) -> list[str]:
    """The words of a text in order: letters and digits, in lower case, without diacritics."""
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)) if not plain.isascii() else plain
    return [word[:_LONGEST] for word in _WORD.findall(unicodedata.normalize("NFC", plain).lower())]


def stems_of(text: str) -> list[str]:
    """The stems of a text's words in order, by Porter's algorithm."""
    return [stem_of(word) for word in words_of(text)]


def vector(title: str, text: str) -> str:
    """A passage under its headline as a tsvector: the headline's stems with weight B, the passage's with A."""
    weighted = [*((stem, "B") for stem in stems_of(title)), *((stem, "A") for stem in stems_of(text))]
    places: dict[str, list[str]] = {}
    for number, (stem, weight) in enumerate(weighted, 1):
        places.setdefault(stem, []).append(f"{number}{weight}")
    return " ".join(f"'{stem}':{','.join(where)}" for stem, where in places.items())


def query(stems: Sequence[str], *, unfinished: bool = False) -> str:
    """A tsquery for stems that follow one another; the last may be the beginning of a word, if `unfinished`."""
    quoted = [f"'{stem}'" for stem in stems]
    return " <-> ".join(quoted) + (":*" if unfinished else "")


def every(queries: Iterable[str]) -> str:
    """A tsquery for what all of these find."""
    return " & ".join(f"({query})" for query in queries)


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """The stem of a word of `words_of`."""
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("porter")

"""How long a text is in words, also in scripts that put no spaces between them."""

from __future__ import annotations

import re
from typing import Final

# Thai and Lao, Myanmar, Khmer, kana, Chinese characters, and what is added to them on other planes.
SPACELESS: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u1049\u1780-\u17d3\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U000323af"
)
"""The letters of scripts written without spaces, as the inside of a regular expression's character class."""
_LETTER: Final = re.compile(f"[{SPACELESS}]")
_A_WORD: Final = 2  # letters: what a Chinese word has on average, and fewer than a Thai one


def spaceless_letters(text: str) -> int:
    """How many letters of a text belong to scripts written without spaces."""
    return 0 if text.isascii() else len(_LETTER.findall(text))


def length_in_words(text: str) -> int:
    """The number of words that white space separates, or half the letters of scripts that do without it if that is more."""
    return max(len(text.split()), -(-spaceless_letters(text) // _A_WORD))

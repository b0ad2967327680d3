"""The language of a text, as a code of two letters (ISO 639-1)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_SAMPLE = 1000  # characters: enough for certainty, and 2 ms
_LEAST = 40  # characters below which a guess is worth nothing


def language_of(text: str, declared: str = "") -> str:
    """The language ("en", "de", …); "" when the text is too short to tell and none is declared.

    The text decides over what a page declares, which is often a template's default.
    """
    code = re.match(r"[a-z]{2}(?![a-z])", declared.strip().lower())
    start = len(text) // 10 if len(text) > 3 * _SAMPLE else 0  # headlines and bylines say little
    sample = text[start : start + _SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < _LEAST:
        return code[0] if code else ""
    found, probability = _identifier().classify(sample)
    if probability < 0.8:
        return code[0] if code else ""
    return str(found)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

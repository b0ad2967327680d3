"""Who wrote a story, and for which paper or agency, by its byline: "Ann Lee and Tom Brent in Ashford, Vale News Agency"."""

from __future__ import annotations

import re
from typing import Final

from index.masthead import is_paper

_APART: Final = re.compile(r"[,;]|\.\s+(?=The\s)| \| | for (?=[Tt]he )")
_IN_PLACE: Final = re.compile(r"\s+(?:in|at)\s+(?:the\s+)?[A-ZÀ-Þ].*$")


def byline(words: str) -> tuple[str, str]:
    """Author and agency of what stands after "By"; the agency is "" where none is named. The place goes, what the author is
    stays ("Ann Lee, court reporter")."""
    flat = " ".join(words.strip(" \t*_|,").split())
    parts = [part.strip() for part in _APART.split(flat)]
    agency = next((part for part in parts[1:] if is_paper(part)), "")
    first = _IN_PLACE.sub("", parts[0])
    return (first + (flat[len(parts[0]) :] if not agency else "") if first else flat), agency

"""Closed classes of English words, as parts of regular expressions."""

from __future__ import annotations

from typing import Final

from qa.words import AUXILIARY

WH: Final = r"(?:who|whom|whose|what|when|where|why|which|how)"
AUX: Final = rf"(?:(?:{AUXILIARY})(?:n[’']t)?|cannot|won[’']t)"
PREPOSITION: Final = (
    r"(?:because of|out of|in|on|at|by|for|from|into|to|with|within|of|since|until|till|during|under|over|near|against|about|after|before"
    r"|through|between|among|towards?|upon|behind|via)"
)
DETERMINER: Final = r"(?:the|an?|his|her|its|their|our|this|that|these|those|any|some|every|each|no|all|both)"
PRONOUN: Final = r"(?:he|she|it|they|we|you|i|there)"

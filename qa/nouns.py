"""English nouns in the singular and the plural, by their endings."""

from __future__ import annotations

import re


def singular(noun: str) -> str:
    """The singular of a plural in lower case ("cities", "spokesmen"); a noun that is none stays as it is."""
    if noun.endswith("people"):
        return f"{noun[:-6]}person"
    if noun == "media":
        return "medium"
    if noun == "secretaries-general":
        return "secretary-general"
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    if re.search(r"(?:ch|sh|ss|x)es$", noun):
        return noun[:-2]
    return noun[:-1] if re.search(r"[^\Wsui]s$", noun) else noun


def plural(noun: str) -> str:
    """The plural of a noun in lower case."""
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(?:s|ch|sh|x)$", noun) else f"{noun}s"

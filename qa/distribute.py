"""Questions that may ask the same of two things named together: "When did Ashford and Brent fall?" may have one answer or two."""

from __future__ import annotations

import re
from typing import Final

from qa.each import NAME, of_one
from qa.nouns import singular
from qa.words import AUXILIARY

_WH: Final = r"(?:who|whom|whose|what|when|where|why|which|how)"
_WORD: Final = rf"(?!(?:{AUXILIARY}|{_WH}|and|or|but|that)\b)[\w’'.-]+"
_THING: Final = rf"{_WORD}(?: {_WORD}){{0,5}}"
_PREPOSITION: Final = r"(?:according to|in the (?:view|opinion|words|estimate) of|of|in|on|for|from|with|to|by|at|against|after|before|during|over|about)"
# Two conjuncts with what makes them alike: both are names; both have the same preposition; both are "the … of …" or
# "the … spokesman" at the end; both are asked for ("which general and which minister").
_PAIRS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<head>^(?i:which|what|how many|whose) )(?P<one>{_THING}) and (?i:which|what|how many|whose) (?P<other>{_THING})(?= (?i:{AUXILIARY})\b)",
        rf"(?P<head>\b(?P<by>{_PREPOSITION}) )(?P<one>{_THING}),? and (?P=by) (?P<other>{_THING})(?=$)",
        rf"(?P<head>(?<!did )(?<!do )(?<!have )(?<!had )(?<!will )\b)(?P<one>the {_THING}) and (?P<other>the {_THING})(?=$)",
        rf"(?P<head>\b)(?:both )?(?P<one>(?:the )?{NAME}(?:[’']s?)?(?: (?!(?:and|{AUXILIARY})\b)[a-z]+)?) and (?P<other>(?:the )?{NAME}[’']s?(?: [a-z]+)?)(?=$)",
        rf"(?P<head>\b)(?:both )?(?P<one>(?:the )?{NAME}),? and (?P<other>(?:the )?{NAME})(?![\w’'-])",
    )
)
_MOST_UNLIKE: Final = 2
# What joins the two into one.
_ALTOGETHER: Final = re.compile(
    r"\b(?:between|among|together|altogether|combined|jointly|in total|in all|each other|one another|apart|both sides|agree|agreed|share|shared|meet|met"
    r"|play|played|fight|fought|marry|married|merge|merged|versus|vs|difference|differ|relations?|relationship|compare[ds]?|rather than|instead of)\b",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"\b(?P<aux>are|were|do|have)(?P<gap> )(?=\x00)")
_PLURAL: Final = re.compile(
    rf"(?P<before>\b(?:(?i:which|what)(?: (?!{AUXILIARY}\b)[a-z]+)?|the) )(?P<noun>[a-z]{{2,}}[^\Wsui]s)(?P<after> (?:of|in|on|for|from|by|at) \x00| (?:are|is|were|was|do|does|did|have|has|had|will)\b)"
)
_WHO_ARE: Final = re.compile(
    r"^(?P<wh>Who|What) (?P<aux>are|were) (?=the [a-z ]+? (?:of|in|for|from) \x00)", re.IGNORECASE
)


def of_each(text: str) -> list[tuple[str, str]]:
    """Each of two that a question names together, and the question for it, in the singular as far as that is easily told; []
    where it names no two, or asks about them together. Whether they are one thing ("Bonnie and Clyde"), only the answers
    tell."""
    bare = " ".join(text.split()).rstrip(" ?.!")
    if _ALTOGETHER.search(bare):
        return []
    for pattern in _PAIRS:
        found = (pattern.match(bare, place.start()) for place in re.finditer(r"(?<![\w’'-])\w", bare))
        if alike := [match for match in found if match and _unlike(match) <= _MOST_UNLIKE]:
            match = min(alike, key=_unlike)
            one, other = match["one"].strip(), match["other"].strip()
            month = re.fullmatch(r"\d{1,2} (?P<of>[A-Z][a-z]+)", other)
            one = f"{one} {month['of']}" if month and one.isdigit() else one
            start, end = bare[: match.start()] + match["head"], bare[match.end() :]
            return [(each, _singular(start, each, end)) for each in (one, other)]
    return []


def _unlike(match: re.Match[str]) -> int:
    """How many words one of the two has more than the other; many where only one holds a name, or both are the same."""
    one, other = match["one"].strip(), match["other"].strip()
    named = [re.search(r"[A-Z\d]", words) is not None for words in (one, other)]
    if one.lower() == other.lower() or named[0] != named[1]:
        return _MOST_UNLIKE + 1
    return abs(len(one.split()) - len(other.split()))


def _singular(start: str, each: str, end: str) -> str:
    asked = f"{start}\x00{each}{end}"
    asked = _SUBJECT.sub(lambda m: f"{of_one(m['aux'])}{m['gap']}", asked)
    asked = _WHO_ARE.sub(lambda m: f"{m['wh']} {of_one(m['aux'])} ", asked)
    asked = _PLURAL.sub(lambda m: f"{m['before']}{singular(m['noun'])}{m['after']}", asked)
    asked = (
        re.sub(r"(?<= the )([a-z]+[^\Wsui]s)$", lambda m: singular(m[1]), asked)
        if asked.find("\x00") < asked.rfind(" the ")
        else asked
    )
    if re.match(r"(?i)(?:which|what|whose)\b", asked):
        asked = re.sub(r"^((?:Which|What|Whose) \x00[^?]*?) (are|were|do|have)\b", lambda m: f"{m[1]} {of_one(m[2])}", asked, count=1, flags=re.IGNORECASE)  # fmt: skip
    return asked.replace("\x00", "") + "?"

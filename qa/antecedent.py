"""Whom and what a pronoun may stand for: the persons, things and groups that a text names."""

from __future__ import annotations

import re
from typing import Final

from index import timex
from qa.orders import OFFICE
from qa.words import AUXILIARY, names

_NAME: Final = r"(?:[A-Z][\w.-]*[\w.] )+"
_NOT_OF_A_PERSON: Final = re.compile(
    r"\b(?:[Tt]he|[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Ii]nto|[Aa]cross|[Tt]hroughout|[Aa]round)(?: (?:the|all of))?\s+$"
)
_TITLE: Final = re.compile(
    r"(?:Rev|Reverend|Emperor|Empress|King|Queen|Prince|Princess|Duke|Duchess|Earl|Count|Pope|Sultan|Emir|President|Chancellor|Honourable"
    r"|Hon|Prime Minister|Archbishop|Ayatollah)\b"
)
# "The mayor of Ashford", and in a question "did the pilot".
_HELD: Final = re.compile(rf"\b{OFFICE} (?:of|in|for|at) (?:the )?$")
_HOLDER: Final = re.compile(
    rf"\b[Tt]he (?P<who>(?:[\w-]+ ){{0,2}}?{OFFICE}(?<!s)(?: (?:of|in|for|at) (?:the )?(?:{_NAME})?[A-Z][\w-]*)?)(?![\w’'-])"
)
_PERSON: Final = (
    r"(?:(?:[a-z-]*(?:man|woman)|[a-z-]{4,}ist|[a-z-]+(?:teur|ician))|actress|waitress|engineer|volunteer|pilot|driver|teacher|farmer|writer|singer|player|officer|soldier|worker|buyer|seller"
    r"|lawyer|actor|doctor|professor|student|painter|sailor|prisoner|killer|attacker|gunman|thief|mother|father|brother|sister|daughter|son|wife|husband"
    r"|widow|boy|girl|child|king|queen|prince|judge|priest|bishop|pope|nurse|clerk|guard|coach|poet|general|colonel|captain|senator|suspect|victim)"
)
_DOER: Final = re.compile(rf"\b[Tt]he (?P<who>(?:(?!(?:of|and|or|in|on|at)\b)[a-z-]+ ){{0,2}}?{_PERSON})(?![\w’'-])")
_ACRONYM: Final = re.compile(r"[A-Z.]{2,}")
# "The Ashford council": before a verb or a preposition the word behind the name is a noun.
_CALLED: Final = re.compile(
    rf"(?P<after>\b(?:did|does|do|has|have|had|will|would|can|could|should) )?\b(?P<what>[Tt]he {_NAME}(?P<noun>[a-z-]{{3,}}))"
    rf"(?= (?:{AUXILIARY})\b|(?P<ends> (?:in|on|at|of|for|from|to|by|with|against|during|after|before)\b|[,?.;]|$))"
)
_LEADS: Final = re.compile(r"\b(?:of|in|on|at|for|from|to|by|with|about|is|was|are|were) $")
# "What does the Ashford council want": the verb stands behind the noun, for its object is asked for.
_DOES: Final = re.compile(
    rf"^(?:who|whom|what|which [\w-]+) (?:did|does|do|has|have|had|will|would|can|could|should) (?P<what>the (?-i:{_NAME}[a-z-]{{3,}})) (?!\w+ly\b)[a-z]+"
    r"(?= (?:in|on|at|of|for|from|to|by|with|against|during|after|before|about)\b|[,?.;]|$)",
    re.IGNORECASE,
)
# "The names of the two pilots", "some of the Ashford firemen".
_OF_SEVERAL: Final = re.compile(
    r"\b(?:names?|ages?|some|most|all|many|each|any|one|none|number|homes?|fate) of (?P<who>(?:the|his|her|its|their) (?:[\w-]+ ){0,2}?(?:[a-z-]{2,}[^\Wsui]s|(?:[a-z]+)?(?:men|women|people)|children))\b(?![’'])"
)
_SEVERAL: Final = re.compile(
    rf"\b(?P<leads>[Tt]he |[Hh]ow many |[Ww]hich |[Ww]hat |[Aa]ll |[Ss]ome )?(?P<who>(?!(?:How|Which|What|Who|Whom|Whose|When|Where|Why|In|On|At|By|For|From|To|The)\b){_NAME}(?:[a-z-]+ )?(?:[a-z-]{{2,}}[^\Wsui]s|(?:[a-z]+)?(?:men|women|people)|children))\b(?![’'])"
)


def named(text: str) -> list[str]:
    """The names in a text, without days and months."""
    return names(_timeless(text))


def persons(text: str) -> list[str]:
    """The names in a text that may be a person's: no time, no place that something is "in", nothing that is called "the"."""
    bare = _timeless(text)
    out: list[str] = []
    at = 0
    for name in names(bare):
        at = bare.index(name, at)
        titled = _TITLE.match(name) is not None
        other = _NOT_OF_A_PERSON.search(bare[:at]) or _HELD.search(bare[:at]) or _ACRONYM.fullmatch(name)
        if titled or not other:
            out.append(name)
        at += len(name)
    return out


def holder(text: str) -> str:
    """The person in a question who is called by no name ("the mayor of Ashford", "the pilot"); "" for none."""
    match = _HOLDER.search(text) or _DOER.search(text)
    return f"the {match['who']}" if match else ""


def thing(text: str) -> str:
    """The thing in a question that has a name before its noun ("the Ashford council"); "" for none."""
    if does := _DOES.match(text):
        return does["what"]
    for match in _CALLED.finditer(text):
        plural = re.search(r"[^\Wsui]s$", match["noun"])
        if plural or match["after"] or (match["ends"] is not None and not _LEADS.search(text[: match.start("what")])):
            continue
        return f"t{match['what'][1:]}"
    return ""


def group(text: str) -> str:
    """The persons or things in a question that have a name before their noun ("the Ashford councillors"), or of which it asks
    something ("the names of the pilots"); "" for none."""
    if of_several := _OF_SEVERAL.search(text):
        return of_several["who"]
    match = _SEVERAL.search(text)
    return f"the {match['who']}" if match else ""


def _timeless(text: str) -> str:
    """The text with commas in place of its times: "On Friday Ann Lee left" names Ann Lee."""
    for t in timex.find(text):
        text = f"{text[: t.start]}{',' * (t.end - t.start)}{text[t.end :]}"
    return text

"""Questions typed in short put in full: "mayor of Ashford?", "attendance cup final ashford"; and who runs a body asked by its office."""

from __future__ import annotations

import re
from typing import Final

from qa import verb
from qa.grammar import AUX, DETERMINER, PREPOSITION, WH
from qa.orders import OFFICE

_ROLE: Final = (
    rf"(?:{OFFICE}|mediator|prosecutor|judge|coach|captain|manager|lawyer|attorney|referee|treasurer|conductor|curator|editor|architect|bishop|commissioner"
    r"|coroner|ombudsman|negotiator|candidate|successor|predecessor|goal ?scorer|scorer|inventor|designer|composer|organi[sz]er|landlord|principal|headteacher)"
)
_IN_OFFICE: Final = re.compile(
    rf"^(?:the )?(?P<who>(?:(?:(?!(?:{AUX}|{PREPOSITION}|{DETERMINER}|{WH}|and|or|but|name|list)\b)[\w-]+(?:[’']s)? ){{0,4}}?){_ROLE}"
    rf"(?: (?:of|for|in|at|to) (?:(?!(?:{AUX})\b)[\w-]+ ?){{1,5}})?)(?P<name>[’']s (?:full )?name)?\?$",
    re.IGNORECASE,
)
# The body that somebody heads, typed before the office, and its name behind: "hospital director san lazaro".
_OFFICE_TYPED: Final = re.compile(
    rf"^(?P<office>(?:hospital|police|fire|school|museum|club|company|airline|union|bank|party|city|town|team|project|state|university|army|trade union) {OFFICE}) (?P<of>(?!{PREPOSITION}\b)[\w-]+(?: [\w-]+){{0,3}})$"
)
# How many or how much of it there was, typed with nothing but the name of the occasion.
_AMOUNT_TYPED: Final = re.compile(
    rf"^(?:the )?(?P<what>attendance|turnout|death toll|toll|score|scoreline|final score|price|cost|salary|fee|fine|ransom|population|speed|length|height|distance|prize money|budget|deficit|profit|revenue|size|age)"
    rf"(?P<of>(?: (?!(?:{AUX}|{WH}|and|or|but)\b)[\w’'.-]+){{1,8}})\??$",
    re.IGNORECASE,
)


def in_short(text: str) -> str:
    """"attendance cup final ashford?" as "What was the attendance cup final ashford?"."""  # fmt: skip
    if (held := _OFFICE_TYPED.match(text)) and not any(verb.is_past(word) for word in text.split()):
        return f"Who is the {held['office']} of {held['of']}?"
    match = _AMOUNT_TYPED.match(text)
    if match is None or any(word.islower() and verb.is_past(word) for word in text.split()):
        return text
    return f"What was the {match['what'].lower()}{match['of']}?"


def office(text: str) -> str:
    """"British ambassador in Oslo?" as "Who is the British ambassador in Oslo?"."""  # fmt: skip
    match = _IN_OFFICE.match(text)
    words = match["who"].split() if match else []
    if match is None or len(words) < 2 or any(word.islower() and verb.is_past(word) for word in words):
        return text
    whose = "" if re.match(r"[\w -]+?[’']s ", match["who"]) else "the "
    who = match["who"].strip()
    if re.match(rf"(?:{OFFICE}|former|new|acting|current|deputy|prime|foreign|interior|vice)\b", who, re.IGNORECASE):
        who = f"{who[0].lower()}{who[1:]}"
    return f"Who is {whose}{who}?"


_LEADS: Final = re.compile(
    r"^(?P<who>who|(?:and|but|so) who) (?:leads|runs|governs|rules) (?P<what>(?:the )?(?-i:[A-Z])[\w.’'-]*(?: (?:(?:of|the|for|and) )*(?-i:[A-Z])[\w.’'-]*)*)\?*$",
    re.IGNORECASE,
)


def leads(text: str) -> str:
    """"Who runs Norland?" as "Who is the leader of Norland?", for news tells of offices."""  # fmt: skip
    match = _LEADS.match(text)
    return f"{match['who']} is the leader of {match['what']}?" if match else text

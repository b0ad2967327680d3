"""Orders that ask something: "Name the mayor and the abbot who quarrelled.", "Who is leaving? List the groups."."""

from __future__ import annotations

import re
from typing import Final

OFFICE: Final = (
    r"(?:ambassador|president|premier|chancellor|ministers?|mayor|governor|spokes(?:man|woman|person)|commander|chief|leader|chair(?:man|woman)?"
    r"|director|envoy|secretary|author|owner|winner|founder)"
)
"""Words for who holds an office, as a part of a regular expression."""

_LISTED: Final = re.compile(
    r"^(?P<asks>who|whom|what) (?P<rest>[^?]+)\?+ (?:please,? )?(?:list|name|enumerate)(?: me)?(?: all)?(?: of)?(?: the)? (?P<what>(?:[a-z-]+ )?[a-z-]{2,}[^\Wsui]s)[.!]*$",
    re.IGNORECASE,
)

_SOMEBODY: Final = (
    rf"(?:(?:the |(?:[A-Z][\w’'.-]* ){{0,2}}[A-Z][\w-]*[’']s? |the [\w -]{{2,30}}?[’']s? )(?:(?!(?:and|or|of|the)\b)[\w-]+ ){{0,3}}?{OFFICE}(?<!s)(?![\w’'-])"
    r"(?: (?:of|for|in|at|to|who|that|whose|whom)(?: (?!and\b)[\w’'.-]*[\w’'])+)?)"
)
_NAMED: Final = re.compile(
    rf"^(?i:please,? )?(?i:name|identify)(?: me)? (?P<first>{_SOMEBODY})(?:,? and (?P<second>{_SOMEBODY}))?[.!?]*$"
)


def listed(text: str) -> str:
    """A question with an order behind it that says what is to be listed, as one that asks for that: "Who is leaving Ashford? List
    the groups." is "Which groups is leaving Ashford?"; any other as it is."""
    match = _LISTED.match(text)
    if match is None or match["what"].lower().endswith("names"):
        return text
    return f"Which {match['what'].lower()} {match['rest']}?"


def named(text: str) -> str:
    """An order to name who holds an office, or two who do, as a question: "Who is the mayor, and who is the abbot …?"; any
    other as it is."""
    match = _NAMED.match(text.strip())
    if match is None:
        return text
    more = f", and who is {match['second']}" if match["second"] else ""
    return f"Who is {match['first']}{more}?"

"""Questions that are wished to be answered: what stands before what is asked for, "I’d like to know the day on which …"."""

from __future__ import annotations

import re
from typing import Final

LEAD: Final = (
    r"(?:please,? |kindly )*(?:(?:can|could|would|will) (?:you|anyone|anybody|someone|somebody)(?: please| perhaps)? |(?:do|does) (?:you|anyone|anybody|we)"
    r"(?: happen to)? |(?:i|we)(?:[’']d| would)? (?:like|want|need|love) (?:you )?to |i(?:[’']m| am) (?:trying|looking) to |is it known |(?=(?:tell|explain|describe|say|show|remind)\b)"
    r"|(?:any idea|i (?:was |am )?wonder(?:ed|ing)?),? |(?:what )?(?:do|does) (?:the |these |your |this )?(?:articles?|reports?|stories|news|archive) (?=(?:say|tell|report|know|mention) ))(?:please )?(?:(?:tell|say|report|know|mention|explain|describe|find out|find|show|remind|learn|figure out|specify|state|have any idea|ask)"
    r"(?: (?:me|us))?(?: about)? ?)?,?:? ?"
)
"""The words of a wish or an order to be told, as the beginning of a regular expression."""

_TOLD: Final = r"(?:dates?|day|month|year|time|place|reasons?)"
_SUBJECT: Final = r"(?:the|an?|his|her|its|their|he|she|it|they|(?-i:[A-Z][\w’'-]*)) "
_THING: Final = (
    rf"the (?:exact |precise |full |main |real |total )*(?:(?:{_TOLD}|number)"
    rf" (?:(?:(?:in|on|at|for) which|of|for|when|where|that|why)\b|(?={_SUBJECT}))|names? of\b)"
)
_WISHED: Final = re.compile(
    rf"^(?:{LEAD}|what (?:is|was) (?=the (?:\w+ )?(?:date|day|month|year) (?:(?:in|on) which|when|that)\b)|(?:please,? )?(?=(?:give|get|find|i need)\b))"
    rf"(?:(?:please )?(?:give|get|find) (?:me|us) |(?:i )?need |have )?(?P<thing>{_THING} ?[^?]+?)[?.! ]*$",
    re.IGNORECASE,
)
_UNJOINED: Final = re.compile(rf"^the (?:\w+ )?{_TOLD}(?= {_SUBJECT})", re.IGNORECASE)


def bare(text: str) -> str:
    """A question without the words that wish for its answer, where a thing is wished for: "Could you tell me the number of
    the dead?" is "The number of the dead?"; any other as it is."""
    match = _WISHED.match(text)
    if match is None:
        return text
    said: str = match["thing"]
    # Without a wish before it "the day the mill was burned" may be anything.
    said = _UNJOINED.sub(r"\g<0> that", said, count=1)
    if name := re.match(r"the (?:\w+ )*name(s?) of\b", said, re.IGNORECASE):
        return f"What {'are' if name[1] else 'is'} {said}?"
    return f"{said[0].upper()}{said[1:]}?"

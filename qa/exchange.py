"""Who came for whom, who sold to whom, and by whom what was done: "replaced Ann Lee with Bo Roe", "sold the mill to the Garr group",
"saved the penalty, taken by Cy Fox"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from qa import verb
from qa.apposed import NAME
from qa.question import Question
from qa.span import Span

_ROLE: Final = r"\b(?:(?:[Tt]he|its|their|his|her|an?) )?(?:[a-z][\w-]* ){0,5}?(?:[a-z][\w-]*, )?"
_NO_NOUN: Final = r"(?:for|in|on|at|to|by|with|from|of|and|or|but|as|who|which|that|has|have|had|is|are|was|were|will|last|this|next|yesterday|today|after|before|when|while|until|since|over|sold|sells|bought|buys|acquired|replaced|replaces|succeeded|succeeds|took|takes)"
_WHO: Final = rf"{_ROLE}(?:{NAME})(?: (?!{_NO_NOUN}\b)[a-z]+)?"
_OLD, _NEW = rf"(?P<old>{_WHO})", rf"(?P<new>{_WHO})"
_CAME: Final = r"(?:replaces|replaced|succeeds|succeeded|takes over from|took over from|will replace|will succeed|has replaced|has succeeded)"
# The one who goes and the one who comes.
_REPLACED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\breplac(?:es?|ed|ing) {_OLD},? (?:with|by) {_NEW}",
        rf"{_OLD},?(?: who)? (?:is|was|has been|had been|will be|is being|is to be) (?:replaced|succeeded) (?:(?:in|on|last|this|at) (?:[\w]+ ){{1,3}})?by {_NEW}",
        rf"{_NEW},?(?: who)? {_CAME} {_OLD}",
    )
)
_THING: Final = r"(?:(?! (?:to|from|for)\b)[^,;.:]){2,60}?"
# The one who sells and the one who buys.
_SOLD: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OLD} (?:has |have |had )?(?:sold|sells|is selling|are selling) {_THING} to {_NEW}",
        rf"{_NEW} (?:has |have |had )?(?:bought|buys|acquired|acquires|purchased|is buying|are buying) {_THING} from {_OLD}",
        rf"\b(?:was|were|has been|have been) sold by {_OLD} to {_NEW}",
        rf"\b(?:was|were|has been|have been) sold to {_NEW} by {_OLD}",
        rf"\b(?:was|were|has been|have been) (?:bought|acquired) by {_NEW} from {_OLD}",
    )
)
_ASKS_NEW: Final = re.compile(
    r"^(?:and |but |so )?(?:who(?:m|[’']s)?|which [\w-]+) (?:(?:has |have |had |will |is to )?(?:replaced|replaces|replace|succeeded|succeeds|succeed|come after|came after|take over from|took over from|was appointed to replace)\b"
    r"|(?:(?:is|are|was) )?(?:the |its |their |[\w’'. -]+[’']s )?new\b)",
    re.IGNORECASE,
)
_ASKS_OLD: Final = re.compile(
    r"^(?:and |but |so )?(?:who|whom|which [\w-]+) (?:(?:did|does|has|will|is) (?:[\w’'.-]+ ){1,5}?(?:replace|succeed|take over from|replaced|succeeded|replacing|succeeding)|(?:was|has been|is being|will be|is) (?:being )?(?:replaced|succeeded)\b)",
    re.IGNORECASE,
)
_ASKS_BUYER: Final = re.compile(
    r"^(?:and |but |so )?(?:who|which [\w-]+) (?:has |had |have |is )?(?:bought|acquired|purchased|buys|buying|acquires)\b|^(?:and )?(?:(?:to )?who(?:m)?|which [\w-]+) .*\b(?:sold|sell|selling) .*\bto$|^to (?:whom|which)\b.*\b(?:sell|sold|selling)\b",
    re.IGNORECASE,
)
_ASKS_SELLER: Final = re.compile(
    r"^(?:and |but |so )?(?:who|which [\w-]+) (?:has |had |have |is )?(?:sold|sells|selling)\b|^(?:and )?(?:from )?(?:who(?:m)?|which [\w-]+) .*\b(?:bought|buy|acquire|acquired)\b.*\bfrom$|^from (?:whom|which)\b.*\b(?:buy|bought|acquired?)\b",
    re.IGNORECASE,
)


def party(question: Question, span: Span) -> Span | None:
    """The other party of the exchange that the span's sentence tells, where the question asks for that one; None where it does not, or
    where the span is that one."""
    if question.type not in {"who", "what"} or span.is_sentence:
        return None
    first = span.sentence[0]
    sentence = span.passage.text[first - span.passage.start : span.sentence[1] - span.passage.start]
    if place := _done_by(question.text, sentence):
        start, end = (first + at for at in place)
        if span.start < end and start < span.end:
            return None
        return replace(span, start=start, end=end, settled=True)
    for patterns, wanted in _wanted(question.text):
        for pattern in patterns:
            match = pattern.search(sentence)
            if match is None:
                continue
            start, end = (first + place for place in match.span(wanted))
            if span.start < end and start < span.end:
                return None
            return replace(span, start=start, end=end, settled=True)
    return None


@lru_cache(maxsize=64)
def _wanted(asked: str) -> tuple[tuple[tuple[re.Pattern[str], ...], str], ...]:
    """The patterns to look for, each with the party that is asked for."""
    bare = asked.rstrip(" ?")
    out = []
    if _ASKS_NEW.match(bare):
        out.append((_REPLACED, "new"))
    elif _ASKS_OLD.match(bare):
        out.append((_REPLACED, "old"))
    if _ASKS_BUYER.match(bare):
        out.append((_SOLD, "new"))
    elif _ASKS_SELLER.match(bare):
        out.append((_SOLD, "old"))
    return tuple(out)


_DID: Final = re.compile(
    r"^(?:and |but |so )?(?:who|which [\w-]+) (?:(?:first|then|later|really|actually) )?(?P<verb>[a-z]+)(?= )",
    re.IGNORECASE,
)
_BY: Final = re.compile(rf"\b(?P<done>[a-z]+) by (?P<who>{_WHO})")


def _done_by(asked: str, sentence: str) -> tuple[int, int] | None:
    """The (start, end) of the one name behind "by" and the participle of the verb for which a question asks the doer."""
    match = _DID.match(asked)
    if match is None or not verb.is_past(match["verb"].lower()):
        return None
    does = verb.plain(match["verb"].lower())
    found = [held.span("who") for held in _BY.finditer(sentence) if verb.plain_of_participle(held["done"]) == does]
    return found[0] if len(found) == 1 else None

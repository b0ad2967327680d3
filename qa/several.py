"""Questions that take several answers, taken apart: what "and" joins, and what is asked of each of several."""

from __future__ import annotations

import re

from qa import each, ellipsis, gap, occasion
from qa.followup import leans_on_person, standalone
from qa.forms import sentences
from qa.words import AUXILIARY, tokens

_WH = r"(?:who|whom|whose|what|when|where|why|which|how)"
_AND = re.compile(r"(?:[,;] and|[,;]| and) (?=(?:[\w’'-]+ ){0,4}" + _WH + r"\b)", re.IGNORECASE)
_AUX = rf"(?:{AUXILIARY})"
_AUXILIARY = re.compile(rf"\b{_AUX}\b", re.IGNORECASE)
_ASKED = rf"(?:(?:by|on|in|at|for|to|with|from|since|until|of) )?{_WH}(?: (?:many|much|long|often|far|day|date|year|month|city|country))?"
# "When and where was it built": question words that share what follows.
_SHARED = re.compile(rf"^(?P<asked>{_ASKED}(?:(?:,? and|,) {_ASKED})+) (?P<rest>{_AUX} .+)$", re.IGNORECASE)
# A second question that begins with a verb: "…, and was it safe"; what follows the verb tells it from "and was the first".
_OTHER = re.compile(
    rf"(?:[,;] (?:and|or|but)|;| and) (?={_AUX} (?:it|he|she|they|there|you|we|anyone|anybody|someone|somebody)\b)"
    rf"|(?:[,;] (?:and|or|but)|;) (?={_AUX} (?:(?:the|his|her|its|their|any|many) [a-z]|(?-i:[A-Z]\w)))"
)
OPENS = re.compile(rf"^(?:and |but |so )?(?:{_ASKED}|{_AUX})\b", re.IGNORECASE)
_BARE_WORD = re.compile(_ASKED, re.IGNORECASE)
# "When the mill burned, who was hurt": no question before the comma.
_CLAUSE = re.compile(rf"^(?:when|where|while|if|after|before|since|until|as) (?!{_AUX}\b|else\b)", re.IGNORECASE)
_LEFT = re.compile(rf" and (?P<rest>{_WH}\b.*)$", re.IGNORECASE)


def parts(text: str) -> list[str]:
    """The questions that `text` joins by "and", each standalone; `text` alone when it is one question."""
    if len(one_by_one := sentences(text)) > 1:
        out: list[str] = []
        for sentence in one_by_one:
            out += parts(standalone(sentence, [(out[-1], "")]) if out else sentence)
        return out
    if listed := each.asked_of_each(text):
        return listed
    bare = text.rstrip(" ?")
    if shared := _SHARED.match(bare):
        asked = re.split(r",? and |, ", shared["asked"])
        last, *more = parts(f"{asked[-1]} {shared['rest']}?")
        rest = last[len(asked[-1]) :]
        return [*(f"{word[0].upper()}{word[1:]}{rest}" for word in asked), *more]
    for match in sorted([*_AND.finditer(bare), *_OTHER.finditer(bare)], key=lambda m: m.start()):
        left, right = bare[: match.start()], bare[match.end() :]
        if _are_two(left, right, joined="and" in match.group().lower()):
            first = f"{left}?"
            second = f"{right[0].upper()}{right[1:]}?"
            if ellipsis.asks_subject(first) and (
                ellipsis.is_cut_short(second) or ellipsis.each(second) or leans_on_person(gap.anchored(second, first))
            ):
                # It leans on the answer, which is not known yet.
                return [first, *(ellipsis.each(second) or parts(second))]
            second = gap.with_what_is_asked_for(gap.with_noun(gap.with_head(second, first), first), first)
            first, second = occasion.shared(first, second)
            second = gap.filled(second, first) or standalone(gap.anchored(second, first), [(first, "")])
            return [first, *parts(gap.which_one(second, first))]
    return [text]


def left_over(text: str) -> str:
    """What a question, as `parts` gives it, asks besides and was not taken apart: "who stayed"; mostly ""."""
    match = _LEFT.search(text.rstrip(" ?"))
    return match["rest"] if match and OPENS.match(text) else ""


def _are_two(left: str, right: str, *, joined: bool) -> bool:
    """Whether what stands on both sides of a cut are questions; `joined` by "and" or the like, not by a mere comma."""
    if not joined and _CLAUSE.match(left):
        return False
    asks = re.findall(rf"\bfrom when (?:to|until|till) when\b|\b{_WH}\b", left, re.IGNORECASE)
    if asks and _AUXILIARY.search(right) and min(len(tokens(left)), len(tokens(right))) >= 3:
        return joined or OPENS.match(right) is not None  # "Why did one, a cook, ask where he was"
    if not OPENS.match(left) or len(tokens(left)) < 2 or len(asks) > 1:
        return False
    if _BARE_WORD.fullmatch(right) or ellipsis.is_cut_short(right) or ellipsis.each(right):
        return (joined or ellipsis.each(right) != []) and (
            _AUXILIARY.search(left) is not None or ellipsis.asks_subject(left)
        )
    return OPENS.match(right) is not None and len(tokens(right)) >= 2

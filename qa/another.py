"""Whether a sentence tells of another than the question asks of: the first flight for the second, his wife for her husband, cows for
horses, a price for a fine."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index import timex
from qa import verb
from qa.nouns import singular
from qa.question import Question
from qa.rephrase import alike
from qa.span import Span
from qa.spelling import is_english
from qa.words import AUXILIARY, STOP_WORDS, stem, stems, stems_of

# Log-odds that a span loses, set by hand on development questions: where the sentence tells of another in a row or of a family,
# where it tells of another payment, where the passage has not the stage of a competition that is asked of, and where it only lacks a
# word for what is counted.
_ANOTHER: Final = 4.0
_OTHER_PAYMENT: Final = 1.2
_OTHER_STAGE: Final = 3.0
_COUNTS_ANOTHER: Final = 0.6

_ROW: Final = tuple(
    frozenset(line.split())
    for line in (
        "first original opening",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "final last latest closing",
    )
)
_IN_A_ROW: Final = re.compile(
    rf"(?:\b(?:the|its|his|her|their|a|an)|[’']s?) (?P<place>{'|'.join(word for same in _ROW for word in sorted(same))}) (?P<of>[A-Za-z][\w’'-]*)",
    re.IGNORECASE,
)
# A part of a competition, told by its name; "the final number" is none.
_STAGE: Final = re.compile(
    r"\b(?:semi-?finals?|quarter-?finals?|finals?(?! [a-z])|finals? (?=(?:of|in|on|at|against|by|between) )|shoot-?outs?|play-?offs?|replay|run-?off"
    r"|time[- ]trial|group stage|(?:first|second) leg|extra time)\b",
    re.IGNORECASE,
)
# "What did Lee's husband die of?": the one of a family that the question is about.
_KIN: Final = re.compile(
    rf"\b(?:{AUXILIARY}) (?:his|her|their|(?:[A-Z][\w’'-]* )*[A-Z]\w*[’']s?) (?:late |former |older |younger |elder |eldest |youngest )?"
    r"(?P<kin>husband|wife|father|mother|brother|sister|son|daughter|grandfather|grandmother|uncle|aunt|widow|widower|nephew|niece)\b"
)
_KIN_WORDS: Final = (
    "husband widow wife married",
    "wife widower husband married",
    "father dad parents",
    "mother mum mom parents",
    "brother siblings",
    "sister siblings",
    "son boy child children",
    "daughter girl child children",
)
_HOW_MANY: Final = re.compile(
    rf"\bhow many (?:(?:more|other|new|extra|of (?:the|his|her|its|their)) )?(?:[\w’'-]+ ){{0,3}}?(?P<thing>(?-i:[a-z-]+))(?= (?:(?:{AUXILIARY})(?:n[’']t)?|of|in|on|at|from|to|who|that|which|[a-z]+ed)\b)",
    re.IGNORECASE,
)
# What news counts without naming it, or by other words.
_ANY: Final = stems(
    "person people man woman time life thing one other dead victim member place set series part soldier troop death casualty fatality more ppl patient".split()
)
_PAID: Final = {
    "fine": "fine fined fines penalty penalised",
    "pay": "pay paid pays payment paying give gave given cost costs spend spent settlement fee receive received get bonus reward price sum put go went buy"
    " bought sell sold charge offer worth damage promised compensation account salary wage earn ask asked premium premiums",
    "damages": "damages compensation settlement",
    "spend": "spend spent spends cost costs pay paid put invest invested budget expenditure buy bought go went",
    "cost": "cost costs price priced pay paid spend spent bill worth sum charge charged expense damage loss losses lost",
    "sell": "sell sold sale sells price priced bought buy auction fetch fetched paid go went",
    "earn": "earn earned earns pay paid salary wage wages income receive received make made",
    "salary": "salary pay paid wage wages earn earns earned income",
    "steal": "steal stole stolen theft took taken take embezzle embezzled siphon fraud defraud cheat robbed robbery haul",
    "recover": "recover recovered returned repaid repay back found seized",
    "receive": "receive received receives get got given gave paid pay awarded award promised go went offered won",
    "win": "win won wins prize winner winnings jackpot take took earn pocket pocketed",
    "raise": "raise raised raises collect collected increase increased up",
    "owe": "owe owed owes debt debts loan due unpaid",
}
_PAYMENT: Final = re.compile(
    r"\b(?:how (?:much|large|big|high)\b|what\b(?! (?:is|was|were|are|percentage|share)\b)).*?"
    r"\b(?P<by>fined?|damages|paid|pay(?! (?:rise|increase|deal|cut|gap|offer|talks|dispute|claim)s?\b)|spend|spent|costs?|sell|sold|earns?|earned|salary|steal|stole|stolen|recover|recovered|receive|received|win|won|owed?)\b",
    re.IGNORECASE,
)  # fmt: skip


def weighed(question: Question, span: Span, title: str) -> Span:
    """The span, with less of a score (0..1) where its sentence tells of another than the question asks of. `title` is that of its
    article."""
    a, b = (at - span.passage.start for at in span.sentence)
    sentence = span.passage.text[a:b]
    if is_another_in_row(question.text, sentence):
        return span.less(_ANOTHER, "[1] tells of another in the row than the question asks of.")
    loss = 0.0
    if question.type not in {"why", "how", "yes-no"} and is_other_kin(question.text, sentence):
        loss = _ANOTHER
    elif question.type != "yes-no" and _is_of_other_stage(question.text, f"{title} {span.passage.text}"):
        loss = _OTHER_STAGE
    elif (
        question.type in {"number", "what"}
        and re.search(r"\d", span.text)
        and is_other_payment(question.text, sentence)
    ):
        loss = _OTHER_PAYMENT
    elif question.type == "number" and _counts_another(question.text, sentence):
        loss = _COUNTS_ANOTHER
    return span.less(loss) if loss else span


def is_another_in_row(question: str, sentence: str) -> bool:
    """Whether a question asks of the second or last of something, and the sentence tells of the first or another only."""
    asked = _places(question)
    if not asked:
        return False
    told = _places(sentence)
    return bool(told) and not asked & told


def is_other_kin(question: str, sentence: str) -> bool:
    """Whether a question is about somebody's husband, mother …, and the sentence has no word for one."""
    match = _KIN.search(question)
    if match is None:
        return False
    kin = match["kin"].lower()
    words = next((line.split() for line in _KIN_WORDS if line.startswith(f"{kin} ")), [kin])
    return not stems(words) & stems_of(sentence)


def is_other_payment(question: str, sentence: str) -> bool:
    """Whether a question asks how much somebody paid, won, was fined …, and the sentence has no word for that."""
    match = _PAYMENT.search(question)
    if match is None:
        return False
    by = match["by"].lower()
    plain = next((p for p in (by, verb.plain(by) if verb.is_past(by) else "", by.removesuffix("s")) if p in _PAID), by)
    return not stems(_PAID.get(plain, plain).split()) & stems_of(sentence)


def _is_of_other_stage(question: str, text: str) -> bool:
    """Whether a question names a stage of a competition ("the semi-final") that a text does not."""
    asked = _stages(question)
    return bool(asked) and not asked & _stages(text)


def _stages(text: str) -> set[str]:
    return {re.sub(r"[- ]|s\b", "", match.group().lower()) for match in _STAGE.finditer(text)}


def _counts_another(question: str, sentence: str) -> bool:
    """Whether a sentence has no word for what a question asks the number of."""
    match = _HOW_MANY.search(question)
    if match is None:
        return False
    thing = stem(singular(match["thing"].lower()))
    said = stems_of(sentence)
    beginning = thing[:4]
    return not (thing in _ANY or alike({thing}) & said or any(word.startswith(beginning) for word in said))


@lru_cache(maxsize=256)
def _places(text: str) -> frozenset[int]:
    """The places in a row that a text names, times left out ("the first half of 2024")."""
    for t in reversed(timex.find(text)):
        text = f"{text[: t.start]}{text[t.end :]}"
    # "The final Lee lost", "in the second when it rained": nothing of which there are several.
    named = [m for m in _IN_A_ROW.finditer(text) if is_english(m["of"].lower()) and m["of"].lower() not in STOP_WORDS]
    words = {match["place"].lower() for match in named if not match["of"][0].isupper()}
    return frozenset(at for at, same in enumerate(_ROW) if same & words)

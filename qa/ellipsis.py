"""Second questions that are cut short ("Who bought the mill, and for how much?"), put in full by the first and its answer."""

from __future__ import annotations

import re
from typing import Final

from qa import verb
from qa.words import AUXILIARY

_WH: Final = r"(?:who|whom|whose|what|when|where|why|which|how)"
_AUX: Final = rf"(?:{AUXILIARY})"
_WORD: Final = rf"(?!(?:{_AUX}|{_WH}|that|this|it)\b)[\w’'-]+"
_PREPOSITION: Final = r"(?:on|in|at|by|for|from|to|with|against|of|since|until|under|after|before|about|over|near)"
# "When?", "in which city", "by how much", "when was that", "where did it happen".
_CUT: Final = re.compile(
    rf"^(?:(?P<asks>(?:{_PREPOSITION} )?{_WH}(?: {_WORD}){{0,3}}|to do what)"
    rf"|(?P<of_all>(?:when|where|why|how|(?:{_PREPOSITION} )?(?:what|which) (?:exact )?(?:day|date|month|year|time|place|city|town|country))"
    r"(?: exactly)?) (?:was|is|were|did|does) (?:that|this|it)(?: (?:happen|occur|take place|come about))?)$",
    re.IGNORECASE,
)
_ONLY_ASKS: Final = re.compile(
    rf"^(?:(?:{_PREPOSITION} )?{_WH}|(?:{_PREPOSITION} )(?:which|what|whose|how)(?: {_WORD}){{1,3}}|how (?:badly|far|long|often|soon|much|many|old|high|big|large|fast|late|early|quickly))$",
    re.IGNORECASE,
)
# A question for the subject: "Who bought the mill", "Which two men were hurt", "How many people live there".
_SUBJECTS: Final = tuple(
    re.compile(rf"^(?P<wh>who|what|(?:which|what|how many|how much)(?P<noun>(?: {_WORD}){{1,4}}?)) (?P<verb>{words})(?P<rest>(?: .+)?)$", re.IGNORECASE)
    for words in (_AUX, "[a-z]+")
)  # fmt: skip
# Any other: "How many men did the army send", with what was asked for behind its verb.
_OBJECT: Final = re.compile(
    rf"^(?P<wh>who|whom|what|(?:which|what|how many|how much)(?P<noun>(?: {_WORD}){{0,4}}?)) (?P<verb>{_AUX})(?P<rest> .+)$",
    re.IGNORECASE,
)
# One for a time, a place or an amount, which stands beside what is told: "By how many votes did Ann Lee win".
_BESIDE: Final = re.compile(
    rf"^(?:when|where|why|how(?: (?:long|far|often|soon|fast))?|{_PREPOSITION} (?:which|what|how many|how much|when)(?: {_WORD}){{0,3}}?) (?P<said>{_AUX} .+)$",
    re.IGNORECASE,
)
_HAS_SUBJECT: Final = re.compile(
    r" (?:(?:the|an?|his|her|its|their|this|that|these|those|he|she|it|they|there|you|we|I)\b|(?-i:[A-Z\d]))",
    re.IGNORECASE,
)
_LONGEST: Final = 8  # words of an answer that can stand in a question
_FOR_A_DAY: Final = re.compile(r"(?:(?:on|in|at|by) )?(?:when|(?:what|which) (?:exact )?(?:day|date|time))\b(?! of the week)", re.IGNORECASE)  # fmt: skip
# Who asks when does not want the weekday back that the question names.
_WEEKDAY: Final = re.compile(
    r" (?:on |last |this )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?\b"
)


def asks_subject(question: str) -> bool:
    """Whether a question asks who or what did something, or was what: "Who bought the mill", "Which men were hurt"."""
    return _subject(question) is not None


def is_cut_short(text: str) -> bool:
    """Whether a question is question words alone ("on what grounds") or refers to the whole of the one before ("when was
    that")."""
    bare = text.rstrip(" ?!.")
    match = _CUT.match(bare)
    return match is not None and (match["of_all"] is not None or bare.lower() == "to do what" or _ONLY_ASKS.match(bare) is not None)  # fmt: skip


def each(text: str) -> list[str]:
    """The questions in several question words on end ("When, and by whom?"); [] for anything else."""
    asked = re.split(r",? and |, ", text.rstrip(" ?!."))
    alone = len(asked) > 1 and all(_ONLY_ASKS.match(words) for words in asked)
    return [f"{words[0].upper()}{words[1:]}?" for words in asked] if alone else []


def in_full(cut: str, first: str, answer: str) -> str:
    """The question that `cut` is short for, after the question `first`, answered by `answer` (its short form; "" for
    none): "Who was hurt?", "Ann Lee", "when was that" is "When was Ann Lee hurt?". "" where none can be made for certain."""
    match = _CUT.match(cut.rstrip(" ?!."))
    subject = _subject(first)
    asked = subject or _OBJECT.match(first.rstrip(" ?!."))
    if match is None:
        return ""
    asks = match["asks"] or match["of_all"]
    asks = f"{asks[0].upper()}{asks[1:]}"
    if asked is None:
        beside = _BESIDE.match(first.rstrip(" ?!."))
        return f"{asks} {beside['said']}?" if beside else ""
    found = _found(asked, answer)
    said, auxiliary = asked["rest"].strip(), asked["verb"]
    if _FOR_A_DAY.match(asks):
        said = _WEEKDAY.sub("", f" {said}").strip()
    if not re.fullmatch(_AUX, auxiliary, re.IGNORECASE):
        past = verb.is_past(auxiliary)
        said = f"{verb.plain(auxiliary) if past else verb.plain_of_present(auxiliary)} {said}"
        auxiliary = "did" if past else "does"
    said = f"{found} {said}" if subject else f"{said} {found}"
    full = f"What {auxiliary} {said} to do?" if asks.lower() == "to do what" else f"{asks} {auxiliary} {said}?"
    return " ".join(full.replace(" ?", "?").split())


def _found(asked: re.Match[str], answer: str) -> str:
    """What stands in a statement where the question words stood: the answer, with what was counted, or a word for it."""
    noun = (asked["noun"] or "").strip()
    counted = re.match(r"(?i)how", asked["wh"]) is not None
    if 0 < len(answer.split()) <= _LONGEST:
        return f"{answer} {noun}".strip() if counted and noun.lower() not in answer.lower() else answer
    if noun:
        return noun if counted else f"the {noun}"
    return {"who": "somebody", "whom": "somebody"}.get(asked["wh"].lower(), "something")


def _subject(question: str) -> re.Match[str] | None:
    for pattern in _SUBJECTS:
        match = pattern.match(question.rstrip(" ?!."))
        if match is None:
            continue
        word = match["verb"].lower()
        if re.fullmatch(_AUX, word):
            if word in {"did", "do", "does"} or (_HAS_SUBJECT.match(match["rest"]) and not _is_what(match)):
                return None
            return match
        if verb.is_past(word) or re.fullmatch(r"[a-z]+[^\Wsui]s", word):
            return match
    return None


def _is_what(match: re.Match[str]) -> bool:
    """Whether a question asks who holds an office or has a quality: "Who is the mayor of Ashford"."""
    words = match["rest"].split()
    plain = not any(word.islower() and (verb.is_past(word) or word.endswith(("ing", "en"))) for word in words)
    be = re.fullmatch(r"(?i)is|are|was|were", match["verb"]) is not None
    return be and match["noun"] is None and plain and re.match(r"(?i) (?:the|an?) ", match["rest"]) is not None

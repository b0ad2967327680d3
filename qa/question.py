"""What was asked: cleaned, made standalone from the conversation, with the kind of answer that is expected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.errors import UsageError
from qa.words import STOP_WORDS, content_words, names, stem, tokens

AnswerType = Literal["when", "who", "where", "number", "duration", "why", "how", "list", "yes-no", "what"]
History = Sequence[tuple[str, str]]

MAX_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """`asked` is what the user typed, `text` the standalone question that is answered.

    `source`, `after` and `before` restrict the articles (days inclusive). `notes` say how it was understood.
    """

    asked: str
    text: str
    type: AnswerType
    source: str | None = None
    after: date | None = None
    before: date | None = None
    notes: tuple[str, ...] = ()


_PATTERNS: tuple[tuple[AnswerType, str], ...] = (
    ("duration", r"\bhow long\b|\bfor how (?:long|many (?:years|months|weeks|days|hours))\b|\bhow many (?:years|months|weeks|days|hours)\b"),
    ("number", r"\bhow (?:many|much|large|big|far|high|tall|old|fast|often)\b|\bwhat (?:percent|percentage|share|proportion|number|fraction|distance|amount|sum)\b|\bwhich percentage\b"),
    ("when", r"\bwhen\b(?!.*\bwhy\b)|\b(?:what|which) (?:date|day|month|year|week|weekday|time)\b|\bon what (?:date|day)\b|\bsince what\b"),
    ("why", r"\bwhy\b|\bwhat (?:was|is|were) the (?:reason|cause)|\bfor what reason\b|\bhow come\b|\bwhat (?:made|caused|led)\b"),
    ("who", r"\bwho\b|\bwhom\b|\bwhose\b|\b(?:what|which) (?:person|man|woman|official|minister|president|general|spokesman|spokesperson|leader|politician|ambassador|journalist|author)\b|\bname of the (?:person|man|woman)\b"),
    ("where", r"\bwhere\b|\b(?:what|which) (?:city|country|place|town|province|region|state|location|capital|village|airport)\b"),
    ("list", r"\b(?:which|what|name|list)\b.{0,40}\b(?:countries|cities|places|provinces|people|persons|officials|organi[sz]ations|groups|reasons|events|nations|towns|companies)\b|^(?:list|name|enumerate)\b"),
    ("how", r"\bhow\b"),
    ("yes-no", r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b"),
)  # fmt: skip
_TYPES = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS]
_PERSON = re.compile(r"(?i)\b(he|him|his|she|her|hers|himself|herself)\b")
_THING = re.compile(
    r"(?i)\b(it|its|itself|there)\b|\b(that|this)(?=[ ]*[?.,]|[ ]+(?:happen|city|town|place|event|attack|one)\b)"
)
_GROUP = re.compile(r"(?i)\b(they|them|their|theirs|themselves)\b")
_WHAT_ABOUT = re.compile(
    r"(?i)^(?:and|but|so|ok(?:ay)?|then)?[ ,]*(?:what|how) about\b[ ]*(.+)$|^(?:and|but|or)\b[ ,]+(.+)$"
)
_QUESTION_WORD = re.compile(
    r"(?i)^(?:and |but |so )?((?:on |since |until |by |for |from |in |at )?(?:who|whom|whose|what|when|where|why|which|how(?: (?:many|much|long))?)"
    r"(?: (?:day|date|year|month|time|exactly))?)(?: (?:was|is|did|does|were) (?:that|this|it))?$"
)
_LEADING_QUESTION = re.compile(
    r"(?i)^(?:(?:and|but|so|also)[ ,]+)?(?:on |since |until |by |for |from |in |at )?(?:who|whom|whose|what|when|where|why|which|how(?: (?:many|much|long))?)\b[ ]*"
)


def understand(
    asked: str,
    history: History = (),
    *,
    source: str | None = None,
    after: date | None = None,
    before: date | None = None,
    spell: Callable[[str], str] | None = None,
) -> Question:
    """The Question in what a user typed, given the earlier (question, answer) pairs, oldest first.

    `spell` maps a word to the spelling the archive uses (or to itself). Raises UsageError for an empty question, one
    of over 2,000 characters, and for days that are the wrong way round.
    """
    text = clean(asked)
    if after and before and after > before:
        raise UsageError(f"No day is both after {after} and before {before}: swap them.")
    notes: list[str] = []
    if spell is not None:
        text, corrections = _respell(text, spell)
        notes += [f"Read “{old}” as “{new}”, as the archive spells it." for old, new in corrections]
    standalone = resolve(text, history)
    if standalone != text:
        notes.append(f"Asked as: {standalone}")
    return Question(asked, standalone, answer_type(standalone), source, after, before, tuple(notes))


def clean(asked: str) -> str:
    """The question without control characters and doubled white space. Raises UsageError if nothing is left of it or
    it has over 2,000 characters."""
    if len(asked) > MAX_CHARS:
        raise UsageError(
            f"The question has {len(asked):,} characters and the limit is {MAX_CHARS:,}: ask one question in a sentence "
            "or two. (To search a long text's subject, ask about it.)"
        )
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else c for c in asked)
    text = " ".join(kept.split())
    if not any(c.isalnum() for c in text):
        raise UsageError("The question is empty: ask something like “When did the city fall?”.")
    return text


def answer_type(text: str) -> AnswerType:
    """The kind of answer that a question's words ask for."""
    for name, pattern in _TYPES:
        if pattern.search(text):
            return name
    return "what"


def resolve(text: str, history: History) -> str:
    """The question made standalone: pronouns replaced and gaps filled from the conversation, nothing else changed."""
    if not history:
        return text
    previous, answer = clean_or_empty(history[-1][0]), history[-1][1]
    previous = resolve(previous, history[:-1]) if previous else previous
    bare = text.rstrip(" ?!.")
    if previous and (match := _QUESTION_WORD.match(bare)):
        rest = _LEADING_QUESTION.sub("", previous)
        return f"{match[1][0].upper()}{match[1][1:]} {rest}" if rest else previous
    match = _WHAT_ABOUT.match(bare)
    if (
        previous
        and match
        and len(tokens(match[1] or match[2])) <= 6
        and not _LEADING_QUESTION.match(match[1] or match[2])
    ):
        return _replace_topic(previous, (match[1] or match[2]).strip())
    people, things = _referents(previous, answer)
    if people:
        text = _PERSON.sub(lambda m: _inflect(people[0], m[1], text, m.end()), text)
    if things:
        text = _THING.sub(lambda m: _inflect(things[0], m[1] or m[2], text, m.end()), text, count=1)
        text = _GROUP.sub(lambda m: _inflect(things[0], m[1], text, m.end()), text, count=1)
    return text


def clean_or_empty(asked: str) -> str:
    """Like `clean`, for earlier questions: what cannot be cleaned is dropped."""
    try:
        return clean(asked)
    except UsageError:
        return ""


def _referents(previous: str, answer: str) -> tuple[list[str], list[str]]:
    """Names that a pronoun may stand for: people first in the answer, things first in the question."""
    in_answer = names(re.sub(r"\[\d+\]|[“\"].*", " ", answer))
    in_question = names(previous)
    several = [n for n in in_answer + in_question if len(n.split()) >= 2]
    single = [n for n in in_question + in_answer if n not in several]
    people = several + single
    things = in_question + in_answer
    return people, things


_POSSESSIVE = frozenset({"his", "its", "their", "theirs", "hers"})


def _inflect(name: str, pronoun: str, text: str, end: int) -> str:
    pronoun = pronoun.lower()
    if pronoun == "there":
        return f"in {name}"
    her_noun = pronoun == "her" and re.match(r"\s+\w", text[end:]) is not None
    return f"{name}’s" if pronoun in _POSSESSIVE or her_noun else name


def _replace_topic(previous: str, topic: str) -> str:
    """The previous question asked of another topic: its last name gives way ("When did Herat fall?" + "Kandahar")."""
    found = [n for n in names(previous) if stem(n) not in STOP_WORDS]
    asked_of = [n for n in found if n.lower() not in topic.lower()]
    if not asked_of:
        return f"{previous.rstrip(' ?')} {topic}?"
    spot = previous.rfind(asked_of[-1])
    return f"{previous[:spot]}{topic}{previous[spot + len(asked_of[-1]) :]}"


def _respell(text: str, spell: Callable[[str], str]) -> tuple[str, list[tuple[str, str]]]:
    corrections: list[tuple[str, str]] = []
    for word in content_words(text):
        better = spell(word)
        if better != word:
            corrections.append((word, better))
            text = re.sub(rf"\b{re.escape(word)}\b", better, text)
    return text, corrections

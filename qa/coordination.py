"""Coordinations: the several like things that "and" joins in a sentence ("life, property and honour"), as one span."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.timeword import SMALL, TENS
from qa.verb import is_only_past, is_past
from qa.words import AUXILIARY

_JOINS: Final = re.compile(
    r"(?:(?P<set_off>,)? (?P<word>and|or|as well as|and also|but also)|(?P<comma>,)) (?!\d)",
    re.IGNORECASE,
)
_JOIN_BEFORE: Final = re.compile(rf"{_JOINS.pattern}$", re.IGNORECASE)
_DETERMINER: Final = re.compile(
    r"the|an?|his|her|its|their|our|my|your|this|these|those|some|any|all|both|every|each|no|more|many|several|few"
    rf"|{'|'.join(word for word in SMALL if word not in {'a', 'an', 'one'})}|\d[\d,.]*|[\w-]+[’']s|[\w-]+s[’']",
    re.IGNORECASE,
)
# What stands in no plain noun phrase; "of" does.
_OUTSIDE: Final = re.compile(
    rf"{AUXILIARY}|be|been|being|in|on|at|by|for|from|into|to|with|within|since|until|during|under|over|near|against|about|after|before"
    r"|through|between|among|towards?|upon|behind|via|as|than|like|including|without|across|around|outside|inside|off|out|up|down|and|or"
    r"|but|nor|that|which|who|whom|whose|when|where|why|how|while|if|because|so|not|also|then|he|she|it|they|we|you|i|him|them|us|me|there"
    r"|says?|just|only|now|still|later|today|yesterday|tomorrow|ago|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|noon|midnight",
    re.IGNORECASE,
)
_FINITE: Final = re.compile(rf"{AUXILIARY}|says?", re.IGNORECASE)
_IN_S: Final = re.compile(r"[^\Wsui]s$")
# What is done after "to" or the like, up to the end: "to guard the mill".
_DONE: Final = re.compile(
    r"\b(?:to|will|would|can|could|should|must|may|might) (?P<does>[a-z]+ (?:(?!to\b)[\w’'-]+ ?){1,6})$"
)
_BEGINS: Final = re.compile(r"(?:^|[,;:—–.?!“\"(])\s*[“\"]?$")
_CLAUSE: Final = re.compile(
    r"[,;:—–.?!“\"(]|\b(?:that|who|which|when|where|while|because|if|after|before)\b", re.IGNORECASE
)
_NUMBER: Final = re.compile(rf"\d[\d,.]*|{'|'.join([*SMALL, *TENS])}", re.IGNORECASE)
_NAMED: Final = re.compile(r"[A-Z][\w’'.-]*$")
_TOKEN: Final = re.compile(r"[$£€]?\w(?:[\w’'.,$-]*\w)?%?|\S")
_LONGEST: Final = 7  # words of one of the things


@dataclass(frozen=True, slots=True)
class _Thing:
    """One of the things that are joined, up to `end` of the sentence; `does` where it is what is done to a thing ("guard the mill")."""

    end: int
    does: bool = False


def whole(sentence: str, start: int, end: int) -> tuple[int, int]:
    """`start`..`end` of a sentence with the rest of the coordination that it is a part of, cut where something else than a
    like thing is joined: "property and honour and create peace" is "their life, property and honour"."""
    first = _thing(sentence, start, end)
    rest = _TOKEN.search(sentence, first.end, end) if first else None
    if first is None or (rest and (not _is_outside(rest.group()) or _FINITE.fullmatch(rest.group()))):
        return start, end
    end = _cut(sentence, first, end)
    while (further := _after(sentence, start, end, does=first.does)) is not None:
        end = further
    while _is_joined(sentence, start, end):
        before = _done_before(sentence, start) if first.does else _before(sentence, start)
        if before is None:
            break
        start = before
    return start, end


def items(text: str) -> list[str]:
    """The things that a coordination joins; `text` alone where it is none."""
    places = [0, *(at for join in _JOINS.finditer(text) for at in join.span()), len(text)]
    return [text[a:b] for a, b in zip(places[::2], places[1::2], strict=True) if text[a:b].strip()]


def _thing(sentence: str, start: int, until: int) -> _Thing | None:
    """The noun phrase, or the verb with its object, that begins at `start`; None where none does."""
    end, does, before = start, False, ""
    words = list(_TOKEN.finditer(sentence, start, until))
    for count, match in enumerate(words):
        word, following = match.group(), words[count + 1].group() if count + 1 < len(words) else ""
        determines = _DETERMINER.fullmatch(word) is not None
        if _is_outside(word) and word != "of":
            break
        if determines and count and before != "of" and not _DETERMINER.fullmatch(before):
            if count > 1:
                break
            does = True  # a noun has its article before it, a verb behind: "guard the mill"
        if _is_past(word) and not (following.islower() and _begins_noun(following)):
            break
        if before.islower() and _IN_S.search(before) and not (determines or word == "of"):
            break  # "bridges lead"
        if count == _LONGEST:
            return None
        end, before = match.end(), word
    return _Thing(end, does) if end > start else None


def _after(sentence: str, start: int, end: int, *, does: bool) -> int | None:
    """Where the next things end that are joined to what ends at `end`, up to one with "and"; None where there are none, or
    where they begin the next clause."""
    at = end
    while (join := _JOINS.match(sentence, at)) is not None:
        found = _thing(sentence, join.end(), len(sentence))
        if found is None or (found.does and not does):
            return None
        # "Ann Lee, the mayor, and her son" are two.
        if join["comma"] and _NAMED.search(sentence, start, at) and _is_determined(sentence, join.end()):
            return None
        following = _TOKEN.search(sentence, found.end)
        if following and (_FINITE.fullmatch(following.group()) or _is_past(following.group())):
            among = any(other["comma"] for other in _JOINS.finditer(sentence, start, join.start()))
            if not _is_subject(sentence, start) or (join["set_off"] and not among):
                return None
        said = sentence[join.end() : found.end]
        # "A goat and begins": one word in "s" beside a thing with an article is a verb.
        if said.islower() and " " not in said and _IN_S.search(said) and _is_determined(sentence, start):
            return None
        if join["word"]:
            return found.end
        at = found.end
    return None


def _is_joined(sentence: str, start: int, end: int) -> bool:
    """Whether `start`..`end` is joined by "and", within or to what stands before: a comma alone sets off other things, too."""
    before = _JOIN_BEFORE.search(sentence, 0, start)
    return any(join["word"] for join in _JOINS.finditer(sentence, start, end)) or bool(before and before["word"])


def _done_before(sentence: str, start: int) -> int | None:
    """Where what is done begins that is joined to what begins at `start` ("to guard the mill and mend the road")."""
    join = _JOIN_BEFORE.search(sentence, 0, start)
    done = _DONE.search(sentence, 0, join.start()) if join else None
    return done.start("does") if done else None


def _before(sentence: str, start: int) -> int | None:
    """Where the thing begins that `start` is in the middle of, or that is joined to what begins there; None for neither."""
    join = _JOIN_BEFORE.search(sentence, 0, start)
    if join is None and _is_determined(sentence, start):
        return None
    following = "" if join else sentence[start:].split(" ")[0]
    first = until = join.start() if join else start
    leads = ""
    words = list(_TOKEN.finditer(sentence, 0, until))[::-1]
    for count, match in enumerate(words):
        word, before = match.group(), words[count + 1].group() if count + 1 < len(words) else ""
        determines = _DETERMINER.fullmatch(word) is not None
        # "to begin shredding and burning papers": what is begun is joined.
        gerund = following.endswith("ing") and not determines
        if (
            gerund
            or _is_outside(word)
            or (word == "of" and join is None)
            or (following and _is_verb(word, following, before))
        ):
            leads = word
            break
        if count == _LONGEST:
            return None
        first, following = match.start(), word
        if determines and not _DETERMINER.fullmatch(before):
            leads = before
            break
    if join is None and leads.lower() == "to":
        return None  # "to reassure men and boys"
    if first == until or following == "of" or _NUMBER.fullmatch(sentence, first, until):
        return None
    # "After the flood, houses and barns fell": what a preposition leads in is set off by its comma.
    alone = not leads[:1].isalnum() or (
        _is_outside(leads) and _BEGINS.search(sentence[: sentence.rindex(leads, 0, first)])
    )
    return None if join and join["comma"] and alone else first


def _is_outside(word: str) -> bool:
    """Whether a word stands in no plain noun phrase; "US" is no "us"."""
    if not re.match(r"[\w$£€]", word):
        return True
    return not (word.isupper() and len(word) > 1) and _OUTSIDE.fullmatch(word) is not None


def _is_past(word: str) -> bool:
    return word.islower() and is_past(word)


def _is_verb(word: str, following: str, before: str) -> bool:
    """Whether a word in front of a noun phrase that begins with `following` is a verb: "selling eggs", "sells eggs"."""
    if not word.islower() or following == "of":
        return False
    if is_past(word):  # "the stolen goods"
        beside = _DETERMINER.fullmatch(before) or _is_outside(before) or before.endswith("ly")
        return is_only_past(word) or not (beside and following.islower() and _begins_noun(following))
    return word.endswith("ing") or _IN_S.search(word) is not None


def _begins_noun(word: str) -> bool:
    return not (_is_outside(word) or _DETERMINER.fullmatch(word) or is_past(word))


def _is_determined(sentence: str, start: int) -> bool:
    """Whether what begins at `start` has its article."""
    word = _TOKEN.match(sentence, start)
    return word is not None and _DETERMINER.fullmatch(word.group()) is not None


def _is_subject(sentence: str, start: int) -> bool:
    """Whether no verb stands before `start` in its clause, so that the next one is that of the thing there."""
    clause = _CLAUSE.split(sentence[:start])[-1]
    return not any(_FINITE.fullmatch(match.group()) or _is_past(match.group()) for match in _TOKEN.finditer(clause))


def _cut(sentence: str, first: _Thing, end: int) -> int:
    """Where a span ends that begins with the thing `first` and goes on with another clause ("honour and create peace")."""
    at = first.end
    while not first.does and (join := _JOINS.match(sentence, at, end)) is not None:
        found = _thing(sentence, join.end(), end)
        if found is None and not join["word"]:
            return end
        if found is None or found.does:
            return at
        at = found.end
    return end

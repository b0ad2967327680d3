"""Whether a sentence that gives a day tells of another event than a question asks for, by its verb, its names and its order."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Final

from qa.rephrase import alike
from qa.support import unsupported
from qa.words import names, stem, stems, tokens

# Log-odds that the day of such a sentence loses, set by hand on development questions.
_NOT_NAMED: Final = 1.0
_OTHER_VERB: Final = 0.7
_NOBODY: Final = 0.7
_IN_TURN: Final = re.compile(
    r"\b(first|second|third|fourth|fifth|final|last)(?: (?:and|or) \w+)? (?:[a-z]+ (?=round|attempt|stage|leg|vote|trial))?([a-z]+)",
    re.IGNORECASE,
)
_ANOTHER_IN_TURN: Final = 1.5
_IN_ITS_TURN: Final = 0.5
_PART: Final = re.compile(r"[,;:—–] | (?:and|but|while|whereas) (?=[A-Z]|(?:those|that) of\b|the\b)")
AUXILIARY: Final = re.compile(
    r"\b(?P<main>is|are|was|were|did|do|does|has|have|had|will|would|shall|should|can|could|may|might)\b(?P<rest>.*)",
    re.IGNORECASE,
)


def cost(asked: str, sentence: str, event: Set[str], said: Set[str]) -> float:
    """What speaks against a sentence as the one that dates the event asked for, in log-odds: it counts another one of its kind, or has
    no word for it. `event` are the stems of the question's words but for names, `said` those of the sentence."""
    price = {1: -_IN_ITS_TURN, 0: 0.0, -1: _ANOTHER_IN_TURN}[_in_turn(asked, sentence)]
    missing = unsupported(asked, sentence)
    is_other = _is_other(asked, event, said)
    if event and not alike(event) & said:
        return price + _NOT_NAMED * bool(missing or is_other)
    if is_other:
        return price + _OTHER_VERB
    verb = verb_of(asked, event)
    everybody = [part for name in names(asked) for part in name.split()]
    nobody = bool(everybody) and len(missing) >= len(everybody)
    return price + _NOBODY * bool(nobody and verb and not alike(verb) & said)


def is_of_other_name(asked: str, sentence: str, at: int, others: Sequence[int]) -> bool:
    """Whether a day at offset `at` of a sentence stands in a part of it that has another name than the question, and one of the `others`
    in a part with the question's: "Lee leaves on Monday, and Ray on Tuesday". The sentence has blanks for its days, which may look like names."""
    asked_for = names(asked)
    if not asked_for or not others:
        return False
    cuts = [0, *(m.end() for m in _PART.finditer(sentence)), len(sentence) + 1]

    def part(place: int) -> str:
        return next(sentence[a:b] for a, b in pairwise(cuts) if a <= place < b)

    here = part(at)
    if not names(here) or len(unsupported(" ".join(asked_for), here)) < len(" ".join(asked_for).split()):
        return False
    return any(
        part(other) != part(at)
        and len(unsupported(" ".join(asked_for), part(other))) < len(" ".join(asked_for).split())
        for other in others
    )


def _in_turn(asked: str, sentence: str) -> int:
    """1 where a sentence has the one of several that a question counts ("the last victim"), -1 where it has only another one of
    them: the first round is not the second; 0 where the question counts none or the sentence has none of them."""
    said = {(m[1].lower(), stem(m[2])) for m in _IN_TURN.finditer(sentence)}
    found = 0
    for match in _IN_TURN.finditer(asked):
        which = {turn for turn, of in said if of == stem(match[2])}
        if which and match[1].lower() not in which:
            return -1
        found = 1 if which else found
    return found


def _is_other(asked: str, event: Set[str], said: Set[str]) -> bool:
    """Whether news has few words for the event, and a sentence with the stems `said` none of them: "was sacked" is not "died"."""
    known = {word for word in verb_of(asked, event) if len(alike({word})) > 1}
    return bool(known) and not alike(known) & said


def verbs_of(asked: str, wanted: Set[str]) -> Set[str]:
    """The stems among which the verb of a question is: its words after the subject, or all of them."""
    match = AUXILIARY.search(asked)
    words = [next(iter(stems([word]))) for word in tokens(match["rest"])] if match else []
    # The subject comes first ("did the city rebuild the mill"): a noun after an article is no verb.
    nouns = {
        next(iter(stems([noun])))
        for noun in re.findall(r"(?i)\b(?:the|a|an|his|her|its|their)\s+(?:[\w’'-]+\s+of\s+the\s+)?([\w’'-]+)", asked)
    }
    return ({word for word in words if word in wanted} - nouns) or wanted


def verb_of(asked: str, event: Set[str]) -> set[str]:
    """The stem of the verb of a question for a day, as far as its words tell: the first one of the `event` behind the auxiliary."""
    match = AUXILIARY.search(asked)
    verbs = verbs_of(asked, event)
    words = [stem(word) for word in tokens(match["rest"])] if match else []
    return set(next(([word] for word in words if word in verbs), []))

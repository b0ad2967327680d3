"""Sentences that tell what a question takes to have happened only as planned, wanted, possible or denied: "When was the licence
renewed?", "it is to be renewed in May"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from qa import verb
from qa.question import Question
from qa.rephrase import alike
from qa.span import Span
from qa.words import AUXILIARY, content_words, names, stem, stems_of

# Log-odds that a span loses whose sentence tells it so, set by hand on development questions: of 16 best spans that did, one
# was right.
_UNREAL: Final = 2.0

_WANTS: Final = (
    r"(?:threaten|offer|want|ask|hope|plan|refus|promis|vow|expect|demand|propos|declin|intend|pledg|urg|seek|sought|tr(?:y|ied)|fail|need|schedul|forbid|forbade)(?!s?ion)\w*"
    r"|due|likely|unlikely|unwilling|willing|meant|supposed|plans?|proposals?|offers?|attempts?|threats?|refusal|intention|call|calls|bid|wish"
)
_ADVERB: Final = r"(?: (?:not|also|still|then|only|even|soon|now|never|\w+ly))?"
_TOLD_AS: Final = re.compile(
    r"\b(?:(?:will|would|may|might|should|must|shall|could (?=be\b|have\b))(?:n[’']t)?" + _ADVERB + r" ?(?:be |have been |have )?"
    r"|(?:is|are|was|were)" + _ADVERB + r" to (?:be |have )?|(?:has|have) (?:yet )?to (?:be )?"
    rf"|(?:{_WANTS})(?: \w+){{0,2}}? to (?:be |have )?"
    r"|den(?:ied|ies|y|ying)(?: that)?(?: [\w’'-]+){0,4}? (?:had |has |was |were |having )(?:been )?)"
    r"(?P<verb>[a-z]+)\b(?: (?:(?:its|his|her|their|the|an?) )?(?P<object>[a-z]+))?",
    re.IGNORECASE,
)  # fmt: skip
# A question that itself asks for a plan, a wish or a denial takes nothing to have happened.
_ASKS_FOR_PLANS: Final = re.compile(
    r"\b(?:will|would|may|might|could|should|must|can|shall|not|never|\w+n[’']t|(?:is|are|was|were) .*\bto [a-z]+|going to|ha(?:s|ve|d) to|to be|(?:"
    + _WANTS.replace("plans?|", "")
    + r"|plan\w*|agree\w*|allow\w*|order\w*|recommend\w*|suggest\w*|announc\w*|reveal\w*|den(?:y|ied|ies))|call\w* for)\b",
    re.IGNORECASE,
)
_ASKS_OF_PAST: Final = re.compile(
    r"\b(?:did|was|were|had|has|have)\b|^(?:and |but |so )?(?:who|(?:which|what) [\w’'-]+(?: [\w’'-]+)?) (?P<done>[a-z]+) ",
    re.IGNORECASE,
)
# Verbs that say little without their objects: "has to give its approval".
_LIGHT: Final = frozenset("be have do go come get make take give say blame see find put know let keep".split())


def weighed(question: Question, span: Span) -> Span:
    """The span, with less of a score (0..1) where its sentence tells what the question takes to have happened otherwise."""
    a, b = (at - span.passage.start for at in span.sentence)
    unreal = is_unreal(question.text, span.passage.text[a:b])
    return span.less(_UNREAL, "[1] tells of it only as planned, wanted, possible or denied.") if unreal else span


def is_unreal(question: str, sentence: str) -> bool:
    """Whether a sentence has a verb of the question, which takes it to have been done, and only behind words for a plan, a wish,
    a possibility or a denial."""
    asked = _asked(question)
    if not asked:
        return False
    places, found = set[int](), set[str]()
    for match in _TOLD_AS.finditer(sentence):
        part = "object" if match["verb"].lower() in _LIGHT else "verb"
        if match[part] and (forms := _forms(match[part].lower())) & asked:
            places.add(match.start(part))
            found |= forms
    others = (w for w in re.finditer(r"[^\W\d_]+", sentence) if w.start() not in places)
    same = alike(found)
    return bool(places) and not any(same & _forms(word.group().lower()) for word in others)


@lru_cache(maxsize=64)
def _asked(question: str) -> frozenset[str]:
    """The stems of a question's words, and of others for the same event, those of names left out, where it takes something to
    have happened; none elsewhere."""
    past = _ASKS_OF_PAST.search(question)
    if _ASKS_FOR_PLANS.search(question) or past is None or (past["done"] and not verb.is_past(past["done"].lower())):
        return frozenset()
    words = (word.lower() for word in content_words(question) if not re.fullmatch(AUXILIARY, word))
    found = alike(set().union(*map(_forms, words)))
    found |= {"buy", "purchas"} if "pay" in found else set()
    return frozenset(found) - stems_of(" ".join(names(question))) - {stem(word) for word in _LIGHT}


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    """The stems of a word and of the verb of which it is the past or the participle."""
    plain = (verb.plain(word) if verb.is_past(word) else "", verb.plain_of_participle(word))
    return frozenset(stem(form) for form in (word, *plain) if form)

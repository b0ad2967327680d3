"""Whether the passage of a span has a word for the kind that a question names: "in which prison", "which violinist", "the name
of the driver", "which Olympic medal"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qa.nouns import singular
from qa.office import words_for
from qa.question import Question
from qa.rephrase import alike
from qa.span import Span
from qa.support import unsupported
from qa.words import AUXILIARY, stem, stems, stems_of

# Log-odds that a span loses, set by hand on development questions, where nothing tells that it is of the kind: of eight best
# spans for the name of somebody of some kind none was right, nor of ten things, and of 13 persons three.
_NOT_SO_NAMED: Final = 3.0
_NO_SUCH_THING: Final = 2.0
_NO_SUCH_PERSON: Final = 1.0
# And where only another sentence of the passage has a word for the thing.
_NOT_THERE: Final = 1.0

_NAME_OF: Final = re.compile(
    r"^(?:and |but |so )?(?:what (?:is|was|are|were) )?(?:the )?(?:full )?names? of (?:the |an? )?(?P<kind>[^?,]+?)(?=\??$|,"
    r"| (?:who|whom|whose|that|which|when|where|in|on|at|of|for|from|by|with|about)\b)",
    re.IGNORECASE,
)
_NO_KIND: Final = rf"(?:{AUXILIARY}|of|in|on|at|to|for|by|from|with|the|an?|his|her|its|their|and|or)\b"
_WHICH: Final = re.compile(
    rf"^(?:and |but |so )?(?:(?:in|at|on|from|to|by|with|for|of|into|under|near|against) )?(?:which|what) (?P<kind>(?:(?!{_NO_KIND})[\w’'-]+ ){{1,4}}?)"
    rf"(?={_NO_KIND}|that\b|who\b|[a-z]+(?:ed|s)\b)",
    re.IGNORECASE,
)
# Of whom news gives the name without a word for them.
_ANYBODY: Final = frozenset("person people man woman boy girl child one".split())
# What news does not name without saying what it is, or else the name says it.
_THINGS: Final = frozenset(
    "school hospital university college prison jail court museum church hotel river bridge medal stadium theatre ship vessel book sonata opera"
    " song film drug vaccine disease illness instrument language dish colour color weapon munition regiment".split()
)
# And what goes by a name that may not say it.
_NAMED: Final = frozenset("newspaper magazine airline company firm bank club band".split())
# Of which a name says whose it is: "Olympic medal".
_PRIZES: Final = frozenset("medal title record prize award cup crown championship trophy".split())
_MAIDEN: Final = frozenset("maiden née nee born surname until family".split())
_NO_PLACE: Final = re.compile(
    r"\b(?:to|in|into|at|from|of) (?:prison|jail|school|hospital|court|church|university|college)\b(?! of\b)"
)
_SHIPS: Final = "ship vessel boat ferry freighter tanker trawler steamer liner yacht cruiser frigate destroyer submarine barge tug schooner coaster"
_OTHER_WORDS: Final = {
    "prison": "jail cell penitentiary", "jail": "prison cell penitentiary", "medal": "gold silver bronze", "ship": _SHIPS, "vessel": _SHIPS,
    "university": "college", "college": "university school", "school": "college academy", "disease": "illness fever virus infection", "illness": "disease fever virus",
    "film": "movie documentary", "church": "cathedral chapel", "bridge": "viaduct", "colour": "color", "color": "colour", "weapon": "gun rifle knife pistol arms bomb missile",
    "book": "novel memoir volume", "drug": "medicine pill heroin cocaine opium", "dish": "meal soup", "theatre": "theater playhouse", "court": "judge tribunal",
    "hospital": "clinic ward", "hotel": "inn", "song": "hymn anthem sang sung", "munition": "bomb shell missile weapon ammunition mine grenade",
}  # fmt: skip
_PERSON: Final = re.compile(r"[a-z]{3,}(?:ist|ian|er|or|man|woman|ess)")
_NO_PERSON: Final = frozenset(
    "leader member number paper newspaper letter matter order river factor error answer offer manner power chapter quarter"
    " corner border other former disaster computer tower tour year car color colour door floor honor weather winter summer"
    " carrier cluster minor major chamber poster banner container barrier bunker tanker trailer cover tender supper dinner"
    " thriller sector reactor tractor motor mirror terror horror sponsor author writer politician woman man human process"
    " address success mess princess press dress loss less".split()
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind by its noun in the singular, the stems of words that tell of it, a name that says which ("Olympic"), and whether the name
    of one is asked for in so many words."""

    noun: str
    words: frozenset[str]
    of: str
    name: bool


def weighed(question: Question, span: Span, title: str) -> Span:
    """The span, with less of a score (0..1) where the question names a kind and nothing tells that the span is of it. `title` is
    that of its article."""
    kind = None if span.is_sentence else _asked(question.text)
    if kind is None:
        return span
    a, b = (at - span.passage.start for at in span.sentence)
    sentence = span.passage.text[a:b]
    in_sentence = bool(kind.words & _told(sentence))
    near = in_sentence or bool(kind.words & _told(f"{title} {span.passage.text}"))
    loss = 0.0
    if kind.name:
        loss = 0.0 if in_sentence else _NOT_SO_NAMED
    elif kind.of and unsupported(kind.of, sentence):
        loss = _NO_SUCH_THING
    elif kind.noun in _NAMED:
        loss = 0.0 if near or re.search(r"[A-Z]", span.text) else _NO_SUCH_THING
    elif kind.noun in _THINGS:
        loss = 0.0 if in_sentence else _NOT_THERE if near else _NO_SUCH_THING
    elif not near and _is_person(kind.noun):
        loss = _NO_SUCH_PERSON
    return span.less(loss) if loss else span


def _told(text: str) -> frozenset[str]:
    """The stems of a text's words, but for what names no place ("sent to prison")."""
    return stems_of(_NO_PLACE.sub(" ", text))


def _is_person(noun: str) -> bool:
    return noun not in _NO_PERSON and _PERSON.fullmatch(noun) is not None


@lru_cache(maxsize=64)
def _asked(question: str) -> _Kind | None:
    """The kind that a question names; None where it names none of which news tells, or a person may be of any."""
    if re.search(r"\bmaiden name\b", question, re.IGNORECASE):
        return _Kind("name", frozenset(stems(_MAIDEN)), "", True)
    named = _NAME_OF.match(question)
    match = named or _WHICH.match(question)
    words = match["kind"].split() if match else []
    if not words or not words[-1].islower():
        return None
    noun = singular(words[-1].lower())
    of = next((word for word in words[:-1] if word[:1].isupper()), "") if noun in _PRIZES else ""
    if noun in _ANYBODY or not (named or of or noun in _THINGS | _NAMED or _is_person(noun)):
        return None
    own = {stem(noun), stem(words[-1])}
    told = (own if noun in _THINGS else alike(own)) | words_for(noun) | stems(_OTHER_WORDS.get(noun, "").split())
    return _Kind(noun, frozenset(told), of, named is not None)

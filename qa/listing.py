"""The spans that a list is made of: every distinct one that a passage supports, and of places their names alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Final

from index.store import Store
from index.timeword import SMALL
from qa.compose import brief
from qa.coordination import items as coordinated
from qa.coordination import whole
from qa.nouns import singular
from qa.question import Question
from qa.rephrase import alike
from qa.span import Span
from qa.verb import is_past
from qa.words import STOP_WORDS, content_words, names, stem, stems, stems_of, tokens

# A list has the short answers with at least this share of the best one's score, and one of places down to the lower share,
# and score, those whose sentence has a word for what is asked of them.
_LISTED: Final = 0.5
_LISTED_NAMED: Final = 0.08
_LEAST: Final = 0.02
_LEAST_SHARE: Final = 0.3
_MOST: Final = 12
_FAR: Final = 8  # words between a place and what happened to it
# An acronym that stands for no country.
# "Vik province and, in the north, Lund", "Vik province, an old town, and in Lund".
_JOINED: Final = re.compile(
    r"(?:,? (?:and|or)) (?:(?:in|at|near|around|also) )*(?:the )?(?:(?:southern|northern|eastern|western|central) )?$"
)
_ACRONYM: Final = re.compile(r"(?:the )?(?!U\.?[SK]|UAE|EU)[A-Z]{2,}")
# Log-odds that a span gains which joins as many things as are asked for.
_SO_MANY_JOINED: Final = 1.0
_LITTLE: Final = 1e-6
# A thing beside another belongs to the answer where the reader gives it this share of the other's probability.
_BESIDE: Final = 0.1
_LOOKED_AT: Final = 30  # passages with a name, for what it stands for
_MOST_BESIDE: Final = 2  # words of a span beside the names in it

_PLACES: Final = r"cit(?:y|ies)|towns?|villages?|countr(?:y|ies)|nations?|provinces?|provincial capitals?|capitals"
_ASKED: Final = re.compile(
    rf"\b(?:which|what|name|list)(?: (?:of )?the)? (?P<kind>(?:[\w’'-]+ ){{0,2}}?(?P<noun>{_PLACES}))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_SO_MANY: Final = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|both|\d+)\b", re.IGNORECASE)
_WANTED: Final = re.compile(
    r"(?:\w+ )?(?:which|what|who|name|list)(?: (?:are|were))?(?: (?:of )?the)? (?P<many>two|three|four|five|six|seven|eight|nine|ten|both)\b",
    re.IGNORECASE,
)
_SIDE: Final = re.compile(
    r"(?:the )?(?:southern|northern|eastern|western|central|north\w+|south\w+|nearby|neighbou?ring) "
)
_NAME: Final = re.compile(r"(?:the )?[A-Z][\w’'.-]*(?: (?:(?:of|the|and the|al) )?[A-Z][\w’'.-]*)*")
# A name that is only a part of what is meant: "Kabul’s airport", "US forces".
_OF_ANOTHER: Final = re.compile(r"[’']s?\b| (?P<noun>[a-z]+)")
_KIND_AFTER: Final = re.compile(rf" (?:\w+ )?(?:{_PLACES}|states|nations)\b", re.IGNORECASE)
_KIND_OF_LIST: Final = re.compile(r"\b(?P<noun>[a-z]+s),? (?:including|such as|like) (?:the )?$")


def listed(question: Question, spans: Sequence[Span], store: Store) -> list[Span]:
    """The spans, best first, that a list is made of: none whose words another one has already."""
    return _as_many(question.text, _items(question, spans, store))


def in_full(question: Question, spans: Sequence[Span]) -> list[Span]:
    """The spans, best first, each with the rest of the coordination that it is a part of, where several things are asked for
    or the reader holds another of those things for the answer, too. As many as are asked for count for more, but the whole is
    answered no surer for it."""
    if question.type not in {"list", "what", "who"} or asks_for_places(question):
        return list(spans)
    wanted = _wanted(question.text)
    most = max((span.score for span in spans), default=0.0)
    out: list[Span] = []
    for span in spans:
        at = span.sentence[0]
        start, end = (at + place for place in whole(_sentence(span), span.start - at, span.end - at))
        full = replace(span, start=start, end=end)
        if span.is_sentence or (question.type != "list" and not any(_is_beside(span, o, full) for o in spans)):
            full = span
        if wanted and len(coordinated(full.text)) == wanted:
            full = replace(full, score=max(full.score, min(most + _LITTLE, full.less(-_SO_MANY_JOINED).score)))
        if not any(full.passage.id == o.passage.id and full.start < o.end and o.start < full.end for o in out):
            out.append(full)
    return sorted(out, key=lambda s: -s.score)


def _is_beside(span: Span, other: Span, full: Span) -> bool:
    """Whether another span of the passage stands in the coordination `full` and is not much less likely."""
    apart = other.passage.id == span.passage.id and (other.end <= span.start or span.end <= other.start)
    return apart and full.start <= other.start and other.end <= full.end and other.share >= _BESIDE * span.share


def _wanted(question: str) -> int:
    """How many things a question asks for ("which two mills"); 0 where it does not say."""
    match = _WANTED.match(question)
    return {"both": 2}.get(match["many"].lower(), SMALL.get(match["many"].lower(), 0)) if match else 0


def _as_many(question: str, items: list[Span]) -> list[Span]:
    """The items, or the first of them where these are as many as the question asks for ("which two mills")."""
    wanted = _wanted(question)
    if not wanted:
        return items
    if joined := [item for item in items if len(coordinated(brief(item.text))) == wanted]:
        return joined[:1]
    named = 0
    for at, item in enumerate(items, 1):
        named += len(coordinated(brief(item.text)))
        if named >= wanted:
            return items[:at]
    return items


def _items(question: Question, spans: Sequence[Span], store: Store) -> list[Span]:
    asked = _ASKED.search(question.text)
    if asked:
        return _places(question, asked, spans, store)
    chosen: list[Span] = []
    known: list[set[str]] = []
    for span in spans:
        if span.is_sentence or span.score < _LISTED * spans[0].score or len(chosen) == _MOST:
            break
        if _is_new(span, known):
            chosen.append(span)
    return chosen


def _places(question: Question, asked: re.Match[str], spans: Sequence[Span], store: Store) -> list[Span]:
    """The places that the spans name: that of the best one, and further ones whose sentences have a word for what is asked."""
    event = _event(asked["rest"])
    kind, so_many = asked["noun"].lower(), _SO_MANY.search(asked["kind"]) is not None
    chosen: list[Span] = []
    known: list[set[str]] = []
    for span in spans:
        if span.is_sentence or len(chosen) == _MOST or span.score < max(_LEAST, _LISTED_NAMED * spans[0].score):
            break
        beside = any(span.sentence == other.sentence and span.passage.id == other.passage.id for other in chosen)
        if beside and not so_many:
            continue  # a list of names is one span, unless a clause stands between them
        told = event & stems_of(_sentence(span))
        if span is not spans[0] and ((event and not told) or (span.share < _LEAST_SHARE and not beside)):
            continue
        if span is not spans[0] and not event and span.score < _LISTED * spans[0].score:
            continue
        for item in _named(question, span, kind, so_many=so_many):
            texts = _texts(item.text, store)
            if _is_other(item.text, kind, texts):
                continue
            if span is not spans[0] and not _listed_as(item, kind):
                far = _distance(item, event)
                if far > _FAR or not (far == 0 or _is_place(item.text, texts)) or _ACRONYM.fullmatch(item.text):
                    continue
            if _is_new(item, known):
                chosen.append(item)
    return chosen


def _is_new(item: Span, known: list[set[str]]) -> bool:
    """Whether no item has the words of this one or only some of them; then they are `known`."""
    words = stems(word for word in tokens(brief(item.text)) if word.lower() not in STOP_WORDS)
    if not words or any(words <= other or other <= words for other in known):
        return False
    known.append(words)
    return True


def _texts(name: str, store: Store) -> str:
    """Passages of the archive that have a name, or the first one of several."""
    one = re.split(r", | and | or ", name)[0]
    found = store.lexical(tokens(one), _LOOKED_AT, every=True)
    return " ".join(p.text for p in store.passages([of for of, _ in found]))


def _is_place(name: str, texts: str) -> bool:
    """Whether somebody is "in" or "near" what a name stands for, or a seat or province is called so."""
    this = re.escape(re.split(r", | and | or ", name)[0].removeprefix("the "))
    return (
        re.search(
            rf"\b(?i:in|near|outside|into|throughout) (?:(?:the|eastern|western|northern|southern|central) )?{this}(?![\w’'-])(?! [A-Z])|\b{this}, the (?:\w+ )?(?:seat|capital)\b|\b{this} province\b",
            texts,
        )
        is not None
    )


def _distance(item: Span, event: Set[str]) -> int:
    """How many words stand between a name and the nearest word for the event, forms of "be" and "have" not counted; 0 only
    right behind it ("seized Ashford")."""
    if not event:
        return 1
    text, first = item.passage.text, item.passage.start
    a, b = item.sentence
    before = _counted(text[a - first : item.start - first])[::-1]
    after = ["", *_counted(text[item.end - first : b - first])]
    return min(
        (n for words in (before, after) for n, word in enumerate(words) if stem(word) in event), default=_FAR + 1
    )


def _counted(text: str) -> list[str]:
    return [
        word
        for word in tokens(text)
        if word.lower() not in {"the", "has", "have", "had", "been", "was", "were", "is", "are", "be"}
    ]


def _listed_as(item: Span, kind: str) -> bool:
    """Whether the item is introduced as one of its kind: "countries, including Chile"."""
    before = _KIND_OF_LIST.search(item.passage.text[: item.start - item.passage.start])
    return before is not None and bool(stems([before["noun"]]) & stems_of(kind))


def _is_other(name: str, kind: str, texts: str) -> bool:
    """Whether the texts show a name for a country where cities are asked for, or the other way round."""
    this = re.escape(name.removeprefix("the "))
    if kind.startswith(("countr", "nation")):
        return (
            re.search(
                rf"\b{this}(?:[’']s (?:\w+ )?airport\b|, (?:[\w’'-]+ ){{1,4}}(?:city|capital)\b|, the seat\b)", texts
            )
            is not None
        )
    return (
        re.search(
            rf"\b{this}(?:[’']s (?:[\w-]+ ){{0,2}}(?:city|capital|president|army|military|borders?|neighbou?rs?|provinces?|prime minister)\b)|\bcapital of {this}\b",
            texts,
        )
        is not None
    )


def asks_for_places(question: Question) -> bool:
    """Whether a question asks which places: what answers it are names."""
    return question.type == "list" and _ASKED.search(question.text) is not None


def _event(rest: str) -> frozenset[str]:
    """The stems of words for what is asked of the places."""
    named = stems_of(" ".join(names(rest)))
    return alike(stems(content_words(rest)) - named)


def _sentence(span: Span) -> str:
    a, b = (at - span.passage.start for at in span.sentence)
    return span.passage.text[a:b]


def _named(question: Question, span: Span, noun: str, *, so_many: bool) -> Iterator[Span]:
    """The span if it is a list of names, else the names in it that stand for places of their own. `so_many`: a number of them
    is asked for."""
    before = span.passage.text[: span.start - span.passage.start]
    other = _KIND_OF_LIST.search(before)
    if other and not stems([other["noun"]]) & stems_of(noun) and re.fullmatch(_PLACES, other["noun"]):
        return
    there = stems(content_words(question.text))
    at = span.start - span.passage.start
    bare = _NAME.sub("", span.text)
    if not re.search(r"\w", re.sub(r"\b(?:and|or|the|both|as well as)\b", "", bare)):
        after = span.passage.text[at + len(span.text) :]
        if not stems_of(span.text) <= there and (noun.startswith("cit") or not _KIND_AFTER.match(after)):
            yield span
        return
    if len(content_words(bare)) > _MOST_BESIDE and not _NAME.match(_SIDE.sub("", span.text, count=1)):
        return
    found = [(match, span.passage.text[at + match.end() :]) for match in _NAME.finditer(span.text)]
    of_kind = [(match, after) for match, after in found if re.match(rf" {singular(noun)}\b", after)]
    # Asked for so many, a list that calls only the first one so goes on: "Vik province and, in the north, Lund".
    several = len(of_kind) == 1 and so_many
    joined = [(m, after) for m, after in found if of_kind and _JOINED.search(span.text, of_kind[0][0].end(), m.start())]
    for match, after in found if several else [*of_kind, *joined] or found:
        name, other = match.group(), _OF_ANOTHER.match(after)
        if other and (match, after) not in of_kind and (several or not of_kind) and not _goes_on(other["noun"] or ""):
            continue
        if name.endswith(("’s", "'s")) or stems(content_words(name)) <= there or name.lower() in STOP_WORDS:
            continue
        yield replace(span, start=span.start + match.start(), end=span.start + match.end())


def _goes_on(word: str) -> bool:
    """Whether a word after a name begins something new, and is no noun that the name belongs to."""
    return word in STOP_WORDS or is_past(word) or word == "near"

"""The course of a figure over the articles that tell it: "How did the death toll change?", "What estimates were given, one after
the other?"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from index.article import Article
from qa import change, compose, measure, single
from qa.answer import Answer
from qa.confidence import probability
from qa.corpus import Corpus
from qa.question import Question
from qa.rival import figure
from qa.span import Span
from qa.support import unsupported
from qa.when import day_of

# Passages that are read for each wording: more than for one answer, as several articles are to be heard.
_READ: Final = 16
# A figure that has this share of the best one's score is told of the same thing, and none below the least.
_NEARLY: Final = 0.25
_LEAST: Final = 0.1
# In an article that gives the figure by name, another counts only from this share.
_SURE: Final = 0.5
# And none that is so many times as large or as small.
_TIMES: Final = 200.0
_MOST: Final = 8

_HEAD: Final = (
    r"(?:numbers?|amounts?|sizes?|shares?|percentages?|proportions?|totals?|counts?|tolls?|costs?|prices?|sums?|rates?|levels?|estimates?|figures?|margins?|magnitudes?"
    r"|leads?|budgets?|bills?|values?|valuations?|tall(?:y|ies)|forecasts?|offers?|bids?|turnouts?|attendances?|populations?|debts?|deficits?|salar(?:y|ies)|fees?|fines?|loss(?:es)?|profits?|revenues?"
    r"|majorit(?:y|ies)|memberships?|circulation|stakes?)"
)
_QUANTITY: Final = (
    rf"(?!(?:it|they|he|she|the two|both)\b)(?:[\w’'.-]+ ){{0,5}}?{_HEAD}"
    r"(?:(?: (?:of|for|from|in|on|at|to|that|which|who|whose|given|put|named|held|made|owed|paid|asked|the|its|his|her|their)\b| (?-i:[A-Z]))[^?,;]*?)?"
)
_CHANGES: Final = (
    r"(?:changed?|moved?|(?:go|gone) (?:up|down)|r[io]sen?|fall(?:en)?|gr[eo]wn?|drop(?:ped)?|climb(?:ed)?|shr[iu]nk|increased?|decreased?|declined?|evolved?|developed|develop"
    r"|shift(?:ed)?|var(?:y|ied)|swell|swollen|mount(?:ed)?|differ(?:ed)?)"
)
_TIMES_BEHIND: Final = r"(?: (?:between|from|over|during|since|after|before|in|as|by|with|through|throughout|while|until|once|within|across|on|at|along)\b[^?;]*)?"
_CHANGED: Final = re.compile(
    rf"^(?:and |but |so )?(?:by how much|how(?: much)?) (?:did|has|have|had) (?P<what>{_QUANTITY}) {_CHANGES}{_TIMES_BEHIND}$",
    re.IGNORECASE,
)
_IN_TURN: Final = re.compile(
    r",? (?:in turn|one after (?:the other|another)|in succession|successively|over time|as time went on|in the course of time|over the (?:days|weeks|months|years?))$",
    re.IGNORECASE,
)
_WHICH_FIGURES: Final = re.compile(rf"^(?:what|which) (?:[\w’'-]+ ){{0,3}}?{_HEAD}\b", re.IGNORECASE)
_SUCCESSIVE: Final = re.compile(
    rf"^what (?:were|are) (?P<what>the (?:successive|changing|different|various|varying) {_QUANTITY})$", re.IGNORECASE
)
_ORDER_WORD: Final = re.compile(r"^the (?:successive|changing|different|various|varying) ", re.IGNORECASE)
_DEAD: Final = re.compile(
    r"^(?:the )?(?:(?:official|reported|known|total|confirmed|overall) )?(?:(?:death )?toll|(?:number|count) of (?:the )?(?:deaths|dead|people killed|victims|fatalities))"
    r"(?: (?:of|from|in|on|after|at) (?P<where>.+))?$",
    re.IGNORECASE,
)
_NUMBER_OF: Final = re.compile(r"^(?:the )?(?:\w+ )?(?:number|count|total) of (?P<of>.+)$", re.IGNORECASE)
_COST_OF: Final = re.compile(
    r"^(?:the )?(?:\w+ )?(?:costs?|prices?|bills?|estimates?|budgets?|estimated costs?) (?:of|for) (?P<of>.+)$",
    re.IGNORECASE,
)


# Words that name one and the same figure.
_DEAD_HEADS: Final = r"tolls?|dead|deaths|fatalities"
_MONEY_HEADS: Final = r"costs?|prices?|bills?|estimates?|budgets?|sums?"
_SAYS: Final = re.compile(
    r"[^.;:!?\d]{0,60}?\b(?:at|to|of|was|is|were|are|stands?|stood|reached|be|(?P<before>than the|from the|from|not the|not)|as|says|said)"
    r" (?:(?:at least|at most|about|around|nearly|almost|more than|over|some|only|just) )?$"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure as an article tells it: its `value`, its place, the first and the last day that the article may be from, and whether
    the sentence says that the figure held before."""

    value: float
    span: Span
    days: tuple[date, date]
    before: bool = False


def answer(question: Question, corpus: Corpus) -> Answer | None:
    """The values that a figure has had, in the order of their articles' days, each with its citation; None for other questions, and
    where fewer than two are told."""
    asks = asked(question.text)
    if not asks:
        return None
    found: dict[tuple[int, int, int], Span] = {}
    articles: dict[str, Article] = {}
    for text in asks:
        spans, of = single.spans_of(replace(question.part(text), type="number"), corpus, _READ)
        articles |= of
        for span in spans:
            key = (span.passage.id, span.start, span.end)
            if key not in found or found[key].score < span.score:
                found[key] = span
    spans = sorted(found.values(), key=lambda s: -s.score)
    told = _told(question.text, spans, articles)
    if not told or probability(spans[0].score) < corpus.settings.threshold:
        return None
    return _answer(question, told, articles, probability(spans[0].score))


@lru_cache(maxsize=64)
def asked(text: str) -> tuple[str, ...]:
    """The questions for the figure whose course a question asks for, in one wording or two; () for other questions."""
    bare = text.rstrip(" ?.!")
    if match := _CHANGED.match(bare) or _SUCCESSIVE.match(bare):
        what = _ORDER_WORD.sub("the ", match["what"])
        if dead := _DEAD.match(what):
            where = f" in {dead['where']}" if dead["where"] else ""
            return (f"How many people died{where}?", f"What was {what}?")
        if of := _NUMBER_OF.match(what):
            return (f"How many {of['of']}?",)
        if of := _COST_OF.match(what):
            return (f"What was {what}?", f"How much does {of['of']} cost?")
        return (f"What was {what}?",)
    if (turn := _IN_TURN.search(bare)) and _WHICH_FIGURES.match(bare):
        return (f"{bare[: turn.start()]}?",)
    return ()


def _told(asked_for: str, spans: Sequence[Span], articles: Mapping[str, Article]) -> list[_Told]:
    """The best figure of each article that is of the kind of the best of all `spans`, and those that sentences beside it give by
    name, by day; none where they are all the same."""
    kind, first = "", 0.0
    best: dict[str, list[_Told]] = {}
    for span in spans:
        value = None if span.is_sentence else figure(span)
        if value is None or value[0] <= 0 or span.score < max(_LEAST, _NEARLY * spans[0].score):
            continue
        if not first:
            kind, first = _kind(span), value[0]
        of = span.passage.article_id
        if of not in best and _kind(span) == kind and 1 / _TIMES <= value[0] / first <= _TIMES:
            best[of] = _with_ends(value[0], _narrowed(span), articles[of])
    if not best:
        return []
    named: dict[str, list[_Told]] = {}
    for span in {span.passage.id: span for span in spans}.values():
        of = span.passage.article_id
        for one in _by_name(asked_for, span, articles[of]):
            if _kind(one.span) == kind and 1 / _TIMES <= one.value / first <= _TIMES:
                named.setdefault(of, []).append(one)
    for of, ones in named.items():
        held = [one for one in best.get(of, []) if one.span.score >= _SURE * spans[0].score]
        best[of] = [*held, *(one for one in ones if all(one.value != other.value for other in held))]
    told = [one for held in best.values() for one in held]
    ordered = _in_order(told)
    ordered = [one for n, one in enumerate(ordered) if not n or one.value != ordered[n - 1].value]
    known = {one.value for one in ordered}
    told = [*ordered, *(one for one in told if one.value not in known)][:_MOST]
    return told if len({one.value for one in told}) > 1 else []


def _with_ends(value: float, span: Span, article: Article) -> list[_Told]:
    """The figure, with the other end of the change that its sentence tells, if it tells one."""
    first = span.sentence[0]
    for was, came, wrong in change.ends(_sentence(span)):
        places = [(first + a, first + b) for a, b in (was, came)]
        if not wrong and any(a < span.end and span.start < b for a, b in places):
            ends = [_narrowed(replace(span, start=a, end=b)) for a, b in places]
            values = [figure(end) for end in ends]
            return [_Told(v[0], end, _days(article)) for v, end in zip(values, ends, strict=True) if v]
    return [_Told(value, span, _days(article))]


def _by_name(asked_for: str, span: Span, article: Article) -> list[_Told]:
    """The figures that sentences of a span's passage give behind a word for what is asked for ("the toll was set at 164"), where its
    article has the names of the question."""
    if unsupported(asked_for, f"{article.title} {day_of(article)} {article.text}"):
        return []
    named = next((head for head in (_DEAD_HEADS, _MONEY_HEADS) if re.search(rf"\b(?:{head})\b", asked_for)), "")
    if not named and (head := re.search(rf"\b{_HEAD}\b", asked_for, re.IGNORECASE)):
        named = f"{head[0].lower().rstrip('s')}s?"
    if not named or named in {"numbers?", "totals?", "counts?", "figures?", "amounts?"}:
        return []
    out = []
    for a, b in span.passage.sentences:
        place = replace(span, start=a, end=b, sentence=(a, b), is_sentence=False)
        for word in re.finditer(rf"\b(?:{named})\b", _sentence(place), re.IGNORECASE):
            number = change.FIGURE.search(_sentence(place), word.end())
            says = _SAYS.match(_sentence(place)[word.end() : number.start()]) if number else None
            if number and says:
                held = replace(place, start=a + number.start(), end=a + number.end())
                if value := figure(held):
                    out.append(_Told(value[0], held, _days(article), says["before"] is not None))
    return out


def _days(article: Article) -> tuple[date, date]:
    return article.published.first_day or date.min, article.published.last_day or date.max


def _in_order(told: Sequence[_Told]) -> list[_Told]:
    """Those whose articles' days are known well enough to put them in order, earliest first."""
    spans_of_days = {one.span.passage.article_id: one.days for one in told}

    def apart(one: _Told) -> bool:
        first, last = one.days
        others = (days for of, days in spans_of_days.items() if of != one.span.passage.article_id)
        return first == last or all(last < days[0] or days[1] < first for days in others)

    return sorted(
        (one for one in told if apart(one)),
        key=lambda t: (t.days, t.span.passage.article_id, not t.before, t.span.start),
    )


def _narrowed(span: Span) -> Span:
    """The span without the words around its first number ("at least 37 people were" is "37")."""
    match = change.FIGURE.search(span.text)
    return replace(span, start=span.start + match.start(), end=span.start + match.end()) if match else span


def _kind(span: Span) -> str:
    """What the figure measures ("money", "distance" …), "share" for percent, "" for a mere number."""
    behind = span.passage.text[span.end - span.passage.start :]
    if re.search(r"%|\bper ?cent\b", span.text) or re.match(r" ?(?:%|per ?cent\b)", behind):
        return "share"
    first, sentence = span.sentence[0], _sentence(span)
    for kind in measure.KINDS:
        if any(first + a < span.end and span.start < first + b for a, b in measure.amounts(kind, sentence)):
            return kind
    return ""


def _sentence(span: Span) -> str:
    a, b = (at - span.passage.start for at in span.sentence)
    return span.passage.text[a:b]


def _answer(question: Question, told: Sequence[_Told], articles: Mapping[str, Article], confidence: float) -> Answer:
    places = list(dict.fromkeys((t.span.passage.article_id, *t.span.sentence) for t in told))
    citations = [
        compose.citation(number, articles[of], start, end) for number, (of, start, end) in enumerate(places, 1)
    ]
    ordered = _in_order(told)
    dated: list[str] = []
    undated: list[str] = []
    for one in told:
        number = places.index((one.span.passage.article_id, *one.span.sentence)) + 1
        day = day_of(articles[one.span.passage.article_id])
        words = f"{compose.brief(one.span.text)}{f' ({day})' if day else ''} [{number}]"
        (dated if one in ordered else undated).append(words)
    said = f"First {dated[0]}, then {', '.join(dated[1:])}" if len(dated) > 1 else "; ".join(dated)
    if undated:
        said = "; ".join(
            filter(None, [said, f"in articles whose place in this order is not known: {', '.join(undated)}"])
        )
    quotes = " ".join(f"{compose.quoted(c.quote)} [{c.number}]" for c in citations)
    notes = [*question.notes, "Each figure with the day of the article that gives it, in that order."]
    notes += compose.date_notes(citations, articles, said=" ".join(notes))
    short = "; ".join(compose.brief(one.span.text) for one in told)
    return Answer(
        question.asked,
        f"{said[:1].upper()}{said[1:]}. {quotes}",
        True,
        confidence,
        tuple(citations),
        tuple(notes),
        short,
    )

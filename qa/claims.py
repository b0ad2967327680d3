"""Questions whether several articles say so: each half looked up in its own source, and both sides shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from index import timex
from qa.answer import Answer
from qa.clauses import Clause, clauses, whole
from qa.compose import abstention, citation, quoted
from qa.confidence import share
from qa.question import Question
from qa.ranking import preferred_days, rank
from qa.rival import whose
from qa.sources import mentions, outlet
from qa.words import content_words, stem, stems, stems_of

if TYPE_CHECKING:
    from index.article import Article, Passage
    from qa.corpus import Corpus

Relation = Literal["agreement", "difference", "claims"]

MOST = 6
"""More halves than this are not looked up."""
LEAST_SUPPORT = 0.22
"""Share of a half's content, words weighed by rarity, that its passage must hold: on development questions halves that
the archive does not tell reach .13 on average, others .45."""
CONFIDENCE = 0.5
"""Words shared with a passage show that it is about the half, and not that it bears it out. A note says so."""

OF_VERDICT = 0.75
"""How often a verdict was right on development questions, nearly."""

_AUXILIARY = r"(?:(?:is|are|was|were|do|does|did|has|have|had|could|would)(?:n[’']t)?|can(?:[’']t)?|will|won[’']t)"
_YES_NO = re.compile(
    rf"^{_AUXILIARY}\b|^(?:after|before|between|considering|regarding|following|given|based on|according to|in|on|since)\b.*,\s*{_AUXILIARY}\b",
    re.IGNORECASE | re.DOTALL,
)
_DIFFERENCE = re.compile(
    r"\b(?:contradict\w*|inconsistent\w*|inconsistency|chang(?:e|es|ed|ing)|differ(?:s|ed|ence|ences)?|disagree\w*"
    r"|conflict(?:s|ing)? with|shift(?:s|ed)?)\b",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(
    r"\b(?:agree(?:s|d|ment)?|consisten(?:t|tly|cy)|align(?:s|ed)?(?: with)?|corroborat\w+|remain(?:s|ed)? (?:the same|unchanged)"
    r"|in line with|accord(?:s|ed)? with)\b",
    re.IGNORECASE,
)
# What stands before the second outlet of "Did the Echo report the fire before the Gazette mentioned the flood?"
_ORDER = re.compile(
    r"\b(?:(?P<either>before or after|after or before)|(?P<before>before|prior to|earlier than)|(?P<after>after|later than))"
    r" (?:the |an? |that )?['‘“\"]?$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_AGREED, _DIFFERED = (
    r"consisten(?:t|cy)|agree(?:ment)?",
    r"inconsisten(?:t|cy)|disagree(?:ment)?|contradict(?:ory|ion)?",
)
_EITHER = re.compile(
    rf"\b(?P<one>{_AGREED}|{_DIFFERED}) or (?:is there |an? )?(?P<other>{_AGREED}|{_DIFFERED})\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:chang|differ|shift)", re.IGNORECASE)
_NO_DIFFERENCE = re.compile(rf"\b(?:no|not|without|any lack of)\W+(?:\w+\W+)?(?:{_DIFFERENCE.pattern})", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE)

_WHAT_THEY_SAY = re.compile(
    r"^(?:what|how) (?:do|does|did|have|has|is|are|was|were)\b.*\b(?:say|says|said|report(?:s|ed)?|write|written|tell|told|claim(?:s|ed)?|cover(?:ed)?"
    r"|describe[ds]?|think|view|disagree|differ|agree)\b|^what\b.*\baccording to\b",
    re.IGNORECASE,
)
# Words of a question about what outlets say that are not about the news.
_NO_TOPIC = re.compile(
    rf"(?:{_DIFFERENCE.pattern}|{_AGREEMENT.pattern}|write|writes|wrote|written|think|views?|both|each other|deny|denies|denied)",
    re.IGNORECASE,
)

_HOW = "The passages that come nearest to each half are shown; whether they bear it out in full is for you to judge."


@dataclass(frozen=True, slots=True)
class Half:
    """One thing that a question has an article say, the passage that comes nearest to it, and the (start, end) of its
    best sentence; `support` is the share (0..1) of the half's content that the passage with its headline holds."""

    clause: Clause
    passage: Passage | None = None
    sentence: tuple[int, int] = (0, 0)
    support: float = 0.0


def answer(question: Question, corpus: Corpus) -> Answer | None:
    """What each source says; None for a question that is not about what two articles say.

    - Every half must be told by its source, else it is an abstention that names the half.
    - "Do they agree?", "Do they contradict each other?": whether one of the passages denies what another says.
    - "Did one report it before the other?": by the days of their articles.
    - Else both sides are shown without a verdict.
    """
    asked = halves(question.text, corpus)
    if len(asked) < 2 or not (_YES_NO.match(question.text) or _WHAT_THEY_SAY.search(question.text)):
        return None
    weigh = corpus.weigher()
    within = corpus.select(question.source, question.after, question.before)
    found = [_look_up(half, corpus, within, weigh) for half in asked]
    passages = [half.passage for half in found if half.passage is not None]
    articles = {p.article_id: corpus.article(p.article_id) for p in passages}
    missing = [half for half in found if half.passage is None or half.support < LEAST_SUPPORT]
    if missing:
        of = " and ".join(sorted({outlet(s) for half in missing for s in half.clause.sources}))
        why = f"Nothing in the archive{f' from {of}' if of else ''} tells this: “{missing[0].clause.text}”."
        return abstention(question, passages, articles, 1 - min(half.support for half in missing), why)
    told = list({(half.sentence, half.passage.article_id): half for half in found if half.passage}.values())
    relation = relation_of(question.text)
    at_odds = _at_odds([_text(half) for half in told])
    by_day = _order(question.text, told, articles, corpus)
    short = by_day or _verdict(question.text, relation, at_odds=bool(at_odds))
    citations, sides = [], []
    for number, half in enumerate(told, 1):
        assert half.passage is not None
        article = articles[half.passage.article_id]
        cited = citation(number, article, *half.sentence)
        citations.append(cited)
        sides.append(f"{whose(article, cited.quote)}: {quoted(cited.quote)} [{number}].")
    said = at_odds or "None of the passages denies what another says."
    basis = "By the days of the articles." if by_day else said if relation != "claims" else ""
    notes = [*question.notes, *([basis] if basis else []), _HOW]
    text = " ".join([*([f"{short}."] if short else []), *sides])
    apart = tuple((c.number,) for c in citations) if len(citations) > 1 else ()
    sure = OF_VERDICT if short and not by_day else CONFIDENCE
    return Answer(question.asked, text, True, sure, tuple(citations), tuple(notes), short, apart)


def _verdict(text: str, relation: Relation, *, at_odds: bool) -> str:
    """Whether the sources agree, or contradict each other: not so and so where their passages are at odds, else so and not
    so. "" where no such thing is asked, for the reader of the two quotes to judge.

    That both halves have a passage which shares their words says too little for a yes: on development questions of
    MultiHop-RAG it was right 50 times out of 106. That none is at odds with another was right for 87 of 110; that nothing
    changed or differs, for 21 of 46, which is why nothing is said of that.
    """
    offered = _EITHER.search(text)  # "consistent or inconsistent"
    words = sorted(offered.group("one", "other"), key=lambda word: not _AGREEMENT.fullmatch(word)) if offered else []
    if words and not _AGREEMENT.fullmatch(words[1]):
        return words[at_odds].capitalize()
    if relation == "claims" or (not at_odds and relation == "difference" and _CHANGE.search(text)):
        return ""
    return "No" if (relation == "agreement") == at_odds else "Yes"


def _order(text: str, told: Sequence[Half], articles: Mapping[str, Article], corpus: Corpus) -> str:
    """Whether the first of two outlets reported before the second did, or after; "" where that is not asked, or where one
    of their articles has no day, or both the same."""
    if len(told) != 2 or not re.match(_AUXILIARY, text, re.IGNORECASE) or _NEGATION.search(text):
        return ""
    named = mentions(text, corpus.store.sources())
    asked = next(filter(None, (_ORDER.search(text[: m.start]) for m in named[1:])), None)
    days = [articles[half.passage.article_id].published.day for half in told if half.passage is not None]
    if asked is None or None in days or days[0] == days[1]:
        return ""
    first = sorted(days, key=str) == days
    if asked["either"]:
        return "Before" if first else "After"
    return "Yes" if first == bool(asked["before"]) else "No"


def halves(text: str, corpus: Corpus) -> list[Clause]:
    """What the question has each article say: a clause for each outlet that it names, or for each day of them."""
    out: list[Clause] = []
    for clause in clauses(text, corpus.store.sources(), corpus.last_day):
        by_outlet: dict[str, set[str]] = {}
        for source in clause.sources:
            by_outlet.setdefault(outlet(source), set()).add(source)
        if clause.own_sources:
            out += [replace(clause, sources=frozenset(of)) for _, of in sorted(by_outlet.items())]
        elif clause.own_days and clause.sources:
            out.append(clause)
    return (out if len(out) > 1 else _by_outlet(text, corpus))[:MOST]


def _by_outlet(text: str, corpus: Corpus) -> list[Clause]:
    """The same asked of each of several outlets that a question names; nothing for one that names fewer, or no topic."""
    every = corpus.store.sources()
    asked = whole(text, every, corpus.last_day)
    topic = " ".join(word for word in content_words(asked.text) if not _NO_TOPIC.fullmatch(word))
    named = list(dict.fromkeys(outlet(s) for m in mentions(text, every) for s in sorted(m.sources)))
    if len(named) < 2 or not topic:
        return []
    return [
        Clause(topic, frozenset(s for s in asked.sources if outlet(s) == name), asked.days, own_sources=True)
        for name in named
    ]


def relation_of(text: str) -> Relation:
    """What is asked about the halves: whether they agree, whether they differ, or whether both are so. That nothing differs
    is asked for as a claim, since a lack of denials does not show it."""
    if _NO_DIFFERENCE.search(text):
        return "claims"
    if _AGREEMENT.search(text):
        return "agreement"
    return "difference" if _DIFFERENCE.search(text) else "claims"


def _look_up(clause: Clause, corpus: Corpus, within: Sequence[str] | None, weigh: Callable[[str], float]) -> Half:
    """The passage of the clause's own source, and of its days where that leaves any, that holds most of it."""
    articles = set(corpus.store.articles_of(clause.sources)) if clause.sources else None
    if within is not None:
        articles = set(within) if articles is None else articles.intersection(within)
    then = preferred_days(corpus, clause)
    if then is not None and (both := then if articles is None else articles & then):
        articles = set(both)
    if articles is not None and not articles:
        return Half(clause)
    asked = {stem(word): weigh(word) for word in content_words(clause.text)}
    best = Half(clause)
    for ranked in rank(corpus, clause.text, 3, article_ids=None if articles is None else sorted(articles)):
        passage = ranked.passage
        title = corpus.article(passage.article_id).title
        support = share(asked, stems_of(f"{title} {passage.text}"))
        if support > best.support:
            texts = [passage.text[a - passage.start : b - passage.start] for a, b in passage.sentences]
            at = max(range(len(texts)), key=lambda n: share(asked, stems_of(texts[n])))
            best = Half(clause, passage, passage.sentences[at], support)
    return best


def _text(half: Half) -> str:
    assert half.passage is not None
    a, b = half.sentence
    return half.passage.text[a - half.passage.start : b - half.passage.start]


def _at_odds(said: Sequence[str]) -> str:
    """How two of the sentences that share most of their words speak against each other, in words; "" where none does."""
    for n, one in enumerate(said):
        for other in said[n + 1 :]:
            a, b = (stems(content_words(_FIGURE.sub(" ", text))) for text in (one, other))
            if len(a & b) < 0.5 * max(1, min(len(a), len(b))):
                continue
            if bool(_NEGATION.search(one)) != bool(_NEGATION.search(other)):
                return "One of the passages denies what another says."
            first, second = _figures(one), _figures(other)
            if first and second and not first & second:
                return "The passages give different figures."
    return ""


def _figures(text: str) -> set[str]:
    """The numbers of a sentence that are no part of a time."""
    times = timex.find(text)
    return {
        m.group().replace(",", "")
        for m in _FIGURE.finditer(text)
        if not any(t.start <= m.start() < t.end for t in times)
    }

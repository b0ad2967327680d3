"""Articles that answer a question otherwise: 40 people in one, 50 in another; and who it is that says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.article import Article
from index.timeword import SMALL, TENS
from qa.answer import Answer
from qa.compose import brief, citation, date_notes, quoted
from qa.question import Question
from qa.sources import outlet
from qa.span import Span
from qa.when import day_of
from qa.words import STOP_WORDS, content_words, names, stem, stems_of, tokens

TYPES = frozenset({"number", "duration", "who"})
"""The types of questions whose short answers can be told apart by their values."""
LEAST_SHARE = 0.8
"""A rival has at least this share of the best answer's score."""
LEAST_ALIKE = 0.5
"""One that is told in nearly the same words has at least this share: it tells of the same for certain."""

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}  # of money: "£3.4m"
_NUMBER = re.compile(
    rf"(?P<currency>[$£€¥])?(?P<digits>\d[\d,]*(?:\.\d+)?)|\b(?P<word>{'|'.join([*SMALL, *TENS])})\b", re.IGNORECASE
)
_SAID = r"(?:said|says|claimed|claims|announced|estimated|estimates|alleged|alleges|insisted|told|stated|reported|admitted|denied)"
# Words are set apart by exactly one space, and few: in capitals without spaces every letter could else begin a word, and
# a sentence of them would be tried in more ways than can be counted.
_WORD = r"[A-Z][\w’'-]*\.?"
_WHO = rf"\b(?:(?:[Tt]he )?{_WORD}(?: {_WORD}){{0,6}}(?: (?:of the|for the|of|the|for)(?: {_WORD}){{1,4}}){{0,2}}|[Tt]he [a-z]+(?: [a-z]+)?)"
_SAYERS = (
    re.compile(rf"(?P<who>{_WHO}) (?:has |have |had )?{_SAID}\b"),
    re.compile(rf"\b{_SAID} (?P<who>{_WHO})(?=[.,;:]|$| on\b| in\b)"),
    re.compile(rf"\b[Aa]ccording to (?P<who>{_WHO})(?=[.,;:]|$)"),
)


def rival(question: Question, spans: Sequence[Span]) -> Span | None:
    """The best span of another article that answers with another value of the same form and unit, and nearly as well as
    the first of `spans`; None where there is none."""
    if question.type not in TYPES or not spans or spans[0].is_sentence:
        return None
    best = spans[0]
    for span in sorted(spans[1:], key=lambda s: -s.score):
        if span.verdict < 0:
            continue  # the reader holds that its passage does not answer
        near = span.score >= LEAST_SHARE * best.score or (span.score >= LEAST_ALIKE * best.score and _alike(best, span))
        if near and span.passage.article_id != best.passage.article_id and _differ(question, best, span):
            return span
    return None


def both(question: Question, spans: Sequence[Span], articles: Mapping[str, Article], confidence: float) -> Answer:
    """An answer with each span as a side of its own: its words, who says so, where and when."""
    citations, sides = [], []
    for number, span in enumerate(spans, 1):
        article = articles[span.passage.article_id]
        cited = citation(number, article, *span.sentence)
        citations.append(cited)
        sides.append(f"{brief(span.text)} ({whose(article, cited.quote)}): {quoted(cited.quote)} [{number}].")
    notes = [*question.notes, "Articles differ on this: each one's answer is shown with its source and date."]
    notes += date_notes(citations, articles, said=" ".join(notes))
    short = "; ".join(brief(span.text) for span in spans)
    text = f"{sides[0][:1].upper()}{sides[0][1:]} {' '.join(sides[1:])}"
    apart = tuple((c.number,) for c in citations)
    return Answer(question.asked, text, True, confidence, tuple(citations), tuple(notes), short, apart)


def whose(article: Article, sentence: str) -> str:
    """In which source and when a sentence is told, and by whom: "Ashford Echo, 3 May 2022, citing Jane Doe"."""
    said = sayer(sentence)
    parts = (outlet(article.source) or article.title, day_of(article), f"citing {said}" if said else "")
    return ", ".join(filter(None, parts))


def sayer(sentence: str) -> str:
    """Whom a sentence has say what it tells ("Jane Doe", "the mayor"); "" for nobody, or a pronoun."""
    flat = " ".join(sentence.split())
    for pattern in _SAYERS:
        for match in pattern.finditer(flat):
            who = match["who"].strip(" .,")
            words = who.split()
            while words and words[0].lower() in STOP_WORDS - {"the"}:
                words = words[1:]
            if words and not (len(words) == 1 and words[0].lower() == "the"):
                who = " ".join(words)
                return f"the{who[3:]}" if who.startswith("The ") and who[4:5].islower() else who
    return ""


def _alike(one: Span, other: Span) -> bool:
    """Whether the sentences of two spans have most of their words in common."""
    a, b = (
        set(tokens(span.passage.text[slice(*(at - span.passage.start for at in span.sentence))].lower()))
        for span in (one, other)
    )
    return len(a & b) >= 0.75 * len(a | b)


def _differ(question: Question, one: Span, other: Span) -> bool:
    if question.type == "who":
        first, second = (stems_of(" ".join(names(span.text))) for span in (one, other))
        return bool(first and second) and not first & second
    a, b = figure(one), figure(other)
    return a is not None and b is not None and a[0] != b[0] and bool(a[1] & b[1])


def figure(span: Span) -> tuple[float, set[str]] | None:
    """The first number of a span, and what is counted: the words after it, in the span or right behind it."""
    match = _NUMBER.search(span.text)
    if match is None:
        return None
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    else:
        word = match["word"].lower()
        value = float(SMALL[word] if word in SMALL else TENS[word])
    end = span.sentence[1] - span.passage.start
    after = tokens(span.passage.text[span.start - span.passage.start + match.end() : end])
    scales = _SCALES | (_SHORT_SCALES if match["currency"] else {})
    while after and after[0].lower() in scales:
        value *= scales[after[0].lower()]
        after = after[1:]
    percent = re.match(r"\s*%", span.text[match.end() :])
    currency = match["currency"] or ("$" if after and re.match(r"(?i)dollars?$", after[0]) else "")
    if currency or percent:
        return value, {currency or "percent"}
    counted = content_words(" ".join(after[:4]))[:2]
    return value, {stem(word) for word in counted}

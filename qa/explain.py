"""Answers in whole sentences, to why and how: which sentences belong to the one that was found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.article import Passage
from index.sentences import begins_between
from qa.opposite import contradicts
from qa.span import Span
from qa.words import content_words, stems

if TYPE_CHECKING:
    from index.article import Article
    from index.store import Store
    from qa.question import Question

# A further sentence joins an answer when its score is at least this share of the best one's.
_ALSO = {"list": 0.75, "why": 0.9, "how": 0.9, "what": 0.95}
_MAX_SENTENCES = 4
# How a sentence begins that leans on the one before it.
_LEANS = re.compile(
    r"\W*(?:it|its|he|his|she|her|they|their|this|that|these|those|such|there|so|thus|hence|therefore|thereby|then|because"
    r"|but|and|yet|however|moreover|also|instead|meanwhile|nevertheless|consequently|otherwise|as a result|for (?:that|this)"
    r"|the reason|one reason|another reason|in (?:addition|turn|response|fact)|after that|both|one of (?:them|these|the))\b",
    re.IGNORECASE,
)
# And what of it points back: "halted the trial to look into these cases".
_POINTS_BACK = re.compile(
    r"\b(?:because of|to look into|after|over|into|despite|following|owing to|due to|as a result of|in view of|in response to|blamed|blames|for|by) (?:this|that|these|those|such)(?! (?:year|month|week|day|time|morning|evening|night)s?\b)",
    re.IGNORECASE,
)
_GIVES_REASON = re.compile(
    r"\b(?:because|so that|in order to|due to|owing to|thanks to|in response to|on the grounds|the reason|for fear|to (?:avoid|prevent|protect|help|ensure|make sure))\b",
    re.IGNORECASE,
)


def together(question: Question, spans: Sequence[Span], articles: Mapping[str, Article], store: Store) -> list[Span]:
    """The best span and the further sentences that belong to the answer, best first. `articles` has those of the spans."""
    share = _ALSO.get(question.type)
    if share is None or not spans[0].is_sentence:
        return [spans[0]]
    best = spans[0]
    if question.type in {"why", "how"}:
        best = explained(question, _with_neighbours(best, articles[best.passage.article_id], store))
    chosen = [best]
    for span in spans[1:]:
        if len(chosen) == _MAX_SENTENCES or span.score < share * best.score:
            break
        apart = all(_words(span) != _words(other) and not _overlap(span, other) for other in chosen)
        if apart:
            chosen.append(span)
    return chosen


def denies(question: Question, answering: Sequence[Span]) -> str:
    """What the sentences of the answer that stand in the best one's passage say against what the question takes for granted, in
    words for a note in which they are "[1]"; "" where they say nothing against it."""
    best = answering[0].passage
    said = " ".join(_said(span) for span in answering if span.passage.id == best.id)
    if question.type != "yes-no" and contradicts(question.text, said):
        return "[1] says the opposite of what the question takes for granted."
    return ""


def explained(question: Question, span: Span) -> Span:
    """The span with the sentences around its own as its sentence, as far as they belong to it: news tells a reason before
    or after what it explains, a manner only after. They do if they share a content word with it or with the question, or
    if the later of the two leans on the earlier one by its first word."""
    sentences = span.passage.sentences
    at = first = last = sentences.index(span.sentence)
    texts = [span.passage.text[a - span.passage.start : b - span.passage.start] for a, b in sentences]
    about = stems(content_words(question.text)) | stems(content_words(texts[at]))
    # A sentence that gives the reason itself needs none before it.
    lacks_reason = question.type == "why" and not _GIVES_REASON.search(texts[at])
    if at > 0 and (
        _LEANS.match(texts[at])
        or _POINTS_BACK.search(texts[at])
        or (lacks_reason and about & stems(content_words(texts[at - 1])))
    ):
        first = at - 1
    if at + 1 < len(texts) and (_LEANS.match(texts[at + 1]) or about & stems(content_words(texts[at + 1]))):
        last = at + 1
    return replace(span, sentence=(sentences[first][0], sentences[last][1]))


def _with_neighbours(span: Span, article: Article, store: Store) -> Span:
    """The span in a passage of its sentence and the one before and after, which may stand in other passages; none beyond
    boilerplate."""
    sentences = store.sentences_of(article.id)
    if span.sentence not in sentences:
        return span
    at = sentences.index(span.sentence)
    skips = tuple(sorted(article.skipped))
    first, last = max(0, at - 1), min(len(sentences) - 1, at + 1)
    first += first < at and begins_between(skips, sentences[first][1], sentences[at][0])
    last -= last > at and begins_between(skips, sentences[at][1], sentences[last][0])
    start, end = sentences[first][0], sentences[last][1]
    wide = Passage(span.passage.id, article.id, start, end, article.text[start:end], tuple(sentences[first : last + 1]))
    return replace(span, passage=wide)


def _overlap(span: Span, other: Span) -> bool:
    same = span.passage.article_id == other.passage.article_id
    return same and span.sentence[0] < other.sentence[1] and other.sentence[0] < span.sentence[1]


def _words(span: Span) -> str:
    return " ".join(_said(span).lower().split())


def _said(span: Span) -> str:
    a, b = span.sentence
    return span.passage.text[a - span.passage.start : b - span.passage.start]

"""One plain question: its passages are retrieved, read and dated, and the answer composed, or none given."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from index.article import Article, Passage, TimeExpression
from qa import (
    another,
    apposed,
    attime,
    change,
    closed,
    compose,
    corrected,
    enumeration,
    exchange,
    explain,
    kind,
    latest,
    listing,
    llm,
    meant,
    moment,
    office,
    ofwhat,
    parallel,
    period,
    rival,
    roles,
    section,
    speaker,
    toll,
    topic,
    trade,
    unreal,
    when,
    within,
    wording,
)
from qa.answer import Answer
from qa.combine import Dated
from qa.confidence import FEATURES, asked_words, confidence, features, probability, probability_beside, repeats, share
from qa.corpus import Corpus
from qa.counted import with_counted
from qa.fitting import fitted, placed
from qa.question import Question
from qa.reader.data import headed
from qa.rephrase import event_question
from qa.retrieve import Evidence, retrieve
from qa.span import Span
from qa.spelling import cased, is_english
from qa.when import When, day_of
from qa.words import stems_of, subject_words

log = logging.getLogger(__name__)

# Log-odds that a span gains whose sentence answered the part before, where this one names nothing of its own.
_TOLD = 1.0
# And loses whose sentence answered the same of another and does not name whom this one is about.
_TAKEN = 2.0
# And gains which is told of the one that the question names, in a row of several.
_IN_A_ROW = 1.0
# Reading is most of an answer's time: passages are read best first, a few being weighed while the next are read, until one settles
# the question with at least this score.
_AT_A_TIME = 2
# Where nothing tells when, so many passages are asked whether the event came about.
_LIKELY = 4
_SETTLED = 0.35
# A manner is told in whole sentences, of which the first is seldom the best, and news gives many days, of which few are the event's.
_SETTLED_LATER = 0.5
# Asked when, so many times the passages that are read are looked through for dated sentences.
_LOOKED_THROUGH = 3
# Of the candidates for a day, those are weighed that have this share of the best one's score, and none that has less than that
# of a sentence without a day.
_NEARLY = 0.8
_BESIDE_UNDATED = 0.4
# Asked for days in the plural, each is answered that has this share of the best one's score, and log-odds above this.
_OF_SEVERAL = 0.25
_HARDLY = -1.0
_SEVERAL_DAYS = re.compile(
    r"\b(?:which|what) (?:(?:two|three|four|five|six) )?(?:years|months|days|dates|weekdays|nights|evenings|weekends)\b",
    re.IGNORECASE,
)
# A day that a sentence gives is answered from this share of the least confidence: of development questions' days that have less of it than others need
# as many were right as wrong above this, and hardly any below.
_LEAST_FOR_DAYS = 0.65
_SHORT_ITEM = 6  # words
# A sentence that gives no time dates an event by its article's day only with log-odds above this.
_CAME_ABOUT = -0.5


def answer(question: Question, corpus: Corpus) -> Dated:
    """The answer to one question, with the days it is about if it was asked when."""
    if corpus.llm is None and (told := topic.answer(question, corpus)):
        return Dated(told)
    why = _nothing_asked(question, corpus) if question.period is None else ""
    if not why or _in_english(question):
        found = within.answer(question, corpus, lambda asked: answer_plain(asked, corpus))
        if found.answer.answered or not why:
            return found
    return Dated(compose.abstention(question, (), {}, 1.0, why))


def _nothing_asked(question: Question, corpus: Corpus) -> str:
    """Why there is nothing to look for: no word of the question says what it is about, or none is in the archive; "" where
    there is."""
    words = subject_words(question.text)
    if not words:
        return "The question has no word that says what it is about."
    if corpus.size and not corpus.lexical(words, 1, None):
        return "No word of the question is in the archive."
    return ""


def _in_english(question: Question) -> bool:
    """Whether a question has common words that say what it is about: an archive that lacks them may tell it in others."""
    return any(is_english(word.lower()) for word in subject_words(question.text))


def answer_plain(question: Question, corpus: Corpus) -> Dated:
    """Like `answer`, with the time that the question names as `question.period` or not at all."""
    asked_for = period.asked_for(question.text, corpus.last_day) if question.type != "when" else None
    asked_for = question.period or asked_for
    most = corpus.settings.read_k * (2 if listing.asks_for_places(question) else 1)
    if question.type == "when":
        found = retrieve(corpus, question, _LOOKED_THROUGH * most, asked_for)
        known = cache(lambda of: _times(corpus, corpus.article(of)))
        evidence = moment.promising(question, found, most, known, corpus.weigher())
    else:
        evidence = retrieve(corpus, question, most, asked_for)
    evidence = [replace(e, passage=kept) for e in evidence for kept in _without(e.passage, question.left_out)]
    if question.period is not None:
        evidence = within.told_in(evidence, question.period, corpus)
    articles = {a: corpus.article(a) for a in dict.fromkeys(e.passage.article_id for e in evidence)}
    if not evidence:
        why = "No article fits the source and days asked for." if _filtered(question) else "The archive is empty."
        if question.period is not None and corpus.store.count()[0]:
            why = "Nothing in it about this is from that time."
        return Dated(compose.abstention(question, (), {}, 1.0, why))
    question = replace(question, text=cased(question.text, [e.passage.text for e in evidence]))
    if corpus.llm is not None:
        composed = _compose_with_model(question, evidence, articles, corpus)
        if composed is not None:
            return Dated(composed)
    spans, unread = _read_in_turns(question, evidence, articles, corpus)
    spans = latest.weighed(question, spans, articles)
    spans, overruled = corrected.overruled(question, spans, corpus)
    if overruled:
        question = question.noted(overruled)
        articles[spans[0].passage.article_id] = corpus.article(spans[0].passage.article_id)
    spans = wording.compared(question, asked_words(question, corpus.weigher()), spans)
    spans = listing.in_full(question, spans)
    spans, written_out = enumeration.listed(question, spans, articles, corpus.store)
    confidence = probability(spans[0].score) if spans else 0.0
    nearest = [e.passage for e in evidence]
    if confidence < _least(question, corpus):
        return Dated(compose.abstention(question, nearest, articles, 1.0 - confidence))
    confidence = _sure(spans[0].score, spans)
    answering = explain.together(question, spans, articles, corpus.store)
    against = max(spans, key=lambda s: s.held)
    elsewhere = spans[0].verdict > 0 and spans[0].passage.id != against.passage.id
    if against.held <= spans[0].score or elsewhere:
        against = spans[0]
    if why := against.against or explain.denies(question, answering):
        a, b = against.sentence
        first = against.passage
        denies = replace(first, start=a, end=b, text=articles[first.article_id].text[a:b], sentences=((a, b),))
        others = [passage for passage in nearest if passage.id != first.id]
        return Dated(compose.abstention(question, [denies, *others], articles, 0.5, why))
    if question.type == "when":
        return _answer_when(question, spans, nearest, articles, corpus)
    if written_out:
        told = compose.answer_list(question, written_out, articles, confidence)
        # Items that are clauses are too long for a short answer.
        return Dated(
            told if all(len(item.text.split()) <= _SHORT_ITEM for item in written_out) else replace(told, short="")
        )
    if question.type == "list":
        listed = listing.listed(question, spans, corpus.store)
        if len(listed) > 1:
            return Dated(compose.answer_list(question, listed, articles, confidence))
        if listing.asks_for_places(question):
            if not listed or probability(listed[0].score) < corpus.settings.threshold:
                why = "What it says about this names no place of the kind."
                return Dated(compose.abstention(question, nearest, articles, 1.0 - confidence, why))
            spans = [listed[0], *(span for span in spans if span.sentence != listed[0].sentence)]
            answering = explain.together(question, spans, articles, corpus.store)
    if not overruled and (
        other := rival.rival(question, [*spans, *_read_rivals(question, spans, unread, articles, corpus)])
    ):
        return Dated(rival.both(question, [spans[0], other], articles, confidence))
    reply = compose.answer_from_spans(question, answering, articles, confidence, None)
    if closed.is_closed(question):
        judged = closed.judged(question, spans[0], articles[spans[0].passage.article_id], corpus.claims)
        reply = closed.with_verdict(reply, judged)
    return Dated(reply)


def _sure(score: float, spans: Sequence[Span], chosen: Span | None = None) -> float:
    """The confidence (0..1) of an answer with this score, which `chosen` of the spans gives, or the first: others may say else."""
    said = (chosen or spans[0]).text.lower()
    return probability_beside(score, max((span.score for span in spans if span.text.lower() != said), default=0.0))


def _least(question: Question, corpus: Corpus) -> float:
    """The confidence (0..1) from which the question is answered."""
    return corpus.settings.threshold * (_LEAST_FOR_DAYS if question.type == "when" else 1.0)


def _answer_when(
    question: Question, spans: Sequence[Span], nearest: Sequence[Passage], articles: dict[str, Article], corpus: Corpus
) -> Dated:
    """The day that the best of the spans gives; an abstention when none of them gives one."""
    candidates: list[tuple[float, Span, When]] = []
    several = _SEVERAL_DAYS.search(question.text) is not None
    for span in spans[:8]:
        # A sentence that gives no day stands in the way of none that does, unless it tells of the event far better.
        nearly = _OF_SEVERAL if several else _NEARLY
        least = nearly * candidates[0][1].score if candidates else _BESIDE_UNDATED * spans[0].score
        if (probability(span.score) < _least(question, corpus) and not (several and candidates)) or span.score < least:
            break
        of = span.passage.article_id
        found = when.resolve(question, span, articles[of], _times(corpus, articles[of]))
        came_about = span.verdict > _CAME_ABOUT and probability(span.score) >= corpus.settings.threshold
        if found and (found.expression is not None or came_about):
            candidates.append((span.score * found.certainty, span, found))
    if not candidates:
        why = "What it says about this gives no date."
        return Dated(compose.abstention(question, nearest, articles, 1.0 - probability(spans[0].score), why))
    if several and (days := _each_once([(span, found) for _, span, found in candidates])) and len(days) > 1:
        return Dated(compose.answer_days(question, days, articles, _sure(candidates[0][0], spans, candidates[0][1])))
    score, span, found = max(candidates, key=lambda c: c[0])
    return Dated(compose.answer_from_spans(question, [span], articles, _sure(score, spans, span), found), found)


def _each_once(candidates: Sequence[tuple[Span, When]]) -> list[tuple[Span, When]]:
    """The candidates in the order of their days, the best of those that give the same or overlapping days; beside the first only
    those that the reader believes and that do not run on."""
    out: list[tuple[Span, When]] = []
    for span, found in candidates:
        if out and (span.verdict < _HARDLY or found.runs_on):
            continue
        if all(found.last_day < held.first_day or held.last_day < found.first_day for _, held in out):
            out.append((span, found))
    return sorted(out, key=lambda c: c[1].first_day)


def _read_in_turns(
    question: Question, evidence: Sequence[Evidence], articles: dict[str, Article], corpus: Corpus
) -> tuple[list[Span], Sequence[Evidence]]:
    """The spans of the first passages when one of them settles the question, else of all passages, best first; and the
    evidence that was not read."""
    spans: list[Span] = []
    unread = sorted(evidence, key=lambda e: not _holds(e.passage, question.told))
    with corpus.reader.begun(question, *_to_read(question, unread, articles)):
        while unread:
            likely = len(evidence) - len(unread) < _LIKELY
            spans += _read(question, unread[:_AT_A_TIME], articles, corpus, whether=likely)
            spans.sort(key=lambda s: -s.score)
            unread = unread[_AT_A_TIME:]
            if _is_settled(question, spans, articles, corpus):
                break
    return spans, unread


def _to_read(
    question: Question, evidence: Sequence[Evidence], articles: Mapping[str, Article]
) -> tuple[list[Passage], list[str], list[str]]:
    """The passages with their headings and days, as the reader takes them."""
    passages = [e.passage for e in evidence]
    days = [day_of(articles[p.article_id]) for p in passages]
    # Asked when, the reader was trained on passages with the day in front, without a heading.
    if question.type == "when":
        return passages, [""] * len(passages), days
    headings = [headed(articles[p.article_id].title, day) for p, day in zip(passages, days, strict=True)]
    return passages, headings, [""] * len(passages)


def spans_of(question: Question, corpus: Corpus, most: int) -> tuple[list[Span], dict[str, Article]]:
    """All spans of the first `most` passages, best first, and the articles of the passages by id."""
    evidence = retrieve(corpus, question, most, question.period)
    articles = {a: corpus.article(a) for a in dict.fromkeys(e.passage.article_id for e in evidence)}
    question = replace(question, text=cased(question.text, [e.passage.text for e in evidence]))
    return _read(question, evidence, articles, corpus), articles


def _without(passage: Passage, places: Sequence[tuple[str, int, int]]) -> list[Passage]:
    """The passage, or the parts of it before, between and after the sentences at the places, each (article id, start, end)."""
    out: list[list[tuple[int, int]]] = [[]]
    for sentence in passage.sentences:
        if (passage.article_id, *sentence) in places:
            out.append([])
        else:
            out[-1].append(sentence)
    if len(out) == 1:
        return [passage]
    first = passage.start
    return [
        replace(passage, start=a, end=b, text=passage.text[a - first : b - first], sentences=tuple(kept))
        for kept in out
        if kept
        for a, b in [(kept[0][0], kept[-1][1])]
    ]


def _holds(passage: Passage, places: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a passage has one of the places, each (article id, start, end), in it."""
    return any(of == passage.article_id and passage.start <= start and end <= passage.end for of, start, end in places)


def _is_settled(question: Question, spans: Sequence[Span], articles: Mapping[str, Article], corpus: Corpus) -> bool:
    """Whether the best of the spans, or of those that give a day where that is asked for, leaves no need to read on."""
    if question.type == "list" or latest.side(question.text) or _SEVERAL_DAYS.search(question.text):
        return False  # of what is overtaken by later news, the first passage tells nothing for certain
    for span in spans:
        if span.score < (_SETTLED_LATER if question.type in {"how", "when"} else _SETTLED):
            return False
        article = articles[span.passage.article_id]
        if question.type != "when" or when.resolve(question, span, article, _times(corpus, article)):
            return True
    return False


def _read_rivals(
    question: Question,
    spans: Sequence[Span],
    unread: Sequence[Evidence],
    articles: dict[str, Article],
    corpus: Corpus,
) -> list[Span]:
    """The spans of the best of the `unread` passages that hold about as many of the question's words as the one that
    answers it: their articles may answer it otherwise."""
    if question.type not in rival.TYPES or not spans:
        return []
    asked, best = asked_words(question, corpus.weigher()), spans[0].passage

    def held(passage: Passage) -> float:
        return share(asked, stems_of(f"{articles[passage.article_id].title} {passage.text}"))

    least = rival.LEAST_SHARE * held(best)
    likely = [e for e in unread if e.passage.article_id != best.article_id and held(e.passage) >= least]
    return _read(question, likely[:_AT_A_TIME], articles, corpus)


def _read(
    question: Question,
    evidence: Sequence[Evidence],
    articles: dict[str, Article],
    corpus: Corpus,
    *,
    whether: bool = False,
) -> list[Span]:
    """The spans of the passages as `qa.confidence` (and `qa.moment` for "when") scores them, best first. `whether`: see
    `candidates`."""
    absent, unsupported = FEATURES.index("absent"), FEATURES.index("unsupported")

    known, weigh = cache(lambda of: _times(corpus, articles[of])), corpus.weigher()
    sentences = cache(corpus.store.sentences_of)
    scored = []
    for span, values in candidates(question, evidence, articles, corpus, whether=whether):
        span = replace(span, score=confidence(values))
        if question.type == "when":
            article = articles[span.passage.article_id]
            span = replace(span, score=moment.weighed(question, span, article, known(article.id), weigh))
            if told := parallel.told_when(question, span, known(article.id)):
                scored.append(told.less(-_IN_A_ROW))
                continue
        of = articles[span.passage.article_id]
        span = placed(question, span)
        if told := exchange.party(question, span) or parallel.told_of(question, span):
            # That it is told of another holds for what the reader chose, and not for this.
            scored.append(told.less(-_IN_A_ROW))
            continue
        if values[unsupported]:
            span = parallel.of_another(question, span)
        span = roles.weighed(question, span, of.title, lacking=of if values[absent] else None)
        span = apposed.weighed(question, unreal.weighed(question, office.weighed(question, span, of)))
        span = kind.weighed(question, another.weighed(question, span, of.title), of.title)
        span = trade.weighed(question, speaker.weighed(question, span, of))
        if question.type == "who":
            span = meant.named(question, span, of, sentences(of.id))
        if (of.id, *span.sentence) in question.told:
            span = span.less(-_TOLD)
        elif (of.id, *span.sentence) in question.taken:
            span = span.less(_TAKEN)
        span = corrected.put_right(question, toll.counted(question, span), of.title)
        span = attime.of_time(question, span, partial(known, of.id))
        scored.append(change.asked_end(question, ofwhat.weighed(question, span)))
    scored.sort(key=lambda s: -s.score)
    return fitted(question, scored)


def candidates(
    question: Question,
    evidence: Sequence[Evidence],
    articles: Mapping[str, Article],
    corpus: Corpus,
    *,
    whether: bool = True,
) -> list[tuple[Span, list[float]]]:
    """The spans that the reader finds in the passages, without those that only repeat the question, each with its
    `qa.confidence.features`; `articles` has the articles of the passages by id. Where nothing tells when, they are asked
    as well, if `whether`, whether the event came about."""
    passages, headings, days = _to_read(question, evidence, articles)
    found: Sequence[Span] = corpus.reader.read(question, passages, headings, days)
    if asked_when := question.type == "when":
        told = any(span.verdict > 0 for span in found)
        if whether and not told and (event := event_question(question.text)):
            # A sentence that gives no time answers no "when", but it may tell of the event on its article's day.
            closed = replace(question, text=event, type="yes-no")
            none = [""] * len(passages)
            found = [*found, *corpus.reader.read(closed, passages, none, none)]
        found = moment.moments(question, found, cache(lambda of: _times(corpus, articles[of])))
    by_passage = {e.passage.id: e for e in evidence}
    asked = asked_words(question, corpus.weigher())
    return [
        (span, features(question, span, by_passage[span.passage.id], articles[span.passage.article_id], asked))
        for span in found
        if (asked_when and not span.is_sentence) or not repeats(question, span.text)
    ]


def _times(corpus: Corpus, article: Article) -> list[TimeExpression]:
    told = moment.joined(section.reread(article, corpus.time_expressions(article.id)), article.text)
    return with_counted(told, article.text)


def _compose_with_model(
    question: Question, evidence: Sequence[Evidence], articles: dict[str, Article], corpus: Corpus
) -> Answer | None:
    """The configured model's answer or abstention, or None (logged) when it gave none that could be checked."""
    assert corpus.llm is not None
    passages = [e.passage for e in evidence]
    try:
        draft = llm.draft(corpus.llm, question.text, passages, articles)
    except llm.LanguageModelError as error:
        log.warning("%s The extractive answer is given instead.", error)
        return None
    if not draft.answered:
        return compose.abstention(question, passages, articles, 0.5, "The configured language model found no answer.")
    return compose.answer_from_draft(question, draft, articles, 0.8)


def _filtered(question: Question) -> bool:
    return question.source is not None or question.after is not None or question.before is not None

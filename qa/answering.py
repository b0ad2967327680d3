"""`ask` and `Chat`: a question to an Answer, through retrieval, reading, dating and composing."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from index.article import Article
from index.errors import UsageError
from qa.answer import Answer

if TYPE_CHECKING:
    from index.article import Passage, TimeExpression
    from qa.about import About
    from qa.combine import Dated
    from qa.corpus import Corpus
    from qa.question import Question
    from qa.retrieve import Evidence
    from qa.span import Span
    from qa.twoevents import TwoEvents
    from qa.when import When

log = logging.getLogger(__name__)

_MAX_PARTS = 8
# The answer from the article of the earlier part is taken at this share of another one's confidence.
_BESIDE = 0.35
_BESIDE_NAMED = 0.9
# Log-odds that a span gains whose sentence answered the part before, where this one names nothing of its own.
_TOLD = 1.0
# And loses whose sentence answered the same of another and does not name whom this one is about.
_TAKEN = 2.0
# What is asked of two things together is told of each where both answers have at least this share of the confidence of one
# answer to the whole.
_EACH = 0.35
# A length of time, and what makes it the distance from an event: "46 years after".
_UNIT_OF_TIME = re.compile(r".*\b(?:days?|weeks?|months?|years?|hours?|decades?|centur(?:y|ies))", re.IGNORECASE)
_FROM_THEN = r",? (?:\w+ )?(?:after|before|later|earlier|since|prior|following|apart|ahead)\b"
# Reading is most of an answer's time: passages are read a few at a time, best first, until one settles the question
# with at least this score; what the likely ones do not settle the others seldom do, and read at once they keep every core busy.
_AT_A_TIME = 2
_LIKELY = 4
# Asked when, so many times the passages that are read are looked through for dated sentences.
_LOOKED_THROUGH = 3
# Of the candidates for a day, those are weighed that have this share of the best one's score, and none that has less than that
# of a sentence without a day.
_NEARLY = 0.8
_BESIDE_UNDATED = 0.4
_SETTLED = 0.27
# A sentence that gives no time dates an event by its article's day only with log-odds above this.
_CAME_ABOUT = -0.5


def ask(
    question: str,
    *,
    corpus: Corpus | None = None,
    history: Sequence[tuple[str, str]] = (),
    source: str | None = None,
    after: date | str | None = None,
    before: date | str | None = None,
) -> Answer:
    """Answers a question from an archive.

    `corpus` defaults to the archive of the seed articles, built on first use. `history` is the conversation so far as
    (question, answer text) pairs, oldest first. `source` keeps only articles whose source or URL contains it; `after`
    and `before` (dates or ISO dates, inclusive) only articles that are, or may be, from those days.

    Raises UsageError for an empty or over-long question and for days that are none; CorpusError for an archive that
    cannot be opened.
    """
    from qa import unknownsource
    from qa.corpus import default_corpus
    from qa.question import understand
    from qa.spelling import respell

    archive = corpus if corpus is not None else default_corpus()
    understood = understand(
        question,
        pairs(history),
        source=source or None,
        after=parse_day(after, "after"),
        before=parse_day(before, "before"),
        spell=lambda word: respell(word, archive.store),
    )
    reply = answer(understood, archive)
    return replace(reply, notes=(*reply.notes, *unknownsource.notes(understood, archive.store)))


class Chat:
    """A conversation with an archive: each question may lean on the ones before."""

    def __init__(self, corpus: Corpus | None = None) -> None:
        self.corpus = corpus
        self.history: list[tuple[str, str]] = []

    def ask(
        self,
        question: str,
        *,
        source: str | None = None,
        after: date | str | None = None,
        before: date | str | None = None,
    ) -> Answer:
        """Like `qa.ask`, in the light of the conversation."""
        reply = ask(question, corpus=self.corpus, history=self.history, source=source, after=after, before=before)
        self.history.append((question, reply.text))
        return reply


def answer(question: Question, corpus: Corpus) -> Answer:
    """Answers an understood question. One that asks about several things is taken apart, and the answers put together."""
    from qa import about, claims, described, distribute, each, roster, several, twoevents

    if corpus.llm is None:
        if found := claims.answer(question, corpus) or described.answer(question, corpus):
            return found
        if (asked := about.about(question.text)) and (found := _answer_about(question, asked, corpus)):
            return found
        if found := roster.answer(question, corpus) or _answer_by_day(question, corpus):
            return found
        if events := twoevents.two_events(question.text):
            return _answer_two_events(question, events, corpus)
        if (then := each.changed(question.text)) and (found := _answer_change(question, then, corpus)):
            return found
        parts = several.parts(question.text)
        if rest := several.left_over(parts[-1]):
            question = _noted(question, f"“{rest}” was not understood as a question of its own: ask it by itself.")
        if len(parts) > 1:
            return _answer_parts(question, parts, corpus)
        two = distribute.of_each(question.text) or distribute.of_each(question.asked)
        if two and (found := _answer_each(question, two, corpus)):
            return found
    return _answer_one(question, corpus).answer


def _answer_each(question: Question, two: Sequence[tuple[str, str]], corpus: Corpus) -> Answer | None:
    """The answers to a question asked of each of two, where both have one of their own; None where the question may be about
    both together: then one sentence tells of both, or one of them has no answer that is nearly as sure."""
    from qa import combine
    from qa.words import stems, tokens

    named = [name for name, _ in two]
    answers = [_answer_one(_part(question, text), corpus).answer for _, text in two]
    if not all(_by_itself(n, answers, named).answered for n in range(len(answers))):
        return None
    if len({(a.short or a.text) for a in answers}) == 1 or len({a.citations[:1] for a in answers}) == 1:
        return None
    whole = _answer_one(question, corpus).answer
    if whole.answered:
        said = stems(tokens(whole.citations[0].quote))
        of_both = all(stems(tokens(name)[-1:]) <= said for name in named)
        least = _EACH if not of_both else 1.0
        if min(a.confidence for a in answers) < least * whole.confidence:
            return None
    return combine.parts(question, answers, named)


def _answer_two_events(question: Question, events: TwoEvents, corpus: Corpus) -> Answer:
    """The time between two events, or their order, by their days; where these are not known, the time that a sentence gives
    in so many words ("46 years after the war")."""
    from qa import combine

    first, second = (_answer_one(_part(question, text), corpus) for text in (events.first, events.second))
    by_days = combine.two_events(question, events, first, second)
    if by_days.answered or events.kind != "between":
        return by_days
    unit = f"How many {events.unit}" if events.unit else "How long"
    for text in (question.text, f"{unit} after {events.names[0]} was {events.names[1]}?"):
        told = _answer_one(_part(question, text), corpus).answer
        quote = told.citations[0].quote if told.answered else ""
        if _UNIT_OF_TIME.fullmatch(told.short) and re.search(re.escape(told.short) + _FROM_THEN, quote, re.IGNORECASE):
            return replace(told, question=question.asked, notes=(*question.notes, *told.notes))
    return by_days


def _answer_change(question: Question, then: Sequence[str], corpus: Corpus) -> Answer | None:
    """How something stood at two times, side by side; None where it is not told of both."""
    from qa import combine, each

    told = [_answer_one(_part(question, text), corpus).answer for text in then]
    apart = len({a.short for a in told}) == len(told)
    return combine.parts(question, told, each.told_apart(then)) if apart and all(a.answered for a in told) else None


def _answer_parts(question: Question, parts: Sequence[str], corpus: Corpus) -> Answer:
    """The answers to the parts of a question, each asked once, in turn: what one leaves open the answer before it fills."""
    from index import timex
    from qa import combine, compose, each, ellipsis, followup
    from qa.words import names

    apart = list({" ".join(part.lower().split()): part for part in reversed(parts)}.values())[::-1]
    if len(apart) > _MAX_PARTS:
        said = f"Only the first {_MAX_PARTS} of its {len(apart)} questions are answered: ask the others by themselves."
        question = _noted(question, said)
    named_apart = each.told_apart(apart)
    answers: list[Answer] = []
    asked = ""
    whole: tuple[str, Answer] | None = None  # the last part that is no short form of another
    for part in apart[:_MAX_PARTS]:
        text = part
        if named_apart:
            pass  # each is a question of its own, whose pronouns stand for what itself names
        elif whole and ellipsis.is_cut_short(part):
            text = ellipsis.in_full(part, whole[0], whole[1].short) or part
        elif pronoun := followup.pronoun(part) or ("it" if asked and followup.of_what_was_asked(part, asked) else ""):
            if answers and answers[-1].answered:
                text = followup.standalone(part, [(asked, answers[-1].text)])
            if text == part:
                question = _noted(question, f"Whom or what “{pronoun}” means in “{part}” is not known.")
                unknown = pronoun == "it" and not answers[-1].answered
                if whole and (unknown or followup.leans_on_person(part)):
                    answers.append(compose.abstention(_part(question, part), (), {}, 0.5))
                    continue
            else:
                question = _noted(question, f"Asked as: {text}")
        of_whole = ellipsis.is_cut_short(part) or not (names(part) or followup.pronoun(part))
        asks = _part(question, text)
        if named_apart:
            asks = replace(asks, taken=_taken(named_apart[len(answers)], answers))
        answers.append(_answer_beside(asks, answers, corpus, of_whole=of_whole and not named_apart))
        asked = text
        whole = (text, answers[-1]) if not ellipsis.is_cut_short(part) else whole
    if named_apart and not any(map(timex.find, named_apart)):
        answers = [_by_itself(n, answers, named_apart) for n in range(len(answers))]
    if len(answers) > 1 and len({(a.short, a.citations[:1]) for a in answers}) == 1 and answers[0].short:
        answers = answers[:1]  # one thing, told of both
    return (
        combine.parts(question, answers, named_apart)
        if len(answers) > 1
        else replace(answers[0], question=question.asked, notes=(*question.notes, *answers[0].notes))
    )


def _taken(name: str, answers: Sequence[Answer]) -> tuple[tuple[str, int, int], ...]:
    """The sentences, as (article id, start, end), that gave the answers and do not have the name of another of whom the same
    is asked: "He is a chemist in Brent" is told of one."""
    cited = [a.citations[0] for a in answers if a.answered]
    return tuple((c.article_id, c.start, c.end) for c in cited if name.split()[-1] not in c.quote)


def _by_itself(n: int, answers: Sequence[Answer], named: Sequence[str]) -> Answer:
    """The answer to the question about what is `named` at `n`; an abstention where its quotes tell of one of the others
    instead. Things are told of in many words, so for them only where the other is answered with the same quote."""
    from qa.compose import NOT_IN_ARCHIVE
    from qa.words import content_words, stems, tokens

    reply = answers[n]
    said = stems(tokens(" ".join(c.quote for c in reply.citations)))
    # Who is called by two names is mostly quoted by the last.
    words = [stems(content_words(name) if name.islower() else name.split()[-1:]) for name in named]
    shared = [m for m, other in enumerate(answers) if m != n and other.citations[:1] == reply.citations[:1]]
    others = shared if named[n].islower() else [m for m in range(len(named)) if m != n]
    elsewhere = not words[n] & said and any(words[m] & said for m in others)
    if not (reply.answered and elsewhere):
        return reply
    return replace(reply, text=NOT_IN_ARCHIVE, answered=False, short="", citations=())


def _answer_beside(question: Question, earlier: Sequence[Answer], corpus: Corpus, *, of_whole: bool) -> Answer:
    """The answer to a part of a question: from the articles that answer the `earlier` parts, if they answer it about as well
    as any, because who asks for several things in one breath mostly asks about one story. `of_whole`: it names nothing of its
    own ("and in which city?"), so that the sentence that answers the earlier part likely answers it."""
    from qa.words import names

    if of_whole:
        places = ((c.article_id, c.start, c.end) for a in earlier[-1:] if a.answered for c in a.citations[:1])
        question = replace(question, told=tuple(places))
    reply = _answer_one(question, corpus).answer
    told = {a.citations[0].article_id for a in earlier if a.answered}
    if not told or (reply.answered and reply.citations[0].article_id in told):
        return reply
    near = _answer_one(replace(question, articles=tuple(sorted(told))), corpus).answer
    # A part that names nobody and nothing ("when was the ruling") leans on the story of the others.
    least = _BESIDE_NAMED if names(question.text) and not of_whole else _BESIDE
    return near if near.answered and near.confidence >= least * reply.confidence * reply.answered else reply


def _noted(question: Question, note: str) -> Question:
    return replace(question, notes=(*question.notes, note))


def _nothing_asked(question: Question, corpus: Corpus) -> str:
    """Why there is nothing to look for: no word of the question says what it is about, or none is in the archive; "" where
    there is."""
    from qa.words import subject_words

    words = subject_words(question.text)
    if not words:
        return "The question has no word that says what it is about."
    if corpus.size and not corpus.lexical(words, 1, None):
        return "No word of the question is in the archive."
    return ""


def _in_english(question: Question) -> bool:
    """Whether a question has common words that say what it is about: an archive that lacks them may tell it in others."""
    from qa.spelling import is_english
    from qa.words import subject_words

    return any(is_english(word.lower()) for word in subject_words(question.text))


def _part(question: Question, text: str) -> Question:
    from qa.forms import plainly
    from qa.grain import grain
    from qa.question import answer_type

    text = plainly(text)
    return replace(question, asked=text, text=text, type=answer_type(text), notes=(), grain=grain(text))


def _answer_by_day(question: Question, corpus: Corpus) -> Answer | None:
    """The answer to "how long ago", and to what happened on a day; None for other questions."""
    from qa import ago, happened

    def dated(text: str) -> Dated:
        return _answer_one(_part(question, text), corpus)

    return ago.answer(question, dated) or happened.answer(question, corpus, dated)


def _answer_one(question: Question, corpus: Corpus) -> Dated:
    """The answer to one question, with the days it is about if it was asked when."""
    from qa import compose, topic, within
    from qa.combine import Dated

    if corpus.llm is None and (told := topic.answer(question, corpus)):
        return Dated(told)
    why = _nothing_asked(question, corpus) if question.period is None else ""
    if not why or _in_english(question):
        found = within.answer(question, corpus, lambda asked: _answer_plain(asked, corpus))
        if found.answer.answered or not why:
            return found
    return Dated(compose.abstention(question, (), {}, 1.0, why))


def _answer_plain(question: Question, corpus: Corpus) -> Dated:
    """Like `_answer_one`, with the time that the question names as `question.period` or not at all."""
    from qa import compose, explain, listing, moment, period, rival, within
    from qa.combine import Dated
    from qa.confidence import probability
    from qa.retrieve import retrieve

    asked_for = period.asked_for(question.text, corpus.last_day) if question.type != "when" else None
    asked_for = question.period or asked_for
    most = corpus.settings.read_k * (2 if listing.asks_for_places(question) else 1)
    if question.type == "when":
        found = retrieve(corpus, question, _LOOKED_THROUGH * most, asked_for)
        known = cache(lambda of: _times(corpus, corpus.article(of)))
        evidence = moment.promising(question, found, most, known, corpus.weigher())
    else:
        evidence = retrieve(corpus, question, most, asked_for)
    if question.period is not None:
        evidence = within.told_in(evidence, question.period, corpus)
    articles = {a: corpus.article(a) for a in dict.fromkeys(e.passage.article_id for e in evidence)}
    if not evidence:
        why = "No article fits the source and days asked for." if _filtered(question) else "The archive is empty."
        if question.period is not None and corpus.store.count()[0]:
            why = "Nothing in it about this is from that time."
        return Dated(compose.abstention(question, (), {}, 1.0, why))
    if corpus.llm is not None:
        composed = _compose_with_model(question, evidence, articles, corpus)
        if composed is not None:
            return Dated(composed)
    spans, unread = _read_in_turns(question, evidence, articles, corpus)
    confidence = probability(spans[0].score) if spans else 0.0
    nearest = [e.passage for e in evidence]
    if confidence < corpus.settings.threshold:
        return Dated(compose.abstention(question, nearest, articles, 1.0 - confidence))
    answering = explain.together(question, spans, articles, corpus.store)
    if explain.denies(question, answering):
        a, b = spans[0].sentence
        first = spans[0].passage
        denies = replace(first, start=a, end=b, text=articles[first.article_id].text[a:b], sentences=((a, b),))
        others = [passage for passage in nearest if passage.id != first.id]
        why = "[1] says the opposite of what the question takes for granted."
        return Dated(compose.abstention(question, [denies, *others], articles, 0.5, why))
    if question.type == "when":
        return _answer_when(question, spans, nearest, articles, corpus)
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
    if other := rival.rival(question, [*spans, *_read_rivals(question, spans, unread, articles, corpus)]):
        return Dated(rival.both(question, [spans[0], other], articles, confidence))
    return Dated(compose.answer_from_spans(question, answering, articles, confidence, None))


def _answer_about(question: Question, asked: About, corpus: Corpus) -> Answer | None:
    """Who wrote or published the article that is nearest to the topic, or when; None if it does not say."""
    from qa import about, compose, period
    from qa.retrieve import retrieve
    from qa.when import how_dated, in_words

    topic = about.topic_of(question, asked)
    evidence = retrieve(corpus, topic, corpus.settings.read_k, period.asked_for(topic.text, corpus.last_day))
    best = evidence[0] if evidence else None
    if best is None or (best.cosine or 0.0) < about.LEAST_COSINE:
        return None
    article = corpus.article(best.passage.article_id)
    day = article.published.day
    said = {"author": article.author, "source": article.source, "published": in_words(day, day) if day else ""}[
        asked.asked
    ]
    if not said:
        return None
    place = about.where_it_says(article, said) or best.passage.sentences[0]
    cited = compose.citation(1, article, *place)
    notes = (*question.notes, f"Of the article “{article.title}”; {how_dated(article)}.")
    return Answer(question.asked, f"{said} [1].", True, min(1.0, 0.3 + (best.cosine or 0.0)), (cited,), notes, said)


def _answer_when(
    question: Question, spans: Sequence[Span], nearest: Sequence[Passage], articles: dict[str, Article], corpus: Corpus
) -> Dated:
    """The day that the best of the spans gives; an abstention when none of them gives one."""
    from qa import compose, when
    from qa.combine import Dated
    from qa.confidence import probability

    candidates: list[tuple[float, Span, When]] = []
    for span in spans[:8]:
        # A sentence that gives no day stands in the way of none that does, unless it tells of the event far better.
        least = _NEARLY * candidates[0][1].score if candidates else _BESIDE_UNDATED * spans[0].score
        if probability(span.score) < corpus.settings.threshold or span.score < least:
            break
        of = span.passage.article_id
        found = when.resolve(question, span, articles[of], _times(corpus, articles[of]))
        if found and (found.expression is not None or span.verdict > _CAME_ABOUT):
            candidates.append((span.score * found.certainty, span, found))
    if not candidates:
        why = "What it says about this gives no date."
        return Dated(compose.abstention(question, nearest, articles, 1.0 - probability(spans[0].score), why))
    score, span, found = max(candidates, key=lambda c: c[0])
    return Dated(compose.answer_from_spans(question, [span], articles, probability(score), found), found)


def _read_in_turns(
    question: Question, evidence: Sequence[Evidence], articles: dict[str, Article], corpus: Corpus
) -> tuple[list[Span], Sequence[Evidence]]:
    """The spans of the first passages when one of them settles the question, else of all passages, best first; and the
    evidence that was not read."""
    spans: list[Span] = []
    unread = sorted(evidence, key=lambda e: not _holds(e.passage, question.told))
    while unread:
        likely = len(evidence) - len(unread) < _LIKELY
        now = _AT_A_TIME if likely else len(unread)
        spans += _read(question, unread[:now], articles, corpus, whether=likely)
        spans.sort(key=lambda s: -s.score)
        unread = unread[now:]
        if _is_settled(question, spans, articles, corpus):
            break
    return spans, unread


def _holds(passage: Passage, places: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a passage has one of the places, each (article id, start, end), in it."""
    return any(of == passage.article_id and passage.start <= start and end <= passage.end for of, start, end in places)


def _is_settled(question: Question, spans: Sequence[Span], articles: Mapping[str, Article], corpus: Corpus) -> bool:
    """Whether the best of the spans, or of those that give a day where that is asked for, leaves no need to read on."""
    from qa import when

    if question.type in {"list", "why", "how"}:
        return False
    for span in spans:
        if span.score < _SETTLED:
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
    from qa import rival
    from qa.confidence import asked_words, share
    from qa.words import stems, tokens

    if question.type not in rival.TYPES or not spans:
        return []
    asked, best = asked_words(question, corpus.weigher()), spans[0].passage

    def held(passage: Passage) -> float:
        return share(asked, stems(tokens(f"{articles[passage.article_id].title} {passage.text}")))

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
    from qa import moment, roles, toll
    from qa.confidence import FEATURES, confidence
    from qa.fitting import fitted

    absent = FEATURES.index("absent")

    known, weigh = cache(lambda of: _times(corpus, articles[of])), corpus.weigher()
    scored = []
    for span, values in candidates(question, evidence, articles, corpus, whether=whether):
        span = replace(span, score=confidence(values))
        if question.type == "when":
            article = articles[span.passage.article_id]
            span = replace(span, score=moment.weighed(question, span, article, known(article.id), weigh))
        of = articles[span.passage.article_id]
        span = roles.weighed(question, span, of.title, lacking=of if values[absent] else None)
        if (of.id, *span.sentence) in question.told:
            span = span.less(-_TOLD)
        elif (of.id, *span.sentence) in question.taken:
            span = span.less(_TAKEN)
        scored.append(toll.counted(question, span))
    scored.sort(key=lambda s: -s.score)
    return fitted(question, scored)


def _times(corpus: Corpus, article: Article) -> list[TimeExpression]:
    from qa import moment, section

    return moment.joined(section.reread(article, corpus.time_expressions(article.id)), article.text)


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
    from qa import moment
    from qa.confidence import features, repeats
    from qa.reader.data import headed
    from qa.rephrase import event_question
    from qa.when import day_of

    passages = [e.passage for e in evidence]
    days = [day_of(articles[p.article_id]) for p in passages]
    # Asked when, the reader was trained on passages with the day in front, without a heading.
    asked_when = question.type == "when"
    titles = [articles[p.article_id].title for p in passages]
    headings = ["" if asked_when else headed(title, day) for title, day in zip(titles, days, strict=True)]
    found: Sequence[Span] = corpus.reader.read(question, passages, headings, days if asked_when else [""] * len(days))
    if asked_when:
        told = any(span.verdict > 0 for span in found)
        if whether and not told and (event := event_question(question.text)):
            # A sentence that gives no time answers no "when", but it may tell of the event on its article's day.
            closed = replace(question, text=event, type="yes-no")
            found = [*found, *corpus.reader.read(closed, passages, [""] * len(passages), [""] * len(passages))]
        found = moment.moments(question, found, cache(lambda of: _times(corpus, articles[of])))
    by_passage = {e.passage.id: e for e in evidence}
    weigh = corpus.weigher()
    return [
        (span, features(question, span, by_passage[span.passage.id], articles[span.passage.article_id], weigh))
        for span in found
        if not repeats(question, span.text)
    ]


def _compose_with_model(
    question: Question, evidence: Sequence[Evidence], articles: dict[str, Article], corpus: Corpus
) -> Answer | None:
    """The configured model's answer or abstention, or None (logged) when it gave none that could be checked."""
    from qa import compose, llm

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


def parse_day(value: date | str | None, name: str) -> date | None:
    """A day given as a date or in ISO form. Raises UsageError naming the argument for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise UsageError(
            f"{name} is {value!r}, which is no day: write it as YYYY-MM-DD, for example 2021-08-13."
        ) from error


def pairs(history: object) -> list[tuple[str, str]]:
    """The conversation as (question, answer) pairs. Raises UsageError for anything else."""
    out: list[tuple[str, str]] = []
    if isinstance(history, str) or not isinstance(history, Sequence):
        raise UsageError("history must be a list of [question, answer] pairs.")
    for item in history:
        if isinstance(item, str) or not isinstance(item, Sequence) or len(item) != 2:
            raise UsageError(f"history must be a list of [question, answer] pairs; it holds {item!r}.")
        asked, answered = item
        if not isinstance(asked, str) or not isinstance(answered, str):
            raise UsageError(f"history must hold texts; it holds {item!r}.")
        out.append((asked, answered))
    return out

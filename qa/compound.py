"""Questions of several parts: each is answered by itself, in the light of the others, and the answers are put together."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from index import timex
from qa import combine, compose, each, ellipsis, followup, sequence, single
from qa.answer import NOT_IN_ARCHIVE, Answer
from qa.corpus import Corpus
from qa.question import Question
from qa.rephrase import alike
from qa.twoevents import TwoEvents
from qa.words import AUXILIARY, content_words, names, stems, stems_of, tokens

_MAX_PARTS = 8
# The answer from the article of the earlier part is taken at this share of another one's confidence.
_BESIDE = 0.35
_BESIDE_NAMED = 0.9
# What is asked of two things together is told of each where both answers have at least this share of the confidence of one
# answer to the whole.
_EACH = 0.35
# A length of time, and what makes it the distance from an event: "46 years after".
_UNIT_OF_TIME = re.compile(r".*\b(?:days?|weeks?|months?|years?|hours?|decades?|centur(?:y|ies))", re.IGNORECASE)
# What a question asks for: "how many", "what word".
_ASKED_FOR = re.compile(
    rf"(?:(?:\w+ )?(?P<what>how many|how much|(?:what|which)(?: (?!(?:{AUXILIARY})\b)[\w’'-]+){{1,3}})) ", re.IGNORECASE
)
_FROM_THEN = r",? (?:\w+ )?(?:after|before|later|earlier|since|prior|following|apart|ahead)\b"


def of_each(question: Question, two: Sequence[tuple[str, str]], corpus: Corpus) -> Answer | None:
    """The answers to a question asked of each of two, where both have one of their own; None where the question may be about
    both together: then one sentence tells of both, or one of them has no answer that is nearly as sure."""
    named = [name for name, _ in two]
    answers = [single.answer(question.part(text), corpus).answer for _, text in two]
    if not all(_by_itself(n, answers, named).answered for n in range(len(answers))):
        return None
    if len({(a.short or a.text) for a in answers}) == 1 or len({a.citations[:1] for a in answers}) == 1:
        return None
    whole = single.answer(question, corpus).answer
    if whole.answered:
        said = stems_of(whole.citations[0].quote)
        of_both = all(stems(tokens(name)[-1:]) <= said for name in named)
        least = _EACH if not of_both else 1.0
        if min(a.confidence for a in answers) < least * whole.confidence:
            return None
    return combine.parts(question, answers, named)


def two_events(question: Question, events: TwoEvents, corpus: Corpus) -> Answer:
    """The time between two events, or their order, as one sentence tells it or by their days; where these are not known, the time that a sentence gives
    in so many words ("46 years after the war")."""
    if events.kind == "order" and (told := sequence.answer(question, events, corpus)):
        return told
    first, second = (single.answer(question.part(text), corpus) for text in (events.first, events.second))
    by_days = combine.two_events(question, events, first, second)
    if by_days.answered or events.kind != "between":
        return by_days
    unit = f"How many {events.unit}" if events.unit else "How long"
    for text in (question.text, f"{unit} after {events.names[0]} was {events.names[1]}?"):
        told = single.answer(question.part(text), corpus).answer
        quote = told.citations[0].quote if told.answered else ""
        if _UNIT_OF_TIME.fullmatch(told.short) and re.search(re.escape(told.short) + _FROM_THEN, quote, re.IGNORECASE):
            return replace(told, question=question.asked, notes=(*question.notes, *told.notes))
    return by_days


def change(question: Question, then: Sequence[str], corpus: Corpus) -> Answer | None:
    """How something stood at two times, side by side; None where it is not told of both."""
    told = [single.answer(question.part(text), corpus).answer for text in then]
    apart = len({a.short for a in told}) == len(told)
    return combine.parts(question, told, each.told_apart(then)) if apart and all(a.answered for a in told) else None


def parts(question: Question, parts: Sequence[str], corpus: Corpus) -> Answer:
    """The answers to the parts of a question, each asked once, in turn: what one leaves open the answer before it fills."""
    apart = list({" ".join(part.lower().split()): part for part in reversed(parts)}.values())[::-1]
    if len(apart) > _MAX_PARTS:
        said = f"Only the first {_MAX_PARTS} of its {len(apart)} questions are answered: ask the others by themselves."
        question = question.noted(said)
    named_apart = each.told_apart(apart)
    answers: list[Answer] = []
    texts: list[str] = []  # as each is asked by itself
    asked = ""
    whole: tuple[str, Answer] | None = None  # the last part that is no short form of another
    for part in apart[:_MAX_PARTS]:
        text = part = followup.with_noun(part, asked)
        texts.append(text)
        if named_apart:
            pass  # each is a question of its own, whose pronouns stand for what itself names
        elif whole and ellipsis.is_cut_short(part):
            text = ellipsis.in_full(part, whole[0], whole[1].short) or part
        elif pronoun := followup.pronoun(part) or ("it" if asked and followup.of_what_was_asked(part, asked) else ""):
            if answers and answers[-1].answered:
                text = followup.standalone(part, [(asked, answers[-1].text)])
            if text == part:
                question = question.noted(f"Whom or what “{pronoun}” means in “{part}” is not known.")
                unknown = pronoun == "it" and not answers[-1].answered
                if whole and (unknown or followup.leans_on_person(part)):
                    answers.append(compose.abstention(question.part(part), (), {}, 0.5))
                    continue
            else:
                question = question.noted(f"Asked as: {text}")
        texts[-1] = text
        of_whole = ellipsis.is_cut_short(part) or not (names(part) or followup.pronoun(part))
        asks = question.part(text)
        if named_apart:
            asks = replace(asks, taken=_taken(named_apart[len(answers)], answers))
        answers.append(_answer_beside(asks, answers, corpus, of_whole=of_whole and not named_apart))
        asked = text
        whole = (text, answers[-1]) if not ellipsis.is_cut_short(part) else whole
    if named_apart and not any(map(timex.find, named_apart)):
        answers = [_by_itself(n, answers, named_apart) for n in range(len(answers))]
    asked_by_itself = [question.part(text) for text in texts]
    if not named_apart:
        answers = _told_later(asked_by_itself, answers, corpus)
    answers = _in_contrast(asked_by_itself, answers, corpus)
    if len(answers) > 1 and len({(a.short, a.citations[:1]) for a in answers}) == 1 and answers[0].short:
        answers = answers[:1]  # one thing, told of both
    return (
        combine.parts(question, answers, named_apart)
        if len(answers) > 1
        else replace(answers[0], question=question.asked, notes=(*question.notes, *answers[0].notes))
    )


def _told_later(asked: Sequence[Question], answers: Sequence[Answer], corpus: Corpus) -> list[Answer]:
    """The answers, of which those that were not found are looked for where the parts after them are answered."""
    out = list(answers)
    for n, reply in enumerate(answers):
        cited = [a.citations[0] for a in answers[n + 1 :] if a.answered]
        if reply.answered or not cited:
            continue
        told = tuple((c.article_id, c.start, c.end) for c in cited)
        beside = replace(asked[n], told=told, articles=tuple(sorted({of for of, _, _ in told})))
        found = single.answer(beside, corpus).answer
        out[n] = found if found.answered else reply
    return out


def _in_contrast(asked: Sequence[Question], answers: Sequence[Answer], corpus: Corpus) -> list[Answer]:
    """The answers, of which two that are the same words of one sentence, to two questions that ask for the same kind of thing ("what
    word …, and what word …"), are told apart: one of the two is looked for elsewhere, the one that fits that sentence less."""
    out = list(answers)
    for n in range(1, len(answers)):
        one, other = out[n - 1], out[n]
        same = one.answered and one.short and _bare(one.short) == _bare(other.short)
        if not same or one.citations[:1] != other.citations[:1] or not _ask_alike(asked[n - 1].text, asked[n].text):
            continue
        taken = tuple((c.article_id, c.start, c.end) for c in one.citations[:1])
        elsewhere = [single.answer(replace(asked[m], left_out=taken), corpus).answer for m in (n - 1, n)]
        first = _fit(asked[n - 1], asked[n], elsewhere[0]) * _fit(asked[n], asked[n - 1], other)
        second = _fit(asked[n - 1], asked[n], one) * _fit(asked[n], asked[n - 1], elsewhere[1])
        if first > second:
            out[n - 1] = elsewhere[0]
        elif second > first:
            out[n] = elsewhere[1]
    return out


def _bare(short: str) -> str:
    """A short answer without what stands around its number: "only 81" is "81"."""
    number = re.search(r"\d[\d,.]*\d|\d", short)
    return number.group() if number else short.lower()


def _ask_alike(one: str, other: str) -> bool:
    """Whether two questions ask for another of the same kind of thing ("what word …, and what word …"), or the same of two kinds
    ("which bank, and which mayor, …")."""
    first, second = _ASKED_FOR.match(one), _ASKED_FOR.match(other)
    if first is None or second is None:
        return False
    kinds = (first["what"].lower(), second["what"].lower())
    return (kinds[0] == kinds[1]) != (one[first.end() :].lower() == other[second.end() :].lower())


def _fit(question: Question, other: Question, reply: Answer) -> float:
    """How well an answer fits a question beside another one: its confidence, and more for the words of this question alone."""
    if not reply.answered:
        return 0.0
    words = stems(content_words(question.text)) - stems(content_words(other.text))
    said = stems_of(reply.citations[0].quote)
    held = sum(bool(alike({word}) & said) for word in words)
    return reply.confidence * math.exp(held / max(1, len(words)))


def _taken(name: str, answers: Sequence[Answer]) -> tuple[tuple[str, int, int], ...]:
    """The sentences, as (article id, start, end), that gave the answers and do not have the name of another of whom the same
    is asked: "He is a chemist in Brent" is told of one."""
    cited = [a.citations[0] for a in answers if a.answered]
    return tuple((c.article_id, c.start, c.end) for c in cited if name.split()[-1] not in c.quote)


def _by_itself(n: int, answers: Sequence[Answer], named: Sequence[str]) -> Answer:
    """The answer to the question about what is `named` at `n`; an abstention where its quotes tell of one of the others
    instead. Things are told of in many words, so for them only where the other is answered with the same quote."""
    reply = answers[n]
    said = stems_of(" ".join(c.quote for c in reply.citations))
    said |= {word.removesuffix("ern") for word in said}  # "southern" tells of the south
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
    if of_whole:
        places = ((c.article_id, c.start, c.end) for a in earlier[-1:] if a.answered for c in a.citations[:1])
        question = replace(question, told=tuple(places))
    reply = single.answer(question, corpus).answer
    told = {a.citations[0].article_id for a in earlier if a.answered}
    if not told or (reply.answered and reply.citations[0].article_id in told):
        return reply
    near = single.answer(replace(question, articles=tuple(sorted(told))), corpus).answer
    # A part that names nobody and nothing ("when was the ruling") leans on the story of the others.
    least = _BESIDE_NAMED if names(question.text) and not of_whole else _BESIDE
    return near if near.answered and near.confidence >= least * reply.confidence * reply.answered else reply

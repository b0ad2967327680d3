"""Answers to "what happened on 13 August" and "what happened the day after Kandahar fell": what sentences tell of a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index import timex
from index.printeddate import open_order
from index.timevalue import plus_days, shifted
from index.timeword import SMALL, UNITS
from qa import compose, period
from qa.answer import Answer
from qa.combine import Dated
from qa.dated import DatedSentence, dated_sentences
from qa.question import Question
from qa.rephrase import day_question
from qa.when import When, in_words
from qa.words import content_words, stem, stems_of, tell_the_same

if TYPE_CHECKING:
    from index.article import TimeExpression
    from qa.corpus import Corpus

MOST_SENTENCES = 5
_MOST_OF_ONE_ARTICLE = 2
_ON_TOPIC = 0.5  # of the topic's words, by weight, in a sentence on it
_CONFIDENCE = 0.8

_ASKED = re.compile(
    r"^(?:and |so |then )?(?:(?:what|which)(?: \w+){0,3}? (?:(?:has |have |had )?happened|occurred|took place|went on|was going on|was in the news|was the news"
    r"|were the (?:news|events|headlines)|was reported|were reported)|(?:list|show|give)(?: me)?(?: all)?(?: the)? (?:events|news))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_NEXT_TO_EVENT = re.compile(
    r"\b(?:on |in |within |during )?(?:the |a )?(?:very )?(?P<count>next|same|first|following|\w+)?[ -]?"
    r"(?P<unit>days?|weeks?|months?|years?|mornings?|evenings?|nights?) "
    r"(?:(?P<order>after|before|following|preceding|that|when|of|as) )?(?P<event>.+)$",
    re.IGNORECASE,
)
_BEFORE_OR_AFTER = frozenset({"before", "after", "following", "preceding"})
_SINCE = re.compile(r"^(?P<topic>.*?)\b(?:ever )?since (?P<event>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """The days asked about, inclusive, the words that name them, and the words of the question beside them.

    `note` says how they were worked out. `basis` is the answer that dates the event they are counted from.
    """

    first_day: date
    last_day: date
    words: str
    topic: str = ""
    note: str = ""
    basis: Answer | None = None


def answer(question: Question, corpus: Corpus, dated: Callable[[str], Dated]) -> Answer | None:
    """What the archive tells of the days asked about: up to five sentences, each cited; None for other questions.

    Also None when the question has a topic and no sentence of those days is on it: another reading may find it.
    `dated` answers a question that is asked with "when".
    """
    asked = asked_about(question, corpus.last_day, dated)
    if asked is None:
        return None
    if isinstance(asked, Answer):
        return asked
    said = in_words(asked.first_day, asked.last_day)
    notes = [*question.notes, *filter(None, [asked.note])]
    told = list(_told(question, corpus, asked))
    exact = [s for s in told if asked.first_day <= s.first_day and s.last_day <= asked.last_day]
    chosen = _chosen(exact or told)
    if not chosen:
        if asked.topic:
            return None
        why = f"Nothing in it is dated {_to(said)}."
        return compose.abstention(replace(question, notes=tuple(notes)), (), {}, _CONFIDENCE, why)
    if not exact:
        notes.append(f"No sentence tells of {said} alone; these tell of longer spans that include it.")
    more = len(exact or told) - len(chosen)
    if more > 0:
        fewer = [] if asked.first_day == asked.last_day else ["ask about fewer days"]
        narrower = " or ".join([*fewer, *([] if asked.topic else ["name a topic"])])
        notes.append(f"{more} more sentence{'s tell' if more > 1 else ' tells'} of it{narrower and ': ' + narrower}.")
    return _composed(question, asked, chosen, notes)


def _to(days: str) -> str:
    return days if days.startswith("until ") else f"to {days}"


def asked_about(question: Question, last_day: date | None, dated: Callable[[str], Dated]) -> Days | Answer | None:
    """The days that a "what happened" question names; an abstention when they hang on an event without a date; None for
    other questions. Days without a year are those before `last_day`."""
    match = _ASKED.match(question.text.rstrip(" ?"))
    if match is None:
        return None
    # With the verb, which tells that a day without a year is past.
    rest = f"happened{match['rest']}"
    named = period.named(rest, last_day)
    beside = _NEXT_TO_EVENT.search(rest)
    if beside and _step(beside) is not None:
        if not timex.find(beside["event"], last_day):
            return _beside(question, beside, rest[: beside.start()], _event(question, beside["event"], dated))
        if (beside["order"] or "").lower() in _BEFORE_OR_AFTER and not _is_one_time(rest, beside, last_day):
            return _beside_time(question, beside, rest, named, dated)
    since = _SINCE.match(rest)
    if since and last_day is not None and not timex.find(since["event"], last_day):
        return _since(question, since, last_day, dated)
    if not named:
        return None
    together = period.joined(rest, named)
    words = rest[together[0].start : together[-1].end]
    first, last = min(t.first_day for t in named if t.first_day), max(t.last_day for t in named if t.last_day)
    asked = period.Period(first, last, words if together == named else ", ".join(t.text for t in named))
    if len(named) == 1:
        asked = period.opened(rest[: named[0].start], asked, last_day)
    topic = rest
    for t in reversed(timex.find(rest, last_day)):
        topic = f"{topic[: t.start]} {topic[t.end :]}"
    topic = re.sub(r"(?i)\b(?:ever )?(?:since|till|up to)\b", " ", topic)
    found = Days(asked.first_day, asked.last_day, asked.words, " ".join(content_words(topic)))
    order = open_order(rest)
    if order:
        return replace(found, note=f"{order}.")
    if not all(t.first_day and str(t.first_day.year) in asked.words for t in named):
        return replace(found, note=f"“{asked.words}” is read as {in_words(asked.first_day, asked.last_day)}.")
    return found


def _is_one_time(rest: str, beside: re.Match[str], last_day: date | None) -> bool:
    """Whether the whole is one time expression: "the day before yesterday"."""
    return any(t.start < beside.start("event") < t.end for t in timex.find(rest, last_day))


def _beside_time(
    question: Question,
    match: re.Match[str],
    rest: str,
    named: Sequence[TimeExpression],
    dated: Callable[[str], Dated],
) -> Days | Answer | None:
    """The days at some distance from a day that is named ("the day after 2 May"), or from an event that is told with a
    time ("the election of October 2022")."""
    start = match.start("event")
    t = next((t for t in named if t.start >= start), None)
    if t is None:
        return None
    if rest[start : t.start].strip().lower() not in {"", "the"}:
        return _beside(question, match, rest[: match.start()], _event(question, match["event"], dated))
    assert t.first_day is not None
    assert t.last_day is not None
    when = When(t.first_day, t.last_day, in_words(t.first_day, t.last_day), "", 1.0, t)
    words = rest[match.start() : t.end].strip()
    around = f"{rest[: match.start()]} {rest[t.end :]}"
    return _beside(question, match, around, Dated(Answer(question.asked, "", True, 1.0, ()), when), words, t.text)


def _step(match: re.Match[str]) -> tuple[int, str] | None:
    """How many of which unit lie between the event and the days asked about: (1, "D") for "the day after"."""
    count = (match["count"] or "").lower()
    letter = UNITS.get(match["unit"].lower(), "D")
    letter = "D" if letter not in {"D", "W", "M", "Y"} else letter
    if count in {"", "next", "following", "the", "a", "on", "in", "very"}:
        number = 1
    elif count in {"same", "first"}:
        number = 0 if count == "same" else 1
    elif count.isdecimal() and len(count) < 4:
        number = int(count)
    elif count in SMALL:
        number = SMALL[count]
    else:
        return None
    if (match["order"] or "").lower() in {"", "that", "when", "of", "as"}:
        number = 0
    return number, letter


def _beside(
    question: Question,
    match: re.Match[str],
    around: str,
    found: Dated | Answer,
    words: str = "",
    event: str = "",
) -> Days | Answer:
    """The days at some distance from an event: the day itself of days and of a number of weeks ("a week after"), else the
    whole span ("the week after", "in the two weeks after").

    `around` has the words of the question beside them. An abstention where days are counted from what is not known to the
    day.
    """
    if isinstance(found, Answer):
        return found
    assert found.when is not None
    step = _step(match)
    assert step is not None
    is_named, event = bool(event), event or match["event"]
    number, letter = step
    back = (match["order"] or "").lower() in {"before", "preceding"}
    first, last = found.when.first_day, found.when.last_day
    if letter == "D" and first != last:
        note = (
            f"It dates “{event}” to {in_words(first, last)} only; the day, from which days are counted, is not known."
        )
        return compose.abstention(question, (), {}, _CONFIDENCE, note)
    exact = letter == "W" and re.match(r"(?i)(?:a|an|one|two|three|four|five|six|\d+) ", match[0]) and first == last
    if exact and number:
        far = -7 * number if back else 7 * number
        days = (plus_days(first, far), plus_days(first, far))
    elif letter == "D":
        within = re.match(r"(?i)\s*(?:in|within|during)\b", match[0]) and number > 1
        far = -number if back else number
        days = (plus_days(first, far), plus_days(last, far))
        if within:
            days = (days[0], plus_days(first, -1)) if back else (plus_days(last, 1), days[1])
    elif number == 0:
        days = (first, last)
    elif back:
        days = (shifted(first, -number, letter), plus_days(first, -1))
    else:
        days = (plus_days(last, 1), shifted(last, number, letter))
    words = words or match[0].strip()
    note = f"So “{words}” is {in_words(*days)}."
    if not is_named:
        note = f"“{event}”: {in_words(first, last)}. {note}"
    elif str(first.year) not in event:
        note = f"“{event}” is read as {in_words(first, last)}. {note}"
    else:
        note = f"“{words}” is {in_words(*days)}."
    return Days(*days, words, " ".join(content_words(around)), note, found.answer)


def _since(question: Question, match: re.Match[str], last_day: date, dated: Callable[[str], Dated]) -> Days | Answer:
    """The days from an event to the archive's latest."""
    found = _event(question, match["event"], dated)
    if isinstance(found, Answer):
        return found
    assert found.when is not None
    first, last = found.when.first_day, found.when.last_day
    note = f"“{match['event']}”: {in_words(first, last)}; the latest article is from {in_words(last_day, last_day)}."
    topic = " ".join(content_words(match["topic"]))
    return Days(first, max(last, last_day), match[0].strip(), topic, note, found.answer)


def _event(question: Question, event: str, dated: Callable[[str], Dated]) -> Dated | Answer:
    """The event that days are counted from, dated; an abstention when the archive gives no date for it."""
    found = dated(day_question(event))
    if found.when is not None and found.answer.answered:
        return found
    note = f"It gives no date for “{event}”, from which the days are counted."
    if found.answer.answered:
        return compose.abstention(question, (), {}, _CONFIDENCE, note)
    return replace(found.answer, question=question.asked, notes=(*found.answer.notes, note))


def _told(question: Question, corpus: Corpus, asked: Days) -> Iterator[DatedSentence]:
    """The dated sentences that tell of the days and are on the topic, if there is one."""
    weigh: Callable[[str], float] | None = None
    wanted = {stem(word): 1.0 for word in content_words(asked.topic)}
    if wanted:
        weigh = corpus.weigher()
        wanted = {stem(word): weigh(word) for word in content_words(asked.topic)}
    allowed = corpus.select(question.source, question.after, question.before)
    for article_id in corpus.store.telling_of(asked.first_day, asked.last_day):
        if allowed is not None and article_id not in allowed:
            continue
        article = corpus.article(article_id)
        passages = corpus.store.passages_of(article_id)
        for s in dated_sentences(article, passages, corpus.time_expressions(article_id)):
            if s.coming or s.last_day < asked.first_day or asked.last_day < s.first_day:
                continue
            if wanted:
                inside = stems_of(s.text)
                if sum(w for word, w in wanted.items() if word in inside) < _ON_TOPIC * sum(wanted.values()):
                    continue
            yield s


def _chosen(told: Sequence[DatedSentence]) -> list[DatedSentence]:
    """At most five of the sentences: those that open their stories first, none that repeats another, in order of days."""
    chosen: list[DatedSentence] = []
    counts: dict[str, int] = {}
    for s in sorted(told, key=lambda s: (s.last_day - s.first_day, s.start - s.article.body_start, s.article.id)):
        if counts.get(s.article.id, 0) == _MOST_OF_ONE_ARTICLE and len(told) > MOST_SENTENCES:
            continue
        if any(tell_the_same(s.text, other.text) for other in chosen):
            continue
        counts[s.article.id] = counts.get(s.article.id, 0) + 1
        chosen.append(s)
        if len(chosen) == MOST_SENTENCES:
            break
    return sorted(chosen, key=lambda s: (s.first_day, s.article.id, s.start))


def _composed(question: Question, asked: Days, chosen: Sequence[DatedSentence], notes: list[str]) -> Answer:
    cited = [compose.citation(n, s.article, s.start, s.end) for n, s in enumerate(chosen, 1)]
    quoted = " ".join(f"{compose.quoted(c.quote)} [{c.number}]" for c in cited)
    if asked.basis is not None:
        basis = [(c.article_id, c.start, c.end) for c in asked.basis.citations]
        present = {(c.article_id, c.start, c.end) for c in cited}
        new = [c for c, place in zip(asked.basis.citations, basis, strict=True) if place not in present]
        cited += [replace(c, number=number) for number, c in enumerate(new, len(cited) + 1)]
        marks = "".join(f" [{c.number}]" for c in cited if (c.article_id, c.start, c.end) in basis)
        if marks:
            notes = [f"{note} The event's day rests on{marks}." if note == asked.note else note for note in notes]
        notes += [note for note in asked.basis.notes if note not in notes]
    for number, s in enumerate(chosen, 1):
        why = f"[{number}] {s.why}"
        if s.expression is None or "is printed" not in why:
            notes.append(why)
    sure = min([_CONFIDENCE, *(s.article.published.confidence or 1.0 for s in chosen if s.article.published.day)])
    if asked.basis is not None:
        sure *= asked.basis.confidence
    words = in_words(asked.first_day, asked.last_day)
    return Answer(question.asked, f"{words}: {quoted}", True, sure, tuple(cited), tuple(dict.fromkeys(notes)))

"""What happened in order ("Give me a timeline of the strike", "How did the crisis unfold?") and what is new on a topic ("What is the
latest on the talks?"): sentences that tell of it, with their days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from qa import compose, telling, timeline, within
from qa.answer import Answer
from qa.dated import DatedSentence, dated_sentences
from qa.telling import Told
from qa.topic import PLEASE
from qa.when import in_words
from qa.words import names, stems, stems_of, tell_the_same

if TYPE_CHECKING:
    from qa.corpus import Corpus
    from qa.period import Period
    from qa.question import Question

_MOST: Final = 8  # entries of a timeline
_OF_A_DAY: Final = 3
_FEW_DAYS: Final = timedelta(days=31)
_NEWEST: Final = 3  # sentences of what is new
_LONG_AGO: Final = timedelta(days=366)
_LEAST: Final = 3  # entries below which "how did it develop" is asked of the reader
_LATER: Final = timedelta(days=3)  # what is told within so many days of the newest is new, too
_CONFIDENCE: Final = 0.6

_TIMELINE: Final = r"(?:time ?line|chronology|chronological (?:account|order|list|overview|summary)|sequence of events|order of events|course of events|history of events)"
_SHOW: Final = (
    rf"(?:(?:can|could|may) i (?:please )?(?:have|get|see) |i(?: need| want| would like|[’']d like) "
    rf"|{PLEASE}(?:(?:give|show|tell|draw|make|create|write|build|list|produce|compile)(?: me| us)? )?)"
)
_OF: Final = r"(?:of|for|on|about|in|leading(?: up)? to|behind|around|surrounding|before|after|since)"
_TIMELINES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:and |so |now )?{_SHOW}(?:an? |the )?(?:\w+ )?{_TIMELINE} {_OF} (?P<topic>.+)$",
        rf"^(?:what (?:is|was|were)|what[’']s) (?:the )?{_TIMELINE} {_OF} (?P<topic>.+)$",
        rf"^{_SHOW}(?:the |all (?:the )?)?(?:main |key |major |important |most important )?(?:events|developments|milestones|steps|stages) {_OF} (?P<topic>.+?)(?: in (?:chronological |the right )?order| chronologically| by date| day by day)$",
        rf"^(?:what (?:were|are|was)) (?:the )?(?:main|key|major|important|most important) (?:events|developments|milestones|stages) {_OF} (?P<topic>.+)$",
        r"^(?P<topic>[^?]+?)[:,]? (?:time ?line|chronology)$",
    )
)
_OF_NOTHING: Final = re.compile(
    rf"^{_SHOW}(?:an? |the )?{_TIMELINE}(?: (?:of|for|on|about))?(?: the)?(?: events)?$", re.IGNORECASE
)
_UNFOLDED: Final = re.compile(
    r"^how (?:did|has|have|had) (?P<topic>.+?) (?:unfold(?:ed)?|evolved?|develop(?:ed)?|progress(?:ed)?|play(?:ed)? out|proceed(?:ed)?)"
    r"(?: over time| day by day| step by step| so far| since then)?$",
    re.IGNORECASE,
)
_NEWS: Final = r"(?:news|developments?|updates?|information|reports?|situation|state of (?:affairs|things)|status)"
_LATESTS: Final = tuple(
    (surely, re.compile(pattern, re.IGNORECASE))
    for surely, pattern in (
        (
            True,
            rf"^(?:and |so |now )?(?:(?:what(?:[’']s| is| are| were)|{_SHOW}) ?)?(?:the )?(?:very )?(?:latest|newest|most recent|current|last)(?: {_NEWS})? (?:on|about|regarding|concerning|with regard to) (?P<topic>.+)$",
        ),
        (
            True,
            rf"^(?:and |so |now )?(?:(?:what(?:[’']s| is| are| were)|{_SHOW}) ?)?(?:the )?(?:very )?(?:latest|newest|most recent|current|last) (?:news|developments?|updates?|situation) (?:of|in|from|with|around) (?P<topic>.+)$",
        ),
        (
            False,
            rf"^(?:and |so |now )?(?:(?:what(?:[’']s| is| are| were)|{_SHOW}) ?)?(?:the )?(?:very )?(?:latest|newest|most recent|current|last) {_NEWS} (?:of|in|from|with|around) (?P<topic>.+)$",
        ),
        (
            True,
            r"^(?:what(?:[’']s| is) (?:new|happening|going on)|any (?:news|updates?|developments?))(?: now| right now| currently)? (?:on|about|regarding|concerning|with|in|at|around) (?P<topic>.+)$",
        ),
    )
)
_NOW: Final = re.compile(r" (?:right now|now|at the moment|at present|currently|these days|so far)$", re.IGNORECASE)
_NOT_ONE: Final = re.compile(
    r"(?:that|who|whom|whose|what|when|where|why|which|how|it|him|her|them|this|these|those)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Order:
    """The topic of a question for a course of events, or with `latest` for what is new; `surely`, or it may ask for something else."""

    topic: str
    latest: bool = False
    surely: bool = True


def asked_about(text: str) -> Order | None:
    """The topic of a question for a timeline or for the latest on something, or None."""
    bare = _NOW.sub("", text.strip().rstrip("?!. "))
    for pattern in _TIMELINES:
        if (match := pattern.match(bare)) and not _NOT_ONE.match(match["topic"]):
            return Order(match["topic"])
    for surely, pattern in _LATESTS:
        if (match := pattern.match(bare)) and not _NOT_ONE.match(match["topic"]):
            return Order(match["topic"], latest=True, surely=surely)
    if (match := _UNFOLDED.match(bare)) and not _NOT_ONE.match(match["topic"]):
        return Order(match["topic"], surely=False)
    return None


def answer(question: Question, corpus: Corpus, happened: Callable[[Question], Answer | None]) -> Answer | None:
    """Up to eight dated sentences on the topic in the order of their days, or up to three of the newest on it; None for other
    questions, and where too little is told with a day. `happened` answers what happened on some days."""
    asked = asked_about(question.text)
    if asked is None:
        return _of_what(question) if _OF_NOTHING.match(question.text.rstrip(" ?!.")) else None
    notes = list(question.notes)
    topic, then = asked.topic, None
    if kept := within.named_time(topic, corpus.last_day):
        then, note, topic = kept
        notes += filter(None, [note])
    if not timeline.topic_words(topic):
        return happened(question.part(f"What happened in {then.words}?")) if then else _of_what(question)
    found = telling.told(question, corpus, topic, then)
    if asked.latest:
        return _latest(question, corpus, found, notes) or (
            _nothing(question, corpus, topic, notes) if asked.surely else None
        )
    dated = [s for told in found for s in _dated(told, corpus)]
    if len(_chosen(dated, then)) < _LEAST:
        allowed = corpus.select(question.source, question.after, question.before)
        near = sorted(timeline.likeliest(corpus, topic), key=lambda pair: -pair[0])
        named = stems(names(topic))
        dated += [
            s
            for _, s in near
            if (allowed is None or s.article.id in allowed) and named <= stems_of(f"{s.article.title} {s.article.text}")
        ]
    entries = _chosen(dated, then)
    if len(entries) >= (1 if asked.surely else _LEAST):
        return _composed(question, entries, notes)
    return _nothing(question, corpus, topic, notes) if asked.surely else None


def _of_what(question: Question) -> Answer:
    return compose.abstention(question, (), {}, _CONFIDENCE, "Of what? Name a topic: “timeline of the strike”.")


def _nothing(question: Question, corpus: Corpus, topic: str, notes: Sequence[str]) -> Answer:
    why = f"Nothing in it tells of “{topic}” with a day."
    return telling.nothing(question, corpus, topic, why, notes, 1 - _CONFIDENCE)


def _dated(told: Told, corpus: Corpus) -> list[DatedSentence]:
    passages, times = corpus.store.passages_of(told.article.id), corpus.time_expressions(told.article.id)
    return [s for s in dated_sentences(told.article, passages, times) if (s.start, s.end) == (told.start, told.end)]


def _chosen(dated: Sequence[DatedSentence], then: Period | None) -> list[DatedSentence]:
    """At most eight of the sentences, the best of which come first: the news before its background, each for the closest of its
    times, three of a day at most and none that repeats another; in the order of their days."""
    chosen: list[DatedSentence] = []
    of_day: dict[tuple[date, date], int] = {}
    times: dict[tuple[str, int], list[DatedSentence]] = {}
    for s in dated:
        if then is None or (then.first_day <= s.last_day and s.first_day <= then.last_day):
            times.setdefault((s.article.id, s.start), []).append(s)
    closest = [min(each, key=lambda s: (s.coming, s.last_day - s.first_day)) for each in times.values()]
    for s in sorted(closest, key=_is_background):  # stable
        days = (s.first_day, s.last_day)
        if of_day.get(days, 0) == _OF_A_DAY or any(tell_the_same(s.text, other.text) for other in chosen):
            continue
        of_day[days] = of_day.get(days, 0) + 1
        chosen.append(s)
        if len(chosen) == _MOST:
            break
    return sorted(chosen, key=lambda s: (s.first_day, s.last_day, s.article.id, s.start))


def _is_background(s: DatedSentence) -> bool:
    """Whether it tells of a long time, or of long before its article."""
    published = s.article.published.first_day
    return s.last_day - s.first_day > _FEW_DAYS or (published is not None and published - s.last_day > _LONG_AGO)


def _latest(question: Question, corpus: Corpus, found: Sequence[Told], notes: list[str]) -> Answer | None:
    """The best of what the newest articles tell of the topic, those of one day together, in their order."""
    days = [told.article.published.last_day for told in found]
    newest = max(filter(None, days), default=None)
    if newest is None:
        return None
    new = [told for told, day in zip(found, days, strict=True) if day is not None and day >= newest - _LATER]
    new.sort(
        key=lambda told: -(told.article.published.last_day or date.min).toordinal()
    )  # stable: the best of a day first
    chosen: list[Told] = []
    for told in new:
        if len(chosen) < _NEWEST and not any(tell_the_same(told.text, other.text) for other in chosen):
            chosen.append(told)
    chosen.sort(key=lambda t: (-(t.article.published.last_day or date.min).toordinal(), t.article.id, t.start))
    lines, cited = [], []
    for number, told in enumerate(chosen, 1):
        published = told.article.published
        assert published.first_day is not None or published.last_day is not None
        last = published.last_day or newest
        when = in_words(published.first_day or date.min, last)
        cited.append(compose.citation(number, told.article, told.start, told.end))
        lines.append(f"{when}: {compose.quoted(cited[-1].quote)} [{number}]")
    if corpus.last_day and newest < corpus.last_day:
        notes.append(
            f"The archive goes on to {in_words(corpus.last_day, corpus.last_day)} and tells nothing newer of it."
        )
    notes += compose.date_notes(cited, {told.article.id: told.article for told in chosen}, said=" ".join(notes))
    return Answer(question.asked, " ".join(lines), True, _CONFIDENCE, tuple(cited), tuple(notes))


def _composed(question: Question, entries: Sequence[DatedSentence], notes: list[str]) -> Answer:
    cited = [compose.citation(n, s.article, s.start, s.end) for n, s in enumerate(entries, 1)]
    lines = [
        f"{in_words(s.first_day, s.last_day)}{', still to come' if s.coming else ''}: {compose.quoted(c.quote)} [{c.number}]"
        for s, c in zip(entries, cited, strict=True)
    ]
    for number, s in enumerate(entries, 1):
        why = f"[{number}] {s.why}"
        if s.expression is None or "is printed" not in why:
            notes.append(why)
    return Answer(question.asked, " ".join(lines), True, _CONFIDENCE, tuple(cited), tuple(dict.fromkeys(notes)))

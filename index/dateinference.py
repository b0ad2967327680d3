"""The day of articles that print none: each candidate day is scored by the clues in the text and by dated neighbours."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from index import timex
from index.article import Article, Published, Reason
from index.dateclue import Clue, clues, lead_end
from index.dayclue import DayClue, OwnDay, day_clues, kept_up, own_days, weigh
from index.likeness import Likeness, Sentence, names, sentences
from index.neighbour import (
    COUNTED,
    OF_ONE_EVENT,
    OF_ONE_TOPIC,
    ONE_EVENT,
    SAME_REPORT,
    Neighbour,
    as_one_event,
    neighbours_of,
)

# How often news names a weekday that many days after it (0 to 6), in its lead and further down; between hard news, which
# is nearly all "today" and "yesterday", and the features of the tuning half of MultiHop-RAG, which know no such habit.
_LAG_IN_LEAD: Final = (0.58, 0.24, 0.06, 0.03, 0.03, 0.03, 0.03)
# The same where a report in the same words shows how many days lie between, from that number on.
_TWIN_LAGS: Final = (0.82, 0.08, 0.02, 0.02, 0.02, 0.02, 0.02)
_LAG: Final = (0.30, 0.26, 0.11, 0.09, 0.08, 0.08, 0.08)
# The weekdays of one story hang together, and tell by this power what they would alone.
_HABIT: Final = 0.5
# Of what no likeness accounts for, this share is from the months around all the same (a Laplace curve of this scale in days): most stories run on
# for a while.
_SAME_SEASON: Final = 0.85
_SEASON: Final = 100.0
# Articles of one topic cluster: sales, trials and seasons have their weeks. So n of them, which are like each other, tell
# less than n that are not: by this power of n, and those of numbered weeks by the second.
_TOGETHER: Final = -0.35
_COUNTED_TOGETHER: Final = -0.7
# The days of an event that a story prints and those of other stories about it hang together: beside the former the latter
# tell by this power what they would alone.
_BESIDE_DAYS: Final = 0.5
# Sentences that tell one event share their names, and most of their other words.
_SAME_EVENT: Final = 0.5
_SAME_NAMES: Final = 0.6
_EVENT_HOLDS: Final = 0.5
# How surely a story is from the day that it calls "today".
_OWN_HOLDS: Final = 0.98
# How many days before and after the archive's dated articles a day without its year is looked for.
_ABOUT: Final = 60
# The time of the archive: how much of it is from the same time as its dated articles, and how wide that time spreads around
# each. Where nothing like a story is dated, the days that it prints and that time date it: how many days before and
# after are weighed too, the longest archive (days) in which that tells anything, and how often a story that prints
# years is from one of them (the last from the tuning half of MultiHop-RAG).
_SAME_TIME: Final = 0.97
_TIME: Final = 20
_AROUND: Final = 500
_LONGEST: Final = 3000
_PRINTED_YEAR: Final = 0.85
_YEAR: Final = re.compile(r"(?<![\d.,$£€])(?:19|20)\d\d(?![\d%])")
_DAY_SAID: Final = {
    "post": "It embeds a post of “{}”.",
    "note": "It notes that its page came out or was changed on “{}”.",
    "weekday": "It names “{}”.",
    "holiday": "It opens with “{}”.",
    "plain": "It names “{}”.",
}
# A day is given when it is this probable (and placed, see `_placed`), else the interval that holds it.
_INFERRED: Final = 0.6
# No inferred day is surer than this: the days that `evals.dating` could check are too few to tell more.
_SUREST: Final = 0.95
# An interval holds the day with the first probability by the evidence, and is then made wider on both sides by so many days,
# for a story is made ready before it comes out and told on after; so made, it holds with the second (`evals.dating`).
_WITHIN: Final = 0.96
_MARGIN: Final = 3
_BOUNDED: Final = 0.97
# A wider interval (days) is not given.
_WIDEST: Final = 62
# A post quoted in a story may bear the next day's date, for it is noon somewhere else.
_SLACK: Final = 1
# From which gain over the average (a log-likelihood) evidence speaks for a day.
_TELLS: Final = 0.2
_ROUNDS: Final = 4
_MOST_REASONS: Final = 6


@dataclass(slots=True)
class _Story:
    article: Article
    clues: list[Clue]
    sentences: list[Sentence]
    days: list[DayClue]
    own: list[OwnDay]


_StoryOf = Callable[[int], _Story]
# What evidence rests on: a dated neighbour, an event told there too, a printed day, words such as "on Friday", or what
# ties the day of publication itself to the calendar: a day called "today", an event known elsewhere and told "yesterday"
# here, a paper of that day, the weekday of which a report in the same words names its own.
_Source = Literal["neighbour", "event", "day", "words", "own day", "yesterday", "paper", "twin", "archive"]
_PLACING: Final[frozenset[_Source]] = frozenset({"yesterday", "paper", "twin"})


class Readings:
    """What the texts of an archive say, whatever their dates: their likeness and their clues, each read when first needed.

    Handed to `infer` again, it saves reading the same articles anew when only their dates differ (see `evals.dating`).
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        """Reads the words of every article."""
        self.likeness = Likeness(articles)
        self._articles = articles
        self._stories: dict[int, _Story] = {}

    def story(self, index: int) -> _Story:
        """The clues of one article, by its place among those given."""
        if index not in self._stories:
            self._stories[index] = _story(self._articles[index])
        return self._stories[index]


def infer(articles: Sequence[Article], readings: Readings | None = None) -> dict[str, Published]:
    """When each article was published: what it states, else inferred, bounded or unknown; by id.

    Articles dated on the way serve as neighbours of the others, so the result does not depend on the order given.
    `readings` are those of the same articles in the same order, if they are at hand.
    """
    dates = {a.id: a.published for a in articles}
    open_ones = [i for i, a in enumerate(articles) if a.published.how in ("unknown", "bounded")]
    if not open_ones:
        return dates
    readings = readings or Readings(articles)
    likeness, story = readings.likeness, readings.story
    for _ in range(_ROUNDS):
        dated = {i for i, a in enumerate(articles) if dates[a.id].day is not None}
        span = [p.day.toordinal() for a in articles if (p := dates[a.id]).day is not None]
        news: dict[str, Published] = {}
        for i in open_ones:
            if dates[articles[i].id].how == "inferred":
                continue
            known = {j: dates[articles[j].id] for j in dated}
            news[articles[i].id] = _date(i, articles[i].published, story, likeness, known, span)
        gained = [k for k, p in news.items() if p.how == "inferred"]
        dates.update(news)
        if not gained:
            break
    return dates


@dataclass(slots=True)
class _Scores:
    """The log-likelihood of each candidate day, and which evidence spoke for which."""

    first: int
    values: list[float]
    pieces: list[tuple[list[float], Reason, _Source]]

    def add(self, factor: list[float], reason: Reason | None, source: _Source = "words") -> None:
        """Multiplies in one piece of evidence (log-likelihoods, one a day), and what kind it is of."""
        self.values = [a + b for a, b in zip(self.values, factor, strict=True)]
        if reason is not None:
            self.pieces.append((factor, reason, source))

    def posterior(self) -> list[float]:
        """Probabilities, one a day."""
        top = max(self.values)
        weights = [math.exp(v - top) for v in self.values]
        total = sum(weights)
        return [w / total for w in weights]


def _date(
    index: int, otherwise: Published, story: _StoryOf, likeness: Likeness, dates: dict[int, Published], span: list[int]
) -> Published:
    mine = story(index)
    neighbours = [n for n in neighbours_of(index, likeness, set(dates) - {index}) if n.mixture]
    bounds = _bounds(mine)
    grid = _grid(mine, [dates[n.index] for n in neighbours], span)
    if grid is None:
        return _open_below(mine, _by_its_days(mine, span) or bounds or otherwise)
    scores = _Scores(grid[0], [0.0] * grid[1], [])
    _weigh_archive(scores, span)
    _weigh_neighbours(scores, [n for n in neighbours if n.mixture != COUNTED], dates, story, bool(mine.days))
    _weigh_weeks(scores, [n for n in neighbours if n.mixture == COUNTED], dates, story)
    _weigh_days(scores, mine)
    _weigh_own_days(scores, mine, span)
    _weigh_clues(scores, mine, _twins_lag(mine, neighbours, dates, story))
    _weigh_events(scores, mine, neighbours, dates, story, likeness)
    return _open_below(mine, _conclusion(scores) or bounds or otherwise)


def _story(article: Article) -> _Story:
    text = article.text
    opening = lead_end(article)
    found, days = clues(article), day_clues(text, timex.find(text), opening)
    return _Story(article, found, sentences(text), days, own_days(text, found, days, article.source, opening))


def _open_below(mine: _Story, found: Published) -> Published:
    """What was found, without its first day where the page was kept up: its text is of the last day, not of the first."""
    entry = kept_up(mine.article.text)
    if entry is None or found.how not in ("inferred", "bounded"):
        return found
    if found.last_day is None:
        return Published()
    start, end = entry
    words = f"It is kept up under headings such as “{mine.article.text[start:end]}”, so it may have come out earlier."
    reasons = (Reason(words, mine.article.id, start, end), *found.reasons[: _MOST_REASONS - 1])
    return Published("bounded", None, found.last_day, found.confidence, reasons)


def _by_its_days(mine: _Story, span: list[int]) -> Published | None:
    """When a story without dated neighbours was published, by the days that it prints and the time of the archive."""
    if not mine.days or not span:
        return None
    first, size = min(span) - _AROUND, max(span) - min(span) + 1 + 2 * _AROUND
    first = max(first, 1)
    size = min(size, date.max.toordinal() - first + 1)
    if size > _LONGEST:
        return None
    scores = _Scores(first, [0.0] * size, [])
    _weigh_days(scores, mine)
    if not scores.pieces:
        return None
    _weigh_archive(scores, span)
    _weigh_years(scores, mine)
    _weigh_own_days(scores, mine, span)
    _weigh_clues(scores, mine)
    return _conclusion(scores)


def _weigh_own_days(scores: _Scores, mine: _Story, span: list[int]) -> None:
    """The days that the story calls "today": it is from one of them.

    Without its year a day is one of the archive's time; where its weekday fits none there, it is a slip of the pen.
    """
    size = len(scores.values)
    last = scores.first + size - 1
    about = max(scores.first, min(span) - _ABOUT), min(last, max(span) + _ABOUT)
    meant = {clue: clue.published(*((scores.first, last) if clue.day.year else about)) for clue in mine.own}
    days = Counter(day for clue, found in meant.items() for day in found)
    if not days:
        return
    density = [(1 - _OWN_HOLDS) / size] * size
    for day, count in days.items():
        density[day - scores.first] += _OWN_HOLDS * count / days.total()
    first = next(clue for clue, found in meant.items() if found)
    quote = " ".join(mine.article.text[first.start : first.end].split())
    words = f"It tells by the hour of the event of “{quote}”." if first.by_the_hour else f"It says “{quote}”."
    reason = Reason(words, mine.article.id, first.start, first.end)
    scores.add([math.log(d) for d in density], reason, "own day")


def _weigh_days(scores: _Scores, mine: _Story) -> None:
    factor, clue = weigh(mine.days, scores.first, len(scores.values))
    if clue is not None:
        scores.add(factor, _quoted(mine, clue, _DAY_SAID[clue.kind]), "day")


def _weigh_archive(scores: _Scores, span: list[int]) -> None:
    first, last = (_in_words(date.fromordinal(day)) for day in (min(span), max(span)))
    reason = Reason(f"The dated articles of the archive are from {first} to {last}.")
    scores.add(_time_of_archive(span, scores.first, len(scores.values)), reason, "archive")


def _time_of_archive(span: list[int], first: int, size: int) -> list[float]:
    """An archive's articles come in times: near its dated ones, the surer the more of them there are."""
    share = _SAME_TIME * len(span) / (len(span) + 3)
    density = [(1 - share) / size] * size
    for day, count in Counter(span).items():
        for k in range(max(0, day - 5 * _TIME - first), min(size, day + 5 * _TIME + 1 - first)):
            density[k] += share * count / len(span) * _laplace(first + k - day, _TIME)
    return [math.log(d) for d in density]


def _weigh_years(scores: _Scores, mine: _Story) -> None:
    """A story is mostly from a year that it prints."""
    printed = {int(year) for year in _YEAR.findall(mine.article.text)}
    if not printed:
        return
    days = range(scores.first, scores.first + len(scores.values))
    log = {True: math.log(_PRINTED_YEAR), False: math.log(1 - _PRINTED_YEAR)}
    year_of = {}
    for year in range(date.fromordinal(days[0]).year, date.fromordinal(days[-1]).year + 1):
        start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        year_of.update(dict.fromkeys(range(max(start, days[0]), min(end, days[-1]) + 1), log[year in printed]))
    scores.add([year_of[day] for day in days], None)


def _bounds(mine: _Story) -> Published | None:
    """What the dates printed in a story bound by themselves; None when it prints none that do."""
    told = [c for c in mine.clues if c.kind == "past day" and c.first_day]
    coming = [c for c in mine.clues if c.kind == "coming day" and c.last_day]
    first = max(told, key=lambda c: c.first_day or date.min) if told else None
    last = min(coming, key=lambda c: c.last_day or date.max) if coming else None
    if first is None or first.first_day is None:
        return None
    floor = date.fromordinal(first.first_day.toordinal() - (_SLACK if first.basis is None else 0))
    ceiling = last.last_day if last is not None else None
    if ceiling is not None and ceiling < floor:
        return None  # it contradicts itself
    reasons = _told_as_past(mine, first)
    if last is not None:
        reasons.append(_quoted(mine, last, "It speaks of “{}” as still to come."))
    return Published("bounded", floor, ceiling, _BOUNDED, tuple(reasons))


def _told_as_past(mine: _Story, clue: Clue) -> list[Reason]:
    """Why a story is no earlier than a past day; where that is reckoned from an age and a birth, by both."""
    if clue.basis is None or clue.first_day is None or clue.last_day is None:
        return [_quoted(mine, clue, "It tells of “{}” as past.")]
    start, end = clue.basis
    days = f"between {clue.first_day.day} {clue.first_day:%B %Y} and {clue.last_day.day} {clue.last_day:%B %Y}"
    born = f"It says “{mine.article.text[start:end]}”: at that age, the death was {days}."
    return [_quoted(mine, clue, "It says “{}”."), Reason(born, mine.article.id, start, end)]


def _quoted(mine: _Story, clue: Clue | DayClue, words: str) -> Reason:
    return Reason(words.format(mine.article.text[clue.start : clue.end]), mine.article.id, clue.start, clue.end)


def _grid(mine: _Story, published: list[Published], span: list[int]) -> tuple[int, int] | None:
    """The first of the candidate days and how many there are; None without a dated neighbour.

    They are all days of the archive, not only the neighbours': for even the best of those may tell other news.
    """
    days = [p.day.toordinal() for p in published if p.day]
    if not days:
        return None
    told = [c.first_day.toordinal() for c in mine.clues if c.kind == "past day" and c.first_day]
    days += [min(span), max(span)]
    days += [max(told)] if told and max(told) > max(days) else []
    days += [day for clue in mine.own if clue.day.year for day in clue.published(1, date.max.toordinal())]
    low = max(max(min(days), max(days) - 3000) - 45, 1)
    return low, min(max(days) + 45, date.max.toordinal()) - low + 1


def _laplace(gap: int, scale: float) -> float:
    return math.exp(-abs(gap) / scale) / (2 * scale)


def _weigh_neighbours(
    scores: _Scores,
    neighbours: list[Neighbour],
    dates: dict[int, Published],
    story: _StoryOf,
    beside_days: bool,
) -> None:
    size = len(scores.values)
    total = [0.0] * size
    best: tuple[float, Neighbour] | None = None
    # One stated day holds a cluster of a few days, be the others inferred.
    surest = max((dates[n.index].confidence for n in neighbours if n.alike >= OF_ONE_EVENT), default=0.0)
    compared = as_one_event(neighbours, dates)
    weak = sum(n.mixture in OF_ONE_TOPIC for n in compared)
    for neighbour in compared:
        published = dates[neighbour.index]
        if published.day is None:
            continue
        sure = surest if neighbour.mixture == ONE_EVENT else published.confidence
        weight = sure * sum(share for share, _ in neighbour.mixture)
        part = weak**_TOGETHER if neighbour.mixture in OF_ONE_TOPIC else 1.0
        at = published.day.toordinal()
        even = (1 - weight) * (1 - _SAME_SEASON) / size
        season = (1 - weight) * _SAME_SEASON
        for k in range(size):
            gap = scores.first + k - at
            near = sure * sum(share * _laplace(gap, scale) for share, scale in neighbour.mixture)
            total[k] += part * math.log(even + season * _laplace(gap, _SEASON) + near)
        if best is None or weight > best[0]:
            best = (weight, neighbour)
    if best is None:
        return
    other = story(best[1].index).article
    day = dates[best[1].index].day
    assert day is not None
    how = "has sentences of the same wording as" if best[1].shares_wording else "is about the same events as"
    text = f"It {how} “{_short(other.title)}”, which is from {_in_words(day)}."
    if beside_days:
        total = [_BESIDE_DAYS * value for value in total]
    scores.add(total, Reason(text, other.id, *_opening(other)), "neighbour")


def _weigh_weeks(scores: _Scores, counted: list[Neighbour], dates: dict[int, Published], story: _StoryOf) -> None:
    """The days of articles that tell of a week by its number, as this one does: so many weeks earlier or later."""
    if not counted:
        return
    size = len(scores.values)
    total = [0.0] * size
    for neighbour in counted:
        published = dates[neighbour.index]
        assert published.day is not None
        ((share, scale),) = neighbour.mixture
        at = published.day.toordinal() + neighbour.later - scores.first
        sure = published.confidence * share
        for k in range(size):
            density = (1 - sure) / size + sure * _laplace(k - at, scale)
            total[k] += len(counted) ** _COUNTED_TOGETHER * math.log(density)
    nearest = min(counted, key=lambda n: (abs(n.later), -n.alike, n.index))
    other, day = story(nearest.index).article, dates[nearest.index].day
    assert day is not None
    weeks = abs(nearest.later) // 7
    when = (
        "the same numbered week"
        if not weeks
        else f"{weeks} week{'s' * (weeks > 1)} {'after' if nearest.later > 0 else 'before'} that"
    )
    words = f"By the number of its week it is of {when} {'as' if not weeks else 'of'} “{_short(other.title)}”, which is from {_in_words(day)}."
    scores.add(total, Reason(words, other.id, *_opening(other)), "neighbour")


def _led_by(story: _Story) -> Clue | None:
    """The weekday that a story opens with as past; None where it opens with none or with several."""
    leading = [c for c in story.clues if c.kind == "past weekday" and c.lead]
    return leading[0] if len({c.weekday for c in leading}) == 1 else None


def _twins_lag(
    mine: _Story, neighbours: list[Neighbour], dates: dict[int, Published], story: _StoryOf
) -> tuple[int, str] | None:
    """How many days after the weekday it opens with a report in the same words came out (0 or 1), and its headline.

    Some houses call the day of the news by its weekday, some the day before; one hand keeps to its way.
    """
    if _led_by(mine) is None:
        return None
    found = dict[int, str]()
    for neighbour in neighbours:
        published = dates[neighbour.index]
        if neighbour.mixture != SAME_REPORT or published.how != "stated" or published.day is None:
            continue
        theirs = _led_by(story(neighbour.index))
        if theirs is not None:
            lag = (published.day.isoweekday() - theirs.weekday) % 7
            found.setdefault(lag, story(neighbour.index).article.title)
    if len(found) != 1:
        return None
    ((lag, title),) = found.items()
    return (lag, title) if lag <= 1 else None


def _weigh_clues(scores: _Scores, mine: _Story, twin: tuple[int, str] | None = None) -> None:
    seen: set[tuple[str, int]] = set()
    if twin is not None and (leading := _led_by(mine)) is not None:
        _weigh_as_twin(scores, mine, leading, twin)
        seen.add(("past", leading.weekday))
    size = len(scores.values)
    ordinals = range(scores.first, scores.first + size)
    for clue in mine.clues:
        quote = mine.article.text[clue.start : clue.end]
        place = (mine.article.id, clue.start, clue.end)
        if clue.kind == "past weekday" and ("past", clue.weekday) not in seen:
            seen.add(("past", clue.weekday))
            lags = _LAG_IN_LEAD if clue.lead else _LAG
            factor = [_HABIT * math.log(lags[(_weekday(d) - clue.weekday) % 7]) for d in ordinals]
            scores.add(
                factor, Reason(f"It tells what happened on “{quote}”, as news does on that day or the next.", *place)
            )
        elif clue.kind == "coming weekday" and ("coming", clue.weekday) not in seen:
            seen.add(("coming", clue.weekday))
            ahead = (0.06, 0.24, 0.20, 0.17, 0.14, 0.11, 0.08)
            factor = [_HABIT * math.log(ahead[(clue.weekday - _weekday(d)) % 7]) for d in ordinals]
            scores.add(factor, Reason(f"It speaks of “{quote}” as still to come.", *place))
        elif clue.kind == "paper" and ("paper", clue.weekday) not in seen:
            seen.add(("paper", clue.weekday))
            near = {0: 0.88, 1: 0.03, 6: 0.06}
            factor = [math.log(near.get((_weekday(d) - clue.weekday) % 7, 0.0075)) for d in ordinals]
            name = ("Saturday", "Sunday")[clue.weekday - 6]
            scores.add(factor, Reason(f"It cites “{quote}”, a paper that comes out on a {name}.", *place), "paper")
        elif clue.kind == "this weekend" and ("weekend", 0) not in seen:
            seen.add(("weekend", 0))
            odds = (0.08, 0.05, 0.06, 0.10, 0.19, 0.26, 0.26)
            factor = [_HABIT * math.log(odds[_weekday(d) - 1]) for d in ordinals]
            scores.add(factor, Reason(f"It says “{quote}”.", *place))
    past = [c for c in mine.clues if c.kind == "past day" and c.last_day and c.first_day]
    if past:
        latest = max(past, key=lambda c: c.first_day or date.min)
        assert latest.first_day is not None
        floor = latest.first_day.toordinal() - _SLACK
        factor = [0.0 if d >= floor else -5.0 for d in ordinals]
        scores.add(factor, _told_as_past(mine, latest)[-1])
    coming = [c for c in mine.clues if c.kind == "coming day" and c.last_day]
    if coming:
        latest = max(coming, key=lambda c: c.last_day or date.min)
        assert latest.last_day is not None
        ceiling = latest.last_day.toordinal()
        factor = [0.0 if d <= ceiling else -3.0 for d in ordinals]
        quote = mine.article.text[latest.start : latest.end]
        scores.add(
            factor, Reason(f"It speaks of “{quote}” as still to come.", mine.article.id, latest.start, latest.end)
        )


def _weigh_as_twin(scores: _Scores, mine: _Story, leading: Clue, twin: tuple[int, str]) -> None:
    """The weekday that a story opens with, read as a report in the same words means its own."""
    lag, title = twin
    ordinals = range(scores.first, scores.first + len(scores.values))
    odds = [math.log(_TWIN_LAGS[((_weekday(d) - leading.weekday) % 7 - lag) % 7]) for d in ordinals]
    quote = mine.article.text[leading.start : leading.end]
    when = "the day it came out" if lag == 0 else "the day before it came out"
    words = f"It opens with “{quote}”; “{_short(title)}”, in the same words, opens with {when}."
    scores.add(odds, Reason(words, mine.article.id, leading.start, leading.end), "twin")


def _weigh_events(
    scores: _Scores,
    mine: _Story,
    neighbours: list[Neighbour],
    dates: dict[int, Published],
    story: _StoryOf,
    likeness: Likeness,
) -> None:
    """The same event told "yesterday" here and on a day that is known there."""
    relative = [c for c in mine.clues if c.kind in ("deictic", "past weekday", "coming weekday")]
    if not relative:
        return
    ordinals = range(scores.first, scores.first + len(scores.values))
    best: tuple[float, date, Clue, Reason] | None = None
    for clue in relative:
        sentence = _told_in(mine, clue)
        if sentence is None or len(sentence.words) < 6:
            continue
        for neighbour in neighbours:
            published = dates[neighbour.index]
            other = story(neighbour.index)
            if published.day is None:
                continue
            for theirs in other.clues:
                told = _told_in(other, theirs)
                if told is None or len(told.words & sentence.words) < 5:
                    continue
                alike = likeness.sentence_likeness(sentence.words, told.words)
                days = theirs.days(published.day)
                if clue.kind == theirs.kind == "deictic":
                    continue  # a text that is used again says "today" again
                if alike < _SAME_EVENT or days is None or days[0] != days[1] or (best and alike <= best[0]):
                    continue
                if not _same_names(
                    mine.article.text[sentence.start : sentence.end], other.article.text[told.start : told.end]
                ):
                    continue
                here, there = mine.article.text[clue.start : clue.end], other.article.text[theirs.start : theirs.end]
                words = f"What it tells of “{here}”, “{_short(other.article.title)}” tells of “{there}”, {_in_words(days[0])}."
                best = (alike, days[0], clue, Reason(words, mine.article.id, clue.start, clue.end))
    if best is None:
        return
    source: _Source = "yesterday" if best[2].kind == "deictic" else "event"
    matching = [best[2].days(date.fromordinal(d)) == (best[1], best[1]) for d in ordinals]
    hits = max(1, sum(matching))
    miss = math.log((1 - _EVENT_HOLDS) / len(matching))
    scores.add([math.log(_EVENT_HOLDS / hits) if m else miss for m in matching], best[3], source)


def _told_in(story: _Story, clue: Clue) -> Sentence | None:
    return next((s for s in story.sentences if s.start <= clue.start < s.end), None)


def _same_names(one: str, other: str) -> bool:
    """Whether two sentences name the same persons, places and numbers: reports of two matches in the same words do not."""
    a, b = names(one), names(other)
    return len(a & b) >= 2 and len(a & b) >= _SAME_NAMES * len(a | b)


def _conclusion(scores: _Scores) -> Published | None:
    """The day, or the interval, that the evidence gives; None when it leaves too many days open."""
    posterior = scores.posterior()
    top = max(range(len(posterior)), key=posterior.__getitem__)
    for_it = _speaking_for(scores, top)
    if all(source == "archive" for _, source in for_it):
        return None
    # Of two that rest on the same words, the stronger is enough.
    once = {(r.article_id, r.start) if r.start is not None else r.text: r for r, _ in reversed(for_it)}
    reasons = tuple(reason for reason, _ in for_it if reason in once.values())[:_MOST_REASONS]
    if posterior[top] >= _INFERRED and _placed(scores, top):
        day = date.fromordinal(scores.first + top)
        return Published("inferred", day, day, round(min(posterior[top], _SUREST), 3), reasons)
    low = high = 0
    tail = (1 - _WITHIN) / 2
    total = 0.0
    for k, p in enumerate(posterior):
        if total < tail:
            low = k
        total += p
        if total >= 1 - tail:
            high = k
            break
    if high - low + 2 * _MARGIN > _WIDEST:
        return None
    low, high = max(low - _MARGIN, 1 - scores.first), min(high + _MARGIN, date.max.toordinal() - scores.first)
    days = date.fromordinal(scores.first + low), date.fromordinal(scores.first + high)
    return Published("bounded", *days, _BOUNDED, reasons)


def _placed(scores: _Scores, top: int) -> bool:
    """Whether the evidence says which day it is, and not only about when.

    Days of events, posts and neighbours, however many agree, tell when the news was, and a story comes out on that day or
    one of the next. So there has to be evidence of the day of publication itself. Where it is not the day called "today",
    another kind has to speak for the same day, too: for it, and not only for its week.
    """
    week = slice(max(0, top - 3), top + 4)
    telling = {source for factor, _, source in scores.pieces if factor[top] - _average(factor[week]) > _TELLS}
    return "own day" in telling or (len(telling) > 1 and not telling.isdisjoint(_PLACING))


def _average(factor: Sequence[float]) -> float:
    return math.log(sum(math.exp(f) for f in factor) / len(factor))


def _speaking_for(scores: _Scores, top: int) -> list[tuple[Reason, _Source]]:
    """The evidence that speaks for a day, strongest first: that which is likelier there than on average."""
    weighed = []
    for factor, reason, source in scores.pieces:
        gain = factor[top] - _average(factor)
        if gain > _TELLS:
            weighed.append((gain, reason, source))
    weighed.sort(key=lambda piece: -piece[0])
    return [(reason, source) for _, reason, source in weighed]


def _weekday(ordinal: int) -> int:
    return (ordinal - 1) % 7 + 1


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y} ({day:%A})"


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:57].rstrip() + "…"


def _opening(article: Article) -> tuple[int, int]:
    end = min(len(article.text), article.body_start)
    return (0, end) if end > 0 else (0, min(len(article.text), 80))

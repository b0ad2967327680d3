"""The day of articles that print none: each candidate day is scored by the clues in the text and by dated neighbours."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from index.article import Article, Published, Reason
from index.dateclue import Clue, clues
from index.likeness import Likeness, Sentence, names, sentences

# How often news names a weekday that many days after it (0 to 6), in its lead and further down; between hard news, which
# is nearly all "today" and "yesterday", and the features of the tuning half of MultiHop-RAG, which know no such habit.
_LAG_IN_LEAD: Final = (0.58, 0.24, 0.06, 0.03, 0.03, 0.03, 0.03)
_LAG: Final = (0.30, 0.26, 0.11, 0.09, 0.08, 0.08, 0.08)
# How far apart in days two articles are, as parts of a mixture (share, scale of a Laplace curve); the rest is even over
# the days in question. From the tuning half of MultiHop-RAG (`evals.dating`): articles that share a tenth of their
# phrases and whose openings are alike (cosine from 0.7), that share as much without that, that share some, whose openings are alike (cosine from 0.7), and somewhat alike (from 0.5).
_SAME_REPORT: Final = ((0.85, 1.0), (0.08, 4.0))
_SAME_TEXT: Final = ((0.30, 1.0), (0.20, 4.0))
_SAME_WORDING: Final = ((0.18, 1.0), (0.14, 4.0))
_SAME_STORY: Final = ((0.16, 1.5), (0.28, 5.0))
_SAME_TOPIC: Final = ((0.05, 1.0), (0.08, 6.0))
# Where at least two openings are alike (cosine from 0.5) and all such are from within a few days, the topic is one event and
# no running story: then the article is from those days too.
_ONE_EVENT: Final = ((0.75, 1.5), (0.10, 6.0))
_ONE_EVENT_DAYS: Final = 4
_ALIKE: Final = 0.7
_SOMEWHAT_ALIKE: Final = 0.5
# Phrases of seven words in common from which two articles count as sharing wording: about two sentences.
_COPIED: Final = 8
_SHARED: Final = 0.1
# Sentences that tell one event share their names, and most of their other words.
_SAME_EVENT: Final = 0.5
_SAME_NAMES: Final = 0.6
_EVENT_HOLDS: Final = 0.5
# A day is given when it is this probable, else the interval that holds the day with this probability, if it is no
# wider than so many days.
_INFERRED: Final = 0.65
_BOUNDED: Final = 0.98
_WIDEST: Final = 62
# A post quoted in a story may bear the next day's date, for it is noon somewhere else.
_SLACK: Final = 1
_ROUNDS: Final = 4


@dataclass(slots=True)
class _Story:
    article: Article
    clues: list[Clue]
    sentences: list[Sentence]


_StoryOf = Callable[[int], _Story]
_Mixture = tuple[tuple[float, float], ...]


def infer(articles: Sequence[Article]) -> dict[str, Published]:
    """When each article was published: what it states, else inferred, bounded or unknown; by id.

    Articles dated on the way serve as neighbours of the others, so the result does not depend on the order given.
    """
    dates = {a.id: a.published for a in articles}
    open_ones = [i for i, a in enumerate(articles) if a.published.how in ("unknown", "bounded")]
    if not open_ones:
        return dates
    likeness = Likeness(articles)
    stories: dict[int, _Story] = {}

    def story(i: int) -> _Story:
        if i not in stories:
            stories[i] = _Story(articles[i], clues(articles[i]), sentences(articles[i].text))
        return stories[i]

    for _ in range(_ROUNDS):
        dated = {i for i, a in enumerate(articles) if dates[a.id].day is not None}
        news: dict[str, Published] = {}
        for i in open_ones:
            if dates[articles[i].id].how == "inferred":
                continue
            news[articles[i].id] = _date(i, story, likeness, dated, {j: dates[articles[j].id] for j in dated})
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
    pieces: list[tuple[list[float], Reason]]

    def add(self, factor: list[float], reason: Reason | None) -> None:
        """Multiplies in one piece of evidence (log-likelihoods, one a day)."""
        self.values = [a + b for a, b in zip(self.values, factor, strict=True)]
        if reason is not None:
            self.pieces.append((factor, reason))

    def posterior(self) -> list[float]:
        """Probabilities, one a day."""
        top = max(self.values)
        weights = [math.exp(v - top) for v in self.values]
        total = sum(weights)
        return [w / total for w in weights]


def _date(index: int, story: _StoryOf, likeness: Likeness, dated: set[int], dates: dict[int, Published]) -> Published:
    mine = story(index)
    neighbours = [n for n in _neighbours(index, likeness, dated - {index}) if n.mixture]
    bounds = _bounds(mine)
    grid = _grid(mine, [dates[n.index] for n in neighbours])
    if grid is None:
        return bounds or mine.article.published
    scores = _Scores(grid[0], [0.0] * grid[1], [])
    _weigh_neighbours(scores, neighbours, dates, story)
    _weigh_clues(scores, mine)
    _weigh_events(scores, mine, neighbours, dates, story, likeness)
    return _conclusion(scores) or bounds or mine.article.published


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """A dated article: its index, whether it shares wording, how alike its opening is (cosine), and how its day bears on
    ours (see `_SAME_TEXT`)."""

    index: int
    shares_wording: bool
    alike: float
    mixture: _Mixture


def _neighbours(index: int, likeness: Likeness, dated: set[int]) -> list[_Neighbour]:
    """Dated articles with the most in common."""
    copied = dict(likeness.copied(index, dated))
    near = sorted({*copied, *dict(likeness.similar(index, dated))})
    out = []
    for j, alike in zip(near, likeness.leads(index, near), strict=True):
        phrases = copied.get(j, 0)
        shares = phrases >= _COPIED
        mixture: _Mixture
        if shares and phrases >= _SHARED * max(1, min(likeness.phrases(index), likeness.phrases(j))):
            mixture = _SAME_REPORT if alike >= _ALIKE else _SAME_TEXT
        elif alike >= _ALIKE:
            mixture = _SAME_STORY
        elif shares:
            mixture = _SAME_WORDING
        else:
            mixture = _SAME_TOPIC if alike >= _SOMEWHAT_ALIKE else ()
        out.append(_Neighbour(j, shares, alike, mixture))
    return out


def _bounds(mine: _Story) -> Published | None:
    """What the dates printed in a story bound by themselves; None when it prints none that do."""
    told = [c for c in mine.clues if c.kind == "past day" and c.first_day]
    coming = [c for c in mine.clues if c.kind == "coming day" and c.last_day]
    first = max(told, key=lambda c: c.first_day or date.min) if told else None
    last = min(coming, key=lambda c: c.last_day or date.max) if coming else None
    if first is None or first.first_day is None:
        return None
    floor = date.fromordinal(first.first_day.toordinal() - _SLACK)
    ceiling = last.last_day if last is not None else None
    if ceiling is not None and ceiling < floor:
        return None  # it contradicts itself
    reasons = [_quoted(mine, first, "It tells of “{}” as past.")]
    if last is not None:
        reasons.append(_quoted(mine, last, "It speaks of “{}” as still to come."))
    return Published("bounded", floor, ceiling, _BOUNDED, tuple(reasons))


def _quoted(mine: _Story, clue: Clue, words: str) -> Reason:
    return Reason(words.format(mine.article.text[clue.start : clue.end]), mine.article.id, clue.start, clue.end)


def _grid(mine: _Story, published: list[Published]) -> tuple[int, int] | None:
    """The first of the candidate days and how many there are; None without a dated neighbour."""
    days = [p.day.toordinal() for p in published if p.day]
    if not days:
        return None
    told = [c.first_day.toordinal() for c in mine.clues if c.kind == "past day" and c.first_day]
    days += [max(told)] if told and max(told) > max(days) else []
    low = max(max(min(days), max(days) - 3000) - 45, 1)
    return low, min(max(days) + 45, date.max.toordinal()) - low + 1


def _laplace(gap: int, scale: float) -> float:
    return math.exp(-abs(gap) / scale) / (2 * scale)


def _weigh_neighbours(
    scores: _Scores, neighbours: list[_Neighbour], dates: dict[int, Published], story: _StoryOf
) -> None:
    size = len(scores.values)
    total = [0.0] * size
    best: tuple[float, _Neighbour] | None = None
    for neighbour in _as_one_event(neighbours, dates):
        published = dates[neighbour.index]
        if published.day is None:
            continue
        sure = 1.0 if neighbour.mixture == _ONE_EVENT else published.confidence
        weight = sure * sum(share for share, _ in neighbour.mixture)
        at = published.day.toordinal()
        even = (1 - weight) / size
        for k in range(size):
            gap = scores.first + k - at
            total[k] += math.log(even + sure * sum(share * _laplace(gap, scale) for share, scale in neighbour.mixture))
        if best is None or weight > best[0]:
            best = (weight, neighbour)
    if best is None:
        return
    other = story(best[1].index).article
    day = dates[best[1].index].day
    assert day is not None
    how = "has sentences of the same wording as" if best[1].shares_wording else "is about the same events as"
    text = f"It {how} “{_short(other.title)}”, which is from {_in_words(day)}."
    scores.add(total, Reason(text, other.id, *_opening(other)))


def _as_one_event(neighbours: list[_Neighbour], dates: dict[int, Published]) -> list[_Neighbour]:
    """The neighbours, of which one stands for all where they are alike and from the same few days (see `_ONE_EVENT`).

    The latest does: a story is told on until it is over.
    """
    alike = [(dates[n.index].day, n) for n in neighbours if n.alike >= _SOMEWHAT_ALIKE]
    days = sorted(day for day, _ in alike if day is not None)
    if len(days) < 2 or (days[-1] - days[0]).days > _ONE_EVENT_DAYS:
        return neighbours
    latest = max((n for day, n in alike if day == days[-1]), key=lambda n: (n.alike, -n.index))
    others = [n for n in neighbours if n.alike < _SOMEWHAT_ALIKE or n.mixture in (_SAME_REPORT, _SAME_TEXT)]
    return [replace(latest, mixture=_ONE_EVENT), *(n for n in others if n.index != latest.index)]


def _weigh_clues(scores: _Scores, mine: _Story) -> None:
    seen: set[tuple[str, int]] = set()
    size = len(scores.values)
    ordinals = range(scores.first, scores.first + size)
    for clue in mine.clues:
        quote = mine.article.text[clue.start : clue.end]
        place = (mine.article.id, clue.start, clue.end)
        if clue.kind == "past weekday" and ("past", clue.weekday) not in seen:
            seen.add(("past", clue.weekday))
            lags = _LAG_IN_LEAD if clue.lead else _LAG
            factor = [math.log(lags[(_weekday(d) - clue.weekday) % 7]) for d in ordinals]
            scores.add(
                factor, Reason(f"It tells what happened on “{quote}”, as news does on that day or the next.", *place)
            )
        elif clue.kind == "coming weekday" and ("coming", clue.weekday) not in seen:
            seen.add(("coming", clue.weekday))
            ahead = (0.06, 0.24, 0.20, 0.17, 0.14, 0.11, 0.08)
            factor = [math.log(ahead[(clue.weekday - _weekday(d)) % 7]) for d in ordinals]
            scores.add(factor, Reason(f"It speaks of “{quote}” as still to come.", *place))
        elif clue.kind == "paper" and ("paper", clue.weekday) not in seen:
            seen.add(("paper", clue.weekday))
            near = {0: 0.88, 1: 0.03, 6: 0.06}
            factor = [math.log(near.get((_weekday(d) - clue.weekday) % 7, 0.0075)) for d in ordinals]
            name = ("Saturday", "Sunday")[clue.weekday - 6]
            scores.add(factor, Reason(f"It cites “{quote}”, a paper that comes out on a {name}.", *place))
        elif clue.kind == "this weekend" and ("weekend", 0) not in seen:
            seen.add(("weekend", 0))
            odds = (0.08, 0.05, 0.06, 0.10, 0.19, 0.26, 0.26)
            factor = [math.log(odds[_weekday(d) - 1]) for d in ordinals]
            scores.add(factor, Reason(f"It says “{quote}”.", *place))
    past = [c for c in mine.clues if c.kind == "past day" and c.last_day and c.first_day]
    if past:
        latest = max(past, key=lambda c: c.first_day or date.min)
        assert latest.first_day is not None
        floor = latest.first_day.toordinal() - _SLACK
        factor = [0.0 if d >= floor else -5.0 for d in ordinals]
        quote = mine.article.text[latest.start : latest.end]
        scores.add(factor, Reason(f"It tells of “{quote}” as past.", mine.article.id, latest.start, latest.end))
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


def _weigh_events(
    scores: _Scores,
    mine: _Story,
    neighbours: list[_Neighbour],
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
    matching = [best[2].days(date.fromordinal(d)) == (best[1], best[1]) for d in ordinals]
    hits = max(1, sum(matching))
    miss = math.log((1 - _EVENT_HOLDS) / len(matching))
    scores.add([math.log(_EVENT_HOLDS / hits) if m else miss for m in matching], best[3])


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
    reasons = _reasons(scores, top)
    if not reasons:
        return None
    if posterior[top] >= _INFERRED:
        day = date.fromordinal(scores.first + top)
        return Published("inferred", day, day, round(min(posterior[top], 0.99), 3), reasons)
    low = high = 0
    tail = (1 - _BOUNDED) / 2
    total = 0.0
    for k, p in enumerate(posterior):
        if total < tail:
            low = k
        total += p
        if total >= 1 - tail:
            high = k
            break
    if high - low > _WIDEST:
        return None
    days = date.fromordinal(scores.first + low), date.fromordinal(scores.first + high)
    return Published("bounded", *days, _BOUNDED, reasons)


def _reasons(scores: _Scores, top: int) -> tuple[Reason, ...]:
    """The evidence that speaks for a day, strongest first: that which is likelier there than on average."""
    weighed = []
    for factor, reason in scores.pieces:
        average = math.log(sum(math.exp(f) for f in factor) / len(factor))
        gain = factor[top] - average
        if gain > 0.2:
            weighed.append((gain, reason))
    weighed.sort(key=lambda pair: -pair[0])
    return tuple(reason for _, reason in weighed[:6])


def _weekday(ordinal: int) -> int:
    return (ordinal - 1) % 7 + 1


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y} ({day:%A})"


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:57].rstrip() + "…"


def _opening(article: Article) -> tuple[int, int]:
    end = min(len(article.text), article.body_start)
    return (0, end) if end > 0 else (0, min(len(article.text), 80))

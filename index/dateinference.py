"""The day of articles that print none: each candidate day is scored by the clues in the text and by dated neighbours."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.article import Article, Published, Reason
from index.dateclue import Clue, clues
from index.likeness import Likeness, Sentence, sentences

# How often news names a weekday that many days after it (0 to 6), in its lead and further down.
_LAG_IN_LEAD: Final = (0.62, 0.24, 0.06, 0.03, 0.02, 0.02, 0.01)
_LAG: Final = (0.40, 0.30, 0.13, 0.07, 0.05, 0.03, 0.02)
# How far apart in days two articles on one story are, and two that share wording: (share, scale of a Laplace curve).
_SAME_STORY: Final = ((0.70, 1.5), (0.20, 9.0), (0.10, 45.0))
_SAME_WORDING: Final = ((0.85, 1.5), (0.10, 9.0), (0.05, 45.0))
# Phrases of seven words in common from which two articles count as sharing wording: about two sentences.
_COPIED: Final = 8
_INFERRED: Final = 0.6
_BOUNDED: Final = 0.98
_WIDEST: Final = 62
_ROUNDS: Final = 4


@dataclass(slots=True)
class _Story:
    article: Article
    clues: list[Clue]
    sentences: list[Sentence]


_StoryOf = Callable[[int], _Story]


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
    neighbours = _neighbours(index, likeness, dated - {index})
    grid = _grid(mine, [dates[j] for j, _, _ in neighbours])
    if grid is None:
        return mine.article.published
    first, size = grid
    scores = _Scores(first, [0.0] * size, [])
    _weigh_neighbours(scores, neighbours, dates, story, index)
    _weigh_clues(scores, mine)
    _weigh_events(scores, mine, neighbours, dates, story, likeness)
    return _conclusion(scores, mine.article)


def _neighbours(index: int, likeness: Likeness, dated: set[int]) -> list[tuple[int, float, int]]:
    """Dated articles with the most in common: (index, cosine, phrases shared)."""
    copied = dict(likeness.copied(index, dated))
    similar = dict(likeness.similar(index, dated))
    near = sorted({*copied, *similar})
    return [(j, alike, copied.get(j, 0)) for j, alike in zip(near, likeness.leads(index, near), strict=True)]


def _grid(mine: _Story, published: list[Published]) -> tuple[int, int] | None:
    days = [p.day.toordinal() for p in published if p.day]
    told = [c.first_day.toordinal() for c in mine.clues if c.kind == "past day" and c.first_day]
    if told and (not days or max(told) > max(days)):
        days.append(max(told))
    if not days:
        return None
    low = max(min(days), max(days) - 3000) - 45
    return max(low, 1), min(max(days) + 45, date.max.toordinal()) - max(low, 1) + 1


def _laplace(gap: int, scale: float) -> float:
    return math.exp(-abs(gap) / scale) / (2 * scale)


def _weigh_neighbours(
    scores: _Scores, neighbours: list[tuple[int, float, int]], dates: dict[int, Published], story: _StoryOf, index: int
) -> None:
    size = len(scores.values)
    total = [0.0] * size
    best: tuple[float, int, int] = (0.0, -1, 0)
    spot = 1.0 if any(c.kind != "past day" for c in story(index).clues) else 0.3
    same_wording = any(copied >= _COPIED for _, _, copied in neighbours)
    for j, cosine, copied in neighbours:
        published = dates[j]
        if published.day is None:
            continue
        weight = min(0.7, 2.0 * max(0.0, cosine - 0.3)) * spot
        shape = _SAME_STORY
        if same_wording and copied < _COPIED:
            weight *= 0.3
        if copied >= _COPIED:
            weight = max(weight, min(0.9, 0.6 + copied / 100))
            shape = _SAME_WORDING
        weight *= published.confidence
        at = published.day.toordinal()
        even = (1 - weight) / size
        for k in range(size):
            gap = scores.first + k - at
            near = sum(share * _laplace(gap, scale) for share, scale in shape)
            total[k] += math.log(even + weight * near)
        if weight > best[0]:
            best = (weight, j, copied)
    if best[1] < 0:
        return
    other = story(best[1]).article
    day = dates[best[1]].day
    assert day is not None
    how = "has sentences of the same wording as" if best[2] >= _COPIED else "is about the same events as"
    text = f"It {how} “{_short(other.title)}”, which is from {_in_words(day)}."
    scores.add(total, Reason(text, other.id, *_opening(other)))


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
        floor = latest.first_day.toordinal()
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
    neighbours: list[tuple[int, float, int]],
    dates: dict[int, Published],
    story: _StoryOf,
    likeness: Likeness,
) -> None:
    """The same event told "yesterday" here and on a day that is known there."""
    relative = [c for c in mine.clues if c.kind in ("deictic", "past weekday", "coming weekday")]
    if not relative:
        return
    ordinals = range(scores.first, scores.first + len(scores.values))
    for clue in relative:
        sentence = next((s for s in mine.sentences if s.start <= clue.start < s.end), None)
        if sentence is None or len(sentence.words) < 5:
            continue
        best: tuple[float, date, Reason] | None = None
        for j, _, _ in neighbours:
            published = dates[j]
            other = story(j)
            if published.day is None:
                continue
            for theirs in other.clues:
                told = next((s for s in other.sentences if s.start <= theirs.start < s.end), None)
                if told is None or len(told.words & sentence.words) < 4:
                    continue
                alike = likeness.sentence_likeness(sentence.words, told.words)
                days = theirs.days(published.day)
                if alike < 0.45 or days is None or days[0] != days[1] or (best and alike <= best[0]):
                    continue
                here, there = mine.article.text[clue.start : clue.end], other.article.text[theirs.start : theirs.end]
                words = f"What it tells of “{here}”, “{_short(other.article.title)}” tells of “{there}”, {_in_words(days[0])}."
                best = (alike, days[0], Reason(words, mine.article.id, clue.start, clue.end))
        if best is None:
            continue
        strength = min(0.9, best[0])
        matching = []
        for d in ordinals:
            days = clue.days(date.fromordinal(d))
            matching.append(days is not None and days[0] == best[1])
        hits = max(1, sum(matching))
        miss = math.log((1 - strength) / len(matching))
        scores.add([math.log(strength / hits) if m else miss for m in matching], best[2])


def _conclusion(scores: _Scores, article: Article) -> Published:
    posterior = scores.posterior()
    top = max(range(len(posterior)), key=posterior.__getitem__)
    reasons = _reasons(scores, top)
    if posterior[top] >= _INFERRED and reasons:
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
    if high - low <= _WIDEST and reasons:
        days = date.fromordinal(scores.first + low), date.fromordinal(scores.first + high)
        return Published("bounded", *days, _BOUNDED, reasons)
    return article.published


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

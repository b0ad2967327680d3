"""Dated articles that tell about when another was published, and how far from it in days each may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from index.article import Published
from index.likeness import Likeness

Mixture = tuple[tuple[float, float], ...]
"""Parts of a likelihood of the days between: their share, and the scale in days of a Laplace curve."""

# How far apart in days two articles are; the rest is from any of
# the days in question, most of it from the months around. From MultiHop-RAG (`evals.dating`): articles that share a tenth of their phrases and whose openings
# are alike (cosine from 0.7) and name the same people, that share as much without that, that share some and the people,
# that share some.
SAME_REPORT: Final = ((0.85, 1.0), (0.08, 4.0))
SAME_TEXT: Final = ((0.30, 1.0), (0.20, 4.0))
_SAME_WORDING: Final = ((0.25, 1.0), (0.20, 5.0))
_LIKE_WORDING: Final = ((0.06, 1.0), (0.16, 6.0))
# The same by how alike their openings are (cosine), from its articles of even number.
_BY_OPENING: Final = (
    (0.75, ((0.36, 1.0), (0.40, 5.0))),
    (0.65, ((0.15, 1.0), (0.20, 6.0))),
    (0.60, ((0.05, 1.0), (0.14, 6.0))),
    (0.50, ((0.02, 1.0), (0.06, 6.0))),
)
# Where both tell of a week by its number ("Week 13") and their openings are as alike as this, their days are as far apart as
# their weeks.
_SAME_COUNT: Final = 0.4
COUNTED: Final = ((0.90, 2.5),)
# Where at least two openings are alike (cosine from 0.6) and all such are from within a few days, the topic is one event and
# no running story: then the article is from those days too.
ONE_EVENT: Final = ((0.60, 1.5), (0.20, 6.0))
_ONE_EVENT_DAYS: Final = 4
OF_ONE_EVENT: Final = 0.6
_ALIKE: Final = 0.7
# The share of names in their openings that reports of one event have in common; less have the texts of one form ("live
# score, updates and highlights of ...").
_SAME_PEOPLE: Final = 0.5
# Phrases of seven words in common from which two articles count as sharing wording: about two sentences.
_COPIED: Final = 8
_SHARED: Final = 0.1
OF_ONE_TOPIC: Final = (*(mixture for _, mixture in _BY_OPENING), _LIKE_WORDING)
"""Those of articles that are of one topic, but may tell other news of it."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A dated article: its index, whether it shares wording, how alike its opening is (cosine), and how its day bears on
    ours (see `SAME_TEXT`): ours is about `later` days after it."""

    index: int
    shares_wording: bool
    alike: float
    mixture: Mixture
    later: int = 0


def neighbours_of(index: int, likeness: Likeness, dated: set[int]) -> list[Neighbour]:
    """Dated articles with the most in common."""
    copied = dict(likeness.copied(index, dated))
    near = sorted({*copied, *dict(likeness.similar(index, dated)), *likeness.of_near_weeks(index, dated)})
    out = []
    for j, alike in zip(near, likeness.leads(index, near), strict=True):
        phrases = copied.get(j, 0)
        shares = phrases >= _COPIED
        mixture: Mixture
        same_people = shares and likeness.names_shared(index, j) >= _SAME_PEOPLE
        weeks = likeness.weeks_apart(index, j)
        if weeks is not None and alike >= _SAME_COUNT and (weeks or not same_people):
            out.append(Neighbour(j, shares, alike, COUNTED, 7 * weeks))
            continue
        if weeks or likeness.of_one_series(index, j):
            mixture = ()
        elif shares and phrases >= _SHARED * max(1, min(likeness.phrases(index), likeness.phrases(j))):
            mixture = SAME_REPORT if alike >= _ALIKE and same_people else SAME_TEXT
        elif same_people:
            mixture = _SAME_WORDING
        else:
            otherwise: Mixture = _LIKE_WORDING if shares else ()
            mixture = next((m for least, m in _BY_OPENING if alike >= least), otherwise)
        out.append(Neighbour(j, shares, alike, mixture))
    return out


def as_one_event(neighbours: list[Neighbour], dates: dict[int, Published]) -> list[Neighbour]:
    """The neighbours, of which one stands for all where they are alike and from the same few days (see `ONE_EVENT`).

    The latest does: a story is told on until it is over.
    """
    alike = [(dates[n.index].day, n) for n in neighbours if n.alike >= OF_ONE_EVENT]
    days = sorted(day for day, _ in alike if day is not None)
    if len(days) < 2 or (days[-1] - days[0]).days > _ONE_EVENT_DAYS:
        return neighbours
    latest = max((n for day, n in alike if day == days[-1]), key=lambda n: (n.alike, -n.index))
    others = [n for n in neighbours if n.alike < OF_ONE_EVENT or n.mixture in (SAME_REPORT, SAME_TEXT)]
    return [replace(latest, mixture=ONE_EVENT), *(n for n in others if n.index != latest.index)]

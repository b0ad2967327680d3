"""Questions for how something stands in the end or stood at first: "how many did in fact die", "who runs it now", "the first
estimate". News is overtaken by later news, so that the articles' days weigh."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from index.article import Article
from qa.question import Question
from qa.span import Span

# Log-odds between the first and the last of the likely articles, set by hand on development questions.
_OVERTAKEN: Final = 1.5
# A span below this share of the best one's score plays no part.
_FAR_BELOW: Final = 0.2

_FIGURE: Final = (
    r"(?:figures?|numbers?|counts?|tolls?|totals?|tally|tallies|estimates?|margins?|results?|costs?|prices?|offers?|bids?|sums?|shares?"
    r"|amounts?|percentages?|turnouts?|versions?|plans?|dates?|reports?|valuations?|budgets?|forecasts?)"
)
_IN_THE_END: Final = re.compile(
    r"\b(?:now|currently|nowadays|these days|today|eventually|finally|in the end|in the event|ultimately|officially|actually|in fact|at last|so far|to date"
    r"|(?:since|later|been|was|were) (?:corrected|revised|updated|recounted)|as (?:corrected|revised|updated)"
    r"|(?:improved|raised|revised|new|renewed) (?:terms|offers?|bids?|conditions|versions?|plans?)"
    rf"|(?:final|latest|current|corrected|revised|updated|official|definitive|actual|eventual|true) (?:[\w’'-]+ ){{0,2}}?{_FIGURE}"
    r"|(?:after|following|once) (?:(?:the|its|his|her|their|an?|all) )?(?:[\w’'-]+ ){0,2}?(?:recounts?|corrections?|revisions?|appeals?|postponements?|delays?|consultations?|recounted|corrected|revised|postponed))\b",
    re.IGNORECASE,
)
_AT_FIRST: Final = re.compile(
    rf"\b(?:at first|initially|originally|to begin with|at the (?:outset|start)|first (?:said|reported|thought|put|given|estimated|announced|believed|planned|claimed)"
    rf"|(?:first|initial|original|earliest|preliminary|provisional) (?:[\w’'-]+ ){{0,2}}?{_FIGURE})\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def side(question: str) -> int:
    """1 where a question asks how something stands in the end, -1 where it asks how it stood at first, 0 for any other, and for
    one that asks for both."""
    return bool(_IN_THE_END.search(question)) - bool(_AT_FIRST.search(question))


def weighed(question: Question, spans: Sequence[Span], articles: Mapping[str, Article]) -> list[Span]:
    """The spans, best first, the likely ones with more of a score (0..1) the nearer their article's day is to the end that the
    question asks for. An article without a day neither gains nor loses."""
    end = side(question.text)
    likely = [span for span in spans if span.score >= _FAR_BELOW * spans[0].score]
    days = {span: articles[span.passage.article_id].published.day for span in likely}
    known = sorted({day for day in days.values() if day is not None})
    if not end or len(known) < 2:
        return list(spans)

    def gain(day: date | None) -> float:
        place = 0.5 if day is None else known.index(day) / (len(known) - 1)
        return end * _OVERTAKEN * (place - 0.5)

    return sorted((span.less(-gain(days[span])) if span in days else span for span in spans), key=lambda s: -s.score)

"""The metrics, each one pure function that says what it measures and where it is strict."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product

from evals.normalise import days, normalise
from evals.questions import Evidence, Question
from qa.answer import Answer, Citation

__all__ = [
    "abstention",
    "bootstrap",
    "cited_share",
    "exact_match",
    "is_right",
    "is_verbatim",
    "judged",
    "mean",
    "normalise",
    "percentile",
    "stands_in_quote",
    "supports",
    "token_f1",
]

TEXT_WORDS = 60
"""A `text` is judged on its first 60 words: two or three sentences. An answer that comes later was not given."""
SHORT_WORDS = 25
"""A `short` is judged on its first 25 words."""
QUOTE_WORDS = 120
"""A quote of more words than this supports nothing: it leaves the reader to find the passage."""
FEW_WORDS = 4
"""A quote of fewer words than this supports an answer only by holding it; being taken from the gold sentence is not
enough."""
COMBINATIONS = 5000
"""Exact match and F1 of a question with several groups look at no more combinations of alternatives than this."""

_VERDICT = re.compile(r"(?:probably )?(yes|no)\b", re.IGNORECASE)
_YEAR = re.compile(r"[12]\d{3}")
_MARKERS = re.compile(r"\s*\[\d+(?:\s*[,–-]\s*\d+)*\]")


def judged(answer: Answer) -> str:
    """The words an answer is judged on: its `short` (first 25 words) or, if that is empty, its `text` without citation
    markers (first 60 words). Empty for an abstention."""
    if not answer.answered:
        return ""
    if answer.short.strip():
        return " ".join(answer.short.split()[:SHORT_WORDS])
    return " ".join(_MARKERS.sub("", answer.text).split()[:TEXT_WORDS])


def is_right(question: Question, answer: Answer) -> bool:
    """Whether a question is dealt with as it should be. The mean of this is the accuracy.

    Not answerable: right iff it abstains. Answerable: right iff it is answered and every group has an alternative that
    stands as a whole-token sequence in `judged(answer)`, both normalised. No credit for near misses.

    A question for yes or no must be answered with that before all else, "probably" or not: a quote without it is no answer.

    A question whose answer is a date must also commit itself: `judged(answer)` may name no day besides the accepted
    ones, those of `question.date` and in the question, and (in `text`, which explains) the publication days of the cited articles.

    Known leniency: containment does not see negation ("not 5,000"), and a number or name among others within the
    words judged is found. Read it beside exact match and token F1, which see every extra word.
    """
    if not question.answerable or not answer.answered:
        return question.answerable == answer.answered
    said = normalise(judged(answer))
    if question.kind == "yes-no":
        first = _VERDICT.match(judged(answer))  # not of a quote, whose mark comes first
        return first is not None and any(first[1].lower() == a.lower() for group in question.answers for a in group)
    if not all(any(_contains(said, normalise(a)) for a in group) for group in question.answers):
        return False
    if question.date is None:
        return True
    accepted = [alternative for group in question.answers for alternative in group]
    allowed = [*accepted, *question.date.split("/"), question.question]
    if not answer.short.strip():
        allowed += [citation.published for citation in answer.citations if citation.published]
    known = frozenset[str]().union(*(days(normalise(text)) for text in allowed))
    return days(said) <= known | {f"--{day[5:]}" for day in known if not day.startswith("-")}


def exact_match(prediction: str, answers: Sequence[Sequence[str]]) -> float:
    """1.0 if `prediction` is, normalised, a gold answer and nothing else; otherwise 0.0.

    With several groups: one alternative of each, in any order, "and" between them not counting.
    """
    if len(answers) == 1:
        said = normalise(prediction)
        return float(any(said == normalise(alternative) for alternative in answers[0]))
    said_tokens = _bag(prediction, len(answers))
    return float(any(said_tokens == gold for gold in _gold_bags(answers)))


def token_f1(prediction: str, answers: Sequence[Sequence[str]]) -> float:
    """The harmonic mean of token precision and recall against the gold answer that suits `prediction` best (0..1), as
    in SQuAD. With several groups a gold answer is one alternative of each, and "and" does not count."""
    said = _bag(prediction, len(answers))
    best = 0.0
    for gold in _gold_bags(answers):
        shared = (said & gold).total()
        if shared:
            best = max(best, 2 * shared / (said.total() + gold.total()))
    return best


def abstention(outcomes: Iterable[tuple[bool, bool]]) -> tuple[float | None, float | None]:
    """Precision and recall of abstaining, from (answerable, answered) of every question.

    Precision: of the questions it abstained on, the share that cannot be answered. Recall: of those that cannot be
    answered, the share it abstained on. None where there is nothing to divide by.
    """
    counts = Counter(outcomes)
    rightly, wrongly, missed = counts[False, False], counts[True, False], counts[False, True]
    precision = rightly / (rightly + wrongly) if rightly + wrongly else None
    recall = rightly / (rightly + missed) if rightly + missed else None
    return precision, recall


def supports(citation: Citation, question: Question, texts: Mapping[str, str]) -> bool:
    """Whether a cited quote bears the gold answer out. Citation precision is the mean of this over the quotes of
    answered questions, where an answer without a quote counts as one that supports nothing.

    True if the quote is of an article with gold evidence, is verbatim, has at most 120 words, and either holds an
    alternative of every group of gold answers, or has at least 4 words and shares with a gold quote at least half of
    the shorter one of the two, by their places in the article. Always False for a question that cannot be answered:
    whatever is cited for it does not show it; and for one without gold evidence, which is left out of the figures.

    `texts` are the articles' texts by id.
    """
    gold = [evidence for evidence in question.evidence if evidence.article_id == citation.article_id]
    if not gold or len(citation.quote.split()) > QUOTE_WORDS or not is_verbatim(citation, texts):
        return False
    quote = normalise(citation.quote)
    if all(any(_contains(quote, normalise(a)) for a in group) for group in question.answers):
        return True
    if len(citation.quote.split()) < FEW_WORDS:
        return False
    return any(_overlap(citation, evidence, texts) for evidence in gold)


def cited_share(citations: Sequence[Citation], question: Question, texts: Mapping[str, str]) -> float | None:
    """The share (0..1) of a question's gold quotes that its answer cites; None for a question without gold evidence.
    Citation recall is the mean of this over the answered questions.

    A gold quote is cited by a verbatim quote of at most 120 words that shares with it at least half of the shorter one of
    the two, by their places in the article. Gold quotes that say the same are not told from those that are all needed, so
    an answer may be complete below 1.
    """
    if not question.evidence:
        return None
    useful = [c for c in citations if len(c.quote.split()) <= QUOTE_WORDS and is_verbatim(c, texts)]
    cited = [any(_overlap(c, evidence, texts) for c in useful) for evidence in question.evidence]
    return sum(cited) / len(cited)


def is_verbatim(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Whether a citation keeps the promise `article.text[start:end] == quote`, and quotes anything at all."""
    text = texts.get(citation.article_id)
    if text is None or not 0 <= citation.start < citation.end <= len(text):
        return False
    return text[citation.start : citation.end] == citation.quote


def stands_in_quote(answer: Answer) -> bool | None:
    """Whether the short answer stands in the quote beside it, white space aside; None for an answer that is no one span:
    an abstention, a day or a time worked out, one of several parts, one in a model's words, or a mere sentence."""
    short = " ".join(answer.short.split())
    if not (answer.answered and short and len(answer.citations) == 1) or days(normalise(short)):
        return None
    said = " ".join(answer.text.split())
    first = f"{short[:1].upper()}{short[1:]}".rstrip(".")
    if not re.fullmatch(re.escape(first) + r'\.? [“"].+[”"] \[1\]', said):
        return None
    return short in " ".join(answer.citations[0].quote.split())


def mean(values: Iterable[float]) -> float | None:
    """The arithmetic mean; None of nothing."""
    items = list(values)
    return math.fsum(items) / len(items) if items else None


def percentile(values: Iterable[float], percent: float) -> float | None:
    """The `percent`-th percentile (0..100), interpolating linearly between the two nearest values; None of nothing."""
    if not 0 <= percent <= 100:
        raise ValueError(f"percent is 0..100, not {percent}")
    items = sorted(values)
    if not items:
        return None
    place = (len(items) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(items) - 1)
    return items[below] + (items[above] - items[below]) * (place - below)


def bootstrap(values: Sequence[float], *, samples: int = 2000, seed: int = 0) -> tuple[float, float] | None:
    """The 95 % confidence interval of the mean: the 2.5th and 97.5th percentile of the means of `samples` resamples of
    `values` with replacement (Efron's percentile bootstrap). The same for the same `seed`; None of nothing.

    It is too narrow for a handful of values, and has no width when all values are equal.
    """
    if not values:
        return None
    draw = random.Random(seed)
    means = [math.fsum(draw.choices(values, k=len(values))) / len(values) for _ in range(samples)]
    low, high = percentile(means, 2.5), percentile(means, 97.5)
    assert low is not None
    assert high is not None
    return low, high


def _contains(haystack: str, needle: str) -> bool:
    """Whether `needle` is a run of whole tokens in `haystack`, both normalised; a day without its year is that day of any,
    and a year stands in each of its months and days."""
    if needle.startswith("--") and needle in {f"-{day[4:]}" for day in days(haystack)}:
        return True
    if _YEAR.fullmatch(needle) and re.search(rf"(?<!\S){needle}-\d\d(?:-\d\d)?(?!\S)", haystack):
        return True
    return bool(needle) and f" {needle} " in f" {haystack} "


def _bag(text: str, groups: int) -> Counter[str]:
    bag = Counter(normalise(text).split())
    if groups > 1:
        del bag["and"]
    return bag


def _gold_bags(answers: Sequence[Sequence[str]]) -> Iterable[Counter[str]]:
    if not answers:
        return
    for combination in islice(product(*answers), COMBINATIONS):
        yield sum((_bag(alternative, len(answers)) for alternative in combination), Counter[str]())


def _overlap(citation: Citation, evidence: Evidence, texts: Mapping[str, str]) -> bool:
    """Whether a quote and a gold quote share at least half of the shorter one, by their places in the article."""
    if evidence.article_id != citation.article_id:
        return False
    for start, end in _places(evidence.quote, texts.get(citation.article_id, "")):
        shared = min(end, citation.end) - max(start, citation.start)
        if shared > 0 and 2 * shared >= min(end - start, citation.end - citation.start):
            return True
    return False


def _places(quote: str, text: str) -> list[tuple[int, int]]:
    """Where `quote` stands in `text`, whatever the white space between its words."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    return [match.span() for match in re.finditer(pattern, text)] if pattern else []

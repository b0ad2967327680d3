"""How sure Dateline is of a candidate answer: the reader's verdict weighed with what retrieval and the words say."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import lru_cache

from index.article import Article
from qa.question import Question
from qa.retrieve import Evidence
from qa.span import Span
from qa.support import unsupported
from qa.verb import is_past
from qa.when import day_of
from qa.words import STOP_WORDS, content_words, names, stem, stems, stems_of, tokens

FEATURES = ("reader", "span", "cosine", "sentence", "passage", "article", "unsupported", "absent", "form")
# Logistic regression, bias last: halfway between the weights before and a fit on the candidates of development questions,
# those of the suite "stories" (as `python -m evals.confidence` fits them) and 180 about an archive of news; "unsupported",
# "absent" and "form", which hardly vary there, are set by hand.
WEIGHTS: Mapping[str, float] = {
    "reader": 0.85, "span": 0.62, "cosine": 0.32, "sentence": 0.35, "passage": 0.46, "article": 0.74, "unsupported": -0.18,
    "absent": -0.60, "form": 0.28, "bias": -1.70,
}  # fmt: skip

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundreds?|thousands?|[mb]illions?|dozens?|half|third|quarter|once|twice|none|no|several|few|many)\b",
    re.IGNORECASE,
)


_DOER = re.compile(
    r"(?i:what|whom?|which \w+|when|why|how) (?:did|does|do|has|had|will|would) ((?:[A-Z][\w’'-]* )*[A-Z][\w’'-]*) [a-z]"
)
_HAS_DONE = re.compile(
    r"\b(?<!or )(?<!and )(?:that |whom )?((?:[A-Z][\w’'-]* )*[A-Z][\w’'-]*) ([a-z]+)(?= (?:for|on|with|to|at|in|against|from|by|of|over|after)\b|\??$)"
)


def features(
    question: Question, span: Span, evidence: Evidence, article: Article, asked: Mapping[str, float]
) -> list[float]:
    """The candidate's features, in the order of `FEATURES`; `article` is the one that its passage is from, `asked` the question's
    `asked_words`.

    - reader: log-odds that the passage answers, as the reader says, held within ±7.
    - span: natural logarithm of the span's share of the reader's belief in its passage's best span (at most 0).
    - cosine: similarity of question and passage (-1..1; 0 when only full-text search found it).
    - sentence, passage: share (0..1) of the question's content, by the words' weights, that the span's sentence, and its passage
      with the headline, mention.
    - article: 1 if the passage is from the article that retrieval puts first, else 0.
    - unsupported: how many of the question's names and numbers the passage, its headline and its day lack, at most 3.
    - absent: how many of them the whole article lacks, at most 3: of development questions' candidates without one
      such name 3 % are right, with one .7 %, with two .1 %.
    - form: 1 if the span has the form that the question asks for, else 0.
    """
    passage = span.passage
    a, b = span.sentence
    in_sentence = stems_of(passage.text[a - passage.start : b - passage.start])
    in_passage = stems_of(passage.text) | stems_of(article.title)
    heading = f"{article.title} {day_of(article)}"
    missing = unsupported(question.text, f"{heading} {passage.text}")
    about = f"{heading} {article.source} {article.author} {article.text}"
    absent = unsupported(question.text, about) if missing else []
    return [
        max(-7.0, min(7.0, span.verdict)),
        math.log(max(1e-4, span.share)),
        evidence.cosine or 0.0,
        share(asked, in_sentence),
        share(asked, in_passage),
        float(evidence.first_article),
        float(min(3, len(missing))),
        float(min(3, len(absent))),
        float(has_form(question, span.text)),
    ]


def asked_words(question: Question, weigh: Callable[[str], float]) -> dict[str, float]:
    """The stems of the question's content words, each with its weight."""
    return {stem(word): weigh(word) for word in content_words(question.text)}


def confidence(values: Sequence[float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """How much (0..1) speaks for a candidate with these features: it orders candidates, and `probability` says what it
    means."""
    logit = weights["bias"] + sum(weights[name] * value for name, value in zip(FEATURES, values, strict=True))
    return 1 / (1 + math.exp(-logit))


# Scale and shift of the log-odds (Platt 1999), fitted on the answers to development questions with nothing declined: those
# of the seeds and 180 about an archive of news, each set counted alike.
_SCALE, _SHIFT = 0.71, 0.80
# The same beside the log-odds of the best candidate with other words, held above a least: fitted on 913 answers to the development
# questions of eight archives, with nothing declined, each archive counted alike. Fitted on seven of them, on the eighth in turn, it
# parts right answers from wrong ones with an AUROC of .835, where the score alone has .815.
_SCALE_BESIDE, _RIVAL, _SHIFT_BESIDE = 1.12, 0.52, 0.03
_LEAST_RIVAL = -4.0


def probability(score: float) -> float:
    """The probability (0..1) that an answer with this score is right; 0 for a score of 0. It decides what is declined."""
    return 1 / (1 + math.exp(-_SCALE * _log_odds(score) - _SHIFT)) if score > 0 else 0.0


def probability_beside(score: float, rival: float) -> float:
    """The probability (0..1) that an answer with this score is right, where the best candidate that says something else has the score
    `rival` (0 where nothing else is said); 0 for a score of 0. It is what the answer is given with."""
    if score <= 0:
        return 0.0
    against = max(_LEAST_RIVAL, _log_odds(rival)) if rival > 0 else _LEAST_RIVAL
    return 1 / (1 + math.exp(-_SCALE_BESIDE * _log_odds(score) + _RIVAL * against - _SHIFT_BESIDE))


def _log_odds(score: float) -> float:
    return math.log(score) - math.log1p(-min(score, 1 - 1e-9))


def has_form(question: Question, text: str) -> bool:
    """Whether `text` can be an answer of the question's type, by its form alone; True where forms say nothing."""
    if question.type in {"number", "duration"}:
        return _NUMBER.search(text) is not None
    if question.type in {"who", "where"}:
        return bool(names(text)) or not text[:1].isdigit()
    return True


def repeats(question: Question, text: str) -> bool:
    """Whether `text` only repeats the question's words, abbreviates a name in it, or names with a title who did what is asked
    for ("what did Ray announce": "Mayor Ann Ray"), which answers nothing, unless the question offers a choice ("Herat or
    Kandahar")."""
    if " or " in question.text:
        return False
    doers = [doer[1] for doer in [_DOER.match(question.text)] if doer]
    if question.type == "who":
        # "Who was the guard that Ray hired": not Ray.
        doers += [doer[1] for doer in _HAS_DONE.finditer(question.text, 4) if is_past(doer[2])]
    if " ".join(names(text)) == text and any(text.split()[-1] == doer.split()[-1] for doer in doers):
        return True
    asked = set(stems_of(question.text)) | {initials(name) for name in names(question.text)}
    return stems(w for w in tokens(text) if w.lower() not in STOP_WORDS) <= asked


def initials(name: str) -> str:
    """The stem of a name's abbreviation ("Afghanistan Analysts Network": "ana")."""
    return stem("".join(word[0] for word in name.split() if word[:1].isupper()))


def inverse_document_frequency(frequency: Callable[[str], int], passages: int) -> Callable[[str], float]:
    """The weight of a word: ln(1 + N / (0.5 + n)) for n of N passages that hold it."""
    # Each word is weighed again and again, and its frequency is a query to the store.
    return lru_cache(maxsize=10_000)(lambda word: math.log(1 + max(1, passages) / (0.5 + frequency(word.lower()))))


def share(asked: Mapping[str, float], found: Set[str]) -> float:
    """How much of what is asked (stems and their weights) is among the stems found, 0..1; 0 where nothing is asked."""
    total = sum(asked.values())
    return sum(weight for word, weight in asked.items() if word in found) / total if total else 0.0

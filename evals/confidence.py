"""Fit what `qa.confidence` weighs: `python -m evals.confidence`.

Every development question of the suite "stories" is retrieved and read as an archive's questions are; a candidate is right
when its passage holds a gold answer and its words are those of it (token F1 of 0.6 or more). The regression sees the
questions of half of the sets and is measured on the other half.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals import stories
from evals.metrics import token_f1
from evals.questions import Question
from index.settings import load_settings
from qa.confidence import FEATURES
from qa.corpus import Corpus
from qa.question import understand
from qa.reader.metrics import auroc, calibration_error, fit_logistic
from qa.retrieve import retrieve
from qa.single import candidates

RIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """The features of one span for question number `question`, and whether it is right."""

    question: int
    values: tuple[float, ...]
    right: bool


def all_candidates(asked: Sequence[Question], corpus: Corpus) -> list[Candidate]:
    """Every question's candidates that the reader holds for likely."""
    found = []
    for number, question in enumerate(asked):
        understood = understand(question.question)
        evidence = retrieve(corpus, understood, corpus.settings.read_k)
        articles = {e.passage.article_id: corpus.article(e.passage.article_id) for e in evidence}
        golds = {e.article_id for e in question.evidence}
        for span, values in candidates(understood, evidence, articles, corpus):
            if span.share >= 0.2:
                right = span.passage.article_id in golds and token_f1(span.text, question.answers) >= RIGHT
                found.append(Candidate(number, tuple(values), right))
    return found


def best_of_each(found: Sequence[Candidate], weights: np.ndarray) -> tuple[list[float], list[bool]]:
    """For each question the probability of its likeliest candidate, and whether that one is right."""
    best: dict[int, tuple[float, bool]] = {}
    for candidate in found:
        logit = float(np.dot(candidate.values, weights[:-1]) + weights[-1])
        if candidate.question not in best or logit > best[candidate.question][0]:
            best[candidate.question] = (logit, candidate.right)
    return [float(1 / (1 + np.exp(-logit))) for logit, _ in best.values()], [right for _, right in best.values()]


def main() -> None:
    """Prints the weights and, on the half that was not fitted, one JSON object of figures for each way of weighing."""
    asked = [question for question in stories.questions() if question.split == "dev"]
    with stories.archive(load_settings()) as corpus:
        found = all_candidates(asked, corpus)
    story = {name: n for n, name in enumerate(dict.fromkeys(q.id.rsplit("-", 1)[0] for q in asked))}
    fitting, held = ([c for c in found if story[asked[c.question].id.rsplit("-", 1)[0]] % 2 == half] for half in (0, 1))
    weights = fit_logistic(np.array([c.values for c in fitting]), [c.right for c in fitting])
    print({name: round(value, 3) for name, value in zip((*FEATURES, "bias"), weights.tolist(), strict=True)})
    for name, w in (("all features", weights), ("reader alone", np.array([1.0] + [0.0] * len(FEATURES)))):
        said, right = best_of_each(held, w)
        figures = {"questions": len(right), "right": float(np.mean(right)), "auroc": auroc(said, right)}
        figures["calibration error"] = calibration_error(said, right)
        print(name, json.dumps({key: round(value, 3) for key, value in figures.items()}))


if __name__ == "__main__":
    main()

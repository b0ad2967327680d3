"""Fit how sure `qa.closed` is of yes or no: `python -m evals.closed`.

Every development question of the suite "yesno" is retrieved, read and judged. Whether the sentence found settles it is fitted on all of
them, yes against no on those that the archive settles. The figures are those of each fifth of the questions with the weights of
the others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from evals import papers
from index.settings import load_settings
from qa import closed
from qa.question import understand
from qa.reader.metrics import auroc, calibration_error, fit_logistic
from qa.single import spans_of

FOLDS = 5
RIDGE = 0.01


def examples() -> tuple[list[closed.Judged], list[str]]:
    """What tells of each question for yes or no, and "yes", "no" or "" for one that the archive leaves open."""
    found, gold = [], []
    with papers.archive("yesno", load_settings()) as corpus:
        for question in papers.questions("yesno", corpus):
            understood = understand(question.question)
            if question.split == "dev" and closed.is_closed(understood):
                spans, articles = spans_of(understood, corpus, corpus.settings.read_k)
                best = spans[0]
                found.append(closed.judged(understood, best, articles[best.passage.article_id], corpus.claims))
                gold.append(question.answers[0][0] if question.answerable else "")
    return found, gold


def fit(found: Sequence[closed.Judged], gold: Sequence[str]) -> tuple[list[float], list[float]]:
    """The weights of `closed.SETTLED` and `closed.YES`."""
    settled = fit_logistic(np.array([each.of_settled for each in found]), [bool(said) for said in gold], RIDGE)
    told = [(each.of_yes, said == "yes") for each, said in zip(found, gold, strict=True) if said]
    yes = fit_logistic(np.array([values for values, _ in told]), [said for _, said in told], RIDGE)
    return settled.tolist(), yes.tolist()


def main() -> None:
    """Prints both rows of weights, and one JSON object of figures."""
    found, gold = examples()
    settled, yes = fit(found, gold)
    print({"SETTLED": [round(w, 2) for w in settled], "YES": [round(w, 2) for w in yes]})
    chances, right = [], []
    for fold in range(FOLDS):
        kept = [i for i in range(len(gold)) if i % FOLDS != fold]
        weights = fit([found[i] for i in kept], [gold[i] for i in kept])
        for i in range(fold, len(gold), FOLDS):
            odds = [
                closed.probability(w, v) for w, v in zip(weights, (found[i].of_settled, found[i].of_yes), strict=True)
            ]
            chances.append(odds[0] * max(odds[1], 1 - odds[1]))
            right.append(gold[i] == ("yes" if odds[1] > 0.5 else "no"))
    surest = sorted(zip(chances, right, strict=True), reverse=True)
    figures = {"questions": len(gold), "right": float(np.mean(right)), "auroc": auroc(chances, right)}
    figures["calibration error"] = calibration_error(chances, right)
    for part in (0.2, 0.3, 0.4, 0.5):
        figures[f"right of the surest {part:.0%}"] = float(
            np.mean([ok for _, ok in surest[: round(part * len(surest))]])
        )
    print(json.dumps({key: round(value, 3) for key, value in figures.items()}))


if __name__ == "__main__":
    main()

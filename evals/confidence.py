"""Fit what `qa.confidence` weighs: `python -m evals.confidence --data DIR`.

An archive is built from the texts of reader/dev.jsonl.gz, a third of them left out, so that the questions about those
have no answer in it. Every question is retrieved and read; a candidate is right when its words are those of a gold
answer (token F1 of 0.6 or more). The regression sees half of the texts' questions and is measured on the other half.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.settings import load_settings
from qa.confidence import FEATURES, features, inverse_document_frequency
from qa.corpus import Corpus
from qa.question import Question, answer_type
from qa.reader.data import Row, read_rows
from qa.reader.metrics import auroc, calibration_error, fit_logistic, token_f1
from qa.retrieve import retrieve

SOURCES = frozenset({"squad2", "squadshifts_newwiki", "nq_oracle", "qed_dev"})
RIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """The features of one span for one question, and whether it is right."""

    question: int
    values: tuple[float, ...]
    right: bool


def split_of(text: str, parts: int) -> int:
    """A number 0..parts-1 that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % parts


def candidates(rows: Sequence[Row], folder: Path) -> list[Candidate]:
    """Every question's candidates over an archive of two thirds of the rows' texts, made in `folder`."""
    (folder / "texts").mkdir()
    held = {row.text for row in rows if split_of(row.text, 3)}
    for number, text in enumerate(sorted(held)):
        (folder / "texts" / f"{number:04}.txt").write_text(text, encoding="utf-8")
    found = []
    with Corpus.create(folder / "archive", load_settings()) as corpus:
        corpus.add([folder / "texts"])
        weigh = inverse_document_frequency(corpus.store.document_frequency, corpus.store.count()[1])
        for number, row in enumerate(rows):
            question = Question(row.question, row.question, answer_type(row.question))
            golds = [row.text[a:b] for a, b in row.answers] if row.text in held else []
            evidence = {e.passage.id: e for e in retrieve(corpus, question, corpus.settings.read_k)}
            for span in corpus.reader.read(question, [e.passage for e in evidence.values()], [""] * len(evidence)):
                if span.share < 0.2:
                    continue
                values = features(question, span, evidence[span.passage.id], "", weigh)
                right = bool(golds) and token_f1(span.text, golds) >= RIGHT
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
    """The command line; prints the weights and one JSON object of figures on the half that was not fitted."""
    parser = argparse.ArgumentParser(prog="python -m evals.confidence", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with dev.jsonl.gz")
    given = parser.parse_args()
    rows = [row for row in read_rows(given.data / "dev.jsonl.gz") if row.source in SOURCES]
    with tempfile.TemporaryDirectory() as scratch:
        found = candidates(rows, Path(scratch))
    fitting = [c for c in found if split_of(rows[c.question].text + "half", 2) == 0]
    held = [c for c in found if split_of(rows[c.question].text + "half", 2) == 1]
    weights = fit_logistic(np.array([c.values for c in fitting]), [c.right for c in fitting])
    print({name: round(value, 3) for name, value in zip((*FEATURES, "bias"), weights.tolist(), strict=True)})
    for name, w in (("all features", weights), ("reader alone", np.array([1.0] + [0.0] * len(FEATURES)))):
        said, right = best_of_each(held, w)
        figures = {"questions": len(right), "right": float(np.mean(right)), "auroc": auroc(said, right)}
        figures["calibration error"] = calibration_error(said, right)
        print(name, json.dumps({key: round(value, 3) for key, value in figures.items()}))


if __name__ == "__main__":
    main()

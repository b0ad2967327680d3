"""Measure the judge of claims: `python -m qa.reader.evaluate_judge`. With `--fit`, calibrate it first and write that down."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from qa.reader.data import Row
from qa.reader.evaluate import UNFITTED
from qa.reader.metrics import auroc, calibration_error, fit_logistic
from qa.reader.predict import Calibration, Reader
from qa.reader.weights_files import CALIBRATION, JUDGE, write_sums
from qa.reader.written import read_claims, read_verdicts
from qa.words import stems_of


def judged(reader: Reader, rows: Sequence[Row]) -> dict[str, float]:
    """How well the judge tells rows that their text settles from the others (AUROC, calibration error), and for those that it
    does settle: how often the likelier of yes and no is right, also among the surer half, AUROC and calibration error."""
    readings = [reader.read(row.question, [row.text], 1, headings=[row.heading])[0] for row in rows]
    settled = [row.yes is not None for row in rows]
    said = [reading.yes for reading, row in zip(readings, rows, strict=True) if row.yes is not None]
    labels = [row.yes for row in rows if row.yes is not None]
    sure = sorted(zip(said, labels, strict=True), key=lambda pair: -abs(pair[0] - 0.5))
    right = [(probability > 0.5) == yes for probability, yes in sure]
    told = [reading.answerable for reading in readings]
    return {
        "questions": float(len(rows)), "settled_auroc": auroc(told, settled),
        "settled_calibration_error": calibration_error(told, settled), "right": float(np.mean(right)),
        "right_of_surer_half": float(np.mean(right[: len(right) // 2])), "yes_auroc": auroc(said, labels),
        "yes_calibration_error": calibration_error(said, labels),
    }  # fmt: skip


def fit_judge(reader: Reader, rows: Sequence[Row]) -> Calibration:
    """Logistic calibration of whether a row is settled, and of yes against no."""
    signals = [
        max(reader.signals(row.question, [row.text], 1, headings=[row.heading])[0], key=lambda s: s.verdict)
        for row in rows
    ]
    told = np.array([[held.verdict] for held in signals])
    verdict, bias = fit_logistic(told, [row.yes is not None for row in rows]).tolist()
    settled = [(held.yes, bool(row.yes)) for held, row in zip(signals, rows, strict=True) if row.yes is not None]
    yes, _ = fit_logistic(np.array([[logit] for logit, _ in settled]), [said for _, said in settled]).tolist()
    return Calibration(verdict, 0.0, bias, 0.5, yes)


def of_sets(stories: Iterable[Sequence[Row]]) -> list[Row]:
    """For each question about a set of articles one row: a passage that settles it, else the one with most of its words."""
    out = []
    for story in stories:
        settled = [row for row in story if row.yes is not None]
        asked = stems_of(story[0].question)
        out.append(settled[0] if settled else max(story, key=lambda row: len(asked & stems_of(row.text))))
    return out


def report(weights: Path, *, fitting: bool) -> dict[str, object]:
    """The figures of the judge in the folder `weights` on what is kept for measuring; with `fitting` calibrated anew on every
    other claim of it, and measured on the others."""
    if fitting:
        (weights / CALIBRATION).write_text(json.dumps({"fit": asdict(UNFITTED)}), encoding="utf-8")
        write_sums(weights)
    claims = list(read_claims(held_out=True))
    even, odd = (
        [row for row in claims if hashlib.sha256(row.text.encode()).digest()[2] % 2 == side] for side in (0, 1)
    )
    if fitting:
        fitted = fit_judge(Reader.load(weights), even)
        how = "logistic regression on half of the passages kept out (qa/reader/evaluate_judge.py --fit)"
        text = json.dumps({"fit": asdict(fitted), "how": how}, indent=1)
        (weights / CALIBRATION).write_text(text + "\n", encoding="utf-8")
        write_sums(weights)
    reader = Reader.load(weights)
    return {
        "calibration": asdict(reader.calibration),
        "claims": judged(reader, odd),
        "yes-or-no questions about sets of articles": judged(reader, of_sets(read_verdicts(held_out=True))),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; prints one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.evaluate_judge", description=__doc__)
    parser.add_argument("--weights", type=Path, default=JUDGE)
    parser.add_argument(
        "--fit", action="store_true", help="fit the calibration on half of what is kept out and write it"
    )
    given = parser.parse_args(arguments)
    print(json.dumps(report(given.weights, fitting=given.fit), indent=1))


if __name__ == "__main__":
    main()

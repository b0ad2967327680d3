"""Measure the reader: `python -m qa.reader.evaluate --data DIR`. With `--fit`, calibrate it first and write that down."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from qa.reader.data import Row, read_rows
from qa.reader.metrics import auroc, calibration_error, exact, fit_logistic, reliability, token_f1
from qa.reader.negatives import Negatives, names_answer
from qa.reader.predict import Calibration, Reader, Signals
from qa.reader.weights_files import CALIBRATION, WEIGHTS, write_sums
from qa.reader.written import NEWS, WIKIPEDIA, read_rewordings, read_stories, read_written

UNFITTED = Calibration(verdict=1.0, margin=0.0, bias=0.0, threshold=0.5)


@dataclass(frozen=True, slots=True)
class Case:
    """One question on one passage as the reader saw it: the golds, its best span, and its raw signals."""

    source: str
    fitting: bool  # the half of the titles that the calibration may see
    made: bool  # a look-alike passage or a trap, not a row of the file
    golds: tuple[str, ...]
    span: str
    signals: Signals

    @property
    def answerable(self) -> bool:
        """Whether the passage answers the question."""
        return bool(self.golds)


def half_of(title: str) -> bool:
    """True for the half of all titles that calibration and threshold are fitted on."""
    return hashlib.sha256(title.encode()).digest()[0] % 2 == 0


def examine(reader: Reader, rows: Sequence[Row]) -> list[Case]:
    """Every row on its own passage; every answerable row also on the most similar passage that lacks its answer, and its
    passage with the question changed into a trap. Deterministic."""
    cases = [_case(reader, row, made=False) for row in rows]
    asked = [row for row in rows if row.answers]
    negatives, chance = Negatives(rows), random.Random(0)
    for row, alike in zip(asked, negatives.look_alikes(asked), strict=True):
        other = next((held for held in alike if not names_answer(row, held.text)), None)
        if other is not None:
            cases.append(_case(reader, replace(other, question=row.question, answers=()), made=True))
        trap = negatives.trap(row, 0, chance)
        if trap is not None:
            cases.append(_case(reader, trap, made=True))
    return cases


def _case(reader: Reader, row: Row, made: bool) -> Case:
    windows = reader.signals(row.question, [row.text], best=1, headings=[row.heading])[0]
    signals = max(windows, key=reader.calibration.logit)
    start, end, _ = signals.spans[0]
    golds = tuple(row.text[a:b] for a, b in row.answers)
    return Case(row.source, half_of(row.title), made, golds, row.text[start:end], signals)


def fit(cases: Sequence[Case]) -> Calibration:
    """Logistic calibration, and the threshold with the best overall F1; the fitting half only."""
    seen = [case for case in cases if case.fitting]
    features = np.array([[case.signals.verdict, case.signals.margin] for case in seen])
    verdict, margin, bias = fit_logistic(features, [case.answerable for case in seen]).tolist()
    fitted = Calibration(verdict, margin, bias, 0.5)
    best = max(np.linspace(0.05, 0.95, 91).tolist(), key=lambda t: overall(seen, fitted, t)[1])
    return Calibration(verdict, margin, bias, round(best, 2))


def probability(calibration: Calibration, signals: Signals) -> float:
    """The calibrated probability (0..1) that the window answers."""
    return float(1 / (1 + np.exp(-calibration.logit(signals))))


def overall(cases: Sequence[Case], calibration: Calibration, threshold: float) -> tuple[float, float]:
    """EM and F1 (0..1) in the manner of SQuAD 2.0: below the threshold the answer is empty."""
    given = [case.span if probability(calibration, case.signals) >= threshold else "" for case in cases]
    matches = [exact(answer, case.golds) for answer, case in zip(given, cases, strict=True)]
    shares = [token_f1(answer, case.golds) for answer, case in zip(given, cases, strict=True)]
    return float(np.mean(matches)), float(np.mean(shares))


def figures(cases: Sequence[Case], calibration: Calibration) -> dict[str, float]:
    """The table of figures over `cases`, all 0..1 but the count."""
    asked = [case for case in cases if case.answerable]
    labels = [case.answerable for case in cases]
    said = [probability(calibration, case.signals) for case in cases]
    out = {"rows": float(len(cases)), "answerable": len(asked) / len(cases)}
    out["forced_em"] = float(np.mean([exact(case.span, case.golds) for case in asked]))
    out["forced_f1"] = float(np.mean([token_f1(case.span, case.golds) for case in asked]))
    out["overall_em"], out["overall_f1"] = overall(cases, calibration, calibration.threshold)
    if len(asked) < len(cases):
        out["auroc"] = auroc(said, labels)
        out["calibration_error"] = calibration_error(said, labels)
    return out


def among_ten(reader: Reader, rows: Sequence[Row]) -> dict[str, float]:
    """Each question over its own passage and the nine most similar others: is the best span of all the right one?"""
    hits, shares = [], []
    for row, alike in zip(rows, Negatives(rows).look_alikes(rows), strict=True):
        read = [row, *(other for other in alike if not names_answer(row, other.text))][:10]
        readings = reader.read(row.question, [r.text for r in read], best=1, headings=[r.heading for r in read])
        scores = [reading.spans[0].score if reading.spans else -np.inf for reading in readings]
        chosen = int(np.argmax(scores))
        hits.append(chosen == 0)
        shares.append(token_f1(readings[chosen].spans[0].text, [row.text[a:b] for a, b in row.answers]))
    return {"questions": float(len(rows)), "passage_hit": float(np.mean(hits)), "f1": float(np.mean(shares))}


def about_stories(reader: Reader, stories: Sequence[Sequence[Row]]) -> dict[str, float]:
    """Each question over all passages of its set of articles: how well the likeliest passage's probability tells
    questions with an answer from those without (AUROC), and whether that passage answers, and with the right words."""
    said, labels, hits, shares = [], [], [], []
    for story in stories:
        headings = [row.heading for row in story]
        readings = reader.read(story[0].question, [row.text for row in story], best=1, headings=headings)
        row, reading = max(zip(story, readings, strict=True), key=lambda pair: pair[1].spans[0].score)
        said.append(max(held.answerable for held in readings))
        labels.append(any(r.answers for r in story))
        if labels[-1]:
            hits.append(bool(row.answers))
            shares.append(
                token_f1(reading.spans[0].text, [row.text[a:b] for a, b in row.answers]) if row.answers else 0.0
            )
    return {
        "questions": float(len(said)), "auroc": auroc(said, labels), "passage_hit": float(np.mean(hits)),
        "f1": float(np.mean(shares)),
    }  # fmt: skip


def draw_reliability(points: Sequence[tuple[float, float, float]], file: Path) -> None:
    """Reliability curve as a picture: for each tenth of the probabilities said, the share that was answerable."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot([said for _, said, _ in points], [true for _, _, true in points], color="#8c1c13", linewidth=1.5)
    axes.scatter(
        [said for _, said, _ in points], [true for _, _, true in points],
        s=[20 + 400 * share for share, _, _ in points], color="#8c1c13",
    )  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="probability said", ylabel="share answerable")
    axes.set_title("Held-out titles; area of a point: share of the passages", fontsize=10)
    figure.savefig(file, dpi=110)
    pyplot.close(figure)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; prints one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with dev.jsonl.gz and train.jsonl.gz")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--fit", action="store_true", help="fit the calibration on half of the titles and write it")
    parser.add_argument("--ten", type=int, default=200, help="questions to ask over ten passages each")
    parser.add_argument("--plot", type=Path, help="draw the reliability curve to this PNG file")
    given = parser.parse_args(arguments)
    if given.fit:
        (given.weights / CALIBRATION).write_text(json.dumps({"fit": asdict(UNFITTED)}), encoding="utf-8")
        write_sums(given.weights)
    reader = Reader.load(given.weights)
    rows = list(read_rows(given.data / "dev.jsonl.gz"))
    written = list(read_written(read_rows(given.data / "train.jsonl.gz"), held_out=True))
    cases = [*examine(reader, rows), *(_case(reader, row, made=False) for row in written)]
    if given.fit:
        fitted = fit(cases)
        note = "logistic regression on half of the held-out titles and written passages (qa/reader/evaluate.py --fit)"
        text = json.dumps({"fit": asdict(fitted), "how": note}, indent=1)
        (given.weights / CALIBRATION).write_text(text + "\n", encoding="utf-8")
        write_sums(given.weights)
        reader = Reader.load(given.weights)
    held = [case for case in cases if not case.fitting]
    real = [case for case in held if not case.made]
    report: dict[str, object] = {
        "calibration": asdict(reader.calibration),
        "all titles, rows of the file": figures([case for case in cases if not case.made], reader.calibration),
        "held-out titles, rows of the file": figures(real, reader.calibration),
        "held-out titles, SQuAD 2.0 rows": figures([c for c in real if c.source == "squad2"], reader.calibration),
        "held-out passages, questions written on Wikipedia": figures(
            [c for c in real if c.source == WIKIPEDIA], reader.calibration
        ),
        "held-out passages, questions written on news": figures(
            [c for c in real if c.source == NEWS], reader.calibration
        ),
        "held-out titles, with look-alike passages and traps": figures(held, reader.calibration),
    }
    said = [probability(reader.calibration, case.signals) for case in held]
    curve = reliability(said, [case.answerable for case in held])
    report["reliability (share, said, true)"] = [[round(x, 3) for x in point] for point in curve]
    if given.plot:
        draw_reliability(curve, given.plot)
    for source in sorted({case.source for case in cases}):
        asked = [case for case in cases if case.source == source and case.answerable]
        report[f"forced F1, {source}"] = float(np.mean([token_f1(case.span, case.golds) for case in asked]))
    asked_rows = [row for row in rows if row.answers and not half_of(row.title)]
    if given.ten:
        report["among ten passages"] = among_ten(reader, asked_rows[:: max(1, len(asked_rows) // given.ten)])
    report["stories kept out, all their passages"] = about_stories(reader, list(read_stories(held_out=True)))
    report["the same in other words"] = about_stories(reader, list(read_rewordings(held_out=True)))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()

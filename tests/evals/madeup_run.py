"""Runs of made-up questions and answers, to judge what is made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from evals import report
from evals.questions import Evidence, Question
from evals.run import Judgement, Result, Run
from qa.answer import Answer, Citation

QUOTE = "The <b>mill</b> burned down on Monday."


def result(name: str, **held: Any) -> Result:
    """A result; `held` overrides what it holds: right, answered, answerable, confidence, ms, said, split, kind, supported,
    cited, draft, evidence, notes."""
    answerable, answered = held.get("answerable", True), held.get("answered", True)
    right = held.get("right", True)
    evidence = held.get("evidence", (Evidence("mill", QUOTE),) if answerable else ())
    question = Question(
        name,
        held.get("asked", f"What of {name}?"),
        held.get("kind", "fact" if answerable else "unanswerable"),
        answerable,
        ((held.get("gold", "ash"),),) if answerable else (),
        evidence,
        held.get("split", "dev"),
        draft=held.get("draft", False),
    )
    quotes = (Citation(1, "mill", "Mill", "Daily", "2022-05-03", "stated", QUOTE, 0, len(QUOTE)),) if answered else ()
    said = held.get("said", "ash") if answered else ""
    text = f"{said} [1]" if answered else "The archive does not answer this."
    answer = Answer(question.question, text, answered, held.get("confidence", 0.5), quotes, held.get("notes", ()), said)
    supported = held.get("supported", (True,)) if answered else ()
    f1 = float(right) if answerable else None
    cited = held.get("cited", 1.0 if answerable and answered and evidence else None)
    judgement = Judgement(right, said, f1, f1, supported, tuple(True for _ in quotes), cited)
    return Result(question, answer, judgement, held.get("ms", 100.0))


def run_of(results: Sequence[Result], **held: Any) -> Run:
    """A run of these results."""
    started = held.get("started", "2022-05-04T10:00:00+00:00")
    settings = held.get("settings", {"read_k": 8})
    machine = held.get("machine", {"cpus_usable": 2})
    return Run(started, settings, {"dateline": "0.1.0"}, machine, 10.0, tuple(results), 512.0)


def as_written(run: Run, suite: str = "seeds") -> dict[str, Any]:
    """The run as its JSON file gives it back."""
    read: dict[str, Any] = json.loads(json.dumps(report.as_json(run, suite)))
    return read

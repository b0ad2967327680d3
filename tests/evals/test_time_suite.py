"""The time suite: its three parts on small data, its tables, its JSON, and what is missing."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from evals import time_suite
from evals.dating import Dated, Row, measure, outcome
from evals.questions import Evidence, Question
from index.article import Article, Published
from qa.answer import Answer

MENTION = {"start": 12, "end": 18, "text": "Friday", "type": "DATE", "value": "2021-08-13", "mod": None}
BODY = (
    "Rebels seized the northern town after days of heavy fighting around its airport, and the governor fled towards the "
    "capital with what was left of the garrison on {day}, two officials said by telephone."
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A gold file of one mention and an archive of two articles."""
    (tmp_path / "temporal").mkdir()
    (tmp_path / "multihop_rag").mkdir()
    row = {"doc": "a", "dct": "2021-08-13", "text": "It fell on  Friday.", "timexes": [MENTION]}
    with gzip.open(tmp_path / "temporal" / "timebank.jsonl.gz", "wt") as file:
        file.write(json.dumps(row) + "\n")
    articles = [
        {
            "title": f"Town falls {n}",
            "body": BODY.format(day="Friday"),
            "source": "",
            "url": n,
            "published_at": "2021-08-13T09:00:00",
        }
        for n in ("a", "b", "c", "d")
    ]
    with gzip.open(tmp_path / "multihop_rag" / "corpus.json.gz", "wt") as file:
        json.dump(articles, file)
    return tmp_path


def test_the_suite_measures_three_things_and_names_what_is_missing(
    data: Path, seeds: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    evidence = (Evidence(seeds.articles()[0].id, "x"),)
    asked = [
        Question("a", "When?", "date", True, (("13 August 2021",),), evidence, "dev", date="2021-08-13"),
        Question("b", "When then?", "date", True, (("14 August 2021",),), evidence, "test", date="2021-08-14"),
    ]
    monkeypatch.setattr(time_suite, "questions", lambda: asked)

    def ask(question: str, **_: object) -> Answer:
        return Answer(question, "", True, 0.9, short="13 August 2021")

    figures = time_suite.measure(seeds, data, ask=ask)
    (expressions,) = figures.expressions
    assert (expressions.name, (expressions.tuned + expressions.held_out).right) == ("timebank", 1)
    assert figures.dates[0].cells()[:4] == ["metadata given", "4", "4", "100.0"]
    assert [Path(path).name for path in figures.missing] == ["aquaint.jsonl.gz", "tweets_train.jsonl.gz"]
    console = Console(file=io.StringIO(), width=80)
    time_suite.show(figures, console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "…" not in text.replace("Not measured", "")
    assert [line.split() for line in text.splitlines() if line.strip()[:4] in {"dev ", "test"}] == [
        ["dev", "1", "1", "0"],
        ["test", "1", "0", "1"],
    ]
    assert "aquaint.jsonl.gz" in text.replace("\n", "")
    rows = json.loads(json.dumps(time_suite.as_json(figures), default=str))
    assert rows["expressions"][0]["cells"]["F1"] == "100.0"
    html = time_suite.write_page(figures, tmp_path / "run.json").read_text(encoding="utf-8")
    assert html.index("When then?") < html.index("Dealt with rightly") < html.rindex("When?")
    assert "aquaint.jsonl.gz" in html


def test_the_questions_about_time_are_those_with_a_date() -> None:
    found = time_suite.questions()
    assert len(found) > 15
    assert all(q.date for q in found)


def test_an_outcome_counts_days_and_intervals_apart() -> None:
    from datetime import date

    truth = date(2021, 8, 13)
    articles = [Dated(Article(name, ""), name, "", truth) for name in "abcde"]
    dates = {
        "a": Published("inferred", truth, truth),
        "b": Published("inferred", date(2021, 8, 14), date(2021, 8, 14)),
        "c": Published("bounded", date(2021, 8, 1), date(2021, 8, 20)),
        "d": Published("bounded", date(2021, 8, 14), None),
    }
    found = outcome(dates, articles)
    assert (found.articles, found.days, found.right, found.bounded, found.holding) == (5, 2, 1, 2, 1)
    assert (found.precision, found.containment) == (50.0, 50.0)
    assert Row("x", found, 19).cells() == ["x", "5", "2", "50.0", "2", "50.0", "19"]
    assert measure([])[0].cells()[:2] == ["metadata given", "0"]

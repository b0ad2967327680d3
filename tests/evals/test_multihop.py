"""Metrics of retrieval, and the suite over MultiHop-RAG: scorers, constants, tables, and what is wrong with its data."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from evals import multihop
from evals.multihop import MultiHop
from evals.questions import some
from evals.retrieval import found, mean_of
from evals.unfinished import Unfinished
from index.errors import UsageError
from qa.answer import Answer, Citation
from ui.cli import app


def test_a_fact_counts_once_at_its_first_rank() -> None:
    m = found(["no", "a  fact\nhere", "a fact here again", "other fact"], ["a fact here", "other fact"])
    assert (m.hits_10, m.hits_4, m.mrr, m.recall) == (1, 1, 0.5, 1)
    assert m.map_paper == pytest.approx((1 / 2 + 1 / 4) / 2)
    assert m.average_precision == pytest.approx((1 / 2 + 2 / 4) / 2)


def test_only_ten_passages_count_and_the_first_four_of_them_for_hits_at_4() -> None:
    fifth = found(["no"] * 4 + ["fact"], ["fact"])
    eleventh = found(["no"] * 10 + ["fact"], ["fact"])
    assert (fifth.hits_10, fifth.hits_4) == (1, 0)
    assert (eleventh.hits_10, eleventh.mrr, eleventh.recall) == (0, 0, 0)
    assert mean_of([fifth, eleventh]).hits_10 == 0.5
    for nothing in (lambda: found(["x"], []), lambda: mean_of([])):
        with pytest.raises(ValueError, match="question"):
            nothing()


def test_the_papers_scorer_takes_any_shared_word() -> None:
    assert multihop.shares_a_word("The bank", "the river")
    assert not multihop.shares_a_word("Yes, it does", "yes")  # the comma sticks


QUESTIONS = [
    MultiHop("Which city has the idle cranes?", "Ostend", "inference", ("Cranes stood idle in Ostend.",)),
    MultiHop("Do both agree?", "Yes", "comparison", ("Cranes stood idle in Ostend.", "Ships waited.")),
    MultiHop("Do they differ?", "no", "comparison", ("Ships waited.",)),
    MultiHop("Who won?", "Insufficient information.", "null", ()),
]


def test_constants_answer_without_reading() -> None:
    scored = multihop.constants(QUESTIONS)
    assert scored["always “yes”"] == [(False, False), (True, True), (False, False), (False, False)]
    assert scored["always abstaining"][3] == (True, True)
    assert [lenient for lenient, _ in scored["most frequent of its kind"]] == [True, True, False, True]


def test_a_limit_is_spread_evenly() -> None:
    assert some(QUESTIONS, 2) == [QUESTIONS[0], QUESTIONS[2]]
    assert some(QUESTIONS, 9) == QUESTIONS


def test_what_an_interrupted_run_kept_is_not_done_again(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(question: str, **_: Any) -> Answer:
        asked.append(question)
        return Answer(question, "Ostend.", True, 0.5, (Citation(1, "a", "", "", None, "unknown", "x", 0, 1),), ("n",))

    def retrieve(question: str) -> list[Any]:
        asked.append(question)
        return [SimpleNamespace(node=SimpleNamespace(node_id="7", get_content=lambda: "Ships waited."))]

    corpus: Any = SimpleNamespace(as_retriever=lambda top_k: SimpleNamespace(retrieve=retrieve))
    done = []
    for _ in range(2):
        kept = Unfinished(tmp_path, "multihop-rag", {})
        with suppress(KeyboardInterrupt), kept:
            answered = multihop.answer(QUESTIONS, corpus, ask=ask, kept=multihop.Kept(kept, "answers"))
            retrieved = multihop.retrieve(QUESTIONS, corpus, kept=multihop.Kept(kept, "no days"))
            done.append((answered, retrieved))
            raise KeyboardInterrupt
    assert done[0] == done[1]
    assert len(asked) == len(QUESTIONS) + 3 + 2, "all once, and one warm-up of the retriever in each run"
    assert multihop.Kept(kept, "no sources").get(1) is None


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "multihop_rag"
    folder.mkdir()
    articles = [
        {
            "title": "Cranes",
            "body": "Cranes stood idle in Ostend.",
            "source": "Port Daily",
            "published_at": "2023-05-03",
        },
        {"title": "Ships", "body": "Ships waited.", "source": "Fortune", "published_at": "2023-05-04"},
    ]
    queries = [
        {
            "query": q.question,
            "answer": q.answer,
            "question_type": f"{q.kind}_query",
            "evidence_list": [{"fact": fact} for fact in q.facts],
        }
        for q in QUESTIONS
    ]
    for name, rows in (("corpus", articles), ("queries_dev", queries)):
        with gzip.open(folder / f"{name}.json.gz", "wt", encoding="utf-8") as file:
            json.dump(rows, file)
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path))
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    return folder


def test_one_command_prints_our_rows_under_the_published_ones(data: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(
        app, ["eval", "multihop-rag", "--out", str(tmp_path / "runs"), "--ablations"], catch_exceptions=False
    )
    assert ran.exit_code == 0
    lines = ran.stdout.splitlines()
    paper, ours = (next(n for n, line in enumerate(lines) if name in line) for name in ("voyage-02", "Dateline  "))
    assert paper < ours
    assert "1.000" in lines[ours]
    assert all(any(line.startswith(name) for line in lines) for name in multihop.ABLATIONS)
    (path,) = (tmp_path / "runs").glob("*.json")
    run = json.loads(path.read_text(encoding="utf-8"))
    assert len(run["retrieved"]) == 3
    assert len(run["answered"]) == 4
    assert run["settings"]["fusion"] == "convex"
    html = path.with_suffix(".html").read_text(encoding="utf-8")
    assert html.index("voyage-02") < html.index("Failures") < html.index("Dealt with rightly")
    assert all(q.question in html and q.answer in html for q in QUESTIONS)


def test_what_is_wrong_with_the_data_is_named(data: Path) -> None:
    (data / "queries_dev.json.gz").write_bytes(b"not gzip")
    with pytest.raises(UsageError, match=r"queries_dev\.json\.gz does not hold"):
        multihop.load(data)
    (data / "queries_dev.json.gz").unlink()
    with pytest.raises(UsageError, match="DATELINE_DATA"):
        multihop.load(data)

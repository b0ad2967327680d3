"""Questions in SQuAD's layout: the published scorer, the archive made of the contexts, and what is wrong with a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import qa
from evals import squad
from evals.questions import Evidence
from evals.run import Result, judge
from index.errors import UsageError
from index.settings import Settings
from qa.answer import Answer
from qa.corpus import Corpus
from ui.cli import app

CONTEXT = "The old mill in Ashford burned down in May. Jane Doe, its owner, was away that night."


def one(name: str, question: str, *answers: str, **more: Any) -> dict[str, Any]:
    held = [{"text": text, "answer_start": CONTEXT.find(text)} for text in answers]
    return {"id": name, "question": question, "answers": held, **more}


def layout(*qas: dict[str, Any]) -> dict[str, Any]:
    return {"version": "v2.0", "data": [{"title": "The_Mill", "paragraphs": [{"context": CONTEXT, "qas": list(qas)}]}]}


TWO = layout(
    one("a", "Who owned the mill?", "Jane Doe", "Doe"),
    one("b", "Who owned the bridge?", is_impossible=True, plausible_answers=[{"text": "Jane Doe", "answer_start": 44}]),
)


def write(folder: Path, content: object) -> Path:
    path = folder / "tiny.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_both_versions_become_questions_with_the_sentence_as_evidence(tmp_path: Path) -> None:
    paragraphs = squad.load(write(tmp_path, TWO))
    known, unknown = squad.questions(paragraphs, lambda text, _: "mill" if text == CONTEXT else None)
    assert known.answers == (("Jane Doe", "Doe"),)
    assert known.evidence == (Evidence("mill", "Jane Doe, its owner, was away that night."),)
    assert (known.kind, known.split, unknown.kind, unknown.answerable) == ("name", "test", "unanswerable", False)
    assert not squad.questions(paragraphs, lambda *_: None)[0].evidence


def results(said: dict[str, str], folder: Path) -> list[Result]:
    found = []
    for question in squad.questions(squad.load(write(folder, TWO)), lambda *_: None):
        answer = Answer(question.question, said[question.id], bool(said[question.id]), 0.5, (), (), said[question.id])
        found.append(Result(question, answer, judge(question, answer, {}), 1.0))
    return found


@pytest.mark.parametrize(
    ("said", "exact", "f1"),
    [
        ({"a": "the Jane Doe!", "b": ""}, [1, 1], [1, 1]),
        ({"a": "owner Jane Doe", "b": "Jane Doe"}, [0, 0], [0.8, 0]),
        ({"a": "", "b": "x"}, [0, 0], [0, 0]),
    ],
)
def test_the_published_scorer(said: dict[str, str], exact: list[float], f1: list[float], tmp_path: Path) -> None:
    scored = squad.published_scores(results(said, tmp_path))
    assert scored["all"] == (2, exact, pytest.approx(f1))
    assert scored["with an answer"] == (1, exact[:1], pytest.approx(f1[:1]))
    assert scored["without an answer"] == (1, exact[1:], pytest.approx(f1[1:]))


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("{", "is not JSON"),
        ([], "layout: the file has no list “data”"),
        ({"data": [{"title": "x"}]}, r"data\[0\] has no list “paragraphs”"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, r"data\[0\]\.paragraphs\[0\] has no text “context”"),
        (layout({"id": "a"}), r"paragraphs\[0\]\.qas\[0\] has no text “question”"),
        (layout(one("a", "Who?")), r"qas\[0\] has no answers, and is_impossible is not true"),
        (layout(one("a", "Who?", "Jane", is_impossible=True)), r"qas\[0\] has answers and is_impossible"),
        (layout(one("a", "Who?", "John")), r"answers\[0\]: “John” does not stand in its context"),
        (layout(one("a", "Who?", "Jane"), one("a", "What?", "Doe")), "the id “a” is there twice"),
        (layout(), "holds no questions"),
    ],
)
def test_a_file_of_another_layout_is_refused_with_the_place(tmp_path: Path, content: object, cause: str) -> None:
    with pytest.raises(UsageError, match=rf"tiny\.json.*{cause}"):
        squad.load(write(tmp_path, content))


def test_the_contexts_become_an_archive_that_is_made_once(tmp_path: Path, settings: Settings) -> None:
    paragraphs = squad.load(write(tmp_path, TWO))
    own = settings.model_copy(update={"home": tmp_path / "home"})
    for _ in range(2):
        with squad.archive(paragraphs, own) as made:
            (article,) = made.articles()
            assert CONTEXT in article.text
            assert article.title == "The Mill"
    (folder,) = (tmp_path / "home").iterdir()
    assert folder.name.startswith("squad-")


def test_one_command_scores_a_file(tmp_path: Path, seeds: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(question: str, **_: Any) -> Answer:
        return Answer(question, "Jane Doe.", True, 0.9, (), (), "Jane Doe")

    monkeypatch.setattr(qa, "ask", ask, raising=False)
    words = ["eval", str(write(tmp_path, TWO)), "--corpus", str(seeds.folder), "--out", str(tmp_path / "runs")]
    ran = CliRunner().invoke(app, words, catch_exceptions=False)
    assert ran.exit_code == 0
    assert "SQuAD's scorer" in ran.stdout
    (path,) = (tmp_path / "runs").glob("*.json")
    assert json.loads(path.read_text())["squad"]["all"] == {"n": 2, "exact_match": 0.5, "f1": 0.5}

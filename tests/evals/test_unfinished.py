"""A run that was interrupted goes on where it stopped, and nothing of another run gets into it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import qa
from evals import stories
from evals.unfinished import Unfinished
from index.errors import UsageError
from qa.answer import Answer, Citation
from qa.corpus import Corpus
from ui.cli import app


def interrupt(kept: Unfinished, *held: tuple[str, Any]) -> None:
    """Keeps what is given and is interrupted."""
    with suppress(KeyboardInterrupt), kept:
        for key, value in held:
            kept.keep(key, value)
        raise KeyboardInterrupt


def test_what_is_kept_is_there_after_an_exception_and_gone_after_the_end(tmp_path: Path) -> None:
    interrupt(Unfinished(tmp_path, "seeds", {"n": 1}), ("0", {"said": "grüß\u2028dich\n"}), ("1", [2.5]))
    with Unfinished(tmp_path, "seeds", {"n": 2}) as other:
        assert len(other) == 0, "another question or setting is another run"
    with Unfinished(tmp_path, "seeds", {"n": 1}) as kept:
        assert (kept.get("0"), kept.get("1"), kept.get("2")) == ({"said": "grüß\u2028dich\n"}, [2.5], None)
    assert list(tmp_path.iterdir()) == []


def test_fresh_forgets(tmp_path: Path) -> None:
    for fresh, known in ((False, 0), (False, 1), (True, 0)):
        kept = Unfinished(tmp_path, "seeds", {}, fresh=fresh)
        assert len(kept) == known
        interrupt(kept, ("0", 1))


@pytest.mark.parametrize("torn", [b'["1", {"sa', b'["1", 5]', b"7\n", b"\xff\xfe\n", b"\0\0\0"])
def test_a_line_cut_off_by_a_kill_is_done_again(tmp_path: Path, torn: bytes) -> None:
    kept = Unfinished(tmp_path, "seeds", {})
    interrupt(kept, ("0", 1))
    kept.path.write_bytes(kept.path.read_bytes() + torn)
    again = Unfinished(tmp_path, "seeds", {})
    assert (again.get("0"), again.get("1")) == (1, None)
    interrupt(again, ("1", 2))
    assert [json.loads(line) for line in kept.path.read_bytes().splitlines()] == [["0", 1], ["1", 2]]


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be kept in"):
        Unfinished(tmp_path / "file", "seeds", {})


class Interrupted:
    """Answers, and is interrupted at the question with the number `at`, counting the warm-up."""

    def __init__(self, at: int | None = None) -> None:
        self.asked: list[str] = []
        self.at = at

    def __call__(self, question: str, *, corpus: Corpus, history: Sequence[tuple[str, str]] = ()) -> Answer:
        if self.at == len(self.asked):
            raise KeyboardInterrupt
        self.asked.append(question)
        article = corpus.articles()[0]
        cited = Citation(1, article.id, "", "", None, "unknown", article.text[:20], 0, 20)
        return Answer(question, f"{question[:1]} [1]", True, 0.5, (cited,), ("noted",), question[:1])


def write(folder: Path, letters: str) -> str:
    path = folder / "own.csv"
    path.write_text("question,answer\n" + "".join(f"{letter}?,{letter}\n" for letter in letters))
    return str(path)


def test_the_same_command_goes_on_and_ends_in_the_same_run(
    tmp_path: Path, seeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def evaluate(ask: Any, letters: str = "KLMN", *more: str) -> tuple[int, str]:
        monkeypatch.setattr(qa, "ask", ask, raising=False)
        words = ["eval", write(tmp_path, letters), "--corpus", str(seeds.folder), "--out", str(out), *more]
        ran = CliRunner().invoke(app, words)
        return ran.exit_code, ran.stderr

    out = tmp_path / "runs"
    code, said = evaluate(Interrupted(at=3))
    assert code != 0
    assert "the same command goes on from here" in said
    assert not list(out.glob("*.json"))

    other = Interrupted()
    _, said = evaluate(other, "KLMO")
    assert len(other.asked) == 5, "other questions are another run"
    assert "Not gone on with" in said
    assert ".unfinished in" in said

    second = Interrupted()
    code, said = evaluate(second)
    assert (code, second.asked[1:]) == (0, ["M?", "N?"])
    assert "Going on where an interrupted run stopped" in said
    newest = max(out.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    results = json.loads(newest.read_text())["results"]
    assert [r["answer"]["short"] for r in results] == list("KLMN")
    assert all(r["judgement"]["right"] and r["judgement"]["verbatim"] == [True] for r in results)
    assert not list(out.glob("*.unfinished"))

    evaluate(Interrupted(at=2))
    fresh = Interrupted()
    assert evaluate(fresh, "KLMN", "--fresh")[0] == 0
    assert len(fresh.asked) == 5


STORY = {
    "articles": [
        {"title": "Mill", "source": "Daily", "date": "2022-05-03", "text": ["The mill in Ashford burned on Monday."]},
        {"title": "Barn", "source": "Weekly", "date": "2022-05-04", "text": ["The barn in Bexley burned on Tuesday."]},
    ],
    "questions": [{"q": "What burned in Ashford?", "a": [[0, 0, "The mill"]]}, {"q": "What burned in Rye?", "a": []}],
}


def test_stories_brings_its_archive_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "_stories", lambda: [STORY])
    monkeypatch.setattr(stories, "is_kept", lambda *_: True)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(qa, "ask", lambda q, **_: Answer(q, "The mill.", True, 0.9, (), (), "The mill"), raising=False)
    ran = CliRunner().invoke(app, ["eval", "stories", "--out", str(tmp_path / "runs")], catch_exceptions=False)
    assert ran.exit_code == 0
    assert "token F1" in ran.stdout
    (path,) = (tmp_path / "runs").glob("stories-*.json")
    results = json.loads(path.read_text())["results"]
    assert [r["judgement"]["right"] for r in results] == [True, False]
    assert results[0]["question"]["evidence"][0]["article_id"] == "000-0"
    assert (tmp_path / "home" / "stories").is_dir()

"""The command line: output, exit codes, errors."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from evals.madeup import MadeUpEncoder
from index.settings import Settings
from qa.corpus import Corpus
from ui import cli
from ui.cli import main

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose default archive is built once for all tests here."""
    return tmp_path_factory.mktemp("cli-home")


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


def dateline(home: Path, *words: str, stdin: str = "", **environment: str) -> Done:
    """Runs the command in this process: a process of its own takes seconds to start."""
    out, err = io.StringIO(), io.StringIO()
    handlers = logging.getLogger().handlers[:]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in {"DATELINE_HOME": str(home), **environment}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["dateline", *words])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            logging.getLogger().handlers[:] = handlers
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def in_a_process(home: Path, *words: str) -> Done:
    """Runs the command as users do."""
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", *words],
        cwd=ROOT,
        env={**os.environ, "DATELINE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def error_of(done: Done, code: int) -> str:
    """The message of a failed command: on stderr, without a traceback, nothing on stdout."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


def test_ask_prints_the_answer_with_its_quote(home: Path) -> None:
    done = in_a_process(home, "ask", "When was Ismail Khan arrested?")
    assert done.returncode == 0, done.stderr
    assert "13 August 2021" in done.stdout
    assert "[1]" in done.stdout


def test_ask_json_is_one_object_with_verbatim_quotes(home: Path, seeds: Corpus) -> None:
    done = dateline(home, "ask", "--json", "Who is Russia's foreign minister?")
    reply = json.loads(done.stdout)
    assert reply["answered"] is True
    assert 0 <= reply["confidence"] <= 1
    for cited in reply["citations"]:
        assert seeds.article(cited["article_id"]).text[cited["start"] : cited["end"]] == cited["quote"]


def test_an_abstention_is_no_failure(home: Path) -> None:
    done = dateline(home, "ask", "--json", "Who won the men's 100 metres at the Tokyo Olympics?")
    assert done.returncode == 0
    assert json.loads(done.stdout)["answered"] is False


def test_a_file_of_questions_gives_a_line_for_each(home: Path) -> None:
    lines = [
        {"question": "Who is Ismail Khan?"},
        {"question": "When was he arrested?", "history": [["Who is Ismail Khan?", "A strongman."]]},
    ]
    done = dateline(home, "ask", "--jsonl", "-", stdin="\n".join(json.dumps(line) for line in lines) + "\n")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [reply["question"] for reply in replies] == [line["question"] for line in lines]
    assert "Ismail Khan" in " ".join(replies[1]["notes"])


def test_bad_lines_are_named_and_the_good_ones_answered(home: Path) -> None:
    lines = ["not json", '{"question": "Who is Ismail Khan?"}', '{"q": 1}', json.dumps({"question": "\x00\x07"})]
    done = dateline(home, "ask", "--jsonl", "-", stdin="\n".join(lines) + "\n")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert ["error" in reply for reply in replies] == [True, False, True, True]
    assert all(f"line {number}" in done.stderr for number in (1, 3, 4))
    assert "empty" in replies[3]["error"]


@pytest.mark.parametrize("asked", ["", "?!"])
def test_an_empty_question_is_bad_usage(home: Path, asked: str) -> None:
    assert "empty" in error_of(dateline(home, "ask", asked), 2)


def test_a_question_of_50_000_characters_is_bad_usage(home: Path) -> None:
    assert "50,000 characters" in error_of(dateline(home, "ask", "why " * 12_500), 2)


def test_a_question_in_another_language_gets_an_answer_or_an_abstention(home: Path) -> None:
    asked = ["Когда пал Джелалабад?", "¿Cuándo cayó Jalalabad?", "贾拉拉巴德什么时候陷落?"]
    lines = "".join(json.dumps({"question": text}) + "\n" for text in asked)
    done = dateline(home, "ask", "--jsonl", "-", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == asked


def test_bad_days_and_swapped_days_are_bad_usage(home: Path) -> None:
    assert "YYYY-MM-DD" in error_of(dateline(home, "ask", "Who fell?", "--after", "yesterday"), 2)
    swapped = dateline(home, "ask", "Who fell?", "--after", "2021-08-02", "--before", "2021-08-01")
    assert "swap" in error_of(swapped, 2)


def test_index_then_ask_an_archive_of_ones_own(home: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mill.txt").write_text(
        "Mill burns down\nBy Jane Doe\n3 May 2022\n\nThe old mill in Ashford burned down on Monday night.\n"
    )
    (tmp_path / "in" / "picture.txt").write_bytes(bytes(range(256)) * 40)
    done = dateline(home, "index", str(tmp_path / "in"), "--corpus", str(tmp_path / "archive"))
    assert "picture.txt" in done.stderr
    assert done.returncode == 2
    reply = dateline(home, "ask", "When did the mill burn down?", "--corpus", str(tmp_path / "archive"))
    assert "2 May 2022" in reply.stdout
    listed = dateline(home, "articles", "--corpus", str(tmp_path / "archive"))
    assert "2022-05-03\tstated" in listed.stdout


def test_folders_that_cannot_be_used_are_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file.bin").write_text("x")
    archive = str(tmp_path / "archive")
    assert "nowhere" in error_of(dateline(home, "index", str(tmp_path / "nowhere"), "--corpus", archive), 2)
    assert "empty" in error_of(dateline(home, "index", str(tmp_path / "empty"), "--corpus", archive), 2)
    assert "other" in error_of(dateline(home, "ask", "Who?", "--corpus", str(tmp_path / "other")), 2)


def test_an_archive_of_another_model_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The town fell on Friday.")
    archive = str(tmp_path / "archive")
    assert dateline(home, "index", str(tmp_path / "a.txt"), "--corpus", archive).returncode == 0
    done = dateline(home, "ask", "When?", "--corpus", archive, DATELINE_EMBED_MODEL="some/other-model")
    assert "all-MiniLM-L6-v2" in error_of(done, 2)


def test_what_is_wrong_with_an_evaluation_is_named(home: Path, tmp_path: Path) -> None:
    own, old = tmp_path / "own.csv", tmp_path / "old.json"
    own.write_text("question,answer\nWho?,\n")
    old.write_text('{"suite": "seeds", "resu')
    assert 'own.csv, line 2: no "answer"' in error_of(dateline(home, "eval", str(own)), 2)
    assert "old.json is damaged" in error_of(dateline(home, "eval", "--compare", str(old)), 2)
    assert "own.csv is there already" in error_of(dateline(home, "eval", "init", "--out", str(own)), 2)
    assert (
        "Suites: brennick, contrast, karsovia, mayuna, mine, multihop-rag, orembe, pellmoor, seeds, sollmar, stories, tasvik, time, untold, varnia, yesno"
        in error_of(dateline(home, "eval", "sedes"), 2)
    )


def test_unknown_words_and_settings_are_bad_usage(home: Path) -> None:
    assert error_of(in_a_process(home, "frobnicate"), 2)
    assert error_of(dateline(home, "ask"), 2)
    assert "DATELINE_TRESHOLD" in error_of(dateline(home, "articles", DATELINE_TRESHOLD="0.4"), 2)


def test_the_package_is_light_to_import() -> None:
    code = "import time; t = time.perf_counter(); import qa; print(time.perf_counter() - t)"
    times = [float(subprocess.check_output([sys.executable, "-c", code], cwd=ROOT)) for _ in range(3)]
    assert min(times) <= 0.3


def test_the_doctor_says_what_differs_and_mends_it(home: Path, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge broke. Nobody was hurt.")
    with Corpus.create(tmp_path / "archive", settings) as corpus:
        corpus.encoder = MadeUpEncoder()
        corpus.add([tmp_path / "a.txt"])
        corpus.store._run("INSERT INTO words (words) VALUES ('delete-all')")
    words = ("doctor", "--corpus", str(tmp_path / "archive"))
    for more, code, said in (
        (("--check",), 1, "Wrong: the full-text"),
        ((), 0, "Mended: the full-text"),
        ((), 0, "agree"),
    ):
        done = dateline(home, *words, *more)
        assert (done.returncode, said in done.stdout) == (code, True), done


def test_addresses_are_fetched_only_when_asked_for(home: Path, tmp_path: Path) -> None:
    archive = str(tmp_path / "archive")
    assert "--urls" in error_of(dateline(home, "index", "http://127.0.0.1:9/a", "--corpus", archive), 2)
    listed = tmp_path / "urls.txt"
    listed.write_text("http://127.0.0.1:9/a\n")
    done = dateline(home, "index", "--urls", str(listed), "--corpus", archive)
    assert done.returncode == 2
    assert "Not indexed: http://127.0.0.1:9/a cannot be had" in done.stderr


def test_progress_says_how_fast_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_QUIET", 0.0)
    said = io.StringIO()
    with redirect_stderr(said), cli._progress() as progress:
        progress("Embedding passages", 0, 4000)
        time.sleep(0.05)
        progress("Embedding passages", 1000, 4000)
        progress("Embedding passages", 4000, 4000)
    lines = said.getvalue().splitlines()
    assert lines[0] == "Embedding passages (4000) …"
    assert re.fullmatch(r"Embedding passages: 1000 of 4000, \d+/s, \d+ s left", lines[1])
    assert len(lines) == 2


def test_progress_on_a_terminal_shows_a_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    said = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with redirect_stderr(said), cli._progress() as progress:
        for done in range(0, 4001, 500):
            time.sleep(0.03)
            progress("Embedding passages", done, 4000)
    assert re.search(r"\d/s", said.getvalue())


def test_a_judgement_on_the_page_becomes_an_evaluation(home: Path, settings: Settings, tmp_path: Path) -> None:
    from qa.answering import ask
    from ui.desk import Desk
    from ui.turn import Scope

    (tmp_path / "ferry.txt").write_text(
        "Ferry aground\n3 May 2022\n\nThe ferry to Plim ran aground on Monday. Captain Zork Quill blamed the fog.\n"
    )
    question = "Who blamed the fog?"
    own = settings.model_copy(update={"home": tmp_path / "home"})
    with Corpus.create(tmp_path / "archive", own) as corpus:
        corpus.add([tmp_path / "ferry.txt"])
        desk = Desk(corpus)
        (*_, turn) = desk.reply("ann", "conversation", question, Scope())
        assert turn.answer == ask(question, corpus=corpus)
        desk.history.judge("ann", turn.id, "wrong", "Captain Zork Quill")
        desk.close()
    done = dateline(
        tmp_path / "home", "eval", "mine", "--corpus", str(tmp_path / "archive"), "--out", str(tmp_path / "runs")
    )
    assert done.returncode == 0, done.stderr
    (path,) = (tmp_path / "runs").glob("*.json")
    (result,) = json.loads(path.read_text())["results"]
    assert result["question"]["question"] == question
    assert result["question"]["answers"] == [["Captain Zork Quill"]]
    assert result["question"]["evidence"] == [
        {"article_id": "ferry", "quote": "Captain Zork Quill blamed the fog."}
    ]  # the sentence that holds what was expected

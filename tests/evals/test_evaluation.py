"""A run from question to report, with a small archive and answers that are known beforehand."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr
from rich.console import Console

import qa
from evals import report
from evals.cli import evaluate
from evals.questions import Evidence, Question
from evals.run import WARM_UP, Run, run
from evals.scores import by_kind, by_split, scores
from index.article import Article
from index.errors import UsageError
from qa.answer import Answer, Citation

STORY = "The Taliban seized Jalalabad without a fight. Biden announced 5,000 more troops for Kabul."


class FakeSettings(BaseModel):
    read_k: int = 8
    api_key: SecretStr = SecretStr("hidden")


class FakeCorpus:
    """One article and its settings."""

    def __init__(self) -> None:
        self.settings = FakeSettings()

    def article(self, article_id: str) -> Article:
        if article_id != "story":
            raise UsageError(f"no article {article_id!r}")
        return Article("story", STORY)

    def __enter__(self) -> "FakeCorpus":
        return self

    def __exit__(self, *_: object) -> None:
        pass


def asked(identity: str, text: str, *groups: tuple[str, ...], split: Any = "dev", kind: Any = "fact") -> Question:
    evidence = (Evidence("story", STORY.split(". ")[0] + "."),) if groups else ()
    return Question(identity, text, kind, bool(groups), groups, evidence, split)


QUESTIONS = [
    asked("a", "How was it taken?", ("without a fight",)),
    asked("b", "How many troops?", ("5,000",), split="test", kind="number"),
    asked("c", "How many tanks?", kind="unanswerable"),
    asked("d", "Who won the cup?", split="test", kind="unanswerable"),
]


def cite(quote: str, *, at: int | None = None) -> Citation:
    start = STORY.index(quote) if at is None else at
    return Citation(1, "story", "", "", None, "unknown", quote, start, start + len(quote))


class FakeAsk:
    """Right on a, wrong on b, abstains on c, answers d though it cannot be answered."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, question: str, *, corpus: Any, history: Sequence[tuple[str, str]] = ()) -> Answer:
        self.asked.append(question)
        known = {
            "How was it taken?": Answer(
                question,
                "It fell without a fight [1].",
                True,
                0.9,
                (cite("The Taliban seized Jalalabad without a fight."),),
            ),
            "How many troops?": Answer(question, "", True, 0.8, (cite("Biden announced"),), (), "3,000"),
            "Who won the cup?": Answer(question, "[Biden](x) did.", True, 0.6),
        }
        return known.get(question, Answer(question, "Not in the archive.", False, 0.7))


@pytest.fixture(scope="module")
def finished() -> Run:
    return run(QUESTIONS, FakeCorpus(), ask=FakeAsk())


def test_every_question_is_asked_once_after_one_warm_up() -> None:
    ask, progress = FakeAsk(), list[tuple[int, int]]()
    run(QUESTIONS, FakeCorpus(), ask=ask, on_progress=lambda done, n: progress.append((done, n)))
    assert ask.asked == [WARM_UP, *(question.question for question in QUESTIONS)]
    assert progress == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_history_goes_with_the_question() -> None:
    heard: list[Any] = []

    def ask(question: str, *, corpus: Any, history: Sequence[tuple[str, str]] = ()) -> Answer:
        heard.append((question, corpus, tuple(history)))
        return Answer(question, "", False, 0.5)

    corpus = FakeCorpus()
    earlier = (("Who is Khan?", "A warlord."),)
    run([Question("f", "When?", "unanswerable", False, (), (), "dev", earlier)], corpus, ask=ask)
    assert heard[-1] == ("When?", corpus, earlier)


def test_the_public_ask_is_asked_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = FakeAsk()
    monkeypatch.setattr(qa, "ask", ask, raising=False)
    run(QUESTIONS[:1], FakeCorpus())
    assert ask.asked[1:] == ["How was it taken?"]


def test_judgements(finished: Run) -> None:
    assert [result.judgement.right for result in finished.results] == [True, False, True, False]
    assert [result.judgement.exact for result in finished.results] == [0.0, 0.0, None, None]
    assert [result.judgement.supported for result in finished.results] == [(True,), (False,), (), ()]
    assert all(result.milliseconds >= 0 for result in finished.results)


def test_scores_over_everything(finished: Run) -> None:
    figures = scores(finished.results)
    assert (figures.n, figures.answerable) == (4, 2)
    assert figures.accuracy == 0.5
    assert figures.accuracy_all == 0.5
    assert (figures.abstention_precision, figures.abstention_recall) == (1.0, 0.5)
    assert figures.citation_precision == pytest.approx(1 / 3), "the answer without a citation counts against it"
    assert (figures.citations, figures.not_verbatim, figures.uncited) == (2, 0, 1)


def test_scores_of_the_halves_and_kinds(finished: Run) -> None:
    split = by_split(finished.results)
    assert (split["dev"].accuracy, split["test"].accuracy, split["all"].accuracy) == (1.0, 0.0, 0.5)
    kinds = by_kind(finished.results)
    assert list(kinds) == ["fact", "number", "unanswerable"]
    assert kinds["unanswerable"] == {"dev": (1, 1), "test": (0, 1), "all": (1, 2)}
    assert kinds["number"]["dev"] == (0, 0)


def test_scores_of_nothing_are_none_and_not_perfect() -> None:
    figures = scores([])
    assert figures.n == 0
    assert figures.accuracy is None
    assert figures.citation_precision is None
    assert figures.p95_ms is None


def test_a_system_that_always_abstains_has_no_accuracy() -> None:
    abstained = run(QUESTIONS, FakeCorpus(), ask=lambda question, **_: Answer(question, "", False, 1.0))
    figures = scores(abstained.results)
    assert figures.accuracy == 0.0
    assert figures.token_f1 == 0.0
    assert figures.citation_precision is None


def test_a_made_up_quote_is_counted() -> None:
    def ask(question: str, **_: Any) -> Answer:
        stranger = Citation(1, "nowhere", "", "", None, "unknown", "x", 0, 1)
        return Answer(question, "x", True, 1.0, (cite("The Taliban", at=4), stranger))

    assert scores(run(QUESTIONS[:1], FakeCorpus(), ask=ask).results).not_verbatim == 2


def test_a_corpus_without_the_articles_is_refused_before_anything_is_asked() -> None:
    ask = FakeAsk()
    stray = Question("z", "?", "fact", True, (("x",),), (Evidence("elsewhere", "x"),), "dev")
    with pytest.raises(UsageError, match=r'lacks the article "elsewhere", which question "z" rests on: index'):
        run([stray], FakeCorpus(), ask=ask)
    assert ask.asked == []


def test_what_ask_raises_ends_the_run() -> None:
    def ask(question: str, **_: Any) -> Answer:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        run(QUESTIONS, FakeCorpus(), ask=ask)


def shown(finished: Run, **options: bool) -> str:
    console = Console(file=io.StringIO(), width=100)
    report.show(finished, console, **options)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_tables_hold_every_split_and_kind(finished: Run) -> None:
    text = shown(finished)
    for words in ("dev (2)", "test (2)", "all (4)", "1.000 [1.00, 1.00]", "token F1", "latency p95", "unanswerable"):
        assert words in text
    assert "2 of 2 citations are verbatim." in text
    assert "1 answers have no citation." in text
    assert "failures" not in text


def test_failures_are_listed_as_they_were_said(finished: Run) -> None:
    text = shown(finished, failures=True)
    assert "2 failures" in text
    assert "b (test): How many troops?" in text
    assert "expected: 5,000" in text
    assert "3,000 (confidence 0.80)" in text
    assert "expected: to abstain" in text
    assert "[Biden](x) did." in text, "an answer's own brackets are no markup"


def test_the_file_holds_the_whole_run(finished: Run, tmp_path: Path) -> None:
    path = report.write(finished, "seeds", tmp_path / "new" / "runs")
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["suite"] == "seeds"
    assert data["settings"]["read_k"] == 8
    assert "hidden" not in path.read_text(encoding="utf-8")
    assert data["versions"]["pydantic"]
    assert data["machine"]["cpu_count"] >= 1
    assert data["scores"]["all"]["accuracy"] == 0.5
    first = data["results"][0]
    assert first["question"]["id"] == "a"
    assert first["answer"]["citations"][0]["quote"] == "The Taliban seized Jalalabad without a fight."
    assert first["judgement"]["right"] is True
    assert first["milliseconds"] >= 0


def test_a_run_overwrites_no_other_and_leaves_nothing_else(finished: Run, tmp_path: Path) -> None:
    paths = {report.write(finished, "mine/own.jsonl", tmp_path) for _ in range(3)}
    assert paths == set(tmp_path.iterdir())
    assert len(paths) == 3
    assert all(path.name.startswith("own-") for path in paths)


def test_a_place_that_cannot_be_written_to_is_a_usage_error(finished: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be written to"):
        report.write(finished, "seeds", tmp_path / "file")


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """`qa.ask` and `qa.Corpus` replaced by the small ones; the path of a suite for them."""
    monkeypatch.setattr(qa, "ask", FakeAsk(), raising=False)
    monkeypatch.setattr(qa, "Corpus", SimpleNamespace(open=lambda folder: FakeCorpus()), raising=False)
    suite = tmp_path / "tiny.jsonl"
    row = {
        "id": "a",
        "question": "How was it taken?",
        "kind": "fact",
        "answerable": True,
        "answers": [["without a fight"]],
        "evidence": [{"article_id": "story", "quote": "without a fight"}],
        "split": "dev",
    }
    suite.write_text(json.dumps(row))
    return suite


def test_evaluate_shows_the_figures_and_writes_the_run(
    public: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(str(public), FakeCorpus(), out=tmp_path / "runs", failures=True) == 0
    (written,) = (tmp_path / "runs").glob("*.json")
    (page,) = (tmp_path / "runs").glob("*.html")
    assert {written, page} == set((tmp_path / "runs").iterdir()), "nothing is left of what is kept while it runs"
    assert page.stem == written.stem
    streams = capsys.readouterr()
    assert str(page) in streams.err.replace("\n", "")
    assert "Evaluation" in streams.out
    assert "0 failures" in streams.out
    assert str(written) in streams.err.replace("\n", "")
    assert str(written) not in streams.out


def test_a_run_is_compared_with_an_earlier_one_of_the_same_questions(
    public: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate(str(public), FakeCorpus(), out=tmp_path / "runs")
    (earlier,) = (tmp_path / "runs").glob("*.json")
    capsys.readouterr()
    assert evaluate(str(public), FakeCorpus(), out=tmp_path / "new", compare=earlier) == 0
    shown = capsys.readouterr().out
    assert "Against" in shown
    assert "too few questions" in shown
    assert "Turned wrong (0): none" in shown
    (written,) = (tmp_path / "new").glob("*.json")
    assert json.loads(written.read_text())["compared"]["path"] == str(earlier)
    assert "Against" in written.with_suffix(".html").read_text()

    public.write_text(public.read_text().replace("How was it taken?", "How was it lost?"))
    with pytest.raises(UsageError, match="the question of “a” was another one"):
        evaluate(str(public), FakeCorpus(), out=tmp_path / "newer", compare=earlier)
    assert not (tmp_path / "newer").exists(), "refused before anything is asked"
    with pytest.raises(UsageError, match="“time” cannot be compared"):
        evaluate("time", FakeCorpus(), out=None, compare=earlier)


def test_evaluate_may_write_nothing(public: Path, tmp_path: Path) -> None:
    assert evaluate(str(public), FakeCorpus(), out=None) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.jsonl"]


def test_evaluate_fails_when_a_quote_is_not_verbatim(
    public: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lie = Answer("?", "x [1]", True, 1.0, (cite("The Taliban", at=4),))
    monkeypatch.setattr(qa, "ask", lambda question, **_: lie, raising=False)
    assert evaluate(str(public), FakeCorpus(), out=None) == 1


def test_evaluate_refuses_an_unknown_suite(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no suite 'nothing'"):
        evaluate("nothing", FakeCorpus(), out=None)

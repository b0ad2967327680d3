"""The questions over the seed articles are what they claim to be."""

import re
from collections import Counter
from difflib import get_close_matches
from pathlib import Path

import pytest

from evals.metrics import exact_match, is_right, token_f1
from evals.normalise import normalise
from evals.questions import KINDS, Question, load, suite_path
from qa.answer import Answer

ROOT = Path(__file__).parents[2]
QUESTIONS = load(suite_path("seeds"))
ANSWERABLE = [question for question in QUESTIONS if question.answerable]


def plain(markdown: str) -> str:
    """The seed articles use no more Markdown than this."""
    text = re.sub(r"\\([^\w\s])", r"\1", markdown)
    return re.sub(r"\*{1,2}([^*\n]+)\*{1,2}", r"\1", text)


TEXTS = {path.stem: plain(path.read_text(encoding="utf-8")) for path in (ROOT / "seeds").glob("*.txt")}


def name(question: Question) -> str:
    return question.id


@pytest.mark.parametrize("question", ANSWERABLE, ids=name)
def test_every_quote_of_evidence_is_verbatim_in_its_article(question: Question) -> None:
    for evidence in question.evidence:
        assert evidence.quote in TEXTS[evidence.article_id]
        assert "\n" not in evidence.quote


@pytest.mark.parametrize("question", ANSWERABLE, ids=name)
def test_the_gold_answer_passes_its_own_judgement(question: Question) -> None:
    gold = " and ".join(group[0] for group in question.answers)
    assert is_right(question, Answer(question.question, "", True, 1.0, short=gold))
    assert exact_match(gold, question.answers) == 1.0
    assert token_f1(gold, question.answers) == pytest.approx(1.0)


COUNTED = {"2 days"}  # worked out from two dates: in no sentence


@pytest.mark.parametrize("question", [q for q in ANSWERABLE if not q.date and q.answers[0][0] not in COUNTED], ids=name)
def test_the_evidence_holds_the_answer(question: Question) -> None:
    evidence = " ".join(normalise(item.quote) for item in question.evidence)
    for group in question.answers:
        assert any(f" {normalise(alternative)} " in f" {evidence} " for alternative in group), group


@pytest.mark.parametrize("question", [q for q in ANSWERABLE if q.date], ids=name)
def test_the_answer_to_a_question_of_time_is_its_date(question: Question) -> None:
    assert question.date is not None
    gold = {normalise(alternative) for group in question.answers for alternative in group}
    for end in question.date.split("/"):
        assert end in gold


def test_the_answer_is_not_in_the_question() -> None:
    for question in ANSWERABLE:
        asked = normalise(question.question)
        for group in question.answers:
            said = [a for a in group if f" {normalise(a)} " in f" {asked} "]
            assert not said or len(question.answers) > 1, (question.id, said)


def test_there_are_enough_of_every_kind() -> None:
    counts = Counter(question.kind for question in QUESTIONS)
    assert 360 <= len(QUESTIONS) <= 400
    # Questions for yes or no have a suite of their own, over more articles.
    assert set(counts) == set(KINDS) - {"yes-no"}
    assert counts["unanswerable"] >= 60
    assert counts["date"] >= 40
    assert min(counts.values()) >= 15


def test_the_halves_are_alike() -> None:
    counts = Counter((question.kind, question.split) for question in QUESTIONS)
    for kind in KINDS:
        assert abs(counts[kind, "dev"] - counts[kind, "test"]) <= 1, kind
    assert len([q for q in QUESTIONS if q.split == "test"]) == len(QUESTIONS) // 2


def test_kinds_and_answerability_agree() -> None:
    for question in QUESTIONS:
        assert question.answerable == (question.kind not in {"unanswerable", "false-premise"}), question.id
        if question.kind == "follow-up":
            assert question.history, question.id
        if question.kind == "date":
            assert question.date, question.id
        if question.kind in {"several"}:
            assert len({item.article_id for item in question.evidence}) > 1, question.id


def test_no_question_is_asked_twice() -> None:
    asked = [normalise(" ".join([*(q for q, _ in question.history), question.question])) for question in QUESTIONS]
    assert [text for text, n in Counter(asked).items() if n > 1] == []


def test_no_question_of_one_half_resembles_one_of_the_other() -> None:
    halves: dict[str, list[str]] = {"dev": [], "test": []}
    for question in QUESTIONS:
        halves[question.split].append(normalise(" ".join([*(q for q, _ in question.history), question.question])))
    for asked in halves["dev"]:
        assert get_close_matches(asked, halves["test"], cutoff=0.85) == [], asked


def test_questions_that_rest_on_the_same_words_and_ask_the_same_are_in_one_half() -> None:
    halves: dict[tuple[object, object], set[str]] = {}
    for question in ANSWERABLE:
        halves.setdefault((question.evidence, question.answers), set()).add(question.split)
    assert all(len(splits) == 1 for splits in halves.values())


def test_the_questions_are_not_copied_from_the_articles() -> None:
    articles = f" {' '.join(normalise(text) for text in TEXTS.values())} "
    for question in QUESTIONS:
        words = normalise(question.question).split()
        for i in range(len(words) - 7):
            assert f" {' '.join(words[i : i + 8])} " not in articles, question.id

"""Questions of several parts, each answered in the light of the others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.article import Article, Passage
from qa import compound, single
from qa.answer import Answer, Citation
from qa.combine import Dated
from qa.compose import answer_from_spans
from qa.corpus import Corpus
from qa.question import Question, understand
from qa.span import Span

CALLED_MISTAKE = "Ann Lee said that the retreat was a mistake."
CALLED_VAIN = "Ann Lee warned that it is vain to think Brent could stop the flood alone."
SENTENCES = (CALLED_MISTAKE, CALLED_VAIN)


def told(words: str, sentence: str, confidence: float) -> Answer:
    at = 100 * SENTENCES.index(sentence) if sentence in SENTENCES else 500
    cited = Citation(1, "a", "T", "", None, "unknown", sentence, at, at + len(sentence))
    return Answer("q", f"{words} [1].", True, confidence, (cited,), (), words)


NOTHING = Answer("q", "No.", False, 0.9, ())


def asked(*texts: str) -> list[Question]:
    return [understand(text) for text in texts]


def answering(monkeypatch: pytest.MonkeyPatch, answers: Sequence[Answer]) -> list[Question]:
    """Has the questions that are asked answered with these, in order, and returns the list that they are kept in."""
    kept: list[Question] = []

    def answer(question: Question, corpus: Corpus) -> Dated:
        kept.append(question)
        return Dated(answers[len(kept) - 1])

    monkeypatch.setattr(single, "answer", answer)
    return kept


WORDS = (
    "What word did Ann Lee use for the pullout?",
    "What word did Ann Lee use for the idea that Brent could stop it?",
)


def test_two_of_a_kind_have_two_answers(archive: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [told("vain", CALLED_VAIN, 0.6), told("vain", CALLED_VAIN, 0.5)]
    kept = answering(monkeypatch, [told("a mistake", CALLED_MISTAKE, 0.4), told("a mistake", CALLED_MISTAKE, 0.4)])
    found = compound._in_contrast(asked(*WORDS), both, archive)
    assert [reply.short for reply in found] == ["a mistake", "vain"]
    assert kept[0].left_out == (("a", 100, 100 + len(CALLED_VAIN)),)


def test_one_number_in_other_words_answers_but_one_of_two_questions(
    archive: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = asked("How many mills did Lee say burned?", "How many mills had Lee counted a month earlier?")
    sentence = "A month earlier Lee counted only 81 mills."
    both = [told("only 81", sentence, 0.4), told("81", sentence, 0.5)]
    answering(monkeypatch, [told("half of 419", CALLED_MISTAKE, 0.6), NOTHING])
    assert [a.short for a in compound._in_contrast(questions, both, archive)] == ["half of 419", "81"]
    answering(monkeypatch, [NOTHING, NOTHING])
    assert compound._in_contrast(questions, both, archive) == both


def test_questions_for_other_things_may_have_one_answer(archive: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [told("Ann Lee", CALLED_VAIN, 0.6), told("Ann Lee", CALLED_VAIN, 0.5)]
    kept = answering(monkeypatch, [NOTHING] * 4)
    assert compound._in_contrast(asked("Who built the mill?", "Who sold the mill?"), both, archive) == both
    other = asked("What town fell?", "Which mayor resigned?")
    assert compound._in_contrast(other, both, archive) == both
    assert not kept


def test_a_part_without_an_answer_is_looked_for_where_a_later_part_is_answered(
    archive: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = asked("How many soldiers stay?", "What are they to guard?")
    kept = answering(monkeypatch, [told("650", CALLED_MISTAKE, 0.5)])
    found = compound._told_later(questions, [NOTHING, told("the pier", CALLED_MISTAKE, 0.7)], archive)
    assert [reply.short for reply in found] == ["650", "the pier"]
    assert (kept[0].articles, kept[0].told) == (("a",), (("a", 0, len(CALLED_MISTAKE)),))
    assert compound._told_later(questions, [told("650", CALLED_MISTAKE, 0.5), NOTHING], archive)[1] == NOTHING


def test_what_is_told_of_the_southern_bank_is_told_of_the_south() -> None:
    sentence = "The targets were on the southern bank and in Lund in the north."
    replies = [told("the southern bank", sentence, 0.6), told("Lund", sentence, 0.6)]
    assert compound._by_itself(0, replies, ["the south", "the north"]).answered


def test_a_sentence_that_is_left_out_parts_its_passage() -> None:
    text = "One fell. Two fell. Three fell."
    passage = Passage(1, "a", 10, 10 + len(text), text, ((10, 19), (20, 29), (30, 41)))
    kept = single._without(passage, [("a", 20, 29)])
    assert [(p.text, p.start, p.sentences) for p in kept] == [
        ("One fell.", 10, ((10, 19),)),
        ("Three fell.", 30, ((30, 41),)),
    ]
    assert single._without(passage, [("b", 20, 29)]) == [passage]


def test_a_part_of_a_number_is_said_with_it_unless_all_are_asked_for() -> None:
    text = "The rebels seized about half of the country's 419 mills."
    at = text.index("419")
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    span = Span(passage, at, at + 3, (0, len(text)), 0.6)
    shorts = [
        answer_from_spans(understand(asks), [span], {"a": Article("a", text)}, 0.6, None).short
        for asks in ("How many mills did the rebels seize?", "How many mills are there in all?")
    ]
    assert shorts == ["about half of the country's 419", "419"]

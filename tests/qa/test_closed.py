"""Yes or no to a question that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from evals.closed import fit
from index.article import Article, Passage, Published
from qa import ask
from qa.answer import Answer
from qa.closed import Judged, Verdict, is_closed, judged, probability, with_verdict
from qa.corpus import Corpus
from qa.question import understand
from qa.span import Span

DAY = date(2024, 5, 4)


class Said:
    """A judge that says of a text what it was told to."""

    def __init__(self, settled: float, yes: float) -> None:
        self.verdict, self.read = Verdict(settled, yes), list[tuple[str, str]]()

    def verdicts(self, question: str, texts: Sequence[str], headings: Sequence[str]) -> list[Verdict]:
        self.read += zip(texts, headings, strict=True)
        return [self.verdict for _ in texts]


MILL = Article(
    "a1", "The mill burned down on Friday. Nobody was hurt in it.", "Fire", published=Published("stated", DAY, DAY, 1.0)
)


def of_sentence(number: int, judge: Said, question: str, verdict: float = 3.0) -> Judged:
    cut = MILL.text.index(". ") + 1
    places = ((0, cut), (cut + 1, len(MILL.text)))
    passage = Passage(1, "a1", 0, len(MILL.text), MILL.text, places)
    start, end = places[number]
    return judged(understand(question), Span(passage, start, end, (start, end), 0.6, verdict=verdict), MILL, judge)


def test_the_judge_reads_the_passage_and_the_sentence_with_what_they_are_about() -> None:
    judge = Said(0.9, 0.9)
    of_sentence(1, judge, "Was anybody hurt?")
    assert judge.read == [(MILL.text, "Fire, 4 May 2024"), ("Nobody was hurt in it.", "Fire, 4 May 2024")]


def test_words_shared_and_a_denial_on_one_side_count() -> None:
    judge = Said(0.9, 0.5)
    told, denied = (of_sentence(n, judge, q) for n, q in ((0, "Did the mill burn down?"), (1, "Was anybody hurt?")))
    assert told.of_yes[1:] == (1.0, 0.0)
    assert denied.of_yes[1:] == (0.5, 1.0)  # it has “hurt”, and not “anybody”
    assert denied.yes < 0.5 < told.yes
    assert of_sentence(1, judge, "Was nobody hurt?").of_yes[2] == 0.0
    assert of_sentence(0, judge, "Was the bridge closed?").of_yes[1] == 0.0


@pytest.mark.parametrize(
    ("asked", "sentence", "denied"),
    [
        ("Did they seize the town?", "They seized the town without a fight.", 0.0),
        ("Did they fight for the town?", "They seized the town without a fight.", 1.0),
        ("Did the mayor resign?", "The mayor resigned, but no minister followed.", 0.0),
        ("Did the minister resign?", "The mayor resigned, but no minister followed.", 1.0),
        ("Did the mayor not resign?", "The mayor did not resign.", 0.0),
        ("Did the mayor praise it?", "The mayor condemned it.", 1.0),
    ],
)
def test_what_a_sentence_denies_of_what_is_asked(asked: str, sentence: str, denied: float) -> None:
    article = replace(MILL, text=sentence)
    passage = Passage(1, "a1", 0, len(sentence), sentence, ((0, len(sentence)),))
    span = Span(passage, 0, len(sentence), (0, len(sentence)), 0.6)
    assert judged(understand(asked), span, article, Said(0.9, 0.9)).of_yes[2] == denied


@pytest.mark.parametrize(
    ("sentence", "asked", "settled", "yes", "said"),
    [
        (0, "Did the mill burn down?", 0.95, 0.99, "Yes"),
        (1, "Was anybody hurt in it?", 0.95, 0.01, "No"),
        (0, "Did the mill burn down?", 0.95, 0.72, "Probably yes"),
        (1, "Was anybody hurt in it?", 0.95, 0.45, "Probably no"),
        (0, "Did the mill burn down?", 0.95, 0.2, ""),
        (0, "Did the mill burn down?", 0.05, 0.99, ""),
    ],
)
def test_it_is_said_as_far_as_it_is_sure(sentence: int, asked: str, settled: float, yes: float, said: str) -> None:
    reply = Answer(asked, "“So it was.” [1]", True, 0.6)
    found = of_sentence(sentence, Said(settled, yes), asked, verdict=3.0 if settled > 0.5 else -3.0)
    shown = with_verdict(reply, found)
    assert shown.short == said
    assert shown.text == f"{f'{said}. ' if said else ''}“So it was.” [1]"
    assert shown.confidence == pytest.approx(0.6 * (found.right if said else 1))


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Was the mill sold?", True),
        ("Was the mill sold or given away?", False),
        ("Was the mill worth 3 million or more?", True),
        ("Who sold the mill?", False),
    ],
)
def test_a_question_for_one_of_two_things_is_none_for_yes_or_no(text: str, closed: bool) -> None:
    assert is_closed(understand(text)) is closed


def test_the_judge_that_ships_answers(seeds: Corpus) -> None:
    reply = ask("Was Ismail Khan allowed to return to his home?", corpus=seeds)
    assert reply.short in {"Yes", "Probably yes"}
    assert "allowed to return to his home" in reply.citations[0].quote
    assert not ask("Did the mayor of Lisbon resign?", corpus=seeds).answered


def test_the_fit_is_kept_to_the_questions_for_yes_or_no() -> None:
    found = [Judged((2.0, 2.0, 2.0), (side, 0.5, 0.0)) for side in (3.0, -3.0)] * 20
    settled, yes = fit([*found, *[Judged((-2.0, -2.0, -2.0), (0.0, 0.0, 0.0))] * 10], [*["yes", "no"] * 20, *[""] * 10])
    assert probability(settled, (2.0, 2.0, 2.0)) > 0.8 > 0.2 > probability(settled, (-2.0, -2.0, -2.0))
    assert probability(yes, (3.0, 0.5, 0.0)) > 0.9 > 0.1 > probability(yes, (-3.0, 0.5, 0.0))

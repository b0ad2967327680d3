"""Sentences that tell of another than the question asks of."""

import pytest

from index.article import Passage
from qa.another import weighed
from qa.question import understand
from qa.span import Span


def lost(question: str, text: str, answer: str, title: str = "") -> bool:
    """Whether the answer in the text loses anything of its score."""
    at = text.index(answer)
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    span = Span(passage, at, at + len(answer), passage.sentences[0], 0.8)
    return weighed(understand(question), span, title).score < 0.7


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How long did the second flight last?", "Its first flight lasted 94 seconds.", "94 seconds"),
        ("Who won the last race of the season?", "Ann Lee won the third race in the rain.", "Ann Lee"),
        ("What did Lee's husband die of?", "She died at home, of heart failure.", "heart failure"),
        ("How old is her mother?", "She left school at twelve, her father being ill.", "twelve"),
        ("What salary will Ann Lee be paid?", "It will cost 28 million euros, said Lee.", "28 million euros"),
        ("How much did Lee win in the lottery?", "With the 900 euros collected, Lee mended the quay.", "900 euros"),
        ("How much was the mill fined?", "The mill made 900 euros a day.", "900 euros"),
        ("How many cars can be parked at the mill?", "Thirty-two young people may stay at the mill.", "Thirty-two"),
        ("Whom did Brent beat in the semi-final?", "Tom Ray won the Shield for Brent.", "Tom Ray"),
        ("Who won the time trial of the tour?", "Ann Lee won the sixth stage of the tour.", "Ann Lee"),
    ],
)
def test_a_sentence_about_another_answers_less(question: str, sentence: str, answer: str) -> None:
    assert lost(question, sentence, answer)


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How long did the second flight last?", "The second flight lasted 94 seconds, the first four.", "94 seconds"),
        ("How long did the second flight last?", "It lasted 94 seconds.", "94 seconds"),
        ("Why did Lee dictate her final puzzles?", "Failing sight made her dictate her last puzzles.", "Failing sight"),
        ("What was the profit in the first half of 2024?", "It was 9 million in the second quarter.", "9 million"),
        ("What did Lee's husband die of?", "Her husband died of heart failure.", "heart failure"),
        ("How much was the mill fined?", "The penalty was 900 euros.", "900 euros"),
        ("What pay rise did the crews get?", "They settled on a rise of 13 per cent.", "13 per cent"),
        ("How many cars can be parked at the mill?", "The mill has room for 900 cars.", "900"),
        ("How many soldiers were sent?", "Some 600 troops were sent.", "600"),
        ("Whom did Brent beat in the semi-final?", "Brent beat Ferrow in the semifinal.", "Ferrow"),
        ("What was the final number of dead?", "The flood killed 17.", "17"),
        ("What was the score in the final Lee lost?", "It was 5-3 in the second set.", "5-3"),
        ("What was the score in the last set?", "It was 5-3 in the second when rain came.", "5-3"),
    ],
)
def test_a_sentence_about_what_is_asked_of_loses_nothing(question: str, sentence: str, answer: str) -> None:
    assert not lost(question, sentence, answer)


def test_the_title_of_the_article_names_the_stage() -> None:
    assert not lost("Who scored in the semi-final?", "Tom Ray scored.", "Tom Ray", "Brent win the semi-final")


def test_a_sentence_about_another_in_a_row_speaks_against_the_question() -> None:
    text = "Its first flight lasted 94 seconds."
    span = Span(Passage(1, "a", 0, len(text), text, ((0, len(text)),)), 24, 34, (0, len(text)), 0.8)
    told = weighed(understand("How long did the second flight last?"), span, "")
    assert "another in the row" in told.against
    assert told.held == 0.8

"""Candidates beside one another, by the words of the question."""

import pytest

from index.article import Passage
from qa.question import understand
from qa.span import Span
from qa.wording import compared
from qa.words import content_words, stem


def best(question: str, *candidates: tuple[str, str, float]) -> str:
    """The text of the best of the candidates, each a sentence, the words of the span in it, and its score."""
    spans = []
    for number, (sentence, words, score) in enumerate(candidates):
        at = sentence.index(words)
        passage = Passage(number, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
        spans.append(Span(passage, at, at + len(words), passage.sentences[0], score))
    asked = {stem(word): 1.0 for word in content_words(question)}
    return compared(understand(question), asked, sorted(spans, key=lambda s: -s.score))[0].text


def test_a_sentence_without_the_questions_words_gives_way_to_one_that_has_them() -> None:
    other = ("So is the sprinter Bo Roe, who fell.", "Bo Roe", 0.3)
    told = ("Ann Lee won the prize for the bravest rider.", "Ann Lee", 0.2)
    assert best("Who got the prize for the bravest rider?", other, told) == "Ann Lee"
    assert best("Who got the prize for the bravest rider?", other, (*told[:2], 0.05)) == "Bo Roe"
    assert best("Who was hurt in the race?", other, told) == "Bo Roe"


def test_a_number_counts_what_its_sentence_names() -> None:
    others, children = (
        ("Seven people died at the school.", "Seven", 0.3),
        ("Five of the dead were children.", "Five", 0.2),
    )
    assert best("How many young children died at the school?", others, children) == "Five"
    assert best("How many people died at the school?", others, children) == "Seven"


def test_what_is_measured_stands_beside_its_name() -> None:
    votes, share = ("She won by 75 votes.", "75 votes", 0.3), ("Turnout was 36.8 per cent.", "36.8 per cent", 0.2)
    assert best("What was the turnout at the election?", votes, share) == "36.8 per cent"
    assert best("What was the result of the election?", votes, share) == "75 votes"


@pytest.mark.parametrize("question", ["What happened to the children at the school?", "Why did the children leave?"])
def test_what_is_told_in_other_words_is_left_as_it_is(question: str) -> None:
    others, children = ("A shell hit it.", "A shell", 0.3), ("The children at the school were there.", "there", 0.2)
    assert best(question, others, children) == "A shell"

"""What somebody was before."""

import pytest

from index.article import Passage
from qa.question import understand
from qa.span import Span
from qa.trade import weighed

ENGINEER = "Mr Lee, 58, a former motorway engineer, told the council that the bridge was safe."


def score(question: str, text: str, words: str) -> float:
    at = text.index(words)
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    return weighed(understand(question), Span(passage, at, at + len(words), passage.sentences[0], 0.3)).score


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("What was Ann Lee's trade before she went into politics?", ENGINEER, "motorway engineer"),
        ("What did Ann Lee do for a living before that?", "A former miner, she now leads the town.", "miner"),
        ("What was Lee's previous job?", "Lee trained as a nurse in Brent.", "nurse"),
    ],
)
def test_what_somebody_was_before_gains(question: str, text: str, words: str) -> None:
    assert score(question, text, words) > 0.6


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("What was Ann Lee's trade before she went into politics?", ENGINEER, "the bridge was safe"),
        ("What was Ann Lee's trade?", "Bo Roe, a former governor of the bank, left her office.", "governor"),
        ("What did Ann Lee tell the council?", ENGINEER, "motorway engineer"),
    ],
)
def test_other_words_persons_and_questions_gain_nothing(question: str, text: str, words: str) -> None:
    assert score(question, text, words) == pytest.approx(0.3)

"""Words for the kind that a question names."""

import pytest

from index.article import Passage
from qa.kind import weighed
from qa.question import understand
from qa.span import Span


def lost(question: str, text: str, answer: str) -> bool:
    """Whether the answer in the first sentence of the text loses anything of its score."""
    at, end = text.index(answer), text.index(".") + 1
    places = ((0, end), (end + 1, len(text))) if end < len(text) else ((0, end),)
    span = Span(Passage(1, "a", 0, len(text), text, places), at, at + len(answer), (0, end), 0.8)
    return weighed(understand(question), span, "").score < 0.7


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("In which prison is Tom Ray held?", "Tom Ray, of Quarry Lane, was sent to prison on Friday.", "Quarry Lane"),
        ("Which Olympic medal did Lee win?", "Lee won the Coast Tour twice.", "the Coast Tour"),
        ("Which Olympic medal did Lee win?", "At the world championships Lee took a bronze medal.", "a bronze medal"),
        ("Which newspaper prints the puzzles?", "The first was written on the back of a bill.", "the back of a bill"),
        ("Which newspaper prints the puzzles?", "They are written by hand.", "by hand"),
        ("Which violinist was chosen?", "He asked for a work by the composer Ann Lee.", "Ann Lee"),
        ("What is the name of the driver?", "The last victim was Tom Ray. The driver fled.", "Tom Ray"),
        ("What was Ann Lee's maiden name?", "Ann Lee wrote under the name of Magpie.", "Magpie"),
        ("What colour is the flag of Brent?", "They met in the green zone of Brent.", "green"),
        ("Which school did she leave it to?", "She left it to friends in Ashford. The school was glad.", "Ashford"),
    ],
)
def test_what_nothing_tells_to_be_of_the_kind_answers_less(question: str, text: str, answer: str) -> None:
    assert lost(question, text, answer)


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("In which prison is Tom Ray held?", "Tom Ray is in the jail of Brent.", "Brent"),
        ("Which Olympic medal did Lee win?", "Lee took the Olympic silver in 1970.", "silver"),
        ("Which newspaper broke the story?", "It was the Morning Ledger.", "Morning Ledger"),
        ("Which violinist was chosen?", "They chose Ann Lee. She is a violinist of Brent.", "Ann Lee"),
        ("Which Norland politician met the rebels?", "Ann Lee met the rebels.", "Ann Lee"),
        ("Which leader spoke?", "Ann Lee spoke.", "Ann Lee"),
        ("Which African country was bombed?", "The planes bombed Somalia.", "Somalia"),
        ("What is the name of the envoy?", "The ambassador, Ann Lee, flew home.", "Ann Lee"),
        ("What is the name of the man who fled?", "Tom Ray fled.", "Tom Ray"),
        ("What was Ann Lee's maiden name?", "Until then she had raced as Ann Saar.", "Ann Saar"),
        ("Who fled?", "Tom Ray fled.", "Tom Ray"),
    ],
)
def test_what_is_told_to_be_of_the_kind_or_may_be_of_any_loses_nothing(question: str, text: str, answer: str) -> None:
    assert not lost(question, text, answer)

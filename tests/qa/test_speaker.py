"""Whose words a sentence is in."""

from index.article import Article, Passage
from qa.question import understand
from qa.span import Span
from qa.speaker import weighed


def score(question: str, text: str, author: str = "") -> float:
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    return weighed(
        understand(question), Span(passage, 0, len(text), passage.sentences[0], 0.5), Article("a", text, author=author)
    ).score


def test_the_writers_own_words_are_not_anothers_objection() -> None:
    assert score("What is Ann Lee's objection to the tax?", "I would answer that it is paid already.") < 0.3
    assert score("What does Ann Lee think of the tax?", "I would answer that it is paid already.") < 0.3
    assert score("What is left, according to Ann Lee?", "My own count is nine.") < 0.3


def test_words_that_may_be_theirs_keep_their_score() -> None:
    assert score("What is Ann Lee's objection to the tax?", "“I pay it already,” she said.") == 0.5
    assert score("What is Ann Lee's objection to the tax?", "I pay it already.", author="Ann Lee") == 0.5
    assert score("What is Ann Lee's objection to the tax?", "Lee told me that it is too high.") == 0.5
    assert score("What is the objection to the tax?", "I would answer that it is paid already.") == 0.5

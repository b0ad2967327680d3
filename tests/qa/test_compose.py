"""What an answer says: short answers made clean, quotes within quotes, one full stop."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article, Passage, Published
from qa.compose import amount, answer_from_spans, brief, quoted, stop
from qa.question import Question
from qa.span import Span
from qa.when import When


@pytest.mark.parametrize(
    ("span", "short"),
    [
        ('A betrayal".', "A betrayal"),
        ("“Without merit”.", "Without merit"),
        ('"We will rebuild this mill,"', "We will rebuild this mill"),
        ("the “old mill” in Ashford", "the “old mill” in Ashford"),
        ('the mill," she said in Ashford', "she said in Ashford"),
        ("Jane Doe (the owner", "Jane Doe"),
        ("Jane Doe, the owner of it (left", "Jane Doe, the owner of it"),
        ("(all of it)", "(all of it)"),
        ("12:00 a.m.", "12:00 a.m."),
        ("Acme Inc.", "Acme Inc."),
        ("the old\nmill,", "the old mill"),
        ("the owners’ mill", "the owners’ mill"),
        (",", ""),
    ],
)
def test_a_short_answer_has_no_torn_punctuation(span: str, short: str) -> None:
    assert brief(span) == short


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It fell.", "“It fell.”"),
        ("“It fell.”", "“It fell.”"),
        ('"It fell."', "“It fell.”"),
        ("“It is not over,” said the mayor of the city.", "“‘It is not over,’ said the mayor of the city.”"),
        ('The "old mill" fell, he said: "It fell."', "“The ‘old mill’ fell, he said: ‘It fell.’”"),
        ("“It fell,” he said. “All of it.”", "“‘It fell,’ he said. ‘All of it.’”"),
    ],
)
def test_a_quote_within_a_quote_has_single_marks(text: str, said: str) -> None:
    assert quoted(text) == said


@pytest.mark.parametrize(("text", "stopped"), [("Acme Inc.", "Acme Inc."), ("Smith", "Smith."), ("Who?", "Who?")])
def test_a_full_stop_is_not_doubled(text: str, stopped: str) -> None:
    assert stop(text) == stopped


@pytest.mark.parametrize(
    ("words", "detail", "said"),
    [
        ("12:00 a.m.", "2 May 2022 (Monday)", "12:00 a.m. (2 May 2022, Monday). “It fell.” [1]"),
        ("Monday", "2 May 2022 (Monday)", "Monday (2 May 2022). “It fell.” [1]"),
        ("2 May 2022 (Monday)", "", "2 May 2022 (Monday). “It fell.” [1]"),
    ],
)
def test_brackets_do_not_nest(words: str, detail: str, said: str) -> None:
    day = date(2022, 5, 2)
    article = Article("a", "It fell.", "T", published=Published("stated", day, day, 1.0))
    span = Span(Passage(1, "a", 0, 8, "It fell.", ((0, 8),)), 0, 8, (0, 8), 0.9)
    when = When(day, day, words, "", 1.0, None, detail)
    assert answer_from_spans(Question("q", "When?", "when"), [span], {"a": article}, 0.9, when).text == said


@pytest.mark.parametrize(
    ("short", "said"),
    [
        ("Last month, he told the council that they held only 81", "only 81"),
        ("Acme paid about $4.5 million in fines", "about $4.5 million in fines"),
        ("as much as half of it left as CO 2", "as much as half of it left as CO 2"),
        ("rose from 3 to 5", "rose from 3 to 5"),
        ("more than 12 big ferries", "more than 12 big ferries"),
    ],
)
def test_an_amount_stands_without_the_clause_before_it(short: str, said: str) -> None:
    assert amount(short) == said

"""Spans made whole, and misspelt words."""

from typing import Any

import pytest

from index.article import Passage
from qa.about import about
from qa.question import Question
from qa.reader.predict import Reading
from qa.reader.predict import Span as Found
from qa.reading import TrainedReader, clipped, sentence_of, widened


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("They reached Martyrs’ Square at noon.", "Square", "Martyrs’ Square"),
        ("It rose to 95 percent in July.", "95", "95 percent"),
        ("It cost $438 million a year.", "438", "$438 million"),
        ("A man named Bill Van Auken wrote it.", "Auken", "Bill Van Auken"),
        ("A man named Bill Van Auken wrote it.", "Bill", "Bill Van Auken"),
        ("The Kremlin said so.", "Kremlin", "Kremlin"),
        ("Canada: Ismael Kone (69).", "mael Kone", "Ismael Kone"),
        ("It was the eldership.", "elder", "eldership"),
        ("It was 3,000 troops.", "3", "3,000"),
        ("the customs duties on goods", "duties", "duties"),
        (
            "A few, including the Isle of Man, Spain, and Peru, left.",
            "Spain, and Peru",
            "the Isle of Man, Spain, and Peru",
        ),
        ("The ferries to Spain, Peru and Chile sank.", "Spain, Peru", "Spain, Peru and Chile"),
        ("On Friday, Spain and Peru left.", "Spain and Peru", "Spain and Peru"),
        ("They met when, in Lima, Ann Lee and Bo Ray spoke.", "Ann Lee and Bo Ray", "Ann Lee and Bo Ray"),
        ("The ferries to Spain, Peru and Chile sank.", "Peru", "Peru"),
        ("The mayor vowed not to give in to them.", "to give in", "not to give in"),
        ("She swore never to “sell the mill,” and left.", "sell the mill", "never to “sell the mill,”"),
        ("The town is no longer afraid.", "afraid", "no longer afraid"),
        ("They didn’t open the gate.", "open the gate", "didn’t open the gate"),
        ("She had not only a mill but a barn.", "only a mill", "only a mill"),
        ("They vowed not to sell, to give in.", "to give in", "to give in"),
        ('He said it was "making people ill".', 'it was "making people ill', 'it was "making people ill"'),
        ("He called it “a poison.” She left.", "it “a poison", "it “a poison.”"),
        ("He called it “a poison” then.", "a poison", "a poison"),
    ],
)
def test_a_cut_name_or_amount_is_completed(text: str, span: str, whole: str) -> None:
    at = text.index(span)
    start, end = widened(text, at, at + len(span))
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("text", "asked", "topic"),
    [
        ("Who wrote the story on the July raids?", "author", "the July raids"),
        ("Which newspaper published the report about the mill?", "source", "the mill"),
        ("When was the article on the mill published?", "published", "the mill"),
        ("What is the date of the news story that reports the loss of the mill?", "published", "the loss of the mill"),
        ("What was the date of the report on the mill?", "published", "the mill"),
        ("Which day is the story about the mill from?", "published", "the mill"),
        ("What date does the piece announcing the sale of the mill carry?", "published", "the sale of the mill"),
        ("When is the article about the mill from?", "published", "the mill"),
    ],
)
def test_questions_about_an_article_are_recognised(text: str, asked: str, topic: str) -> None:
    found = about(text)
    assert found is not None
    assert (found.asked, found.topic) == (asked, topic)


@pytest.mark.parametrize(
    "text",
    [
        "Who wrote the letter to Congress?",
        "When was the city taken?",
        "Who is the author?",
        "What is the date of the vote on the mill?",
        "What is the date of the report?",
        "Which day is the story from?",
        "Which day was the man about whom the story tells from?",
    ],
)
def test_questions_about_the_news_are_not(text: str) -> None:
    assert about(text) is None


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("by the Ashford Mill", "by the Ashford Mill"),
        ("the Ashford Mill.\nJane", "the Ashford Mill."),
        ("Mill.\nJane Doe, its owner", "Jane Doe, its owner"),
        ("Mill.\nJane Doe", "Jane Doe"),
    ],
)
def test_a_span_keeps_to_the_sentence_that_is_quoted_for_it(words: str, kept: str) -> None:
    text = "It was bought by the Ashford Mill.\nJane Doe, its owner, signed."
    passage = Passage(1, "a", 100, 100 + len(text), text, ((100, 134), (135, 100 + len(text))))
    at = text.index(words)
    sentence = sentence_of(passage, 100 + at, 100 + at + len(words))
    start, end = clipped(passage, at, at + len(words), sentence)
    assert text[start - 100 : end - 100] == kept


class OneSpan:
    """A network that sees the answer in the same characters of every passage."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end

    def read(self, question: str, texts: list[str], **options: Any) -> list[Reading]:
        return [Reading((Found(self.start, self.end, t[self.start : self.end], -0.1),), 0.9) for t in texts]


def test_what_is_read_over_the_end_of_a_sentence_is_cut_off() -> None:
    text = "It was bought by Ashford Mill.\n\nJane Doe, its owner, signed."
    passage = Passage(1, "a", 0, len(text), text, ((0, 30), (32, len(text))))
    reader = TrainedReader.__new__(TrainedReader)
    reader._reader = OneSpan(17, 36)  # type: ignore[assignment]
    (span,) = reader.read(Question("q", "Who bought it?", "who"), [passage], [""], [""])
    assert (span.text, span.sentence) == ("Ashford Mill.", (0, 30))

"""Spans made whole, and misspelt words."""

import pytest

from qa.about import about
from qa.reading import widened


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("They reached Martyrs’ Square at noon.", "Square", "Martyrs’ Square"),
        ("It rose to 95 percent in July.", "95", "95 percent"),
        ("It cost $438 million a year.", "438", "$438 million"),
        ("A man named Bill Van Auken wrote it.", "Auken", "Bill Van Auken"),
        ("A man named Bill Van Auken wrote it.", "Bill", "Bill Van Auken"),
        ("The Kremlin said so.", "Kremlin", "Kremlin"),
        ("It was 3,000 troops.", "3", "3,000"),
        ("the customs duties on goods", "duties", "duties"),
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
    ],
)
def test_questions_about_an_article_are_recognised(text: str, asked: str, topic: str) -> None:
    found = about(text)
    assert found is not None
    assert (found.asked, found.topic) == (asked, topic)


@pytest.mark.parametrize(
    "text", ["Who wrote the letter to Congress?", "When was the city taken?", "Who is the author?"]
)
def test_questions_about_the_news_are_not(text: str) -> None:
    assert about(text) is None

"""The archives of invented articles that suites bring along."""

from __future__ import annotations

import pytest

from evals import papers, questions
from index.settings import Settings


@pytest.mark.parametrize("name", questions.WITH_ARTICLES)
def test_a_suite_with_articles_finds_all_of_its_evidence_in_them(name: str, settings: Settings) -> None:
    articles, count = {"contrast": (57, 234), "untold": (14, 157)}.get(name, (12, 120))
    with papers.archive(name, settings.model_copy(update={"home": settings.home / "papers"})) as corpus:
        asked = papers.questions(name, corpus)
        assert len(corpus.articles()) == articles
    assert len(asked) == count
    unanswerable = sum(not question.answerable for question in asked) / count
    assert unanswerable == 101 / 157 if name == "untold" else 0.17 <= unanswerable <= 0.22
    assert {question.split for question in asked} == ({"test"} if name == "varnia" else {"dev"})
    assert all(question.evidence for question in asked if question.answerable)

"""The archives of invented articles that suites bring along."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from evals import papers, questions
from index.embed import OnnxEncoder
from index.settings import Settings


@pytest.mark.parametrize("name", questions.WITH_ARTICLES)
def test_a_suite_with_articles_finds_all_of_its_evidence_in_them(
    name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OnnxEncoder, "encode", _nowhere)  # nothing is searched for
    articles, count = {"contrast": (57, 234), "untold": (14, 157), "yesno": (100, 328)}.get(name, (12, 120))
    with papers.archive(name, settings.model_copy(update={"home": settings.home / "papers"})) as corpus:
        asked = papers.questions(name, corpus)
        assert len(corpus.articles()) == articles
    assert len(asked) == count
    unanswerable = sum(not question.answerable for question in asked) / count
    assert unanswerable == 101 / 157 if name == "untold" else 0.16 <= unanswerable <= 0.3
    splits = {"varnia": {"test"}, "yesno": {"dev", "test"}}
    assert {question.split for question in asked} == splits.get(name, {"dev"})
    assert all(question.evidence for question in asked if question.answerable)


def _nowhere(_: OnnxEncoder, texts: Sequence[str], *, query: bool) -> npt.NDArray[np.float32]:
    """The same unit vector for every text."""
    return np.eye(1, 384, dtype=np.float32).repeat(len(texts), 0)

"""Suites that bring an archive of their own: a dozen invented articles, in the formats that papers come in, and questions over them.

The archives are the folders of `evals/papers`, each a suite by its name. Articles and questions were written without a look at
the code. Those of "varnia" are for reporting, the others for tuning. "contrast" has short articles whose sentences tell the same of several
persons, places or times, and questions for one of them, or for one more; "untold" has short ones, and mostly questions for what they do
not tell of the things that they name. "yesno" asks for yes or no over the seed articles and all archives of a dozen in one.
"""

from __future__ import annotations

from evals import own_questions
from evals.questions import PAPERS, Question
from index.corpus import Progress
from index.settings import Settings
from qa.corpus import SEEDS, Corpus

WITH_A_DOZEN = ("brennick", "karsovia", "mayuna", "orembe", "pellmoor", "sollmar", "tasvik", "varnia")
"""The suites of a dozen articles with 120 questions each."""


def archive(name: str, settings: Settings, on_progress: Progress | None = None) -> Corpus:
    """The archive of a suite in the home folder, made on first use."""
    corpus = Corpus.create(settings.home / name, settings)
    own = PAPERS / name / "articles"
    corpus.add([own] if own.is_dir() else [SEEDS, *(PAPERS / of / "articles" for of in WITH_A_DOZEN)], on_progress)
    return corpus


def questions(name: str, corpus: Corpus) -> list[Question]:
    """The questions of a suite; `corpus` is its archive."""
    return own_questions.load(PAPERS / name / "questions.jsonl", own_questions.locator(corpus))

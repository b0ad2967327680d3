"""What an article says of an error, its own or another's."""

from pathlib import Path

import pytest

from index.article import Passage
from index.sentences import sentence_spans
from qa import ask
from qa.corpus import Corpus
from qa.corrected import put_right
from qa.question import understand
from qa.span import Span

TURNOUT = "CORRECTION: In our report of Friday we gave the turnout as 38.6 per cent. The figures had been transposed; it was 36.8 per cent."


def mended(text: str, words: str, question: str = "What was the turnout?", title: str = "") -> Span:
    """What `put_right` makes of the span of these words."""
    sentences = tuple(place for paragraph in sentence_spans(text) for place in paragraph)
    at = text.index(words)
    sentence = next(place for place in sentences if place[0] <= at < place[1])
    span = Span(Passage(1, "a", 0, len(text), text, sentences), at, at + len(words), sentence, 0.5)
    return put_right(understand(question), span, title)


def test_the_figure_that_a_correction_calls_right_stands_for_the_wrong_one() -> None:
    span = mended(TURNOUT, "38.6 per cent")
    assert span.text == "36.8 per cent"
    assert span.sentence == (0, len(TURNOUT))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor's age was wrongly given as 61. She will stand again.", "61"),
        ("An earlier version of this article misstated the price as £40. We regret that.", "£40"),
        ("We wrote that the tower was 90 metres tall. We apologise for the error.", "90"),
    ],
)
def test_an_error_that_is_not_put_right_counts_for_less(text: str, words: str) -> None:
    assert mended(text, words).score < 0.2


@pytest.mark.parametrize(
    ("text", "words", "question"),
    [
        ("The bank had 47 branches, not 74.", "47", "How many branches had the bank?"),
        ("We wrote of the fire on Monday. It killed 3 people.", "Monday", "When was the fire?"),
        (TURNOUT, "38.6 per cent", "What turnout was wrongly reported?"),
        ("We gave the men 20 loaves. It was raining.", "20", "How many loaves did they get?"),
    ],
)
def test_what_is_no_error_stays(text: str, words: str, question: str) -> None:
    span = mended(text, words, question)
    assert (span.text, span.score) == (words, 0.5)


def add(archive: Corpus, **articles: str) -> None:
    folder: Path = archive.folder.parent / "articles"
    folder.mkdir()
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    archive.add([folder])


@pytest.mark.parametrize(
    "correction",
    [
        "The Holm Bank had 47 branches, not 74.",
        "We gave the branches of the Holm Bank as 74. We were wrong: it was 47.",
    ],
)
def test_a_figure_that_another_article_corrects_is_overruled(archive: Corpus, correction: str) -> None:
    add(
        archive,
        news="Holm Bank fails\n3 March 2025\n\nThe Holm Bank closed its 74 branches on Monday, the ministry said.\n",
        letter=f"Corrections\n9 March 2025\n\n{correction} The editor regrets it.\n",
    )
    found = ask("How many branches did the Holm Bank have?", corpus=archive)
    assert found.short == "47"
    assert found.citations[0].published == "2025-03-09"
    assert any("74" in note for note in found.notes)


def test_a_correction_of_something_else_overrules_nothing(archive: Corpus) -> None:
    add(
        archive,
        news="Holm Bank fails\n3 March 2025\n\nThe Holm Bank closed its 74 branches on Monday, the ministry said.\n",
        letter="Corrections\n9 March 2025\n\nThe Brent choir has 47 singers, not 74. The Holm Bank is fine.\n",
    )
    assert ask("How many branches did the Holm Bank have?", corpus=archive).short.startswith("74")


def test_what_is_told_only_as_an_error_is_declined_and_shown(archive: Corpus) -> None:
    add(
        archive,
        news="Shelling in Holm: live\n3 March 2025\n\nWe reported earlier that the road bridge at Holm had collapsed at noon. "
        "That was wrong. It is damaged, but it stands.\n",
    )
    found = ask("When did the road bridge at Holm collapse?", corpus=archive)
    assert not found.answered
    assert found.citations[0].quote.startswith("We reported earlier")
    assert any("only as an error" in note for note in found.notes)

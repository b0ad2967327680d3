"""What joins an answer: the sentences beside its own, and its parts."""

from __future__ import annotations

import pytest

from index.article import Passage
from qa.answering import _explained
from qa.question import Question
from qa.span import Span


def passage_of(*sentences: str) -> Passage:
    """A passage of the sentences, a space between them."""
    text, places = "", list[tuple[int, int]]()
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return Passage(1, "a", 0, len(text), text, tuple(places))


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("Rain fell for weeks.", "It took a year to mend.", "The bridge closed. It took a year to mend."),
        ("The bridge had cracks.", "Bakers sold bread.", "The bridge had cracks. The bridge closed."),
        ("Bakers sold bread.", "Rain fell for weeks.", "The bridge closed."),
        ("Bakers sold bread.", "The bridges were old.", "The bridge closed. The bridges were old."),
    ],
)
def test_a_reason_takes_only_neighbouring_sentences_that_belong_to_it(before: str, after: str, kept: str) -> None:
    passage = passage_of(before, "The bridge closed.", after)
    place = passage.sentences[1]
    span = _explained(Question("q", "Why did the bridge close?", "why"), Span(passage, *place, place, 0.9))
    assert passage.text[slice(*span.sentence)] == kept

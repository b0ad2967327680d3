"""The spans that a list is made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Passage
from qa.corpus import Corpus
from qa.listing import asks_for_places, listed
from qa.question import Question, understand
from qa.span import Span


def span_in(marked: str, score: float, number: int, share: float = 1.0) -> Span:
    """The words in brackets as a span of a passage of their sentence."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    passage = Passage(number, "a", 0, len(text), text, ((0, len(text)),))
    return Span(passage, start, end, (0, len(text)), score, share=share)


FALLEN = [
    "On Monday the rebels grabbed control of [Thorn], the second city.",
    "The rebels seized [Brent] without a fight.",
    "[Ashford, the seat of Vik province], fell to the rebels on Friday.",
    "The attack picked up with the conquest of [Lund in the north and Visby].",
    "The [second and third largest cities] fell.",
    "Talks went on in [Malta] for a week, while far away on the other coast the rebels took more towns.",
    "The rebels took out [ABX].",
    "The rebels have taken most of [Norland]; the king of Norland fled.",
    "The [rebels] fell silent.",
]


@pytest.fixture
def war(archive: Corpus, tmp_path: Path) -> Corpus:
    plain = [line.replace("[", "").replace("]", "") for line in FALLEN]
    more = [
        "People slept in the open in Thorn.",
        "In Lund and in Visby shops closed.",
        "It is Norland’s capital.",
        "They met in Malta.",
    ]
    (tmp_path / "war.txt").write_text("War\n3 May 2022\n\n" + "\n\n".join([*plain, *more]) + "\n")
    archive.add([tmp_path / "war.txt"])
    return archive


def test_cities_are_listed_by_name_as_far_as_their_sentences_tell_what_is_asked(war: Corpus) -> None:
    question = understand("Which cities did the rebels take?")
    assert question.type == "list"
    assert asks_for_places(question)
    scores = (0.3, 0.12, 0.1, 0.09, 0.25, 0.2, 0.2, 0.2, 0.2)
    spans = [span_in(text, score, n) for n, (text, score) in enumerate(zip(FALLEN, scores, strict=True))]
    spans.sort(key=lambda s: -s.score)
    found = [span.text for span in listed(question, spans, war.store)]
    assert found == ["Thorn", "Brent", "Ashford", "Lund", "Visby"]


def test_provinces_are_those_called_so(war: Corpus) -> None:
    question = understand("Which provinces fell to the rebels?")
    assert [s.text for s in listed(question, [span_in(FALLEN[2], 0.3, 1)], war.store)] == ["Vik"]


def test_a_province_that_is_joined_to_one_called_so_is_listed_too(war: Corpus) -> None:
    told = span_in(
        "The targets hit were in southern [Visby province, the old home of the Northmen, and in Lund] in May.", 0.3, 1
    )
    question = Question("q", "Which provinces were hit?", "list")
    assert [s.text for s in listed(question, [told], war.store)] == ["Visby", "Lund"]


def test_another_kind_of_place_is_not_listed(war: Corpus) -> None:
    question = Question("q", "Which cities sent help?", "list")
    spans = [span_in("Some countries, including [Chile, Peru and Spain], sent help.", 0.5, 1)]
    assert listed(question, spans, war.store) == []
    question = Question("q", "Which countries sent help?", "list")
    assert len(listed(question, spans, war.store)) == 1
    assert listed(question, [span_in("The [90 percent] of the borders sent help.", 0.5, 1)], war.store) == []


def test_so_many_places_as_are_asked_for_are_found_in_one_sentence(war: Corpus) -> None:
    told = "The targets hit were in southern [Visby province], an old town of sailors, and in Lund in the far north."
    first = span_in(told, 0.2, 3, share=0.1)
    lund = first.passage.text.index("Lund")
    best = replace(first, start=lund, end=lund + len("Lund in the far north"), score=0.6, share=1.0)
    question = understand("In which two provinces did the jets hit targets?")
    assert [s.text for s in listed(question, [best, first], war.store)] == ["Lund", "Visby"]
    whole = span_in(told.replace("[", "").replace("]", "").replace("southern Visby", "[southern Visby").replace("north.", "north]."), 0.6, 3)  # fmt: skip
    assert [s.text for s in listed(question, [whole], war.store)] == ["Visby", "Lund"]


def test_no_more_are_listed_than_are_asked_for(war: Corpus) -> None:
    spans = [
        span_in("The [Swan and the Heron] sank.", 0.6, 3),
        span_in("Of the ferries, the [Curlew] was old.", 0.5, 4),
        span_in("The ferry [Plover] came.", 0.4, 5),
    ]
    assert len(listed(understand("Which ferries sank?"), spans, war.store)) == 3
    assert len(listed(understand("Which two ferries sank?"), spans, war.store)) == 1
    assert len(listed(understand("Which three ferries sank?"), spans, war.store)) == 2

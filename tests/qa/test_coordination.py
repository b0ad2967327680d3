"""The several like things that "and" joins, as one span."""

from __future__ import annotations

import pytest

from index.article import Passage
from qa.coordination import items, whole
from qa.listing import in_full
from qa.question import understand
from qa.span import Span


def cut(marked: str) -> tuple[str, int, int]:
    """A sentence without the brackets that are in it, and where they stood."""
    text = marked.replace("[", "").replace("]", "")
    return text, marked.index("["), marked.index("]") - 1


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("The king will guard their crops, [cattle and barns and build a safe road], he said.", "their crops, cattle and barns"),
        ("The harbour is taking in foreign sailors and [local pilots] – and this week, six boats.", "foreign sailors and local pilots"),
        ("This is ruin through greed, [sloth], and utter lack of sense.", "greed, sloth, and utter lack of sense"),
        ("As crews came to [guard the mill] and clear the roads, the clerks fled.", "guard the mill and clear the roads"),
        ("As crews came to guard the mill and [clear the roads], the clerks fled.", "guard the mill and clear the roads"),
        ("Some 60 men stay to watch the old NATO mill as well as [the Ashford pier].", "the old NATO mill as well as the Ashford pier"),
        ("He said that a fleet of heavy lorries, light [vans] and tractors are ready.", "a fleet of heavy lorries, light vans and tractors"),
        ("They burned two barns, a mill and [the old inn] on Friday.", "two barns, a mill and the old inn"),
        ("The clerks were told to begin shredding and [burning papers].", "shredding and burning papers"),
    ],
)  # fmt: skip
def test_a_part_of_a_coordination_is_widened_to_all_of_it(marked: str, found: str) -> None:
    text, start, end = cut(marked)
    assert text[slice(*whole(text, start, end))] == found


@pytest.mark.parametrize(
    "marked",
    [
        "They took [the town] and the mayor fled.",
        "They took [the town], and the mayor was shot.",
        "After the flood, [houses and barns] were lost.",
        "The council bought [a lorry] in May and a bus in June.",
        "Lee, [a farmer], died.",
        "The mayor said [the bridge was weak] and the mill stank.",
        "They tried to calm [men and boys].",
        "The fall of [Lund and Visby] was near.",
        "The firm owes [a fortune] and intends to close.",
    ],
)
def test_another_clause_is_not_taken_for_a_part(marked: str) -> None:
    text, start, end = cut(marked)
    assert whole(text, start, end) == (start, end)


def test_the_things_that_are_joined_are_told_apart() -> None:
    assert items("their crops, cattle and barns") == ["their crops", "cattle", "barns"]
    assert items("the mill as well as the pier") == ["the mill", "the pier"]
    assert items("1,200 men") == ["1,200 men"]


def span_in(marked: str, score: float, share: float = 1.0) -> Span:
    text, start, end = cut(marked)
    return Span(Passage(1, "a", 0, len(text), text, ((0, len(text)),)), start, end, (0, len(text)), score, share=share)


TOLD = "Some 60 men stay to watch [the old mill] as well as the pier."


def test_a_list_has_all_that_is_joined_and_one_that_joins_so_many_comes_first() -> None:
    question = understand("Which two sites do the men watch?")
    other = Span(Passage(2, "b", 0, 16, "They watch ships", ((0, 16),)), 11, 16, (0, 16), 0.5)
    spans = in_full(question, [other, span_in(TOLD, 0.4)])
    assert [span.text for span in spans] == ["the old mill as well as the pier", "ships"]


def test_a_plain_question_takes_the_rest_only_where_the_reader_holds_it_for_an_answer_too() -> None:
    question = understand("What do the men watch?")
    alone = span_in(TOLD, 0.4)
    beside = span_in("Some 60 men stay to watch the old mill as well as [the pier].", 0.1, share=0.2)
    assert [span.text for span in in_full(question, [alone])] == ["the old mill"]
    assert [span.text for span in in_full(question, [alone, beside])] == ["the old mill as well as the pier"]

"""What the confidence is made of."""

import pytest

from index.article import Article, Passage
from qa.confidence import (
    FEATURES,
    WEIGHTS,
    asked_words,
    confidence,
    features,
    has_form,
    inverse_document_frequency,
    probability_beside,
    repeats,
)
from qa.question import Question, answer_type
from qa.retrieve import Evidence
from qa.span import Span
from qa.support import absent, unsupported

TEXT = "The mill in Ashford burned down. Forty people fought the blaze."


def candidate(words: str, verdict: float = 1.0, share: float = 1.0) -> Span:
    passage = Passage(1, "a", 100, 100 + len(TEXT), TEXT, ((100, 132), (133, 100 + len(TEXT))))
    start = 100 + TEXT.index(words)
    sentence = passage.sentences[0] if start < 132 else passage.sentences[1]
    return Span(passage, start, start + len(words), sentence, 0.5, verdict, share)


def ask(text: str) -> Question:
    return Question(text, text, answer_type(text))


def values(
    question: str, words: str, cosine: float | None = 0.4, title: str = "", rest: str = "", **more: float
) -> dict[str, float]:
    span = candidate(words, **more)
    article = Article("a", f"{TEXT} {rest}", title=title)
    found = features(
        ask(question), span, Evidence(span.passage, 0.03, cosine), article, asked_words(ask(question), lambda _: 1.0)
    )
    return dict(zip(FEATURES, found, strict=True))


def test_features_say_what_they_are_named_for() -> None:
    found = values("How many people fought the blaze in Ashford?", "Forty", share=0.5)
    assert found["reader"] == 1.0
    assert found["span"] == pytest.approx(-0.693, abs=0.001)
    assert found["cosine"] == 0.4
    assert found["sentence"] == pytest.approx(3 / 4)
    assert found["passage"] == 1.0
    assert found["unsupported"] == 0
    assert found["form"] == 1


def test_a_name_that_the_passage_lacks_counts_and_the_headline_helps() -> None:
    assert values("Who burned the mill in Brentwood?", "people")["unsupported"] == 1
    assert values("Who burned the mill in Brentwood?", "people", title="Fire in Brentwood")["unsupported"] == 0


def test_a_name_that_stands_elsewhere_in_the_article_is_not_absent() -> None:
    asked = "Who burned the mill in Brentwood?"
    assert values(asked, "people")["absent"] == 1
    elsewhere = values(asked, "people", rest="The men came from Brentwood.")
    assert (elsewhere["unsupported"], elsewhere["absent"]) == (1, 0)
    assert values("Who burned the mill in Ashford?", "people")["absent"] == 0


def test_titles_are_known_by_their_short_forms() -> None:
    assert unsupported("When did General Ray and Senator Lee meet?", "Gen. Ray met Sen. Lee.") == []


def test_names_with_stops_are_known_with_and_without_them() -> None:
    assert unsupported("When did the U.S. Open begin?", "The U.S. Open began.") == []
    assert unsupported("When did US troops go?", "U.S. troops went.") == []
    assert unsupported("When did J.J. Ray go?", "J.J. Ray went.") == []
    assert unsupported("When did J.J. Ray go?", "T.J. Ray went.") == ["J.J."]


def test_a_name_is_absent_from_an_article_that_has_no_part_of_it() -> None:
    assert absent("When did Conor Ray meet Lee?", "Connor Ray resigned.") == 1


def test_only_full_text_search_found_it_is_no_similarity() -> None:
    assert values("Who fought?", "people", cosine=None)["cosine"] == 0.0


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("How many people came?", "forty", True),
        ("How many people came?", "the old mill", False),
        ("How long did it last?", "six hours", True),
        ("What happened?", "it burned", True),
        ("Who founded the Brook Valley Company?", "1987", False),
    ],
)
def test_forms(question: str, text: str, fits: bool) -> None:
    assert has_form(ask(question), text) is fits


@pytest.mark.parametrize(
    ("question", "text", "repeated"),
    [
        ("Who founded the Brook Valley Company?", "Brook Valley", True),
        ("Who founded the Brook Valley Company?", "the BVC", True),
        ("Who founded the Brook Valley Company?", "Jane Brook", False),
        ("Which burned down first, the mill or the barn?", "the mill", False),
        ("What did Ray announce in May?", "Mayor Ann Ray", True),
        ("What did Ray announce in May?", "the sale of the mill", False),
        ("What did Ray found?", "Ann Ray House", False),
        ("Who is Ray?", "Mayor Ann Ray", False),
        ("Who was the guard that Ray hired for the mill?", "Ann Ray", True),
        ("Who did Ray hire?", "Ann Ray", True),
        ("Who did Ray hire?", "Bo Lee", False),
        ("Who told the guard of Ray?", "Ann Ray", False),
    ],
)
def test_what_repeats_the_question_answers_nothing(question: str, text: str, repeated: bool) -> None:
    assert repeats(ask(question), text) is repeated


def test_confidence_is_a_probability_that_grows_with_the_verdict() -> None:
    low, high = (
        [v if n != "reader" else r for n, v in zip(FEATURES, [0.0] * len(FEATURES), strict=True)] for r in (-5, 5)
    )
    assert 0 < confidence(low) < confidence(high) < 1
    assert set(WEIGHTS) == {*FEATURES, "bias"}


def test_rare_words_weigh_more() -> None:
    weigh = inverse_document_frequency({"rare": 1, "common": 90}.__getitem__, 100)
    assert weigh("rare") > weigh("common") > 0


def test_an_answer_is_less_sure_the_likelier_another_one_is() -> None:
    alone, beside, even = (probability_beside(0.4, rival) for rival in (0.0, 0.1, 0.4))
    assert 1 > alone > beside + 0.1 > even + 0.2 > 0.2
    assert probability_beside(0.4, 0.001) == pytest.approx(alone)  # what is so unlikely counts for nothing
    assert probability_beside(0.9, 0.4) > beside
    assert probability_beside(0.0, 0.5) == 0
    assert probability_beside(1.0, 1.0) <= 1

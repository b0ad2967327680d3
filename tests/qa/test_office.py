"""Sentences that tell of an office, and of whose it is."""

import pytest

from index.article import Article, Passage
from qa.office import weighed
from qa.question import understand
from qa.span import Span


def loses(question: str, text: str, answer: str) -> bool:
    at = text.index(answer)
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    span = Span(passage, at, at + len(answer), passage.sentences[0], 0.8)
    return weighed(understand(question), span, Article("a", text)).score < 0.5


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who is the mayor of Ashford?", "Tom Ray, a native of Ashford, told the Echo that it was calm.", "Tom Ray"),
        ("Who is the Norland ambassador?", "Ferrow's ambassador in Brent, Ann Lee, flew home to Norland.", "Ann Lee"),
        ("Who is the ambassador of Norland?", "Ann Lee, the ambassador of Ferrow, flew to Norland.", "Ann Lee"),
        ("What is the name of Norland's envoy?", "Norland's foreign minister, Ann Lee, spoke first.", "Ann Lee"),
        ("Who is the Norland minister?", "Norland was met by the deputy energy minister, Ann Lee.", "Ann Lee"),
        ("Who headed the Norland delegation?", "Ann Lee, who heads the union, met the Norland men.", "Ann Lee"),
        ("Who headed the delegation?", "Foreign Minister Ann Lee spoke after a visit by the delegation.", "Ann Lee"),
        ("Who founded Sundew Mining?", "Prime minister Ann Lee praised the firm Sundew Mining.", "Ann Lee"),
        ("Who is the captain of the team?", "The team's coach, Ann Lee, was among the first.", "Ann Lee"),
        ("Who is the chief executive of Sundew?", "The chief executive Ann Lee went to Ashford.", "Ann Lee"),
        ("Who is the finance minister?", "The prime minister, Ann Lee, praised the owners.", "Ann Lee"),
        ("Who is the former mayor of Ashford?", "Mayor Ann Lee of Ashford cut the ribbon.", "Ann Lee"),
        ("Who is the Norland leader?", "China's president, Ann Lee, wrote to the Norland men.", "Ann Lee"),
        ("Who are the leaders of Norland?", "Bo Roe wept with the Norland men.", "Bo Roe"),
        ("Who is the Norland leader?", "It was days before President Ann Lee spoke.", "Ann Lee"),
        ("Who is the head of Norland?", "The US-led army of Bo Roe entered Norland.", "Bo Roe"),
        ("Who is the president of Norland?", "They called Lee an unloved president and a puppet of Norland.", "Lee"),
        ("Who is the Norland mayor?", "The Norland-backed mayor of a town, Ann Lee, fled.", "Ann Lee"),
        ("Who is the mayor of Ashford?", "Mayor Tom Ray has been voted out of office.", "Tom Ray"),
        ("Who was named governor of Norland?", "Ann Lee, a farmer of Norland, was glad.", "Ann Lee"),
    ],
)
def test_who_holds_no_such_office_or_that_of_another_does_not_answer(question: str, sentence: str, answer: str) -> None:
    assert loses(question, sentence, answer)


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who is the mayor of Ashford?", "Mayor Ann Lee of Ashford cut the ribbon.", "Ann Lee"),
        ("Who is the mayor of Ashford?", "In Ashford, Ann Lee has been mayor since May.", "Ann Lee"),
        ("Who is the American ambassador?", "The US ambassador, Ann Lee, flew home.", "Ann Lee"),
        ("Who is the Norland energy minister?", "Energy minister Ann Lee spoke for Norland.", "Ann Lee"),
        ("Who is the deputy energy minister?", "The deputy energy minister, Ann Lee, met them.", "Ann Lee"),
        (
            "Who is the chairman of the Joint Chiefs of Staff?",
            "The chairman of the Joint Chiefs of Staff, Gen. Ann Lee, spoke.",
            "Ann Lee",
        ),
        ("Who is the spokesman of Norland?", "Bo Roe, a spokesman for Norland, was calm.", "Bo Roe"),
        ("Who heads the bank?", "The bank, led by Ann Lee, lent the money.", "Ann Lee"),
        ("Who is the boss of Lark Lines?", "Its director, Ann Lee, sold Lark Lines.", "Ann Lee"),
        ("Who founded Lark Lines?", "Ann Lee set up Lark Lines in 1921.", "Ann Lee"),
        ("Who was the captain of the ship?", "The ferry's skipper, Ann Lee, swam ashore.", "Ann Lee"),
        ("Who is Ann Lee?", "Ann Lee, a nurse, swam ashore.", "a nurse"),
        ("Who swam ashore?", "Ann Lee, a nurse, swam ashore.", "Ann Lee"),
    ],
)
def test_who_holds_the_office_in_whatever_words_answers(question: str, sentence: str, answer: str) -> None:
    assert not loses(question, sentence, answer)


def test_an_office_is_that_of_whom_the_sentence_before_names() -> None:
    text = "Many lay in the Ashford clinic. Its director, Ann Lee, was calm.\n\nThe project director, Bo Roe, was not."
    ends = [text.index(" Its"), text.index("\n"), len(text)]
    starts = [0, ends[0] + 1, ends[1] + 2]
    places = tuple(zip(starts, ends, strict=True))
    passage = Passage(1, "a", 0, len(text), text, places)
    scores = []
    for name, place in (("Ann Lee", places[1]), ("Bo Roe", places[2])):
        at = text.index(name)
        span = Span(passage, at, at + len(name), place, 0.5)
        scores.append(weighed(understand("Who is the director of the Ashford clinic?"), span, Article("a", text)).score)
    assert scores[0] == 0.5 > scores[1]

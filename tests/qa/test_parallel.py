"""What one sentence tells of several in a row."""

from datetime import date

import pytest

from index.article import Passage
from index.timex import find
from qa.parallel import of_another, told_of, told_when
from qa.question import understand
from qa.span import Span

VOTES = "Ann Lee got 40 votes, Bo Roe 35 and Cy Fox 12, the clerk of Holm said."
KILLED = "The storm killed three people in Orrin, two in Pell and one in Quay."
RENT = "The average rent is 940 crowns a month in Ostra, 720 in Vell and 610 in Hamm."
LOANS = "The bank lent the port 20 million crowns in March and the airport 35 million in May."
PROFIT = "Its profit rose to 12 million euros from 9 million, while its revenue fell to 80 million."
CHAIRS = "Ruth Hale chairs the Dornan Bank and Egon Pell the Western Railway."
BORN = "Lotte Wyn was born in Karst and her husband Emil Wyn in Sundbrook."
MINISTERS = (
    "Una Ferris named Dag Holt finance minister, Siri Venn interior minister and Olav Brand minister of transport."
)
PRIZES = "The first prize went to the Alder choir, the second to the Brume band and the third to a juggler, Tom Ash."
TIDE = "Eight people died in the fire on Mole Street and three in the one on Tide Street."


def told(question: str, sentence: str, chosen: str) -> str | None:
    """What `told_of` makes of the words `chosen` from the sentence; None where it leaves them."""
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    at = sentence.index(chosen)
    span = told_of(understand(question), Span(passage, at, at + len(chosen), (0, len(sentence)), 0.5))
    return span.text if span else None


@pytest.mark.parametrize(
    ("question", "sentence", "chosen", "right"),
    [
        ("How many votes did Bo Roe get?", VOTES, "40", "35"),
        ("How many votes did Cy Fox get?", VOTES, "40", "12"),
        ("How many people did the storm kill in Pell?", KILLED, "three", "two"),
        ("How many people died in the storm in Quay?", KILLED, "three", "one"),
        ("What is the average rent in Hamm?", RENT, "940 crowns", "610"),
        ("How much did the bank lend the airport?", LOANS, "20 million crowns", "35 million"),
        ("What was Fennwick's revenue?", PROFIT, "12 million euros", "80 million"),
        ("Who chairs the Western Railway?", CHAIRS, "Ruth Hale", "Egon Pell"),
        ("Where was Emil Wyn born?", BORN, "Karst", "Sundbrook"),
        ("Who is the new interior minister?", MINISTERS, "Una Ferris", "Siri Venn"),
        ("Who is the minister of transport?", MINISTERS, "Una Ferris", "Olav Brand"),
        ("Who won the second prize?", PRIZES, "the Alder choir", "Brume band"),
        ("Who won the third prize?", PRIZES, "the Alder choir", "Tom Ash"),
        ("How many people died in the fire on Tide Street?", TIDE, "Eight", "three"),
    ],
)
def test_what_is_told_of_the_one_asked_for_stands_for_what_is_told_of_another(
    question: str, sentence: str, chosen: str, right: str
) -> None:
    assert told(question, sentence, chosen) == right


@pytest.mark.parametrize(
    ("question", "sentence", "chosen"),
    [
        ("How many votes did Ann Lee get?", VOTES, "40"),
        ("How many people died in Brent?", "The mayor, Ann Lee, said 40 people had died in Brent, not 12.", "40"),
        ("How many children of Holm fled?", "According to Unesco, 120 children of Holm and 35 of Brent fled.", "120"),
        ("How many troops did Valland send?", "Norrey sent 300 troops and Valland 40 tanks.", "300"),
        (
            "How many came to the final?",
            "A crowd of 14,226, the most since the cup moved to Holm in 2009, came.",
            "14,226",
        ),
        ("What rating has she?", "She must lift her rating to 2,500; it will be 2,487 in the April list.", "2,487"),
        ("Who talks in Doha?", "Talks between Norrey and Ardova have begun in Doha.", "Norrey and Ardova"),
        ("Who won the race?", "Ann Lee, a pilot, won Sunday's race with 51 per cent.", "Ann Lee"),
        (
            "Who owns the boat?",
            "Judge Ivo Lund heard that the owners, Haldane & Sons, had two boats.",
            "Haldane & Sons",
        ),
        ("Why did Bo Roe lose?", VOTES, "40 votes"),
    ],
)
def test_what_is_no_row_or_told_of_the_one_asked_for_stays(question: str, sentence: str, chosen: str) -> None:
    assert told(question, sentence, chosen) is None


STRIKE = "Bus drivers will strike on Monday, tram drivers on Wednesday and ferry crews on Thursday."
VOTE = "Norrey votes on 7 September and Ardova on 5 October."
MOVE = "The children's ward will move in June, the maternity ward a month later."
WON = "Ida Ross won the race in 2019, Pia Kern in 2021 and Lis Moor last year."


@pytest.mark.parametrize(
    ("question", "sentence", "chosen", "right"),
    [
        ("When will the tram drivers strike?", STRIKE, "Monday", "Wednesday"),
        ("When will the ferry crews strike?", STRIKE, "Monday", "Thursday"),
        ("When does Ardova vote?", VOTE, "7 September", "5 October"),
        ("When will the maternity ward move?", MOVE, "June", "a month later"),
        ("When did Pia Kern win the race?", WON, "2019", "2021"),
        ("When will bus drivers strike?", STRIKE, "Monday", None),
        ("When does Ardova vote?", VOTE, "5 October", "5 October"),
        ("When does Norrey vote?", VOTE, "7 September", None),
        ("When did the race end?", WON, "2019", None),
        ("When was Vera Mond married?", "Vera Mond was born in 1950, married in 1972 and died in 2010.", "1950", None),
    ],
)
def test_the_time_of_the_one_asked_for(question: str, sentence: str, chosen: str, right: str | None) -> None:
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    at = sentence.index(chosen)
    span = Span(passage, at, at + len(chosen), (0, len(sentence)), 0.5)
    found = told_when(understand(question), span, find(sentence, date(2025, 5, 9)))
    assert (found.text if found else None) == right


def test_whom_a_year_is_told_of() -> None:
    assert told("Who won the race in 2021?", WON, "Ida Ross") == "Pia Kern"


@pytest.mark.parametrize(
    ("question", "sentence", "chosen", "less"),
    [
        ("How many people did the storm kill in Tarn?", KILLED, "three", True),
        ("How many people did the storm kill in Orrin?", KILLED, "three", False),
        ("How many people died in the fire on Lund Street?", TIDE, "Eight", True),
        ("How many troops did Biden send to the capital?", "Joe Biden sent 5,000 troops to Kabul.", "5,000", False),
        (
            "How many riders finished the Tour of Senn?",
            "Of the 112 who set off from Marrund, 87 finished.",
            "87",
            False,
        ),
    ],
)
def test_a_figure_of_another_place_counts_for_less(question: str, sentence: str, chosen: str, less: bool) -> None:
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    at = sentence.index(chosen)
    span = of_another(understand(question), Span(passage, at, at + len(chosen), (0, len(sentence)), 0.5))
    assert (span.score < 0.2) == less
    assert bool(span.against) == less

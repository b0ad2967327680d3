"""Deaths bounded by an age and a birth."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article
from index.dateline import date_articles
from index.lifespan import death
from index.timex import find


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Ann Lee, who has died at the age of 84, won the cup.\n\nShe was born on 22 May 1931 at Brent.", "2015-05-22", "2016-05-21"),
        ("Ann Lee has died aged 91. Born in Brent on 12 February 1922, she left school.", "2013-02-12", "2014-02-11"),
        ("Ann Lee dies at 84\n\nAnn Lee was born at Brent in May 1931.", "2015-05-01", "2016-05-30"),
        ("Ann Lee died on Monday. She was 84.\n\nLee was born in 1931 at Brent.", "2015-01-01", "2016-12-30"),
        ("Ann Lee (born 29 February 1932) has died aged 83.", "2015-03-01", "2016-02-28"),
    ],
)  # fmt: skip
def test_age_and_birth_bound_a_death_to_a_year(text: str, first: str, last: str) -> None:
    found = death(text, find(text))
    assert found is not None
    assert (str(found.first_day), str(found.last_day)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, who has died aged 91, wrote poems. Her husband, Tom Brent, was born on 3 May 1920.",
        "Ann Lee has died at the age of 84. She was born in 1931. Her son was born in 1960.",
        "Ann Lee has died at the age of 84. She was born in 2931.",
        "Tom died at 84 Quarry Lane. He was born in 1931.",
        "The mayor, who was born on 22 May 1931, won.",
        "Six people died at 4 a.m. on Tuesday. He was born in 1990.",
    ],
)
def test_the_birth_or_age_of_others_bounds_nothing(text: str) -> None:
    assert death(text, find(text)) is None


def test_an_obituary_is_no_earlier_than_the_death_and_says_why() -> None:
    text = (
        "Ann Lee, who taught the valley to swim\n\nAnn Lee, who has died at the age of 84, opened the baths.\n\n"
        "She was born on 22 May 1931 at Brent, the fourth of seven children."
    )
    found = date_articles([Article(id="lee", text=text, title="Ann Lee", body_start=38)])["lee"]
    assert (found.how, found.first_day, found.last_day) == ("bounded", date(2015, 5, 22), None)
    quotes = [text[r.start : r.end] for r in found.reasons]
    assert quotes == ["has died at the age of 84", "was born on 22 May 1931"]
    assert "between 22 May 2015 and 21 May 2016" in found.reasons[1].text

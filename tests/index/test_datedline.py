"""Lines of a head that give the date, and the lines above a headline that are none."""

from __future__ import annotations

import pytest

from index.datedline import dated_line, is_chronicle
from index.masthead import Masthead, masthead


@pytest.mark.parametrize(
    ("line", "day", "author", "source"),
    [
        ("3 May 2024", "3 May 2024", "", ""),
        ("Published: Friday 3 May 2024", "Friday 3 May 2024", "", ""),
        ("Published 14:32 BST, 3 May 2024", "3 May 2024", "", ""),
        ("Posted on May 3, 2024 by Ann Lee", "May 3, 2024", "Ann Lee", ""),
        ("Posted by Ann Lee on May 3, 2024", "May 3, 2024", "Ann Lee", ""),
        ("By Ann Lee | May 3, 2024 | 5 min read", "May 3, 2024", "Ann Lee", ""),
        ("By Ann Lee in Ashford, 3 May 2024", "3 May 2024", "Ann Lee", ""),
        ("By Ann Lee, The Vale Gazette. Friday 3 May 2024", "Friday 3 May 2024", "Ann Lee", "The Vale Gazette"),
        ("Foreign desk, The Morning Ledger. Friday 3 May 2024", "Friday 3 May 2024", "", "The Morning Ledger"),
        ("THE ASHFORD GAZETTE, Friday, May 3, 2024", "Friday, May 3, 2024", "", "The Ashford Gazette"),
        ("FOR IMMEDIATE RELEASE: May 3, 2024", "May 3, 2024", "", ""),
        ("Vol. 12, No. 34        Friday, May 3, 2024        Price 2d.", "Friday, May 3, 2024", "", ""),
        ("2024-05-03T14:32:00+01:00", "2024-05-03T14:32:00+01:00", "", ""),
        ("LONDON, 3 May 2024", "3 May 2024", "", ""),
        ("ASHFORD, Friday 3 May 2024. Ann Lee and Jo Ray report.", "Friday 3 May 2024", "Ann Lee and Jo Ray", ""),
        ("Live blog with Ann Lee. Friday 3 May 2024. This blog is now closed.", "Friday 3 May 2024", "Ann Lee", ""),
    ],
)
def test_a_dated_line_gives_day_author_and_paper(line: str, day: str, author: str, source: str) -> None:
    found = dated_line(line, first=True)
    assert found is not None
    assert (found.date, found.author, found.source, found.whole, found.revised) == (day, author, source, True, False)


@pytest.mark.parametrize(
    "line",
    [
        "3 May 2024 was a long day",
        "Live music returns on 3 May 2024",
        "3 May 1945: War ends",
        "Rebels to vote on 3 May 2024",
        "Winter games, 3 May 2024",
        "Updated 2 hours ago",
        "The treaty of 3 May 2024 (and what it means)",
    ],
)
def test_a_line_that_says_more_than_a_date_is_none(line: str) -> None:
    assert dated_line(line) is None


def test_a_name_beside_the_date_of_a_first_line_may_be_the_headline() -> None:
    assert dated_line("Winter Games, 4 February 2022", first=True) is None
    assert dated_line("Ann Lee, 4 February 2022") is not None


@pytest.mark.parametrize(
    "line", ["Last updated: 3 May 2024", "Last modified on Fri 3 May 2024 15.10 BST", "Embargoed until 3 May 2024"]
)
def test_the_day_of_a_later_version_is_told_apart(line: str) -> None:
    found = dated_line(line)
    assert found is not None
    assert (found.revised, found.labelled) == (True, True)


def test_of_two_days_in_a_line_the_published_one_is_taken() -> None:
    found = dated_line("Last updated 5 May 2024, published 3 May 2024")
    assert found is not None
    assert (found.date, found.revised) == ("3 May 2024", False)


def test_dates_as_headings_make_a_chronicle() -> None:
    days = ("3 May 2024", "5 May 2024", "9 May 2024")
    assert is_chronicle("The siege\n\n" + "\n\n".join(f"{day}\n\nRebels came nearer." for day in days))
    assert not is_chronicle("The siege\n\n3 May 2024\n\nRebels came nearer.")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("OPINION", Masthead(section="OPINION")),
        ("Obituary", Masthead(section="Obituary")),
        ("ASHFORD MORGENPOST - COURTS", Masthead("Ashford Morgenpost", "COURTS")),
        ("THE ASHFORD & VALE GAZETTE", Masthead("The Ashford & Vale Gazette")),
        ("Vale News Agency", Masthead("Vale News Agency")),
        ("The Vale Courier: Health", Masthead("The Vale Courier", "Health")),
        ("FOR IMMEDIATE RELEASE", Masthead()),
        ("BC-Vale-Siege,2nd Ld-Writethru", Masthead()),
        ("From Wikinews, the free news source you can write!", Masthead("Wikinews")),
        ("The price of Ashford", None),
        ("HADDAD'S HEADER ENDS 53 YEARS OF WAITING", None),
        ("Court jails reporter", None),
        ("Prison service", None),
        ("War and peace", None),
    ],
)
def test_papers_and_sections_are_told_from_headlines(line: str, expected: Masthead | None) -> None:
    assert masthead(line) == expected

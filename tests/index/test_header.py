from __future__ import annotations

import pytest

from index.header import read_header, split_front_matter


@pytest.mark.parametrize(
    ("text", "title", "author"),
    [
        ("Rebels take the city\nBy Jane Doe\n3 May 2020\n\nRebels took the city.", "Rebels take the city", "Jane Doe"),
        ("date 2020-05-03 Rebels take the city at last\n\nRebels took it.", "Rebels take the city at last", ""),
        (
            "Title: Rebels take the city\nAuthor: Jane Doe\nDate: 2020-05-03\n\nRebels took it.",
            "Rebels take the city",
            "Jane Doe",
        ),
        (
            "Rebels take the city\n\nMaría de la Cruz\nMay 3, 2020\n\nRebels took it.",
            "Rebels take the city",
            "María de la Cruz",
        ),
        ("Rebels take the city\n\nRebels took the city on Friday, the army said.", "Rebels take the city", ""),
    ],
)
def test_headline_and_byline_are_read_in_their_common_forms(text: str, title: str, author: str) -> None:
    header = read_header(text)
    assert (header.title, header.author) == (title, author)


def test_byline_and_date_are_skipped_and_the_headline_is_not() -> None:
    text = "Rebels take the city\nBy Jane Doe\n3 May 2020\n\nRebels took the city."
    assert [text[a:b] for a, b in read_header(text).skipped] == ["By Jane Doe", "3 May 2020"]


def test_a_date_in_front_of_the_headline_is_skipped_alone() -> None:
    text = " date 2020-05-03 Rebels take the city at last.\n\nRebels took it."
    assert [text[a:b] for a, b in read_header(text).skipped] == ["date 2020-05-03 "]


def test_an_agency_in_the_dateline_is_the_source() -> None:
    assert read_header("KABUL, Aug 13 (Reuters) - Rebels took a city.").source == "Reuters"


def test_prose_with_a_date_at_its_head_is_no_header() -> None:
    text = "A headline of the usual kind\n\nOn 3 May 2020 the rebels took the city."
    assert read_header(text).skipped == ()


def test_front_matter_is_metadata_and_not_text() -> None:
    pairs, rest = split_front_matter('---\ntitle: "Rebels"\ndate: 2020-05-03\ntags:\n  - war\n---\nThe story.')
    assert pairs["title"] == "Rebels"
    assert pairs["date"] == "2020-05-03"
    assert rest == "The story."


@pytest.mark.parametrize("text", ["", "\n\n", "---", "x" * 100_000, "a b\n" * 5000])
def test_odd_heads_are_read_without_error(text: str) -> None:
    header = read_header(text)
    assert 0 <= header.body_start <= len(text)

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


@pytest.mark.parametrize(
    ("block", "author", "title"),
    [
        ("---\nauthors:\n  - Jane Doe\n  - John Roe\ntitle: >-\n  Rebels take\n  the port\n---", "Jane Doe, John Roe", "Rebels take the port"),
        ("---\nauthors: [Jane Doe, 'John Roe']\ntitle: 'It''s over'\n---", "Jane Doe, John Roe", "It's over"),
        ("---\nauthor:\n  name: Jane Doe\n  mail: j@example.com\ntitle: |\n  Rebels\n---", "Jane Doe", "Rebels"),
        ("---\nauthor:\n  - name: Jane Doe\n  - name: John Roe\ntitle: Port\n...", "Jane Doe, John Roe", "Port"),
        ('+++\nauthors = ["Jane Doe", "John Roe"]\ntitle = "Rebels"\n[extra]\nx = 1\n+++', "Jane Doe, John Roe", "Rebels"),
        ("---\nauthor: Jane Doe\ntitle: Rebels: the end\n---", "Jane Doe", "Rebels: the end"),
    ],
)  # fmt: skip
def test_front_matter_is_read_as_the_yaml_or_toml_that_it_is(block: str, author: str, title: str) -> None:
    pairs, rest = split_front_matter(f"{block}\nThe story.")
    assert (pairs.get("authors") or pairs.get("author"), pairs["title"], rest) == (author, title, "The story.")


def test_days_of_front_matter_are_days() -> None:
    assert split_front_matter("+++\ndate = 2020-05-03\n+++\nX")[0] == {"date": "2020-05-03"}
    assert split_front_matter("+++\ndate = 2020-05-03T10:00:00Z\n+++\nX")[0]["date"].startswith("2020-05-03T10:00")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nSome text: here is it.\n\n---\nMore.",
        "---\nA paragraph between two rules.\n---\nMore.",
        "---\n- one\n- two\n---\nMore.",
        "---\n" + "[" * 5000 + "\n---\nMore.",
        "+++\nno toml\n+++\nMore.",
    ],
)
def test_a_paragraph_between_two_rules_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_front_matter_that_grows_by_aliases_stays_small() -> None:
    rows = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 12))
    pairs, _ = split_front_matter(f"---\nk0: &k0 [ha, ha]\n{rows}\n---\nX")
    assert sum(map(len, pairs.values())) < 1000


@pytest.mark.parametrize("text", ["", "\n\n", "---", "x" * 100_000, "a b\n" * 5000])
def test_odd_heads_are_read_without_error(text: str) -> None:
    header = read_header(text)
    assert 0 <= header.body_start <= len(text)

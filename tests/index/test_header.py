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


STORY = "Rebels took the city on Friday after days of fighting, officials said. The army fled to the border."


@pytest.mark.parametrize(
    ("head", "title", "source", "author"),
    [
        ("OPINION\nThe price of Ashford\nby Ann Lee\nPublished: Friday 3 May 2024", "The price of Ashford", "", "Ann Lee"),
        ("OBITUARY\n\nAnn Lee, who taught us to swim", "Ann Lee, who taught us to swim", "", ""),
        ("ASHFORD MORGENPOST - COURTS\nPublished: 3 May 2024\n\nDOCKER JAILED OVER THEFT", "DOCKER JAILED OVER THEFT", "Ashford Morgenpost", ""),
        (
            "THE ASHFORD & VALE GAZETTE\nFriday, May 3, 2024\nFrom Tom Brent at Quarry Road\n\nVALE WIN THE CUP",
            "VALE WIN THE CUP",
            "The Ashford & Vale Gazette",
            "Tom Brent",
        ),
        ("FOR IMMEDIATE RELEASE\n\nContact: Ann Lee\nPhone: 555-0100\n\nVale Airways opens a base", "Vale Airways opens a base", "", ""),
        ("Why I left\n\nPosted on May 3, 2024 by Ann Lee\nFiled under: Politics\nLeave a comment", "Why I left", "", "Ann Lee"),
        ("Rebels win\nBy Ann Lee, Vale News Agency\nPhotographs: Tom Brent", "Rebels win", "Vale News Agency", "Ann Lee"),
        ("From: Vale Desk <desk@vale.example>\nTo: you@vale.example\nSubject: Rebels win\nDate: Fri, 3 May 2024", "Rebels win", "Vale Desk", ""),
        ("BC-Vale-Siege,2nd Ld\nEds: Updates.\nRebels win\nBy ANN LEE\nVale News Agency", "Rebels win", "Vale News Agency", "ANN LEE"),
        ("By Ann Lee\nThe Ashford Gazette\n\nRebels win the city", "Rebels win the city", "The Ashford Gazette", "Ann Lee"),
        ("Headline: Rebels win\nReporter: Ann Lee\nPaper: The Vale Courier\nPlace: ASHFORD", "Rebels win", "The Vale Courier", "Ann Lee"),
        ("Rebels win\nFrom Wikinews, the free news source\nFriday, May 3, 2024", "Rebels win", "Wikinews", ""),
        ("THE MORNING LEDGER\nIssue 212 | 3 May 2024\n\nGood morning. Here is the news.", "THE MORNING LEDGER", "The Morning Ledger", ""),
        ("TRANSCRIPT: Mayor Lee on the harbour\n\nREPORTER: When will it open?", "TRANSCRIPT: Mayor Lee on the harbour", "", ""),
        ("2024-05-03T14:32:00Z\nRebels win the city", "Rebels win the city", "", ""),
    ],
)  # fmt: skip
def test_heads_of_many_houses_are_read(head: str, title: str, source: str, author: str) -> None:
    text = f"{head}\n\n{STORY}"
    header = read_header(text)
    assert (header.title, header.source, header.author) == (title, source, author)
    assert STORY in text[header.body_start :]


def test_a_masthead_is_in_no_passage_and_the_headline_is() -> None:
    text = f"THE ASHFORD GAZETTE\n\nREBELS WIN\n\n{STORY}"
    assert [text[a:b] for a, b in read_header(text).skipped] == ["THE ASHFORD GAZETTE"]


def test_a_paper_as_the_first_heading_is_not_the_headline() -> None:
    text = f"The Morning Ledger\n\nRebels win the city\n\n{STORY}"
    header = read_header(text, title="The Morning Ledger")
    assert (header.title, header.source) == ("Rebels win the city", "The Morning Ledger")


def test_a_story_that_opens_with_its_dateline_is_titled_by_its_first_sentence() -> None:
    dateline = "ASHFORD, May 3, 2024 (Vale News) -- "
    sentence = "The rebels and the government of Vale have agreed a ten-day truce, mediators said on Friday, two days after the fall."
    text = f"{dateline}{sentence} It begins at noon.\n\nBy Ann Lee\n\nThe deal was signed at night."
    header = read_header(text)
    assert (
        header.title == "The rebels and the government of Vale have agreed a ten-day truce, mediators said on Friday…"
    )
    assert (header.source, header.author, header.body_start) == ("Vale News", "Ann Lee", 0)
    assert read_header(f"{dateline}Rebels took the city. It was dark.").title == "Rebels took the city"


def test_a_known_title_leaves_the_first_paragraph_to_the_story() -> None:
    text = "A clerk who stole from the club has gone to prison.\n\nTom Brent was sentenced on Friday."
    assert read_header(text, title="Treasurer jailed").body_start == 0


def test_days_of_a_chronicle_are_no_metadata() -> None:
    days = "\n\n".join(f"{day} May 2024\n\nRebels came nearer." for day in (3, 5, 9))
    assert "date" not in read_header(f"Timeline of the siege\n\n{days}").metadata


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

"""Sidecar files and dates set by hand: what is said of an article beside it, and what a user says of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.errors import UsageError
from index.loaders import SourceFile
from index.printeddate import given_day
from index.sidecar import Sidecars
from qa.corpus import Corpus

STORY = "Rebels take the city\n\nRebels took the city on Friday, the army said."


def articles(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY.replace("city", f"city of {path.stem}"))
    return folder


def test_a_sidecar_gives_what_the_article_does_not_print(archive: Corpus, tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", "Herat.txt", "north/Kunduz.txt", "north/Balkh.txt")
    (folder / "articles.yaml").write_text(
        "Herat.txt: {title: Herat falls, source: The Gazette, author: Jane Doe, url: https://example.com/1, published: 2021-08-13}\n"
        "north/Kunduz.txt:\n  published: 9 August 2021\n"
        "north/Balkh.txt: {source: The far one}\n"
    )
    (folder / "north" / "articles.json").write_text(json.dumps([{"file": "Balkh.txt", "source": "The near one"}]))
    report = archive.add([folder])
    assert (sorted(report.added), report.failed) == (["Balkh", "Herat", "Kunduz"], [])
    herat = archive.article("Herat")
    assert (herat.title, herat.source, herat.author, herat.url) == (
        "Herat falls",
        "The Gazette",
        "Jane Doe",
        "https://example.com/1",
    )
    assert (herat.published.how, herat.published.day) == ("stated", date(2021, 8, 13))
    assert "sidecar" in herat.published.reasons[0].text
    assert archive.article("Kunduz").published.day == date(2021, 8, 9)
    assert archive.article("Balkh").source == "The near one"
    assert [t.first_day for t in archive.time_expressions("Herat")] == [date(2021, 8, 13)]

    assert sorted(archive.add([folder]).unchanged) == ["Balkh", "Herat", "Kunduz"]
    (folder / "articles.yaml").write_text(
        "Herat.txt: {published: 2021-08-14}\nnorth/Kunduz.txt: {published: 9 August 2021}"
    )
    report = archive.add([folder])
    assert (report.updated, sorted(report.unchanged)) == (["Herat"], ["Balkh", "Kunduz"])
    assert archive.article("Herat").published.day == date(2021, 8, 14)


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("articles.yaml", b"Herat.txt: {published: 2021-02-31}", "“published” is '2021-02-31', which is no day"),
        ("articles.yaml", b"Herat.txt: {date: 2021-08-13}", "unknown field “date”; the fields are title"),
        ("articles.yaml", b"Herat.txt: 2021-08-13", "must hold fields"),
        ("articles.yaml", b"Herat.txt: {source: [a, b]}", "“source” must be a text, not a list"),
        ("articles.yaml", b"Kunduz.txt: {source: a}", "there is no such file"),
        ("articles.yaml", b"Herat.txt: {source: 'a", "is not YAML"),
        ("articles.yml", b"- Herat.txt\n- Kunduz.txt", "must map file names to their fields"),
        ("articles.yaml", b"\xff\xfe\x00", "is not UTF-8 text"),
        ("articles.yaml", b"!!python/object/apply:os.system [echo]", "must map file names"),
        ("articles.json", b'{"Herat.txt": {"source": "a",}}', "is not JSON"),
        ("articles.json", b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_wrong_sidecar_is_named_with_its_cause(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    folder = articles(tmp_path / "in", "Herat.txt")
    (folder / name).write_bytes(content)
    sidecars = Sidecars()
    assert sidecars.entry(SourceFile(folder / "Herat.txt", "Herat.txt")) == {}
    ((path, said),) = sidecars.faults
    assert path == str(folder / name)
    assert str(folder / name) in said
    assert cause in said


def test_the_articles_beside_a_wrong_sidecar_are_indexed(archive: Corpus, tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", "Herat.txt")
    (folder / "articles.yaml").write_text("Herat.txt: {published: soon, source: The Gazette}\n")
    (folder / "articles.json").write_text("{")
    report = archive.add([folder])
    assert report.added == ["Herat"]
    assert len(report.failed) == 2
    herat = archive.article("Herat")
    assert (herat.source, herat.published.how) == ("The Gazette", "unknown")


def test_a_date_set_by_hand_outlives_indexing_and_dates_the_neighbours(archive: Corpus, tmp_path: Path) -> None:
    lead = (
        "Rebels seized the northern city of Kunduz after days of heavy fighting around its airport, and the governor fled "
        "towards the capital with what was left of the garrison, two officials told reporters by telephone."
    )
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Kunduz falls to rebels\n\n{lead} The city fell on Friday.")
    (folder / "b.txt").write_text(f"Rebels take Kunduz\n\n{lead} The airport fell on Friday, and shops stayed closed.")
    archive.add([folder])
    assert [a.published.how for a in archive.articles()] == ["unknown", "unknown"]

    archive.set_date("a", date(2021, 8, 13))
    a, b = archive.articles()
    assert (a.published.how, a.published.day, a.published.confidence) == ("stated", date(2021, 8, 13), 1.0)
    assert "set by hand" in a.published.reasons[0].text
    assert archive.time_expressions("a")[-1].first_day == date(2021, 8, 13)
    assert b.published.how in {"inferred", "bounded"}
    assert b.published.first_day is not None
    assert abs(b.published.first_day - date(2021, 8, 13)) < timedelta(days=4)

    (folder / "a.txt").write_text(f"Kunduz falls to rebels\nPublished: 1 May 2019\n\n{lead}")
    assert archive.add([folder]).updated == ["a"]
    assert archive.article("a").published.day == date(2021, 8, 13)

    archive.set_date("a", None)
    assert archive.article("a").published.day == date(2019, 5, 1)
    archive.set_date("a", date(2021, 8, 13))
    archive.remove(["a"])
    archive.add([folder])
    assert archive.article("a").published.day == date(2019, 5, 1)
    with pytest.raises(UsageError, match="No article 'c'"):
        archive.set_date("c", date(2021, 8, 13))


@pytest.mark.parametrize("value", ["2021-08-13", "13 August 2021", "Aug. 13, 2021", " 13/08/2021 ", "20210813"])
def test_a_day_can_be_given_in_several_forms(value: str) -> None:
    assert given_day(value) == date(2021, 8, 13)


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        ("2021-02-31", "is no day"),
        ("31 February 2021", "is no day"),
        ("3021-01-01", "is no day from 1600 to"),
        ("0001-01-01", "is no day from 1600 to"),
        ("August 2021", "is no day"),
        ("Friday", "is no day"),
        ("2021-08-13 or 14", "is no day"),
        ("", "is no day"),
        ("03/04/2021", "can be 03 April 2021 or 04 March 2021"),
    ],
)
def test_what_is_no_day_is_refused_with_the_way_to_write_it(value: str, cause: str) -> None:
    with pytest.raises(UsageError, match="write it as YYYY-MM-DD") as caught:
        given_day(value)
    assert cause in str(caught.value)

"""What happens to an archive when the files it was made from change, and when its own files are damaged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.madeup import MadeUpEncoder
from index import schema
from index.doctor import examine
from index.errors import CorpusError, UsageError
from index.settings import Settings
from index.sqlite import DATABASE, SqliteStore
from index.vectors import ServerVectors
from qa.corpus import Corpus

STORY = (
    "Rebels took the river port on Friday after two weeks of siege, the ministry said. The garrison left in boats before "
    "dawn, and four thousand people followed it to the other bank, where aid workers had put up tents and kitchens."
)


@pytest.fixture
def quick(engine: Settings, tmp_path: Path) -> Iterator[Corpus]:
    """An empty archive with made-up embeddings, in either database."""
    with Corpus.create(tmp_path / "archive", engine) as corpus:
        corpus.encoder = MadeUpEncoder()
        yield corpus


def rows(path: Path, *texts: str) -> Path:
    path.write_text("\n".join(json.dumps({"title": text.split(".")[0], "text": text}) for text in texts))
    return path


def test_a_row_put_in_front_moves_the_others_and_a_lost_row_goes_with_prune(quick: Corpus, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", "Rain fell on the town. It was cold.", "The bridge broke. Nobody was hurt.")
    assert len(quick.add([path]).added) == 2
    assert len(quick.add([path]).unchanged) == 2
    rows(path, "Snow came. Roads closed.", "Rain fell on the town. It was cold.", "The bridge broke. Nobody was hurt.")
    report = quick.add([path])
    assert (len(report.added), len(report.moved), len(report.updated)) == (1, 2, 0)
    rows(path, "Snow came. Roads closed.")
    assert len(quick.add([path]).vanished) == 2
    rows(path, "Snow came. Roads closed!")
    assert len(quick.add([path], prune=True).removed) == 2
    assert len(quick.articles()) == len(quick.vectors) == 1


def test_a_vanished_file_is_kept_without_prune_and_a_copy_takes_its_place(quick: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(STORY if name != "c.txt" else "The bridge broke. Nobody was hurt.")
    assert len(quick.add([folder]).added) == 2
    (folder / "a.txt").unlink()
    (folder / "c.txt").unlink()
    report = quick.add([folder])
    assert (report.moved, report.vanished) == (["a"], ["c"])
    assert quick.article("a").path.endswith("b.txt")
    report = quick.add([folder], prune=True)
    assert (report.removed, [a.id for a in quick.articles()]) == (["c"], ["a"])


def test_near_duplicates_are_linked_and_other_stories_are_not(quick: Corpus, tmp_path: Path) -> None:
    rows(tmp_path / "a.jsonl", STORY, STORY.replace("four thousand", "five thousand"), "Rain fell. " * 15)
    quick.add([tmp_path / "a.jsonl"])
    first, second, rain = (a.id for a in sorted(quick.articles(), key=lambda a: a.path))
    assert [other for other, _ in quick.duplicates(first)] == [second]
    assert quick.duplicates(rain) == []


def test_lines_that_a_source_repeats_are_in_no_passage(quick: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    furniture = "Our correspondents are on duty day and night"
    for number, place in enumerate(("Arden", "Bristow", "Calder", "Denby")):
        body = f"The mill of {place} burned down on Friday. {place} has lost {number + 3} mills in as many years, they said."
        (folder / f"{place}.txt").write_text(
            f"Fire in {place}\n\n{body}\n\n{furniture}\n\n{place} mourns its old mill."
        )
    quick.add([folder])
    for article in quick.articles():
        told = " ".join(p.text for p in quick.store.passages_of(article.id))
        assert furniture in article.text
        assert furniture not in told
        assert "mourns its old mill" in told
    assert examine(quick, mend=False) == []


def test_lines_that_a_source_repeats_are_known_again_in_articles_that_come_later(quick: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    furniture = "Our correspondents are on duty day and night"

    # One long paragraph each: beside it the line is the smaller part of the story.
    said = {
        "Arden": "The mill burned down on Friday, said the mayor, who had warned of it in each of the years since the "
        "last fire, when the roof of the town hall fell on the archive and took two centuries of letters with it.",
        "Bristow": "Ferries will cross the strait every hour from May, the company told passengers, who had waited for "
        "longer than anybody cared to count while two boats lay in dock for want of an engineer and of paint.",
        "Calder": "Nobody won the chess tournament, because all of its players fell ill after a dinner of mussels, and "
        "doctors at the only hospital of that valley asked for volunteers, blankets, buckets and a great deal of tea.",
        "Denby": "A choir of pensioners has taken its quarrel over an organ to court, where the judge, himself a singer, "
        "withdrew, leaving the case with a colleague who is said to dislike music of any kind, hymns above all else.",
        "Eglinton": "Apples were cheap this autumn, farmers complained, since frost spared every orchard between both "
        "rivers, pickers came early, and cider makers over the border had stopped buying after their own good harvest.",
    }

    def write(place: str, more: str = "") -> None:
        (folder / f"{place}.txt").write_text(f"News of {place}\n\n{said[place]}{more}\n\n{furniture}\n")

    def told() -> str:
        return " ".join(p.text for a in quick.articles() for p in quick.store.passages_of(a.id))

    for place in ("Arden", "Bristow", "Calder", "Denby"):
        write(place)
    quick.add([folder])
    assert furniture not in told()
    write("Eglinton")
    assert len(quick.add([folder]).added) == 1
    assert furniture not in told()
    write("Bristow", " Nobody was hurt.")
    assert len(quick.add([folder]).updated) == 1
    assert "Nobody was hurt" in told()
    assert furniture not in told()


def test_an_article_of_which_nothing_is_left_is_named(quick: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Advertisement\n\nRead more: what we know so far\n\nShare this article\n")
    (tmp_path / "b.txt").write_text(f"{STORY}\n\n{STORY}\n")
    report = quick.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert [Path(path).name for path, _ in report.failed] == ["a.txt"]
    assert "no article text" in report.failed[0][1]
    assert [p.text for p in quick.store.passages_of("b")] == [STORY]


@pytest.mark.parametrize("damage", ["truncated", "removed", "emptied", "search", "signs"])
def test_the_doctor_mends_from_the_store_of_record(quick: Corpus, tmp_path: Path, damage: str) -> None:
    quick.add([rows(tmp_path / "a.jsonl", STORY, "The bridge broke. Nobody was hurt.")])
    if damage == "search":
        in_sqlite = isinstance(quick.store, SqliteStore)
        quick.store._run("INSERT INTO words (words) VALUES ('delete-all')" if in_sqlite else "DELETE FROM lexicon")
    elif damage == "signs":
        quick.store._run("DELETE FROM signs")
    elif damage == "emptied":
        quick.vectors.clear()
    elif isinstance(quick.vectors, ServerVectors):
        quick.vectors.drop()
    else:
        quick.store.set_meta("vectors", "vectors-9")  # a folder that this process has not opened
        (quick.folder / "vectors-9").mkdir()
        if damage == "truncated":
            (quick.folder / "vectors-9" / "chroma.sqlite3").write_bytes(b"SQLite format 3\0" + b"\0" * 500)
    assert any(not finding.mended for finding in examine(quick, mend=False))
    quick.encoder = None  # vectors come from the store: nothing is embedded again
    assert all(finding.mended for finding in examine(quick, mend=True))
    assert examine(quick, mend=False) == []
    assert len(quick.vectors) == 2
    assert quick.store.document_frequency("bridge") == 1


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_full_disk_is_said_and_leaves_what_was_finished(quick: Corpus, tmp_path: Path) -> None:
    assert isinstance(quick.store, SqliteStore)
    quick.add([rows(tmp_path / "a.jsonl", STORY)])
    pages = quick.store._db.execute("PRAGMA page_count").fetchone()[0]
    quick.store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    big = rows(tmp_path / "b.jsonl", *(f"Town {n} fell. {STORY} " + f"word{n} " * 3000 for n in range(5)))
    with pytest.raises(CorpusError, match=r"full.*make room"):
        quick.add([big])
    quick.store._db.execute("PRAGMA max_page_count = 1000000")
    assert quick.store.faults() == []
    quick.add([big])
    assert len(quick.articles()) == 6
    assert examine(quick, mend=False) == []


def test_an_archive_of_the_first_format_is_upgraded_in_place(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    text = "The bridge broke. Nobody was hurt."
    unknown = json.dumps({"how": "unknown", "first_day": None, "last_day": None, "confidence": 0.0, "reasons": []})
    with sqlite3.connect(folder / DATABASE) as db:
        db.executescript(schema.STEPS[0] + "PRAGMA user_version = 1;")
        db.execute("INSERT INTO meta VALUES ('embed_model', ?)", (settings.embed_model,))
        values = ("a", "/old/a.txt", "0" * 64, "The bridge", "", "", "", text, 0, "[]", unknown, unknown, None, None)
        db.execute(f"INSERT INTO articles VALUES ({','.join('?' * 14)})", values)
        passage = ("a", 0, len(text), "[[0, 17], [18, 34]]", 1)  # its vector is in Chroma alone
        db.execute(
            'INSERT INTO passages (article_id, start, "end", sentences, embedded) VALUES (?, ?, ?, ?, ?)', passage
        )
    db.close()
    with pytest.raises(CorpusError, match="dateline doctor"):
        Corpus.open(folder, settings)
    with Corpus.upgraded(folder, settings) as corpus:
        assert corpus.article("a").text == text
        assert corpus.store.files() == {"/old/a.txt": ("0" * 64, "")}
        corpus.encoder = MadeUpEncoder()
        assert "passages without a vector: 1." in [finding.what for finding in examine(corpus, mend=True)]
        assert len(corpus.store.vectors_of([1])) == 1


def test_an_archive_without_signs_has_them_after_the_upgrade(settings: Settings, tmp_path: Path) -> None:
    story = rows(tmp_path / "a.jsonl", STORY, "The bridge broke. Nobody was hurt.")
    with Corpus.create(tmp_path / "old", settings) as corpus:
        corpus.encoder = MadeUpEncoder()
        corpus.add([story])
        signs = dict(corpus.store.signs())
        corpus.store._run("DROP TABLE signs")
        corpus.store._run(f"PRAGMA user_version = {schema.VERSION - 1}")
    with Corpus.upgraded(tmp_path / "old", settings) as corpus:
        assert dict(corpus.store.signs()) == signs != {}
        assert examine(corpus, mend=False) == []


def test_a_lost_row_goes_with_prune_also_when_it_was_told_before(quick: Corpus, tmp_path: Path) -> None:
    rain, bridge, snow = "Rain fell on the town. It was cold.", "The bridge broke. Nobody was hurt.", "Snow came. Late."
    path = rows(tmp_path / "a.jsonl", rain, bridge, snow)
    quick.add([path])
    rows(path, rain, snow)
    assert len(quick.add([path]).vanished) == 1
    assert len(quick.add([path]).vanished) == 1
    assert len(quick.add([path], prune=True).removed) == 1
    assert sorted(a.title for a in quick.articles()) == ["Rain fell on the town", "Snow came"]
    assert (quick.add([path]).vanished, len(quick.add([path]).unchanged)) == ([], 2)


@pytest.mark.parametrize("bad", [0, 1])
def test_a_row_that_cannot_be_read_keeps_its_own_article_and_no_other(quick: Corpus, tmp_path: Path, bad: int) -> None:
    rain, bridge, snow = "Rain fell on the town. It was cold.", "The bridge broke. Nobody was hurt.", "Snow came. Late."
    path = rows(tmp_path / "a.jsonl", rain, bridge, snow)
    quick.add([path])
    rows(path, *([snow] if bad == 0 else [rain, snow]))
    lines = path.read_text().split("\n")
    lines.insert(0 if bad == 0 else 2, "{broken")
    path.write_text("\n".join(lines))
    report = quick.add([path], prune=True)
    assert (len(report.failed), len(report.removed)) == (1, 1)
    assert sorted(a.title for a in quick.articles()) == ["Rain fell on the town", "Snow came"]


def test_what_follows_a_row_at_which_reading_ended_is_kept(quick: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\nRain,Rain fell.\nBridge,The bridge broke.\nSnow,Snow came.\n")
    quick.add([path])
    path.write_text(f"title,text\nBridge,The bridge broke.\nBig,{'x' * 20_000_001}\n")
    report = quick.add([path], prune=True)
    assert (len(report.failed), len(report.removed)) == (1, 1)
    assert sorted(a.title for a in quick.articles()) == ["Bridge", "Snow"]


@pytest.mark.parametrize("named", ["folder", "file", "folder that is gone"])
def test_the_last_file_of_a_folder_can_be_pruned(quick: Corpus, tmp_path: Path, named: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    quick.add([folder])
    (folder / "a.txt").unlink()
    if named == "folder that is gone":
        folder.rmdir()
    path = folder / "a.txt" if named == "file" else folder
    assert quick.add([path]).vanished == ["a"]
    assert quick.add([path], prune=True).removed == ["a"]
    with pytest.raises(UsageError, match=r"does not exist|No text files"):
        quick.add([path])


def test_a_copy_that_has_changed_takes_no_article_in(quick: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(STORY)
    quick.add([folder])
    (folder / "b.txt").write_text("The bridge broke. Nobody was hurt.")
    quick.add([folder])
    (folder / "a.txt").unlink()
    assert quick.add([folder], prune=True).removed == ["a"]
    assert [(a.id, a.text) for a in quick.articles()] == [("b", "The bridge broke. Nobody was hurt.")]


def test_a_copy_changed_in_the_same_run_takes_no_article_in(quick: Corpus, tmp_path: Path) -> None:
    kept, elsewhere = tmp_path / "in", tmp_path / "out"
    for folder in (kept, elsewhere):
        folder.mkdir()
        (folder / "a.txt").write_text(STORY)
    quick.add([kept, elsewhere])
    (kept / "a.txt").unlink()
    (elsewhere / "a.txt").write_text("The bridge broke. Nobody was hurt.")
    assert quick.add([kept], prune=True).removed == ["a"]
    assert quick.articles() == []


@pytest.mark.parametrize("archived", ["arch1.txt", "older.txt"])
def test_a_text_moves_to_its_archive_in_one_run(quick: Corpus, tmp_path: Path, archived: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "latest.txt").write_text(STORY)
    quick.add([folder])
    (folder / archived).write_text(STORY)
    (folder / "latest.txt").write_text("The bridge broke. Nobody was hurt.")
    report = quick.add([folder], prune=True)
    assert sorted(a.text for a in quick.articles()) == sorted([STORY, "The bridge broke. Nobody was hurt."])
    assert not report.failed
    assert not report.removed
    assert len(quick.add([folder], prune=True).unchanged) == 2


def test_a_row_copied_into_a_file_of_many_is_kept_when_the_first_changes(quick: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    old, new = "Snow came. Roads closed.", "The bridge broke. Nobody was hurt."
    latest = rows(folder / "latest.jsonl", old)
    quick.add([folder])
    rows(folder / "all.jsonl", "Rain fell. It was cold.", old)
    quick.add([folder])
    rows(latest, new)
    quick.add([folder], prune=True)
    assert sorted(a.title for a in quick.articles()) == ["Rain fell", "Snow came", "The bridge broke"]


def test_near_duplicates_grow_with_the_number_of_articles(quick: Corpus, tmp_path: Path) -> None:
    texts = [f"Market report. {STORY} The index closed at {1000 + number} points." for number in range(60)]
    quick.add([rows(tmp_path / "a.jsonl", *texts)])
    assert all(quick.duplicates(a.id) for a in quick.articles())
    assert int(str(quick.store._all("SELECT count(*) FROM duplicates")[0][0])) <= 600
    assert max(int(str(n)) for (n,) in quick.store._all("SELECT count(*) FROM bands GROUP BY band")) <= 10


def test_a_file_moved_over_another_takes_its_place(quick: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.txt").write_text("The bridge broke. Nobody was hurt.")
    quick.add([folder])
    (folder / "a.txt").rename(folder / "b.txt")
    report = quick.add([folder], prune=True)
    assert (report.moved, report.removed) == (["a"], ["b"])
    assert [(a.id, a.text) for a in quick.articles()] == [("a", STORY)]


@pytest.mark.parametrize("cut_off", ["before the file was noted as read", "after the article was moved"])
def test_what_was_taken_from_a_file_that_another_replaced_goes_although_a_run_was_cut_off(
    quick: Corpus, tmp_path: Path, cut_off: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    first, second = folder / "a.txt", folder / "b.txt"
    first.write_text("Rain fell on the town. It was cold.")
    second.write_text("The bridge broke. Nobody was hurt.")
    quick.add([folder])
    place = str(second.resolve())
    with quick.store.transaction():
        if cut_off.startswith("before"):
            quick.store.forget_file(place)
        else:
            quick.store.move_article("a", place, place)
    first.rename(second)
    assert quick.add([folder], prune=True).failed == []
    assert [a.text for a in quick.articles()] == ["Rain fell on the town. It was cold."]

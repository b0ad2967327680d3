"""The trained reader as it ships: real questions, offsets, odd input, damaged files."""

from __future__ import annotations

import math
import resource
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from index.errors import ModelError, UsageError
from qa.reader.predict import Reader
from qa.reader.weights_files import CALIBRATION, GRAPH, TOKENIZER, WEIGHTS

MILL = (
    "The old mill in Ashford burned down on Monday night. Fire chief Jane Doe said that 40 firefighters fought the blaze "
    "for six hours. The mill, built in 1871, had stood empty since its owner, the Brook Company, went bankrupt."
)
WEATHER = "Rain is expected over the coast until Thursday, with winds of up to 80 kilometres an hour in the north."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many firefighters fought the blaze?", "40"),
        ("When was the mill built?", "1871"),
        ("Who is the fire chief?", "Jane Doe"),
        ("Where is the old mill?", "Ashford"),
    ],
)
def test_it_finds_the_answer_in_the_right_passage(reader: Reader, question: str, answer: str) -> None:
    mill, weather = reader.read(question, [MILL, WEATHER])
    assert answer in mill.spans[0].text
    assert mill.answerable > 0.1 > 0.05 > weather.answerable


def test_a_heading_says_what_a_passage_is_about_and_never_answers(reader: Reader) -> None:
    match = "Jane Doe scored the only goal after an hour. The visitors had missed a penalty before the break."
    headings = ["Ashford win the cup final, 3 May 2022", "Brook beaten in the second round, 5 March 2022"]
    question = "Who scored in the cup final that Ashford won?"
    final, other = reader.read(question, [match, match], headings=headings)
    assert final.answerable > other.answerable
    (read,) = reader.read("Who won the cup final?", [match], headings=headings[:1])
    for reading in (final, other, read):
        assert all(match[s.start : s.end] == s.text for s in reading.spans)
    assert final.spans[0].text == "Jane Doe"


def test_what_is_read_ahead_is_read_once_and_alike(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[object] = []
    run = reader._run
    monkeypatch.setattr(reader, "_run", lambda window: runs.append(window) or run(window))
    question, headings = "Who is the fire chief?", ["Mill burns down", "Weather"]
    alone = reader.read(question, [MILL, WEATHER], headings=headings)
    runs.clear()
    with reader.begun(question, [MILL, WEATHER], headings=headings):
        ahead = [reader.read(question, [t], headings=[h])[0] for t, h in zip((MILL, WEATHER), headings, strict=True)]
    assert ahead == alone
    assert len(runs) == 2


def test_what_nobody_asks_for_is_not_kept(reader: Reader) -> None:
    with reader.begun("Who is the fire chief?", [f"{MILL} {i}" for i in range(50)]):
        pass
    assert not reader._begun
    with pytest.raises(UsageError, match="empty"), reader.begun("", [MILL]):
        pass


@pytest.mark.parametrize("question", ["Who won the cup final?", "How many people died in the flood in Spain?"])
def test_it_knows_when_there_is_no_answer(reader: Reader, question: str) -> None:
    assert all(reading.answerable < 0.5 for reading in reader.read(question, [MILL, WEATHER]))


def test_offsets_are_those_of_the_text_also_in_long_and_accented_texts(reader: Reader) -> None:
    text = ("Größe zählt — “naïve” façades, 東京 and Ελλάδα. " * 40) + MILL + (" Noch mehr Füllung." * 200)
    (reading,) = reader.read("Who is the fire chief?", [text])
    assert all(text[span.start : span.end] == span.text for span in reading.spans)
    assert reading.spans[0].text.startswith("Jane")


def test_spans_do_not_overlap_and_come_best_first(reader: Reader) -> None:
    (reading,) = reader.read("What happened to the mill?", [MILL], best=5)
    assert 1 < len(reading.spans) <= 5
    assert [s.score for s in reading.spans] == sorted((s.score for s in reading.spans), reverse=True)
    taken = sorted((s.start, s.end) for s in reading.spans)
    assert all(a[1] <= b[0] for a, b in pairwise(taken))
    assert all(s.score <= 0 and math.isfinite(s.score) for s in reading.spans)


def test_passages_do_not_influence_one_another(reader: Reader) -> None:
    alone = reader.read("When was the mill built?", [MILL])[0]
    among = reader.read("When was the mill built?", [WEATHER, MILL, MILL + " " + WEATHER])[1]
    assert among.spans[0].text == alone.spans[0].text
    assert among.answerable == pytest.approx(alone.answerable, abs=0.05)


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01", "​"])
def test_a_passage_without_words_answers_nothing(reader: Reader, text: str) -> None:
    empty, mill = reader.read("When was the mill built?", [text, MILL])
    assert empty.answerable < 0.1
    assert "1871" in mill.spans[0].text


def test_no_passages_give_no_readings(reader: Reader) -> None:
    assert reader.read("When?", []) == []


def test_an_empty_question_is_refused(reader: Reader) -> None:
    with pytest.raises(UsageError, match="empty"):
        reader.read("  ", [MILL])


def test_a_question_longer_than_the_window_is_read_from_both_ends(reader: Reader) -> None:
    question = "Considering all that is known of it " + "and of its long history " * 60 + "when was the mill built?"
    (reading,) = reader.read(question, [MILL])
    assert reading.spans


@pytest.mark.parametrize(
    "text", ["Москва. Пожар начался ночью.", "大火在夜里烧毁了磨坊。", "حريق في الطاحونة", "🔥🔥🔥 1871 🔥"]
)
def test_other_scripts_are_read_without_harm(reader: Reader, text: str) -> None:
    (reading,) = reader.read("Когда сгорела мельница?", [text])
    assert 0 <= reading.answerable <= 1
    assert all(text[s.start : s.end] == s.text for s in reading.spans)


def test_a_thousand_passages_are_read_within_bounded_memory(reader: Reader) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    readings = reader.read("When was the mill built?", [WEATHER] * 999 + [MILL], best=1)
    assert max(range(1000), key=lambda i: readings[i].answerable) == 999
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER, CALIBRATION])
def test_a_damaged_or_missing_file_is_named_with_the_way_to_restore_it(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=name) as damaged:
        Reader.load(folder)
    assert "git checkout" in str(damaged.value)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        Reader.load(folder)

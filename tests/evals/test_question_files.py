"""A file of questions is read, or refused with its line and the cause."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.questions import Evidence, load, suite_path
from index.errors import UsageError

GOOD: dict[str, Any] = {
    "id": "one",
    "question": "When did Jalalabad fall?",
    "history": [["Where is it?", "In the east."]],
    "kind": "date",
    "answerable": True,
    "answers": [["15 August 2021", "15 August"]],
    "evidence": [{"article_id": "a", "quote": "Jalalabad fell"}],
    "date": "2021-08-15",
    "split": "dev",
}


def write(folder: Path, *rows: object) -> Path:
    path = folder / "mine.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_question_is_read_as_written(tmp_path: Path) -> None:
    (question,) = load(write(tmp_path, "", GOOD, "  "))
    assert question.id == "one"
    assert question.history == (("Where is it?", "In the east."),)
    assert question.answers == (("15 August 2021", "15 August"),)
    assert question.evidence == (Evidence("a", "Jalalabad fell"),)
    assert question.date == "2021-08-15"


def test_history_and_date_may_be_left_out(tmp_path: Path) -> None:
    (question,) = load(write(tmp_path, {k: v for k, v in GOOD.items() if k not in {"history", "date"}}))
    assert question.history == ()
    assert question.date is None


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n")
    assert len(load(path)) == 1


def test_a_line_separator_inside_a_quote_ends_no_line(tmp_path: Path) -> None:
    row = json.dumps({**GOOD, "question": "When did\u2028it fall?"}, ensure_ascii=False)
    assert load(write(tmp_path, row))[0].question == "When did\u2028it fall?"


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"id": ""}, '"id" must be a text'),
        ({"question": 7}, '"question" must be a text'),
        ({"question": "  "}, '"question" must be a text'),
        ({"kind": "riddle"}, '"kind" must be one of fact,'),
        ({"kind": ["date"]}, '"kind" must be one of fact,'),
        ({"split": "train"}, '"split" must be one of dev, test'),
        ({"answerable": "yes"}, '"answerable" must be true or false'),
        ({"answers": "15 August"}, '"answers" must be a list'),
        ({"answers": ["15 August"]}, '"answers" must be a list of groups'),
        ({"answers": [[]]}, '"answers" must be a list of groups'),
        ({"answers": [["The"]]}, "has no word or number"),
        ({"answers": []}, 'needs "answers" and "evidence"'),
        ({"evidence": []}, 'needs "answers" and "evidence"'),
        ({"evidence": [{"article_id": "a"}]}, '"evidence" must be a list of'),
        ({"evidence": [{"article_id": "a", "quote": ""}]}, '"quote" must be a text'),
        ({"answerable": False}, "a question that is not answerable has no"),
        ({"history": [["only a question"]]}, '"history" must be a list of'),
        ({"history": {"q": "a"}}, '"history" must be a list'),
        ({"date": "15 August"}, '"date" must be ISO 8601'),
        ({"date": "2021-02-31"}, '"date" must be ISO 8601'),
        ({"date": "2021-08-15/2021-08-14"}, '"date" must be ISO 8601'),
        ({"date": 20210815}, '"date" must be ISO 8601'),
        ({"answer": "15 August"}, 'unknown field "answer"'),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, change: dict[str, Any], cause: str) -> None:
    path = write(tmp_path, {**GOOD, "id": "zero"}, "", {**GOOD, **change})
    with pytest.raises(UsageError) as caught:
        load(path)
    assert f"{path}, line 3: " in str(caught.value)
    assert cause in str(caught.value)


@pytest.mark.parametrize("iso", ["2021", "2021-08", "2021-08-15", "2021-08-13/2021-08-14", "1996/2001"])
def test_a_date_may_be_a_day_a_longer_time_or_an_interval(tmp_path: Path, iso: str) -> None:
    assert load(write(tmp_path, {**GOOD, "date": iso}))[0].date == iso


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: a line must be a JSON object"),
        ("null", "line 1: a line must be a JSON object"),
        ("[" * 100_000, "line 1: "),
    ],
)
def test_a_line_that_is_no_object_is_refused(tmp_path: Path, line: str, cause: str) -> None:
    with pytest.raises(UsageError, match=cause):
        load(write(tmp_path, line))


def test_an_id_used_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='line 2: the id "one" is already on line 1'):
        load(write(tmp_path, GOOD, GOOD))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no questions"):
        load(write(tmp_path, ""))


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        load(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        load(tmp_path)
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\x00\xff\xfe")
    with pytest.raises(UsageError, match="is not UTF-8 text"):
        load(binary)


def test_a_suite_is_found_by_name_or_path_and_its_absence_names_the_others(tmp_path: Path) -> None:
    assert suite_path("seeds").name == "seeds.jsonl"
    assert suite_path(str(write(tmp_path, GOOD))) == tmp_path / "mine.jsonl"
    with pytest.raises(UsageError, match=r"no suite 'sedes'\. Suites: .*seeds"):
        suite_path("sedes")

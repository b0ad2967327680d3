"""A user's file of questions, JSONL or CSV: what may be left out, and what is wrong with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.own_questions import identity, load, locator
from evals.questions import Evidence, Question
from index.errors import UsageError
from qa.corpus import Corpus

HELD = {"mill": "The old mill in Ashford burned down on Monday.", "river": "The river rose."}


def locate(quote: str, article: str) -> str | None:
    return next((name for name, text in HELD.items() if quote in text and article in {"", name}), None)


def read(folder: Path, content: str, name: str = "own.jsonl") -> list[Question]:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return load(path, locate)


def refused(folder: Path, content: str, name: str = "own.jsonl") -> str:
    with pytest.raises(UsageError) as caught:
        read(folder, content, name)
    assert str(folder / name) in str(caught.value)
    return str(caught.value).replace(str(folder / name), "FILE")


def test_a_question_and_an_answer_suffice(tmp_path: Path) -> None:
    (question,) = read(tmp_path, '{"question": "When did the mill burn down?", "answer": "2 May 2022"}')
    assert question.answers == (("2 May 2022",),)
    assert (question.kind, question.split, question.answerable, question.evidence) == ("date", "test", True, ())
    assert question.id == identity("When did the mill burn down?")
    (question,) = read(tmp_path, '{"question": "Did the mill burn down?", "answer": "yes"}')
    assert question.kind == "yes-no"
    (question,) = read(tmp_path, '{"question": "Did the mill burn down in May or in June?", "answer": "May"}')
    assert question.kind == "fact"


@pytest.mark.parametrize(
    ("given", "groups"),
    [
        ({"answer": ["Ashford", "in Ashford"]}, (("Ashford", "in Ashford"),)),
        ({"answers": ["Ashford", "in Ashford"]}, (("Ashford", "in Ashford"),)),
        ({"answers": [["Ashford"], ["Monday", "2 May"]]}, (("Ashford",), ("Monday", "2 May"))),
        ({"answerable": False}, ()),
        ({"answerable": False, "answer": ""}, ()),
    ],
)
def test_answers_in_their_forms(tmp_path: Path, given: dict[str, object], groups: object) -> None:
    (question,) = read(tmp_path, json.dumps({"question": "Where?", **given}))
    assert question.answers == groups
    assert question.kind == ("place" if groups else "unanswerable")


def test_csv_has_the_same_fields(tmp_path: Path) -> None:
    content = (
        "Question;Answer;answerable;Evidence;kind;draft;comment\r\n"
        '"Where, and when,\r\ndid it burn?";"in Ashford | Ashford ; Monday";;burned down on Monday;several;yes;first\r\n'
        "\r\n"
        "Who won?;;No;;;;\r\n"
    )
    burnt, won = read(tmp_path, "\ufeff" + content, "own.csv")
    assert burnt.answers == (("in Ashford", "Ashford"), ("Monday",))
    assert burnt.evidence == (Evidence("mill", "burned down on Monday"),)
    assert (burnt.kind, burnt.draft, won.draft) == ("several", True, False)
    assert (won.answerable, won.kind) == (False, "unanswerable")
    (tabbed,) = read(tmp_path, "answer\tquestion\nx, y\tWhat?\n", "own.csv")
    assert tabbed.answers == (("x, y",),)


def test_evidence_is_found_in_the_archive_or_in_the_article_that_is_named(tmp_path: Path) -> None:
    row = {"question": "What rose?", "answer": "The river", "evidence": ["river rose", "mill in Ashford"]}
    (question,) = read(tmp_path, json.dumps(row))
    assert [e.article_id for e in question.evidence] == ["river", "mill"]
    assert "no article of the archive has these words, “river sank …”" in refused(
        tmp_path, json.dumps({**row, "evidence": "river sank"})
    )
    assert "FILE, line 2: the article “mill” has not these words" in refused(
        tmp_path, "\n" + json.dumps({**row, "article": "mill"})
    )


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('{"question": "Who?"', "not JSON"),
        ('["Who?"]', "a line must be a JSON object"),
        ('{"answer": "x"}', '"question" must be a text'),
        ('{"question": "Who?"}', 'no "answer": write what a right answer holds, or "answerable": false'),
        ('{"question": "Who?", "answer": ""}', 'no "answer"'),
        ('{"question": "Who?", "anwser": "x"}', 'unknown field "anwser"; the fields are question, answer,'),
        ('{"question": "Who?", "answer": 5}', '"answers" must be a list'),
        ('{"question": "Who?", "answer": "the"}', "has no word or number"),
        ('{"question": "Who?", "answer": "x", "answers": ["y"]}', "not both"),
        ('{"question": "Who?", "answer": "x", "answerable": "yes"}', '"answerable" must be true or false'),
        ('{"question": "Who?", "answer": "x", "answerable": false}', "a question that is not answerable has no"),
        ('{"question": "Who?", "answer": "x", "kind": "riddle"}', '"kind" must be one of fact'),
        ('{"question": "Who?", "answer": "x", "date": "Monday"}', '"date" must be ISO 8601'),
        ('{"question": "Who?", "answer": "x", "draft": 1}', '"draft" must be true or false'),
        ('{"question": "Who?", "answer": "x", "evidence": [7]}', '"evidence" must be the words of an article'),
        ('{"question": "First?", "answer": "x"}', "this question is already on line 1"),
        ('{"question": "Other?", "answer": "x", "id": "one"}', ""),
    ],
)
def test_a_wrong_line_is_named_with_its_cause(tmp_path: Path, line: str, cause: str) -> None:
    first = '{"question": "First?", "answer": "x"}\n\n'
    if not cause:
        doubled = refused(tmp_path, f'{{"question": "A?", "answer": "x", "id": "one"}}\n\n{line}')
        assert doubled == "FILE, line 3: the id “one” is already on line 1."
        return
    message = refused(tmp_path, first + line)
    assert message.startswith("FILE, line 3: ")
    assert cause in message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "FILE holds no questions"),
        ("question,answer\n", "FILE holds no questions"),
        ("asked,answer\nWho?,x\n", "FILE, line 1: the first line must name the columns, and “question” is not among"),
        ("question,anwser\nWho?,x\n", "FILE, line 1: the column “anwser” is unknown; the columns are question,"),
        ("question,answer,answer\nWho?,x,y\n", "FILE, line 1: the column “answer” is there twice"),
        ('question,answer\n"Who\nis it?",x\nWho, me?,x\n', "FILE, line 4: 3 cells under 2 heads"),
        ('question,answer\nWho?,"x\n', "FILE, line 2: not CSV (unexpected end of data)"),
        (
            "question,answer,answerable\nWho?,x,perhaps\n",
            'FILE, line 2: "answerable" must be true or false; it is "per',
        ),
        ("question,answer,history\nWho?,x,y\n", 'FILE, line 2: "history" cannot stand in CSV: use JSONL'),
        ("question,answer\nWho?,x\n\nWho?,x\n", "FILE, line 4: this question is already on line 2"),
        ("question,answer\nWho?,\n", 'FILE, line 2: no "answer"'),
    ],
)
def test_a_wrong_line_of_csv_is_named_with_its_cause(tmp_path: Path, content: str, message: str) -> None:
    assert refused(tmp_path, content, "own.csv").startswith(message)


def test_the_strict_format_is_read_as_it_is(tmp_path: Path) -> None:
    row = {
        "id": "one", "question": "When?", "kind": "date", "answerable": True, "answers": [["15 August 2021"]],
        "evidence": [{"article_id": "a", "quote": "it fell"}], "date": "2021-08-15", "split": "dev",
        "history": [["Which city?", "Jalalabad."]],
    }  # fmt: skip
    (question,) = read(tmp_path, json.dumps(row))
    assert (question.id, question.split, question.date) == ("one", "dev", "2021-08-15")
    assert question.evidence == (Evidence("a", "it fell"),)
    assert question.history == (("Which city?", "Jalalabad."),)


def test_evidence_may_be_copied_with_the_marks_of_a_markdown_file(tmp_path: Path) -> None:
    row = {"question": "What burned?", "answer": "the mill", "evidence": "The **old mill** in *Ashford*"}
    (question,) = read(tmp_path, json.dumps(row))
    assert question.evidence == (Evidence("mill", "The old mill in Ashford"),)


def test_quotes_are_located_in_an_archive(seeds: Corpus) -> None:
    find = locator(seeds)
    passage = seeds.store.passages_of(seeds.articles()[1].id)
    across = " ".join(seeds.article(passage[0].article_id).text[passage[0].end - 60 : passage[1].start + 60].split())
    assert find(across, "") == passage[0].article_id, "a quote over the bounds of two passages"
    assert find(across, seeds.articles()[0].id) is None
    assert find("no article has such words as these", "") is None
    assert find("…", "") is None

"""Articles that answer a question otherwise."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.article import Passage
from index.settings import Settings
from qa import ask
from qa.corpus import Corpus
from qa.question import Question, answer_type
from qa.rival import rival, sayer
from qa.span import Span

ROWS = [
    ("Ashford Echo", "2022-05-03", "Mill fire injures workers", "The fire at the old mill in Ashford injured 40 workers, the fire chief said."),
    ("Kent Courier", "2022-05-04", "Workers hurt in mill fire", "The fire at the old mill in Ashford injured 52 workers, Jane Doe said on Tuesday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def mill(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of(ROWS)


def test_two_articles_with_two_numbers_are_both_shown(mill: Corpus) -> None:
    reply = ask("How many workers did the fire at the old mill in Ashford injure?", corpus=mill)
    assert {part.split()[0] for part in reply.short.split("; ")} == {"40", "52"}
    assert reply.sides == ((1,), (2,))
    assert {c.source for c in reply.citations} == {"Ashford Echo", "Kent Courier"}
    assert "Ashford Echo, 3 May 2022, citing the fire chief" in reply.text
    assert "Kent Courier, 4 May 2022, citing Jane Doe" in reply.text
    for c in reply.citations:
        assert mill.article(c.article_id).text[c.start : c.end] == c.quote


def test_a_story_that_comes_again_with_a_higher_toll_is_no_copy(tmp_path: Path, settings: Settings) -> None:
    told = (
        "The flood at the Harwell mine near Carrow trapped {} miners on Friday night, the owner said. Divers were sent down the "
        "main shaft, and pumps were brought from the coast by road."
    )
    rows = [
        {"source": source, "published": day, "title": "Flood traps miners at Harwell", "text": told.format(count)}
        for source, day, count in (("Carrow Post", "2022-03-05", "eleven"), ("Coast Times", "2022-03-06", "thirty-two"))
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Corpus.create(tmp_path / "archive", settings) as corpus:
        corpus.add([tmp_path / "rows.jsonl"])
        reply = ask("How many miners did the flood at the Harwell mine trap?", corpus=corpus)
    assert {part.split()[0] for part in reply.short.split("; ")} == {"eleven", "thirty-two"}
    assert reply.sides == ((1,), (2,))


def test_no_passage_is_read_twice_for_a_rival(mill: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    read = mill.reader.read
    seen: list[int] = []

    def watched(question: Question, passages: Sequence[Passage], headings: list[str], days: list[str]) -> list[Span]:
        seen.extend(passage.id for passage in passages)
        found = read(question, passages, headings, days)
        return [span for span in found if span.passage.id == seen[0]]  # nothing is found in the others

    monkeypatch.setattr(mill.reader, "read", watched)
    assert ask("How many workers did the fire at the old mill in Ashford injure?", corpus=mill).answered
    assert len(seen) == len(set(seen)) == 2


def spans_of(*told: tuple[str, str, float]) -> list[Span]:
    """A span for each (sentence with the span in brackets, article, score)."""
    out = []
    for number, (marked, article, score) in enumerate(told):
        start, end = marked.index("["), marked.index("]") - 1
        text = marked.replace("[", "").replace("]", "")
        out.append(
            Span(Passage(number, article, 0, len(text), text, ((0, len(text)),)), start, end, (0, len(text)), score)
        )
    return out


@pytest.mark.parametrize(
    ("question", "one", "other", "differs"),
    [
        ("How many died?", "[40] people died.", "[52] people died.", True),
        ("How many died?", "[40] people died.", "[Forty] people died.", False),
        ("How many died?", "[40 people] died.", "[52] houses burned.", False),
        ("How much did it cost?", "It cost [$4 million].", "It cost [$4,000,000].", False),
        ("How much did it cost?", "It cost [$4 million].", "It cost [five million] dollars.", True),
        ("How long did it burn?", "It burned for [six hours].", "It burned for [two days].", False),
        ("How long did it burn?", "It burned for [six hours].", "It burned for [nine hours].", True),
        ("Who bought it?", "[Jane Doe] bought it.", "Mrs. [Doe] bought it.", False),
        ("Who bought it?", "[Jane Doe] bought it.", "[Mary Major] bought it.", True),
        ("What was bought?", "He bought [Acme].", "He bought [Orbis].", False),
    ],
)
def test_a_rival_has_another_value_of_the_same_unit(question: str, one: str, other: str, differs: bool) -> None:
    asked = Question(question, question, answer_type(question))
    found = rival(asked, spans_of((one, "a", 0.9), (other, "b", 0.8)))
    assert (found is not None) == differs


def test_a_rival_is_of_another_article_and_nearly_as_good() -> None:
    asked = Question("q", "How many died?", "number")
    assert rival(asked, spans_of(("[40] people died.", "a", 0.9), ("[52] people died.", "a", 0.9))) is None
    assert rival(asked, spans_of(("[40] people died.", "a", 0.9), ("[52] people died.", "b", 0.5))) is None


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("It injured 40 workers, the fire chief said.", "the fire chief"),
        ("Jane Doe claimed that 40 were hurt.", "Jane Doe"),
        ("“It was 40,” said Mary Major.", "Mary Major"),
        ("According to the Ministry of Health, 40 died.", "the Ministry of Health"),
        ("He said that 40 were hurt.", ""),
        ("It injured 40 workers.", ""),
    ],
)
def test_who_says_so_is_named(sentence: str, who: str) -> None:
    assert sayer(sentence) == who


def test_capitals_without_end_are_read_at_once() -> None:
    began = time.monotonic()
    assert sayer("BREAKING" * 40 + " news from the harbour") == ""
    assert sayer("A" * 5000 + " " + "Bb " * 2000 + "went home.") == ""
    assert time.monotonic() - began < 2


def test_what_the_reader_holds_for_no_answer_is_no_rival() -> None:
    def span(article: str, text: str, verdict: float) -> Span:
        passage = Passage(1, article, 0, len(text), text, ((0, len(text)),))
        return Span(passage, 0, 2, (0, len(text)), 0.5, verdict)

    question = Question("q", "How many workers were hurt?", "number")
    best = span("a", "40 workers were hurt in the fire.", 0.5)
    assert rival(question, [best, span("b", "52 workers were hurt there.", 0.1)]) is not None
    assert rival(question, [best, span("b", "52 workers were hurt there.", -0.3)]) is None

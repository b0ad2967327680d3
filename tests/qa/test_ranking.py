"""Sources and clauses of a question, and which passages are chosen for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from index.article import Passage
from index.settings import Settings
from index.wordcount import length_in_words
from qa.clauses import clauses, whole
from qa.corpus import Corpus
from qa.ranking import rank
from qa.sources import mentions

SOURCES = ("The Verge", "BBC News - Technology", "BBC News - Business", "Fortune", "Port Daily")


def named(question: str) -> list[tuple[str, set[str]]]:
    return [(question[m.start : m.end], set(m.sources)) for m in mentions(question, SOURCES)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did The Verge say?", [("The Verge", {"The Verge"})]),
        ("Does the Verge article agree?", [("the Verge", {"The Verge"})]),
        ("What does BBC News report?", [("BBC News", {"BBC News - Technology", "BBC News - Business"})]),
        ("What does BBC News - Business report?", [("BBC News - Business", {"BBC News - Business"})]),
        ("according to fortune, who won?", [("fortune", {"Fortune"})]),
        ("Who made a fortune on the verge of war?", []),
        ("What about business and technology?", []),
    ],
)
def test_a_source_goes_by_its_name_or_that_of_its_outlet(question: str, found: list[tuple[str, set[str]]]) -> None:
    assert named(question) == found


def test_a_long_question_is_cut_into_clauses_with_their_own_sources_and_days() -> None:
    question = (
        "Does the Port Daily article of 3 May 2023 blame the harbour crane operators for the grain delay, while "
        "Fortune reports on 9 May 2023 that insurance brokers doubled their shipping premiums?"
    )
    first, second = clauses(question, SOURCES, date(2023, 6, 1))
    assert "crane" in first.text
    assert "insurance" not in first.text
    assert first.sources == {"Port Daily"}
    assert second.sources == {"Fortune"}
    assert [first.days, second.days] == [((day, day),) for day in (date(2023, 5, 3), date(2023, 5, 9))]
    assert "Fortune" not in second.text
    assert whole(question, SOURCES, None).sources == {"Port Daily", "Fortune"}


def test_a_short_question_is_one_thing_to_search_for() -> None:
    assert clauses("Who, after the fall of Kabul, met the press?", SOURCES, None) == []
    assert whole("Which report did the commission publish?", SOURCES, None).text == (
        "Which report did the commission publish?"
    )


STORIES = [
    ("Port Daily", "2023-05-03", "Cranes idle", "Crane operators at the harbour stopped work over pay, and grain rotted on the quay."),
    ("Fortune", "2023-05-09", "Premiums", "Insurance brokers doubled shipping premiums after the harbour strike."),
    ("Wire One", "2023-05-20", "Mayor opens library", "The mayor of Ostend opened a library with forty thousand books and a reading room."),
    ("Wire Two", "2023-05-21", "Ostend library", "The mayor of Ostend opened a library with forty thousand books and a reading room!"),
    ("The Verge", "2023-05-11", "A new telephone", "The maker showed a folding telephone that costs 900 dollars."),
    ("Fortune", "2023-05-12", "Telephone sales", "The maker sold a million of the folding telephone in a week, which costs 900 dollars."),
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("ranking")
    rows = [
        json.dumps({"title": title, "source": source, "published": day, "text": text})
        for source, day, title, text in STORIES
    ]
    (folder / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    with Corpus.create(folder / "archive", settings) as corpus:
        corpus.add([folder / "rows.jsonl"])
        yield corpus


def sources_of(corpus: Corpus, question: str, top_k: int = 2) -> list[str]:
    return [corpus.article(r.passage.article_id).source for r in rank(corpus, question, top_k)]


def other(corpus: Corpus, **settings: object) -> Corpus:
    return Corpus.open(corpus.folder, corpus.settings.model_copy(update=settings))


def test_a_named_source_is_preferred_and_not_required(archive: Corpus) -> None:
    question = "What does the folding telephone cost, according to {}?"
    assert sources_of(archive, question.format("Fortune"), 1) == ["Fortune"]
    assert sources_of(archive, question.format("The Verge"), 1) == ["The Verge"]
    assert sources_of(archive, "Which port has idle cranes, according to The Verge?", 6).count("Port Daily") == 1
    with other(archive, source_boost=0.0) as plain:
        found = {sources_of(plain, question.format(name), 1)[0] for name in ("Fortune", "The Verge")}
    assert len(found) == 1


def test_a_named_day_is_preferred(archive: Corpus) -> None:
    question = "What was told of the folding telephone on {} May 2023?"  # the stories are of the 11th and the 12th
    assert sources_of(archive, question.format(8), 1) == ["The Verge"]
    assert sources_of(archive, question.format(13), 1) == ["Fortune"]
    with other(archive, day_boost=0.0) as plain:
        assert sources_of(plain, question.format(8), 1) == sources_of(plain, question.format(13), 1)


def test_each_clause_gets_its_passage(archive: Corpus) -> None:
    question = (
        "Did crane operators at the harbour stop work over pay so that grain rotted, and did the mayor of Ostend open a "
        "library with forty thousand books?"
    )
    assert {s.split()[0] for s in sources_of(archive, question)} == {"Port", "Wire"}


def test_copies_of_a_passage_are_listed_with_it(archive: Corpus) -> None:
    ranked = rank(archive, "Who opened a library in Ostend?", 6)
    first = ranked[0]
    assert len(first.copies) == 1
    assert first.copies[0] != first.passage.article_id
    assert first.copies[0] not in {r.passage.article_id for r in ranked}
    with other(archive, same_story=1.0) as plain:
        assert len(rank(plain, "Who opened a library in Ostend?", 6)) == 6


@pytest.mark.parametrize("changes", [{"dense_k": 0}, {"lexical_k": 0}, {"fusion": "rrf"}, {"clause_vectors": True}])
def test_every_stage_can_be_switched_off(archive: Corpus, changes: dict[str, object]) -> None:
    with other(archive, **changes) as changed:
        ranked = rank(changed, "Who opened a library in Ostend?", 3)
        assert ranked[0].passage.text.count("The mayor of Ostend") == 1
        assert (ranked[0].cosine == 0) == ("dense_k" in changes)
        assert (ranked[0].bm25 == 0) == ("lexical_k" in changes)


def test_small_and_large_archives_give_the_same_scores(archive: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "Why did grain rot on the quay of the harbour?"
    inside = rank(archive, question, 6)
    monkeypatch.setattr("index.exact.LIMIT", 0)
    outside = rank(archive, question, 6)
    assert [r.passage.id for r in inside] == [r.passage.id for r in outside]
    for one, two in zip(inside, outside, strict=True):
        assert one.cosine == pytest.approx(two.cosine, abs=1e-3)
        assert one.bm25 == pytest.approx(two.bm25, rel=1e-4)


def test_chromas_own_files_are_not_searched(archive: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object) -> list[tuple[int, float]]:
        raise AssertionError("another process may be writing them")

    monkeypatch.setattr("index.exact.LIMIT", 0)
    monkeypatch.setattr("index.vectors.Vectors.nearest", hangs)
    assert rank(archive, "Why did grain rot on the quay of the harbour?", 6)


def test_what_is_added_is_found(archive: Corpus, tmp_path: Path) -> None:
    assert rank(archive, "Which zeppelin landed?", 1)[0].bm25 == 0
    (tmp_path / "late.txt").write_text("A zeppelin landed\n\nA zeppelin landed in the park.", encoding="utf-8")
    archive.add([tmp_path / "late.txt"])
    assert rank(archive, "Which zeppelin landed?", 1)[0].bm25 > 0


def test_the_retriever_gives_passages_in_their_context(archive: Corpus, tmp_path: Path) -> None:
    said = "The quorum of the harbour board met on Monday and heard the pilots for an hour before it voted. "
    lines = [
        f"Matter {n} was {word} and then put off. " * 6 for n, word in enumerate(("alpha", "beta", "gamma", "delta"))
    ]
    text = "13 August 2021\n\n" + "\n\n".join([*lines[:2], said * 3, *lines[2:]])
    (tmp_path / "board.txt").write_text(text, encoding="utf-8")
    archive.add([tmp_path / "board.txt"])
    article = archive.article("board")
    found = archive.as_retriever(top_k=4).retrieve("When did the quorum of the harbour board hear the pilots?")
    of_board = [n.node for n in found if n.node.metadata["article_id"] == "board"]
    best = of_board[0]
    start, end = best.metadata["passage"]
    assert "quorum" in article.text[start:end]
    assert best.start_char_idx < start < end < best.end_char_idx
    assert best.text == article.text[best.start_char_idx : best.end_char_idx]
    assert all(80 < len(node.text.split()) <= 160 for node in of_board)
    places = [(node.start_char_idx, node.end_char_idx, *node.metadata["passage"]) for node in of_board]
    for n, (a, b, _, _) in enumerate(places):
        assert not any(a <= low and high <= b for _, _, low, high in places[n + 1 :])
    alone = Corpus.open(archive.folder, archive.settings.model_copy(update={"context_words": 0}))
    with alone:
        (node, *_) = alone.as_retriever(top_k=4).retrieve("When did the quorum of the harbour board hear the pilots?")
    assert [node.node.start_char_idx, node.node.end_char_idx] == node.node.metadata["passage"]


def test_the_context_of_a_passage_is_bounded_in_a_script_without_spaces(archive: Corpus, tmp_path: Path) -> None:
    sentences = [f"港口委员会在第{n}次会议上听取了领航员的报告并进行了表决。" for n in range(80)]
    (tmp_path / "harbour.txt").write_text("13 August 2021\n\n" + "".join(sentences), encoding="utf-8")
    archive.add([tmp_path / "harbour.txt"])
    nodes = [n.node for n in archive.as_retriever(top_k=3).retrieve("港口委员会在第40次会议上听取了什么？")]
    assert any(node.metadata["article_id"] == "harbour" for node in nodes)
    assert all(length_in_words(node.text) <= 160 for node in nodes)


def test_the_retriever_keeps_its_order_and_the_scores(archive: Corpus) -> None:
    nodes = archive.as_retriever(top_k=3).retrieve("What does the folding telephone cost, according to Fortune?")
    assert nodes[0].node.metadata["source"] == "Fortune"
    assert [n.score for n in nodes] == sorted((n.score for n in nodes), reverse=True)
    assert all(-1 <= n.node.metadata["cosine"] <= 1 for n in nodes)


def test_a_judge_reorders_the_best_passages_and_sees_no_others(archive: Corpus) -> None:
    question = "What does the folding telephone cost?"
    seen: list[str] = []

    def judge(text: str, passages: Sequence[Passage]) -> list[float]:
        assert text == question
        seen.extend(passage.article_id for passage in passages)
        return [float("library" in passage.text) for passage in passages]

    plain = [r.passage.id for r in rank(archive, question, 3)]
    assert [r.passage.id for r in rank(archive, question, 3, judge=judge)] == plain
    assert seen == []  # switched off
    with other(archive, rerank=6, rerank_weight=5.0) as judged:
        found = rank(judged, question, 3, judge=judge)
        assert "library" in found[0].passage.text
        assert len(seen) <= 6
        assert judged.as_retriever(top_k=2).retrieve(question)


def test_the_reader_judges_what_bears_on_a_statement(archive: Corpus) -> None:
    passages = [r.passage for r in rank(archive, "folding telephone library harbour", 6)]
    said = archive.judge("The folding telephone costs 900 dollars.", passages)
    best = max(zip(said, passages, strict=True), key=lambda pair: pair[0])[1]
    assert "telephone" in best.text
    assert all(0 <= x <= 1 for x in said)

"""The search in large archives finds what exact search finds, as the archive changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from evals.madeup import MadeUpEncoder
from evals.madeuptext import News, write
from index import coded, sqlite
from index.coded import Coded
from index.exact import Exact
from index.settings import Settings
from qa.corpus import Corpus


@pytest.fixture(scope="module")
def news(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Made-up articles with made-up vectors."""
    place = tmp_path_factory.mktemp("coded")
    for _ in write(place / "news", 25):
        pass
    with Corpus.create(place / "archive", settings) as corpus:
        corpus.encoder = MadeUpEncoder()
        corpus.add([place / "news"])
        yield corpus


def asked(count: int) -> list[str]:
    source = News(seed=3)
    return [source.question().lower().rstrip("?") for _ in range(count)]


def vector_of(text: str) -> list[float]:
    return MadeUpEncoder().encode([text], query=True)[0].tolist()  # type: ignore[no-any-return]


def article_of(corpus: Corpus, passage: int) -> str:
    return corpus.passages([passage])[0].article_id


def same_nearest(corpus: Corpus, ours: Coded, within: list[str] | None = None) -> None:
    exact = Exact(corpus.store)
    for question in asked(20):
        wanted = exact.nearest(vector_of(question), 10, within)
        found = ours.nearest(vector_of(question), 10, within)
        assert [i for i, _ in found] == [i for i, _ in wanted]
        assert [c for _, c in found] == pytest.approx([c for _, c in wanted], abs=1e-3)


def test_the_vectors_alike_in_signs_hold_the_nearest(news: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coded, "_COMPARED", 150)
    exact, ours = Exact(news.store), Coded(news.store)
    hits = 0
    for question in asked(30):
        wanted = {i for i, _ in exact.nearest(vector_of(question), 5, None)}
        hits += len(wanted & {i for i, _ in ours.nearest(vector_of(question), 5, None)})
    assert hits >= 0.95 * 5 * 30


def test_how_far_the_nearest_reach_is_taken_from_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coded, "_SAMPLE", 100)
    distances = np.array(random.Random(1).choices(range(400), k=10_000), dtype=np.uint16)
    distances[::3] = coded._WITHOUT
    rows = coded._least(distances, 500)
    assert 400 <= len(rows) <= 1_200
    assert set(rows) == set(np.flatnonzero(distances <= distances[rows].max()))
    few = np.full(10_000, coded._WITHOUT, dtype=np.uint16)
    few[[5, 17]] = 3
    assert coded._least(few, 500).tolist() == [5, 17]


def test_within_articles_the_same_is_found(news: Corpus) -> None:
    some = sorted(a.id for a in news.articles())[::7]
    same_nearest(news, Coded(news.store), some)
    exact, ours = Exact(news.store), Coded(news.store)
    for question in asked(20):
        wanted = exact.lexical(question.split(), 5, some)
        found = ours.lexical(question.split(), 5, some)
        assert {article_of(news, i) for i, _ in found} <= set(some)
        assert sum(score for _, score in found) >= 0.97 * sum(score for _, score in wanted)
    assert ours.nearest(vector_of("word"), 5, []) == ours.lexical(["word"], 5, []) == []


def test_the_rarest_words_find_what_all_words_score(news: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coded, "_POSTINGS", 30)
    exact, ours = Exact(news.store), Coded(news.store)
    for question in asked(20):
        words = question.split()
        (_, best), *_ = exact.lexical(words, 5, None)
        of_all = dict(news.store.scores(words))
        found = ours.lexical(words, 5, None)
        assert found == [(i, pytest.approx(of_all[i], rel=1e-6)) for i, _ in found]
        assert found[0][1] >= 0.85 * best


def test_single_passages_are_scored_as_full_text_search_scores_them(news: Corpus) -> None:
    chance = random.Random(1)
    for question in asked(20):
        words = [*question.split(), "monday", "e-mail", "o'neil"]
        of_all = dict(news.store.scores(words))
        ids = chance.sample(sorted(news.store.passage_articles()), 50)
        assert dict(news.store.scores(words, ids)) == pytest.approx(
            {i: of_all[i] for i in ids if i in of_all}, rel=1e-6
        )


def test_of_a_common_word_a_part_is_counted(news: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    common = News().commonest(1)[0]
    counted = news.store.frequency(common)
    assert counted > 200
    monkeypatch.setattr(sqlite, "_COUNTED", 50)
    with Corpus.open(news.folder, news.settings) as other:
        assert other.store.frequency(common) == pytest.approx(counted, rel=0.2)


def test_what_is_added_changed_and_removed_is_followed(archive: Corpus, tmp_path: Path) -> None:
    archive.encoder = MadeUpEncoder()
    folder = tmp_path / "in"
    for _ in write(folder, 4):
        pass
    ours = Coded(archive.store)
    assert ours.nearest(vector_of("bridge"), 3, None) == []
    archive.add([folder])
    same_nearest(archive, ours)
    (tmp_path / "late.txt").write_text("The bridge of Arden broke on Friday. Nobody was hurt.")
    archive.add([tmp_path / "late.txt"])
    same_nearest(archive, ours)
    (best, _), *_ = ours.nearest(vector_of("The bridge of Arden broke on Friday"), 1, None)
    assert archive.passages([best])[0].text.startswith("The bridge")
    (tmp_path / "late.txt").write_text("Rain fell on Denby on Monday. Roads were closed.")
    archive.add([tmp_path / "late.txt"])
    same_nearest(archive, ours)
    archive.remove([archive.articles()[0].id])
    same_nearest(archive, ours)


def test_a_passage_whose_vector_comes_later_is_found_then(archive: Corpus, tmp_path: Path) -> None:
    archive.encoder = MadeUpEncoder()
    (tmp_path / "a.txt").write_text("The bridge of Arden broke on Friday. Nobody was hurt.")
    archive.add([tmp_path / "a.txt"])
    ((passage, packed),) = archive.store.vectors()
    with archive.store.transaction():
        archive.store.put_vectors([])
        archive.store._run("DELETE FROM vectors")
    ours = Coded(archive.store)
    assert ours.nearest(vector_of("bridge"), 3, None) == []
    assert ours.cosines(vector_of("bridge"), [passage]).tolist() == [0]
    with archive.store.transaction():
        archive.store.put_vectors([(passage, packed)])
    assert [i for i, _ in ours.nearest(vector_of("bridge"), 3, None)] == [passage]
    wanted = float(np.frombuffer(packed, dtype="<f2").astype(np.float32) @ np.array(vector_of("bridge")))
    assert ours.cosines(vector_of("bridge"), [passage])[0] == pytest.approx(wanted, abs=1e-3)

"""The benchmark's parts on very small archives; its laws of growth on made-up costs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from evals import bench
from evals.growth import draw, exponent, law
from evals.madeuptext import News
from index.loaders import find_files, load


@pytest.mark.parametrize(
    ("cost", "named"), [(lambda n: 7.0, "constant"), (lambda n: 3 * n, "linear (n^1.00)"), (lambda n: n**0.5, "n^0.50")]
)
def test_the_law_of_growth_is_named(cost: object, named: str) -> None:
    sizes = [1e3, 1e4, 1e5]
    costs = [cost(n) for n in sizes]  # type: ignore[operator]
    assert law(sizes, costs) == named


def test_a_law_needs_two_sizes_and_costs(tmp_path: Path) -> None:
    assert exponent([10, 100], [5, 500]) == pytest.approx(2)
    assert law([10], [5]) == law([10, 100], [0, 1]) == ""
    draw([10, 100], {"build": [1, 9]}, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_made_up_news_is_the_same_every_time_and_as_long_as_news() -> None:
    one, other = News(seed=3), News(seed=3)
    articles = [one.article(n) for n in range(5)]
    assert articles == [other.article(n) for n in range(5)]
    assert all(600 < len(a["text"].split()) < 1000 for a in articles)
    counts = sorted(
        (" ".join(a["text"] for a in articles).lower().split().count(w) for w in one.commonest(3)), reverse=True
    )
    assert all(a >= b > 0 for a, b in pairwise(counts))


def test_a_small_archive_is_measured_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "news"
    figures = (
        bench.build_scaled(archive, folder, 8) | bench.ask_scaled(archive) | bench.use_scaled(archive, folder, tmp_path)
    )
    assert figures["articles"] == 8
    assert 40 < figures["passages"] < 160
    assert figures["recall@10"] > 0.9
    assert figures["recall@10 of Chroma"] > 0.9
    assert all(value > 0 for name, value in figures.items() if not name.startswith("  "))
    bench.show_scale([figures, figures | {"passages": 2 * figures["passages"]}], Console(width=200))
    out = capsys.readouterr().out
    assert "delete an article (ms)" in out
    assert "constant" in out
    assert all(goal in out for goal in bench.GOALS.values())
    assert bench.GOALS.keys() <= figures.keys()


def test_articles_of_the_comparison_have_files_of_their_own(tmp_path: Path) -> None:
    bench.write_each(
        [{"title": "Rain", "body": "Rain fell."}, {"title": "Snow", "body": "Snow came."}], tmp_path / "in"
    )
    assert [load(file, "a").title for file in find_files([tmp_path / "in"]).files] == ["Rain", "Snow"]


def test_archives_stay_only_where_they_are_to_be_kept(tmp_path: Path) -> None:
    with bench._folder(tmp_path, keep=True) as kept, bench._folder(tmp_path, keep=False) as gone:
        assert Path(kept).is_dir()
        assert Path(gone).is_dir()
    assert list(tmp_path.iterdir()) == [Path(kept)]

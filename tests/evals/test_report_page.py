"""The page of a run: what it holds, in which order, and that nothing in it acts or reaches out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from madeup_run import as_written, result, run_of

from evals import page, plots
from evals.comparison import compare
from evals.run import Run
from evals.selective import Outcome, risk_coverage
from index.errors import UsageError

HOSTILE = '<script>alert(1)</script><img src="https://elsewhere.example/x.png" onerror="go()">\x00 & “quoted”'


class Seen(HTMLParser):
    """The tags and attributes of a page, and its words in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "path", "use"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"path", "use"}:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def run() -> Run:
    return run_of(
        [
            result("fine", asked="Which went well?", confidence=0.9, split="test", ms=120),
            result("bad", asked=HOSTILE, right=False, gold=f"gold {HOSTILE}", said=f"said {HOSTILE}", confidence=0.75),
            result("none", answerable=False, answered=False, confidence=0.6, notes=(f"note {HOSTILE}",)),
            result("draft", kind="date", right=False, answered=False, draft=True, ms=900),
        ]
    )


@pytest.fixture(scope="module")
def html(run: Run) -> str:
    return page.html(run, f"path/own{HOSTILE.replace('/', '')}")


def test_failures_come_first_with_all_that_is_needed_to_judge_them(html: str) -> None:
    seen = Seen(html)
    assert seen.open == [], "every tag is closed"
    order = ["Evaluation: own", "Figures", "Plots", "Failures (2)", "said <script>", "What of draft?", "rightly (2)"]
    places = [seen.words.index(words) for words in [*order, "Which went well?"]]
    assert places == sorted(places)
    for words in (
        "gold <script>",
        "0.75 that the answer is right",
        "0.60 that declining is right",
        "to decline",
        "Daily",
    ):
        assert words in seen.words
    assert "The <b>mill</b> burned down on Monday." in seen.words, "the quote that is cited"
    assert "1 of the questions are drafts" in seen.words
    assert "Peak memory 512 MB" in seen.words
    assert re.search(r"dev \(3\)\s*test \(1\)\s*all \(4\)", re.sub(r"\s+", " ", seen.words).replace(")", ") "))


def test_nothing_in_it_acts_or_reaches_out(html: str) -> None:
    seen = Seen(html)
    assert not {"script", "img", "link", "iframe", "object", "form", "a", "base"} & {tag for tag, _ in seen.tags}
    for _, attributes in seen.tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "href"}]
        assert not re.search(r"url\((?!#)|@import", attributes.get("style") or "")
        assert (attributes.get("xlink:href") or "#").startswith("#")
    assert "\x00" not in html
    assert "//" not in re.sub(r"https://elsewhere\.example", "", html)
    (policy,) = [a for t, a in seen.tags if t == "meta" and "http-equiv" in a]
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_plots_are_described_take_the_colours_of_the_page_and_are_the_same_each_time(run: Run, html: str) -> None:
    assert html == page.html(run, f"path/own{HOSTILE.replace('/', '')}")
    labels = [a["aria-label"] or "" for t, a in Seen(html).tags if t == "svg"]
    assert [label.split(":")[0] for label in labels] == [
        "Right, by kind",
        "Risk and coverage",
        "Reliability",
        "Latency",
    ]
    assert labels[0] == "Right, by kind: fact 1 of 2; date 0 of 1; unanswerable 1 of 1"
    assert labels[1] == "Risk and coverage: 50 % answered, of these 50 % wrong"
    assert "median 110 ms" in labels[3]
    svgs = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert all("var(--accent)" in svg and "var(--faded)" in svg for svg in svgs)
    assert not [colour for svg in svgs for colour in re.findall(r"#[0-9a-f]{6}\b", svg)], "no colour of its own"
    ids = [a["id"] for svg in svgs for _, a in Seen(svg).tags if a.get("id")]
    assert len(ids) == len(set(ids))
    assert "prefers-color-scheme: dark" in html


def test_plots_of_next_to_nothing() -> None:
    declined = risk_coverage([Outcome(False, 0.5, True)])
    assert "none wrong" in plots.risk_coverage(declined, 0.0) or "0 % answered" in plots.risk_coverage(declined, 0.0)
    assert "1 about 50 % sure" in plots.reliability([(1.0, 0.5, 1.0)], 1)
    assert "Failures (0)" in page.html(run_of([]), "seeds")


def test_a_comparison_is_shown(run: Run) -> None:
    better = run_of([result(r.question.id, asked=r.question.question, split=r.question.split) for r in run.results])
    comparison = compare(as_written(better), as_written(run), "old <run>.json")
    words = Seen(page.html(better, "seeds", comparison)).words
    assert "Against old <run>.json" in words
    assert "Turned right (2): bad, draft" in words
    assert "too few questions" in words


def test_it_is_written_beside_the_run_or_not_at_all(tmp_path: Path) -> None:
    path = page.write(run_of([]), "seeds", tmp_path / "seeds-1.json")
    assert path == tmp_path / "seeds-1.html"
    assert path.read_text(encoding="utf-8") == page.html(run_of([]), "seeds")
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(UsageError, match="cannot be written"):
        page.write(run_of([]), "seeds", tmp_path / "nowhere" / "seeds-1.json")

"""The timeline: dated sentences in the order of their days, verbatim, with how each day is known, and its picture."""

from __future__ import annotations

import itertools
import json
from datetime import date
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from typer.testing import CliRunner

from index.errors import UsageError
from qa.answer import Citation
from qa.corpus import Corpus
from qa.timeline import Event, timeline, topic_words
from ui.cli import app
from ui.timeline_picture import MOST_DRAWN, draw, picture, wrapped


def test_everything_dated_is_listed_by_day_and_quoted_verbatim(seeds: Corpus) -> None:
    events = timeline(seeds)
    assert len(events) > 20
    assert [e.first_day for e in events] == sorted(e.first_day for e in events)
    assert [e.citation.number for e in events] == list(range(1, len(events) + 1))
    for e in events:
        cited = e.citation
        assert seeds.article(cited.article_id).text[cited.start : cited.end] == cited.quote
        assert e.said in cited.quote
        assert e.first_day <= e.last_day
    dated = {(e.first_day, e.citation.quote[:40]) for e in events}
    assert (date(2021, 8, 13), "On Friday, the Taliban arrested Ismail K") in dated
    # The opening of a story without a date tells the news of its day.
    assert (date(2021, 8, 15), "The Taliban has seized Jalalabad without") in dated
    (withdrawal,) = [e for e in events if e.coming]
    assert (withdrawal.words, withdrawal.said) == ("21 to 31 August 2021", "the end of August")
    assert "23 July 2021" in withdrawal.why


def test_a_question_keeps_its_topic_and_its_days(seeds: Corpus) -> None:
    khan = timeline(seeds, "Ismail Khan")
    assert any("arrested Ismail Khan" in e.citation.quote for e in khan)
    assert len(khan) < 5
    july = timeline(seeds, "What happened in July?")
    assert july
    assert all(e.first_day <= date(2021, 7, 31) and date(2021, 7, 1) <= e.last_day for e in july)
    assert [e.words for e in timeline(seeds, after="2021-08-15", before="2021-08-15")].count(
        "15 August 2021 (Sunday)"
    ) == 2
    assert timeline(seeds, "the price of copper in Chile") == []
    with pytest.raises(UsageError, match="no day"):
        timeline(seeds, after="2021-02-31")


def test_words_for_time_and_order_are_no_topic() -> None:
    assert topic_words("Show me a timeline of the events in July 2021") == []
    assert topic_words("What happened to Herat last week?") == ["Herat"]


def event(number: int, first: date, last: date | None = None, quote: str = "It fell.") -> Event:
    cited = Citation(number, f"a{number % 3}", "A title " * 30, "The Gazette", None, "inferred", quote, 0, len(quote))
    return Event(first, last or first, "", "Friday", "why", number % 5 == 0, cited)


def test_nothing_in_the_picture_overlaps_or_leaves_it() -> None:
    long = (
        "Officials said that $3 and $4 were paid to each of the many soldiers, who left the city by the northern road. "
    )
    events = [
        event(1, date(1996, 1, 1), date(1996, 12, 31), long * 9),
        event(2, date(2001, 9, 11), quote=long),
        event(3, date(2021, 7, 19), date(2021, 8, 2), "x" * 400),
        event(4, date(2021, 7, 19), date(2021, 8, 2)),
        event(5, date(2021, 8, 13)),
    ]
    figure = picture(events, "What happened in the city? " * 9, len(events))
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    boxes = [t.get_window_extent(renderer) for t in figure.axes[0].texts if t.get_text()]
    assert len(boxes) > 20
    whole = figure.bbox
    for b in boxes:
        assert (b.x0 >= 0, b.x1 <= whole.x1, b.y0 >= 0, b.y1 <= whole.y1) == (True, True, True, True)
    for a, b in itertools.combinations(boxes, 2):
        assert min(a.x1, b.x1) - max(a.x0, b.x0) <= 0 or min(a.y1, b.y1) - max(a.y0, b.y0) <= 1  # pixels


def test_a_line_is_broken_where_it_fits_and_cut_where_it_must() -> None:
    assert wrapped("one two three four", len, 9) == ["one two", "three", "four"]
    assert wrapped("one two three four", len, 9, most=2) == ["one two", "three …"]
    assert wrapped("incomprehensible", len, 9) == ["incompre…"]


def test_the_command_lists_and_draws(seeds: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CORPUS", str(seeds.folder))
    png = tmp_path / "t.png"
    done = CliRunner().invoke(app, ["timeline", "Ismail Khan", "--json", "--png", str(png)])
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows[0]["first_day"] == "2021-08-13"
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "are drawn" in done.stderr
    plain = CliRunner().invoke(app, ["timeline"])
    assert "13 August 2021 (Friday)\n    " in plain.stdout
    nothing = CliRunner().invoke(app, ["timeline", "the price of copper in Chile"])
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "No sentence on this is dated" in nothing.stderr


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    one = [event(1, date(2021, 8, 13))]
    with pytest.raises(UsageError, match=r"must end in \.png"):
        draw(one, tmp_path / "t.jpg", "t")
    with pytest.raises(UsageError, match="nothing to draw"):
        draw([], tmp_path / "t.png", "t")
    with pytest.raises(UsageError, match="cannot be written"):
        draw(one, tmp_path / "none" / "t.png", "t")
    many = [event(n, date(2021, 8, 13 + n % 2)) for n in range(1, MOST_DRAWN + 20)]
    assert draw(many, tmp_path / "t.png", "سقوط") == MOST_DRAWN

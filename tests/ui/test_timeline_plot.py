"""The plot of an answer's events: nothing in it lies over anything else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations, pairwise

from visitor import Visit

from qa.answer import Citation
from qa.timeline import Event
from ui.timeline_view import timeline_html

MAY = date(2023, 5, 2)
NARROWEST_PX, POINT_PX = 280, 24


def _plot(days: list[int], cited_at: int = 0) -> str:
    """The plot of events so many days after 2 May 2023, one of them cited."""
    events = []
    for at, after in enumerate(days):
        day = MAY + timedelta(days=after)
        cited = Citation(at + 1, "a", "Plim", "", None, "stated", f"Ferry {at} sank.", 10 * at, 10 * at + 9)
        events.append((Event(day, day, "that day", "", "", False, cited), at == cited_at))
    return timeline_html(events)


def test_points_and_labels_of_days_close_together_do_not_overlap() -> None:
    html = _plot([0, 1, 27, 27, 29, 30, 30, 63])
    points = [(float(left), int(bottom)) for left, bottom in re.findall(r"left:([\d.]+)%;bottom:(\d+)px", html)]
    assert len(points) == 8
    for (left, bottom), (other, above) in combinations(points, 2):
        assert bottom != above or abs(left - other) * NARROWEST_PX / 100 >= POINT_PX
    assert max(bottom for _, bottom in points) == 4 * POINT_PX  # no higher than it has to be
    labels = [float(share) for share in re.findall(r'class="between" style="left:([\d.]+)%', html)]
    assert labels
    for left, right in pairwise([0.0, *sorted(labels), 100.0]):
        assert right - left >= 20


def test_what_is_cited_stands_on_the_axis() -> None:
    html = _plot([0, 27, 28, 29, 30, 63], cited_at=3)
    assert re.findall(r'bottom:(\d+)px"><a class="event cited"', html) == ["0"]
    assert [int(at) for at in re.findall(r"Ferry (\d) sank\.\" data-told", html)] == [0, 1, 2, 3, 4, 5]  # by day


def test_events_of_one_day_stand_beside_each_other() -> None:
    html = _plot([0] * 10)
    places = re.findall(r"left:(calc\([^)]*\));bottom:(\d+)px", html)
    assert len(set(places)) == 10
    assert {bottom for _, bottom in places} == {"0", "24"}
    assert timeline_html([]) == ""


def test_many_events_of_one_day_do_not_fill_the_screen(visit: Visit) -> None:
    page = visit(width=360, height=740)
    page.wait_for_selector(".welcome")
    page.evaluate(
        "html => document.querySelector('.conversation').innerHTML = html", _plot([0, *[60] * 13], cited_at=9)
    )
    plot, points = page.locator(".timeline .plot"), page.locator(".timeline .event")
    assert plot.evaluate("e => e.offsetHeight") <= 150
    assert "scroll up" in page.locator(".timeline .told").inner_text()

    def is_inside(at: int) -> bool:
        return bool(
            points.nth(at).evaluate(
                """e => { const [own, all] = [e, e.closest('.plot')].map((x) => x.getBoundingClientRect());
                return own.top >= all.top && own.bottom <= all.bottom && own.left >= all.left && own.right <= all.right; }"""
            )
        )

    hidden = next(at for at in range(14) if not is_inside(at))
    assert is_inside(0)
    assert is_inside(9)  # what is cited is in sight at once
    points.nth(hidden).focus()
    assert is_inside(hidden)
    assert points.nth(hidden).evaluate("e => getComputedStyle(e).outlineOffset") == "-2px"  # the mark of the focus, too
    assert "scroll" not in _plot([0, *[60] * 4])

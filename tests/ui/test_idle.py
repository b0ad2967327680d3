"""What an open page asks of its machine: nothing while nothing happens, little while a question is answered."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING

import pytest
from visitor import Visit, ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

KHAN = "Who is Ismail Khan?"
# Counts the frames that scripts ask the browser for.
_COUNT = """
window.frames_asked = 0;
const own = window.requestAnimationFrame;
window.requestAnimationFrame = (act) => { window.frames_asked++; return own.call(window, act); };
"""


def test_a_page_that_nobody_touches_asks_for_no_frames(visit: Visit) -> None:
    page = _counting(visit)
    assert _comes_to_rest(page)
    ask(page, KHAN)
    assert _comes_to_rest(page)


def test_a_page_that_waits_for_its_answer_asks_for_few_frames(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    import ui.desk

    page = _counting(visit)
    assert _comes_to_rest(page)
    answer = ui.desk.ask
    monkeypatch.setattr(ui.desk, "ask", lambda *a, **k: (sleep(2), answer(*a, **k))[1])
    page.fill("#question textarea", KHAN)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".reply.waiting")
    assert _frames_in(page, 1000) < 10
    page.wait_for_selector(".turn .foot")


def _counting(visit: Visit) -> Page:
    page = visit()
    page.add_init_script(_COUNT)
    page.reload()
    page.wait_for_selector("#question textarea:enabled")
    return page


def _frames_in(page: Page, milliseconds: int) -> int:
    before = page.evaluate("window.frames_asked")
    page.wait_for_timeout(milliseconds)
    return int(page.evaluate("window.frames_asked") - before)


def _comes_to_rest(page: Page) -> bool:
    """Whether there is a second without frames soon; what moved before may come to its end."""
    return any(_frames_in(page, 1000) < 5 for _ in range(10))

"""What an open page asks of its machine: nothing while nothing happens, little while a question is answered."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from visitor import Visit, ask

from qa.answer import Answer
from qa.answering import ask as answered

if TYPE_CHECKING:
    from playwright.sync_api import Page

KHAN = "Who is Ismail Khan?"
COPIES = 60  # that Gradio makes of what parts hold, to look for changes
# Counts the frames that scripts ask the browser for, what Gradio copies to look for changes, and addresses set.
_COUNT = """
window.frames_asked = window.copied = window.addresses = 0;
const { requestAnimationFrame: frame, structuredClone: copy } = window;
window.requestAnimationFrame = (act) => { window.frames_asked++; return frame.call(window, act); };
window.structuredClone = (...given) => { window.copied++; return copy(...given); };
for (const name of ["replaceState", "pushState"]) {
  const own = history[name];
  history[name] = (...given) => { window.addresses++; return own.apply(history, given); };
}
"""


def test_a_page_that_nobody_touches_asks_for_no_frames(visit: Visit) -> None:
    page = _counting(visit)
    assert _comes_to_rest(page)
    ask(page, KHAN)
    assert _comes_to_rest(page)


def test_a_page_that_waits_for_its_answer_asks_for_few_frames(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(question: str, **more: Any) -> Answer:
        sleep(2)
        return answered(question, **more)

    page = _counting(visit)
    assert _comes_to_rest(page)
    monkeypatch.setattr("ui.desk.ask", slow)
    page.fill("#question textarea", KHAN)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".reply.waiting")
    assert _frames_in(page, 1000) < 10
    page.wait_for_selector(".turn .foot")


def test_a_question_is_two_requests_and_the_list_of_conversations_comes_when_it_is_opened(visit: Visit) -> None:
    page = visit()  # too narrow for the list to be there all the time
    page.wait_for_selector(".example")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("?")[0].split("gradio_api/")[-1]))
    ask(page, KHAN)
    page.wait_for_timeout(1000)
    assert asked == ["queue/join", "queue/data"]
    page.click(".rail-switch")
    page.wait_for_selector(".rail li")
    assert page.locator(".rail .open").inner_text() == KHAN


def test_the_article_comes_with_the_last_words_of_the_answer(visit: Visit) -> None:
    page = visit()
    page.evaluate("""() => {
        window.frames = [];
        document.addEventListener("dateline:frame", ({ detail }) => window.frames.push(detail));
    }""")
    ask(page, KHAN)
    page.wait_for_timeout(500)
    first, *_, last = page.evaluate("window.frames")
    assert "waiting" in first["whole"]
    assert "passages" in last["whole"]
    assert "data-place" in last["proof"]
    assert last["said"]


def test_a_question_changes_the_address_once_and_has_few_parts_gone_through(visit: Visit) -> None:
    page = _counting(visit)
    assert _comes_to_rest(page)
    addresses, copied = page.evaluate("[window.addresses, window.copied]")
    ask(page, KHAN)
    assert page.evaluate("window.addresses") - addresses == 1  # it names the conversation
    assert page.evaluate("window.copied") - copied < COPIES
    addresses = page.evaluate("window.addresses")
    ask(page, KHAN)
    assert page.evaluate("window.addresses") == addresses


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

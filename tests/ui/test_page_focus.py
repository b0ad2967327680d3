"""Where the keyboard's focus goes, and what a page shows that has been turned to something else."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING

import pytest
from visitor import Visit, answered, ask, last

import ui.desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

KHAN = "Who is Ismail Khan?"
ARRESTED = "When was Ismail Khan arrested?"
WHEN = "When did Jalalabad fall?"


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Answers come while this is set, and wait while it is not."""
    event, answer = Event(), ui.desk.ask
    monkeypatch.setattr(ui.desk, "ask", lambda *a, **k: (event.wait(60), answer(*a, **k))[1])
    yield event
    event.set()
    monkeypatch.undo()


def test_an_answer_does_not_come_over_the_conversation_that_was_turned_to(visit: Visit, free: Event) -> None:
    page = visit(width=1600)
    _enter(page, KHAN)
    page.wait_for_selector(".reply.waiting")
    page.click("#new")
    page.wait_for_selector(".welcome")
    free.set()
    page.wait_for_selector(f".rail .open >> text={KHAN}")  # it is kept
    page.wait_for_timeout(700)
    assert page.locator(".turn").count() == 0
    assert "conversation=" not in page.url
    free.clear()
    _enter(page, WHEN)
    page.wait_for_selector(".reply.waiting")
    page.click(f'.rail .open:has-text("{KHAN}")')
    page.wait_for_selector(f'.asked[data-question="{KHAN}"]')
    assert page.locator(".foot").count() == 1
    free.set()
    page.wait_for_selector(f'.rail .open:has-text("{WHEN}")')
    page.wait_for_timeout(700)
    assert page.locator(".asked").evaluate_all("all => all.map(e => e.dataset.question)") == [KHAN]
    page.click(f'.rail .open:has-text("{WHEN}")')
    page.wait_for_selector(f'.asked[data-question="{WHEN}"]')


def test_an_answer_stopped_at_once_is_not_kept(visit: Visit, free: Event) -> None:
    page = visit(width=1600)
    page.evaluate(
        """question => {
            const box = document.querySelector("#question textarea");
            box.value = question;
            box.form.requestSubmit();
        }""",
        KHAN,
    )
    page.wait_for_timeout(400)
    page.evaluate("delete document.querySelector('#transcript .conversation').dataset.conversation")  # not named yet
    page.click("#stop")
    page.wait_for_selector(".reply.failed >> text=Stopped")
    free.set()
    page.wait_for_timeout(1500)
    page.reload()
    page.wait_for_selector(".rail .none")


def test_a_conversation_deleted_while_it_is_answered_does_not_come_back(visit: Visit, free: Event) -> None:
    page = visit(width=1600)
    free.set()
    ask(page, KHAN)
    free.clear()
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.wait_for_selector(".turn .foot")
    _enter(page, WHEN)
    page.wait_for_selector(".reply.waiting")
    _enter(tab, WHEN)
    tab.wait_for_selector(".reply.waiting")
    _press(page, ".rail .menu summary")
    _press(page, ".rail [data-do=delete]")
    _press(page, ".rail [data-do=delete]")
    page.wait_for_selector(".welcome")
    free.set()
    tab.wait_for_selector(".reply.failed >> text=deleted before the answer came")
    assert tab.input_value("#question textarea") == WHEN  # given back
    page.wait_for_timeout(700)
    page.reload()
    page.wait_for_selector(".rail .none")


def test_an_answer_that_comes_leaves_an_open_menu_and_a_title_being_typed_alone(visit: Visit, free: Event) -> None:
    page = visit(width=1600)
    free.set()
    ask(page, KHAN)
    free.clear()
    _enter(page, WHEN)
    page.wait_for_selector(".reply.waiting")
    page.click(".rail .menu summary")
    page.click(".rail [data-do=rename]")
    page.keyboard.type("The strong")
    free.set()
    answered(page)
    page.wait_for_timeout(700)
    page.keyboard.type("man")
    page.keyboard.press("Enter")
    page.wait_for_selector(".rail .open >> text=The strongman")
    page.click("#new")
    page.wait_for_selector(".welcome")
    free.clear()
    _enter(page, ARRESTED)
    page.wait_for_selector(".reply.waiting")
    page.click(".rail .menu summary")
    free.set()
    answered(page)
    page.wait_for_timeout(700)
    assert page.locator(".rail [data-do=rename]").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_selector(f".rail .open >> text={ARRESTED}")  # and then it follows


def test_a_double_click_on_delete_only_asks_whether_it_is_meant(visit: Visit) -> None:
    page = visit(width=1600)
    ask(page, KHAN)
    page.click(".rail .menu summary")
    page.dblclick(".rail [data-do=delete]")
    page.wait_for_selector(".rail [data-do=delete] >> text=Delete for good?")
    page.wait_for_timeout(500)
    assert page.locator(".turn").count() == 1
    page.wait_for_timeout(500)
    page.click(".rail [data-do=delete]")
    page.wait_for_selector(".rail .none")


def test_a_double_click_on_an_example_asks_once(visit: Visit) -> None:
    page = visit()
    page.locator(".example").first.wait_for()
    page.evaluate(
        """() => {
            const example = document.querySelector(".example");
            example.focus();
            example.click();
            example.click();
        }"""
    )
    assert _focused(page) == "transcript"
    page.wait_for_selector(".foot")
    page.wait_for_timeout(1500)
    answered(page)
    assert page.locator(".turn").count() == 1


def test_a_long_question_is_kept_whole(visit: Visit) -> None:
    question = f"{'In the long and winding story of the western city, ' * 20}who is Ismail Khan?"
    assert 1000 < len(question) < 2000
    page = visit()
    ask(page, question)
    page.reload()
    page.wait_for_selector(".turn .foot")
    assert last(page).locator(".asked").get_attribute("data-question") == question


def test_the_focus_stays_where_the_keyboard_left_it(visit: Visit) -> None:
    page = visit(width=1600)
    ask(page, KHAN)
    _press(page, "[data-retry]")
    answered(page)
    assert _focused(page) == "transcript"
    _press(page, "[data-amend=edit]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.amend") == "edit"
    page.keyboard.press("Enter")
    page.keyboard.type(" again")
    page.keyboard.press("Enter")
    answered(page)
    assert _focused(page) == "transcript"
    _press(page, "[data-judge=wrong]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.judge") == "wrong"
    _press(page, ".rail .menu summary")
    _press(page, ".rail [data-do=rename]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.rail summary')")
    page.keyboard.press("Enter")
    _press(page, ".rail [data-do=rename]")
    page.keyboard.type("The strongman")
    page.keyboard.press("Enter")
    page.wait_for_selector(".rail .open >> text=The strongman")
    assert page.evaluate("document.activeElement.matches('.rail .open')")


def test_the_address_of_what_is_not_ones_own_says_so(visit: Visit) -> None:
    page = visit("?answer=somebody-elses-1")
    assert "conversations are private" in page.locator(".welcome .notice").inner_text()
    page = visit("?conversation=somebody-elses-1")
    assert "conversations are private" in page.locator(".welcome .notice").inner_text()
    page.click("#new")
    page.wait_for_selector(".welcome .notice", state="detached")


def test_on_a_narrow_screen_nothing_below_the_article_can_be_reached_and_back_closes_it(visit: Visit) -> None:
    page = visit(width=360, height=740)
    ask(page, KHAN)
    here = page.url
    page.locator(".cite").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'proof'")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('#proof-column')"
        )
    page.go_back()
    page.wait_for_function("document.activeElement.className === 'cite'")
    assert not page.locator("#proof").is_visible()
    assert page.url == here
    page.focus("#question textarea")  # it can be reached again
    assert page.evaluate("document.activeElement.name") == "question"
    # The button closes it as Back does, so that Back leads on from there to where one was before.
    page.locator(".cite").first.click()
    page.wait_for_selector("body.reading")
    page.click(".close-article")
    page.wait_for_selector("body:not(.reading)")
    assert page.evaluate("!history.state?.reading")
    # Without a passage to go to, the focus is on the way back.
    page.evaluate("location.hash = 'archive'")
    page.locator("#archive .article").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.className === 'close-article'")
    # Where there is room for both again, both can be used.
    page.set_viewport_size({"width": 1280, "height": 740})
    page.wait_for_function("!document.querySelector('#masthead').inert")


def _enter(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def _press(page: Page, selector: str) -> None:
    page.locator(selector).last.focus()
    page.keyboard.press("Enter")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))

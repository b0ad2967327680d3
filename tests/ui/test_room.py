"""What the page does with the room that it has: narrow screens, long questions, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visitor import Visit, ask, last

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator

    from qa.corpus import Corpus

KHAN = "Who is Ismail Khan?"
DATE_PX = 130  # that a day takes, with the button for the calendar


def test_the_address_of_a_passage_opens_it_on_a_narrow_screen_too(visit: Visit, seeds: Corpus) -> None:
    article = seeds.articles()[0]
    page = visit(f"?article={article.id}&quote=100-200", width=360, height=740)
    page.wait_for_function("document.activeElement.id === 'proof'")
    for _ in range(2):
        page.wait_for_selector("body.reading #proof")
        assert page.locator(".close-article").inner_text() == "Back to the conversation"
        page.click(".close-article")
        page.wait_for_selector("body:not(.reading)")
        assert page.evaluate("document.activeElement.id") == "transcript"
        page.reload()
    page = visit("?article=nothing-of-the-kind", width=360, height=740)
    page.locator(".no-story >> text=nothing-of-the-kind").wait_for()
    assert "Archive" in page.locator(".no-story").inner_text()
    assert "`" not in page.locator(".no-story").inner_text()  # what is typed in a terminal does not help here


def test_filters_show_their_days_whole_and_lead_back_to_where_they_are(visit: Visit) -> None:
    page = visit("#archive", width=360, height=740)
    page.locator(".filters summary").click()
    page.locator("#archive .article").first.wait_for()
    for name in ("after", "before"):
        assert _box(page.locator(f".filters [name={name}]"))["width"] >= DATE_PX
    page.fill(".filters [name=after]", "2021-08-01")
    page.locator("#archive .article").first.click()
    page.wait_for_selector("body.reading")
    assert page.locator(".close-article").inner_text() == "Back to the archive"
    page.click(".close-article")
    page.click(".ask-these")
    page.wait_for_function("document.activeElement.name === 'question'")
    page.click(".scope summary")
    for name in ("after", "before"):
        assert _box(page.locator(f".limits [name={name}]"))["width"] >= DATE_PX
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("width", [360, 1600])
def test_a_message_leaves_the_box_for_questions_free(visit: Visit, width: int) -> None:
    page = visit(width=width, height=740)
    page.click(".scope summary")
    page.evaluate("window.dateline.tell('What there is to tell takes a line or two on every screen. '.repeat(2))")
    message, box = _box(page.locator("#toast.shown")), _box(page.locator("#composer"))
    assert message["y"] + message["height"] <= box["y"]
    assert message["width"] >= 300
    assert message["x"] >= 0
    assert message["x"] + message["width"] <= width


def test_the_answer_to_a_long_question_is_in_sight(visit: Visit) -> None:
    from axe_playwright_python.sync_playwright import Axe

    question = f"{'In the long and winding story of the western city, ' * 30}who is Ismail Khan?"
    page = visit(width=360, height=740)
    ask(page, question)
    asked = last(page).locator(".asked")
    assert asked.get_attribute("data-question") == question
    assert _box(asked)["height"] < 200
    assert _box(last(page).locator(".reply"))["y"] < _box(page.locator("#composer"))["y"] - 100
    asked.focus()
    page.keyboard.press("End")
    page.wait_for_function("document.querySelector('.asked').scrollTop > 0")  # all of it can be read by keyboard
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    ask(page, KHAN)
    assert "tabindex" not in (last(page).locator(".asked").evaluate("e => e.outerHTML"))


def test_of_the_last_of_many_conversations_the_title_and_all_that_can_be_done_are_in_sight(visit: Visit) -> None:
    page = visit(width=1600, height=500)
    question = "Who is Ismail Khan, the strongman of the western city?"
    for _ in range(6):
        page.click("#new")
        page.wait_for_selector(".welcome")
        ask(page, question)
    page.wait_for_selector(".rail li >> nth=5")
    assert page.locator(".rail .open").last.get_attribute("title") == question
    page.locator(".rail .menu summary").last.focus()
    page.keyboard.press("Enter")
    delete = page.locator(".rail [data-do=delete]").last
    page.wait_for_function("e => e.getBoundingClientRect().bottom <= innerHeight", arg=delete.element_handle())
    assert page.evaluate("scrollY") == 0  # the list has moved, not the page


def _box(part: Locator) -> FloatRect:
    box = part.bounding_box()
    assert box is not None
    return box


def test_what_can_be_done_with_an_answer_stands_in_one_line_on_a_narrow_screen(visit: Visit) -> None:
    page = visit(width=360, height=740)
    ask(page, KHAN)
    tops = {_box(button)["y"] for button in page.locator(".foot .deeds button").all()}
    assert len(tops) == 1


def test_the_question_for_the_right_answer_comes_whole_and_moves_nothing_aside(visit: Visit) -> None:
    page = visit(width=360, height=740)
    ask(page, "When was Ismail Khan arrested?")
    talk = page.locator("#talk")
    assert talk.evaluate("e => e.scrollWidth") <= 360  # what is there for screen readers alone takes no room
    last(page).locator("[data-judge=wrong]").click()
    page.wait_for_function("document.activeElement.name === 'expected'")
    page.wait_for_timeout(600)  # it scrolls smoothly
    save, box = _box(page.locator(".judging:not([hidden]) [type=submit]")), _box(page.locator("#composer"))
    assert save["y"] + save["height"] <= box["y"]
    assert talk.evaluate("e => e.scrollLeft") == 0


def test_a_window_made_narrow_is_not_left_under_the_list_of_conversations(visit: Visit) -> None:
    page = visit(width=1600)
    page.wait_for_selector("body.rail-open")
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_selector("body:not(.rail-open)")
    page.set_viewport_size({"width": 1600, "height": 740})
    page.wait_for_selector("body.rail-open")

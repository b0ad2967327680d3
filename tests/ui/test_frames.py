"""What of a conversation is sent while it is answered: the turn that grows, unless the page shows something else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visitor import Visit, ask, last

from qa.corpus import Corpus
from ui.desk import Desk
from ui.turn import Scope, Turn

if TYPE_CHECKING:
    from playwright.sync_api import Page

KHAN = "Who is Ismail Khan?"
WHEN = "When did Jalalabad fall?"


def test_a_question_late_in_a_conversation_is_sent_no_more_than_an_early_one(visit: Visit) -> None:
    page = visit()
    page.route(
        "**/component_server/**", lambda route: route.abort()
    )  # the list of conversations is not what is counted
    browser = page.context.new_cdp_session(page)
    browser.send("Network.enable")
    received: list[int] = []
    browser.on("Network.dataReceived", lambda event: received.append(event["dataLength"]))
    sizes = []
    for _ in range(7):
        received.clear()
        ask(page, KHAN)
        page.wait_for_timeout(300)
        sizes.append(sum(received))
    assert sizes[6] < 1.3 * sizes[1]
    assert _asked(page) == [KHAN] * 7
    page.reload()
    page.wait_for_selector(".turn >> nth=6")
    assert _asked(page) == [KHAN] * 7


def test_the_turns_before_stay_as_they_are_and_what_is_out_of_step_is_sent_whole(visit: Visit) -> None:
    page = visit(width=1600)
    ask(page, KHAN)
    first = page.locator(".turn").first
    first.locator("[data-judge=wrong]").click()
    page.fill(".judging:not([hidden]) [name=expected]", "A poet")
    ask(page, WHEN)
    assert page.input_value(".judging:not([hidden]) [name=expected]") == "A poet"  # and nothing that was typed is lost
    assert first.locator("[data-judge=wrong]").get_attribute("aria-pressed") == "true"
    last(page).locator("[data-retry]").click()
    page.wait_for_function("!document.body.classList.contains('answering')")
    assert _asked(page) == [KHAN, WHEN]
    # A tab that shows less than is kept is brought up to date with its next answer.
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.wait_for_selector(".turn >> nth=1")
    ask(page, WHEN)
    ask(tab, KHAN)
    assert _asked(tab) == [KHAN, WHEN, WHEN, KHAN]
    # Another conversation and back: all of it is there.
    page.click("#new")
    page.wait_for_selector(".welcome")
    page.locator(".rail .open").first.click()
    page.wait_for_selector(".turn >> nth=3")
    assert _asked(page) == [KHAN, WHEN, WHEN, KHAN]


def test_an_answer_asked_for_again_and_stopped_is_shown_as_it_was(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from time import sleep

    import ui.desk

    page = visit()
    ask(page, KHAN)
    page.reload()
    page.wait_for_selector(".turn .foot")
    answer = ui.desk.ask
    monkeypatch.setattr(ui.desk, "ask", lambda *a, **k: (sleep(2), answer(*a, **k))[1])
    last(page).locator("[data-retry]").click()
    page.wait_for_selector(".reply.waiting")
    page.click("#stop")
    page.wait_for_selector(".turn .foot", timeout=10_000)
    assert page.locator("#send").is_visible()
    assert _asked(page) == [KHAN]


def _asked(page: Page) -> list[str]:
    return [str(text) for text in page.locator(".asked").evaluate_all("all => all.map(e => e.dataset.question)")]


def test_where_many_wait_an_answer_comes_whole(seeds: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.answering import ask as answered

    together = threading.Barrier(6)
    calls = count()

    def slow(question: str, **more: object) -> object:
        reply = answered(question, corpus=seeds)
        if next(calls) < 6:
            together.wait(30)  # until all six ask
        return reply

    def asked(name: str) -> Iterator[Turn]:
        return desk.reply(name, name, KHAN, Scope())

    monkeypatch.setattr("ui.desk.ask", slow)
    monkeypatch.setattr("ui.desk.COMPUTING", threading.Semaphore(6))
    with Corpus.open(seeds.folder, seeds.settings.model_copy(update={"home": tmp_path})) as corpus:
        desk = Desk(corpus)
        seen: dict[str, int] = {}
        people = [threading.Thread(target=lambda n=str(n): seen.update({n: len(list(asked(n)))})) for n in range(6)]
        for person in people:
            person.start()
        for person in people:
            person.join(60)
        alone = len(list(asked("alone")))
        desk.close()
    assert alone > 3  # the question, some words of the answer, more, and all
    assert set(seen.values()) == {2}  # the question and the whole answer, for the last one too


def test_what_an_answer_took_the_place_of_can_be_shown_again(visit: Visit) -> None:
    page = visit(width=1600)
    said = page.locator("#status [role=status]")
    page.click("#new")
    page.wait_for_function("document.querySelector('#status').innerText.includes('New conversation')")
    ask(page, KHAN)
    page.locator(".passage").last.click()
    page.wait_for_selector(".passage[aria-current]")
    opened = page.locator("mark.chosen").all_inner_texts()
    ask(page, WHEN)
    page.wait_for_function("words => document.querySelector('mark.chosen')?.innerText !== words", arg=opened[0])
    page.locator(".turn").first.locator(".passage").last.click()
    page.wait_for_function("words => document.querySelector('mark.chosen')?.innerText === words", arg=opened[0])
    assert "Jalalabad" in said.inner_text()
    page.click("#new")
    page.wait_for_function("document.querySelector('#status').innerText.includes('New conversation')")
    page.locator(".no-story").wait_for()

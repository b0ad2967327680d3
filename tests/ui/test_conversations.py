"""Conversations in a real browser: kept, found, renamed, deleted, judged, saved, asked anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visitor import Visit, answered, ask, last

from evals.questions import load
from qa.corpus import Corpus
from ui.passwords import Users, add_user
from ui.serve import served

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

KHAN = "Who is Ismail Khan?"
ARRESTED = "When was Ismail Khan arrested?"
WHEN = "When did Jalalabad fall?"


def test_conversations_are_kept_found_renamed_saved_and_deleted(visit: Visit, tmp_path: Path) -> None:
    page = visit(width=1600)
    ask(page, KHAN)
    ask(page, "What happened to him afterwards?")
    here = page.url
    assert "conversation=" in here
    page.click("#new")
    page.wait_for_selector(".welcome")
    ask(page, WHEN)
    titles = page.locator(".rail .open")
    page.wait_for_function("document.querySelectorAll('.rail .open').length === 2")
    assert titles.all_inner_texts() == [WHEN, KHAN]
    # A reload and another window show the same; another visitor sees none of it.
    page.reload()
    page.wait_for_selector(".turn .foot")
    assert last(page).locator(".asked").get_attribute("data-question") == WHEN
    other = visit(here.split("/", 3)[3], width=1600)
    other.wait_for_selector(".rail .none")
    assert other.locator(".turn").count() == 0
    titles.nth(1).click()
    page.wait_for_function("document.querySelectorAll('.turn').length === 2")
    assert "Khan" in page.locator(".understood q").inner_text()
    # Found by what was said, renamed, saved as documents, deleted.
    page.fill(".rail [name=search]", "jalalabad")
    page.wait_for_function("document.querySelectorAll('.rail .open').length === 1")
    page.fill(".rail [name=search]", "")
    page.wait_for_function("document.querySelectorAll('.rail .open').length === 2")
    _deed(page, KHAN, "rename")
    page.fill(".rail form:not([hidden]) [name=title]", "The <b>strongman</b>")
    page.keyboard.press("Enter")
    page.wait_for_selector(".rail .open >> text=The <b>strongman</b>")
    for form, mark in (("markdown", "[^1-1]:"), ("html", "<!doctype html>")):
        with page.expect_download() as saved:
            _deed(page, "strongman", form)
        assert mark in Path(saved.value.path()).read_text()
    _deed(page, "strongman", "delete")
    page.click(".rail details[open] [data-do=delete]")  # the second press
    page.wait_for_function("document.querySelectorAll('.rail .open').length === 1")
    page.wait_for_selector(".welcome")


def test_the_last_question_is_asked_again_edited_and_put_right(visit: Visit) -> None:
    page = visit()
    ask(page, KHAN)
    ask(page, "What happened to him afterwards?")
    turns = page.locator(".turn")
    last(page).locator("[data-retry]").click()
    answered(page)
    assert turns.count() == 2
    last(page).locator("[data-amend=rephrase]").click()
    page.fill(".amend[data-action=rephrase]:not([hidden]) textarea", "When was Ismail Khan arrested?")
    page.keyboard.press("Enter")
    answered(page)
    assert turns.count() == 2
    assert last(page).locator(".understood q").inner_text() == "When was Ismail Khan arrested?"
    assert last(page).locator(".asked").get_attribute("data-question") == "What happened to him afterwards?"
    last(page).locator("[data-amend=edit]").click()
    page.fill(".amend[data-action=edit]:not([hidden]) textarea", WHEN)
    page.keyboard.press("Enter")
    answered(page)
    assert turns.count() == 2
    assert last(page).locator(".asked").get_attribute("data-question") == WHEN
    assert not turns.first.locator("[data-amend=edit]").is_visible()
    # Escape leaves it as it is.
    last(page).locator("[data-amend=edit]").click()
    page.keyboard.press("Escape")
    assert last(page).locator(".amend:not([hidden])").count() == 0


def test_an_answer_that_takes_long_can_be_stopped_and_is_given_back(
    visit: Visit, seeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    import ui.desk

    answer, free = ui.desk.ask, Event()
    monkeypatch.setattr(ui.desk, "ask", lambda *a, **k: (free.wait(60), answer(*a, **k))[1])
    page = visit()
    page.fill("#question textarea", KHAN)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".reply.waiting")
    page.click("#stop")
    page.wait_for_selector(".reply.failed >> text=Stopped")
    assert page.input_value("#question textarea") == KHAN
    free.set()
    page.wait_for_timeout(1500)
    page.reload()
    page.wait_for_selector(".welcome")  # nothing of it was kept
    monkeypatch.undo()
    ask(page, KHAN)
    assert page.locator(".turn").count() == 1


def test_copies_an_answer_with_its_sources_and_its_address_opens_it(visit: Visit) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, KHAN)
    ask(page, WHEN)
    page.locator(".turn").first.locator("[data-copy]").click()
    page.wait_for_selector("#toast.shown")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(KHAN)
    assert "[1] " in copied
    # A title that is read from the right turns nothing beside it round.
    page.locator(".passage .from > *").first.evaluate("e => (e.textContent = '\u2069كتاب اليوم')")
    page.locator(".turn").first.locator("[data-copy]").click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('(\u2068كتاب اليوم\u2069')")
    page.locator(".turn").first.locator("[data-link]").click()
    page.wait_for_selector("#toast.shown >> text=address")
    address = page.evaluate("navigator.clipboard.readText()")
    page.goto(address)
    page.wait_for_selector(".turn[data-linked] .foot")
    assert page.locator(".turn[data-linked] .asked").get_attribute("data-question") == KHAN
    page.wait_for_selector("[data-place]")
    page.locator("[data-place]").click()
    page.wait_for_selector("#toast.shown >> text=passage")
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    page.wait_for_selector("#proof")
    page.goto(address.split("?")[0] + "?answer=nothing-of-theirs")
    page.wait_for_selector(".welcome")


def test_judgements_are_kept_and_saved_as_questions(visit: Visit) -> None:
    page = visit(width=1600)
    page.click(".rail .judgements")
    page.wait_for_selector("#toast.shown >> text=nothing to save")
    ask(page, KHAN)
    page.click("[data-judge=right]")
    page.wait_for_selector("[data-judge=right][aria-pressed=true]")
    ask(page, WHEN)

    # The thumb's own word is slow on its way, and must not undo what is said after it.
    delayed: list[Route] = []
    page.route("**/component_server/**", lambda route: route.continue_() if delayed else delayed.append(route))
    last(page).locator("[data-judge=wrong]").click()
    page.fill(".judging:not([hidden]) [name=expected]", "Kabul")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    delayed[0].continue_()
    page.wait_for_selector("#toast.shown >> text=Thank you")
    page.reload()
    page.wait_for_selector("[data-judge=right][aria-pressed=true]")
    assert page.locator("[data-judge=wrong][aria-pressed=true]").count() == 1
    with page.expect_download() as saved:
        page.click(".rail .judgements")
    path = Path(saved.value.path()).rename(Path(saved.value.path()).with_suffix(".jsonl"))
    questions = {q.question: q for q in load(path)}
    assert set(questions) == {KHAN, WHEN}
    assert questions[WHEN].answers == (("Kabul",),)


def test_a_conversation_keeps_to_its_source_and_days(visit: Visit) -> None:
    page = visit()
    page.click(".scope summary")
    page.fill(".limits [name=after]", "2031-01-01")
    assert "from 2031-01-01" in page.locator(".scope .says").inner_text()
    ask(page, ARRESTED)
    assert page.locator(".reply.abstained").count() == 1
    page.reload()
    page.wait_for_selector(".turn .foot")
    assert page.input_value(".limits [name=after]") == "2031-01-01"
    page.click(".scope summary")
    page.fill(".limits [name=before]", "2001-01-01")
    ask(page, ARRESTED)
    assert "swap them" in page.locator(".reply.failed").inner_text()
    page.click(".limits .clear")
    ask(page, ARRESTED)
    assert last(page).locator(".reply.answered").count() == 1


def test_an_answer_about_time_draws_its_events(visit: Visit) -> None:
    page = visit()
    ask(page, ARRESTED)
    points = page.locator(".timeline .event")
    assert points.count() >= 2
    assert page.locator(".timeline .event.cited").count() >= 1
    quoted = page.locator(".passage .quote").first.inner_text()
    assert page.locator(".turn").inner_text().count(quoted) <= 2  # in the answer and as its passage
    other = page.locator(".timeline .event:not(.cited)").first
    other.hover()
    assert page.locator(".timeline .told").inner_text() == other.get_attribute("data-told")
    other.click()
    page.wait_for_selector(".timeline .event[aria-current]")
    quote = " ".join("".join(page.locator("mark.chosen").all_inner_texts()).split())
    assert quote
    assert quote[:40] in (other.get_attribute("data-told") or "")
    # In the article, resolved dates are underlined, and say what they were resolved to.
    when = page.locator(".story-text .when").first
    assert "underline" in when.evaluate("e => getComputedStyle(e).textDecorationLine")
    when.hover()
    told = when.evaluate("e => getComputedStyle(e, '::after').content")
    assert "2021" in told
    assert told.strip('"') == when.get_attribute("data-days")
    ask(page, KHAN)
    assert last(page).locator(".timeline").count() == 0


def test_each_user_signs_in_and_has_their_own_conversations(visit: Visit, seeds: Corpus, tmp_path: Path) -> None:
    file = tmp_path / "users"
    for name in ("ann", "bob"):
        add_user(file, name, f"password of {name}")
    assert "password of" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    users = Users(file)
    assert not users.check("ann", "password of bob")
    assert not users.check("eve", "password of ann")
    with served(seeds, port=0, users=users) as url:
        for name in ("ann", "bob"):
            page = visit(address=url, signed_in=(name, f"password of {name}"), width=1600)
            page.wait_for_selector(f".signed-in >> text={name}")
            assert page.locator(".rail .open").count() == 0
            ask(page, KHAN)
            page.wait_for_selector(".rail .open")
        from gradio_client import Client

        with pytest.raises(Exception, match=r"auth|401|login"):
            Client(url, verbose=False)


def _deed(page: Page, title: str, deed: str) -> None:
    item = page.locator(f'.rail li:has(.open:has-text("{title}"))')
    item.locator("summary").click()
    item.locator(f"[data-do={deed}]").click()

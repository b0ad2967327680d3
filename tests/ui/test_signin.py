"""Signing in, in a real browser and by programs."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visitor import SLOW_MACHINE_MS, Visit

from qa.corpus import Corpus
from ui.passwords import Users, add_user
from ui.serve import served
from ui.signin import FREE_ATTEMPTS, LONGEST_WAIT, Attempts

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def people(tmp_path: Path) -> Users:
    add_user(tmp_path / "users", "ann", "password of ann")
    return Users(tmp_path / "users")


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 360)])
def test_a_person_types_name_and_password_and_is_in(
    browser: Browser, visit: Visit, seeds: Corpus, people: Users, dark: bool, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with served(seeds, port=0, users=people) as url:
        context = browser.new_context(
            viewport={"width": width, "height": 740}, color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(SLOW_MACHINE_MS)
        page = context.new_page()
        page.goto(f"{url}?conversation=kept#archive")
        name, password = page.get_by_label("Name"), page.get_by_label("Password")
        assert name.get_attribute("autocomplete") == "username"
        assert password.get_attribute("autocomplete") == "current-password"
        assert page.evaluate("document.activeElement.name") == "username"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found] == []
        page.keyboard.type("ann")
        page.keyboard.press("Tab")
        page.keyboard.type("not hers")
        page.keyboard.press("Enter")
        page.wait_for_selector("#wrong >> text=Name or password is wrong.")
        assert page.evaluate("document.activeElement.name") == "password"
        page.keyboard.type("password of ann")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector("#question textarea:enabled", state="attached")
        assert page.url.endswith("#archive")  # what was asked for
        page.click(".rail-switch")
        page.wait_for_selector(".signed-in")
        page.goto(f"{url}logout")
        page.get_by_label("Password").wait_for()
        context.close()


def test_who_is_signed_out_in_another_tab_keeps_the_question(visit: Visit, seeds: Corpus, people: Users) -> None:
    question = "Who is Ismail Khan?"
    with served(seeds, port=0, users=people) as url:
        page = visit(address=url, signed_in=("ann", "password of ann"))
        tab = page.context.new_page()
        tab.goto(f"{url}logout")
        tab.get_by_label("Password").wait_for()
        page.click(".rail-switch")
        page.fill(".rail [name=search]", "Khan")
        page.wait_for_selector("#toast.shown >> text=You are signed out")
        page.keyboard.press("Escape")
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
        page.get_by_label("Name").fill("ann")  # the page itself asks who it is
        page.get_by_label("Password").fill("password of ann")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector("#question textarea:enabled")
        assert page.input_value("#question textarea") == question


def test_programs_sign_in_as_ever_and_strangers_get_nothing(seeds: Corpus, people: Users) -> None:
    from gradio_client import Client

    with served(seeds, port=0, users=people) as url:
        client = Client(url, auth=("ann", "password of ann"), verbose=False)
        assert client.predict("Who is Ismail Khan?", [], api_name="/ask")["answered"]
        client.close()
        with pytest.raises(Exception, match=r"auth|401|login"):
            Client(url, verbose=False)


def test_who_guesses_passwords_has_to_wait(people: Users, seeds: Corpus) -> None:
    import httpx

    with served(seeds, port=0, users=people) as url:
        wrong = {"username": "ann", "password": "a guess at it"}
        said = [httpx.post(f"{url}login", data=wrong).status_code for _ in range(FREE_ATTEMPTS + 1)]
        assert said == [400] * FREE_ATTEMPTS + [429]
        assert httpx.post(f"{url}login", data=wrong | {"password": "password of ann"}).headers["Retry-After"] == "1"
        time.sleep(1.1)
        assert httpx.post(f"{url}login", data=wrong | {"password": "password of ann"}).status_code == 200


def test_the_wait_grows_is_each_address_own_and_ends_with_the_right_password() -> None:
    now = 0.0
    attempts = Attempts(lambda: now)
    waits = []
    for _ in range(12):
        now += attempts.begin("there")
        before = now
        now += (wait := attempts.begin("there"))
        waits.append(wait)
        assert now == before + wait
        assert attempts.begin("here") == 0
        attempts.succeeded("here")
    assert waits == sorted(waits)
    assert 1 in waits
    assert waits[-1] == LONGEST_WAIT
    attempts.succeeded("there")
    assert attempts.begin("there") == 0


def test_a_password_is_checked_while_the_server_goes_on(people: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "check", lambda *_: time.sleep(0.5) or True)

    async def others_meanwhile() -> int:
        checked = asyncio.create_task(people.check_in_background("ann", "password of ann"))
        turns = 0
        while not checked.done():
            await asyncio.sleep(0.01)
            turns += 1
        return turns

    with ThreadPoolExecutor(1) as pool:  # the browser's driver has an event loop in this thread
        assert pool.submit(asyncio.run, others_meanwhile()).result() > 10

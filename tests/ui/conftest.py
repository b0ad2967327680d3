"""A chromium that reports every request it makes, and the chat page being served on a free port."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from visitor import Visit

from qa.corpus import Corpus
from ui.serve import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, BrowserType


@pytest.fixture(scope="session")
def address(seeds: Corpus) -> Iterator[str]:
    """The chat page over the seed articles."""
    with served(seeds, port=0) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[BrowserType, str]]:
    """Playwright's driver of chromium, and where chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no chromium here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium, found


@pytest.fixture(scope="session")
def browser(chromium: tuple[BrowserType, str]) -> Iterator[Browser]:
    """A browser whose contexts have nothing in common."""
    launched = chromium[0].launch(executable_path=chromium[1], args=["--no-sandbox"])
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def profile(chromium: tuple[BrowserType, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser with a cache on disk."""
    launched = chromium[0].launch_persistent_context(
        tmp_path_factory.mktemp("profile"), executable_path=chromium[1], args=["--no-sandbox"]
    )
    yield launched
    launched.close()


@pytest.fixture
def visit(browser: Browser, profile: BrowserContext, address: str) -> Iterator[Visit]:
    """Opens the page as a new visitor, and at the end fails if any visitor's page asked another host for anything."""
    visitors = Visit(browser, profile, address)
    yield visitors
    visitors.leave()
    assert visitors.strayed == []
    assert visitors.broken == []

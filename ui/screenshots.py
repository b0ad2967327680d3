"""Pictures of the page's main states, for the documentation: `python -m ui.screenshots [DIR]` writes them as PNG."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from qa.corpus import Corpus

FOLDER = Path(__file__).parent.parent / "docs"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to take: what is asked, in a window of that size (CSS pixels), in light or dark colours.

    `opens` is what is clicked at the end, as a CSS selector, or "" for nothing.
    """

    name: str
    questions: tuple[str, ...]
    width: int = 1280
    height: int = 800
    dark: bool = False
    opens: str = ""


SHOTS = (
    Shot("chat", ("When did Jalalabad fall?",), opens=".turn:last-child .cite"),
    Shot("abstention", ("Who won the 2022 World Cup?",), opens=".turn:last-child .passage"),
    Shot("dark", ("When was Ismail Khan arrested?",), dark=True, opens=".turn:last-child .cite"),
    Shot("narrow", ("When did Jalalabad fall?",), width=360, height=740),
)


def take(corpus: Corpus, folder: Path, shots: tuple[Shot, ...] = SHOTS) -> Iterator[Path]:
    """Takes the pictures of the page over `corpus`, writes each to `folder` and yields its path.

    Raises UsageError when there is no chromium or no playwright, or `folder` cannot be written.
    """
    from ui.serve import served

    chromium = find_chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise UsageError(
            "playwright, which drives the browser, is not installed: pip install playwright (no browser of its own)."
        ) from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror or error}.") from error
    with served(corpus, port=0) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            for shot in shots:
                path = folder / f"{shot.name}.png"
                path.write_bytes(_picture(browser, url, shot))
                yield path
        finally:
            browser.close()


def find_chromium() -> str:
    """The path of a chromium. Raises UsageError when none is installed."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return path
    raise UsageError(
        "No chromium is installed, and the pictures are taken with one: apt-get install chromium, "
        f"or put a browser named {_BROWSERS[0]} on the PATH."
    )


def _picture(browser: Browser, url: str, shot: Shot) -> bytes:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    try:
        page.goto(url)
        page.wait_for_selector("#transcript .welcome .example")
        for number, question in enumerate(shot.questions):
            page.fill("#question textarea", question)
            page.press("#question textarea", "Enter")
            page.wait_for_selector(f".turn >> nth={number} >> .foot")
        if shot.opens:
            page.locator(shot.opens).first.click()
            page.wait_for_selector("#proof")
            page.wait_for_selector("[data-article][aria-current]")
        page.mouse.move(0, 0)
        page.wait_for_timeout(200)  # the view settles at the quote over two frames
        return page.screenshot()
    finally:
        page.close()


def main(arguments: list[str]) -> int:
    """Takes the pictures of the default archive's page; the exit code."""
    from qa.corpus import Corpus

    try:
        with Corpus.default() as corpus:
            for path in take(corpus, Path(arguments[0]) if arguments else FOLDER):
                print(path)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

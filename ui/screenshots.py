"""Pictures of the page's main states: `python -m ui.screenshots [DIR] [--every]` writes them as PNG.

Those in docs/ are the ones of `SHOTS`; with --every each state is taken in light and dark, 360 and 1600 pixels wide. The
view of evaluations shows the runs in runs/, so `dateline eval` comes first.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

    from qa.corpus import Corpus

FOLDER = Path(__file__).parent.parent / "docs"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SETTLED_MS = 300  # the view settles at the quote over two frames

# Two newspapers of nowhere, for the seed articles do not contradict each other.
_TWO_PAPERS = (
    ("Harbour Post", "2023-05-03", "Cranes stand still",
     "Crane operators at the harbour stopped work over pay, and grain rotted on the quay."),
    ("The Quay", "2023-05-04", "A quiet day in port",
     "Crane operators at the harbour never stopped work over pay, the port authority said."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to take: what is asked, in a window of that size (CSS pixels), in light or dark colours.

    `opens` is what is clicked at the end, as a CSS selector, or "" for nothing; `view` is a view to turn to before that;
    `papers` says that it is taken over the two newspapers that contradict each other.
    """

    name: str
    questions: tuple[str, ...] = ()
    width: int = 1280
    height: int = 800
    dark: bool = False
    opens: str = ""
    view: str = ""
    papers: bool = False


_CITED = ".turn:last-child .cite"
SHOTS = (
    Shot("chat", ("When did Jalalabad fall?",), opens=_CITED),
    Shot("abstention", ("Who won the 2022 World Cup?",), opens=".turn:last-child .passage"),
    Shot("dark", ("When was Ismail Khan arrested?",), dark=True, opens=_CITED),
    Shot("narrow", ("When did Jalalabad fall?",), width=360, height=740),
    Shot("conversation", ("Who is Ismail Khan?", "What happened to him afterwards?"), width=1600, height=900),
    Shot(
        "disagreement",
        (
            "Does the Harbour Post report that crane operators at the harbour stopped work over pay on 3 May 2023 agree with the "
            "report by The Quay on the work of crane operators at the harbour?",
        ),
        papers=True,
    ),
    Shot("archive", view="archive", opens="#archive .article"),
    Shot("evaluation", view="evaluation"),
)


def every(shots: Sequence[Shot] = SHOTS) -> list[Shot]:
    """Each of the states, and the page as it opens, in both colours and at both widths."""
    states = [Shot("welcome"), Shot("list", opens=".rail-switch"), *shots]
    return [
        replace(shot, name=f"{shot.name}-{width}-{'dark' if dark else 'light'}", width=width, height=height, dark=dark)
        for shot in states
        if shot.name not in {"dark", "narrow"}
        for width, height in ((360, 740), (1600, 900))
        for dark in (False, True)
    ]


def take(corpus: Corpus, folder: Path, shots: Sequence[Shot] = SHOTS) -> Iterator[Path]:
    """Takes the pictures of the page over `corpus`, writes each to `folder` and yields its path.

    Raises UsageError when there is no chromium or no playwright, or `folder` cannot be written.
    """
    from ui.serve import served

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror or error}.") from error
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-")))
        url = papers = stack.enter_context(served(corpus, port=0))
        if any(shot.papers for shot in shots):
            papers = stack.enter_context(served(stack.enter_context(_two_papers(corpus, place)), port=0))
        for shot in shots:
            path = folder / f"{shot.name}.png"
            path.write_bytes(_picture(browser, papers if shot.papers else url, shot))
            yield path


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless chromium. Raises UsageError when none is installed, or no playwright to drive it."""
    path = find_chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise UsageError(
            "playwright, which drives the browser, is not installed: pip install playwright (no browser of its own)."
        ) from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def find_chromium() -> str:
    """The path of a chromium. Raises UsageError when none is installed."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return path
    raise UsageError(
        "No chromium is installed, and the page is looked at with one: apt-get install chromium, "
        f"or put a browser named {_BROWSERS[0]} on the PATH."
    )


def _two_papers(corpus: Corpus, place: Path) -> Corpus:
    """An archive of the two newspapers."""
    rows = [dict(zip(("source", "published", "title", "text"), row, strict=True)) for row in _TWO_PAPERS]
    (place / "papers.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    made = type(corpus).create(place / "papers", corpus.settings)
    made.add([place / "papers.jsonl"])
    return made


def _picture(browser: Browser, url: str, shot: Shot) -> bytes:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    try:
        page.goto(url)
        page.wait_for_selector("#question textarea:enabled")
        if not shot.papers:
            page.wait_for_selector("#transcript .welcome .example")
        for number, question in enumerate(shot.questions):
            page.fill("#question textarea", question)
            page.press("#question textarea", "Enter")
            page.wait_for_selector(f".turn >> nth={number} >> .foot")
        if shot.view:
            page.evaluate("view => (location.hash = view)", shot.view)
            page.wait_for_selector(f"#{shot.view} :is(.article, h2)")
        if shot.opens:
            page.locator(shot.opens).first.click()
        if "article" in shot.opens or "passage" in shot.opens or "cite" in shot.opens:
            page.wait_for_selector("#proof-panel .story")
            page.wait_for_selector("[data-article][aria-current], #proof-panel:not(:has(#proof))")
        page.mouse.move(0, 0)
        page.wait_for_timeout(_SETTLED_MS)
        return page.screenshot()
    finally:
        page.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes the pictures of the default archive's page; the exit code."""
    from qa.corpus import Corpus

    parser = argparse.ArgumentParser(
        prog="python -m ui.screenshots", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where to write them (docs/)")
    parser.add_argument("--every", action="store_true", help="each state, light and dark, narrow and wide")
    given = parser.parse_args(arguments)
    try:
        with Corpus.default() as corpus:
            for path in take(corpus, given.folder, every() if given.every else SHOTS):
                print(path)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast the chat page is in a real browser: `python -m evals.browser [--corpus DIR] [--rounds 5] [--people 20]`.

`dateline chat` runs as a program of its own, with a data folder of its own that is thrown away; a headless chromium on
the same machine asks the page's example questions, each in a new conversation. Times are the browser's: from the Enter
key to the frame that shows the first words of the answer, and to the one that shows it whole, with its citations. Then
a number of people ask at the same moment: first ones whose browsers are elsewhere, that is to say clients that speak as
the page does and draw nothing, until the server has sent them the first words and the whole answer; then ones with
browsers on this machine, which draw with the processors that answer.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.metrics import percentile
from index.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 180  # seconds until a page that shows nothing has failed
_APART_MS = 1500  # from the last preparation to the moment at which everybody presses Enter

# Notes when what the page shows changes; a frame later it is to be seen.
_WATCH = """() => {
  const seen = (window.seen = {});
  let all;
  seen.all = new Promise((done) => (all = done));
  const note = (name) => {
    if (name in seen) return;
    seen[name] = null;
    requestAnimationFrame(() => {
      seen[name] = performance.now() - seen.enter;
      if (name === "whole") all();
    });
  };
  new MutationObserver(() => {
    const turn = document.querySelector(".turn");
    if (turn?.querySelector(".reply:not(.waiting)")) note("first");
    if (turn?.querySelector(".foot, .failed")) note("whole");
  }).observe(document.querySelector("#transcript"), { subtree: true, childList: true, characterData: true });
}"""
# Waits for the whole answer and asks the page for nothing meanwhile, as looking at it again and again would.
_WHOLE = """(patience) => Promise.race([
  window.seen.all,
  new Promise((_, fail) => setTimeout(() => fail(new Error("The whole answer does not come.")), patience)),
])"""
_ENTER = """([question, moment]) => setTimeout(() => {
  const box = document.querySelector("#question textarea");
  box.value = question;
  window.seen.enter = performance.now();
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
}, Math.max(0, moment - Date.now()))"""
_SAID = """() => {
  const turn = document.querySelector(".turn");
  const parts = [...turn.querySelectorAll(".asked, .stamp, .lead, .reply > .text, .passage .quote, .failed")];
  return parts.map((part) => part.innerText).join("\\n");
}"""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the program to the first paint in a browser that waits for it, and until a question can
    be typed."""

    first_paint: float
    usable: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked by Enter: milliseconds to the first words and to the whole answer, and all that the page says."""

    question: str
    first: float
    whole: float
    said: str
    failed: bool


@contextmanager
def program(corpus: Path, home: Path, port: int) -> Iterator[tuple[str, float]]:
    """`dateline chat` on a port; its address, and when it was started (`time.time()`)."""
    command = [sys.executable, "-m", "ui.cli", "chat", "--port", str(port), "--corpus", str(corpus)]
    environment = {**os.environ, "DATELINE_HOME": str(home)}
    began = time.time()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/", began
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def start(browser: Browser, url: str, began: float) -> Start:
    """Waits for the page as someone would who reloads until something shows."""
    from playwright.sync_api import Error

    page = browser.new_page()
    while True:
        try:
            page.goto(url, wait_until="commit")
            break
        except Error as error:  # nothing listens yet
            if time.time() - began > PATIENCE:
                raise UsageError(f"{url} does not answer: {error.message}") from error
            time.sleep(0.02)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    paint = page.evaluate(
        "performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    page.wait_for_selector("#question textarea:enabled", timeout=1000 * PATIENCE)
    usable = time.time()
    page.wait_for_selector(".example", timeout=1000 * PATIENCE)  # and what is found in the background
    page.close()
    return Start(paint / 1000 - began, usable - began)


@contextmanager
def visitors(browser: Browser, url: str, count: int) -> Iterator[list[Page]]:
    """Pages of so many new visitors, ready to be asked."""
    contexts = [browser.new_context() for _ in range(count)]
    try:
        pages = []
        for context in contexts:
            page = context.new_page()
            page.set_default_timeout(1000 * PATIENCE)
            page.goto(url)
            page.wait_for_selector("#question textarea:enabled")
            pages.append(page)
        yield pages
    finally:
        for context in contexts:
            context.close()


def ask(pages: Sequence[Page], questions: Sequence[str]) -> list[Asked]:
    """One question on each page, in a new conversation, all at one moment."""
    for page in pages:
        page.click("#new")
        page.wait_for_selector("#transcript .welcome")
        page.wait_for_selector("body:not(.answering)")
        page.evaluate(_WATCH)
    moment = 1000 * time.time() + (_APART_MS if len(pages) > 1 else 0)
    for page, question in zip(pages, questions, strict=True):
        page.evaluate(_ENTER, [question, moment])
    for page in pages:
        page.evaluate(_WHOLE, 1000 * PATIENCE)
    return [_asked(page, question) for page, question in zip(pages, questions, strict=True)]


class Caller:
    """A visitor whose browser is elsewhere: sends and receives what the page would, and draws nothing."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self._opener.open(url, timeout=PATIENCE).read()  # with the cookie of a new visitor
        config = json.load(self._opener.open(f"{url}config", timeout=PATIENCE))
        self._function = next(d["id"] for d in config["dependencies"] if d.get("api_name") == "answer_question")
        self._session = secrets.token_hex(5)

    def ask(self, question: str) -> Asked:
        """One question in a new conversation."""
        began = time.perf_counter()
        event = {"question": question, "conversation": "", "source": "", "after": "", "before": ""}
        body = {"data": [], "event_data": event, "fn_index": self._function, "session_hash": self._session}
        headers = {"Content-Type": "application/json", "x-gradio-user": "app"}
        request = urllib.request.Request(f"{self._url}gradio_api/queue/join", json.dumps(body).encode(), headers)
        self._opener.open(request, timeout=PATIENCE).read()
        shown: list[float] = []
        said, failed = "", True
        with self._opener.open(
            f"{self._url}gradio_api/queue/data?session_hash={self._session}", timeout=PATIENCE
        ) as got:
            for line in got:
                if not line.startswith(b"data:"):
                    continue
                message = json.loads(line[5:])
                if message["msg"] in {"process_generating", "process_completed"}:
                    shown.append(1000 * (time.perf_counter() - began))
                if message["msg"] == "process_generating":
                    output = message["output"]["data"][0]  # at first whole, then as changes to what was there
                    for frame in [output] if isinstance(output, str) else [change[-1] for change in output or ()]:
                        said = json.loads(frame).get(
                            "said", said
                        )  # what a screen reader is told: at the end the answer
                if message["msg"] == "process_completed":
                    failed = not message["success"]
                    break
        # The first thing shown is the question, waiting.
        return Asked(question, shown[min(1, len(shown) - 1)], shown[-1], said, failed or not said)


def call(callers: Sequence[Caller], questions: Sequence[str]) -> list[Asked]:
    """One question of each caller, all at one moment."""
    ready = threading.Barrier(len(callers))

    def one(caller: Caller, question: str) -> Asked:
        ready.wait()
        return caller.ask(question)

    with ThreadPoolExecutor(len(callers)) as pool:
        return list(pool.map(one, callers, questions))


def mixed_up(asked: Sequence[Asked], alone: dict[str, str]) -> list[str]:
    """The questions whose page does not say what it said when the question was asked alone."""
    return [a.question for a in asked if a.said != alone[a.question]]


def _asked(page: Page, question: str) -> Asked:
    seen: dict[str, Any] = page.evaluate("window.seen")
    failed = page.locator(".failed").count() > 0
    return Asked(question, seen["first"], seen["whole"], page.evaluate(_SAID), failed)


def measure(browser: Browser, corpus: Path, rounds: int, people: int) -> list[tuple[str, str]]:
    """The figures as (what, figure)."""
    from ui.serve import port_to_use

    with (
        tempfile.TemporaryDirectory(prefix="dateline-") as home,
        program(corpus, Path(home), port_to_use("127.0.0.1", 0)) as (url, began),
    ):
        opened = start(browser, url, began)
        with visitors(browser, url, 1) as pages:
            questions = pages[0].locator(".example").all_inner_texts()
            if not questions:
                raise UsageError(f"{corpus} gives no example questions: name an archive with more articles.")
            ask(pages, questions[:1])  # what is loaded on first use
            lone = [one for question in questions * rounds for one in ask(pages, [question])]
        alone = {one.question: one.said for one in lone}
        callers = [Caller(url) for _ in range(people)]
        heard = {question: callers[0].ask(question).said for question in questions}
        crowd_questions = list(islice(cycle(questions), people))
        calls = call(callers, crowd_questions)
        with visitors(browser, url, people) as pages:
            crowd = ask(pages, crowd_questions)
    rows = [
        ("first paint after the start", f"{opened.first_paint:.1f} s"),
        ("a question can be typed after", f"{opened.usable:.1f} s"),
        (f"from Enter to the first words, {len(lone)} questions", _spread([one.first for one in lone])),
        ("from Enter to the whole answer", _spread([one.whole for one in lone])),
        (f"{people} people at once: to the first words", _spread([one.first for one in calls])),
        (f"{people} people at once: to the whole answer", _spread([one.whole for one in calls])),
        (f"{people} people at once, with browsers here: to the whole answer", _spread([one.whole for one in crowd])),
        ("errors", str(sum(one.failed for one in [*lone, *calls, *crowd]))),
        ("mixed up", str(len(mixed_up(calls, heard)) + len(mixed_up(crowd, alone)))),
    ]
    return [*rows, ("the machine", _load())]


def _spread(values: Sequence[float]) -> str:
    return f"p50 {percentile(values, 50):.0f} ms, p95 {percentile(values, 95):.0f} ms"


def _load() -> str:
    """How many processors there are, and how busy they were: figures of a busy machine are no figures of the page."""
    return f"{os.cpu_count()} processors, {os.getloadavg()[0]:.1f} programs running over the last minute"


def main() -> int:
    """Measures and prints; the exit code is 1 when an answer failed or went to someone else."""
    from qa.corpus import Corpus
    from ui.screenshots import chromium

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="the archive; the one of the seed articles if none is named")
    parser.add_argument("--rounds", type=int, default=5, help="times that each example question is asked alone")
    parser.add_argument("--people", type=int, default=20, help="how many ask at once")
    args = parser.parse_args()
    try:
        with Corpus.open(args.corpus) if args.corpus else Corpus.default() as corpus:
            folder = corpus.folder
        with chromium() as browser:
            rows = measure(browser, folder, args.rounds, args.people)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    width = max(len(what) for what, _ in rows)
    print("\n".join(f"{what:{width}}  {figure}" for what, figure in rows))
    return 1 if any(what in {"errors", "mixed up"} and figure != "0" for what, figure in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

"""What is rare or goes wrong: sources that contradict each other, folders dropped, two tabs, a server that goes away."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visitor import Visit, answered, ask, last

from index.formats.record import MAX_ARTICLE
from index.settings import Settings
from qa.corpus import Corpus
from ui.serve import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KHAN = "Who is Ismail Khan?"
ARRESTED = "When was Ismail Khan arrested?"
WHEN = "When did Jalalabad fall?"
ROWS = (
    ("Harbour Post", "2023-05-03", "Cranes stand still",
     "Crane operators at the harbour stopped work over pay, and grain rotted on the quay."),
    ("The Quay", "2023-05-04", "A quiet day in port",
     "Crane operators at the harbour never stopped work over pay, the port authority said."),
)  # fmt: skip
CONTRADICTED = (
    "Does the Harbour Post report that crane operators at the harbour stopped work over pay on 3 May 2023 agree with the "
    "report by The Quay on the work of crane operators at the harbour?"
)


@pytest.fixture(scope="module")
def papers(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over two newspapers that contradict each other."""
    folder = tmp_path_factory.mktemp("papers")
    rows = [dict(zip(("source", "published", "title", "text"), row, strict=True)) for row in ROWS]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Corpus.create(folder / "archive", settings) as corpus:
        corpus.add([folder / "rows.jsonl"])
        with served(corpus, port=0) as url:
            yield url


def test_sources_that_disagree_stand_in_two_columns(visit: Visit, papers: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(address=papers)
    ask(page, CONTRADICTED)
    assert page.locator(".lead").inner_text() == "No"
    sides = page.locator(".sides > .side")
    for side, (source, _, title, text) in zip(sides.all(), ROWS, strict=True):
        said = side.inner_text()
        assert all(part in said for part in (source, "May 2023", title, text))
    (x1, y1), (x2, y2) = (_corner(side) for side in sides.all())
    assert y1 == y2
    assert x2 > x1 + 200
    sides.nth(1).locator("a").click()
    page.wait_for_selector(".story h2 >> text=A quiet day in port")
    assert page.locator("mark.chosen").inner_text() == ROWS[1][3]
    page.set_viewport_size({"width": 360, "height": 740})
    page.keyboard.press("Escape")
    page.reload()  # as it is kept
    sides.nth(1).wait_for()
    (x1, y1), (x2, y2) = (_corner(side) for side in sides.all())
    assert x1 == x2
    assert y2 > y1 + 50
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []


def test_a_dropped_folder_is_added_with_all_that_is_in_it(visit: Visit, papers: str, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "may" / "late").mkdir(parents=True)
    (folder / "june").mkdir()
    story = "The {} of Plim\n\nThe {} of Plim was opened on 3 {} 2021 by the mayor, Zork Quill, before a large crowd.\n"
    (folder / "may" / "late" / "a.txt").write_text(story.format("bridge", "bridge", "May"))
    (folder / "june" / "a.txt").write_text(story.format("tower", "tower", "June"))
    trick = "<script>window.hit=1<img src=x onerror='window.hit=1'>${window.hit=1}{{hit}}.txt"
    (folder / trick).write_text(story.format("harbour", "harbour", "July"))
    (folder / "\u202elamp.txt").write_text(story.format("lamp", "lamp", "August"))
    (folder / ".hidden").write_text("Not to be read.")
    with zipfile.ZipFile(folder / "junk.zip", "w") as junk:
        junk.writestr("a.bin", bytes(range(256)) * 50)
        junk.writestr("../../evil.txt", "The mayor was robbed on 4 May 2021, said the police of Plim, by a stranger.")
    page = visit("#archive", address=papers)
    page.wait_for_selector("#archive .article")
    box = page.locator(".drop").bounding_box()
    assert box is not None
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send(
            "Input.dispatchDragEvent",
            {"type": kind, "x": box["x"] + 9, "y": box["y"] + 9,
             "data": {"items": [], "files": [str(folder)], "dragOperationsMask": 1}},
        )  # fmt: skip
    page.wait_for_selector("#archive .stage >> text=Done")
    results = page.locator("#archive .results li").all_inner_texts()
    for said in ("news/may/late/a.txt: added", "news/june/a.txt: added", f"news/{trick}: added",
                 "news/\u202elamp.txt: added"):  # fmt: skip
        assert said in results
    isolated = page.locator("#archive .results bdi").all_inner_texts()
    assert "news/\u202elamp.txt" in isolated  # and so turns no other words round
    assert any(result.startswith("news/junk.zip: not added") for result in results)
    assert not any("hidden" in result for result in results)
    page.wait_for_function("document.querySelectorAll('#archive .article').length >= 6")
    page.fill("#archive [name=text]", "harbour of Plim")
    page.wait_for_function("document.querySelectorAll('#archive .article').length === 1")
    page.locator("#archive .article").click()
    page.wait_for_selector(".imprint >> text=<script>")
    assert page.evaluate("window.hit") is None


def test_an_upload_that_is_too_large_is_refused_by_the_server_too(visit: Visit, papers: str) -> None:
    page = visit(address=papers)
    status = page.evaluate(
        """async size => {
            const form = new FormData();
            form.append("files", new Blob([new Uint8Array(size)]), "huge.txt");
            return (await fetch("gradio_api/upload", {method: "POST", body: form})).status;
        }""",
        MAX_ARTICLE + 1_000_000,
    )
    assert status == 413
    ask(page, CONTRADICTED)  # and the page goes on


def test_two_tabs_on_one_conversation_lose_nothing(visit: Visit) -> None:
    page = visit(width=1600)
    ask(page, KHAN)
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.wait_for_selector(".turn .foot")
    for one, question in ((page, WHEN), (tab, ARRESTED)):
        one.fill("#question textarea", question)
    for one in (page, tab):
        one.press("#question textarea", "Enter")
    for one in (page, tab):
        answered(one)
    page.reload()
    page.wait_for_selector(".turn >> nth=2")
    asked = page.locator(".asked").evaluate_all("all => all.map(e => e.dataset.question)")
    assert asked[0] == KHAN
    assert sorted(asked[1:]) == sorted([WHEN, ARRESTED])
    # Deleted in one tab, it goes on in the other as a new conversation.
    page.locator(".rail .menu summary").first.click()
    page.click(".rail [data-do=delete]")
    page.click(".rail [data-do=delete]")
    page.wait_for_selector(".welcome")
    ask(tab, WHEN)
    assert last(tab).locator(".reply.answered").count() == 1
    tab.reload()
    tab.wait_for_selector(".turn .foot")
    assert tab.locator(".turn").count() == 1


def test_a_page_left_open_over_a_restart_keeps_the_question_and_goes_on(visit: Visit, seeds: Corpus) -> None:
    question = "What happened to him afterwards?"
    with served(seeds, port=0) as url:
        page = visit(address=url)
        ask(page, KHAN)
    # What cannot be kept is not said to be.
    last(page).locator("[data-judge=right]").click()
    page.wait_for_selector("#toast.shown >> text=The server does not answer")
    assert last(page).locator("[data-judge=right]").get_attribute("aria-pressed") == "false"
    page.evaluate("location.hash = 'archive'")
    page.set_input_files("#archive [name=files]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"A story."})
    page.wait_for_selector("#archive .results .failed >> text=a.txt: not added")
    page.evaluate("location.hash = 'ask'")
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function("asked => document.querySelector('#question textarea').value === asked", arg=question)
    page.wait_for_selector("#toast.shown >> text=The server does not answer")
    assert page.locator("#send").is_visible()
    with served(seeds, port=int(url.rstrip("/").rsplit(":", 1)[1])):
        page.wait_for_event("load")  # by itself
        page.wait_for_selector(".turn .foot")
        page.wait_for_selector("#question textarea:enabled")
        assert page.input_value("#question textarea") == question
        page.press("#question textarea", "Enter")
        answered(page)
        assert page.locator(".turn").count() == 2
        assert "Khan" in last(page).inner_text()


def test_the_measurement_of_the_page_tells_slow_from_whole_and_one_from_another(browser: Browser, address: str) -> None:
    from evals import browser as measured

    with measured.visitors(browser, address, 2) as pages:
        both = measured.ask(pages, [KHAN, WHEN])
        alone = {one.question: one.said for one in (*measured.ask(pages[:1], [KHAN]), *measured.ask(pages[:1], [WHEN]))}
    assert all(0 < one.first <= one.whole < 60_000 and not one.failed for one in both)
    assert measured.mixed_up(both, alone) == []
    taken = replace(both[0], said=both[1].said)
    assert measured.mixed_up([taken, both[1]], alone) == [KHAN]


def _corner(element: object) -> tuple[float, float]:
    box = element.bounding_box()  # type: ignore[attr-defined]
    return box["x"], box["y"]

"""The chat page in a real browser."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from visitor import Visit, ask

from index.settings import Settings
from qa.corpus import Corpus
from ui.serve import served

SLOWER = 4  # a machine that runs other tests meanwhile
ANSWERED = "When was Ismail Khan arrested?"
UNANSWERED = "Who won the 2022 World Cup?"


def test_answers_with_a_citation_that_opens_its_article_at_the_highlighted_words(visit: Visit, seeds: Corpus) -> None:
    page = visit()
    ask(page, ANSWERED)
    turn = page.locator(".turn")
    assert turn.locator(".asked").inner_text().endswith(ANSWERED)
    assert turn.locator(".reply.answered .text").inner_text().endswith("[1]")
    marker = turn.locator(".cite").first
    article_id, start, end = (marker.get_attribute(f"data-{name}") for name in ("article", "start", "end"))
    assert article_id
    assert start
    assert end
    quote = seeds.article(article_id).text[int(start) : int(end)]
    marker.click()
    page.wait_for_selector(".cite[aria-current='true']")
    mark = page.locator("#proof")
    assert "".join(page.locator("mark.chosen").all_inner_texts()) == quote
    assert _inside(page.locator("#proof-panel"), mark)
    assert mark.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert page.locator(".story h2").inner_text() == seeds.article(article_id).title
    assert page.locator(".story .dateline").inner_text()


def test_the_first_cited_passage_is_beside_the_answer_at_once(visit: Visit) -> None:
    page = visit()
    ask(page, ANSWERED)
    page.wait_for_selector("#proof")
    assert _inside(page.locator("#proof-panel"), page.locator("#proof"))


def test_an_abstention_is_stamped_and_offers_the_nearest_passages(visit: Visit) -> None:
    page = visit()
    ask(page, UNANSWERED)
    turn = page.locator(".turn")
    assert turn.locator(".stamp").inner_text() == "Not in the archive"
    assert turn.locator(".reply.answered").count() == 0
    assert turn.locator(".passages-title").inner_text() == "Nearest passages"
    assert turn.locator(".passage").count() >= 1


def test_the_text_streams_before_the_passages_come(visit: Visit) -> None:
    page = visit()
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
            const reply = document.querySelector('.turn .reply');
            if (reply) window.seen.push([reply.innerText.length, !!reply.querySelector('.foot')]);
        }).observe(document.querySelector('#transcript'), {subtree: true, childList: true, characterData: true}); }"""
    )
    ask(page, ANSWERED)
    lengths = [length for length, whole in page.evaluate("window.seen") if not whole]
    assert len(set(lengths)) >= 3
    assert lengths[1:] == sorted(lengths[1:])  # after "Searching…" it only grows


def test_examples_come_from_the_archive_and_are_answered(visit: Visit, seeds: Corpus) -> None:
    page = visit()
    page.wait_for_selector(".example")
    question = page.locator(".example").first.inner_text()
    assert any(name in " ".join(a.text for a in seeds.articles()) for name in question.rstrip("?").split()[2:])
    page.locator(".example").first.click()
    page.wait_for_selector(".reply.answered .foot")
    assert page.locator(".asked").inner_text().endswith(question)


def test_a_follow_up_leans_on_the_conversation_and_new_forgets_it(visit: Visit) -> None:
    page = visit()
    ask(page, ANSWERED)
    ask(page, "What happened to him afterwards?")
    assert page.locator(".turn").count() == 2
    assert "Khan" in page.locator(".turn >> nth=1").inner_text()
    page.click("#new")
    page.wait_for_selector(".welcome")
    assert page.locator(".turn").count() == 0


def test_conversations_of_different_visitors_never_mix(visit: Visit) -> None:
    questions = [ANSWERED, UNANSWERED, "Who is Ashraf Ghani?", "Who is John Kirby?"]
    pages = [visit() for _ in questions]
    for page, question in zip(pages, questions, strict=True):
        page.fill("#question textarea", question)
    for page in pages:
        page.press("#question textarea", "Enter")
    for page in pages:
        page.wait_for_selector(".foot")
    for page, question in zip(pages, questions, strict=True):
        ask(page, f"{question[:-1]} again?")
        asked = page.locator(".asked").all_inner_texts()
        assert [a.split(":")[-1].strip() for a in asked] == [question, f"{question[:-1]} again?"]


@pytest.mark.parametrize(
    ("question", "said"),
    [("   ", "The question is empty"), ("?!", "The question is empty"), ("word " * 10_000, "the limit is 2,000")],
)
def test_a_question_that_is_none_gets_a_friendly_message(visit: Visit, question: str, said: str) -> None:
    page = visit()
    ask(page, question)
    assert said in page.locator(".reply.failed").inner_text()
    ask(page, ANSWERED)  # and the conversation goes on
    assert page.locator(".reply.answered").count() == 1
    assert page.locator(".turn").count() == 1


def test_the_keyboard_alone_gets_from_question_to_proof_and_back(visit: Visit) -> None:
    page = visit(width=360, height=740)
    page.focus("#question textarea")
    page.keyboard.type(ANSWERED)
    page.keyboard.press("Enter")
    page.wait_for_selector(".foot")
    page.focus("#transcript")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "cite":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("body.reading #proof")
    page.wait_for_function("document.activeElement.id === 'proof'")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.className === 'cite'")
    assert not page.locator("#proof").is_visible()


def test_fits_a_narrow_screen_and_a_wide_one_without_scrolling_sideways(visit: Visit) -> None:
    for width, height in ((360, 740), (1600, 900)):
        page = visit(width=width, height=height)
        for question in (ANSWERED, UNANSWERED):
            ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#transcript").evaluate("e => e.scrollWidth <= e.clientWidth")
        assert page.locator("#question textarea").is_visible()
        assert page.locator("#send").bounding_box()["x"] < width  # type: ignore[index]
        page.locator(".cite, .passage").first.click()
        page.wait_for_selector("#proof")
        assert page.locator("#proof-panel").evaluate("e => e.scrollWidth <= e.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_long_words_are_broken_on_a_narrow_screen(visit: Visit, settings: Settings, tmp_path: Path) -> None:
    word = "Donaudampfschifffahrt" * 12
    row = {"title": f"The {word} sails", "source": f"{word} Post", "author": word, "url": f"https://example.org/{word}",
           "published": "2021-05-03", "text": f"The {word} sailed on 3 May 2021, said captain Zork Quill of {word}."}  # fmt: skip
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    with Corpus.create(tmp_path / "corpus", settings) as corpus:
        corpus.add([tmp_path / "rows.jsonl"])
        with served(corpus, port=0) as url:
            page = visit(width=360, height=740, address=url)
            ask(page, f"When did captain Zork Quill of {word} sail?")
            ask(page, "Who is he?")
            page.click(".rail-switch")
            page.click(".rail-switch")
            page.locator(".passage").first.click()
            page.wait_for_selector("body.reading")
            page.locator(".reasons summary").click()
            page.locator(".correct summary").click()
            for view, part in (("ask", "#proof-panel"), ("ask", "#transcript"), ("archive", "#archive-panel")):
                if part != "#proof-panel":
                    page.keyboard.press("Escape")
                page.evaluate(f"location.hash = '{view}'")
                page.wait_for_selector(f"body[data-view={view}]")
                if view == "archive":
                    page.wait_for_selector("#archive .article")
                wide = page.locator(part).evaluate(
                    "e => [...e.querySelectorAll('*')].filter(c => c.offsetParent && c.getBoundingClientRect().right > 361"
                    " && !c.matches('.visually-hidden, .visually-hidden *')).map(c => c.outerHTML.slice(0, 120))"
                )
                assert wide == [], part
                assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_follows_the_system_into_the_dark_and_the_switch_is_remembered(visit: Visit) -> None:
    page = visit(dark=True)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click(".theme-switch")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.reload()
    page.wait_for_selector("#transcript .welcome")
    page.wait_for_function("!document.body.classList.contains('dark')")


def test_an_address_with_a_passage_opens_it(visit: Visit, seeds: Corpus) -> None:
    article = seeds.articles()[0]
    page = visit(f"?article={article.id}&quote=100-200")
    page.wait_for_selector("#proof")
    assert page.locator("#proof").first.inner_text().strip() in article.text
    page = visit("?article=nothing-of-the-kind")
    page.wait_for_selector("#proof-panel .no-story >> text=nothing-of-the-kind")


def test_an_article_cannot_act_as_markup(visit: Visit, settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "attack.txt"
    tricks = "<script>window.hit=1</script><img src=x onerror='window.hit=1'> ${window.hit=1} {{value}} **bold** `code`"
    file.write_text(f"<img src=x onerror=window.hit=1> mayor\n\nThe mayor Zork Quill resigned on Friday {tricks}.\n")
    with Corpus.create(tmp_path / "corpus", settings) as corpus:
        corpus.add([file])
        article = corpus.articles()[0]
        with served(corpus, port=0) as url:
            page = visit(address=url)
            ask(page, "Who is Zork Quill?")
            ask(page, f"{tricks} Zork Quill resigned?")
            page.locator(".passage").first.click()
            page.wait_for_selector("#proof")
            assert article.text in page.locator(".story-text").inner_text()
            assert "<script>" in article.text
            assert tricks in page.locator(".asked").last.inner_text()
            assert page.evaluate("window.hit") is None


def test_an_empty_archive_says_what_to_do(visit: Visit, archive: Corpus) -> None:
    with served(archive, port=0) as url:
        page = visit(address=url)
        assert "dateline index" in page.locator(".holds").inner_text()
        ask(page, ANSWERED)
        assert "The archive is empty" in page.locator(".reply.abstained").inner_text()


def test_the_endpoint_answers_as_the_function_does(address: str, seeds: Corpus) -> None:
    from gradio_client import Client

    from qa import ask as answer

    client = Client(address, verbose=False)
    reply = client.predict(ANSWERED, [], api_name="/ask")
    expected = json.loads(json.dumps(answer(ANSWERED, corpus=seeds).as_dict()))
    assert reply == expected
    for citation in reply["citations"]:
        text = seeds.article(citation["article_id"]).text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    with pytest.raises(Exception, match="empty"):
        client.predict("", [], api_name="/ask")
    client.close()


def test_only_the_endpoint_is_offered_to_programs(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    described = client.view_api(return_format="dict")
    client.close()
    assert isinstance(described, dict)
    assert list(described["named_endpoints"]) == ["/ask"]


def test_a_busy_port_is_a_message_and_no_traceback(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli", "chat", "--port", str(port)], capture_output=True, text=True, timeout=120
        )
    assert done.returncode == 2
    assert f"Port {port} on 127.0.0.1 is in use" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_command_shows_something_at_once_and_serves_this_machine_only_until_interrupted() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "chat", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "GRADIO_SHARE": "True", "GRADIO_SERVER_NAME": "0.0.0.0"},
    )
    try:
        first = _get(port)
        seconds = time.monotonic() - began
        assert "Opening the archive" in first
        assert "http" not in first  # nothing of it is from elsewhere
        assert seconds < 2 * SLOWER
        assert process.stderr is not None
        said = iter(process.stderr.readline, "")
        assert any(f"http://127.0.0.1:{port}" in line for line in said)
        assert "gradio" in _get(port)
        listening = Path("/proc/net/tcp").read_text() if Path("/proc/net/tcp").exists() else ""
        assert f"00000000:{port:04X}" not in listening
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode in (0, 130)
    assert out == ""


def _get(port: int) -> str:
    """What a browser gets from this port, as soon as it gets anything."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as reply:
                return str(reply.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nothing listens")


def _inside(outer: object, inner: object) -> bool:
    """Whether one element is scrolled into view within the other."""
    a, b = outer.bounding_box(), inner.bounding_box()  # type: ignore[attr-defined]
    return bool(a["y"] <= b["y"] and b["y"] + b["height"] <= a["y"] + a["height"])

"""A configured language model: what it may say, and what happens when it lies, babbles or is not there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from index.article import Passage
from index.settings import Settings, load_settings
from qa import ask
from qa.corpus import Corpus
from qa.llm import LanguageModelError, check, locate

TEXT = "The mill burned down on Monday. “We saved the house,” Jane Doe said."
PASSAGE = Passage(1, "a", 50, 50 + len(TEXT), TEXT, ((50, 81), (82, 50 + len(TEXT))))


def reply(**changes: Any) -> str:
    whole = {
        "answered": True,
        "answer": "It burned down on Monday [1].",
        "short": "Monday",
        "quotes": [{"marker": 1, "passage": 1, "quote": "burned down on Monday"}],
    }
    return json.dumps(whole | changes)


def test_a_verbatim_quote_is_kept_with_its_place() -> None:
    draft = check("Here you are:\n```json\n" + reply() + "\n```", [PASSAGE])
    passage, start, end = draft.quotes[1]
    assert passage.text[start - passage.start : end - passage.start] == "burned down on Monday"
    assert draft.short == "Monday"


def test_a_quote_is_found_where_the_model_miscounted() -> None:
    draft = check(reply(quotes=[{"marker": 1, "passage": 9, "quote": "burned down on Monday"}]), [PASSAGE])
    assert draft.quotes[1][0] is PASSAGE


def test_quotation_marks_and_spaces_may_differ() -> None:
    assert locate('"We saved  the house,"', PASSAGE) is not None
    assert locate("We saved the barn", PASSAGE) is None


@pytest.mark.parametrize(
    "bad",
    [
        reply(quotes=[{"marker": 1, "passage": 1, "quote": "burned down on Tuesday"}]),
        reply(quotes=[]),
        reply(answer="It burned down."),
        reply(answer="It burned [1] down [2]."),
        "I am sorry, I cannot do that.",
        "[1, 2]",
    ],
)
def test_an_answer_that_cannot_be_checked_is_refused(bad: str) -> None:
    with pytest.raises(LanguageModelError):
        check(bad, [PASSAGE])


def test_an_abstention_needs_no_quotes() -> None:
    assert not check('{"answered": false}', [PASSAGE]).answered


@pytest.fixture
def server() -> Iterator[tuple[str, list[Any], list[str]]]:
    """An OpenAI-compatible server on this machine: its URL, the requests it got, and the replies it will give."""
    requests: list[Any] = []
    replies: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            message = {"role": "assistant", "content": replies.pop(0)}
            body = {"id": "1", "object": "chat.completion", "created": 0, "model": "small"}
            body["choices"] = [{"index": 0, "message": message, "finish_reason": "stop"}]
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/v1", requests, replies
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def mill(settings: Settings, folder: Path) -> Corpus:
    (folder / "mill.txt").write_text(
        "Mill burns down\n3 May 2022\n\nThe old mill in Ashford burned down on Monday night.\n"
    )
    corpus = Corpus.create(folder / "archive", settings)
    corpus.add([folder / "mill.txt"])
    return corpus


@pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecatedSince20")
def test_the_model_writes_and_its_quote_is_cited(server: tuple[str, list[Any], list[str]], tmp_path: Path) -> None:
    url, requests, replies = server
    replies.append(
        reply(answer="The mill burned on 2 May 2022 [1].", quotes=[{"marker": 1, "passage": 1, "quote": "burned down on Monday night"}])
    )  # fmt: skip
    with mill(load_settings(llm_url=url, llm_model="small"), tmp_path) as corpus:
        answer = ask("When did the mill burn?", corpus=corpus)
        assert answer.text == "The mill burned on 2 May 2022 [1]."
        (cited,) = answer.citations
        assert corpus.article(cited.article_id).text[cited.start : cited.end] == cited.quote
    assert "3 May 2022" in json.dumps(requests[0], ensure_ascii=False)


@pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecatedSince20")
@pytest.mark.parametrize("nonsense", ["no JSON at all", reply(quotes=[])])
def test_without_a_checked_quote_the_extractive_answer_stands(
    nonsense: str, server: tuple[str, list[Any], list[str]], tmp_path: Path
) -> None:
    url, _, replies = server
    replies.append(nonsense)
    with mill(load_settings(llm_url=url, llm_model="small"), tmp_path) as corpus:
        answer = ask("When did the mill burn down?", corpus=corpus)
        assert "2 May 2022" in answer.text


def test_a_model_that_is_not_there_leaves_the_extractive_answer(tmp_path: Path) -> None:
    settings = load_settings(llm_url="http://127.0.0.1:9/v1", llm_model="small", llm_timeout=2)
    with mill(settings, tmp_path) as corpus:
        assert "2 May 2022" in ask("When did the mill burn down?", corpus=corpus).text

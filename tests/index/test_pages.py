"""Pages fetched from a server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from evals.madeup import MadeUpEncoder
from index import pages
from index.errors import UsageError
from index.loaders import find_files
from index.settings import Settings
from qa.corpus import Corpus

BODY = "Rebels took the river port of Arden on Friday after two weeks of siege, and the garrison left in boats before dawn. "
PAGE = f"<html><head><title>Port falls</title></head><body><article><h1>Port falls</h1><p>{BODY * 3}</p></article></body></html>"


class Site(BaseHTTPRequestHandler):
    agents: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        if self.path == "/slow":
            time.sleep(2)
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header(
                "Location", {"/to/file": "file:///etc/hostname", "/to/ftp": "ftp://127.0.0.1/a"}.get(self.path, "/a")
            )
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        raw, kind = PAGE.encode(), "text/html; charset=utf-8"
        if self.path == "/latin":
            raw, kind = PAGE.replace("Arden", "Ardèn").encode("latin-1"), "text/html; charset=iso-8859-1"
        if self.path == "/picture":
            kind = "image/png"
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        with suppress(BrokenPipeError):  # who waited no longer
            self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def got(address: str, folder: Path, patience: float = 5.0) -> pages.Fetched:
    return pages.fetch([address], folder, lambda *_: None, patience)


def test_pages_are_kept_and_indexed_under_their_address(site: str, settings: Settings, tmp_path: Path) -> None:
    with Corpus.create(tmp_path / "archive", settings) as corpus:
        corpus.encoder = MadeUpEncoder()
        fetched = pages.fetch([f"{site}/a", f"{site}/latin"], corpus.folder / pages.FOLDER, lambda *_: None)
        assert len(corpus.add(fetched.files).added) == 2
        assert sorted(a.url for a in corpus.articles()) == [f"{site}/a", f"{site}/latin"]
        assert any("Ardèn" in a.text for a in corpus.articles())
        again = pages.fetch([f"{site}/a"], corpus.folder / pages.FOLDER, lambda *_: None)
        assert len(corpus.add(again.files).unchanged) == 1
    assert all("Dateline" in agent for agent in Site.agents)


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/gone", "404"),
        ("/to/file", "not allowed"),
        ("/to/ftp", "not fetched"),
        ("/picture", "image/png"),
        ("/slow", "timed out"),
    ],
)
def test_what_cannot_be_fetched_is_named(site: str, tmp_path: Path, path: str, cause: str) -> None:
    fetched = got(site + path, tmp_path, 0.5 if path == "/slow" else 5.0)
    assert fetched.files == []
    assert cause in fetched.failed[0][1]


def test_a_redirect_to_a_page_is_followed_and_a_page_too_large_is_not_kept(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(got(f"{site}/to/a", tmp_path).files) == 1
    monkeypatch.setattr(pages, "MOST", 100)
    assert "larger" in got(f"{site}/a", tmp_path / "b").failed[0][1]


def test_a_list_of_addresses_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("# pages\nhttps://example.org/a\n\nhttps://example.org/a\nhttp://example.org/b\n")
    assert pages.addresses_in(path) == ["https://example.org/a", "http://example.org/b"]
    path.write_text("https://example.org/a\nfile:///etc/passwd\n")
    with pytest.raises(UsageError, match="line 2"):
        pages.addresses_in(path)


def test_an_address_among_the_paths_is_not_fetched() -> None:
    with pytest.raises(UsageError, match="--urls"):
        find_files([Path("https://example.org/a")])

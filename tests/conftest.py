"""What every test shares: an archive of the seed articles in a temporary place, and no network."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from index.settings import Settings, load_settings
from qa.corpus import Corpus

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where nothing may be skipped (NO_SKIPPED_TESTS=1), a skip is a failure."""
    outcome: Any = yield
    report = outcome.get_result()
    if os.environ.get("NO_SKIPPED_TESTS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The default corpus goes to a temporary folder; the user's own settings do not leak in."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("DATELINE_LLM")}
    os.environ["DATELINE_HOME"] = str(home)
    yield home
    os.environ.update(kept)


@pytest.fixture(scope="session")
def settings(_home: Path) -> Settings:
    return load_settings()


@pytest.fixture(scope="session")
def seeds(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """An archive of the seed articles."""
    with Corpus.create(tmp_path_factory.mktemp("corpus") / "seeds", settings) as corpus:
        corpus.add([SEEDS])
        yield corpus


@pytest.fixture(scope="module")
def archive_of(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Corpus]]:
    """Makes an archive of articles, each given as (source, day, title, text)."""
    with ExitStack() as opened:

        def made(told: Sequence[tuple[str, str, str, str]]) -> Corpus:
            folder = tmp_path_factory.mktemp("rows")
            rows = [dict(zip(("source", "published", "title", "text"), row, strict=True)) for row in told]
            (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            corpus = opened.enter_context(Corpus.create(folder / "archive", settings))
            corpus.add([folder / "rows.jsonl"])
            return corpus

        yield made


@pytest.fixture
def archive(settings: Settings, tmp_path: Path) -> Iterator[Corpus]:
    """An empty archive."""
    with Corpus.create(tmp_path / "archive", settings) as corpus:
        yield corpus

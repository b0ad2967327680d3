"""Servers for the tests of archives, each started once, on this machine alone, and ended with the tests; and archives of
either database to test the same things with."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.settings import Settings, load_settings

DEADLINE = 120  # seconds for a server to answer


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Chroma server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1", "--port", str(port)]
    folder = tmp_path_factory.mktemp("chroma")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*command, "--path", str(folder / "data")], stdout=log, stderr=log)
    try:
        _wait(server, lambda: socket.create_connection(("127.0.0.1", port), 1).close())
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database on a PostgreSQL server of a throw-away cluster, reached over a Unix socket.

    The user `dateline` needs no password, the user `guarded` has one that nobody knows.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    import psycopg

    programs = found[-1].parent
    # PostgreSQL does not run as root, and a socket's path may have 107 characters.
    user = pwd.getpwnam("postgres").pw_name if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    if user is not None:
        shutil.chown(folder, user)
    data, address = folder / "data", f"postgresql://dateline@/postgres?host={folder}"
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "dateline", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync"],
            user=user, cwd=folder, check=True, capture_output=True, timeout=DEADLINE,
        )  # fmt: skip
        (data / "pg_hba.conf").write_text("local all guarded scram-sha-256\nlocal all all trust\n")
        careless = [
            word for name in ("fsync", "synchronous_commit", "full_page_writes") for word in ("-c", f"{name}=off")
        ]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *careless],
                user=user, cwd=folder, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            _wait(server, lambda: psycopg.connect(address).close())
            with psycopg.connect(address, autocommit=True) as db:
                db.execute("CREATE ROLE guarded LOGIN PASSWORD 'nobody knows'")
            yield address
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(DEADLINE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def on_servers(postgres: str, chroma: str) -> Settings:
    """Settings for an archive of its own in PostgreSQL and on the Chroma server."""
    return load_settings(store=f"{postgres}&schema=test_{secrets.token_hex(6)}", chroma=chroma)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """Settings for an archive with either database."""
    return settings if request.param == "sqlite" else request.getfixturevalue("on_servers")


def _wait(server: subprocess.Popen[bytes], try_it: Callable[[], None]) -> None:
    import psycopg

    end = time.monotonic() + DEADLINE
    while True:
        assert server.poll() is None, "the server ended at once"
        try:
            return try_it()
        except (OSError, psycopg.OperationalError):
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.05)

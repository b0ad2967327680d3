"""`dateline index --watch` follows a folder until it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parent.parent.parent


def test_watching_takes_new_changed_and_vanished_files_until_ctrl_c(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("The bridge of Arden broke on Friday. Nobody was hurt.")
    command = ["index", str(folder), "--corpus", str(tmp_path / "archive"), "--watch", "--prune"]
    watching = subprocess.Popen(
        [sys.executable, "-u", "-m", "ui.cli", *command],
        cwd=ROOT,
        env={**os.environ, "DATELINE_HOME": str(tmp_path / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: Queue[str] = Queue()
    assert watching.stdout is not None
    reader = threading.Thread(target=lambda: [said.put(line) for line in watching.stdout or ()])
    reader.start()

    def until(words: str) -> str:
        while words not in (line := said.get(timeout=100)):
            pass
        return line

    try:
        assert "1 articles" in until("1 added")
        until("Watching for changes")
        (folder / "b.txt").write_text("Rain fell on Denby on Monday. Roads were closed.")
        (folder / ".hidden.txt").write_text("Not this.")
        assert "2 articles" in until("1 added, 1 unchanged")
        (folder / "a.txt").unlink()
        (folder / "b.txt").write_text("Rain fell on Denby on Tuesday, too. Roads were closed.")
        assert "1 articles" in until("1 updated, 1 removed")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=60) == 130
        until("interrupted; what was finished is kept")
    finally:
        watching.kill()
        watching.wait()
        reader.join()
        watching.stdout.close()

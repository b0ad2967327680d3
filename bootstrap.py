"""Sets Dateline up in its own virtual environment and runs it: `python3 bootstrap.py chat` or `python3 bootstrap.py test`.

Needs nothing but Python 3.11 or newer. Everything goes into `.venv` beside this file; interrupt it at any time and run
it again. Any other words are passed to the `dateline` command: `python3 bootstrap.py ask "When did the city fall?"`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def say(text: str) -> None:
    """Progress, on stderr."""
    print(f"[dateline] {text}", file=sys.stderr, flush=True)


def set_up(extra: str) -> None:
    """Makes the virtual environment and installs the locked versions, unless that was done for these very files."""
    wanted = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml"))
    ).hexdigest()
    stamp = VENV / f"dateline{extra.strip('[]') and '-' + extra.strip('[]')}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    started = time.monotonic()
    if not PYTHON.exists() or subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode:
        say(f"making a virtual environment in {VENV}")
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    say("installing the locked versions (about 600 MB are fetched; a few minutes)")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-compile", "--prefer-binary"]
    subprocess.run([*pip, "-c", str(ROOT / "requirements.lock"), "-e", f"{ROOT}{extra}"], check=True, stdout=sys.stderr)
    stamp.write_text(wanted)
    say(f"set up in {time.monotonic() - started:.0f} s")


def main() -> int:
    """Sets up, then runs the command; returns its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  # the one file an older Python may be asked to run
        say(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Run it with a newer one: python3.11 {sys.argv[0]}"
        )
        return 2
    words = sys.argv[1:] or ["chat"]
    try:
        set_up("[dev]" if words[0] == "test" else "")
        if words[0] == "test":
            command = [str(PYTHON), "-m", "pytest", *words[1:]]
        else:
            command = [str(PYTHON), "-m", "ui.cli", *words]
        return subprocess.run(command, cwd=ROOT if words[0] == "test" else None).returncode
    except subprocess.CalledProcessError as error:
        say(f"failed: {' '.join(str(part) for part in error.cmd[:6])} … (exit {error.returncode}).")
        say("The cause stands above. Run the same command again: it goes on where it stopped.")
        return 1
    except KeyboardInterrupt:
        say("interrupted. Run the same command again: it goes on where it stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main())

"""Parsing in a process of its own: a file that makes its reader hang, crash or take too much memory costs that process
and no more. It is named in the report, and the rest is indexed."""

from __future__ import annotations

import atexit
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Final

from index.article import Article
from index.errors import LoadError
from index.formats.record import MEGABYTE, Failure, Options, Record, file_blob
from index.formats.registry import read
from index.loaders import SourceFile, article_of
from index.nearduplicate import signature
from index.passages import Draft, passages
from index.sidecar import Entry, mark

MEMORY: Final = 4_000 * MEGABYTE  # address space of the process; the largest files take about 3 GB
_MEMORY: Final = "out of memory"
_IDLE: Final = 120.0  # seconds without work after which it ends by itself
_START: Final = 30.0  # seconds of processor time that its own start may take
_BLOATED: Final = 1_000 * MEGABYTE  # resident memory from which it makes room for a fresh one after a file
_MOST_AVOIDED: Final = 20  # parts of one file that may hang or crash before the file is given up


@dataclass(frozen=True, slots=True)
class Job:
    """A file to parse. Records whose mark (`index.sidecar.mark` with `entry`) is in `known` are not cut into passages;
    with `make` off, none is. `avoid` are paths of parts not to be looked at, with the causes to give for them."""

    file: SourceFile
    mapping: Mapping[str, str] = field(default_factory=dict)
    entry: Entry = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    make: bool = True
    avoid: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article as its reader found it and, unless it is known already, what is made of it: the Article (with an empty
    id), its passages, and its signature (`index.nearduplicate`)."""

    record: Record
    article: Article | None = None
    drafts: tuple[Draft, ...] = ()
    signature: bytes = b""


def here(job: Job, entering: Callable[[str], None] = lambda _path: None) -> Iterator[Parsed | Failure]:
    """As `parse`, but in this process and without limits. `entering` is told the path of each part before it is read."""
    options = Options(mapping=job.mapping, entering=entering, avoid=job.avoid)
    for found in read(file_blob(job.file.path, job.file.relative), options):
        yield found if isinstance(found, Failure) else _made(found, job, entering)


def made(record: Record) -> Parsed:
    """A record with all that is made of it, in this process. Raises LoadError when it has no text, or no passage."""
    article = article_of(record, "")
    drafts = tuple(passages(article))
    if not drafts:
        raise LoadError(f"{record.path} holds no article text: only the head of a story, or the furniture of a page.")
    return Parsed(record, article, drafts, signature(article.text[article.body_start :]))


class Stopped(Exception):  # noqa: N818  # it is what happened to the process, and becomes a LoadError
    """The process hung or died: while it looked at which part, and how it ended ("hung", "died: …")."""

    def __init__(self, at: str, how: str) -> None:
        super().__init__(f"{at}: {how}")
        self.at, self.how = at, how


def parse(job: Job, timeout: float) -> Iterator[Parsed | Failure]:
    """The articles of a file and what of it could not be read, in its order; `timeout` is in seconds of processor time
    for each article, and in tens of seconds of waiting.

    A part of an archive that its reader hangs or dies on becomes a Failure, and the rest is read. Raises LoadError when
    nothing of the file can be read, or not the rest of it.
    """
    given, again = 0, True
    while True:
        try:
            with _worker() as worker:
                for number, found in enumerate(worker.run(job, timeout)):
                    if number >= given:
                        given += 1
                        yield found
        except Stopped as stopped:
            if not stopped.at and again:  # it ended for want of work at the very moment
                again = False
                continue
            cause = _cause(stopped, timeout)
            top = os.path.realpath(job.file.path)
            if stopped.at in ("", top) or stopped.at in job.avoid or len(job.avoid) >= _MOST_AVOIDED:
                raise LoadError(cause) from stopped
            job = replace(job, avoid={**job.avoid, stopped.at: cause})
        else:
            return


def _cause(stopped: Stopped, timeout: float) -> str:
    if stopped.how == "hung":
        return (
            f"{stopped.at} took longer than {timeout:g} seconds to read and was given up: split or simplify it, or allow "
            "more with DATELINE_PARSE_TIMEOUT."
        )
    if stopped.how == _MEMORY:
        return f"{stopped.at} does not fit into memory: split it."
    return f"{stopped.at or 'It'} broke its reader ({stopped.how}): save it anew or in another format."


class Worker:
    """A process that parses one file after the other."""

    def __init__(self, memory: int = MEMORY) -> None:
        """Starts it; `memory` is its address space in bytes."""
        code = f"import sys; sys.path[:] = {sys.path!r}; from index.parsing import main; main({memory})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("DATELINE_DEBUG") else subprocess.DEVNULL,
            bufsize=0,
        )
        self._ready = False
        self.peak, self.spent = 0, 0.0
        """Peak resident memory in bytes, and processor time in seconds, when it finished its last file."""
        self.started = 0.0
        """Processor time in seconds that its own start took; 0 before its first file."""

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def run(self, job: Job, timeout: float) -> Iterator[Parsed | Failure]:
        """The articles of one file. Raises LoadError as its reader does, and Stopped when it hangs or dies."""
        at = ""
        try:
            _send(self._stdin, (job, timeout))
            if not self._ready:
                _, self.started = self._receive(_START)
                self._ready = True
            while True:
                kind, value = self._receive(timeout)
                if kind == "at":
                    at = value
                elif kind == "found":
                    yield value
                elif kind == "done":
                    self.peak, self.spent = value
                    return
                elif kind == "error":
                    self.peak, self.spent, said = value
                    raise LoadError(said)
                else:
                    raise Stopped(at or os.path.realpath(job.file.path), value)
        except TimeoutError as error:
            self.end()
            raise Stopped(at or os.path.realpath(job.file.path), "hung") from error
        except (EOFError, BrokenPipeError) as error:
            self.end()
            raise Stopped(at, f"died: {_ending(self._process.returncode)}") from error

    def end(self) -> None:
        """Ends the process, whatever it is at."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _receive(self, timeout: float) -> tuple[str, Any]:
        assert self._process.stdout is not None
        descriptor, left = self._process.stdout.fileno(), _patience(self._process.pid, timeout)
        (size,) = struct.unpack("<Q", _take(descriptor, 8, left))
        kind, value = pickle.loads(_take(descriptor, size, left))
        return str(kind), value


def _patience(process: int, timeout: float) -> Callable[[], float]:
    """How many seconds to wait at least for a process: until it used `timeout` seconds of processor time, which a busy
    machine may give it slowly, or slept through ten times as many."""
    began, used = time.monotonic(), _processor_time(process)

    def left() -> float:
        waited, now = time.monotonic() - began, _processor_time(process)
        spent = now - used if now is not None and used is not None else waited
        return min(timeout - spent, 10 * timeout - waited)

    return left


def _processor_time(process: int) -> float | None:
    """Seconds of processor time that a process has used; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # proc(5): utime, stime


def _take(descriptor: int, count: int, left: Callable[[], float]) -> bytes:
    """`count` bytes. Raises TimeoutError when no time is `left` (seconds), EOFError when the other end is gone."""
    parts = []
    while count:
        wait = left()
        if wait <= 0:
            raise TimeoutError
        if not select.select([descriptor], [], [], wait)[0]:
            continue
        part = os.read(descriptor, min(count, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _send(stream: IO[bytes], message: object) -> None:
    raw = pickle.dumps(message, protocol=5)
    left = memoryview(struct.pack("<Q", len(raw)) + raw)
    while left:
        left = left[stream.write(left) :]


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


# --- the processes of this one

idle: list[Worker] = []
"""Processes that wait for the next file."""

_parents: list[Worker] = []


@contextmanager
def _worker() -> Iterator[Worker]:
    """A process that nobody else uses meanwhile."""
    worker = idle.pop() if idle else Worker()
    if not worker.alive:  # it had nothing to do for long
        worker.end()
        worker = Worker()
    finished = False
    try:
        yield worker
        finished = True
    except LoadError:
        finished = True
        raise
    finally:
        # One that was left in the middle of a file still has words to say that nobody waits for.
        if finished and not idle and worker.peak < _BLOATED:
            idle.append(worker)
        else:
            worker.end()


@atexit.register
def end_all() -> None:
    """Ends the processes that wait; the next file starts a new one."""
    while idle:
        idle.pop().end()


def _forget() -> None:
    """In a forked child: the processes are the parent's, and are neither used nor ended here."""
    _parents.extend(idle)
    idle.clear()


os.register_at_fork(after_in_child=_forget)


# --- the other side


def main(memory: int) -> None:
    """Parses what comes on standard input until that ends, or until nothing comes for a while."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends this one
    _limit(memory)
    # NLTK takes these in where they are installed, for what is not used here: a second of the start, and 100 MB.
    sys.modules.update(dict.fromkeys(("scipy.stats", "sklearn", "pandas")))  # type: ignore[arg-type]
    made(Record("", "", "It warms up. " * 20))  # what is loaded on first use counts for no file
    _send(answers, ("ready", time.process_time()))
    jobs = sys.stdin.buffer.fileno()
    with suppress(EOFError, BrokenPipeError):
        while True:
            signal.setitimer(signal.ITIMER_REAL, 0)
            try:
                until = time.monotonic() + _IDLE
                (size,) = struct.unpack("<Q", _take(jobs, 8, lambda until=until: until - time.monotonic()))  # type: ignore[misc]
            except TimeoutError:
                return
            job, timeout = pickle.loads(_take(jobs, size, lambda: _IDLE))
            _answer(job, timeout, lambda *message: _send(answers, message))


def _answer(job: Job, timeout: float, send: Callable[[str, object], None]) -> None:
    def entering(path: str) -> None:
        # Where the parent is gone, nobody ends a process that hangs: the system does.
        signal.setitimer(signal.ITIMER_REAL, 10 * timeout + 60)
        send("at", path)

    try:
        for found in here(job, entering):
            send("found", found)
        send("done", _usage())
    except LoadError as error:
        send("error", (*_usage(), str(error)))
    except (EOFError, BrokenPipeError):
        raise
    except MemoryError:
        send("died", _MEMORY)
        raise
    except BaseException as error:
        send("died", f"{type(error).__name__}: {str(error)[:200]}")
        raise


def _made(record: Record, job: Job, entering: Callable[[str], None]) -> Parsed | Failure:
    if record.path in job.avoid:
        return Failure(record.path, job.avoid[record.path])
    if not job.make or mark(record.fingerprint, job.entry) in job.known:
        return Parsed(record)
    entering(record.path)
    try:
        return made(record)
    except LoadError as error:
        return Failure(record.path, str(error))


def _limit(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _usage() -> tuple[int, float]:
    """Peak resident memory of this process in bytes (0 where the system does not tell), its processor time in seconds."""
    return _peak(), time.process_time()


def _peak() -> int:
    # getrusage also counts what the parent had when it started this process, which on a busy page is a gigabyte.
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) * 1024
    with suppress(ImportError):
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return 0

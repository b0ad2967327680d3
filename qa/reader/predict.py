"""The reader at query time: a question and passages in, spans and calibrated answerability out (ONNX Runtime, no torch)."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from index.errors import ModelError, UsageError
from qa.reader.pieces import Pieces, WordPieces, join, shorten_question
from qa.reader.weights_files import CALIBRATION, GRAPH, TOKENIZER, WEIGHTS, verified

WINDOW = 192  # passage pieces read at once; a longer passage is read in windows
OVERLAP = 64  # pieces that two neighbouring windows share; longer than any answer
ANSWER_PIECES = 30  # longest span, in word pieces
TEXTS_AT_ONCE = 128  # texts that are split into pieces together

Floats = npt.NDArray[np.float32]
_Logits: TypeAlias = tuple[Floats, Floats, float, float]
_Key: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate answer: `text` is `passage[start:end]` (0-based characters, end exclusive).

    `score` is the natural logarithm of the probability that the passage answers and that this span is the answer;
    it is at most 0 and compares across the passages of one question.
    """

    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader found in one passage.

    `spans` are candidates that do not overlap, best first, whether or not the passage answers. `answerable` is the
    calibrated probability (0..1) that the passage answers the question; 0 for a passage without words. `yes` is the judge's
    probability (0..1) that the passage bears out what is asked for yes or no, given that it settles it; with the weights of the
    reader it means nothing.
    """

    spans: tuple[Span, ...]
    answerable: float
    yes: float = 0.5


@dataclass(frozen=True, slots=True)
class Signals:
    """The network's raw verdict on one window.

    `verdict` is the answerability head's logit; `margin` the best span's logits minus those of "no answer" at [CLS];
    `spans` are (start, end, log-probability given that there is an answer), characters of the passage; `yes` is the
    logit of "yes" against "no".
    """

    verdict: float
    margin: float
    spans: tuple[tuple[int, int, float], ...]
    yes: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression from signals to P(answerable); `threshold` is the probability from which to answer. `yes` is what
    the logit of "yes" counts (temperature scaling)."""

    verdict: float
    margin: float
    bias: float
    threshold: float
    yes: float = 1.0

    def logit(self, signals: Signals) -> float:
        """The calibrated log-odds that the window answers."""
        return self.verdict * signals.verdict + self.margin * signals.margin + self.bias


@dataclass(frozen=True, slots=True)
class _Window:
    text: int  # which of the texts
    first: int  # its first passage piece
    ids: list[int]
    segments: list[int]
    offset: int  # position of that piece in `ids`


class Reader:
    """The trained reader, loaded. Safe to share between threads; ONNX Runtime runs outside the interpreter lock."""

    def __init__(self, session: Any, pieces: WordPieces, calibration: Calibration, threads: int = 1) -> None:
        """`threads` windows are run side by side."""
        self._session, self._pieces, self.calibration = session, pieces, calibration
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reader")
        self._begun: dict[_Key, Future[_Logits]] = {}

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 0) -> Reader:
        """The reader in folder `path` (default: the shipped weights), each file checked against its SHA-256.

        `threads` is how many windows are run at once, 0 for as many as there are cores. Raises ModelError when a file is missing, damaged or not a
        reader; the message names the file and the command that restores it.
        """
        import onnxruntime

        folder = path or WEIGHTS
        files = verified(folder)
        options = onnxruntime.SessionOptions()
        # Waiting threads of this model would take the processor from the other model and from other questions.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # One thread a window and several windows at once: so much work divides badly, and this takes two thirds of the time.
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # shapes vary; the arena would keep the largest of each
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                files[GRAPH], options, providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # the fused operator takes five times as long as its parts
            )  # fmt: skip
            pieces = WordPieces(files[TOKENIZER])
            calibration = Calibration(**{k: float(v) for k, v in json.loads(files[CALIBRATION])["fit"].items()})
        except Exception as error:
            raise ModelError(f"{folder} does not hold a reader that this version can run: {error}") from error
        return cls(session, pieces, calibration, threads or os.cpu_count() or 1)

    @contextmanager
    def begun(self, question: str, texts: Sequence[str], *, headings: Sequence[str] = ()) -> Iterator[None]:
        """Reads the texts in the background while the block runs, in their order: `read` with the same question and headings finds what is
        read already. What nobody has asked for when the block ends is not read to its end.

        Parameters and errors are those of `read`.
        """
        keys = []
        for window in self._windows(question, texts, headings):
            key = _key(window)
            if key not in self._begun:
                self._begun[key] = self._pool.submit(self._run, window)
                keys.append(key)
        try:
            yield
        finally:
            for key in keys:
                if waiting := self._begun.pop(key, None):
                    waiting.cancel()

    def read(
        self, question: str, texts: Sequence[str], best: int = 5, *, headings: Sequence[str] = ()
    ) -> list[Reading]:
        """Read every text for the answer to `question`: one Reading per text, in the order of `texts`.

        `headings` (one a text, or none at all) are read before the texts and never answer: an article's title and day,
        see `qa.reader.data.headed`. Each reading holds at most `best` spans. Of a question beyond 48 word pieces the
        beginning and the end are read. Raises UsageError when the question has no words.
        """
        readings = []
        for text, windows in zip(texts, self.signals(question, texts, best, headings=headings), strict=True):
            scored: list[Span] = []
            logits = [self.calibration.logit(signals) for signals in windows]
            for logit, signals in zip(logits, windows, strict=True):
                known = -math.log1p(math.exp(-logit)) if logit > -30 else logit
                scored += [Span(a, b, text[a:b], known + p) for a, b, p in signals.spans]
            answerable = 1 / (1 + math.exp(-max(logits))) if logits and max(logits) > -700 else 0.0
            surest = windows[logits.index(max(logits))].yes if logits else 0.0
            yes = 1 / (1 + math.exp(-self.calibration.yes * surest))
            readings.append(Reading(tuple(_distinct(scored, best)), answerable, yes))
        return readings

    def signals(
        self, question: str, texts: Sequence[str], best: int = 5, *, headings: Sequence[str] = ()
    ) -> list[list[Signals]]:
        """For each text the uncalibrated signals of its windows, in reading order; none for a text without words."""
        asked = self._asked(question)
        above = headings or [""] * len(texts)
        found: list[list[Signals]] = []
        for low in range(0, len(texts), TEXTS_AT_ONCE):
            part = slice(low, low + TEXTS_AT_ONCE)
            found += self._read_group(asked, above[part], texts[part], best)
        return found

    def _read_group(
        self, asked: Sequence[int], headings: Sequence[str], texts: Sequence[str], best: int
    ) -> list[list[Signals]]:
        split, above = self._pieces.split(texts), self._pieces.split(headings)
        windows = [w for i, text in enumerate(split) for w in _windows(i, asked, above[i].ids, text)]
        found: list[list[Signals]] = [[] for _ in texts]
        running = [self._started(window) for window in windows]
        for window, logits in zip(windows, running, strict=True):
            found[window.text].append(_signals(window, split[window.text], *logits.result(), best))
        return found

    def _started(self, window: _Window) -> Future[_Logits]:
        begun = self._begun.pop(_key(window), None)
        return self._pool.submit(self._run, window) if begun is None else begun

    def _windows(self, question: str, texts: Sequence[str], headings: Sequence[str]) -> Iterator[_Window]:
        asked = self._asked(question)
        for text, above in zip(texts, headings or [""] * len(texts), strict=True):
            yield from _windows(0, asked, self._pieces.split([above])[0].ids, self._pieces.split([text])[0])

    def _asked(self, question: str) -> list[int]:
        asked = shorten_question(self._pieces.split([question])[0].ids)
        if not asked:
            raise UsageError("The question is empty. Ask something in words.")
        return asked

    def _run(self, window: _Window) -> _Logits:
        """Start and end logits (1-D), and the logits of answerability and of "yes", of a window.

        Each is run alone: int8 shares its steps among all that is run together, and what stands beside a passage must
        not change its reading. A run of several is no faster, either: these have nothing to pad.
        """
        ids, segments = (np.array([x], dtype=np.int64) for x in (window.ids, window.segments))
        given = {"ids": ids, "segments": segments, "mask": np.ones_like(ids)}
        start, end, verdict, yes = self._session.run(None, given)
        return start[0], end[0], float(verdict[0]), float(yes[0])


def _key(window: _Window) -> _Key:
    return tuple(window.ids), tuple(window.segments)


def _windows(number: int, asked: Sequence[int], heading: Sequence[int], text: Pieces) -> Iterator[_Window]:
    """Windows over one text: as few as cover it with `OVERLAP`, of equal length but for the last."""
    if not len(text):
        return
    count = max(1, math.ceil((len(text) - OVERLAP) / (WINDOW - OVERLAP)))
    size = math.ceil((len(text) - OVERLAP) / count) + OVERLAP if count > 1 else len(text)
    for first in range(0, count * (size - OVERLAP), size - OVERLAP) if count > 1 else (0,):
        ids, segments, offset = join(asked, text.ids[first : first + size], heading)
        yield _Window(number, first, ids, segments, offset)


def _signals(
    window: _Window, text: Pieces, start: Floats, end: Floats, verdict: float, yes: float, best: int
) -> Signals:
    """The best spans of one window from its logits."""
    none = float(start[0] + end[0])
    start, end = start[window.offset : -1], end[window.offset : -1]
    size = len(start)
    total = start[:, None] + end[None, :]
    places = np.arange(size)
    reach = places[None, :] - places[:, None]
    total = np.where((reach >= 0) & (reach < ANSWER_PIECES), total, -np.inf)
    norm = float(np.logaddexp.reduce(start) + np.logaddexp.reduce(end))
    wanted = min(4 * best + 8, total.size)
    order = np.argpartition(-total, wanted - 1, axis=None)[:wanted]
    order = order[np.argsort(-total.ravel()[order], kind="stable")]
    spans = []
    for place in order.tolist():
        logit = float(total.ravel()[place])
        if logit == -np.inf:
            break
        i, j = divmod(place, size)
        spans.append((text.starts[window.first + i], text.ends[window.first + j], logit - norm))
    return Signals(verdict, float(total.max()) - none, tuple(spans), yes)


def _distinct(spans: Sequence[Span], best: int) -> list[Span]:
    """The best spans that do not overlap a better one, at most `best`."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.score, s.start, s.end)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
            if len(kept) == best:
                break
    return kept

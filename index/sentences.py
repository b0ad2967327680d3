"""Paragraphs and sentences of an article, as character spans."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from index.errors import ModelError
from index.wordcount import spaceless_letters

Span = tuple[int, int]

_MOST_AT_ONCE = 20_000  # characters of one paragraph
_LONG, _SHORTEST = 5_000, 8  # characters of a paragraph, and of its sentences on average
_TAIL = 400  # characters of a sentence's end that are looked at: one may be a megabyte of a table

_ENDS = re.compile(r"[.!?:;…。！？：；｡．][\"'”’)\]»」』）】》〉]*$")
# The full stops of scripts that put no space after them; in Japanese, と after a closing quotation mark goes on with it.
_WIDE_END = re.compile(r"[。！？｡]+(?:[”’」』）】》〉]+(?!と))?(?![”’」』）】》〉])")
_STOP = re.compile(r"[。！？｡、，；]")
_FUNCTION_WORD_END = re.compile(
    r"(?i)\b(?:the|a|an|of|to|in|on|at|by|for|from|with|and|or|but|that|which|who|whose|as|is|are|was|were|has|have|had"
    r"|will|would|its|their|his|her|this|these|those|into|over|than|not|no|be|been|between|under|about|after|before)$"
)
# Titles and forms that news prints with a full stop and Punkt's English model does not all know.
_ABBREVIATIONS = frozenset(
    (
        "gen lt col maj capt sgt cpl adm cmdr sen rep gov pres prof dr mr mrs ms messrs rev hon st jr sr inc corp co ltd"
        " llc u.s u.k u.n e.u d.c a.m p.m no vs etc i.e e.g jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed"
        " thu fri sat sun ft approx dept est fig min sec secy amb cllr det insp supt"
    ).split()
)


@lru_cache(maxsize=1)
def _punkt() -> Any:
    """Punkt for English, with the parameters that come with llama-index-core (no download)."""
    import nltk.data
    from nltk.tokenize.punkt import PunktTokenizer

    spec = find_spec("llama_index.core")  # found, not imported: that would cost a second and a half
    if spec is None or spec.origin is None:
        raise ModelError("llama-index-core is not installed, and its sentence model is needed: install the lock file.")
    folder = str(Path(spec.origin).parent / "_static" / "nltk_cache")
    if folder not in nltk.data.path:
        nltk.data.path.append(folder)  # NLTK reads only from folders on this list
    try:
        tokenizer = PunktTokenizer("english")
    except LookupError as error:
        raise ModelError(f"NLTK's Punkt model is missing from {folder}: reinstall llama-index-core.") from error
    tokenizer._params.abbrev_types |= _ABBREVIATIONS
    return tokenizer


def paragraph_spans(text: str) -> list[Span]:
    """Spans of the paragraphs of `text`, stripped of surrounding white space.

    Blank lines separate paragraphs. A single line break does too in texts that keep one paragraph to a line (most
    lines end a sentence); elsewhere it is wrapping.
    """
    breaks = [m.span() for m in re.finditer(r"\n\s*(?:\n|\Z)", text)]
    edges = [0, *(edge for span in breaks for edge in span), len(text)]
    blocks = [_strip(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    blocks = [b for b in blocks if b[0] < b[1]]
    out: list[Span] = []
    for a, b in blocks:
        lines = [_strip(text, a + m.start(), a + m.end()) for m in re.finditer(r"[^\n]+", text[a:b])]
        lines = [s for s in lines if s[0] < s[1]]
        if len(lines) > 1 and _one_paragraph_a_line([text[s:e] for s, e in lines]):
            out.extend(lines)
        else:
            out.append((a, b))
    return out


def sentence_spans(text: str, skipped: tuple[Span, ...] = ()) -> list[list[Span]]:
    """The sentences of `text`, grouped by paragraph: one list of spans a paragraph, in order.

    Spans lie outside `skipped`. A sentence that a page break or an advertisement cut in two (its first part ends
    without punctuation in a function word, or its second part begins in lower case) is one span again, across the
    paragraph break.
    """
    skipped = tuple(sorted(skipped))
    pieces: list[Span] = []
    for a, b in paragraph_spans(text):
        pieces.extend(part for piece in _outside(text, a, b, skipped) for part in _portions(text, *piece))
    groups: list[list[Span]] = []
    for a, b in pieces:
        spans = [_strip(text, a + s, a + e) for s, e in _tokenised(text[a:b])]
        spans = _mend([s for s in spans if s[0] < s[1]], text)
        if not spans:
            continue
        if groups and _continues(text, groups[-1][-1], spans[0], skipped):
            start, _ = groups[-1].pop()
            groups[-1].append((start, spans[0][1]))
            groups[-1].extend(spans[1:])
        else:
            groups.append(spans)
    return groups


def _portions(text: str, a: int, b: int) -> Iterator[Span]:
    """A paragraph as it is, or one that is no paragraph of prose cut at white space: Punkt's time grows faster than it."""
    while b - a > _MOST_AT_ONCE:
        cut = place_to_cut(text, a, _MOST_AT_ONCE)
        yield a, cut
        a = cut
    yield a, b


def place_to_cut(text: str, a: int, most: int) -> int:
    """Where a stretch from `a` on may end that has at most so many characters: in its second half after a full stop or
    comma that needs no space, else before the last space, else anywhere."""
    here = [m.end() for m in _STOP.finditer(text, a + most // 2, a + most)]
    cut = max(here, default=-1)
    cut = cut if cut > a else text.rfind(" ", a + most // 2, a + most)
    return cut if cut > a else a + most


def _tokenised(paragraph: str) -> list[Span]:
    # "A. A. A.": no text has so short sentences for long, and Punkt takes its time for each.
    if len(paragraph) > _LONG and paragraph.count(". ") * _SHORTEST > len(paragraph):
        return [(0, len(paragraph))]
    try:
        spans = list(_punkt().span_tokenize(paragraph))
    except TimeoutError:  # NLTK gives up after five seconds, which a busy machine may need
        spans = [(0, len(paragraph))]
    return [part for a, b in spans for part in _cut_at_wide_ends(paragraph, a, b)]


def _cut_at_wide_ends(text: str, a: int, b: int) -> Iterator[Span]:
    for end in _WIDE_END.finditer(text, a, b):
        if a < end.end() < b:
            yield a, end.end()
            a = end.end()
    yield a, b


def _mend(spans: list[Span], text: str) -> list[Span]:
    """Join what Punkt cut wrongly: a closing quote on its own, a continuation in lower case, single initials."""
    out: list[Span] = []
    for a, b in spans:
        piece = text[a:b]
        before = text[max(out[-1][0], out[-1][1] - _TAIL) : out[-1][1]] if out else ""
        if out and (
            re.fullmatch(r"[\"'”’)\]»]+", piece)
            or (piece[0].islower() and not re.search(r"[.!?。！？][\"”’'」』]?\s*$", before))
            or re.search(r"(?:^|\s)[A-Z]\.$", before)
            or re.match(r"[”’\"']\s*(?:[a-z]|,)", piece)
        ):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _continues(text: str, previous: Span, following: Span, skipped: tuple[Span, ...]) -> bool:
    """Whether `following`, in the next paragraph, goes on with the unfinished sentence `previous`."""
    if begins_between(skipped, previous[1], following[0]):
        return False
    before, after = text[max(previous[0], previous[1] - _TAIL) : previous[1]], text[following[0] : following[1]]
    if _ENDS.search(before) or len(before.split()) < 4:
        return False
    return after[0].islower() or _FUNCTION_WORD_END.search(before) is not None or before.endswith(",")


def begins_between(spans: Sequence[Span], a: int, b: int) -> bool:
    """Whether one of the spans, which are in order, begins at `a` or after it and before `b`."""
    at = bisect_left(spans, (a, -1))
    return at < len(spans) and spans[at][0] < b


def _one_paragraph_a_line(lines: list[str]) -> bool:
    ends = sum(1 for line in lines[:-1] if _ENDS.search(line))
    return ends >= 0.6 * (len(lines) - 1) and median(len(line) + spaceless_letters(line) for line in lines) > 60


def _outside(text: str, a: int, b: int, skipped: tuple[Span, ...]) -> list[Span]:
    """The parts of text[a:b] that lie outside `skipped`, which is in order and does not overlap."""
    out: list[Span] = []
    position = a
    for i in range(max(0, bisect_right(skipped, (a, a)) - 1), len(skipped)):
        s, e = skipped[i]
        if s >= b:
            break
        if e <= position:
            continue
        if s > position:
            out.append(_strip(text, position, s))
        position = max(position, e)
    if position < b:
        out.append(_strip(text, position, b))
    return [s for s in out if s[0] < s[1]]


def _strip(text: str, a: int, b: int) -> Span:
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b

"""Lists that news writes out: "First, … Second, …", a line that announces several and the lines after it, things between semicolons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from index.article import Passage
from qa.span import Span
from qa.words import names

if TYPE_CHECKING:
    from index.article import Article
    from index.store import Store
    from qa.question import Question

# Log-odds that a span gains which stands in a list of as many things as are asked for, and in any other list where several are.
_SO_MANY: Final = 2.5
_LISTED: Final = 1.0
# So many of the spans are looked at, down to this share of the best one's score.
_LOOKED_AT: Final = 8
_LEAST: Final = 0.1
# From one item to the next, in sentences, and the most of them.
_APART: Final = 3
_MOST: Final = 8
_FEW_WORDS: Final = 8

_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_ANNOUNCED: Final = re.compile(rf"\b(?P<many>{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_AND_OR_COMMA: Final = re.compile(r",(?!\d) ?(?:(?:and|or) )?| (?:and|or) ")
# An answer that only announces: "two men", before a colon.
_ANNOUNCES: Final = re.compile(rf"(?:the |these )?(?:{'|'.join(_NUMBERS)})(?: [a-z’'-]+){{1,3}}", re.IGNORECASE)
_WANTED: Final = re.compile(
    rf"^(?:(?:for|of|in|on|at|to|by|with|from|against) )?(?:which|what|name|list|who|whose)(?: (?:are|were))?(?: the)? (?P<many>{'|'.join(_NUMBERS)}) [a-z]",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"^(?:and |but |so )?(?:who|what|which) (?:are|were) the (?:[\w’'-]+ ){0,3}?(?:[a-z-]+[^\Wsui]s|people|men|women|children)\b",
    re.IGNORECASE,
)
_ORDINALS: Final = tuple(
    re.compile(rf"\W*(?:{words})(?:ly)?,? (?=\w)", re.IGNORECASE)
    for words in (
        "first(?: of all)?|one",
        "second|another|the second",
        "third|the third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
    )
)
_FIRST: Final = re.compile(r"\W*(?:First(?:ly)?(?: of all)?|The first), ")
_BREAK: Final = re.compile(
    r",? (?:and let|so that|in which|which|who|because|where|while|though|although)\b|; |, (?=\w+ (?:the|a|an|his|her)\b)"
)


def listed(
    question: Question, spans: Sequence[Span], articles: Mapping[str, Article], store: Store
) -> tuple[list[Span], list[Span]]:
    """The spans, best first, of which those that stand in a written list count for more where several things are asked for; and the
    items of the list that the best one stands in, in order, or none."""
    wanted = _WANTED.match(question.text)
    many = _NUMBERS[wanted["many"].lower()] if wanted else 0
    several = many or question.type == "list" or _SEVERAL.match(question.text)
    if spans and not several and _only_announces(question, spans[0]):
        of = spans[0].passage.article_id
        return list(spans), _items(question, spans[0], articles[of].text, store.sentences_of(of))
    if not spans or not several:
        return list(spans), []
    found: dict[tuple[str, int, int], list[Span]] = {}
    out: list[Span] = []
    for n, span in enumerate(spans):
        items: list[Span] = []
        if n < _LOOKED_AT and span.score >= _LEAST * spans[0].score:
            of = span.passage.article_id
            items = _items(question, span, articles[of].text, store.sentences_of(of))
        if items and (not many or len(items) == many):
            span = span.less(-(_SO_MANY if many else _LISTED))
            found[(span.passage.article_id, span.start, span.end)] = items
        out.append(span)
    out.sort(key=lambda s: -s.score)
    best = out[0]
    return out, found.get((best.passage.article_id, best.start, best.end), [])


def _only_announces(question: Question, span: Span) -> bool:
    """Whether a span says how many there are, and its sentence, behind a colon, who or what."""
    colon = span.passage.text.find(":", span.start - span.passage.start, span.end - span.passage.start + 1)
    said = span.passage.text[span.start - span.passage.start : colon] if colon >= 0 else ""
    return question.type != "number" and _ANNOUNCES.fullmatch(said) is not None


def _items(question: Question, span: Span, text: str, places: Sequence[tuple[int, int]]) -> list[Span]:
    """The items of the list that a span stands in, as spans of the words that answer; none where it stands in no list."""
    if span.sentence not in places:
        return []
    at = list(places).index(span.sentence)
    found = (
        _by_ordinals(text, places, at)
        or _by_lines(text, places, at)
        or _by_semicolons(text, places[at])
        or _by_commas(text, places[at])
    )
    if len(found) < 2:
        return []
    first, last = min(s[0] for s, _ in found), max(s[1] for s, _ in found)
    kept = tuple(p for p in places if first <= p[0] and p[1] <= last)
    wide = Passage(span.passage.id, span.passage.article_id, first, last, text[first:last], kept)
    out = []
    for sentence, (start, end) in found:
        if question.type == "who":
            named = names(text[start:end])
            # "Lee; Roe, Ray, Poe; Moe, Low" are the lines of a team, and no list of four.
            if not named or re.search(r", (?:[A-Z]\. )?[A-Z]", text[start:end]):
                return []
            start += text[start:end].index(named[0])
            end = start + len(named[0])
        else:
            end = _short(text, start, end)
        out.append(Span(wide, start, end, sentence, span.score, span.verdict))
    return out


_Places = list[tuple[tuple[int, int], tuple[int, int]]]
"""Sentences, each with the part of it that is an item."""


def _by_ordinals(text: str, places: Sequence[tuple[int, int]], at: int) -> _Places:
    """Sentences that count what they tell: "First, … Second, …"."""
    begin = next((n for n in range(at, max(-1, at - _MOST), -1) if _FIRST.match(text, *places[n])), None)
    if begin is None:
        return []
    out: _Places = []
    n = begin
    for ordinal in _ORDINALS:
        found = next((m for m in range(n, min(len(places), n + _APART)) if ordinal.match(text, *places[m])), None)
        if found is None:
            break
        match = ordinal.match(text, *places[found])
        assert match is not None
        out.append((places[found], (match.end(), places[found][1])))
        n = found + 1
    return out if len(out) > 1 and at < n else []


def _by_lines(text: str, places: Sequence[tuple[int, int]], at: int) -> _Places:
    """Lines of their own after one that announces them: "Three names are mentioned:"."""
    begin = next(
        (n for n in range(at, max(-1, at - _MOST), -1) if text[places[n][0] : places[n][1]].rstrip().endswith(":")),
        None,
    )
    if begin is None:
        return []
    out: _Places = []
    for n in range(begin + 1, min(len(places), begin + 1 + _MOST)):
        a, b = places[n]
        before = text[places[n - 1][1] : a]
        # A list that stands between semicolons ends with the item that has none.
        if "\n" not in before or (out and len(out) > 1 and not text[: places[n - 1][1] + 1].rstrip().endswith(";")):
            break
        out.append(((a, b), (a, b)))
    semicolons = sum(text[b - 1 : b + 1].rstrip().endswith(";") for (_, b), _ in out)
    return out if semicolons >= len(out) - 1 > 0 and any(a <= places[at][0] < b for (a, b), _ in out) else []


def _by_semicolons(text: str, place: tuple[int, int]) -> _Places:
    """The things that semicolons part within a sentence, behind its colon if it has one."""
    a, b = place
    if text[a:b].count("; ") < 2:
        return []
    colon = text.find(": ", a, b)
    start = colon + 2 if colon >= 0 else a
    out: _Places = []
    for piece in re.finditer(r"[^;]+", text[start:b]):
        lead = re.match(r"\s*(?:and |or )?", piece.group())
        assert lead is not None
        out.append((place, (start + piece.start() + lead.end(), start + piece.end())))
    return out


def _by_commas(text: str, place: tuple[int, int]) -> _Places:
    """The things behind a colon, as many as the words before it announce ("against two men: "), parted by commas; what is only
    added to a name ("Ann Lee, the former mayor, and Bo Roe, a clerk") is left out."""
    a, b = place
    colon = text.find(": ", a, b)
    said = list(_ANNOUNCED.finditer(text, a, colon)) if colon >= 0 else []
    if not said:
        return []
    many = _NUMBERS[said[-1]["many"].lower()]
    end = next((m.start() for m in re.finditer(r"(?<!\b[A-Z])[.!?] |; ", text[:b]) if m.start() > colon), b)
    pieces: list[tuple[int, int]] = []
    start = colon + 2
    for gap in [*(m.span() for m in _AND_OR_COMMA.finditer(text, start, end)), (end, end)]:
        if start < gap[0]:
            pieces.append((start, gap[0]))
        start = gap[1]
    named = [place for place in pieces if text[place[0]].isupper()]
    out = pieces if len(pieces) == many else named if len(named) == many else []
    return [(place, (start, stop)) for start, stop in out]


def _short(text: str, start: int, end: int) -> int:
    """Where an item ends without what is only added to it, and without the mark behind it."""
    if (
        len(text[start:end].split()) > _FEW_WORDS
        and (cut := _BREAK.search(text, start + 1, end))
        and len(text[start : cut.start()].split()) > 2
    ):
        end = cut.start()
    return start + len(text[start:end].rstrip(" .;,\n"))

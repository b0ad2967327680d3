"""A conversation as a document: Markdown or HTML, each answer with its quotes as footnotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.article import Published
from qa.answer import Answer, Citation
from ui.markup import HOW_KNOWN, escape
from ui.turn import Turn, other_notes

_MARKER = re.compile(r"\[(\d+)\]")
# What can act as Markdown wherever it stands; signs that act only at the start of a line are dealt with by flattening.
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~$&])")
_FROM_RIGHT = frozenset("R AL AN RLE RLO LRE LRO RLI LRI FSI PDI PDF".split())  # classes of Unicode's UAX 9
_NO_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_STYLE = (
    "body{font:1.05rem/1.6 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1e1b17;background:#fffdf9}"
    "h2{font:600 1.1rem/1.4 sans-serif;margin:2.5rem 0 .5rem}a{color:#8c1c13}"
    "ol,.note,.meta{font:.9rem/1.5 sans-serif;color:#5d574c}li{margin:.4rem 0}"
    "@media(prefers-color-scheme:dark){body{color:#ebe6db;background:#141618}a{color:#f2998a}"
    "ol,.note,.meta{color:#aaa496}}"
)


def markdown(title: str, turns: Sequence[Turn]) -> str:
    """The conversation in Markdown with footnotes `[^turn-number]`; nothing in it acts as markup of its own."""
    lines = [f"# {_plain(title)}", ""]
    for number, turn in enumerate(turns, 1):
        if turn.answer is None:
            continue
        answer = turn.answer
        lines += [f"## {_plain(turn.question)}", ""]
        if turn.asked_as:
            lines += [f"Asked as: {_plain(turn.asked_as)}", ""]
        lines += [_in_markdown(answer, number), "", f"*{_certainty(answer)}*", ""]
        lines += [f"> {_with_footnotes(note, answer, number)}\n" for note in other_notes(answer)]
        lines += [
            f"[^{number}-{c.number}]: “{_apart(_plain(c.quote))}” — {', '.join(_apart(_plain(part)) for part in _origin(c))}"
            for c in answer.citations
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def html(title: str, turns: Sequence[Turn]) -> str:
    """The conversation as one HTML file that needs nothing else; every answer's quotes stand below it as footnotes."""
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>'
    ]
    for number, turn in enumerate(turns, 1):
        if turn.answer is None:
            continue
        answer = turn.answer
        parts.append(f"<section><h2>{escape(turn.question)}</h2>")
        if turn.asked_as:
            parts.append(f'<p class="meta">Asked as: {escape(turn.asked_as)}</p>')
        parts.append(f"<p>{_linked(_said(answer), answer, number)}</p>")
        parts += [f'<p class="note">{_linked(note, answer, number)}</p>' for note in other_notes(answer)]
        parts.append(f'<p class="meta">{escape(_certainty(answer))}</p>')
        notes = "".join(
            f'<li id="note-{number}-{c.number}" value="{c.number}">“<bdi>{escape(_flat(c.quote))}</bdi>” — {_isolated(_origin(c))} '
            f'<a href="#text-{number}-{c.number}" aria-label="Back to the text">↩</a></li>'
            for c in answer.citations
        )
        parts.append(f"<ol>{notes}</ol></section>" if notes else "</section>")
    return "".join([*parts, "</body></html>\n"])


def file_name(title: str, suffix: str) -> str:
    """A name for the document that every system takes."""
    stem = re.sub(r"[^\w-]+", "-", title.lower()).strip("-")[:60] or "conversation"
    return f"{stem}.{suffix}"


def _said(answer: Answer) -> str:
    return answer.text if answer.answered else f"Not in the archive. {answer.text}"


def _in_markdown(answer: Answer, turn: int) -> str:
    return _with_footnotes(_said(answer), answer, turn)


def _with_footnotes(text: str, answer: Answer, turn: int) -> str:
    cited = {c.number for c in answer.citations}
    pieces = _MARKER.split(text)
    for at in range(1, len(pieces), 2):
        known = int(pieces[at]) in cited
        pieces[at] = f"[^{turn}-{pieces[at]}]" if known else rf"\[{pieces[at]}\]"
    return "".join(piece if at % 2 else _plain(piece, ends=True) for at, piece in enumerate(pieces)).strip()


def _linked(text: str, answer: Answer, turn: int) -> str:
    cited = {c.number for c in answer.citations}
    seen: set[int] = set()

    def marker(number: int) -> str:
        at = f' id="text-{turn}-{number}"' if number not in seen else ""
        seen.add(number)
        return f'<sup><a{at} href="#note-{turn}-{number}">[{number}]</a></sup>'

    pieces = _MARKER.split(text)
    return "".join(
        (marker(int(piece)) if int(piece) in cited else f"[{piece}]") if at % 2 else escape(piece)
        for at, piece in enumerate(pieces)
    )


def _certainty(answer: Answer) -> str:
    meaning = "that this answer is right" if answer.answered else "that the archive holds no answer"
    return f"{round(100 * answer.confidence)}% sure {meaning}"


def _isolated(parts: Sequence[str]) -> str:
    """The parts, none of which turns the others round when it is read from the right."""
    return ", ".join(f"<bdi>{escape(part)}</bdi>" for part in parts)


def _origin(citation: Citation) -> list[str]:
    day = f"{citation.published} ({HOW_KNOWN[citation.published_how]})" if citation.published else "date not known"
    if citation.published is None and citation.published_how == "bounded":
        day = f"date {HOW_KNOWN[Published('bounded').how]}"
    where = f"{citation.article_id}, characters {citation.start}–{citation.end}"
    return [part for part in (citation.title, citation.source, day, where) if part]


def _plain(text: str, *, ends: bool = False) -> str:
    """`text` on one line with nothing that Markdown or HTML in Markdown would act on."""
    flat = _SIGNS.sub(r"\\\1", re.sub(r"\s+", " ", text) if ends else _flat(text))
    return re.sub(r"^(\s*\d*)([-+=.)])(?=\s)", r"\1\\\2", flat)


def _apart(text: str) -> str:
    """`text`, which turns nothing beside it round where it is read from the right, in plain text as well."""
    if not any(unicodedata.bidirectional(c) in _FROM_RIGHT for c in text):
        return text
    # An isolate ends what is left open in it, but not other isolates.
    return f"\u2068{text.translate(_NO_ISOLATES)}\u2069"


def _flat(text: str) -> str:
    return " ".join(text.split())

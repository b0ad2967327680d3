"""The timeline as a picture: one row an event, days on the left of a line, the sentence and its article on the right."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.errors import UsageError
from qa.when import day_in_words, in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from qa.timeline import Event

MOST_DRAWN: Final = 60
# All lengths are inches, all font sizes points.
_WIDTH, _TOP, _BOTTOM, _MARGIN = 9.5, 1.0, 0.75, 0.35
_LINE, _QUOTE = 2.45, 2.75
_LEADING, _GAP, _LATER = 0.19, 0.2, 0.26
_MOST_LINES: Final = 4
_INK, _FADED, _RULE, _STATED, _INFERRED = "#1d1d1f", "#6b6b70", "#c9c9cf", "#1f5fa8", "#b4590a"
_DPI: Final = 150


def draw(events: Sequence[Event], path: str | Path, title: str) -> int:
    """Writes a PNG of the events and returns how many are in it.

    Of more than 60 events the picture has the 60 told most often: those whose days most sentences share. Raises
    UsageError when there are none, and for a file that cannot be written or is not named .png.
    """
    path = Path(path)
    if path.suffix.lower() != ".png":
        raise UsageError(f"{path} must end in .png: the timeline is drawn as a PNG picture.")
    if not events:
        raise UsageError("There is nothing to draw: no sentence on this is dated.")
    chosen = most_told(events)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing")  # scripts that the bundled font lacks
            picture(chosen, title, len(events)).savefig(path, dpi=_DPI)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}. Name another place.") from error
    return len(chosen)


def picture(chosen: Sequence[Event], title: str, total: int) -> Figure:
    """The events as a matplotlib figure; `total` is how many there are, drawn or not."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    probe = FigureCanvasAgg(Figure(dpi=_DPI)).get_renderer()  # type: ignore[no-untyped-call]

    def width(text: str, size: float, weight: str = "normal") -> float:
        font = FontProperties(size=size, weight=weight)
        return float(probe.get_text_width_height_descent(text, font, ismath=False)[0]) / _DPI

    rows = [wrapped(event.citation.quote, lambda s: width(s, 10), _WIDTH - _MARGIN - _QUOTE) for event in chosen]
    tops, height = _rows(chosen, rows)
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, _WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    axes.plot([_LINE, _LINE], [_TOP - 0.1, height - _BOTTOM], color=_RULE, linewidth=1.5, zorder=1)

    def write(x: float, y: float, text: str, size: float, colour: str = _INK, **more: Any) -> None:
        axes.text(x, y, text, fontsize=size, color=colour, va="top", parse_math=False, **more)

    write(_MARGIN, 0.3, wrapped(title, lambda s: width(s, 14, "bold"), _WIDTH - 2 * _MARGIN, 1)[0], 14, weight="bold")
    write(_MARGIN, 0.62, _said(chosen, total), 9, _FADED)
    for number, (event, lines, top) in enumerate(zip(chosen, rows, tops, strict=True)):
        colour = _INFERRED if event.citation.published_how != "stated" and event.why else _STATED
        is_day = event.first_day == event.last_day
        face = colour if is_day else "white"
        axes.plot(
            [_LINE], [top + 0.085], "o", markersize=7, markeredgewidth=1.6, zorder=3, color=colour, markerfacecolor=face
        )
        before = chosen[number - 1] if number else None
        if before is None or (before.first_day, before.last_day) != (event.first_day, event.last_day):
            if before is not None and (later := _later(before, event)):
                write(_LINE - 0.2, top - _LATER - 0.02, later, 7.5, _FADED, ha="right", style="italic")
            for line, said in enumerate(_days(event)):
                size, ink = (10.0, _INK) if line == 0 else (8.5, _FADED)
                write(
                    _LINE - 0.2, top + line * _LEADING, said, size, ink, ha="right", weight="bold" if not line else None
                )
        for line, said in enumerate(lines):
            write(_QUOTE, top + line * _LEADING, said, 10)
        source = wrapped(_source(event), lambda s: width(s, 8), _WIDTH - _MARGIN - _QUOTE, 1)[0]
        write(_QUOTE, top + len(lines) * _LEADING + 0.01, source, 8, _FADED)
    _legend(axes, write, height)
    return figure


def most_told(events: Sequence[Event], most: int = MOST_DRAWN) -> list[Event]:
    """At most `most` of the events, those whose days most sentences share, in their order."""
    told = Counter((e.first_day, e.last_day) for e in events)
    by_weight = sorted(events, key=lambda e: (-told[e.first_day, e.last_day], e.first_day, e.citation.number))
    return sorted(by_weight[:most], key=lambda e: e.citation.number)


def wrapped(text: str, width: Callable[[str], float], room: float, most: int = _MOST_LINES) -> list[str]:
    """The text in lines no wider than `room` as `width` measures them, at most `most`, the last then with "…"."""
    lines = [""]
    words = text.split()
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if width(longer) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] += " …"
            break
    for number, line in enumerate(lines):
        while width(line) > room and len(line) > 2:
            line = line.removesuffix("…").rstrip()[:-1].rstrip() + "…"
        lines[number] = line
    return lines


def _rows(events: Sequence[Event], rows: Sequence[Sequence[str]]) -> tuple[list[float], float]:
    """The top of each event's row, and the height of the picture."""
    tops, y = [], _TOP
    for number, (event, lines) in enumerate(zip(events, rows, strict=True)):
        if number and _later(events[number - 1], event):
            y += _LATER
        tops.append(y)
        y += max((len(lines) + 1) * _LEADING, len(_days(event)) * _LEADING) + _GAP
    return tops, y + _BOTTOM


def _days(event: Event) -> list[str]:
    """The days of an event in one or two short lines."""
    if event.first_day == event.last_day:
        return [day_in_words(event.first_day), f"{event.first_day:%A}"]
    words = in_words(event.first_day, event.last_day)
    if len(words) <= 22 or " to " not in words:
        return [words]
    first, last = words.split(" to ")
    return [first, f"to {last}"]


def _later(before: Event, event: Event) -> str:
    """How long after the event before, when that is over two weeks."""
    days = (event.first_day - max(before.first_day, before.last_day)).days
    if days <= 14:
        return ""
    for unit, length in (("year", 365.25), ("month", 30.44), ("week", 7.0)):
        count = round(days / length)
        if count >= 2 or (count == 1 and unit != "week"):
            return f"about {count} {unit}{'s' if count > 1 else ''} later"
    return ""


def _source(event: Event) -> str:
    cited = event.citation
    known = f"{cited.published}, {cited.published_how}" if cited.published else f"date {cited.published_how}"
    said = f"“{event.said}”" if event.said else ""
    return " · ".join(filter(None, ("announced" if event.coming else "", said, known, cited.source, cited.title)))


def _said(chosen: Sequence[Event], total: int) -> str:
    articles = len({e.citation.article_id for e in chosen})
    first: date = min(e.first_day for e in chosen)
    last: date = max(e.last_day for e in chosen)
    count = f"{len(chosen)}" if len(chosen) == total else f"{len(chosen)} of {total}"
    entries = "entry" if len(chosen) == 1 else "entries"
    return (
        f"{count} {entries} from {articles} article{'s' if articles > 1 else ''}, "
        f"{day_in_words(first)} to {day_in_words(last)}"
    )


def _legend(axes: Any, write: Callable[..., None], height: float) -> None:
    y = height - 0.36
    marks = (
        (_STATED, _STATED, "the article states its date"),
        (_INFERRED, _INFERRED, "the article's date is worked out"),
        (_INK, "white", "only a span of days is known"),
    )
    x = _MARGIN + 0.1
    for colour, face, words in marks:
        axes.plot([x], [y + 0.06], "o", markersize=6, markeredgewidth=1.5, color=colour, markerfacecolor=face)
        write(x + 0.13, y, words, 8, _FADED)
        x += 0.5 + 0.075 * len(words)

"""The plots of a run as SVG to stand inside a page: text stays text, colours are the page's own variables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from evals.metrics import percentile
from evals.selective import Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# What is drawn in these colours takes that of the page, light or dark: they occur in no other role.
_INK, _FADED, _RULE, _MAIN, _SECOND = "#010203", "#020304", "#030405", "#040506", "#050607"
_VARIABLES: Final = {_INK: "ink", _FADED: "faded", _RULE: "rule", _MAIN: "accent", _SECOND: "second"}
_WIDTH, _HEIGHT = 4.8, 3.3  # inches


def by_kind(rows: Sequence[tuple[str, int, int]]) -> str:
    """A bar for each (kind, questions dealt with rightly, questions): the share that was right."""
    figure, axes = _figure(max(1.6, 0.55 + 0.26 * len(rows)))
    at = range(len(rows))
    axes.barh(at, [1.0] * len(rows), color=_RULE, height=0.62)
    axes.barh(at, [right / n for _, right, n in rows], color=_MAIN, height=0.62)
    axes.set_yticks(list(at), [kind for kind, _, _ in rows])
    axes.invert_yaxis()
    for number, (_, right, n) in enumerate(rows):
        axes.text(1.02, number, f"{right} of {n}", va="center", color=_FADED, fontsize=8)
    axes.set_xlim(0, 1.18)
    axes.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    axes.grid(visible=False)
    return _svg(figure, "Right, by kind: " + "; ".join(f"{k} {r} of {n}" for k, r, n in rows), "kind")


def risk_coverage(curve: Sequence[Point], answered: float) -> str:
    """Risk over coverage; `answered` is the share of the questions that were answered, behind which the line is dotted."""
    figure, axes = _figure()
    points = [Point(0.0, curve[0].risk), *curve]
    for style, part in (
        ("-", [p for p in points if p.coverage <= answered + 1e-9]),
        (":", [p for p in points if p.coverage >= answered - 1e-9]),
    ):
        axes.plot([p.coverage for p in part], [p.risk for p in part], style, color=_MAIN, linewidth=1.8)
    here = [p for p in curve if p.coverage <= answered + 1e-9][-1:]
    for point in here:
        axes.plot([point.coverage], [point.risk], "o", color=_MAIN, markersize=6)
    _shares(axes, "questions answered, the surest first", "wrong among these")
    said = ", ".join(f"{100 * p.risk:.0f} % wrong" for p in here) or "none"
    return _svg(figure, f"Risk and coverage: {100 * answered:.0f} % answered, of these {said}", "risk")


def reliability(curve: Sequence[tuple[float, float, float]], n: int) -> str:
    """For bins of confidence, each (share of the questions, mean confidence, share right): what the confidence means.
    `n` is how many questions there are; a dot's area is the bin's share."""
    figure, axes = _figure()
    axes.plot([0, 1], [0, 1], "--", color=_FADED, linewidth=1)
    axes.plot([said for _, said, _ in curve], [right for _, _, right in curve], color=_MAIN, linewidth=1.4)
    axes.scatter([s for _, s, _ in curve], [r for _, _, r in curve], s=[25 + 300 * w for w, _, _ in curve], color=_MAIN)
    _shares(axes, "confidence", "right")
    said = "; ".join(f"{w * n:.0f} about {100 * s:.0f} % sure, {100 * r:.0f} % right" for w, s, r in curve)
    return _svg(figure, f"Reliability: {said}", "reliability")


def latency(milliseconds: Sequence[float]) -> str:
    """A histogram of the time of a question, with its median and 95th percentile."""
    from matplotlib.ticker import MaxNLocator

    figure, axes = _figure()
    axes.hist(milliseconds, bins=min(30, max(5, len(milliseconds) // 4)), color=_MAIN, edgecolor=_RULE, linewidth=0.4)
    middle, high = percentile(milliseconds, 50) or 0.0, percentile(milliseconds, 95) or 0.0
    for value, name in ((middle, "median"), (high, "95th percentile")):
        axes.axvline(value, color=_SECOND, linewidth=1.4, linestyle="-" if name == "median" else "--")
    axes.set_xlim(left=0)
    axes.set_xlabel("ms a question", color=_FADED)
    axes.set_ylabel("questions", color=_FADED)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return _svg(figure, f"Latency: median {middle:.0f} ms, 95th percentile {high:.0f} ms", "latency")


def _figure(height: float = _HEIGHT) -> tuple[Any, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    axes.set_facecolor("none")
    axes.set_axisbelow(True)
    axes.grid(color=_RULE, linewidth=0.6)
    axes.tick_params(colors=_FADED, labelcolor=_INK, labelsize=8, length=0)
    for side, spine in axes.spines.items():
        spine.set_visible(side in {"left", "bottom"})
        spine.set_color(_RULE)
    return figure, axes


def _shares(axes: Axes, below: str, left: str) -> None:
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.set_xlabel(below, color=_FADED)
    axes.set_ylabel(left, color=_FADED)


def _svg(figure: Any, said: str, name: str) -> str:
    """The figure as an `svg` element that `said` describes; the same for the same data, and naming no other host."""
    from matplotlib import rc_context

    out = io.StringIO()
    # The salt keeps the ids of several plots in one page apart.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": name, "text.parse_math": False}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = re.sub(r"<metadata>.*?</metadata>", "", out.getvalue()[out.getvalue().index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'\s+xmlns(?::\w+)?="[^"]*"', "", svg)
    svg = re.sub(r'^<svg [^>]*?(viewBox="[^"]*")[^>]*>', r"<svg \1>", svg)
    svg = re.sub(
        r"font-family: [^;\"]*; ?", "", re.sub(r'<g id="[^"]*"', "<g", svg)
    )  # the page's font; ids stay unique
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var(--{variable})")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(said)}" ', 1).strip()

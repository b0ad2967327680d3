"""The last runs of evaluations as HTML: figures, and plots of the newest one."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ui.markup import escape

log = logging.getLogger(__name__)

LAST = 8  # runs in the table
_MOST_ROWS = 40  # of a table
_BINS = 5  # of confidence
_FIGURES = (
    ("accuracy", "right, answerable", 100), ("abstention_precision", "abstention precision", 100),
    ("abstention_recall", "abstention recall", 100), ("citation_precision", "citation precision", 100),
    ("p50_ms", "p50, ms", 1), ("p95_ms", "p95, ms", 1),
)  # fmt: skip


def evaluation_html(folder: Path) -> str:
    """The view of the runs in `folder`; a file that is no run is passed over."""
    read = _read(folder)
    runs, others = _last_runs(read), _other_suites(read)
    if not runs and not others:
        return (
            "<h2>Evaluation</h2><p>No run is there yet. <code>dateline eval</code> asks the questions of a suite, and "
            "<code>dateline eval mine</code> those that you judged with the thumbs; a run shows up here.</p>"
        )
    return (_html(runs) if runs else "<h2>Evaluation</h2>") + "".join(map(_figures, others))


def _html(runs: Sequence[dict[str, Any]]) -> str:
    newest = runs[0]
    head = (
        f"<h2>Evaluation</h2><p>The newest run, of “{escape(str(newest['suite']))}” on {escape(_when(newest))}: "
        f"{len(newest['results'])} questions. The test half is what is reported; the development half may be tuned on.</p>"
    )
    earlier = "".join(
        f"<details><summary>Plots of “{escape(str(run['suite']))}”, {escape(_when(run))}</summary>{_plots(run)}</details>"
        for run in runs[1:]
    )
    return head + _plots(newest) + _table(runs) + earlier


def _plots(run: dict[str, Any]) -> str:
    return f'<div class="plots">{_by_kind(run)}{_calibration(run)}</div>'


def _read(folder: Path) -> list[dict[str, Any]]:
    """What the newest files of the folder hold that may be runs, newest first."""
    files = folder.glob("*.json") if folder.is_dir() else []
    found = []
    for path in sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)[: 3 * LAST]:
        try:
            run = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            log.debug("%s is no run: %s", path, error)
            continue
        if isinstance(run, dict) and {"suite", "started"} <= run.keys():
            found.append(run)
    return found


def _last_runs(read: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    runs = []
    for run in read:
        try:
            _html([run])  # what cannot be shown is no run
            runs.append(run)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            log.debug("A file of %s is no run: %s", run["suite"], error)
    return sorted(runs, key=lambda run: str(run["started"]), reverse=True)[:LAST]


def _other_suites(read: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The newest run of each suite that has tables of figures instead of judged questions."""
    newest: dict[str, dict[str, Any]] = {}
    for run in read:
        if "scores" not in run and _tables(run):
            newest.setdefault(str(run["suite"]), run)
    return list(newest.values())


def _tables(run: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The tables of a run: lists of rows that have the same columns, all of them texts."""
    found = {}
    for name, value in run.items():
        rows = value[: _MOST_ROWS + 1] if isinstance(value, list) else []
        cells = [row.get("cells", row) for row in rows if isinstance(row, dict)]
        same = all(isinstance(row, dict) and row.keys() == cells[0].keys() for row in cells)
        if (
            0 < len(cells) == len(rows) <= _MOST_ROWS
            and same
            and all(isinstance(v, str) for r in cells for v in r.values())
        ):
            found[name] = cells
    return found


def _figures(run: dict[str, Any]) -> str:
    tables = []
    for name, rows in _tables(run).items():
        title = f"{escape(str(run['suite']))}, {escape(name)}, {escape(_when(run))}"
        heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in rows[0])
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row.values())}</tr>" for row in rows)
        tables.append(
            f'<div class="wide figures" tabindex="0" role="region" aria-label="{title}"><table><caption>{title}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
        )
    return "".join(tables)


def _table(runs: Sequence[dict[str, Any]]) -> str:
    heads = "".join(f'<th scope="col">{name}</th>' for _, name, _ in _FIGURES)
    rows = []
    for run in runs:
        for split in ("test", "dev"):
            scores = run["scores"].get(split) or {}
            if not scores.get("n"):
                continue
            cells = "".join(f"<td>{_figure(scores.get(key), factor)}</td>" for key, _, factor in _FIGURES)
            rows.append(
                f'<tr class="{split}"><th scope="row">{escape(_when(run))}</th><td>{escape(str(run["suite"]))}</td>'
                f"<td>{split} ({int(scores['n'])})</td>{cells}</tr>"
            )
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="The last runs"><table><caption>The last runs (shares '
        'in %)</caption><thead><tr><th scope="col">started</th><th scope="col">suite</th><th scope="col">half</th>'
        f"{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _by_kind(run: dict[str, Any]) -> str:
    """A bar for each kind of question: the share that was dealt with rightly, over both halves."""
    rows = [(kind, *splits["all"]) for kind, splits in run["right_by_kind"].items() if splits["all"][1]]
    height = 26 * len(rows) + 4
    bars = "".join(
        f'<g transform="translate(0 {26 * at})"><text x="128" y="16" text-anchor="end">{escape(kind)}</text>'
        f'<rect class="track" x="138" y="4" width="200" height="16"/>'
        f'<rect class="bar" x="138" y="4" width="{200 * right / n:.1f}" height="16"/>'
        f'<text x="346" y="16">{right}/{n}</text></g>'
        for at, (kind, right, n) in enumerate(rows)
    )
    return (
        f'<figure><figcaption>Right, by kind of question</figcaption><svg viewBox="0 0 400 {height}" role="img" '
        f'aria-label="Questions dealt with rightly: {escape("; ".join(f"{k} {r} of {n}" for k, r, n in rows))}">{bars}'
        "</svg></figure>"
    )


def _calibration(run: dict[str, Any]) -> str:
    """How often answers of a confidence were right: on the diagonal, the confidence means what it says."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for result in run["results"]:
        sure = float(result["answer"]["confidence"])
        bins[min(_BINS - 1, int(sure * _BINS))].append((sure, bool(result["judgement"]["right"])))
    points = [
        (sum(s for s, _ in some) / len(some), sum(r for _, r in some) / len(some), len(some)) for some in bins if some
    ]
    grid = "".join(
        f'<line class="grid" x1="50" x2="270" y1="{_y(v):.0f}" y2="{_y(v):.0f}"/>'
        f'<text x="42" y="{_y(v) + 4:.0f}" text-anchor="end">{100 * v:.0f}</text>'
        f'<text x="{_x(v):.0f}" y="248" text-anchor="middle">{100 * v:.0f}</text>'
        for v in (0.0, 0.5, 1.0)
    )
    dots = "".join(
        f'<circle class="dot" cx="{_x(sure):.1f}" cy="{_y(right):.1f}" r="{4 + min(8, n**0.5):.1f}">'
        f"<title>{n} answers, {100 * sure:.0f}% sure on average: {100 * right:.0f}% right</title></circle>"
        for sure, right, n in points
    )
    line = " ".join(f"{_x(sure):.1f},{_y(right):.1f}" for sure, right, _ in points)
    said = "; ".join(f"{100 * s:.0f}% sure: {100 * r:.0f}% right" for s, r, _ in points)
    return (
        '<figure><figcaption>What the confidence means</figcaption><svg viewBox="0 0 400 270" role="img" '
        f'aria-label="{escape(said)}">{grid}<line class="ideal" x1="50" y1="230" x2="270" y2="10"/>'
        f'<polyline class="line" points="{line}"/>{dots}'
        '<text x="160" y="266" text-anchor="middle">sure, %</text>'
        '<text x="14" y="120" text-anchor="middle" transform="rotate(-90 14 120)">right, %</text></svg></figure>'
    )


def _x(share: float) -> float:
    return 50 + 220 * share


def _y(share: float) -> float:
    return 230 - 220 * share


def _figure(value: Any, factor: int) -> str:
    if not isinstance(value, int | float):
        return "–"
    return f"{factor * value:.1f}" if factor * value < 1000 else f"{factor * value:.0f}"


def _when(run: dict[str, Any]) -> str:
    return str(run["started"])[:16].replace("T", " ")

"""A run as one HTML file for people: figures, plots, the failures first, then everything else. It loads nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape as escaped
from pathlib import Path

from evals import plots
from evals.comparison import Comparison
from evals.report import figure_rows, shown_interval, shown_value
from evals.run import Result, Run
from evals.scores import by_kind, by_split, outcome, parts
from evals.selective import risk_coverage
from index.errors import UsageError
from qa.answer import Citation
from qa.compose import quoted
from qa.reader.metrics import reliability

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --paper: #fdfdfc; --sheet: #f4f4f1; --ink: #1b1c1e; --faded: #5d6066; --rule: #d9dad6;
  --accent: #1f5fa8; --second: #a8481f; --good: #1c6b3a; --bad: #a3261c; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --sheet: #1f2226; --ink: #e7e8ea; --faded: #a2a6ad;
  --rule: #3a3e45; --accent: #7db3ee; --second: #f0a27c; --good: #7fd39b; --bad: #f59a90; } }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
svg { width: 100%; height: auto; font-family: inherit; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
p { margin: .3rem 0; } .faded, figcaption, dt { color: var(--faded); }
.wide { overflow-x: auto; } .wide th, .wide td { white-space: nowrap; } table { border-collapse: collapse; margin-bottom: .8rem; } caption { text-align: left; color: var(--faded); }
th, td { padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--rule); text-align: right; font-weight: normal; }
th:first-child { text-align: left; } td { font-variant-numeric: tabular-nums; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1rem; }
figure { margin: 0; padding: .8rem; background: var(--sheet); border-radius: 4px; } figcaption { margin-bottom: .4rem; }
article { border-left: 3px solid var(--rule); padding: .1rem 0 .1rem .9rem; margin: 1.2rem 0; }
article.wrong { border-color: var(--bad); } article.right { border-color: var(--good); }
article h3 { font-size: 1rem; margin: 0 0 .3rem; } dl { display: grid; grid-template-columns: 6.5rem 1fr; margin: 0; }
dt, dd { margin: 0; padding: .1rem 0; } ol { margin: 0; padding: 0; list-style: none; } blockquote { margin: 0; }
.good { color: var(--good); } .bad { color: var(--bad); } summary { cursor: pointer; } ul { margin: .3rem 0; }
"""


def write(run: Run, suite: str, beside: Path, comparison: Comparison | None = None) -> Path:
    """Writes `html` to a file beside a run's JSON, with the same name; whole or not at all. Returns its path. Raises
    UsageError if it cannot be written."""
    return _written(html(run, suite, comparison), beside)


def _written(text: str, beside: Path) -> Path:
    path = beside.with_suffix(".html")
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"The report {path} cannot be written: {error.strerror or error}.") from error
    return path


def html(run: Run, suite: str, comparison: Comparison | None = None) -> str:
    """The run as a page that holds all it shows. Text of questions, answers and articles is escaped; no script runs, and
    the page forbids itself any request."""
    wrong = [r for r in run.results if not r.judgement.right]
    right = [r for r in run.results if r.judgement.right]
    drafts = sum(r.question.draft for r in run.results)
    name = escape(Path(suite).stem)
    head = (
        f"<h1>Evaluation: {name}</h1><p class='faded'>{escape(run.started[:16].replace('T', ' '))} UTC · "
        f"{len(run.results)} questions · Dateline {escape(str(run.versions.get('dateline')))} · "
        f"{escape(str(run.machine.get('cpus_usable')))} processors</p>"
    )
    if drafts:
        head += f"<p class='bad'>{drafts} of the questions are drafts that nobody has checked.</p>"
    body = [
        head,
        _figures(run),
        _plots(run) if run.results else "",
        _compared(comparison) if comparison else "",
        _failures_first(list(map(_question, wrong)), list(map(_question, right))),
        _settings(run),
    ]
    return _document(name, body)


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures: what it says, the heads of its columns, and its rows, each with its name first."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """A question with what came of it, as (what, said) pairs."""

    question: str
    right: bool
    parts: Sequence[tuple[str, str]]


def write_figures(
    name: str, started: str, tables: Sequence[Figures], told: Sequence[Told], beside: Path, notes: Sequence[str] = ()
) -> Path:
    """As `write`, for a suite with tables of its own: these first, then what went wrong, then the rest."""
    title = escape(name)
    wrong, right = [one for one in told if not one.right], [one for one in told if one.right]
    body = [
        f"<h1>Evaluation: {title}</h1><p class='faded'>{escape(started[:16].replace('T', ' '))} UTC</p>",
        "".join(_table(t.columns[1:], [(row[0], row[1:]) for row in t.rows], t.caption) for t in tables),
        _list(notes),
        _failures_first(list(map(_told, wrong)), list(map(_told, right))),
    ]
    return _written(_document(title, body), beside)


def _failures_first(wrong: Sequence[str], right: Sequence[str]) -> str:
    shown = f"<details><summary>Show them</summary>{''.join(right)}</details>" if right else "<p>None.</p>"
    return (
        f"<h2>Failures ({len(wrong)})</h2>{''.join(wrong) or '<p>None.</p>'}"
        f"<h2>Dealt with rightly ({len(right)})</h2>{shown}"
    )


def _told(one: Told) -> str:
    verdict = "right" if one.right else "wrong"
    parts = "".join(f"<dt>{escape(what)}</dt><dd>{escape(said)}</dd>" for what, said in one.parts)
    return f"<article class='{verdict}'><h3>{escape(one.question)}</h3><dl>{parts}</dl></article>"


def _document(title: str, body: Iterable[str]) -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Evaluation: {title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def escape(text: str) -> str:
    """`text` for use in an element or a quoted attribute; control characters other than white space are dropped."""
    return escaped("".join(c for c in text if c >= " " or c in "\n\t"))


def _figures(run: Run) -> str:
    shown = parts([r.question.split for r in run.results])
    scores = by_split(run.results)
    heads = [f"{split} ({scores[split].n})" for split in shown]
    rows = [(name, [cells[split] for split in shown]) for name, cells in figure_rows(scores).items()]
    whole = scores["all"]
    said = f"{whole.citations - whole.not_verbatim} of {whole.citations} citations are verbatim."
    if run.peak_memory_mb:
        said += f" Peak memory {run.peak_memory_mb:.0f} MB."
    note = "In brackets: 95 % bootstrap intervals. The definitions are in evals/scores.py."
    return f"<h2>Figures</h2>{_table(heads, rows, note)}<p>{said}</p>"


def _compared(comparison: Comparison) -> str:
    out = [
        f"<h2>Against {escape(comparison.path)}</h2><p class='faded'>A run of {escape(comparison.started[:16])}.</p>"
    ]
    for split, differences in comparison.splits.items():
        rows = [
            (
                d.figure,
                [
                    shown_value(d.earlier),
                    shown_value(d.this),
                    f"{shown_value(d.difference)} {shown_interval(d.interval)}",
                    d.verdict,
                ],
            )
            for d in differences
        ]
        out.append(_table(["then", "now", "difference", "which is"], rows, split))
    for what, ids in (("Turned right", comparison.gained), ("Turned wrong", comparison.lost)):
        out.append(f"<p>{what} ({len(ids)}): {escape(', '.join(ids)) or 'none'}</p>")
    return "".join([*out, _list(comparison.notes)])


def _plots(run: Run) -> str:
    results = run.results
    kinds = [(kind, *splits["all"]) for kind, splits in by_kind(results).items()]
    answered = sum(r.answer.answered for r in results) / len(results)
    sure = reliability([r.answer.confidence for r in results], [r.judgement.right for r in results])
    figures = (
        ("Right, by kind of question", plots.by_kind(kinds)),
        (
            "Risk and coverage: how many answers are wrong when only the surest are given; the dot is this run, dotted is "
            "what it declined",
            plots.risk_coverage(risk_coverage(map(outcome, results)), answered),
        ),
        (
            "Reliability: on the dashed line the confidence is the share that is right",
            plots.reliability(sure, len(results)),
        ),
        ("Time of a question, with median and 95th percentile", plots.latency([r.milliseconds for r in results])),
    )
    return (
        "<h2>Plots</h2><div class='plots'>"
        + "".join(f"<figure><figcaption>{escape(said)}</figcaption>{svg}</figure>" for said, svg in figures)
        + "</div>"
    )


def _question(result: Result) -> str:
    question, answer, judgement = result.question, result.answer, result.judgement
    verdict = "right" if judgement.right else "wrong"
    earlier = "".join(f"<p class='faded'>{escape(q)} — {escape(a)}</p>" for q, a in question.history)
    expected = "; and ".join(" or ".join(group) for group in question.answers) or "to decline: it cannot be answered"
    given = answer.text if not answer.short else f"{answer.short} — {answer.text}"
    rows = [
        ("expected", escape(expected)),
        ("given", escape(given)),
        ("confidence", f"{answer.confidence:.2f} that {'the answer' if answer.answered else 'declining'} is right"),
        ("citations" if answer.answered else "nearest", _citations(answer.citations, result) or "none"),
    ]
    if question.evidence:
        quotes = "".join(f"<li>{escape(e.quote)} <span class='faded'>({escape(e.article_id)})</span></li>" for e in question.evidence)  # fmt: skip
        rows.append(("evidence", f"<ol>{quotes}</ol>"))
    if answer.notes:
        rows.append(("notes", _list(answer.notes)))
    rows.append(("time", f"{result.milliseconds:.0f} ms"))
    told = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    draft = " · draft" if question.draft else ""
    return (
        f"<article class='{verdict}'>{earlier}<h3>{escape(question.question)}</h3><p class='faded'>{escape(question.id)} · "
        f"{question.split} · {escape(question.kind)}{draft} · <span class='{'good' if judgement.right else 'bad'}'>{verdict}"
        f"</span></p><dl>{told}</dl></article>"
    )


def _citations(citations: Sequence[Citation], result: Result) -> str:
    items = []
    for n, cited in enumerate(citations):
        of = ", ".join(filter(None, (cited.title, cited.source, cited.published or "date unknown")))
        flags = [] if result.judgement.verbatim[n] else ["<span class='bad'>not verbatim</span>"]
        if result.answer.answered and result.question.evidence and result.judgement.supported[n]:
            flags.append("<span class='good'>bears the expected answer out</span>")
        items.append(
            f"<li>[{cited.number}] {escape(quoted(cited.quote))} <span class='faded'>{escape(of)}</span> "
            f"{' '.join(flags)}</li>"
        )
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _settings(run: Run) -> str:
    held = {**run.settings, **{f"version of {name}": found for name, found in run.versions.items()}, **run.machine}
    rows = "".join(f"<dt>{escape(str(name))}</dt><dd>{escape(str(value))}</dd>" for name, value in held.items())
    return f"<h2>Settings, versions, machine</h2><details><summary>Show them</summary><dl>{rows}</dl></details>"


def _table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], caption: str) -> str:
    head = "".join(f"<th scope='col'>{escape(text)}</th>" for text in heads)
    body = "".join(
        f"<tr><th scope='row'>{escape(name)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for name, cells in rows
    )
    return (
        f"<div class='wide'><table><caption>{escape(caption)}</caption><thead><tr><th></th>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>" if items else ""

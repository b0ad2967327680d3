"""The command line: `dateline ask | index | articles | timeline | chat | user | eval`.

Results go to stdout, everything else to stderr. Exit codes: 0 an answer or an abstention, 1 a failure, 2 bad usage or
bad input.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from index.intake import IndexReport
    from qa.answer import Answer, Citation
    from qa.corpus import Corpus

app = typer.Typer(
    name="dateline",
    help="Ask an archive of news articles; get dated answers, each with the passage it rests on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_QUIET = 10.0  # seconds between lines about progress where there is no terminal

CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", metavar="DIR", help="The archive. Default: DATELINE_CORPUS, else the seeds'.")
]


@app.callback(invoke_without_command=True)
def _main(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("dateline"))
        raise typer.Exit


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotes.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON object.")] = False,
    jsonl: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|-", help='Answer one {"question": …, "history": [[q, a], …]} a line; one JSON answer a line.'
        ),
    ] = None,
    corpus: CorpusOption = None,
    source: Annotated[str | None, typer.Option(help="Only articles whose source or URL contains this.")] = None,
    after: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only articles from this day on.")] = None,
    before: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only articles up to this day.")] = None,
) -> None:
    """Answer a question, or a file of them."""
    if (question is None) == (jsonl is None):
        raise UsageError('Give one question in quotes, or --jsonl FILE: dateline ask "When did the city fall?"')
    from qa.answering import ask as answer
    from qa.answering import parse_day
    from qa.question import understand

    filters: dict[str, Any] = {"source": source, "after": after, "before": before}
    if question is not None:
        # What is wrong with the words is said before anything is loaded.
        understand(question, after=parse_day(after, "after"), before=parse_day(before, "before"))
        with _opened(corpus) as archive:
            reply = answer(question, corpus=archive, **filters)
        typer.echo(json.dumps(reply.as_dict(), ensure_ascii=False) if as_json else _in_text(reply))
    else:
        assert jsonl is not None
        with _opened(corpus) as archive:
            bad = _answer_lines(jsonl, lambda asked, history: answer(asked, corpus=archive, history=history, **filters))
        if bad:
            raise UsageError(f"{bad} of the lines could not be answered; each has an “error” in the output.")


@app.command()
def index(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files with articles, or folders of them.")] = None,
    corpus: CorpusOption = None,
    urls: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Fetch these web pages, an http(s) address a line, and index them, too."),
    ] = None,
    columns: Annotated[
        str, typer.Option("--map", metavar="FIELD=COLUMN,…", help="Columns of JSON and CSV: title=headline,text=body.")
    ] = "",
    prune: Annotated[bool, typer.Option("--prune", help="Remove articles whose file is gone from PATHS.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and follow changes until interrupted.")] = False,
) -> None:
    """Add articles to an archive; what is in it already and unchanged is left alone."""
    from index.formats.tables import parse_mapping
    from index.loaders import find_files
    from index.pages import FOLDER, Fetched, addresses_in, fetch

    paths = paths or []
    if not paths and (urls is None or watch):
        raise UsageError("Name files or folders with articles: dateline index articles/")
    # What cannot be found is said before an archive is made.
    mapping = parse_mapping(columns)
    addresses = [] if urls is None else addresses_in(urls)
    if not _is_there(corpus):
        find_files(paths)
    with _opened(corpus, create=True) as archive:
        with _progress() as progress:
            pages = fetch(addresses, archive.folder / FOLDER, progress) if addresses else Fetched()
            report = archive.add([*paths, *pages.files], progress, mapping=mapping, prune=prune)
        for address, cause in pages.failed:
            report.fail(address, cause)
        failed = _say_report(report, archive)
        if watch:
            from index.watch import changes

            begun = False
            for _ in changes(paths):
                if not begun:
                    typer.echo("Watching for changes; stop with Ctrl-C.", err=True)
                try:
                    find_files(paths)  # a folder that is emptied for a moment, or not mounted, is no reason to prune
                    report = archive.add(paths, mapping=mapping, prune=prune)
                    if begun or report.added or report.updated or report.moved or report.removed:
                        _say_report(report, archive)
                    begun = True
                except UsageError as error:  # the next change tries again
                    typer.echo(f"dateline: {error}", err=True)
    if failed:
        raise typer.Exit(2)


def _is_there(folder: Path | None) -> bool:
    """Whether the archive named, or else the default one, was made already."""
    from index.place import is_archive
    from index.settings import load_settings
    from qa.corpus import named_folder

    settings = load_settings()
    return is_archive(folder or named_folder(settings) or settings.home / "seeds")


def _say_report(report: IndexReport, archive: Corpus) -> bool:
    """Prints what indexing did; returns whether something could not be indexed."""
    for path, cause in report.failed:
        typer.echo(f"Not indexed: {cause if path in cause else f'{path}: {cause}'}", err=True)
    if report.failed_more:
        typer.echo(f"Not indexed: {report.failed_more} more.", err=True)
    if report.passed_over:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(report.passed_over.items()))
        typer.echo(f"Passed over, because their format is not read: {kinds}.", err=True)
    if report.vanished:
        typer.echo(
            f"{len(report.vanished)} articles are kept although their file is gone; --prune removes them.", err=True
        )
    counts = {
        "added": report.added, "updated": report.updated, "moved": report.moved, "unchanged": report.unchanged,
        "removed": report.removed,
    }  # fmt: skip
    said = ", ".join(f"{len(ids)} {name}" for name, ids in counts.items() if ids) or "nothing added"
    articles, passages = archive.store.count()
    typer.echo(
        f"{said}; {len(report.failed) + report.failed_more} failed. The archive has {articles} articles in {passages} passages."
    )
    return bool(report.failed)


articles_app = typer.Typer()
app.add_typer(articles_app, name="articles")


@articles_app.callback(invoke_without_command=True)
def articles(
    context: typer.Context,
    corpus: CorpusOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """List the articles with their dates and how each date is known, or set a date."""
    if context.invoked_subcommand is not None:
        context.obj = corpus
        return
    with _opened(corpus) as archive:
        found = [(article, archive.duplicates(article.id)) for article in archive.articles()]
    for article, duplicates in found:
        published = article.published
        row = {
            "id": article.id,
            "published": published.day.isoformat() if published.day else None,
            "published_how": published.how,
            "first_day": published.first_day.isoformat() if published.first_day else None,
            "last_day": published.last_day.isoformat() if published.last_day else None,
            "source": article.source,
            "author": article.author,
            "language": article.language,
            "duplicates": [other for other, _ in duplicates],
            "title": article.title,
            "path": article.path,
            "reasons": [reason.text for reason in published.reasons],
        }
        if as_json:
            typer.echo(json.dumps(row, ensure_ascii=False))
        else:
            day = row["published"] or (
                f"{row['first_day'] or '…'}..{row['last_day'] or '…'}" if published.how == "bounded" else "-"
            )
            typer.echo("\t".join([article.id, str(day), published.how, article.source or "-", article.title]))
            if published.how in {"inferred", "bounded"}:
                for reason in published.reasons:
                    typer.echo(f"\t  because {reason.text}")


@articles_app.command(name="set-date")
def set_date(
    context: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ID", help="The article, by its id in `dateline articles`.")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="YYYY-MM-DD, or none to take back a date set before.")],
    corpus: CorpusOption = None,
) -> None:
    """Set by hand when an article was published; the undated ones are dated anew in its light."""
    from index.printeddate import given_day

    given = None if day.strip().lower() == "none" else given_day(day)
    with _opened(corpus or context.obj) as archive:
        before = {a.id: a.published for a in archive.articles()}
        archive.set_date(article, given)
        changed = [a for a in archive.articles() if a.id == article or a.published != before[a.id]]
    for one in changed:
        published = one.published
        typer.echo(f"{one.id}\t{published.day or '-'}\t{published.how}\t{one.title}")


@app.command()
def doctor(
    corpus: CorpusOption = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong, and change nothing.")] = False,
) -> None:
    """Find and mend what differs between the parts of an archive; upgrade one of an older version."""
    from index.doctor import examine
    from index.settings import load_settings
    from qa.corpus import Corpus, named_folder

    settings = load_settings()
    seeds = settings.home / "seeds"  # opened by itself: being brought up to date may be what fails
    folder = corpus or named_folder(settings) or (seeds if seeds.is_dir() else None)
    if folder is not None and not check:
        Corpus.upgraded(folder).close()
    with _opened(folder) as archive, _progress() as progress:
        found = examine(archive, mend=not check, on_progress=progress)
    for finding in found:
        typer.echo(f"{'Mended' if finding.mended else 'Wrong'}: {finding.what}")
    if not found:
        typer.echo("All parts of the archive agree.")
    if not all(finding.mended for finding in found):
        raise typer.Exit(1)


@app.command()
def timeline(
    question: Annotated[str | None, typer.Argument(help="The topic, as a question or in a few words.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    png: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it to this PNG file as well.")] = None,
    corpus: CorpusOption = None,
    source: Annotated[str | None, typer.Option(help="Only articles whose source or URL contains this.")] = None,
    after: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Only what happened from this day on.")
    ] = None,
    before: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only what happened up to this day.")] = None,
) -> None:
    """List what happened in the order of the days, each with the sentence that tells it."""
    from qa.timeline import timeline as listed

    with _opened(corpus) as archive:
        events = listed(archive, question, source=source, after=after, before=before)
    if png is not None:
        from ui.timeline_picture import draw

        drawn = draw(events, png, question or "Timeline of the archive")
        typer.echo(f"{drawn} of {len(events)} entries are drawn in {png}", err=True)
    if not events:
        typer.echo("No sentence on this is dated." if question else "No sentence of the archive is dated.", err=True)
    days = ""
    for event in events:
        if as_json:
            typer.echo(json.dumps(event.as_dict(), ensure_ascii=False))
            continue
        if event.words != days:
            days = event.words
            typer.echo(days)
        typer.echo(f"    {' '.join(event.citation.quote.split())}")
        typer.echo(
            f"    [{event.citation.number}] {_of(event.citation)}{'; was to come' if event.coming else ''}. {event.why}"
        )


@app.command()
def chat(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 7860,
    corpus: CorpusOption = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = False,
    auth: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Let in only the users of FILE; `dateline user` makes it.")
    ] = None,
) -> None:
    """Open the chat page."""
    from ui.passwords import Users
    from ui.serve import port_to_use, serve
    from ui.splash import Splash

    users = Users(auth) if auth else None
    splash = Splash(host, port_to_use(host, port))  # something to see at once; the rest takes seconds
    try:
        with _opened(corpus) as archive:
            serve(archive, host=host, port=port, open_browser=open_browser, users=users, splash=splash)
    finally:
        splash.close()


@app.command()
def user(
    file: Annotated[Path, typer.Argument(help="The file of users, made if need be.")],
    name: Annotated[str, typer.Argument(help="Whom to let in, or who gets a new password.")],
) -> None:
    """Add a user to a file for `dateline chat --auth FILE`; the password is asked for, or read from standard input."""
    from getpass import getpass

    from ui.passwords import add_user

    password = getpass(f"Password of {name}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    add_user(file, name, password)
    typer.echo(f"{name} is in {file}.", err=True)


@app.command(name="eval")
def evaluate(
    suite: Annotated[
        str,
        typer.Argument(
            metavar="SUITE|FILE|init",
            help="seeds, brennick, contrast, karsovia, mayuna, orembe, pellmoor, sollmar, tasvik, untold, varnia, yesno, stories, time, multihop-rag, mine (answers that you judged); a file of questions (see above); or "
            "init, which drafts such a file from the archive.",
        ),
    ] = "seeds",
    corpus: CorpusOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR|FILE",
            help="Folder for the run as JSON and HTML (runs); for init, the new file (questions.jsonl).",
        ),
    ] = None,
    failures: Annotated[
        bool, typer.Option("--failures", help="Print every question that was answered wrongly.")
    ] = False,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="RUN", help="JSON of an earlier run of the same questions: say which differences are real."
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start anew instead of going on with a run that was interrupted.")
    ] = False,
    number: Annotated[int, typer.Option(min=1, max=10_000, metavar="N", help="init: draft at most so many.")] = 20,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only so many questions, evenly spread.")] = None,
    answers: Annotated[bool, typer.Option(help="multihop-rag: measure answers, or retrieval alone.")] = True,
    ablations: Annotated[
        bool, typer.Option("--ablations", help="multihop-rag: switch off each stage of retrieval in turn.")
    ] = False,
) -> None:
    """Measure answers against questions with known answers.

    A FILE of questions is JSONL with an object a line, CSV with the names of the columns first, or JSON in SQuAD's layout
    (its paragraphs become the archive unless --corpus names one). JSONL and CSV need “question” and “answer”:
    alternatives are a list (CSV: “|” between); what must all be said is a list of lists named “answers” (CSV: “;”
    between). “answerable”: false marks a question that is to be declined. Optional: evidence (verbatim words of an
    article), article (its id), kind, date (ISO 8601), split (dev or test), id, draft, comment, and in JSONL history.
    """
    from evals import multihop
    from evals.cli import evaluate as run
    from evals.cli import evaluate_multihop, init

    if suite == "init":
        with _opened(corpus) as archive:
            init(archive, out=out or Path("questions.jsonl"), number=number)
        return
    out = out or Path("runs")
    with _archive_of(suite, corpus) as archive:
        if suite == multihop.NAME:
            evaluate_multihop(
                archive, out=out, limit=limit, answers=answers, ablations=ablations, compare=compare, fresh=fresh
            )
            return
        asked = _mine(archive) if suite == "mine" else suite
        code = run(asked, archive, out=out, failures=failures, compare=compare, fresh=fresh, limit=limit)
    if code:
        raise typer.Exit(code)


def main() -> None:
    """Entry point of the `dateline` command."""
    _log_to_stderr()
    try:
        code = app(standalone_mode=False)  # typer.Exit comes back as its code
        if code == 130:  # so does Ctrl-C
            typer.echo("dateline: interrupted; what was finished is kept.", err=True)
        sys.exit(code if isinstance(code, int) else 0)
    except DatelineError as error:
        typer.echo(f"dateline: {error}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("dateline: interrupted; what was finished is kept.", err=True)
        sys.exit(130)
    except BrokenPipeError:  # `dateline articles | head`
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if _is_usage(error):
            typer.echo(f"dateline: {error.format_message()} See `dateline --help`.", err=True)  # type: ignore[attr-defined]
            sys.exit(2)
        logging.getLogger("dateline").debug("failure", exc_info=True)
        typer.echo(f"dateline: failed: {type(error).__name__}: {error}. Set DATELINE_DEBUG=1 for details.", err=True)
        if _debugging():
            raise
        sys.exit(1)


def _answer_lines(name: str, answer: Callable[[str, Any], Answer]) -> int:
    """Answers a JSONL file (or stdin, "-") line by line; returns how many lines could not be answered."""
    bad = 0
    for number, line in enumerate(_lines(name), 1):
        if not line.strip():
            continue
        try:
            asked, history = _parse_line(line)
            out = answer(asked, history).as_dict()
        except UsageError as error:
            bad += 1
            out = {"error": f"line {number}: {error}"}
            typer.echo(f"dateline: {name}, line {number}: {error}", err=True)
        typer.echo(json.dumps(out, ensure_ascii=False))
        sys.stdout.flush()
    return bad


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        yield from sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8", errors="replace") as file:
            yield from file
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read: {error.strerror}. Name a JSONL file, or - for standard input."
        ) from error


def _parse_line(line: str) -> tuple[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f'not JSON ({error.msg} at column {error.colno}); write {{"question": "…"}}.') from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise UsageError('no “question” text; write {"question": "…", "history": [["…", "…"]]}.')
    return row["question"], row.get("history") or []


def _in_text(reply: Answer) -> str:
    """An answer for people: the text, its notes, and each citation with source and date."""
    parts = [reply.text]
    parts += [f"  · {note}" for note in reply.notes]
    for c in reply.citations:
        parts.append(f"[{c.number}] {_of(c)}")
        if not reply.answered:
            parts.append(f"    {' '.join(c.quote.split())}")
    return "\n".join(parts)


def _of(c: Citation) -> str:
    known = "date unknown" if c.published is None else f"{c.published}, {c.published_how}"
    source = f"{c.source}, " if c.source else ""
    return f"{c.title} ({source}{known}; {c.article_id} {c.start}–{c.end})"


def _mine(archive: Corpus) -> str:
    """The path of a file with the questions whose answers were judged in the chat page, written anew."""
    from ui.history import DATABASE, History
    from ui.judgements import as_jsonl

    home = archive.settings.home
    history = History(home / DATABASE)
    text, left_out = as_jsonl(history.judged(str(archive.folder.resolve())), archive)
    history.close()
    if left_out:
        typer.echo(f"{left_out} left out: what would be right is not known, or not in the archive.", err=True)
    if not text:
        raise UsageError("No answer about this archive was judged yet: use the thumbs in the page of `dateline chat`.")
    path = home / "mine.jsonl"
    path.write_text(text, encoding="utf-8")
    return str(path)


@contextmanager
def _archive_of(suite: str, folder: Path | None) -> Iterator[Corpus]:
    """The archive named, else the one that the suite brings along, else the default."""
    from evals.cli import own_archive
    from index.settings import load_settings

    if folder is None:
        with _progress() as progress:
            made = own_archive(suite, load_settings(), progress)
        if made is not None:
            with made:
                yield made
            return
    with _opened(folder) as archive:
        yield archive


@contextmanager
def _opened(folder: Path | None, *, create: bool = False) -> Iterator[Corpus]:
    from qa.corpus import Corpus

    if folder is not None:
        archive = Corpus.create(folder) if create else Corpus.open(folder)
    else:
        with _progress() as progress:
            archive = Corpus.default(on_progress=progress, create=create)
    with archive:
        yield archive


def _rate(a_second: float) -> str:
    return f"{a_second:.0f}/s" if a_second >= 10 else f"{a_second:.1f}/s"


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Progress on stderr: a bar on a terminal; elsewhere a line when a stage begins, and one every `_QUIET` seconds."""
    if not sys.stderr.isatty():
        from time import monotonic

        begun: dict[str, float] = {}
        last = 0.0

        def say(stage: str, done: int, total: int) -> None:
            nonlocal last
            now = monotonic()
            if stage not in begun and total:
                begun[stage] = last = now
                typer.echo(f"{stage} ({total}) …", err=True)
            elif total and 0 < done < total and now - last >= _QUIET:
                rate = done / max(now - begun[stage], 1e-3)
                last = now
                left = f"{(total - done) / rate:.0f} s left"
                typer.echo(f"{stage}: {done} of {total}, {_rate(rate)}, {left}", err=True)

        yield say
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(_rate(speed) if speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _is_usage(error: Exception) -> bool:
    """Whether the error is Typer's own complaint about an argument (its class moves between Click and Typer)."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def _debugging() -> bool:
    import os

    return bool(os.environ.get("DATELINE_DEBUG"))


def _log_to_stderr() -> None:
    level = logging.DEBUG if _debugging() else logging.ERROR
    logging.basicConfig(stream=sys.stderr, level=level, format="%(name)s: %(message)s")
    for ours in ("index", "qa", "ui", "evals"):
        logging.getLogger(ours).setLevel(logging.DEBUG if _debugging() else logging.WARNING)


if __name__ == "__main__":
    main()

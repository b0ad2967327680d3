"""Speed and size of an archive: `python -m evals.bench [--articles 609] [--scale 1000,10000,100000,1000000]`.

`--articles` indexes so many articles of MultiHop-RAG (in DATELINE_DATA) and hands the very same passages to LlamaIndex's
quickstart (`evals.quickstart`), which has no files to read, to date and to search for words. Models are loaded before the
clock starts. `--scale` measures archives of made-up news (`evals.madeuptext`) with made-up vectors (`evals.madeup`), each
in processes of its own, fits how each cost grows, and draws it. All in one run on one machine; its table says which.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from evals.data import data_folder
from evals.growth import draw, law
from evals.madeup import TopicalEncoder
from evals.madeuptext import PASSAGES, News, write
from evals.metrics import percentile
from evals.run import machine
from index.corpus import embedded_text
from index.settings import load_settings
from qa.corpus import Corpus
from qa.ranking import rank

QUERIES = 60
DELETES = 5
NEAREST = 10
GOALS = {  # of `--scale`
    "query p50 (ms)": "15 at 10⁴, 60 at 10⁶",
    "build, peak memory (MB)": "4,000",
    "reader, memory (MB)": "4,000",
    "recall@10": "0.98",
    "recall@10 of Chroma": "0.98",
    "delete an article (ms)": "100",
}

Figures = dict[str, Any]


class Stages:
    """Seconds by stage, from what indexing tells of its progress."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._stage, self._since = "", time.perf_counter()

    def __call__(self, stage: str, _done: int, _total: int) -> None:
        """As `index.corpus.Progress`."""
        now = time.perf_counter()
        self.seconds[self._stage] += now - self._since  # type: ignore[assignment]
        self._stage, self._since = stage, now


def resident() -> int:
    """Resident memory of this process in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


def peak() -> int:
    """Peak resident memory of this process in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def timed(what: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def p50_p95(what: Callable[[str], object], questions: Iterable[str]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds of a call for each question."""
    times = [timed(lambda: what(question)) * 1000 for question in questions]  # noqa: B023  # called at once
    return percentile(times, 50) or 0.0, percentile(times, 95) or 0.0


def recall(corpus: Corpus, questions: Sequence[str]) -> tuple[float, float]:
    """Of the `NEAREST` passages nearest to each question by exact search, the shares that the archive's search and Chroma
    find."""
    vectors = corpus.encoder.encode(questions, query=True)
    best: list[list[tuple[float, int]]] = [[] for _ in questions]
    block: list[tuple[int, bytes]] = []

    def weigh() -> None:
        matrix = np.frombuffer(b"".join(v for _, v in block), dtype="<f2").astype(np.float32).reshape(len(block), -1)
        for number, scores in enumerate(vectors @ matrix.T):
            top = np.argsort(-scores)[:NEAREST]
            best[number] = sorted([*best[number], *((float(scores[i]), block[i][0]) for i in top)], reverse=True)[
                :NEAREST
            ]
        block.clear()

    for row in corpus.store.vectors():
        block.append(row)
        if len(block) == 20_000:
            weigh()
    if block:
        weigh()
    shares = []
    for vector, exact in zip(vectors.tolist(), best, strict=True):
        wanted = {i for _, i in exact}
        both = [searched.nearest(vector, NEAREST, None) for searched in (corpus, corpus.vectors)]
        shares.append([len(wanted & {i for i, _ in found}) / max(1, len(wanted)) for found in both])
    ours, of_chroma = np.mean(shares, axis=0).tolist()
    return ours, of_chroma


# --- the same passages, with the real model


def dateline(archive: Path, source: Path, questions: Sequence[str]) -> Figures:
    """Dateline's column: indexes a folder with a file for each article and uses the archive."""
    with Corpus.create(archive, load_settings()) as corpus:
        corpus.encoder.encode(["The first text takes longest."], query=False)
        stages = Stages()
        seconds = timed(lambda: corpus.add([source], stages))
        passages = corpus.store.count()[1]
        figures: Figures = {
            "passages": passages,
            "passages/s": passages / seconds,
            "stages": {name: round(spent, 2) for name, spent in stages.seconds.items() if name},
            "re-index, unchanged (s)": timed(lambda: corpus.add([source])),
        }
        rank(corpus, "What is the news?", NEAREST)
        figures["retrieval p50 (ms)"], figures["retrieval p95 (ms)"] = p50_p95(
            lambda question: rank(corpus, question, NEAREST), questions
        )
        ids = sorted(a.id for a in corpus.articles())[:DELETES]
        figures["delete an article (ms)"] = percentile([timed(lambda i=i: corpus.remove([i])) * 1000 for i in ids], 50)  # type: ignore[misc]
        figures["peak memory (MB)"] = peak() / 1e6
        return figures


def quickstart(archive: Path, folder: Path, questions: Sequence[str]) -> Figures:
    """The quickstart's column, from the passages of Dateline's archive; and how near Dateline's vectors are to its own."""
    from evals.quickstart import build

    with Corpus.open(archive, load_settings()) as corpus:
        packed = dict(corpus.store.vectors())
        passages = corpus.passages(sorted(packed))
        titles = {a.id: a.title for a in corpus.articles()}
    texts = [embedded_text(titles[p.article_id], p.text) for p in passages]
    made = build(texts, [p.article_id for p in passages], folder)
    ours = (
        np.frombuffer(b"".join(packed[p.id] for p in passages), dtype="<f2").astype(np.float32).reshape(len(texts), -1)
    )
    cosines = (ours * made.vectors).sum(axis=1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(made.vectors, axis=1)
    retriever = made.index.as_retriever(similarity_top_k=NEAREST)
    retriever.retrieve("What is the news?")
    p50, p95 = p50_p95(retriever.retrieve, questions)
    ids = sorted(titles)[:DELETES]
    return {
        "passages": len(texts),
        "passages/s": len(texts) / made.seconds,
        "cosine, mean": float(cosines.mean()),
        "cosine, least": float(cosines.min()),
        "retrieval p50 (ms)": p50,
        "retrieval p95 (ms)": p95,
        "delete an article (ms)": percentile([timed(lambda i=i: made.index.delete_ref_doc(i)) * 1000 for i in ids], 50),  # type: ignore[misc]
        "peak memory (MB)": peak() / 1e6,
    }


def write_each(rows: Sequence[dict[str, Any]], folder: Path) -> None:
    """Writes each article into a file of its own: an archive that is indexed again has as many files to look at."""
    folder.mkdir(parents=True)
    for number, row in enumerate(rows):
        (folder / f"article{number:06}.json").write_text(json.dumps(row))


def compare(articles: int, place: Path) -> tuple[Figures, Figures]:
    """Both columns over the first `articles` articles of MultiHop-RAG."""
    data = data_folder() / "multihop_rag"
    with gzip.open(data / "corpus.json.gz", "rt") as file:
        rows = json.load(file)[:articles]
    with gzip.open(data / "queries_dev.json.gz", "rt") as file:
        questions = [row["query"] for row in json.load(file)[:QUERIES]]
    source = place / "articles"
    write_each(rows, source)
    ours = in_child(dateline, place / "archive", source, questions)
    return ours, in_child(quickstart, place / "archive", place / "quickstart", questions)


# --- made-up news in growing amounts


def build_scaled(archive: Path, folder: Path, articles: int) -> Figures:
    """Writes so many articles and indexes them."""
    for _ in write(folder, articles):
        pass
    with Corpus.create(archive, load_settings()) as corpus:
        corpus.encoder = TopicalEncoder(News().topics())
        stages = Stages()
        seconds = timed(lambda: corpus.add([folder], stages))
        stored = sum(f.stat().st_size for f in archive.rglob("*") if f.is_file())
        return {
            "articles": articles,
            "passages": corpus.store.count()[1],
            "build (s)": seconds,
            **{f"  {name.lower()} (s)": spent for name, spent in stages.seconds.items() if name},
            "on disk (MB)": stored / 1e6,
            "build, peak memory (MB)": peak() / 1e6,
        }


def ask_scaled(archive: Path) -> Figures:
    """Opens an archive of made-up news and asks it; nothing is written."""
    news = News(seed=2)
    questions = [news.question() for _ in range(QUERIES)]
    encoder = TopicalEncoder(News().topics())
    encoder.encode(questions, query=True)  # which makes up their words' vectors, once
    began = time.perf_counter()
    with Corpus.open(archive, load_settings()) as corpus:
        corpus.encoder = encoder
        rank(corpus, questions[0], NEAREST)
        figures: Figures = {"open and first query (s)": time.perf_counter() - began}
        p50, p95 = p50_p95(lambda q: rank(corpus, q, NEAREST), questions)
        figures |= {"query p50 (ms)": p50, "query p95 (ms)": p95}
        vectors = dict(zip(questions, corpus.encoder.encode(questions, query=True).tolist(), strict=True))
        figures["  vectors p50 (ms)"], _ = p50_p95(lambda q: corpus.nearest(vectors[q], 25, None), questions)
        fresh = [news.question().lower().rstrip("?").split() for _ in questions]
        words = {" ".join(w): w for w in fresh}
        figures["  full text p50 (ms)"], _ = p50_p95(lambda q: corpus.lexical(words[q], 25, None), words)
        return figures | {"reader, memory (MB)": resident() / 1e6}


def use_scaled(archive: Path, folder: Path, place: Path) -> Figures:
    """Compares what is found, updates and deletes."""
    news = News(seed=2)
    questions = [news.question() for _ in range(QUERIES)]
    figures: Figures = {}
    with Corpus.open(archive, load_settings()) as corpus:
        corpus.encoder = TopicalEncoder(News().topics())
        figures["recall@10"], figures["recall@10 of Chroma"] = recall(corpus, questions)
        added = place / "added.txt"
        added.write_text("Published: 2020-02-02\n\n" + news.article(1)["text"])
        figures["add an article (ms)"] = timed(lambda: corpus.add([added])) * 1000
        added.write_text("Published: 2020-02-02\n\n" + news.article(2)["text"])
        figures["update an article (ms)"] = timed(lambda: corpus.add([added])) * 1000
        (folder / "news00000.jsonl").touch()
        ids = corpus.store.ids_of(str((folder / "news00000.jsonl").resolve()))[:DELETES]
        figures["re-index, unchanged (s)"] = timed(lambda: corpus.add([folder]))
        figures["delete an article (ms)"] = percentile([timed(lambda i=i: corpus.remove([i])) * 1000 for i in ids], 50)  # type: ignore[misc]
        return figures


def scaled(passages: int, place: Path) -> Figures:
    """All figures of an archive of about so many passages."""
    archive, folder = place / f"archive-{passages}", place / f"news-{passages}"
    built = in_child(build_scaled, archive, folder, max(1, passages // PASSAGES))
    return built | in_child(ask_scaled, archive) | in_child(use_scaled, archive, folder, place)


# --- running and showing


def in_child(what: Callable[..., Figures], *args: object) -> Figures:
    """The figures that a function measures in a fresh process, so that memory is its own."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=_send, args=(theirs, what, args))
    child.start()
    theirs.close()
    try:
        figures: Figures = ours.recv()
    except EOFError as error:
        raise SystemExit(f"{what.__name__} failed; its error is above.") from error
    finally:
        child.join()
    return figures


def _send(pipe: Any, what: Callable[..., Figures], args: tuple[object, ...]) -> None:
    pipe.send(what(*args))


def show_comparison(ours: Figures, theirs: Figures, console: Console) -> None:
    """Prints Dateline's column beside the quickstart's."""
    table = Table(title=f"{ours['passages']} passages of MultiHop-RAG")
    for name in ("", "Dateline", "quickstart", "ratio", "goal"):
        table.add_column(name, justify="left" if not name else "right")
    goals = {
        "passages/s": "4 times",
        "retrieval p50 (ms)": "15",
        "re-index, unchanged (s)": "2",
        "delete an article (ms)": "100",
    }
    for name in [key for key in ours if key not in ("passages", "stages")]:
        other = theirs.get(name)
        ratio = f"{ours[name] / other:.2f}" if other else ""
        table.add_row(name, _number(ours[name]), _number(other), ratio, goals.get(name, ""))
    cosine = f"{theirs['cosine, mean']:.5f} / {theirs['cosine, least']:.5f}"
    table.add_row("vectors' cosine to float32, mean / least", cosine, "", "", "0.999")
    console.print(table)
    console.print(
        "Dateline's seconds: " + ", ".join(f"{name.lower()} {spent}" for name, spent in ours["stages"].items())
    )


def show_scale(measured: Sequence[Figures], console: Console) -> None:
    """Prints a column for each size, how each cost grows, and the goal that was set for it."""
    table = Table(title="Made-up news, made-up vectors")
    table.add_column("")
    for figures in measured:
        table.add_column(f"{figures['passages']:,}", justify="right")
    table.add_column("grows with size n as")
    table.add_column("goal")
    sizes = [figures["passages"] for figures in measured]
    for name in measured[0]:
        values = [figures.get(name, 0.0) for figures in measured]
        fitted = "" if name in ("articles", "passages") or name.startswith("recall") else law(sizes, values)
        table.add_row(name, *(_number(value) for value in values), fitted, GOALS.get(name, ""))
    console.print(table)


def _number(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _folder(place: Path | None, *, keep: bool) -> AbstractContextManager[str]:
    if not keep:
        return tempfile.TemporaryDirectory(dir=place)
    folder = tempfile.mkdtemp(prefix="bench-", dir=place)
    print(f"The archives stay in {folder}", file=sys.stderr)
    return nullcontext(folder)


def main() -> int:
    """Runs what is asked for and prints the tables; figures go to --out as JSON and PNG."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=609, help="articles beside the quickstart; 0: none")
    parser.add_argument("--scale", default="", help="numbers of passages, with commas between")
    parser.add_argument("--out", type=Path, default=Path("runs"), help="folder for the figures as JSON and PNG")
    parser.add_argument(
        "--place", type=Path, help="folder for the archives, on a disk with room; default: a temporary one"
    )
    parser.add_argument("--keep", action="store_true", help="leave the archives there")
    parser.add_argument("--ask", type=Path, metavar="ARCHIVE", help="only ask an archive of made-up news that is there")
    args = parser.parse_args()
    console = Console()
    if args.ask is not None:
        print(json.dumps(in_child(ask_scaled, args.ask), indent=1))
        return 0
    about = machine()
    console.print(f"{processor()}, {about['cpus_usable']} cores, {about['platform']}")
    kept: Figures = {"machine": {**about, "processor": processor()}}
    with _folder(args.place, keep=args.keep) as folder:
        place = Path(folder).resolve()
        if args.articles:
            kept["dateline"], kept["quickstart"] = compare(args.articles, place)
            show_comparison(kept["dateline"], kept["quickstart"], console)
        measured = []
        for size in (int(part) for part in args.scale.split(",") if part.strip()):
            measured.append(scaled(size, place))
            print(json.dumps(measured[-1]), file=sys.stderr, flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    if measured:
        show_scale(measured, console)
        kept["scale"] = measured
        names = ("build (s)", "open and first query (s)", "query p50 (ms)", "update an article (ms)", "delete an article (ms)",
                 "reader, memory (MB)")  # fmt: skip
        draw(
            [figures["passages"] for figures in measured],
            {name: [figures[name] for figures in measured] for name in names},
            args.out / "bench.png",
        )
    path = args.out / f"bench-{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.write_text(json.dumps(kept, indent=1))
    print(f"The figures are in {path}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

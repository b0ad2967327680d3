"""Files taken into the archive: what is new, changed, moved, a copy, unchanged or gone."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from index.errors import LoadError
from index.formats.record import Failure, Options
from index.loaders import SourceFile, fingerprint, merge_spans, place, slug
from index.nearduplicate import LEAST, bands
from index.parsing import Job, Parsed, made, parse
from index.passages import passages
from index.repeatedline import SAMPLE, repeated_lines, repeated_spans
from index.sidecar import Entry, Sidecars, described, mark
from index.store import GONE, Store

MOST_NAMED: Final = 10_000
_PART: Final = re.compile(r"#|!/")  # what stands between a file and a part of it


@dataclass(slots=True)
class IndexReport:
    """What indexing did, as article ids; `failed` are (path, cause), `vanished` are articles whose file is gone but
    which were kept, `removed` those that were not, `passed_over` counts files of other formats by suffix. Beyond
    `MOST_NAMED` failures the others are only counted, in `failed_more`."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)
    failed_more: int = 0

    def fail(self, path: str, cause: str) -> None:
        """Notes what could not be indexed, and why."""
        if len(self.failed) < MOST_NAMED:
            self.failed.append((path, cause))
        else:
            self.failed_more += 1


class Intake:
    """One run over files. Each article is written in a transaction of its own; a file is noted as read when all of it
    is, so that a run that was cut off goes on where it stopped."""

    def __init__(self, store: Store, options: Options, report: IndexReport, timeout: float) -> None:
        """`timeout`: seconds that the reading of one article may take."""
        self._store = store
        self._options = options
        self._timeout = timeout
        self._report = report
        self.sidecars = Sidecars()
        self._sources: set[str] = set()
        self._anew: dict[str, None] = {}  # files that hold a copy of what an article was before it changed
        self.gone: list[str] = []
        self.changed = False

    def take_orphaned_copies(self, roots: Sequence[Path]) -> None:
        """Reads again the files that held the same as an article which has changed: what they hold is in no other place."""
        while self._anew:
            some, self._anew = list(self._anew), {}
            for path in some:
                with self._store.transaction():
                    self._store.forget_file(path)
                if Path(path).exists():
                    self.take(_found(path, roots))

    def take(self, file: SourceFile) -> None:
        """Brings the archive up to date with one file; what cannot be read is noted in the report."""
        try:
            path = place(file.path)
            entry = self.sidecars.entry(file)
            sha256 = mark(fingerprint(file.path), entry)
            before = self._store.file(path)
            if before == (sha256, self._options.fingerprint):
                self._report.unchanged.extend(self._store.ids_of(path))
                return
            # A run that was cut off may have taken in what the file held, without noting the file.
            is_new = before is None and not self._store.ids_of(path)
            other = self._store.file_with(sha256, self._options.fingerprint) if is_new else None
            if other is not None:
                if not Path(other).exists():
                    self._move(other, path)
                    return
                ids = self._store.ids_of(other)
                if len(ids) == 1:
                    self._note_copy(ids[0], path)
                    return
            whole = self._read(file, path, entry)
        except LoadError as error:
            self._report.fail(str(file.path), str(error))
            return
        if whole:  # what is missing from it and kept is told at every run, and so looked for at every run
            with self._store.transaction():
                self._store.note_file(path, sha256, self._options.fingerprint)

    def skip_repeated(self) -> None:
        """Leaves out of passages the lines that the sources read from repeat from article to article."""
        for source in self._sources:
            articles = self._store.recent(source, SAMPLE)
            repeated = repeated_lines(articles)
            for article in articles if repeated else ():
                spans = repeated_spans(article, repeated)
                if spans:
                    shorter = replace(article, skipped=merge_spans([*article.skipped, *spans]))
                    with self._store.transaction():
                        self._store.recut(shorter, list(passages(shorter)))

    def look_for_gone(self, roots: Sequence[Path]) -> None:
        """Notes the articles whose file lay under `roots` and is there no more. An article of which a copy is left
        elsewhere moves there."""
        for path in dict.fromkeys(path for root in roots for path in self._store.article_files(root)):
            if not Path(path).exists():
                self.gone.extend(self._store.ids_of(path))
        for article_id in list(self.gone):
            for copy, file in self._store.copies(article_id):
                if self._holds(_found(file, roots), copy, article_id):
                    with self._store.transaction():
                        self._store.move_article(article_id, copy, file)
                    self.gone.remove(article_id)
                    self._report.moved.append(article_id)
                    break

    def _holds(self, file: SourceFile, copy: str, article_id: str) -> bool:
        """Whether the file where a copy of an article was found is there, and still as it was then."""
        if not file.path.exists():
            return False
        try:
            now = mark(fingerprint(file.path), self.sidecars.entry(file))
        except LoadError:
            return False
        path = str(file.path)
        # A copy of the very bytes is not noted as a file of its own.
        noted = self._store.file(path) or (self._store.file(self._store.file_of(article_id)) if copy == path else None)
        return noted is not None and noted[0] == now

    def _move(self, other: str, path: str) -> None:
        with self._store.transaction():
            self._store.move_file(other, path)
        self._report.moved.extend(self._store.ids_of(path))

    def _note_copy(self, article_id: str, path: str) -> None:
        """A file with the very bytes of another that is still there: the same article, not a second one."""
        with self._store.transaction():
            self._store.note_copy(path, article_id, path)
        self._report.unchanged.append(article_id)

    def _read(self, file: SourceFile, path: str, entry: Entry) -> bool:
        """Reads a file's articles; returns whether all of them could be, and none that it held before is missing."""
        known = self._store.records_of(path)
        with self._store.transaction():
            self._store.forget_copies_in(path, many=bool(known) or self._store.file(path) is not None)
        moves, kept = self._prepare(file, known, entry)
        failures, last = set[str](), ""
        seen = set[str]()
        marks = frozenset(sha256 for _, sha256 in known.values())
        for found in parse(Job(file, self._options.mapping, entry, marks), self._timeout):
            if isinstance(found, Failure):
                self._report.fail(found.path, found.cause)
                failures.add(found.path)
                last = found.path
                continue
            last = ""
            seen.add(self._put(found, path, entry, known, moves, kept))
        if not failures and not seen and not known:
            raise LoadError(f"{file.path} holds no article that can be read: no text, or nothing but other formats.")
        missing = {
            article_id: old
            for old, (article_id, _) in known.items()
            if article_id not in seen and not _may_be_there(old, failures, last)
        }
        with self._store.transaction():
            for article_id, old in missing.items():
                gone = article_id.join(GONE)  # its place in the file may be another's now
                if not old.endswith(gone):
                    self._store.move_article(article_id, old + gone, path)
        self.gone.extend(missing)
        return not failures and not missing

    def _prepare(
        self, file: SourceFile, known: dict[str, tuple[str, str]], entry: Entry
    ) -> tuple[dict[str, str], set[str]]:
        """In a file of many articles that changed, which moved within it: (new path -> article id), and those ids.

        A row put in front shifts all the others; by their content they are known again.
        """
        if len(known) < 2:
            return {}, set()
        fresh: defaultdict[str, list[str]] = defaultdict(list)
        for found in parse(Job(file, self._options.mapping, entry, make=False), self._timeout):
            if isinstance(found, Parsed):
                fresh[mark(found.record.fingerprint, entry)].append(found.record.path)
        moves = {}
        for old_path, (article_id, sha256) in known.items():
            places = fresh.get(sha256, [])
            if places and old_path not in places:
                moves[places.pop(0)] = article_id
        return moves, set(moves.values())

    def _put(
        self,
        found: Parsed,
        file: str,
        entry: Entry,
        known: dict[str, tuple[str, str]],
        moves: dict[str, str],
        kept: set[str],
    ) -> str:
        """One article of a file; returns its id."""
        record = found.record
        sha256 = mark(record.fingerprint, entry)
        article_id, old = known.get(record.path, (None, ""))
        if article_id is not None and old == sha256:
            self._report.unchanged.append(article_id)
            return article_id
        if record.path in moves:
            moved = moves[record.path]
            with self._store.transaction():
                self._store.move_article(moved, record.path, file)
            self._report.moved.append(moved)
            return moved
        if article_id in kept:  # it went to another place in the file, and this is a new one at its old place
            article_id = None
        same = self._store.with_content(sha256)
        # Moved over another file, an article stays what it is, and the other's is gone.
        if same is not None and (article_id is None or not Path(same[2]).exists()):
            return self._same(*same, record.path, file)
        is_new = article_id is None
        if article_id is None:
            article_id = _free_id(slug(record.relative), sha256, self._store.has_article)
        if found.article is None:  # what another place of this file held before took the place of this article
            found = made(record)
        assert found.article is not None
        article = described(replace(found.article, id=article_id), entry)
        copies = [] if is_new else self._store.copies(article_id)
        with self._store.transaction():
            for copy, where in copies:
                self._store.forget_copy(copy)
                self._store.forget_file(where)
                self._anew[where] = None
            self._store.put_article(article, sha256, found.drafts, file)
            if found.signature:
                self._store.link(article_id, found.signature, bands(found.signature), LEAST)
            self._store.set_meta("dated", "no")
        self._sources.add(article.source)
        self.changed = True
        (self._report.added if is_new else self._report.updated).append(article_id)
        return article_id

    def _same(self, article_id: str, path: str, file: str, record_path: str, record_file: str) -> str:
        """An article of the archive met again at another place: a copy, or a move if its old file is gone."""
        with self._store.transaction():
            if Path(file).exists():
                self._store.note_copy(record_path, article_id, record_file)
            else:
                self._store.move_article(article_id, record_path, record_file)
        (self._report.unchanged if Path(file).exists() else self._report.moved).append(article_id)
        return article_id


def _found(path: str, roots: Sequence[Path]) -> SourceFile:
    """A file by its place, as it was found through the folder among `roots` that it lies in."""
    for root in roots:
        folder = os.path.realpath(root)
        if path.startswith(folder.rstrip("/") + "/"):
            return SourceFile(Path(path), path[len(folder.rstrip("/")) + 1 :])
    return SourceFile(Path(path), Path(path).name)


def _may_be_there(path: str, failures: set[str], last: str) -> bool:
    """Whether an article that was not found may still be in its file, at a place that could not be read.

    `last` is the failure with which the reading of the file ended: what follows that may not have been looked at.
    """
    if path in failures or any(path[: part.start()] in failures for part in _PART.finditer(path)):
        return True
    rows, mark, number = last.rpartition("#")
    if mark and number.isdecimal():
        ours, _, ours_number = path.rpartition("#")
        return ours == rows and ours_number.isdecimal() and int(ours_number) > int(number)
    packed, mark, _ = last.rpartition("!/")
    return bool(mark) and path.startswith(packed + mark)


def _free_id(wanted: str, sha256: str, taken: Callable[[str], bool]) -> str:
    if not taken(wanted):
        return wanted
    named = f"{wanted[:70]}-{sha256[:8]}"
    number = 2
    while taken(named):  # two articles of one name and one content cannot be, but shortened names can meet
        named = f"{wanted[:60]}-{sha256[:8]}-{number}"
        number += 1
    return named

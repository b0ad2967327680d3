"""Tables of articles: JSON, JSONL and CSV, an article a row, with a mapping from their columns to fields."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

from index.errors import LoadError, UsageError
from index.field import NAMES
from index.formats.html import plain
from index.formats.record import MAX_LINE, MAX_WHOLE, Blob, Failure, Options, Record, with_headline
from index.formats.text import decode, guessed, is_utf8

# What columns are commonly called, best first. Names are compared in lower case with "-" and " " as "_".
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "article", "article_text", "article_body", "articlebody", "full_text", "fulltext",
             "maintext", "main_text", "story", "content_text", "content_html", "raw_text", "description", "summary"),
    "title": (*NAMES["title"], "name"),
    "author": NAMES["author"],
    "source": NAMES["source"],
    "url": NAMES["url"],
    "published": NAMES["published"],
    "updated": NAMES["updated"],
    "id": ("id", "_id", "uuid", "guid", "article_id", "doc_id"),
    "section": NAMES["section"],
    "language": NAMES["language"],
}  # fmt: skip
_LISTS: Final = (
    "articles",
    "items",
    "data",
    "documents",
    "docs",
    "results",
    "stories",
    "news",
    "rows",
    "hits",
    "entries",
)
_MOST_COLUMNS: Final = 20  # that a message names
_DEEPEST: Final = 5  # objects within objects in which a list of articles is looked for
_SEPARATOR: Final = re.compile(r'(?i)"?sep=([^\n"])"?[ \t]*\n\n*')


def parse_mapping(value: str) -> dict[str, str]:
    """A mapping as it is written on the command line: "title=headline,text=body" (a field of ours = a column of theirs;
    "source=source.name" reaches into JSON). Raises UsageError for an unknown field, for one that is named twice, and
    for a part that is not `a=b`."""
    mapping: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in value.split(","))):
        ours, equals, theirs = (p.strip() for p in part.partition("="))
        if not equals or not theirs or ours not in COLUMNS:
            raise UsageError(
                f"{part!r} is no mapping: write FIELD=COLUMN, with FIELD one of {', '.join(COLUMNS)}; for example "
                "title=headline,text=body."
            )
        if ours in mapping:
            raise UsageError(f"{ours!r} is mapped twice, to {mapping[ours]!r} and to {theirs!r}: name one column.")
        mapping[ours] = theirs
    return mapping


class _Mapped:
    """Which columns of a mapping no row has had so far. A row without a text says so itself."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._missing = {field: column for field, column in mapping.items() if field != "text"}
        self._there: dict[str, None] = {}

    def see(self, row: Any) -> None:
        if self._missing and isinstance(row, dict):
            self._missing = {field: column for field, column in self._missing.items() if not _reach(row, column)[0]}
            self._there.update(dict.fromkeys(_columns(row)))

    def failures(self, blob: Blob) -> Iterator[Failure]:
        """One for each column that is missing, once all rows were seen."""
        for field, column in self._missing.items() if self._there else ():
            there = ", ".join(list(self._there)[:_MOST_COLUMNS])
            cause = f"no row has the column {column!r} that is mapped to {field} (there are: {there})"
            yield Failure(f"{blob.path}#{column}", f"{blob.path}: {cause}. Name another: --map {field}=COLUMN.")


def read_jsonl(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """An article a line; `path` ends in "#" and the line's number (from 1)."""
    seen, mapped, encoding = False, _Mapped(options.mapping), ""
    with blob.open() as stream:
        number = 0
        while line := stream.readline(MAX_LINE):
            number += 1
            place = f"{blob.path}#{number}"
            if not line.endswith(b"\n") and len(line) >= MAX_LINE:
                yield Failure(place, f"{place} is a line of more than {MAX_LINE // 1_000_000} MB: split it.")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE)
                continue
            if not line.strip():
                continue
            seen = True
            try:
                # To guess takes longer than to read, and a file has one encoding.
                encoding = encoding or ("" if is_utf8(line) else guessed(line))
                row = _json(decode(line, place, known=encoding), place)
                mapped.see(row)
                yield _record(row, blob, number, options.mapping)
            except LoadError as error:
                yield Failure(place, str(error))
    if not seen:
        raise LoadError(f"{blob.path} is empty.")
    yield from mapped.failures(blob)


def read_json(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """The articles of a JSON file: an array of objects, an object with such an array at any depth, an object of
    objects, or one article; `path` ends in "#" and the article's number (from 1). Raises LoadError for anything else."""
    text = decode(blob.read(MAX_WHOLE), blob.path)
    try:
        rows = _rows(_json(text, blob.path), blob.path, options.mapping)
    except LoadError as error:
        # JSON Lines under the name of JSON is common.
        if "\n{" not in text.strip():
            raise
        try:
            _json(text.strip().split("\n", 1)[0], blob.path)
        except LoadError:
            raise error from None
        yield from read_jsonl(blob, options)
        return
    mapped = _Mapped(options.mapping)
    for number, row in enumerate(rows, 1):
        place = f"{blob.path}#{number}"
        mapped.see(row)
        try:
            yield _record(row, blob, number, options.mapping)
        except LoadError as error:
            yield Failure(place, str(error))
    yield from mapped.failures(blob)


def read_csv(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """An article a row, columns named by the first row; separated by commas, semicolons, tabs or bars, or as a line
    `sep=;` in front says. `path` ends in "#" and the row's number (from 1, the heading not counted).

    A row that cannot be told apart, or has more cells than there are columns, is a Failure. Raises LoadError for a
    file without rows, and for two columns of one name.
    """
    text = decode(blob.read(MAX_WHOLE), blob.path).replace("\0", "").lstrip("\n")
    csv.field_size_limit(MAX_LINE)
    said = _SEPARATOR.match(text)  # Excel writes and wants it
    text = text[said.end() :] if said else text
    first = text.split("\n", 1)[0]
    delimiter = said[1] if said else max(",;\t|", key=first.count)
    delimiter = "\t" if blob.name.lower().endswith(".tsv") else delimiter
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" and _quotes_are_plain(text) else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quoting, strict=True)
    try:
        columns = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise LoadError(f"{blob.path}: its first row, the names of the columns, is not CSV ({error}).") from error
    if not any(columns):
        raise LoadError(f"{blob.path} is empty.")
    twice = [name for name, count in Counter(map(str.lower, columns)).items() if name and count > 1]
    if twice:
        raise LoadError(f"{blob.path} has two columns named {twice[0]!r}: rename one of them.")
    number, broken, mapped = 0, False, _Mapped(options.mapping)
    while True:
        place = f"{blob.path}#{number + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            number, broken = number + 1, True
            yield Failure(place, f"{place} cannot be read as CSV ({error}): see to its quotation marks.")
            continue
        if not cells:
            continue
        number += 1
        while len(cells) > len(columns) and not cells[-1].strip():
            cells.pop()
        if not any(cell.strip() for cell in cells):
            continue
        # After an error the reader goes on at the next line, which may lie in the midst of a cell.
        if len(cells) > len(columns) or (broken and len(cells) < len(columns)):
            cause = (
                f"row has {len(cells)} cells for {len(columns)} columns: put cells that hold {delimiter!r} in quotes"
            )
            yield Failure(place, f"{place}: the {cause}.")
            continue
        row = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        mapped.see(row)
        try:
            yield _record(row, blob, number, options.mapping)
        except LoadError as error:
            yield Failure(place, str(error))
    if not number:
        raise LoadError(f"{blob.path} has a heading and no rows.")
    yield from mapped.failures(blob)


def _quotes_are_plain(text: str) -> bool:
    """Whether quotation marks are characters like others in rows parted by tabs: as marks around cells they make no
    sense, and each line has as many cells as the first."""
    try:
        for _ in csv.reader(io.StringIO(text), delimiter="\t", strict=True):
            pass
    except csv.Error:
        return len({line.count("\t") for line in text.split("\n") if line.strip()}) == 1
    return False


def _json(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise LoadError(f"{place} is not JSON ({error}).") from error


def _rows(value: Any, path: str, mapping: Mapping[str, str]) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        if isinstance(_value(value, "text", mapping), str):
            return [value]
        rows = list(value.values())
        objects = bool(rows) and all(isinstance(row, dict) for row in rows)
        if objects and isinstance(_value(rows[0], "text", mapping), str):
            return rows
        return _listed(value) or (rows if objects else [value])
    raise LoadError(f"{path} is JSON, but neither an object nor an array of objects.")


def _listed(value: dict[str, Any]) -> list[Any]:
    """The first list of objects in an object, those nearest to its top first ({"response": {"results": [...]}})."""
    level = [value]
    for _ in range(_DEEPEST):
        for outer in level:
            lists = {k: v for k, v in outer.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
            for key in (*_LISTS, *lists):
                if key in lists:
                    return list(lists[key])
        level = [inner for outer in level for inner in outer.values() if isinstance(inner, dict)]
    return []


def _record(row: Any, blob: Blob, number: int, mapping: Mapping[str, str]) -> Record:
    """One row as a Record. Raises LoadError when it is no object, or has no text, naming the columns that there are."""
    place = f"{blob.path}#{number}"
    if not isinstance(row, dict):
        raise LoadError(f"{place} is not a JSON object: write an article as one object.")
    if isinstance(row.get("_source"), dict):  # how Elasticsearch wraps what it was given
        row = {**row["_source"], **row}
    known = {name: _text(_value(row, name, mapping)) for name in COLUMNS}
    body = plain(known.pop("text"))
    title = " ".join(plain(known["title"]).split())
    if not body.strip():
        wanted = mapping.get("text")
        raise LoadError(
            f"{place} has no text"
            + (f" in {wanted!r}" if wanted else "")
            + f" (it has: {', '.join(_columns(row)[:_MOST_COLUMNS]) or 'nothing'}). Name the column: --map text=COLUMN."
        )
    known["title"] = title
    known["published"] = _when(known["published"])
    metadata = {k: " ".join(v.split()) for k, v in known.items() if v.strip()}
    relative = f"{blob.relative}-{metadata.get('id', number)}"
    return Record(place, relative, with_headline(title, body), title, metadata)


def _value(row: Mapping[str, Any], field: str, mapping: Mapping[str, str]) -> Any:
    if field in mapping:
        return _reach(row, mapping[field])[1]
    plain_names = {str(key).strip().lower().replace("-", "_").replace(" ", "_"): key for key in row}
    for name in COLUMNS[field]:
        if name in plain_names and row[plain_names[name]] not in (None, "", [], {}):
            return row[plain_names[name]]
    return None


def _reach(row: Mapping[str, Any], column: str) -> tuple[bool, Any]:
    """Whether a row has a column, and what is in it; "source.name" reaches into an object."""
    if column in row:
        return True, row[column]
    value: Any = row
    for part in column.split("."):
        if not isinstance(value, dict) or part not in value:
            return False, None
        value = value[part]
    return True, value


def _columns(row: Mapping[str, Any]) -> list[str]:
    """The columns of a row as they can be named in a mapping."""
    out: list[str] = []
    for key, value in row.items():
        out.extend([f"{key}.{inner}" for inner in value] if isinstance(value, dict) and value else [str(key)])
    return out


def _text(value: Any) -> str:
    """A cell as text: lists joined (paragraphs or names), objects by their name or text."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        parts = [part for part in map(_text, value) if part.strip()]
        return ("\n\n" if any(len(part) > 80 for part in parts) else ", ").join(parts)
    if isinstance(value, dict):
        return next((_text(value[k]) for k in ("name", "text", "title", "value", "$date", "$oid") if k in value), "")
    return str(value)


def _when(value: str) -> str:
    """A moment given as seconds or milliseconds since 1970, as a day; anything else as it is."""
    try:
        seconds = float(value)
    except ValueError:
        return value
    if 1e11 <= seconds < 1e14:
        seconds /= 1000
    # Smaller numbers are years or days of some other count.
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if 1e8 <= seconds < 4e9 else value

"""Tables of articles: JSON, JSONL and CSV, an article a row, with a mapping from their columns to fields."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from index.errors import LoadError, UsageError
from index.formats.html import plain
from index.formats.record import MAX_LINE, MAX_WHOLE, Blob, Failure, Options, Record, with_headline
from index.formats.text import decode

# What columns are commonly called, best first. Names are compared in lower case with "-" and " " as "_".
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "article", "article_text", "article_body", "articlebody", "full_text", "fulltext",
             "maintext", "main_text", "story", "content_text", "content_html", "raw_text", "description", "summary"),
    "title": ("title", "headline", "heading", "article_title", "name"),
    "author": ("author", "authors", "byline", "by", "creator", "writer"),
    "source": ("source", "publication", "publisher", "outlet", "site", "site_name", "sitename", "newspaper", "domain"),
    "url": ("url", "link", "canonical_url", "source_url", "article_url", "web_url", "permalink"),
    "published": ("published", "published_at", "publishedat", "date_published", "datepublished", "date_publish",
                  "publish_date", "pub_date", "pubdate", "publication_date", "date", "published_date", "datetime",
                  "timestamp", "time", "created_at"),
    "updated": ("updated", "updated_at", "date_modified", "datemodified", "date_modify"),
    "id": ("id", "_id", "uuid", "guid", "article_id", "doc_id"),
    "section": ("section", "category", "topic"),
    "language": ("language", "lang"),
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


def parse_mapping(value: str) -> dict[str, str]:
    """A mapping as it is written on the command line: "title=headline,text=body" (a field of ours = a column of theirs;
    "source=source.name" reaches into JSON). Raises UsageError for an unknown field or a part that is not `a=b`."""
    mapping: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in value.split(","))):
        ours, equals, theirs = (p.strip() for p in part.partition("="))
        if not equals or not theirs or ours not in COLUMNS:
            raise UsageError(
                f"{part!r} is no mapping: write FIELD=COLUMN, with FIELD one of {', '.join(COLUMNS)}; for example "
                "title=headline,text=body."
            )
        mapping[ours] = theirs
    return mapping


def read_jsonl(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """An article a line; `path` ends in "#" and the line's number (from 1)."""
    seen = False
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
                yield _record(_json(decode(line, place), place), blob, number, options.mapping)
            except LoadError as error:
                yield Failure(place, str(error))
    if not seen:
        raise LoadError(f"{blob.path} is empty.")


def read_json(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """The articles of a JSON file: an array of objects, an object with such an array, an object of objects, or one
    article; `path` ends in "#" and the article's number (from 1). Raises LoadError for anything else."""
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
    for number, row in enumerate(rows, 1):
        place = f"{blob.path}#{number}"
        try:
            yield _record(row, blob, number, options.mapping)
        except LoadError as error:
            yield Failure(place, str(error))


def read_csv(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """An article a row, columns named by the first row; separated by commas, semicolons, tabs or bars. `path` ends in
    "#" and the row's number (from 1, the heading not counted)."""
    text = decode(blob.read(MAX_WHOLE), blob.path).replace("\0", "")
    csv.field_size_limit(MAX_LINE)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count) if not blob.name.lower().endswith(".tsv") else "\t"
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if not reader.fieldnames:
        raise LoadError(f"{blob.path} is empty.")
    number = 0
    while True:
        number += 1
        place = f"{blob.path}#{number}"
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield Failure(place, f"{place} and what follows cannot be read as CSV ({error}).")
            return
        try:
            yield _record({k: v for k, v in row.items() if k is not None}, blob, number, options.mapping)
        except LoadError as error:
            yield Failure(place, str(error))
    if number == 1:
        raise LoadError(f"{blob.path} has a heading and no rows.")


def _json(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise LoadError(f"{place} is not JSON ({error}).") from error


def _rows(value: Any, path: str, mapping: Mapping[str, str]) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        lists = {k: v for k, v in value.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
        if not isinstance(_value(value, "text", mapping), str):
            for key in (*_LISTS, *lists):
                if key in lists:
                    return list(lists[key])
            if value and all(isinstance(v, dict) for v in value.values()):
                return list(value.values())
        return [value]
    raise LoadError(f"{path} is JSON, but neither an object nor an array of objects.")


def _record(row: Any, blob: Blob, number: int, mapping: Mapping[str, str]) -> Record:
    """One row as a Record. Raises LoadError when it is no object, or has no text, naming the columns that there are."""
    place = f"{blob.path}#{number}"
    if not isinstance(row, dict):
        raise LoadError(f"{place} is not a JSON object: write an article as one object.")
    known = {name: _text(_value(row, name, mapping)) for name in COLUMNS}
    body = plain(known.pop("text"))
    title = " ".join(plain(known["title"]).split())
    if not body.strip():
        wanted = mapping.get("text")
        raise LoadError(
            f"{place} has no text"
            + (f" in {wanted!r}" if wanted else "")
            + f" (it has: {', '.join(str(key) for key in list(row)[:20]) or 'nothing'}). Name the column: --map text=COLUMN."
        )
    known["title"] = title
    known["published"] = _when(known["published"])
    metadata = {k: " ".join(v.split()) for k, v in known.items() if v.strip()}
    relative = f"{blob.relative}-{metadata.get('id', number)}"
    return Record(place, relative, with_headline(title, body), title, metadata)


def _value(row: Mapping[str, Any], field: str, mapping: Mapping[str, str]) -> Any:
    if field in mapping:
        column = mapping[field]
        if column in row:
            return row[column]
        value: Any = row
        for part in column.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value
    plain_names = {str(key).strip().lower().replace("-", "_").replace(" ", "_"): key for key in row}
    for name in COLUMNS[field]:
        if name in plain_names and row[plain_names[name]] not in (None, "", [], {}):
            return row[plain_names[name]]
    return None


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

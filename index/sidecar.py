"""Sidecar files: `articles.yaml` or `articles.json` in a folder says what its articles do not say of themselves."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

import yaml

from index.article import Article
from index.dateline import stated
from index.errors import LoadError
from index.loaders import SourceFile

NAMES: Final = ("articles.yaml", "articles.yml", "articles.json")
FIELDS: Final = ("title", "source", "author", "url", "published")

Entry = Mapping[str, str]


def is_sidecar(path: Path) -> bool:
    """Whether a file is a sidecar by its name, and so no article."""
    return path.name.lower() in NAMES


@dataclass(slots=True)
class Sidecars:
    """The sidecars around the files of one run. `faults` are (path, cause) for what cannot be used; the rest is."""

    faults: list[tuple[str, str]] = field(default_factory=list)
    _read: dict[Path, dict[str, Entry]] = field(default_factory=dict)

    def entry(self, file: SourceFile) -> Entry:
        """What the sidecars say of a file: fields of `FIELDS` that are given, or nothing.

        A sidecar names files by their path from its own folder. The one nearest to the file decides, up to the folder
        that was indexed.
        """
        folder, name = Path(os.path.realpath(file.path)).parent, PurePosixPath(file.path.name)
        for _ in PurePosixPath(file.relative).parts:
            found = self._folder(folder).get(str(name))
            if found is not None:
                return found
            folder, name = folder.parent, PurePosixPath(folder.name) / name
        return {}

    def _folder(self, folder: Path) -> dict[str, Entry]:
        if folder not in self._read:
            entries: dict[str, Entry] = {}
            for name in NAMES:
                path = folder / name
                if path.is_file():
                    try:
                        entries |= self._entries(path)
                    except LoadError as error:
                        self.faults.append((str(path), str(error)))
            self._read[folder] = entries
        return self._read[folder]

    def _entries(self, path: Path) -> dict[str, Entry]:
        """The entries of one sidecar. Raises LoadError when it cannot be read; an entry that is wrong becomes a fault."""
        rows = _rows(path, _parsed(path))
        out: dict[str, Entry] = {}
        for name, given in rows:
            row = {} if given in (None, "") else given  # "a.txt:" with nothing after it
            if not isinstance(row, Mapping):
                self._fault(path, name, f"it must hold fields ({', '.join(FIELDS)}), not {_kind(row)}")
                continue
            entry: dict[str, str] = {}
            for key, value in row.items():
                plain = str(key).strip().lower()
                if plain not in FIELDS:
                    self._fault(path, name, f"unknown field “{key}”; the fields are {', '.join(FIELDS)}")
                elif isinstance(value, Mapping | list):
                    self._fault(path, name, f"“{key}” must be a text, not {_kind(value)}")
                elif value is not None and str(value).strip():
                    entry[plain] = str(value).strip()
            published = entry.get("published")
            if published is not None and stated("", metadata={"published": published}).day is None:
                cause = f"“published” is {published!r}, which is no day: write it as YYYY-MM-DD, for example 2021-08-13"
                self._fault(path, name, cause)
                del entry["published"]
            if not (path.parent / name).is_file():
                self._fault(path, name, "there is no such file in its folder")
            out[str(PurePosixPath(name))] = entry
        return out

    def _fault(self, path: Path, name: str, cause: str) -> None:
        self.faults.append((str(path), f"{path}, {name}: {cause}."))


def described(article: Article, entry: Entry) -> Article:
    """The article with what a sidecar says of it in place of what it says itself."""
    if not entry:
        return article
    url = entry.get("url", article.url)
    published = article.published
    if "published" in entry:
        published = stated(article.text, url=url, metadata={"published": entry["published"]})
        published = replace(
            published,
            reasons=tuple(
                replace(r, text=r.text.replace("its metadata says", "its sidecar says")) for r in published.reasons
            ),
        )
    elif "url" in entry and published.how == "unknown":
        published = stated(article.text, url=url)
    return replace(
        article,
        title=entry.get("title", article.title),
        source=entry.get("source", article.source),
        author=entry.get("author", article.author),
        url=url,
        published=published,
    )


def mark(sha256: str, entry: Entry) -> str:
    """The fingerprint of a file together with its sidecar's entry: it changes when either does."""
    if not entry:
        return sha256
    return hashlib.sha256(f"{sha256} {json.dumps(dict(entry), sort_keys=True)}".encode()).hexdigest()


def _parsed(path: Path) -> object:
    """What a sidecar holds. All scalars of YAML stay text, so that a day that no calendar has reaches our own check."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise LoadError(
            f"{path} is not UTF-8 text ({error.reason} at byte {error.start}): save it as UTF-8."
        ) from error
    try:
        if path.suffix.lower() == ".json":
            return json.loads(text)
        return yaml.load(text, Loader=yaml.BaseLoader)
    except json.JSONDecodeError as error:
        raise LoadError(f"{path} is not JSON ({error.msg}, line {error.lineno}, column {error.colno}).") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise LoadError(f"{path} is not YAML ({getattr(error, 'problem', None) or error}{where}).") from error
    except RecursionError as error:
        raise LoadError(f"{path} is nested too deeply to be a sidecar.") from error


def _rows(path: Path, parsed: object) -> list[tuple[str, object]]:
    """(file name, fields) of a mapping from names to fields, or of a list whose items name their `file`."""
    if parsed is None or parsed == "":
        return []
    if isinstance(parsed, Mapping):
        return [(str(name), row) for name, row in parsed.items()]
    if isinstance(parsed, list) and all(isinstance(row, Mapping) and row.get("file") for row in parsed):
        return [(str(row["file"]), {k: v for k, v in row.items() if k != "file"}) for row in parsed]
    raise LoadError(
        f"{path} must map file names to their fields ({', '.join(FIELDS)}), or list them with a “file” each."
    )


def _kind(value: object) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, Mapping) else "a single value"

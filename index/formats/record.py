"""What the readers take and give: Blob in, Record or Failure out, and the limits that keep hostile files harmless."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from index.errors import LoadError

MEGABYTE: Final = 1_000_000
MAX_ARTICLE: Final = 50 * MEGABYTE  # bytes of a file that is one article
MAX_WHOLE: Final = 500 * MEGABYTE  # bytes of a file that must be read at once to be taken apart (a JSON array, a feed)
MAX_LINE: Final = 20 * MEGABYTE  # bytes of one line of JSONL and of one cell of CSV
MAX_DEPTH: Final = 3  # archives inside archives
MAX_RATIO: Final = 200  # unpacked to packed size: text compresses to a tenth, bombs to a thousandth


@dataclass(slots=True)
class Budget:
    """What may still be unpacked out of one file, however archives nest in it."""

    unpacked: int = 20_000 * MEGABYTE
    members: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """How files are to be read. `mapping` names the columns or keys of tables: field -> column ("title": "headline").

    `entering` is told the path of each file, and of each part of an archive, before it is looked at; those in `avoid`
    are not looked at, for the cause given there.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    budget: Budget = field(default_factory=Budget)
    entering: Callable[[str], None] = lambda _path: None
    avoid: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """What of the options changes what is read."""
        return json.dumps(dict(self.mapping), sort_keys=True) if self.mapping else ""


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes with a name. `path` is where they lie and stays the same from run to run: a file's path, or
    "/data/news.zip!/a/b.html" inside an archive. `relative` is the path below what was asked for ("a/b.html")."""

    path: str
    relative: str
    open: Callable[[], BinaryIO]
    size: int

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self.relative).name

    def head(self, count: int = 4096) -> bytes:
        """The first bytes. Raises LoadError when they cannot be read."""
        with self.open() as stream:
            return stream.read(count)

    def read(self, limit: int = MAX_ARTICLE) -> bytes:
        """All bytes. Raises LoadError when they cannot be read or are more than `limit`."""
        if self.size > limit:
            raise LoadError(
                f"{self.path} is larger than {limit // MEGABYTE} MB ({self.size // MEGABYTE} MB): split it into its articles."
            )
        with self.open() as stream:
            raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise LoadError(f"{self.path} is larger than {limit // MEGABYTE} MB: split it into its articles.")
        return raw


def file_blob(path: Path, relative: str) -> Blob:
    """A file on disk. Raises LoadError when it is none, or its size cannot be told."""

    def opened() -> BinaryIO:
        try:
            return path.open("rb")
        except PermissionError as error:
            raise LoadError(
                f"{path} cannot be read: permission denied. Change its permissions or run as its owner."
            ) from error
        except OSError as error:
            raise LoadError(f"{path} cannot be read: {error.strerror or error}.") from error

    try:
        # A pipe or a device could be read for ever.
        if not path.is_file():
            raise LoadError(
                f"{path} cannot be read: it is {'not there' if not path.exists() else 'not a regular file'}."
            )
        return Blob(os.path.realpath(path), relative, opened, path.stat().st_size)
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}.") from error


@dataclass(frozen=True, slots=True)
class Record:
    """One article as a reader found it. `heading` is a headline known from markup or a column; `metadata` has its
    keys in lower case (title, author, source, url, published, …)."""

    path: str
    relative: str
    text: str
    heading: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of all that makes the article; where it lies is not part of it."""
        made_of = json.dumps([self.text, self.heading, sorted(self.metadata.items())], ensure_ascii=True)
        return hashlib.sha256(made_of.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a file that could not be read; `cause` names the part, why, and what to do."""

    path: str
    cause: str


def with_headline(title: str, body: str) -> str:
    """The text of an article whose headline is known apart from its body: both, unless the body begins with it."""
    title, body = " ".join(title.split()), body.strip()
    if not title or " ".join(body[: 2 * len(title) + 10].split()).startswith(title):
        return body
    return f"{title}\n\n{body}"

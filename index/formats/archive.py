"""ZIP, tar and single compressed files. Members are read in memory; nothing is ever written to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from index.errors import LoadError
from index.formats.record import MAX_DEPTH, MAX_RATIO, MAX_WHOLE, MEGABYTE, Blob, Budget, Failure, Options, Record

DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
            RuntimeError, NotImplementedError, ValueError, KeyError, IndexError)  # fmt: skip
"""What Python's modules raise over archives that are damaged."""

_PACKED = re.compile(r"(?i)\.(?:gz|bz2|xz)$")
_OPENERS: dict[str, Callable[[BinaryIO, str], Any]] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}
ReadAny = Callable[[Blob, Options], Iterator[Record | Failure]]


def read_zip(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """The articles of a ZIP file's members; `path` is "news.zip!/a/b.html". Members whose names lead out of the
    archive, that are encrypted or that unpack to too much are Failures. Raises LoadError for a damaged file."""
    inner = _deeper(blob, options)
    try:
        with blob.open() as stream, zipfile.ZipFile(_seekable(stream, blob)) as packed:
            spent, most = 0, max(blob.size * MAX_RATIO, 10 * MEGABYTE)
            for member in packed.infolist():
                if member.is_dir():
                    continue
                cause = (
                    _trick(member.filename)
                    or ("is encrypted: unpack it with its password first" if member.flag_bits & 1 else "")
                    or ("is a link" if (member.external_attr >> 28) == 0xA else "")
                    or _overlong(packed, member)
                    or _too_much(member.file_size, member.compress_size, options.budget)
                )
                # Members can lie over each other, each one harmless by itself.
                if not cause and spent + member.file_size > most:
                    cause = f"makes the file unpack to more than {MAX_RATIO} times its size: it looks like a bomb"
                spent += 0 if cause else member.file_size
                yield from _member(blob, member.filename, member.file_size, cause, partial(packed.read, member), inner)
    except DAMAGED as error:
        raise _damaged(blob, "ZIP file", error) from error


def read_tar(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """The articles of a tar file's members, compressed or not; as `read_zip`. Links and devices are Failures."""
    inner = _deeper(blob, options)
    try:
        with blob.open() as stream, tarfile.open(fileobj=stream, mode="r|*") as packed:
            start = options.budget.unpacked
            for member in packed:
                if member.isdir():
                    continue
                spent = start - options.budget.unpacked + member.size
                cause = (
                    _trick(member.name)
                    or ("" if member.isreg() else "is a link or a device, not a file")
                    or _too_much(spent, max(blob.size, 1) * 2, options.budget, member.size)
                )

                def content(member: tarfile.TarInfo = member) -> bytes:
                    taken = packed.extractfile(member)
                    return taken.read() if taken is not None else b""

                if cause.startswith("unpacks"):
                    # A stream cannot be skipped without unpacking it: this is where a bomb ends.
                    yield Failure(
                        f"{blob.path}!/{member.name}", f"{blob.path}!/{member.name} {cause}. The rest was not read."
                    )
                    return
                yield from _member(blob, member.name, member.size, cause, content, inner)
    except (
        *DAMAGED,
        AttributeError,
    ) as error:  # the last by Python 3.11.2 of a gzip header that leads into damaged data
        raise _damaged(blob, "tar file", error) from error


def read_compressed(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """What is in a single compressed file (.gz, .bz2, .xz); `path` is "rows.jsonl.gz!/rows.jsonl"."""
    inner = _deeper(blob, options)
    name = _PACKED.sub("", blob.name) or "content"
    opener = _OPENERS[blob.name.rpartition(".")[2].lower()]
    limit = min(options.budget.unpacked, max(blob.size, 1000) * MAX_RATIO)

    def unpacked() -> BinaryIO:
        packed = blob.open()
        return cast(BinaryIO, _Limited(cast(BinaryIO, opener(packed, "rb")), packed, limit, blob.path))

    try:
        # Its size is not known beforehand: readers that take all at once stop at their own limit.
        yield from _read_any()(Blob(f"{blob.path}!/{name}", _PACKED.sub("", blob.relative), unpacked, 0), inner)
    except DAMAGED as error:
        raise _damaged(blob, "compressed file", error) from error


def check_zip(packed: zipfile.ZipFile, path: str) -> None:
    """Raises LoadError when a ZIP-based document would unpack to far more than a document is."""
    budget = Budget(unpacked=MAX_WHOLE, members=20_000)
    for member in packed.infolist():
        cause = _overlong(packed, member) or _too_much(member.file_size, member.compress_size, budget)
        if cause:
            raise LoadError(f"{path}: its part {member.filename!r} {cause}.")
        budget.unpacked -= member.file_size
        budget.members -= 1


class _Limited(io.RawIOBase):
    """A stream that gives at most `limit` bytes and then raises LoadError."""

    def __init__(self, stream: BinaryIO, packed: BinaryIO, limit: int, path: str) -> None:
        self._stream, self._packed, self._left, self._path = stream, packed, limit, path

    def readable(self) -> bool:
        return True

    def _count(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise LoadError(f"{self._path} unpacks to more than {MAX_RATIO} times its size: it looks like a bomb.")
        return data

    def read(self, size: int | None = -1) -> bytes:
        want = self._left + 1 if size is None or size < 0 else min(size, self._left + 1)
        return self._count(self._stream.read(want))

    def readline(self, size: int | None = -1) -> bytes:
        return self._count(self._stream.readline(self._left + 1 if size is None or size < 0 else size))

    def close(self) -> None:
        self._stream.close()
        self._packed.close()  # a decompressor leaves open what it was given
        super().close()


def _member(
    blob: Blob, name: str, size: int, cause: str, content: Callable[[], bytes], options: Options
) -> Iterator[Record | Failure]:
    """The articles of one member, read from memory."""
    from index.formats.registry import is_known

    name = name.removeprefix("./")
    path = f"{blob.path}!/{_shown(name)}"
    hidden = any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts if part != "..")
    if not cause and (hidden or not is_known(name)):
        return
    if cause:
        yield Failure(path, f"{path} {cause}.")
        return
    options.budget.unpacked -= size
    options.budget.members -= 1
    try:
        raw = content()
        yield from _read_any()(Blob(path, f"{blob.relative}/{name}", lambda: io.BytesIO(raw), len(raw)), options)
    except LoadError as error:
        yield Failure(path, str(error))
    except DAMAGED as error:
        yield Failure(path, f"{path} is damaged ({_short(error)}): pack it again.")


def _trick(name: str) -> str:
    """Why a member's name is refused: absolute, leading out of the archive, or with characters no file name has."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", name) or "\0" in name:
        return "is refused: its name leads out of the archive"
    return ""


def _overlong(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """Why a member is refused that says it takes more of the file than there is before the directory: memory is taken for
    as much as it says."""
    if member.header_offset + member.compress_size > packed.start_dir:
        return "is damaged: it says it is larger than the file that holds it. Pack it again"
    return ""


def _too_much(size: int, packed: int, budget: Budget, more: int | None = None) -> str:
    """Why unpacking `size` bytes out of `packed` is refused ("" when it is not). `more`: bytes still to be unpacked."""
    if size > 10 * MEGABYTE and size > MAX_RATIO * max(packed, 1):
        return f"unpacks to more than {MAX_RATIO} times its size: it looks like a bomb"
    if (size if more is None else more) > budget.unpacked:
        return "unpacks to more than may come out of one file: pack it into several"
    if (size if more is None else more) > MAX_WHOLE:
        return f"is larger than {MAX_WHOLE // MEGABYTE} MB: unpack the archive and index the folder"
    if budget.members <= 0:
        return "is one member too many: pack them into several files"
    return ""


def _deeper(blob: Blob, options: Options) -> Options:
    if options.depth >= MAX_DEPTH:
        raise LoadError(f"{blob.path} is an archive more than {MAX_DEPTH} archives deep: unpack the outer ones.")
    return replace(options, depth=options.depth + 1)


def _seekable(stream: BinaryIO, blob: Blob) -> BinaryIO:
    return stream if stream.seekable() else io.BytesIO(blob.read(MAX_WHOLE))


def _read_any() -> ReadAny:
    from index.formats.registry import read  # it lists this module's readers

    return read


def _damaged(blob: Blob, kind: str, error: BaseException) -> LoadError:
    if isinstance(error, LoadError):
        return error
    return LoadError(f"{blob.path} is not a {kind} that can be read ({_short(error)}): pack it again.")


def _shown(name: str) -> str:
    """A member's name with what cannot be shown or stored replaced."""
    return name.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _short(error: BaseException) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:120]

"""Files made wrong: what bad disks, broken programs and hostile hands do to an article's file."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from evals.samplefile import tarred, zipped

MOST_BYTES: Final = 1_000_000
_TOKENS: Final[tuple[bytes, ...]] = (
    b"\0", b"\0" * 500, b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u202e\u2067".encode(), "𝒳😀".encode(), b"\r\r\n",
    b"<!ENTITY a 'b'>", b"<![CDATA[", b"]]>", b"<!--", b"&#x110000;", b"&#0;", b"]]]]]]", b"%PDF-1.4\n", b"PK\x03\x04",
    b"From a@b Fri Aug 13 10:00:00 2021\n", b"Content-Type: multipart/mixed; boundary=x\n", b"charset=hex", b"charset=utf-7",
    b"---\n", b"stream\n", b"endobj", b"/Kids[3 0 R 3 0 R]", b"/Parent 3 0 R", b"/Length 99999999999", b"1e999", b"NaN", b'"', b"'",
    b"1970", b"31 February 2021", b"13/13/2013", b"the day after tomorrow ", b"99999 years ago ", b"9" * 400,
)  # fmt: skip
_OPENERS: Final[tuple[bytes, ...]] = (
    b"[", b"{", b'{"a":', b"(", b"<div>", b"<b><p>", b"> ", b"* ", b"- [", b"**", b"_", b"`", b"![", b"<<", b"\\", b"/*",
    b"\t", b" ", b"\n", b"\n\n", b"a", b"A. ", b"1 ", b"1,", b"1.", b"-", b"\xc2\xa0", b"&amp;", b"\xe2\x80\x9d", b"Monday, ", b"of the ",
)  # fmt: skip
_ENCODINGS: Final = (
    "utf-16",
    "utf-16-be",
    "utf-32",
    "utf-7",
    "latin-1",
    "cp1252",
    "cp1251",
    "koi8-r",
    "shift_jis",
    "cp037",
)

Files = Mapping[str, bytes]


def mutated(files: Files, chance: random.Random) -> tuple[str, bytes]:
    """A file's name and bytes, made from one of `files` by one to four mutations; the same for the same state of
    `chance`. At most about `MOST_BYTES`, but for what an archive unpacks to."""
    name = chance.choice(sorted(files))
    raw = files[name]
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        name, raw = chance.choice(_MUTATIONS)(name, raw, files, chance)
        raw = raw[:MOST_BYTES]
    return name, raw


def _flip(name: str, raw: bytes, _files: Files, chance: random.Random) -> tuple[str, bytes]:
    out = bytearray(raw)
    for _ in range(chance.choice((1, 2, 8, 64)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return name, bytes(out)


def _cut(name: str, raw: bytes, _files: Files, chance: random.Random) -> tuple[str, bytes]:
    a, b = sorted((chance.randint(0, len(raw)), chance.randint(0, len(raw))))
    return name, chance.choice((raw[:a], raw[a:], raw[:a] + raw[b:]))


def _splice(name: str, raw: bytes, files: Files, chance: random.Random) -> tuple[str, bytes]:
    other = files[chance.choice(sorted(files))]
    a, b = sorted((chance.randint(0, len(other)), chance.randint(0, len(other))))
    at = chance.randint(0, len(raw))
    return name, raw[:at] + other[a:b] + raw[chance.choice((at, min(len(raw), at + b - a))) :]


def _repeat(name: str, raw: bytes, _files: Files, chance: random.Random) -> tuple[str, bytes]:
    at, size = chance.randint(0, len(raw)), chance.choice((1, 3, 20, 200, 2000))
    block = raw[at : at + size]
    times = min(chance.choice((2, 30, 1000, 100_000)), MOST_BYTES // max(1, len(block)))
    return name, raw[:at] + block * times + raw[at + size :]


def _nest_marks(name: str, raw: bytes, _files: Files, chance: random.Random) -> tuple[str, bytes]:
    at = chance.randint(0, len(raw))
    opener = chance.choice(_OPENERS)
    return name, raw[:at] + opener * min(chance.choice((50, 1000, 20_000, 200_000)), MOST_BYTES // len(opener)) + raw[
        at:
    ]


def _insert(name: str, raw: bytes, _files: Files, chance: random.Random) -> tuple[str, bytes]:
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randint(0, len(raw))
        raw = raw[:at] + chance.choice(_TOKENS) + raw[at:]
    return name, raw


def _numbers(name: str, raw: bytes, _files: Files, chance: random.Random) -> tuple[str, bytes]:
    extreme = chance.choice((b"0", b"-1", b"65535", b"4294967295", b"99999999999999999999", b"1e400", b"0000"))
    return name, re.sub(rb"\d+", lambda m: extreme if chance.random() < 0.3 else m[0], raw)


def _encode(name: str, raw: bytes, _files: Files, chance: random.Random) -> tuple[str, bytes]:
    text = raw.decode(chance.choice(("utf-8", "latin-1", *_ENCODINGS[:3])), "replace")
    return name, text.encode(chance.choice(_ENCODINGS), "replace")


def _pack(name: str, raw: bytes, _files: Files, chance: random.Random) -> tuple[str, bytes]:
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        inner = chance.choice((name, f"a/{name}", f"../{name}", f"/{name}", f"{name}/"))
        suffix = chance.choice((".zip", ".tar.gz", ".gz", ".bz2", ".xz"))
        name, raw = f"{name}{suffix}", _packed(inner, raw, suffix)
    return name, raw


def _packed(name: str, raw: bytes, suffix: str) -> bytes:
    """The bytes as a member or, by the simpler formats, alone; the same bytes every time."""
    match suffix:
        case ".zip":
            return zipped({name: raw, f"2{name}": raw})
        case ".tar.gz":
            return tarred({name: raw.decode("latin-1")})
        case ".gz":
            return gzip.compress(raw, 1, mtime=0)
        case ".bz2":
            return bz2.compress(raw)
        case _:
            return lzma.compress(raw, preset=0)


def _rename(_name: str, raw: bytes, files: Files, chance: random.Random) -> tuple[str, bytes]:
    return chance.choice(sorted(files)), raw


_MUTATIONS: Final[tuple[Callable[[str, bytes, Files, random.Random], tuple[str, bytes]], ...]] = (
    _flip, _flip, _cut, _splice, _repeat, _nest_marks, _insert, _numbers, _encode, _pack, _rename,
)  # fmt: skip

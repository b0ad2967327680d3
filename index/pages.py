"""Web pages fetched from addresses that the user names, kept as files to index; the one place that asks the network for
articles, and only when it is called."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import IO, Final
from urllib.parse import urlsplit

from index.errors import LoadError, UsageError
from index.formats.registry import is_known

FOLDER: Final = "pages"  # inside the archive's folder
MOST: Final = 20_000_000  # bytes of a page
PATIENCE: Final = 30.0  # seconds without an answer
LONGEST: Final = 120.0  # seconds for a whole page
_SIDECAR: Final = "articles.json"
_ENDINGS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
}


@dataclass(slots=True)
class Fetched:
    """What became of addresses: the files that hold their pages, and (address, cause) of those that could not be had."""

    files: list[Path] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def addresses_in(path: Path) -> list[str]:
    """The addresses that a file lists, one a line, each once; empty lines and those that begin with "#" are passed over.

    Raises UsageError for a file that cannot be read and for a line that is no http(s) address.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as a list of addresses ({error}): name a text file.") from error
    found: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        address = line.strip()
        if not address or address.startswith("#"):
            continue
        if not _is_web(address):
            raise UsageError(f"{path}, line {number}: {address[:100]!r} is no http or https address.")
        found[address] = None
    if not found:
        raise UsageError(f"{path} lists no address: write one http or https address a line.")
    return list(found)


def fetch(
    addresses: Sequence[str], folder: Path, progress: Callable[[str, int, int], None], patience: float = PATIENCE
) -> Fetched:
    """Fetches pages into a folder, a file each, and notes their addresses in a sidecar there (`index.sidecar`).

    A page fetched before is replaced. At most `MOST` bytes are taken of each, and redirects followed to http and https
    alone, never from https to http.
    """
    out = Fetched()
    folder.mkdir(parents=True, exist_ok=True)
    for number, address in enumerate(addresses):
        progress("Fetching pages", number, len(addresses))
        try:
            raw, ending = _page(address, patience)
        except LoadError as error:
            out.failed.append((address, str(error)))
            continue
        path = folder / (_stem(address) + ending)
        for old in folder.glob(f"{path.stem}.*"):
            if old != path:  # it was of another kind before
                old.unlink()
        path.write_bytes(raw)
        _note(folder / _SIDECAR, path.name, address)
        out.files.append(path)
    progress("Fetching pages", len(addresses), len(addresses))
    return out


def _page(address: str, patience: float) -> tuple[bytes, str]:
    """The bytes of a page and the ending that a file of its kind has. Raises LoadError."""
    request = urllib.request.Request(address, headers={"User-Agent": _agent(), "Accept": "text/html, */*;q=0.5"})
    until = time.monotonic() + LONGEST
    try:
        with _opener().open(request, timeout=patience) as answer:
            pieces, size = [], 0
            while piece := answer.read1(1 << 16):
                pieces.append(piece)
                size += len(piece)
                if size > MOST:
                    raise LoadError(
                        f"{address} is larger than {MOST // 1_000_000} MB: save what is wanted of it as a file."
                    )
                if time.monotonic() > until:
                    raise LoadError(f"{address} takes longer than {LONGEST:.0f} seconds: save the page as a file.")
            kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
    except urllib.error.HTTPError as error:
        error.close()
        raise LoadError(f"{address} cannot be had: the server says {error.code} {error.reason}.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        cause = getattr(error, "reason", None) or error
        raise LoadError(f"{address} cannot be had ({str(cause) or type(cause).__name__}).") from error
    raw = b"".join(pieces)
    if not raw.strip():
        raise LoadError(f"{address} is an empty page.")
    suffix = PurePosixPath(urlsplit(address).path).suffix.lower()
    ending = _ENDINGS.get(kind) or (suffix if is_known(f"page{suffix}") else "")
    if not ending:
        raise LoadError(f"{address} is of a kind that is not read ({kind}).")
    if charset and kind.startswith("text/"):
        with suppress(
            LookupError, UnicodeDecodeError
        ):  # what the server says counts before what the page says of itself
            raw = raw.decode(charset).encode("utf-8-sig")
    return raw, ending


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if not _is_web(newurl) or (req.type == "https" and urlsplit(newurl).scheme.lower() != "https"):
            raise LoadError(
                f"{req.full_url} leads to {newurl[:100]}, which is not fetched: it is no {req.type} address."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener() -> urllib.request.OpenerDirector:
    """What speaks http and https and nothing else: no files, no FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _agent() -> str:
    try:
        return f"Dateline/{version('dateline')} (indexes pages that its user named)"
    except PackageNotFoundError:
        return "Dateline (indexes pages that its user named)"


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _stem(address: str) -> str:
    parts = urlsplit(address)
    name = re.sub(r"[^\w-]+", "-", f"{parts.hostname}{PurePosixPath(parts.path).with_suffix('')}").strip("-")
    return f"{name[:60]}-{hashlib.sha256(address.encode()).hexdigest()[:10]}"


def _note(sidecar: Path, name: str, address: str) -> None:
    known = json.loads(sidecar.read_text(encoding="utf-8")) if sidecar.exists() else {}
    known[name] = {"url": address}
    fresh = sidecar.with_suffix(".part")
    fresh.write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")
    fresh.replace(sidecar)

"""Where an archive's store of record is: a file in its folder, or a PostgreSQL database that the folder names.

A folder belongs to one archive for good. One that belongs to an archive in PostgreSQL has a file that says where that is
(without passwords) and which it is, so that an address which leads elsewhere is noticed.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.sqlite import DATABASE, LOCK, SqliteStore

if TYPE_CHECKING:
    from index.postgres import PostgresStore
    from index.postgres_url import PostgresUrl
    from index.settings import Settings
    from index.store import Store

REMOTE = "store.json"


def prepare_store(folder: Path, settings: Settings) -> None:
    """Makes the store of an archive, or upgrades one of an older version.

    Raises CorpusError for a folder that holds something else, when another process is writing, and when the store cannot
    be used.
    """
    if folder.exists() and not folder.is_dir():
        raise CorpusError(f"{folder} is a file, and a corpus is a folder: name another place.")
    _refuse_strangers(folder)
    url = _url(folder, settings)
    if url is None:
        _make(folder)
        SqliteStore.prepare(folder)
        return
    if settings.chroma is None:
        raise CorpusError(
            "An archive in PostgreSQL has its vectors on a Chroma server: start one (`chroma run`), and put its address "
            "into DATELINE_CHROMA."
        )
    from index.postgres import PostgresStore

    PostgresStore.prepare(url, make=True)


def upgrade_store(folder: Path, settings: Settings) -> None:
    """Upgrades the store of an archive of an older version; what is no archive is left as it is.

    Raises CorpusError as `prepare_store` does.
    """
    url = _url(folder, settings)
    if url is not None:
        from index.postgres import PostgresStore

        PostgresStore.prepare(url, make=False)
    elif (folder / DATABASE).is_file():
        SqliteStore.prepare(folder)


def open_store(folder: Path, settings: Settings) -> Store:
    """The store of an archive. Raises CorpusError where there is none, and when it cannot be used."""
    url = _url(folder, settings)
    if url is not None:
        from index.postgres import PostgresStore

        _refuse_strangers(folder)
        store = PostgresStore(url, folder)
        try:
            _bind(folder, url, store)
        except BaseException:
            store.close()
            raise
        return store
    if not folder.is_dir():
        raise CorpusError(f"{folder} is not a corpus: there is no such folder. Make one with `dateline index`.")
    return SqliteStore(folder)


def is_archive(folder: Path) -> bool:
    """Whether a folder belongs to an archive, here or elsewhere."""
    return identity(folder) is not None


def identity(folder: Path) -> tuple[int, int] | None:
    """Which archive stands in a folder, whatever is in it: a number of its store's file, or of the file that says where
    its store is. None for no archive."""
    for name in (DATABASE, REMOTE):
        try:
            found = (folder / name).stat()
        except OSError:
            continue
        return found.st_dev, found.st_ino
    return None


def folder_for(home: Path, store: str) -> Path:
    """The folder on this machine of an archive that is named by the address of its store alone."""
    from index.postgres_url import PostgresUrl

    return home / "stores" / hashlib.sha256(PostgresUrl.parse(store).shown.encode()).hexdigest()[:16]


def _url(folder: Path, settings: Settings) -> PostgresUrl | None:
    """The address of the store, of the settings before that of the folder; None for a file in the folder."""
    named = settings.store.get_secret_value() if settings.store is not None else _bound(folder).get("store")
    if named is None:
        return None
    if (folder / DATABASE).exists():
        raise CorpusError(
            f"{folder} holds an archive of its own, and DATELINE_STORE names another: unset it, or name a new folder and "
            "index the articles there."
        )
    from index.postgres_url import PostgresUrl

    return PostgresUrl.parse(named)


def _bind(folder: Path, url: PostgresUrl, store: PostgresStore) -> None:
    """Notes in the folder which archive it belongs to. Raises CorpusError when that is another."""
    archive = store.get_meta("archive") or ""
    bound = _bound(folder)
    if not bound:
        _make(folder)
        (folder / REMOTE).write_text(json.dumps({"store": url.shown, "archive": archive}, indent=2) + "\n", "utf-8")
    elif bound.get("archive") != archive:
        raise CorpusError(
            f"{folder} belongs to the archive at {bound.get('store')}, and {url.shown} is another: put that address into "
            "DATELINE_STORE, or name another folder."
        )


def _bound(folder: Path) -> dict[str, str]:
    path = folder / REMOTE
    try:
        kept = json.loads(path.read_text("utf-8"))
        return {str(name): str(kept[name]) for name in ("store", "archive")}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{path} cannot be read ({error}): remove it, and name the archive by DATELINE_STORE."
        ) from error


def _refuse_strangers(folder: Path) -> None:
    """Raises CorpusError for a folder that is no archive's and not empty."""
    if not folder.is_dir() or is_archive(folder):
        return
    strangers = [p.name for p in folder.iterdir() if p.name != LOCK and not p.name.startswith(DATABASE)]
    if strangers:
        raise CorpusError(
            f"{folder} is not a corpus and not empty (it holds {strangers[0]!r}): name an empty or new folder, so that "
            "nothing of yours is mixed with the archive."
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError(f"{folder} cannot be made: {error.strerror or error}.") from error

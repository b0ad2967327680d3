"""The vectors: one Chroma collection, in the archive's folder or on a server, always rebuildable from the store of record."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from index.errors import CorpusError, MisplacedVectorsError, VectorsError

FOLDER = "vectors"
COLLECTION = "passages"  # in a folder; on a server, collections are named by archive
BATCH = 2000  # Chroma refuses more than 5,461 in one call
_SERVER = "chroma:"
# For new collections; those that are there keep what they were made with. Over the 17,095 passages of MultiHop-RAG's articles,
# with the bundled model, 16/100/200 found .999 of the nearest ten of exact search, and 48/400/800 all of them in three times the
# time of making; `python -m evals.bench --articles 0 --scale 10000` measures the parameters that stand here ("recall@10 of Chroma").
_HNSW = {"hnsw": {"space": "cosine", "max_neighbors": 16, "ef_construction": 100, "ef_search": 300}}


class Vectors(ABC):
    """The vectors of an archive's passages, by passage id."""

    def __init__(self, client: Any, collection: Any) -> None:
        from llama_index.vector_stores.chroma import ChromaVectorStore

        self._client = client
        self._collection = collection
        self.as_vector_store: Any = ChromaVectorStore(chroma_collection=collection)

    @abstractmethod
    def _errors(self) -> AbstractContextManager[None]:
        """Turns what Chroma raises into CorpusError: VectorsError where making the vectors anew helps."""

    def __len__(self) -> int:
        with self._errors():
            return int(self._collection.count())

    def ids(self) -> list[int]:
        """The passage ids that have a vector."""
        with self._errors():
            return [int(i) for i in self._collection.get(include=[])["ids"]]

    def upsert(self, ids: Sequence[int], article_ids: Sequence[str], vectors: Any) -> None:
        """Adds or replaces vectors, an array of float32 of shape (len(ids), dimension)."""
        for at in range(0, len(ids), BATCH):
            some = slice(at, at + BATCH)
            with self._errors():
                self._collection.upsert(
                    ids=[str(i) for i in ids[some]],
                    embeddings=vectors[some],
                    metadatas=[{"article_id": article_id} for article_id in article_ids[some]],
                    documents=[""] * len(ids[some]),  # the text is in the store of record; LlamaIndex wants a document
                )

    def delete(self, ids: Sequence[int]) -> None:
        """Removes vectors; ids that are not there are passed over."""
        for at in range(0, len(ids), BATCH):
            with self._errors():
                self._collection.delete(ids=[str(i) for i in ids[at : at + BATCH]])

    def clear(self) -> None:
        """Removes every vector."""
        self.delete(self.ids())

    def nearest(self, vector: Sequence[float], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` nearest passages: (passage id, cosine similarity), nearest first. `article_ids` restricts the search.

        ChromaVectorStore reports exp(-distance); with the cosine space that distance is 1 - cosine.
        """
        import math

        from llama_index.core.vector_stores.types import (
            FilterOperator,
            MetadataFilter,
            MetadataFilters,
            VectorStoreQuery,
        )

        if article_ids is not None and not article_ids:
            return []
        filters = None
        if article_ids is not None:
            wanted = MetadataFilter(key="article_id", value=list(article_ids), operator=FilterOperator.IN)
            filters = MetadataFilters(filters=[wanted])
        with self._errors():
            result = self.as_vector_store.query(
                VectorStoreQuery(query_embedding=list(vector), similarity_top_k=k, filters=filters)
            )
        pairs = zip(result.ids or [], result.similarities or [], strict=True)
        return [(int(i), 1.0 + math.log(s)) for i, s in pairs]


class LocalVectors(Vectors):
    """Vectors in a folder of this machine, for one process that writes."""

    def __init__(self, folder: Path) -> None:
        """Opens the folder, making it if need be. Raises VectorsError when Chroma cannot open it."""
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient

        self._folder = folder
        self.written = ""
        """The mark (`mark_of_writing`) of the last writing that these have seen."""
        with self._errors():
            # Chroma keeps what a process has read of a folder, also for clients that are opened later.
            SharedSystemClient.clear_system_cache()
            client = chromadb.PersistentClient(str(folder), _quiet())
            collection = client.get_or_create_collection(COLLECTION, embedding_function=None, configuration=_HNSW)  # type: ignore[arg-type]
        super().__init__(client, collection)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, ValueError, OSError, RuntimeError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged(error) from error
        except BaseException as error:
            # Its core is written in Rust, and a panic there is no Exception.
            if type(error).__name__ == "PanicException":
                raise self._damaged(error) from error
            raise

    def _damaged(self, error: BaseException) -> VectorsError:
        return VectorsError(
            f"The vectors in {self._folder} cannot be read ({str(error)[:200]}). Run `dateline doctor`: it makes them anew "
            "from the archive."
        )


class ServerVectors(Vectors):
    """Vectors in a collection on a Chroma server, for processes on any number of machines."""

    def __init__(self, server: str, name: str, *, create: bool = False) -> None:
        """Opens the collection at the server's URL; with `create`, makes it if need be.

        Raises CorpusError when the server cannot be reached or refuses, VectorsError when it has no such collection.
        """
        self._server = server
        self._name = name
        with self._errors():
            client = _client(server)
            collection = (
                client.get_or_create_collection(name, embedding_function=None, configuration=_HNSW)
                if create
                else client.get_collection(name, embedding_function=None)
            )
        super().__init__(client, collection)

    def drop(self) -> None:
        """Removes the collection with all its vectors."""
        with self._errors():
            self._client.delete_collection(self._name)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        import httpx
        from chromadb.errors import ChromaError, NotFoundError

        try:
            yield
        except NotFoundError as error:
            raise VectorsError(
                f"The Chroma server at {self._server} does not hold the vectors of this archive (collection {self._name}). "
                "If DATELINE_CHROMA names the right server, run `dateline doctor`: it makes them anew from the archive."
            ) from error
        except ChromaError as error:
            raise CorpusError(f"The Chroma server at {self._server} refused: {str(error)[:200]}.") from error
        except (httpx.HTTPError, OSError, ValueError, KeyError) as error:  # the last two: it speaks something else
            raise CorpusError(
                f"There is no Chroma server at {self._server} ({str(error)[:200]}). Start it (`chroma run`), or put its "
                "address into DATELINE_CHROMA. What was finished is kept."
            ) from error


@lru_cache(maxsize=4)
def _client(server: str) -> Any:
    import chromadb

    host, port, ssl = address(server)
    return chromadb.HttpClient(host, port, ssl=ssl, settings=_quiet())


def address(server: str) -> tuple[str, int, bool]:
    """Host, port (Chroma's 8000 when none is given, 443 for https) and whether TLS is wanted, of an http(s) URL.

    Raises ValueError for anything else.
    """
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.path not in ("", "/"):
        raise ValueError("give the Chroma server as http://host:port")
    ssl = parts.scheme == "https"
    return parts.hostname, parts.port or (443 if ssl else 8000), ssl


_local: WeakValueDictionary[Path, LocalVectors] = WeakValueDictionary()
_local_lock = threading.Lock()


def open_vectors(folder: Path, place: str, server: str | None, written: str) -> Vectors:
    """The vectors at a place that `fresh_place` named, in an archive's folder or on the server.

    `written` is the mark of the last writing. A process has a folder open once; when another process has written since,
    it is opened anew: what was read before would not only be out of date, the next writing would put it back.
    Raises MisplacedVectorsError as `require` does.
    """
    require(folder, place, server)
    if server is not None:
        return ServerVectors(server, place.removeprefix(_SERVER))
    path = (folder / place).resolve()
    with _local_lock:
        vectors = _local.get(path)
        if vectors is None or (vectors.written != written and not _is_ours(written)):
            vectors = _local[path] = LocalVectors(folder / place)
        vectors.written = written
        return vectors


def mark_of_writing(last: str) -> str:
    """What a process notes with the archive before it writes vectors, made from the mark that was there last."""
    number = int(last.split()[0]) if last else 0
    return f"{number + 1} {_process(os.getpid())}"


def _is_ours(written: str) -> bool:
    return written.endswith(f" {_process(os.getpid())}")


@lru_cache(maxsize=4)
def _process(number: int) -> str:
    return f"{number}-{secrets.token_hex(4)}"


def require(folder: Path, place: str, server: str | None) -> None:
    """Raises MisplacedVectorsError for vectors that are not where the settings want them: on `server`, or, if that is
    None, in the archive's folder."""
    if place.startswith(_SERVER) == (server is not None):
        return
    raise MisplacedVectorsError(
        f"The vectors of {folder} are on a Chroma server, and no DATELINE_CHROMA names it: set it, or run `dateline doctor` "
        "to have them in the folder."
        if server is None
        else f"The vectors of {folder} are in that folder, and DATELINE_CHROMA names a server: run `dateline doctor` to "
        "have them there, or unset it."
    )


def fresh_place(folder: Path, archive: str, server: str | None, old: str = "") -> str:
    """Makes a new, empty place for vectors: a folder's name or, for an archive's id, a collection on the server.

    Always another one than `old`: within one process Chroma cannot open a folder again that was emptied, and readers elsewhere
    hold the old collection until they look where the vectors are.
    """
    number = 1
    if server is None:
        while (folder / f"{FOLDER}-{number}").exists():
            number += 1
        return f"{FOLDER}-{number}"
    while True:
        name = f"dateline-{archive}-{number}"
        if _SERVER + name != old and not len(ServerVectors(server, name, create=True)):
            return _SERVER + name
        number += 1


def discard(folder: Path, place: str, server: str | None) -> None:
    """Removes the vectors at a place that is not used any more; where that cannot be done now, they are left."""
    if not place.startswith(_SERVER):
        shutil.rmtree(folder / place, ignore_errors=True)
    elif server is not None:
        with suppress(CorpusError):
            ServerVectors(server, place.removeprefix(_SERVER)).drop()


def _quiet() -> Any:
    from chromadb.config import Settings as ChromaSettings

    return ChromaSettings(anonymized_telemetry=False)

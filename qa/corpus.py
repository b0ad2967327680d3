"""The archive as a thing to ask: index.corpus.Corpus with retrieval, and the default archive of the seed articles."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index import corpus as storage
from index.corpus import Progress
from index.errors import CorpusError

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.llms import LLM

    from index.article import Passage
    from index.settings import Settings
    from qa.closed import Judge
    from qa.span import Reader

SEEDS = Path(__file__).parent.parent / "seeds"


class Corpus(storage.Corpus):
    """An archive in a folder: `Corpus.open(DIR)`, `Corpus.create(DIR)`, `Corpus.default()`."""

    # What `weigher` gave last, and the state of the archive that it is for.
    _weigher: tuple[tuple[int, int], Callable[[str], float]] | None = None

    @classmethod
    def default(
        cls, settings: Settings | None = None, on_progress: Progress | None = None, *, create: bool = False
    ) -> Corpus:
        """The archive that the settings name by its folder or by the address of its store, made with `create` if need be;
        else that of the articles in `seeds/`, built on first use and kept up to date with that folder."""
        from index.settings import load_settings

        settings = settings or load_settings()
        named = named_folder(settings)
        if named is not None:
            return cls.create(named, settings) if create else cls.open(named, settings)
        folder = settings.home / "seeds"
        corpus = cls.create(folder, settings)
        state = _state(SEEDS)
        if corpus.store.get_meta("seeds") != state or corpus.store.count_pending():
            corpus.add([SEEDS], on_progress)
            corpus.store.set_meta("seeds", state)
        return corpus

    def as_retriever(
        self, top_k: int = 10, *, source: str | None = None, after: date | None = None, before: date | None = None
    ) -> BaseRetriever:
        """This archive as a LlamaIndex retriever: hybrid, `top_k` passages with offsets and article metadata."""
        from qa.retriever import HybridRetriever

        judge = self.judge if self.settings.rerank else None
        return HybridRetriever(self, top_k, self.select(source, after, before), judge)

    def judge(self, text: str, passages: Sequence[Passage]) -> list[float]:
        """How likely (0..1) the reader holds each passage to bear on a question or a statement."""
        from qa.reader.data import headed
        from qa.when import day_of

        articles = {of: self.article(of) for of in {passage.article_id for passage in passages}}
        headings = {of: headed(held.title, day_of(held)) for of, held in articles.items()}
        return self.reader.judge(text, passages, [headings[p.article_id] for p in passages])

    @cached_property
    def reader(self) -> Reader:
        """What finds answers in passages."""
        from qa.reading import TrainedReader

        return TrainedReader()

    @cached_property
    def claims(self) -> Judge:
        """What says whether passages bear a claim out."""
        from qa.closed import TrainedJudge

        return TrainedJudge()

    def weigher(self) -> Callable[[str], float]:
        """What weighs a word: the rarer in this archive as it stands, the heavier."""
        from qa.confidence import inverse_document_frequency

        state = self.store.state()
        if self._weigher is None or self._weigher[0] != state:
            self._weigher = state, inverse_document_frequency(self.store.document_frequency, self.size)
        return self._weigher[1]

    @cached_property
    def llm(self) -> LLM | None:
        """The language model that the settings name, or None."""
        from qa.llm import configured

        return configured(self.settings)


def named_folder(settings: Settings) -> Path | None:
    """The folder of the archive that the settings name by it or by the address of its store; None if they name none."""
    if settings.corpus is not None or settings.store is None:
        return settings.corpus
    from index.place import folder_for

    return folder_for(settings.home, settings.store.get_secret_value())


_default: Corpus | None = None
_default_lock = threading.Lock()


def default_corpus() -> Corpus:
    """The process's one default archive."""
    global _default
    with _default_lock:
        if _default is None:
            _default = Corpus.default()
        return _default


def _state(folder: Path) -> str:
    if not folder.is_dir():
        raise CorpusError(f"{folder} with the seed articles is missing: restore it, or name an archive with --corpus.")
    names = sorted((p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in folder.iterdir() if p.is_file())
    return hashlib.sha256(repr((str(folder), names)).encode()).hexdigest()

"""Ask an archive of news articles: `from qa import ask, Chat, Corpus`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.answer import Answer, Citation
    from qa.answering import Chat, ask
    from qa.corpus import Corpus

__all__ = ["Answer", "Chat", "Citation", "Corpus", "ask"]

_HOME = {"Answer": "answer", "Citation": "answer", "Chat": "answering", "ask": "answering", "Corpus": "corpus"}


def __getattr__(name: str) -> Any:
    """Loads what is asked for when it is asked for: `import qa` alone costs milliseconds."""
    if name not in _HOME:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"qa.{_HOME[name]}"), name)
    globals()[name] = value
    return value

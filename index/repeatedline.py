"""Lines that a source repeats from article to article: furniture of its pages, whatever they say."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from index.article import Article

Span = tuple[int, int]

SAMPLE: Final = 2000  # articles of a source that are looked at, the latest first
_LEAST_ARTICLES: Final = 3
_LEAST_SHARE: Final = 0.02
_MOST_WORDS: Final = 30  # longer ones are paragraphs of background that agencies reprint, and those are news
_MOST_OF_ARTICLE: Final = 0.5


def repeated_lines(articles: Iterable[Article]) -> set[int]:
    """Keys of the lines that at least 3, and 2 %, of a source's articles have. Leave near-duplicates out: what an
    updated story shares with its first version is no furniture."""
    counts: Counter[int] = Counter()
    number = 0
    for article in articles:
        number += 1
        # Also those that an earlier run left out: it takes them to know the line again in the articles that came since.
        counts.update({key for key, _ in _lines(article) if key is not None})
    return {key for key, count in counts.items() if count >= max(_LEAST_ARTICLES, _LEAST_SHARE * number)}


def repeated_spans(article: Article, repeated: set[int]) -> list[Span]:
    """The spans of an article's repeated lines; none when they are most of it, for then it is a reprint."""
    lines = [(key, (a, b)) for key, (a, b) in _lines(article) if not any(s < b and a < e for s, e in article.skipped)]
    found = [span for key, span in lines if key in repeated]
    size = sum(b - a for _, (a, b) in lines)
    return found if sum(b - a for a, b in found) <= _MOST_OF_ARTICLE * size else []


def story_lines(article: Article) -> Iterator[Span]:
    """Where the lines of a story stand that are not empty, without its head."""
    position = article.body_start
    for line in article.text[position:].split("\n"):
        if line.strip():
            yield position, position + len(line)
        position += len(line) + 1


def _lines(article: Article) -> Iterator[tuple[int | None, Span]]:
    """The lines of a story, without its head: (key, span). A paragraph has no key."""
    for a, b in story_lines(article):
        words = article.text[a:b].split()
        if len(words) > _MOST_WORDS:
            yield None, (a, b)
            continue
        digest = hashlib.blake2b(" ".join(words).lower().encode(), digest_size=8).digest()
        yield int.from_bytes(digest, "little", signed=True), (a, b)

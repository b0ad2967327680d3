"""Articles cut into passages: consecutive whole sentences, short enough to read and embed at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.article import Article
from index.sentences import Span, begins_between, place_to_cut, sentence_spans
from index.wordcount import length_in_words, spaceless_letters

MAX_WORDS = 80  # about 110 word pieces: two fit the embedding model's window of 256 with room for the headline
MAX_CHARS = (
    1200  # a "sentence" longer than this (a table, a list without full stops) is cut, at white space if there is any
)

_MOST_OF_HEADING = 12  # words
_SENTENCE_END = re.compile(r"[.!:;,…。！][\"'”’)\]»」』]*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage before it has an id. Offsets are into the article's text (0-based, end exclusive)."""

    start: int
    end: int
    sentences: tuple[Span, ...]


def passages(article: Article, max_words: int = MAX_WORDS) -> Iterator[Draft]:
    """The passages of `article` in order, at most `max_words` words each unless one sentence alone is longer, and never
    more than `MAX_CHARS` characters.

    A passage is filled sentence by sentence and ends at a paragraph's end once it is two thirds full, before a heading once
    it is a quarter full. Boilerplate and
    header lines (`article.skipped`) are never inside one.
    """
    skips = tuple(sorted(article.skipped))
    buffer: list[Span] = []
    words = 0
    for paragraph in sentence_spans(article.text, skips):
        if words * 4 >= max_words and _is_heading(article.text, paragraph):
            yield _draft(buffer)
            buffer, words = [], 0
        for a, b in (piece for span in paragraph for piece in _pieces(article.text, span, max_words)):
            count = length_in_words(article.text[a:b])
            crosses = bool(buffer) and begins_between(skips, buffer[-1][1], a)
            too_long = bool(buffer) and (words + count > max_words or b - buffer[0][0] > MAX_CHARS)
            if too_long or crosses:
                yield _draft(buffer)
                buffer, words = [], 0
            buffer.append((a, b))
            words += count
        if words * 3 >= max_words * 2:
            yield _draft(buffer)
            buffer, words = [], 0
    if buffer:
        yield _draft(buffer)


def _is_heading(text: str, paragraph: list[Span]) -> bool:
    """Whether a paragraph is a heading within the story, which stands with what it heads: a short line that ends no sentence."""
    (a, b), *more = paragraph
    return (
        not more
        and length_in_words(text[a:b]) <= _MOST_OF_HEADING
        and text[a].isalnum()
        and _SENTENCE_END.search(text, a, b) is None
    )


def _draft(sentences: list[Span]) -> Draft:
    return Draft(sentences[0][0], sentences[-1][1], tuple(sentences))


def _pieces(text: str, span: Span, max_words: int) -> Iterator[Span]:
    a, b = span
    spaceless = spaceless_letters(text[a:b]) > (b - a) // 2
    most = (
        min(MAX_CHARS, 2 * max_words) if spaceless else MAX_CHARS
    )  # Thai has no full stops: a paragraph is one sentence
    while b - a > most:
        cut = place_to_cut(text, a, most)
        yield a, cut
        a = cut + (1 if text[cut : cut + 1] == " " else 0)
    if a < b:
        yield a, b

"""The archive as a list: articles searched and filtered, the newest first, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from index.article import Article
from ui.markup import date_badge, escape

if TYPE_CHECKING:
    from qa.corpus import Corpus

PAGE = 50  # articles
_PASSAGES = 400  # the most passages that a search looks at
_SNIPPET_CHARS = 200


@dataclass(frozen=True, slots=True)
class Found:
    """An article of the list and the part of it (0-based offsets, end exclusive) that was searched for, if any."""

    article: Article
    start: int = 0
    end: int = 0


def browse(corpus: Corpus, text: str = "", source: str = "", after: date | None = None, before: date | None = None,
           offset: int = 0) -> tuple[list[Found], int]:  # fmt: skip
    """A page of articles from `offset` on, and how many there are: with `text` those that have all its words in one
    passage or headline, the best first; else all, the newest first and those without a date last."""
    ids = corpus.select(source or None, after, before)
    words = re.findall(r"\w+", text)
    if not words:
        articles = corpus.articles() if ids is None else [corpus.article(article_id) for article_id in ids]
        articles.sort(key=lambda a: (_newest(a), a.id), reverse=True)
        return [Found(a) for a in articles[offset : offset + PAGE]], len(articles)
    hits = corpus.store.lexical(words, _PASSAGES, ids, every=True, unfinished=True)
    first = {passage.article_id: passage for passage in reversed(corpus.passages([found for found, _ in hits]))}
    ordered = dict.fromkeys(p.article_id for p in corpus.passages([found for found, _ in hits]))
    page = list(ordered)[offset : offset + PAGE]
    return [Found(corpus.article(a), first[a].start, first[a].end) for a in page], len(ordered)


def sources(corpus: Corpus) -> list[str]:
    """The names of the archive's sources, by alphabet."""
    return sorted({a.source for a in corpus.articles() if a.source}, key=str.casefold)


def articles_html(found: Sequence[Found], total: int, offset: int, text: str) -> str:
    """The list; `text` is what was searched for, and stands out in the snippets."""
    if not total:
        return '<p class="none">No article fits. Search for fewer words, or widen the days.</p>'
    count = f"{total:,} article{'s' if total != 1 else ''}"
    items = "".join(_item(one, text) for one in found)
    more = offset + len(found)
    button = f'<button type="button" class="more" data-offset="{more}">Show more</button>' if more < total else ""
    head = f'<p class="count" role="status">{count}</p>' if offset == 0 else ""
    return f'{head}<ul class="articles">{items}</ul>{button}'


def _item(found: Found, text: str) -> str:
    article = found.article
    place = {"article": article.id, "quote": f"{found.start}-{found.end}"} if found.end else {"article": article.id}
    source = f'<span class="source">{escape(article.source)}</span>' if article.source else ""
    return (
        f'<li><a class="article" href="?{escape(urlencode(place))}" data-article="{escape(article.id)}" '
        f'data-start="{found.start}" data-end="{found.end}"><span class="headline">{escape(article.title or article.id)}'
        f'</span><span class="from">{source}{date_badge(article.published)}</span>'
        f'<span class="snippet">{_snippet(found, text)}</span></a></li>'
    )


def _snippet(found: Found, text: str) -> str:
    """The beginning of the story, or the surroundings of the first word searched for, those words in bold."""
    article = found.article
    start, end = (found.start, found.end) if found.end else (article.body_start, len(article.text))
    words = re.findall(r"\w+", text)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w*", re.IGNORECASE) if words else None
    hit = pattern.search(article.text, start, end) if pattern else None
    if hit and hit.start() - start > _SNIPPET_CHARS // 2:
        start = article.text.find(" ", hit.start() - _SNIPPET_CHARS // 3) + 1
    cut = min(end, start + _SNIPPET_CHARS)
    if cut < len(article.text) and article.text[cut : cut + 1].isalnum():
        cut = max(start + 1, article.text.rfind(" ", start, cut))  # no half words
    flat = " ".join(article.text[start:cut].split()).rstrip(",;:")
    more = " …" if cut < len(article.text.rstrip()) else ""
    if pattern is None:
        return escape(flat) + more
    out, at = [], 0
    for m in pattern.finditer(flat):
        out += [escape(flat[at : m.start()]), f"<b>{escape(m[0])}</b>"]
        at = m.end()
    return "".join([*out, escape(flat[at:]), more])


def _newest(article: Article) -> str:
    day = article.published.last_day or article.published.first_day
    return day.isoformat() if day else ""

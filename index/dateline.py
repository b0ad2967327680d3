"""When articles were published: the date they state, or the day worked out from what they and their neighbours say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from index.article import Article, Published, Reason
from index.datedispute import disputed
from index.dateinference import Readings, infer
from index.printeddate import PrintedDate, printed_date, url_date

# Metadata that names the day of publication, best first; a day of revision only when there is nothing better.
_KEYS: Final = (
    "published", "datepublished", "article:published_time", "published_time", "published_at", "publication date",
    "pubdate", "date", "dated", "posted", "issued", "dc.date", "dc.date.issued", "datecreated", "created",
)  # fmt: skip
_REVISION_KEYS: Final = ("updated", "datemodified", "article:modified_time", "modified", "last updated")
_HEAD_CHARS: Final = 1500
# A line that is a date and nothing else, but for a label, a place, a clock time or a byline in front.
_LABEL = re.compile(
    r"(?i)^\W*(?:(?:first\s+)?published|posted|date|dated|updated|last\s+updated|issued|created)\b(?:[\s:@-]|on\b|at\b)*"
)
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’/-]{2,40},\s*(?=[A-Z0-9])")
_CLOCK_TAIL = re.compile(
    r"(?i)^[\s,|·–—-]*(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?)?\s*\(?[A-Z]{0,4}\)?[\s.|·–—-]*$"
)


def stated(text: str, *, url: str = "", metadata: Mapping[str, str] | None = None) -> Published:
    """The date that an article states: in its metadata (keys in lower case), its first lines, or its URL.

    `how` is "stated" or "unknown". An impossible date, and one after next year, is not taken. Confidence is below 1
    where numbers can be read in two orders (the reason says which was taken), where only a day of revision is printed,
    and where the article contradicts itself (see `datedispute`).
    """
    found = _statements(text, url, metadata or {})
    return disputed(found[0], found[1:], text) if found else Published()


def _statements(text: str, url: str, pairs: Mapping[str, str]) -> list[Published]:
    """All dates that an article states, the most trustworthy first; of metadata only the best key."""
    out: list[Published] = []
    revised: list[Published] = []
    for keys, confidence, kept in ((_KEYS, 0.99, out), (_REVISION_KEYS, 0.8, revised)):
        for key in keys:
            if not kept and (value := pairs.get(key, "")):
                found = printed_date(value, url=url, context=text[:20000])
                if found:
                    kept.append(_published(found, f"its metadata says “{_pair(key, value)}”", confidence, text, value))
    if not out:
        out = revised
    head = _from_head(text, url)
    if head is not None:
        out.append(head)
    in_url = url_date(url) if url else None
    if in_url:
        out.append(_published(in_url, f"its address contains {url[in_url.start : in_url.end]}", 0.95, text, ""))
    return out


def date_articles(articles: Sequence[Article], readings: Readings | None = None) -> dict[str, Published]:
    """When each article was published, by id: what it states, else what is inferred from the whole archive.

    `readings` are those of the same articles, if they are at hand.
    """
    return infer([_with_ids(article) for article in articles], readings)


def _with_ids(article: Article) -> Article:
    """The article with its id in the reasons that quote its text."""
    reasons = article.published.reasons
    if all(r.article_id is not None or r.start is None for r in reasons):
        return article
    named = tuple(r if r.start is None else replace(r, article_id=article.id) for r in reasons)
    return replace(article, published=replace(article.published, reasons=named))


def _published(found: PrintedDate, why: str, confidence: float, text: str, quote: str) -> Published:
    at = text[:5000].find(quote.strip()) if quote.strip() else -1
    place = (at, at + len(quote.strip())) if at >= 0 else (None, None)
    words = f"The article states its date, {_words(found)}: {why}."
    if found.note:
        words = words[:-1] + f"; {found.note}."
    reason = Reason(words, None, *place)
    return Published("stated", found.day, found.day, min(confidence, found.confidence), (reason,))


def _pair(key: str, value: str) -> str:
    value = " ".join(value.split())
    return value if value.lower().startswith(key) else f"{key}: {value}"


def _words(found: PrintedDate) -> str:
    return f"{found.day.day} {found.day:%B %Y} ({found.day:%A})"


def _from_head(text: str, url: str) -> Published | None:
    """A line near the top that is only a date, a label and a date, or a place and a date before the story."""
    position = 0
    for line in text[:_HEAD_CHARS].split("\n")[:20]:
        start, position = position, position + len(line) + 1
        bare = line.strip()
        if not bare:
            continue
        labelled = _LABEL.match(bare)
        place = None if labelled else _DATELINE.match(bare)
        offset = labelled.end() if labelled else place.end() if place else 0
        found = printed_date(bare[offset : offset + 60], url=url, context=text[:20000])
        if found is None or (found.start > 12 and not labelled):
            continue
        rest = bare[offset + found.end :]
        alone = _CLOCK_TAIL.match(rest) is not None or (not bare[offset:][: found.start].strip() and len(bare) < 60)
        if labelled or alone or (place and found.start < 12):
            at = start + line.index(bare)
            quote = text[at : at + offset + found.end]
            return _published(found, f"its head says “{quote}”", 0.97, text, quote)
    return None

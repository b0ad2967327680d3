"""When articles were published: the date they state, or the day worked out from what they and their neighbours say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from index.article import Article, Published, Reason
from index.datedispute import disputed
from index.datedline import dated_line, is_chronicle
from index.dateinference import Readings, infer
from index.field import NAMES, plain
from index.placeline import placeline
from index.printeddate import PrintedDate, printed_date, url_date

# Metadata that names the day of publication, best first; a day of revision only when there is nothing better.
_KEYS: Final = (
    "published", "datepublished", "article:published_time", "published_time", "published_at", "publication_date",
    "pubdate", *NAMES["published"], "dc.date", "dc.date.issued", "datecreated", "created",
)  # fmt: skip
_REVISION_KEYS: Final = ("updated", "datemodified", "article:modified_time", *NAMES["updated"])
_HEAD_CHARS: Final = 1500
_HEAD_LINES: Final = 20
_IN_HEAD: Final = 0.97
_REVISED: Final = 0.8
_PROSE_WORDS: Final = 20


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
    given = {plain(key): (key, value) for key, value in pairs.items() if value}
    for keys, confidence, kept in ((_KEYS, 0.99, out), (_REVISION_KEYS, _REVISED, revised)):
        for key, value in (given[name] for name in keys if name in given):
            found = printed_date(value, url=url, context=text[:20000]) if not kept else None
            if found:
                kept.append(_published(found, f"its metadata says “{_pair(key, value)}”", confidence, text, value))
    published, changed = _from_head(text, url)
    if published is not None:
        out.append(published)
    if not out:
        out = revised or ([changed] if changed is not None else [])
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
    dated = dated_line(value)
    return value if value.lower().startswith(key) or (dated is not None and dated.labelled) else f"{key}: {value}"


def _words(found: PrintedDate) -> str:
    return f"{found.day.day} {found.day:%B %Y} ({found.day:%A})"


def _from_head(text: str, url: str) -> tuple[Published | None, Published | None]:
    """What the lines near the top say: the day of publication, by a line that is only a date, a label and a date, or a place
    and a date before the story; and the day of a later version."""
    position = 0
    told = revised = None
    first, chronicle = True, is_chronicle(text)
    for line in text[:_HEAD_CHARS].split("\n")[:_HEAD_LINES]:
        at, position = position, position + len(line) + 1
        bare = line.strip()
        if not bare:
            continue
        at += line.index(bare)
        place, dated = placeline(bare), None
        if place is not None:
            span = (0, place.end) if place.whole and not told else None
            day = bare[place.start : place.end]
        else:
            dated = dated_line(bare, first=first)
            span = (dated.start, dated.end) if dated and dated.whole and (dated.labelled or not chronicle) else None
            day = dated.date if dated else ""
        first = False
        found = printed_date(day, url=url, context=text[:20000]) if span else None
        if span and found:
            quote = bare[span[0] : span[1]]
            if dated is not None and dated.revised:
                revised = revised or _published(found, f"its head says “{quote}”", _REVISED, text, quote)
            else:
                return _published(found, f"its head says “{quote}”", _IN_HEAD, text, quote), revised
        if place is not None or (not told and _is_prose(bare)):
            told = True  # the story has begun: what comes now has to call itself its date
            chronicle = True
    return None, revised


def _is_prose(line: str) -> bool:
    return len(line.split()) > _PROSE_WORDS and line[-1] in ".!?”\"’'"

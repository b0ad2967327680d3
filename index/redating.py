"""Dates kept up with a changing archive: what was added or changed is dated, and what was dated by it is dated anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from index.article import Article, Published, Reason
from index.dateline import date_articles
from index.likeness import opening, rare_words
from index.store import Store
from index.timespan import resolved

WHOLE: Final = 1_000
"""Articles up to which each change dates all of them in the light of all others: a second for every 100 of them."""

_NEIGHBOURS: Final = 20  # dated articles that an undated one is compared with in a larger archive
_WORDS: Final = 20  # the rarest words of its opening, by which these are found
_BATCH: Final = 100

Progress = Callable[[str, int, int], None]


def redate(store: Store, progress: Progress) -> None:
    """Dates the articles that wait for it, resolves their time expressions, and notes that nothing waits any more.

    Up to `WHOLE` articles, every other that states no date is dated anew as well, since any change can tell on it. In a
    larger archive an undated article is dated by those most like it when it comes, and again when one that it was dated by
    changes or goes.
    """
    articles, _ = store.count()
    waiting = set(store.waiting_for_date())
    waiting |= resting_on(store, waiting)
    if articles <= WHOLE:
        others = store.dated_by_others()
        found = date_articles(_told(store, None)) if waiting or others else {}
        changed = [i for i in found if i in waiting or (i in others and found[i] != others[i])]
        _record(store, changed, found, progress)
    else:
        ordered = sorted(waiting)
        for at in range(0, len(ordered), _BATCH):
            batch = ordered[at : at + _BATCH]
            found = _among_neighbours(store, _told(store, batch))
            _record(store, batch, found, lambda stage, done, _, at=at: progress(stage, at + done, len(ordered)))  # type: ignore[misc]
    with store.transaction():
        store.set_meta("dated", "yes")


def resting_on(store: Store, article_ids: Iterable[str]) -> set[str]:
    """Ids of the articles that were dated by one of these."""
    wanted = set(article_ids)
    return (
        {
            i
            for i, published in store.dated_by_others().items()
            if any(r.article_id in wanted for r in published.reasons)
        }
        if wanted
        else set()
    )


def _told(store: Store, ids: Sequence[str] | None) -> list[Article]:
    """Articles (all, or these) with the date that each states, or that a user set."""
    by_hand = store.days_by_hand()
    return [replace(a, published=_by_hand(by_hand[a.id])) if a.id in by_hand else a for a in store.stated_articles(ids)]


def _among_neighbours(store: Store, articles: list[Article]) -> dict[str, Published]:
    """The dates of some articles of a large archive, in the light of those that are most like them."""
    ids = {a.id for a in articles}
    near: set[str] = set()
    for article in articles:
        if article.published.how not in ("unknown", "bounded"):
            continue
        words = rare_words(opening(article), _WORDS)
        passages = [i for i, _ in store.lexical(words, 3 * _NEIGHBOURS)]
        origins = store.origins(passages)
        near.update(list(dict.fromkeys(origins[i][0] for i in passages if i in origins))[:_NEIGHBOURS])
    known = {i: p for i, p in store.published(sorted(near - ids)).items() if p.day is not None}
    others = [replace(a, published=known[a.id]) for a in store.stated_articles(sorted(known))]
    return date_articles([*articles, *others])


def _record(store: Store, ids: Sequence[str], found: dict[str, Published], progress: Progress) -> None:
    progress("Dating articles", 0, len(ids))
    with store.transaction():
        for number, article_id in enumerate(ids):
            text = store.article(article_id).text
            store.set_published(article_id, found[article_id], resolved(text, found[article_id]))
            progress("Dating articles", number + 1, len(ids))


def _by_hand(day: date) -> Published:
    return Published("stated", day, day, 1.0, (Reason(f"The date was set by hand to {day.day} {day:%B %Y (%A)}."),))

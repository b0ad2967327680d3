"""Text to HTML, with nothing in the text able to act as markup, and days to words."""

from __future__ import annotations

from datetime import date

from index.article import Published

# Gradio renders what it is given as a JavaScript template and as a Handlebars template, so that `${…}` and `{{…}}` in
# an article would run; Markdown is escaped as well, for text that ends up in a Markdown component.
_ENTITIES = {ord(c): f"&#{ord(c)};" for c in "&<>\"'{}$`\\*_[]"}

HOW_KNOWN = {
    "stated": "stated in the article",
    "inferred": "inferred",
    "bounded": "known within bounds",
    "unknown": "not known",
}


def escape(text: str) -> str:
    """`text` for use in an element or a quoted attribute; control characters other than white space are dropped."""
    kept = "".join(c for c in text if c >= " " or c in "\n\t")
    return kept.translate(_ENTITIES)


def day_words(day: date) -> str:
    """A day as a reader says it: 13 August 2021."""
    return f"{day.day} {day:%B %Y}"


def days_words(first: date | None, last: date | None) -> str:
    """An interval of days, both inclusive, None for an open side; "date unknown" when both are None."""
    if first is None and last is None:
        return "date unknown"
    if first is None:
        assert last is not None
        return f"on or before {day_words(last)}"
    if last is None:
        return f"on or after {day_words(first)}"
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def published_words(published: Published) -> str:
    """When an article is from."""
    return days_words(published.first_day, published.last_day)


def date_badge(published: Published) -> str:
    """When an article is from and how that is known, as HTML."""
    day = f' datetime="{published.day.isoformat()}"' if published.day else ""
    how = "" if published.how == "unknown" else f' <span class="how">{HOW_KNOWN[published.how]}</span>'
    return f'<span class="dated {published.how}"><time{day}>{escape(published_words(published))}</time>{how}</span>'

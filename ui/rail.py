"""The list of a visitor's conversations as HTML, each with what can be done to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from ui.history import Conversation
from ui.markup import day_words, escape


def conversations_html(conversations: Sequence[Conversation], current: str, text: str, today: date) -> str:
    """The list, grouped by day; `current` is the id of the one on show, `text` what was searched for."""
    if not conversations:
        said = f"No conversation has “{text}” in it." if text.strip() else "Your conversations are kept here."
        return f'<p class="none">{escape(said)}</p>'
    out: list[str] = []
    last = ""
    for conversation in conversations:
        day = _day(conversation.updated, today)
        if day != last:
            out.append(f"{'</ul>' if last else ''}<h2>{escape(day)}</h2><ul>")
            last = day
        out.append(_item(conversation, conversation.id == current))
    return "".join([*out, "</ul>"])


def _item(conversation: Conversation, is_current: bool) -> str:
    title = escape(conversation.title)
    here = ' aria-current="page"' if is_current else ""
    return (
        f'<li data-conversation="{escape(conversation.id)}"><button type="button" class="open" title="{title}"{here}>'
        f"{title}</button>"
        f'<details class="menu"><summary aria-label="What to do with “{title}”">⋯</summary><div>'
        '<button type="button" data-do="rename">Rename</button>'
        '<button type="button" data-do="markdown">Save as Markdown</button>'
        '<button type="button" data-do="html">Save as HTML</button>'
        '<button type="button" data-do="delete" class="grave">Delete</button></div></details>'
        f'<form class="rename" hidden><input type="text" name="title" value="{title}" maxlength="80" '
        f'aria-label="New title"><button type="submit">Save</button></form></li>'
    )


def _day(updated: str, today: date) -> str:
    day = datetime.fromisoformat(updated).replace(tzinfo=UTC).astimezone().date()
    ago = (today - day).days
    return "Today" if ago <= 0 else "Yesterday" if ago == 1 else day_words(day)

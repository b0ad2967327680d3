"""A conversation as HTML: each question with its answer, notes and cited passages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from index.article import Published
from qa.answer import Answer, Citation
from ui.markup import date_badge, escape

_MARKER = re.compile(r"\[(\d+)\]")
_QUOTE_CHARS = 320


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what became of it: waiting (neither), an answer, or an error message.

    `shown` is how many characters of the answer's text are on show while it streams; None is all.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    shown: int | None = None


def conversation_html(
    turns: Sequence[Turn], published: Mapping[str, Published], examples: Sequence[str], summary: str
) -> str:
    """The whole conversation; with no turn yet, the welcome with its example questions.

    `published` says when the cited articles are from, by id; `summary` says what the archive holds.
    """
    if not turns:
        return _welcome(examples, summary)
    return "".join(_turn(number, turn, published) for number, turn in enumerate(turns, 1))


def link(citation: Citation) -> str:
    """The permanent address of a cited passage in this page."""
    return "?" + urlencode({"article": citation.article_id, "quote": f"{citation.start}-{citation.end}"})


def spoken(answer: Answer) -> str:
    """The answer as a screen reader announces it."""
    return ("" if answer.answered else "Not in the archive. ") + _MARKER.sub(r"", answer.text)


def _welcome(examples: Sequence[str], summary: str) -> str:
    buttons = "".join(
        f'<li><button type="button" class="example" data-ask="{escape(q)}">{escape(q)}</button></li>' for q in examples
    )
    offered = f'<h3 id="examples">For example</h3><ul aria-labelledby="examples">{buttons}</ul>' if buttons else ""
    return (
        '<section class="welcome"><h2>Ask the archive.</h2>'
        "<p>Answers come from the articles here and nowhere else. Each one shows the words it rests on, "
        f'and says so when the archive has no answer.</p><p class="holds">{escape(summary)}</p>{offered}</section>'
    )


def _turn(number: int, turn: Turn, published: Mapping[str, Published]) -> str:
    asked = f'<h2 class="asked" data-question="{escape(turn.question)}"><span class="visually-hidden">Question {number}: </span>{escape(turn.question)}</h2>'
    return f'<section class="turn" data-turn="{number}">{asked}{_reply(number, turn, published)}</section>'


def _reply(number: int, turn: Turn, published: Mapping[str, Published]) -> str:
    if turn.error:
        return f'<div class="reply failed" role="alert"><p>{escape(turn.error)}</p></div>'
    if turn.answer is None:
        return '<div class="reply waiting" aria-busy="true"><p>Searching the archive…</p></div>'
    answer = turn.answer
    streaming = turn.shown is not None
    parts = [_answer_text(answer, turn.shown)]
    if not streaming:
        parts += [_notes(answer, published), _passages(answer, published), _foot(number, answer)]
    kind = "answered" if answer.answered else "abstained"
    return f'<div class="reply {kind}"{" aria-busy=true" if streaming else ""}>{"".join(parts)}</div>'


def _answer_text(answer: Answer, shown: int | None) -> str:
    """The text, with its short answer as the headline and its markers as links. A marker never shows by half."""
    cited = {c.number: c for c in answer.citations}
    if not answer.answered:
        stamp = '<p class="stamp"><span>Not in the archive</span></p>'
        explanation = "No article here answers this question."
        if cited:
            explanation += " These passages came nearest; none of them is offered as an answer."
        return stamp + f'<p class="text">{escape(explanation[:shown])}</p>'
    text = answer.text if shown is None else re.sub(r"\[\d*\Z", "", answer.text[:shown])
    lead = f"{answer.short[:1].upper()}{answer.short[1:]}".rstrip(".") if answer.short else ""
    if lead and text.startswith(lead):
        rest = text[len(lead) :].removeprefix(".").strip()
        body = f'<p class="text">{_with_markers(rest, cited)}</p>' if rest else ""
        return f'<p class="lead">{escape(lead)}</p>{body}'
    kind = "lead" if lead and lead.startswith(text) else "text"
    return f'<p class="{kind}">{_with_markers(text, cited)}</p>'


def _with_markers(text: str, cited: Mapping[int, Citation]) -> str:
    out, at = [], 0
    for m in _MARKER.finditer(text):
        citation = cited.get(int(m[1]))
        if citation is None:
            continue
        # The marker clings to the word before it, so that a line never begins with one.
        out.append(escape(text[at : m.start()].rstrip()) + "&#8288;" + _marker(citation))
        at = m.end()
    return "".join(out) + escape(text[at:])


def _marker(citation: Citation) -> str:
    label = f"Source {citation.number}: {citation.title or citation.article_id}"
    return f'<a class="cite" {_opens(citation)} aria-label="{escape(label)}">[{citation.number}]</a>'


def _opens(citation: Citation) -> str:
    return (
        f'href="{escape(link(citation))}" data-article="{escape(citation.article_id)}" '
        f'data-start="{citation.start}" data-end="{citation.end}" data-number="{citation.number}"'
    )


def _notes(answer: Answer, published: Mapping[str, Published]) -> str:
    if not answer.notes:
        return ""
    cited = {c.number: c for c in answer.citations}
    items = "".join(f"<li>{_with_markers(note, cited)}</li>" for note in answer.notes)
    return f'<ul class="notes" aria-label="How this was worked out">{items}</ul>'


def _passages(answer: Answer, published: Mapping[str, Published]) -> str:
    if not answer.citations:
        return ""
    title = "Cited passages" if answer.answered else "Nearest passages"
    items = "".join(_passage(c, published.get(c.article_id, Published())) for c in answer.citations)
    return f'<h3 class="passages-title">{title}</h3><ol class="passages">{items}</ol>'


def _passage(citation: Citation, published: Published) -> str:
    quote = " ".join(citation.quote.split())
    if len(quote) > _QUOTE_CHARS:
        quote = quote[:_QUOTE_CHARS].rsplit(" ", 1)[0] + " …"
    source = f'<span class="source">{escape(citation.source)}</span>' if citation.source else ""
    return (
        f'<li><a class="passage" {_opens(citation)}><span class="number" aria-hidden="true">{citation.number}</span>'
        f'<span class="quote">{escape(quote)}</span>'
        f'<span class="from"><cite>{escape(citation.title or citation.article_id)}</cite>{source}'
        f"{date_badge(published)}</span></a></li>"
    )


def _foot(number: int, answer: Answer) -> str:
    percent = round(100 * answer.confidence)
    meaning = "that this answer is right" if answer.answered else "that the archive holds no answer"
    return (
        f'<p class="foot"><span class="confidence" title="Estimated probability {meaning}">'
        f'<meter min="0" max="100" value="{percent}" aria-label="Confidence {meaning}"></meter>'
        f'{percent}% sure {meaning}</span><span class="deeds">'
        f'<button type="button" data-copy="{number}">Copy</button>'
        f'<button type="button" data-retry="{number}">Ask again</button></span></p>'
    )

"""A conversation as HTML: each question with its answer, notes and cited passages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from index.article import Published
from qa.answer import Answer, Citation
from qa.sources import outlet
from ui.markup import date_badge, escape
from ui.turn import Scope, Turn, other_notes

_MARKER = re.compile(r"\[(\d+)\]")
# Where the markers of a quote end and something else begins, which may be a quote after a list of short answers.
_AFTER_QUOTE = re.compile(r"”(?:\s?\[\d+\])+\s+(?!\[)|\]\.\s+(?=“)")
# How a note says what days some words of an article are.
_RESOLVED = re.compile(r"“([^”]+)” is ([^:“”]*\d[^:“”]*): ")
_QUOTE_CHARS = 320
_LONG_QUESTION_CHARS = 400
# Drawn, for not every machine has a font with a thumb; turned upside down by the style sheet for "wrong".
_THUMB = (
    '<svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true"><path d="M2.5 9h3v8h-3zM7 16.2V9.4l3.2-6.6c1.5 0 '
    '2.2 1 1.9 2.4L11.5 8h4.2c1.1 0 1.8.9 1.6 2l-1 5.2c-.2 1.1-1 1.8-2.1 1.8H9z"/></svg>'
)


def conversation_html(
    turns: Sequence[Turn],
    published: Mapping[str, Published],
    examples: Sequence[str] = (),
    summary: str = "",
    *,
    plots: Mapping[str, str] | None = None,
    conversation_id: str = "",
    scope: Scope | None = None,
    linked: str = "",
    notice: str = "",
    opening: bool = False,
    first: int = 1,
) -> str:
    """The whole conversation, or its turns from the `first` one on; with no turn yet, the welcome with its example
    questions.

    `published` says when the cited articles are from, by id; `plots` are timelines as HTML, by turn id; `summary` says
    what the archive holds; `linked` is the id of the turn that the page's address names; `notice` says why what the
    address names is not shown; `opening` says that the conversation meant is still to come. The page's
    scripts read the conversation's id and scope from its frame.
    """
    scope = scope or Scope()
    limits = {"source": scope.source, "after": scope.after, "before": scope.before}
    data = "".join(f' data-{name}="{escape(str(value))}"' for name, value in limits.items() if value)
    inside = (
        "".join(
            _turn(number, turn, published, (plots or {}).get(turn.id, ""), linked)
            for number, turn in enumerate(turns, first)
        )
        if turns
        else _welcome(examples, summary, notice)
    )
    data += " data-opening" if opening else ""
    return f'<div class="conversation" data-conversation="{escape(conversation_id)}"{data}>{inside}</div>'


def examples_html(examples: Sequence[str]) -> str:
    """Example questions to choose from; nothing for none."""
    buttons = "".join(
        f'<li><button type="button" class="example" data-ask="{escape(q)}">{escape(q)}</button></li>' for q in examples
    )
    return f'<h3 id="examples">For example</h3><ul aria-labelledby="examples">{buttons}</ul>' if buttons else ""


def link(citation: Citation) -> str:
    """The permanent address of a cited passage in this page."""
    return "?" + urlencode({"article": citation.article_id, "quote": f"{citation.start}-{citation.end}"})


def spoken(answer: Answer) -> str:
    """The answer as a screen reader announces it."""
    return ("" if answer.answered else "Not in the archive. ") + _MARKER.sub(r"", answer.text)


def _welcome(examples: Sequence[str], summary: str, notice: str) -> str:
    told = f'<p class="notice">{escape(notice)}</p>' if notice else ""
    return (
        f'<section class="welcome">{told}<h2>Ask the archive.</h2>'
        "<p>Answers come from the articles here and nowhere else. Each one shows the words it rests on, "
        f'and says so when the archive has no answer.</p><p class="holds">{escape(summary)}</p>'
        f'<div class="examples">{examples_html(examples)}</div></section>'
    )


def _turn(number: int, turn: Turn, published: Mapping[str, Published], plot: str, linked: str) -> str:
    # A question of many lines is shown in few of them, to be scrolled in, so that its answer is in sight.
    frame = 'class="asked long" tabindex="0"' if len(turn.question) > _LONG_QUESTION_CHARS else 'class="asked"'
    asked = (
        f'<h2 {frame} data-question="{escape(turn.question)}"><span class="visually-hidden">Question {number}: '
        f"</span>{escape(turn.question)}</h2>"
    )
    mark = " data-linked" if turn.id and turn.id == linked else ""
    return (
        f'<section class="turn" data-turn="{number}" data-id="{escape(turn.id)}"{mark}>{asked}{_amend("edit", turn)}'
        f"{_understood(turn)}{_reply(turn, published, plot)}</section>"
    )


def _understood(turn: Turn) -> str:
    """The question as it was answered, where that is not as it was typed; it can be put right and asked again."""
    if not turn.asked_as or turn.shown is not None:
        return ""
    return (
        f'<p class="understood">Asked as: <q>{escape(turn.asked_as)}</q> '
        '<button type="button" class="quiet" data-amend="rephrase">Change</button></p>' + _amend("rephrase", turn)
    )


def _amend(what: str, turn: Turn) -> str:
    """The form to ask the last question anew: as it was typed ("edit") or as it was understood ("rephrase")."""
    if not turn.id:
        return ""
    text = turn.asked_as if what == "rephrase" else turn.question
    label = "The question as it is to be understood" if what == "rephrase" else "The question"
    return (
        f'<form class="amend" data-action="{what}" hidden><textarea rows="2" maxlength="2000" aria-label="{label}">'
        f'{escape(text)}</textarea><span class="deeds"><button type="submit" class="strong">Ask</button>'
        '<button type="reset">Cancel</button></span></form>'
    )


def _reply(turn: Turn, published: Mapping[str, Published], plot: str) -> str:
    if turn.error:
        return f'<div class="reply failed" role="alert"><p>{escape(turn.error)}</p></div>'
    if turn.answer is None:
        return '<div class="reply waiting" aria-busy="true"><p>Searching the archive…</p></div>'
    answer = turn.answer
    streaming = turn.shown is not None
    parts = [_answer_text(answer, turn.shown, published)]
    if not streaming:
        passages = "" if _has_sides(answer) else _passages(answer, published)
        parts += [_notes(answer), plot, passages, _foot(turn, answer)]
    kind = "answered" if answer.answered else "abstained"
    return f'<div class="reply {kind}"{" aria-busy=true" if streaming else ""}>{"".join(parts)}</div>'


def _answer_text(answer: Answer, shown: int | None, published: Mapping[str, Published]) -> str:
    """The text, with its short answer as the headline and its markers as links. A marker never shows by half."""
    cited = {c.number: c for c in answer.citations}
    if not answer.answered:
        stamp = '<p class="stamp"><span>Not in the archive</span></p>'
        explanation = "No article here answers this question."
        if cited:
            explanation += " These passages came nearest; none of them is offered as an answer."
        return stamp + f'<p class="text">{escape(explanation[:shown])}</p>'
    text = answer.text if shown is None else re.sub(r"\[\d*\Z", "", answer.text[:shown])
    words = _words_of_days(answer)
    lead = f"{answer.short[:1].upper()}{answer.short[1:]}".rstrip(".") if answer.short else ""
    if _has_sides(answer):
        headline = f'<p class="lead">{_with_words(lead, words)}</p>' if lead else ""
        return headline + _sides(answer, text, published)
    if lead and text.startswith(lead):
        rest = text[len(lead) :].lstrip(".:;, ").rstrip()
        body = f'<p class="text">{_in_parts(rest, cited, words)}</p>' if rest else ""
        return f'<p class="lead">{_with_words(lead, words)}</p>{body}'
    kind = "lead" if lead and lead.startswith(text) else "text"
    return f'<p class="{kind}">{_in_parts(text, cited, words)}</p>'


def _words_of_days(answer: Answer) -> dict[str, str]:
    """The days that an answer resolved, each with the words of its article that they came from."""
    found: dict[str, list[str]] = {}
    for words, days in (m.groups() for note in other_notes(answer) for m in _RESOLVED.finditer(note)):
        if words not in found.setdefault(days, []):
            found[days].append(words)
    return {days: "from " + " and ".join(f"“{words}”" for words in all_) for days, all_ in found.items()}


def _with_words(text: str, words: Mapping[str, str]) -> str:
    """The text escaped, with each day that was resolved underlined; pointing at it tells the words it came from."""
    if not words:
        return escape(text)
    pieces = re.split(f"({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})", text)
    return "".join(
        f'<span class="resolved" tabindex="0" role="note" aria-label="{escape(f"{piece}, {words[piece]}")}" '
        f'data-words="{escape(words[piece])}">{escape(piece)}</span>'
        if at % 2
        else escape(piece)
        for at, piece in enumerate(pieces)
    )


def _in_parts(text: str, cited: Mapping[int, Citation], words: Mapping[str, str]) -> str:
    """The text with its markers as links, each of several quotes on a line of its own."""
    lines = _AFTER_QUOTE.sub(lambda m: m[0].rstrip() + "\n", text).splitlines()
    parts = [_with_markers(line.strip(), cited, words) for line in lines if line.strip()]
    return "".join(f'<span class="part">{part}</span>' for part in parts) if len(parts) > 1 else "".join(parts)


def _has_sides(answer: Answer) -> bool:
    return answer.answered and len(answer.sides) > 1


def _sides(answer: Answer, text: str, published: Mapping[str, Published]) -> str:
    """The sides of a disagreement beside each other, each as soon as the text that is shown has come to it."""
    cited = {c.number: c for c in answer.citations}
    sides = (
        "".join(_claim(cited[n], published.get(cited[n].article_id, Published())) for n in side if f"[{n}]" in text)
        for side in answer.sides
    )
    items = "".join(f'<li class="side">{side}</li>' for side in sides if side)
    return f'<ul class="sides" aria-label="What each source says">{items}</ul>' if items else ""


def _claim(citation: Citation, published: Published) -> str:
    """What one source says: who says it, and when, above the words."""
    who = outlet(citation.source) or citation.title or citation.article_id
    title = f'<span class="from"><cite>{escape(citation.title)}</cite></span>' if citation.source else ""
    return (
        f'<a class="passage" {_opens(citation)}><span class="from who"><span class="source">{escape(who)}</span>'
        f'{date_badge(published)}</span><span class="quote">{escape(_quote(citation))}</span>'
        f'<span class="number">[{citation.number}]</span>{title}</a>'
    )


def _quote(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    return quote if len(quote) <= _QUOTE_CHARS else quote[:_QUOTE_CHARS].rsplit(" ", 1)[0] + " …"


def _with_markers(text: str, cited: Mapping[int, Citation], words: Mapping[str, str] | None = None) -> str:
    out, at, words = [], 0, words or {}
    for m in _MARKER.finditer(text):
        citation = cited.get(int(m[1]))
        if citation is None:
            continue
        # The marker clings to the word before it, so that a line never begins with one.
        out.append(_with_words(text[at : m.start()].rstrip(), words) + "&#8288;" + _marker(citation))
        at = m.end()
    return "".join(out) + _with_words(text[at:], words)


def _marker(citation: Citation) -> str:
    label = f"Source {citation.number}: {citation.title or citation.article_id}"
    return f'<a class="cite" {_opens(citation)} aria-label="{escape(label)}">[{citation.number}]</a>'


def _opens(citation: Citation) -> str:
    return (
        f'href="{escape(link(citation))}" data-article="{escape(citation.article_id)}" '
        f'data-start="{citation.start}" data-end="{citation.end}" data-number="{citation.number}"'
    )


def _notes(answer: Answer) -> str:
    notes = other_notes(answer)
    if not notes:
        return ""
    cited = {c.number: c for c in answer.citations}
    items = "".join(f"<li>{_with_markers(note, cited)}</li>" for note in notes)
    return f'<ul class="notes" aria-label="How this was worked out">{items}</ul>'


def _passages(answer: Answer, published: Mapping[str, Published]) -> str:
    if not answer.citations:
        return ""
    title = "Cited passages" if answer.answered else "Nearest passages"
    items = "".join(_passage(c, published.get(c.article_id, Published())) for c in answer.citations)
    return f'<h3 class="passages-title">{title}</h3><ol class="passages">{items}</ol>'


def _passage(citation: Citation, published: Published) -> str:
    quote = " ".join(citation.quote.split())
    title = citation.title or citation.article_id
    # An article without a headline is called by its first words: they need not be said twice.
    from_ = "" if quote.startswith(title.rstrip("….")) else f"<cite>{escape(title)}</cite>"
    if citation.source:
        from_ += f'<span class="source">{escape(citation.source)}</span>'
    return (
        f'<li><a class="passage" {_opens(citation)}><span class="number" aria-hidden="true">{citation.number}</span>'
        f'<span class="quote">{escape(_quote(citation))}</span>'
        f'<span class="from">{from_}{date_badge(published)}</span></a></li>'
    )


def _foot(turn: Turn, answer: Answer) -> str:
    percent = round(100 * answer.confidence)
    meaning = "that this answer is right" if answer.answered else "that the archive holds no answer"
    return (
        f'<p class="foot"><span class="confidence" title="Estimated probability {meaning}">'
        f'<meter min="0" max="100" value="{percent}" aria-label="Confidence {meaning}"></meter>'
        f"{percent}% sure {meaning}</span>{_deeds(turn)}</p>{_judging(turn)}"
    )


def _deeds(turn: Turn) -> str:
    def judge(verdict: str, label: str) -> str:
        pressed = turn.verdict == verdict or (verdict == "wrong" and turn.verdict == "absent")
        return (
            f'<button type="button" class="thumb" data-judge="{verdict}" aria-pressed="{str(pressed).lower()}" '
            f'aria-label="{label}" title="{label}">{_THUMB}</button>'
        )

    return (
        '<span class="deeds">'
        + judge("right", "This answer is right")
        + judge("wrong", "This answer is wrong")
        + '<button type="button" data-copy>Copy</button>'
        '<button type="button" data-link title="Copy the address of this answer">Link</button>'
        '<button type="button" data-retry>Ask again</button>'
        '<button type="button" class="last-only" data-amend="edit">Edit</button></span>'
    )


def _judging(turn: Turn) -> str:
    """The form that asks for the right answer, for one who says that this one is wrong."""
    absent = " checked" if turn.verdict == "absent" else ""
    right = turn.answer is not None and not turn.answer.answered
    none = (
        ""
        if right
        else f'<label class="check"><input type="checkbox" name="absent"{absent}> The archive holds no answer</label>'
    )
    return (
        '<form class="judging" hidden><label>What would be right? If you know it, in a few words.'
        f'<input type="text" name="expected" maxlength="2000" value="{escape(turn.expected)}"></label>{none}'
        '<span class="deeds"><button type="submit" class="strong">Save</button>'
        '<button type="reset">Cancel</button></span></form>'
    )

"""Spans to an Answer: the short answer first, then the words it rests on, numbered citations, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.article import Article, Passage
from qa.answer import NOT_IN_ARCHIVE, Answer, Citation
from qa.llm import Draft
from qa.question import Question
from qa.span import Span
from qa.verb import is_past
from qa.when import When, how_dated

NEAREST = 3

_MARKS = '“”"'
_PAIRS = (("“", "”"), ('"', '"'), ("(", ")"), ("[", "]"))
_ABBREVIATED = re.compile(
    r"(?:\b[A-Za-z]\.[A-Za-z]|\b(?:[A-Z]|Jr|Sr|Inc|Co|Corp|Ltd|Bros|St|Ave|No|Dr|Mr|Mrs|Ms|Sgt|Gen|Sen|Rep|vs|etc|[ap]\.m))\.$"
)


def citation(number: int, article: Article, start: int, end: int) -> Citation:
    """A verbatim quote of `article`."""
    day = article.published.day
    return Citation(
        number=number,
        article_id=article.id,
        title=article.title,
        source=article.source,
        published=day.isoformat() if day else None,
        published_how=article.published.how,
        quote=article.text[start:end],
        start=start,
        end=end,
    )


def answer_from_spans(
    question: Question, spans: Sequence[Span], articles: Mapping[str, Article], confidence: float, when: When | None
) -> Answer:
    """An extractive answer. The first span is the answer; the others are further sentences that belong to it."""
    citations = [
        citation(number, articles[span.passage.article_id], *span.sentence) for number, span in enumerate(spans, 1)
    ]
    best = spans[0]
    short = when.words if when else "" if best.is_sentence else brief(best.text)
    if question.type in {"number", "duration"}:
        short = f"{'' if _OF_ALL.search(question.text) else _part_of(best)}{amount(short)}"
    sentences = " ".join(f"{quoted(c.quote)} [{c.number}]" for c in citations)
    open_day = " (the day itself is not given)" if when and when.first_day != when.last_day and not when.runs_on else ""
    detail = f" ({_unbracketed(when.detail, short)})" if when and when.detail else open_day
    text = f"{stop(f'{_first_upper(short)}{detail}')} {sentences}" if short else sentences
    notes = list(question.notes)
    if when and when.note:
        notes.append(when.note)
    notes += date_notes(citations, articles, said=" ".join(notes))
    return Answer(question.asked, text, True, confidence, tuple(citations), tuple(notes), short)


def answer_list(
    question: Question, spans: Sequence[Span], articles: Mapping[str, Article], confidence: float
) -> Answer:
    """An answer that names every span, best first, each with its citation; a sentence that holds several is cited once."""
    places = list(dict.fromkeys((span.passage.article_id, *span.sentence) for span in spans))
    citations = [citation(number, articles[of], start, end) for number, (of, start, end) in enumerate(places, 1)]
    named = [(brief(span.text), places.index((span.passage.article_id, *span.sentence)) + 1) for span in spans]
    short = ", ".join(words for words, _ in named)
    said = ", ".join(f"{words} [{number}]" for words, number in named)
    quotes = " ".join(f"{quoted(c.quote)} [{c.number}]" for c in citations)
    notes = [*question.notes]
    notes += date_notes(citations, articles, said=" ".join(notes))
    return Answer(
        question.asked, f"{_first_upper(said)}. {quotes}", True, confidence, tuple(citations), tuple(notes), short
    )


def answer_days(
    question: Question, found: Sequence[tuple[Span, When]], articles: Mapping[str, Article], confidence: float
) -> Answer:
    """An answer that names several days, each with the sentence that gives it; a sentence that gives several is cited once."""
    places = list(dict.fromkeys((span.passage.article_id, *span.sentence) for span, _ in found))
    citations = [citation(number, articles[of], start, end) for number, (of, start, end) in enumerate(places, 1)]
    said = "; ".join(
        f"{when.words} [{places.index((span.passage.article_id, *span.sentence)) + 1}]" for span, when in found
    )
    notes = [*question.notes, *dict.fromkeys(when.note for _, when in found if when.note)]
    notes += date_notes(citations, articles, said=" ".join(notes))
    quotes = " ".join(f"{quoted(c.quote)} [{c.number}]" for c in citations)
    short = "; ".join(when.words for _, when in found)
    return Answer(
        question.asked, f"{_first_upper(said)}. {quotes}", True, confidence, tuple(citations), tuple(notes), short
    )


def answer_from_draft(question: Question, draft: Draft, articles: Mapping[str, Article], confidence: float) -> Answer:
    """A language model's answer with its checked quotes, markers renumbered from 1 in the order of the text."""
    numbers = {marker: number for number, marker in enumerate(_order(draft), 1)}
    text = draft.text
    for marker, number in numbers.items():
        text = text.replace(f"[{marker}]", f"[\0{number}]")
    citations = [
        citation(numbers[marker], articles[passage.article_id], start, end)
        for marker, (passage, start, end) in sorted(draft.quotes.items(), key=lambda q: numbers[q[0]])
    ]
    notes = [*question.notes, "Composed by the configured language model; every quote was checked against its article."]
    notes += date_notes(citations, articles, said="")
    return Answer(question.asked, text.replace("\0", ""), True, confidence, tuple(citations), tuple(notes), draft.short)


def abstention(
    question: Question, nearest: Sequence[Passage], articles: Mapping[str, Article], confidence: float, why: str = ""
) -> Answer:
    """ "Not in the archive", with the nearest passages offered for a look. `confidence` is that abstaining is right."""
    citations = tuple(
        citation(number, articles[p.article_id], *_first_sentences(p)) for number, p in enumerate(nearest[:NEAREST], 1)
    )
    text = NOT_IN_ARCHIVE
    if citations:
        text += " Nearest passages: " + ", ".join(f"[{c.number}]" for c in citations) + "."
    notes = (*question.notes, *([why] if why else []))
    return Answer(question.asked, text, False, confidence, citations, notes)


def date_notes(citations: Sequence[Citation], articles: Mapping[str, Article], said: str) -> list[str]:
    """A note for each cited article whose date is not stated, unless `said` holds it already."""
    out: list[str] = []
    for cited in citations:
        article = articles[cited.article_id]
        if article.published.how in {"inferred", "bounded"} and (how := how_dated(article)) not in said:
            note = f"[{cited.number}] {how[0].upper()}{how[1:]}."
            if not any(how in other for other in out):
                out.append(note)
    return out


def _order(draft: Draft) -> list[int]:
    return sorted(draft.quotes, key=lambda marker: draft.text.find(f"[{marker}]"))


def _first_sentences(passage: Passage) -> tuple[int, int]:
    """The span of the passage's first sentence, or first two when the first is short."""
    start, end = passage.sentences[0]
    if end - start < 60 and len(passage.sentences) > 1:
        end = passage.sentences[1][1]
    return start, end


def quoted(text: str) -> str:
    """A quote on one line in quotation marks, those within it single; a quotation as it is."""
    flat = _flat(text)
    if flat[:1] in _MARKS and flat[-1:] in _MARKS and not any(mark in flat[1:-1] for mark in _MARKS):
        return f"“{flat[1:-1]}”"
    within = re.sub(r'(?<![^\s(\[—–-])"(?=\S)', "‘", flat)
    return "“" + within.replace("“", "‘").replace("”", "’").replace('"', "’") + "”"


def brief(text: str) -> str:
    """A span's words as a short answer: on one line, without the punctuation around it, and of quotation marks and brackets
    that it cuts in two without the smaller half."""
    short = _flat(text)
    while True:
        before = short
        short = short.strip(" ,;:—–")
        if short.endswith(".") and not _ABBREVIATED.search(short):
            short = short[:-1]
        for opening, closing in _PAIRS:
            short = _balanced(short, opening, closing)
        if short == before:
            return short


_AMOUNT = re.compile(
    r"(?:\b(?:only|just|about|around|nearly|almost|roughly|some|over|under|more than|less than|fewer than|at least|at most|up to|as (?:much|many) as|an estimated"
    r"|approximately|close to) )*[$£€¥₹]?\d[\d,.]*(?:[%\w]|-(?=\w))*",
    re.IGNORECASE,
)
_COUNTED_IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|half|third|quarter|once|twice|double|hundreds?|thousands?|millions?)\b",
    re.IGNORECASE,
)


def amount(short: str) -> str:
    """A short answer to "how many" without the clause before its one number: "he told Congress that they held only 81" is
    "only 81"."""
    found = list(_AMOUNT.finditer(short))
    before = short[: found[0].start()] if len(found) == 1 else ""
    tells = any(word.islower() and is_past(word) for word in before.split())
    return short[found[0].start() :] if tells and not _COUNTED_IN_WORDS.search(before) else short


# "Half of the town's" before a number makes it another amount.
_PART_OF = re.compile(
    r"(?:(?:about|around|nearly|almost|roughly|some|over|under|more than|less than|at least|up to) )?(?:an? |the )?(?:half|(?:one |two |three )?(?:third|quarter|fifth|tenth)s?"
    r"|most|\d[\d.]*(?:%| per ?cent)) of (?:the |its |his |her |their )(?:[\w-]+[’']s? )?$",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"\b(?:in all|in total|altogether|overall|total|are there|were there|(?:does|did|do) [^?]+ have)\b", re.IGNORECASE
)


def _part_of(span: Span) -> str:
    """The words in front of a span that begins with a number which make it a part of that number ("half of the town's 40")."""
    before = span.passage.text[: span.start - span.passage.start]
    found = _PART_OF.search(before[-80:]) if span.text[:1].isdigit() else None
    return f"{_flat(found.group())} " if found else ""


def stop(text: str) -> str:
    """`text` with one full stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _balanced(text: str, opening: str, closing: str) -> str:
    """`text` without a pair of marks that encloses all of it, and without the smaller part beside a mark that has no
    fellow."""
    if text[:1] == opening and text[-1:] == closing and len(text) > 1:
        inner = text[1:-1]
        if opening not in inner and closing not in inner and opening != "(":
            return inner
    if opening == closing:
        alone = text.rfind(opening) if text.count(opening) % 2 else -1
    else:
        alone, open_at = -1, list[int]()
        for at, letter in enumerate(text):
            if letter == opening:
                open_at.append(at)
            elif letter == closing and open_at:
                open_at.pop()
            elif letter == closing:
                alone = at
        alone = open_at[-1] if open_at and alone < 0 else alone
    return max(text[:alone], text[alone + 1 :], key=len).strip() if alone >= 0 else text


def _unbracketed(detail: str, short: str) -> str:
    """What goes into brackets, without brackets of its own and without what the short answer says already."""
    return re.sub(r" \(([^()]*)\)", lambda m: "" if m[1] == short else f", {m[1]}", detail)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Answers to "when": the day an event happened, from the words of its sentence and the date of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.article import Article, Published, TimeExpression
from index.printeddate import open_order
from index.timeword import MONTHS
from qa import later
from qa.counted import Counted
from qa.grain import in_grain, without_units
from qa.question import Question
from qa.rephrase import alike
from qa.section import Section, section_at
from qa.span import Span
from qa.words import content_words, names, stem, stems, stems_of

_NOW = re.compile(
    r"(?<!should )(?<!would )(?<!could )(?<!might )(?<!may )(?<!must )(?<!will )(?<!to )\b(?:has|have|is|are|’s|'s)\s+(?:\w+ly\s+|now\s+|just\s+|already\s+)?(?:been\s+|being\s+)?\w+(?:ed|en|ing|wn|ld|ft|nt|un|ut|id|de|ne)\b"
)
_UNIT = r"(?:minute|hour|day|night|week|weekend|fortnight|month|year|decade|morning|afternoon|evening)"
# "The day after tomorrow" and "a day before" have no event, and would be dated mentions or the news of the day.
_FROM_EVENT = re.compile(
    rf"\b{_UNIT}s?\s+(?:before|after|earlier|later|following|since|into)\b(?!\s+(?:tomorrow|yesterday)\b)|\b[Oo]n the eve of\b"
    rf"|\b(?:the|that)\s+(?:(?:same|very|first|next)\s+)?{_UNIT}\s+(?:of|that|when)\s+(?!the\s+{_UNIT}\b)"
    rf"|\b(?:the|that)\s+(?:same|following|next|previous|preceding)\s+{_UNIT}\b",
    re.IGNORECASE,
)
# An hour or a part of a day, which does not say of which day.
_BARE_HOUR = re.compile(
    r"(?:(?:at|about|around|the|early|late|shortly|just|before|after)\s+)*"
    r"(?:\d{1,2}(?:[:.]\d\d)?(?:\s*(?:[ap]\.?\s?m\.?|o['’]?clock|hours|h))?(?:\s+(?:(?-i:[A-Z]{2,4})|local time))?|noon|midnight|midday|overnight"
    r"|(?:in\s+)?the\s+(?:morning|afternoon|evening|night)|(?:morning|afternoon|evening|night|dawn|dusk))",
    re.IGNORECASE,
)
_PART_OF_MONTH = re.compile(
    rf"(?P<of>(?:the )?(?:end|beginning|start|middle) of |(?:early|late|mid)[ -])(?:{'|'.join(m for m in MONTHS if len(m) > 2)})\.?(?:,? \d{{4}})?",
    re.IGNORECASE,
)
_OF_AN_HOUR = 0.75
# "Has carried out a raid" tells of the raid.
_LIGHT = stems(
    "carried launched conducted made held completed begun started taken suffered given seen been undergone become kept got done".split()
)
_GOES_ON = 0.7
_COUNTED = 0.7
_SAYS = re.compile(
    r"\b(?:say|says|said|tell|tells|told|add|added|declared?|announced?|claim(?:ed)?|warn(?:ed)?|stated?|insist(?:ed)?|argued?|explain(?:ed)?"
    r"|promised?|vow(?:ed)?|den(?:y|ied)|call(?:ed)? (?:for|on)|demand(?:ed)?)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<![A-Z][a-z])(?<!\b[A-Z])[.!?][\"”’']?\s+(?=[\"“‘']?[A-Z])")
_LOOKED_BACK_ON = re.compile(
    r"\b(?:following|after|since|before|about|despite|amid)(?: (?:the|an?|his|her|its|their|[A-Z][\w’' -]*[’']s?))?(?: [a-z-]+)?\s$"
    r"|\b(?:to|of|over|in|from|with|by|on) (?:[A-Z][\w-]* )*[A-Z][\w-]*[’']s?(?: [a-z-]+)?\s$"
)
_LEAD = 400  # characters
_DAYS_OF_A_WEEK = 7
# What asks for the first or for the last day of a time.
_BEGIN = re.compile(
    r"\b(?:(?:since|from) (?:when|what|which)|begin|began|begun|start(?:ed)?|become|join(?:ed)?|founded|take office|come to power|appointed)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:(?:until|till|to) (?:when|what|which)|end(?:ed)?|finish(?:ed)?|over|stop(?:ped)?|leave|left|lose power|toppled|ousted|cease[ds]?)\b",
    re.IGNORECASE,
)
# An obituary's way to say that somebody is dead, of which it is not the news.
_HAS_DIED = re.compile(
    r"\b(?:who|which)?,? ?(?:has|have) died,? (?:aged|at (?:the age of |\d))|, who (?:has|have) died\b", re.IGNORECASE
)
_OF_OBITUARY = 0.6
# A stated date below this confidence is open to doubt, and the reasons say why.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class When:
    """When an event happened: `first_day`..`last_day` inclusive, in words, and how that was worked out.

    `certainty` (0..1) multiplies the reader's confidence: 1 for a date in the sentence itself. Where the question asks for
    another unit than days ("in which month"), `words` are in that unit and `detail` gives the days.
    """

    first_day: date
    last_day: date
    words: str
    note: str
    certainty: float
    expression: TimeExpression | None
    detail: str = ""

    @property
    def runs_on(self) -> bool:
        """Whether the words name a first and a last day: "Wednesday and Thursday"."""
        return self.expression is not None and "/" in self.expression.value


def resolve(question: Question, span: Span, article: Article, expressions: Sequence[TimeExpression]) -> When | None:
    """When what `span`'s sentence tells happened, or None if neither the sentence nor the article's date says.

    `expressions` are the article's. An expression inside the sentence that denotes days decides: the one the reader's
    span overlaps, else the one nearest to the question's words. Without one, a sentence that reports the news itself
    (in the first paragraph, or in the present perfect) happened by the day of its article, unless it tells its time by
    another event ("two days after the fire"). In an article that puts its news under days, it is the day above.
    """
    a, b = span.sentence
    inside = [t for t in expressions if a <= t.start and t.end <= b and t.first_day and t.last_day]
    dated = [t for t in inside if t.type in {"DATE", "TIME"} and not t.value.endswith("_REF")]
    if dated:
        chosen = _asked_end(question, _choose(question, span, article, dated))
        assert chosen.first_day is not None
        assert chosen.last_day is not None
        days = in_words(chosen.first_day, chosen.last_day)
        words = _part_of_month(chosen) or days
        note = ""
        if isinstance(chosen, Counted):
            base = article.text[chosen.base_start : chosen.base_end]
            note = f"“{_flat(chosen.text)}” is {days}: counted from “{_flat(base)}”, and {how_dated(article)}."
        elif not _says_the_date(chosen):
            note = f"“{_flat(chosen.text)}” is {days}: {how_dated(article)}."
        elif order := open_order(chosen.text):
            note = f"{order}."
        asked = in_grain(question.grain, chosen.first_day, chosen.last_day, chosen.value)
        detail = words if asked and asked != words else ""
        others = {t.first_day for t in dated if t != chosen}
        is_sure = (
            question.grain == "time" or chosen.first_day in others or not _BARE_HOUR.fullmatch(chosen.text.strip(" ."))
        )
        certainty = 1.0 if is_sure else _OF_AN_HOUR
        return When(chosen.first_day, chosen.last_day, asked or words, note, certainty, chosen, detail)
    from qa.moment import side

    if under := section_at(article, expressions, a, coming=side(question.text) == "ahead"):
        return _under(question, article, under)
    if said := _said_with(question, article, expressions, a, b):
        return said
    day = article.published.day
    if day is None or article.published.how not in {"stated", "inferred"}:
        return None
    sentence = article.text[a:b]
    if counted := later.counted_from(question.text, sentence, day):
        first, last, count = counted
        words = in_words(first, last)
        note = f"“{count}” is counted from the article: {how_dated(article)}."
        asked = in_grain(question.grain, first, last)
        return When(first, last, asked or words, note, _COUNTED, None, words if asked and asked != words else "")
    if soon := later.follows_soon(sentence):
        return _soon_after(question, span, article, expressions, soon)
    is_lead = a <= article.body_start + _LEAD
    now = [match.group() for match in _NOW.finditer(sentence)]
    if not (is_lead or now) or counts_from_event(sentence) or (now and _is_of_another(question, sentence, now)):
        return None
    if not now and _is_looked_back_on(question, sentence):
        return None
    if now and obituary(sentence):
        note = f"The sentence gives no date, only that it was over by then: {how_dated(article)}."
        words = f"by {in_words(day, day)}"
        return When(day, day, in_grain(question.grain, day, day) or words, note, _OF_OBITUARY, None)
    note = f"The sentence gives no date; it reports the news of its day, and {how_dated(article)}."
    lead = None if now else _day_of_lead(article, expressions, day)
    if lead is not None and lead.first_day is not None:
        day = lead.first_day
        note = (
            f"The sentence gives no date; its article begins with the news of “{lead.text}”, and {how_dated(article)}."
        )
    words = in_words(day, day)
    asked = in_grain(question.grain, day, day)
    return When(day, day, asked or words, note, 0.9 if now else 0.75, None, words if asked else "")


def _soon_after(
    question: Question, span: Span, article: Article, expressions: Sequence[TimeExpression], soon: str
) -> When | None:
    """The day of the sentence before one that tells of what came hours after it."""
    before = later.sentence_before(article.text, span.sentence[0])
    if before is None:
        return None
    first = replace(span, start=before[0], end=before[1], sentence=before, is_sentence=True)
    found = resolve(question, first, article, expressions)
    if found is None or found.first_day != found.last_day:
        return None
    note = f"“{soon}” counts from the sentence before. {found.note}".strip()
    return replace(found, note=note, certainty=found.certainty * _GOES_ON)


def obituary(sentence: str) -> re.Match[str] | None:
    """Where a sentence says as obituaries do that somebody is dead: "Ann Lee, who has died aged 92"; None where it does not."""
    return _HAS_DIED.search(sentence)


def _day_of_lead(article: Article, expressions: Sequence[TimeExpression], day: date) -> TimeExpression | None:
    """The day, of the week up to the article's `day`, that the beginning of its story names first; None where it names none."""
    start = article.body_start
    for t in expressions:
        heads_it = t.first_day == day and _says_the_date(t)  # "BRENT, May 3, 2021 --"
        told = t.type in {"DATE", "TIME"} and t.first_day is not None and t.first_day == t.last_day
        if start <= t.start <= start + _LEAD and told and t.first_day and not heads_it:
            return t if 0 <= (day - t.first_day).days < _DAYS_OF_A_WEEK and not t.value.endswith("_REF") else None
    return None


def _is_looked_back_on(question: Question, sentence: str) -> bool:
    """Whether a sentence has the event asked for only as what somebody had or what something came after: "the fire that led to
    Ray's death", "following his exit"."""
    from qa.otherevent import verb_of

    words = stems(without_units(content_words(question.text))) - stems_of(" ".join(names(question.text)))
    event = alike(verb_of(question.text, words))
    found = [m for m in re.finditer(r"[\w-]+", sentence) if stem(m.group()) in event]
    return bool(found) and all(_LOOKED_BACK_ON.search(sentence[: m.start()]) for m in found)


def _said_with(
    question: Question, article: Article, expressions: Sequence[TimeExpression], start: int, end: int
) -> When | None:
    """The day on which the sentence before, in the same paragraph, says that something was said, for a sentence without a day
    that goes on with what was said; None for others."""
    text = article.text
    if not _SAYS.search(text[start:end]) or not _SAYS.search(question.text) or counts_from_event(text[start:end]):
        return None
    paragraph = text.rfind("\n", 0, start) + 1
    before = paragraph + max((m.end() for m in _SENTENCE_END.finditer(text[paragraph:start].rstrip())), default=0)
    dated = [
        t
        for t in expressions
        if before <= t.start and t.end <= start and t.type == "DATE" and t.first_day and t.first_day == t.last_day
    ]
    if len(dated) != 1 or not _SAYS.search(text[before:start]):
        return None
    day = dated[0].first_day
    assert day is not None
    words = in_words(day, day)
    known = "" if _says_the_date(dated[0]) else f", which is {words}: {how_dated(article)}"
    note = f"The sentence gives no date; the one before it tells what was said on “{dated[0].text}”{known}."
    asked = in_grain(question.grain, day, day)
    return When(day, day, asked or words, note, _GOES_ON, dated[0], words if asked else "")


def _is_of_another(question: Question, sentence: str, now: Sequence[str]) -> bool:
    """Whether a sentence names the event asked for, but its verbs in the present perfect are of another: "the rout has exposed
    how weak they were" is no news of the rout."""
    if _SAYS.search(question.text):
        return False
    from qa.otherevent import verb_of

    words = stems(without_units(content_words(question.text))) - stems_of(" ".join(names(question.text)))
    verbs = {stem(said.split()[-1]) for said in now}
    if verbs & (alike(words) | _LIGHT):
        return False
    return bool(alike(verb_of(question.text, words)) & stems_of(sentence))


def _under(question: Question, article: Article, section: Section) -> When:
    """The day, or the month, that a sentence without one stands under."""
    first, last = section.day.first_day, section.day.last_day
    assert first is not None
    assert last is not None
    words = in_words(first, last)
    known = "" if _says_the_date(section.day) else f", which is {words}: {how_dated(article)}"
    note = f"The sentence gives no date; it stands under “{section.heading}”{known}."
    asked = in_grain(question.grain, first, last)
    return When(first, last, asked or words, note, 0.9, section.day, words if asked and asked != words else "")


def _asked_end(question: Question, expression: TimeExpression) -> TimeExpression:
    """A time from one day to another, or only that of the two that the question asks for."""
    from qa.moment import ends_of

    ends = ends_of(expression)
    if ends is None:
        return expression
    begins, is_over = _BEGIN.search(question.text), _END.search(question.text)
    if bool(begins) == bool(is_over):
        return expression
    first, last = ends[0] if begins else ends[1]
    value = expression.value.split("/")[0 if begins else 1]
    return replace(expression, value=value, first_day=first, last_day=last)


def _part_of_month(expression: TimeExpression) -> str:
    """A part of a month as news tells it, with its year: "the end of August 2021", "early May 2022"; "" for other times."""
    match = _PART_OF_MONTH.fullmatch(expression.text)
    if match is None or expression.first_day is None:
        return ""
    day = expression.first_day
    return f"{match['of'].lower()}{day:%B} {day.year}"


def counts_from_event(sentence: str) -> bool:
    """Whether a sentence tells its time by another event: "two days after the fire", "on the night of the fire"."""
    return _FROM_EVENT.search(sentence) is not None


def how_dated(article: Article, *, with_reasons: bool = True) -> str:
    """In words: the article's date and how it is known ("the article is dated 13 August 2021")."""
    published = article.published
    if published.day is None:
        return "the date of the article is not known" if published.first_day is None else _bounded(published)
    said = in_words(published.day, published.day)
    if published.how == "stated":
        doubts = [r.text.rstrip(".") for r in published.reasons] if published.confidence < SURE else []
        return f"the article is dated {said}" + (f" ({'; '.join(doubts)})" if doubts and with_reasons else "")
    reasons = "; ".join(reason.text.rstrip(".") for reason in published.reasons) if with_reasons else ""
    return f"the article prints no date and is inferred to be from {said}" + (f" ({reasons})" if reasons else "")


def _bounded(published: Published) -> str:
    if published.first_day and published.last_day:
        return f"the article is from {in_words(published.first_day, published.last_day)}"
    if published.first_day:
        return f"the article is from {day_in_words(published.first_day)} or later"
    return f"the article is from {day_in_words(published.last_day)} or earlier" if published.last_day else "undated"


def in_words(first: date, last: date) -> str:
    """Days in words: "13 August 2021 (Friday)", "August 2021", "2021", "21 to 22 July 2021", and "until 22 July 2021" for
    days that begin with the calendar."""
    if first == date.min:
        return f"until {day_in_words(last)}"
    if first == last:
        return f"{day_in_words(first)} ({first:%A})"
    if first.month == 1 and first.day == 1 and last.month == 12 and last.day == 31:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and first.year == last.year and first.month == last.month and (last.month != _next(last).month):
        return f"{first:%B} {first.year}"
    if first.year == last.year and first.month == last.month:
        return f"{first.day} to {day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day_in_words(last)}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def day_in_words(day: date) -> str:
    """ "13 August 2021"."""
    return f"{day.day} {day:%B} {day.year}"


def day_of(article: Article) -> str:
    """The day that an article is from, in words; "" where it is not known."""
    day = article.published.day
    return day_in_words(day) if day else ""


def _next(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))


def _says_the_date(expression: TimeExpression) -> bool:
    return re.search(r"\b\d{4}\b", expression.text) is not None


def _choose(question: Question, span: Span, article: Article, dated: Sequence[TimeExpression]) -> TimeExpression:
    if not span.is_sentence:
        for expression in dated:
            if expression.start < span.end and span.start < expression.end:
                return expression
    if len(dated) == 1:
        return dated[0]
    a, b = span.sentence
    asked = stems(content_words(question.text))
    anchors = [a + m.start() for m in re.finditer(r"[\w’'-]+", article.text[a:b]) if stem(m.group()) in asked]
    if not anchors:
        return dated[0]
    return min(dated, key=lambda t: sum(min(abs(x - t.start), abs(x - t.end)) for x in anchors))


def _flat(text: str) -> str:
    return " ".join(text.split())

"""Candidates for "when": every time expression of the passages read, weighed by how well it dates the event asked for."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Final, Literal

from index import timevalue, timex
from index.article import Article, Passage, TimeExpression
from qa import otherevent
from qa.confidence import share
from qa.counted import Counted
from qa.grain import cost, without_units
from qa.otherevent import AUXILIARY, verbs_of
from qa.question import Question
from qa.rephrase import alike, said_stems
from qa.retrieve import Evidence
from qa.section import section_at
from qa.span import Span
from qa.support import absent, unsupported
from qa.when import SURE, day_of, obituary
from qa.words import content_words, names, stem, stems, stems_of, tokens

# Log-odds, set by hand on development questions. A sentence with all of the question's words gains half of the first
# weight times 0.6, one with none loses 0.4 of it; without an expression of its own it must tell the event clearly.
_SENTENCE: Final = 1.5
_SENTENCE_UNDATED: Final = 2.5
_USUAL: Final = 0.4
_USUAL_UNDATED: Final = 0.5
_UNDATED: Final = 0.6
# An article without a name of the question tells of something else, which has a day as well.
_ABSENT: Final = 1.0
# "It held $5 billion as of 30 June" tells how things stood on a day, and a post ends with the day that it was written on.
_OF_A_STATE: Final = 1.5
_POSTED: Final = re.compile(r"[—–-] [^\n]{1,60}\(@\w+\)\s*$")
_POST: Final = re.compile(r"\b(?:post|tweet|wrote|write|share)", re.IGNORECASE)
# "Who has died aged 92" is told days or weeks afterwards, and when is told elsewhere in the same article.
_SAID_LATER: Final = 3.0
# "A letter dated 9 May" was written then; what came of it came later.
_DATED: Final = re.compile(r"\bdated (?:the )?$", re.IGNORECASE)
_WRITTEN: Final = re.compile(
    r"\b(?:dated?|writ(?:e|ten)|wrote|sent|send|sign(?:ed)?)\b(?! (?:did|was|were))", re.IGNORECASE
)
_AS_OF: Final = re.compile(r"\bas (?:of|at) (?:the )?$", re.IGNORECASE)
# Of an article whose day is in doubt, no weekday is sure.
_DOUBTED: Final = 1.0
_RELATIVE: Final = re.compile(r"[^\d]*")
# Who asks for a month or a year has read one; an article's own day is never an hour.
_UNDATED_FOR: Final = {"time": 3.0, "month": 0.7, "year": 1.0}
# A sentence that has no word for the event is seldom the news of it.
_NOT_NAMED: Final = 1.5
_ELSEWHERE_IN_SENTENCE: Final = 1.2
# "She married Ray in 1969; they parted in 1979": the name stands beside one of the two.
_OF_NAME: Final = 0.4
_OF_OTHER_NAME: Final = 1.6
# Of two times, one of which is counted from the other, each is that of its own clause.
_OTHER_OF_TWO: Final = 2.5
_WRONG_SIDE: Final = 2.0
# What was to come when an article told of it may be over for who asks.
_TOLD_AHEAD: Final = 1.2
_SAME_BOUND: Final = 0.7
_OTHER_BOUND: Final = 1.5
# Of "due this month but put back to September", September is when it will be.
_PUT_OFF_TO: Final = 1.0
_PUT_OFF: Final = re.compile(
    r"\b(?:put (?:back|off)|postponed|delayed|deferred|rescheduled|pushed back|moved|brought forward|adjourned)(?: (?:from )?[\w’'-]+){0,4}? (?:to|until|till)(?: the)? $",
    re.IGNORECASE,
)
# The reader looks for the words of an answer, not for dates: an expression that it passed over keeps this share.
_LEAST_SHARE: Final = 0.1
_OF_SENTENCE: Final = 0.5
_NEAR: Final = 8.0  # words
_ACROSS_MARK: Final = 4
_TABLE: Final = 5  # so many days in one sentence are a table, whose rows begin with them
# "On Friday, Ray left" has no other clause behind the comma; "Ray, hired on Friday, left" has.
_FRONTED: Final = re.compile(
    r"\W*(?:(?:on|in|by|at|during|since|until|before|after|early|late|and|but|then|the|from|it was) )*", re.IGNORECASE
)
_OTHER_CLAUSE: Final = re.compile(r"[,;:—–(]\s|\b(?:and|but|while|before|after|when|as|which|who)\b")

_LONGEST_PLACE: Final = 60  # characters
_PLACE: Final = re.compile(r"[A-Z][A-Z .’'-]{2,}(?:,[^.;:!?]*)?,? ?\(?")
_HEADS: Final = re.compile(r"\)?\s*(?:\([^)\n]{1,50}\)\s*)?(?:--|–|—|- |:)")

_DAY_OF_WEEK: Final = re.compile(r"(?:last |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_FROM: Final = re.compile(r"\b(from|between)\s+(?:(?:early|mid|late|around|about)[ -])?(?:the\s+)?$", re.IGNORECASE)
_TO: Final = {
    "from": re.compile(r"\s+(?:to|until|till|through)\s+(?:(?:early|mid|late)[ -])?", re.IGNORECASE),
    "between": re.compile(r"\s+and\s+(?:(?:early|mid|late)[ -])?", re.IGNORECASE),
}
_YEAR: Final = re.compile(r"\d{4}")
# "When did Pink Friday come out" names no Friday.
_IN_NAME: Final = re.compile(r"\S (?!On\b|By\b|Last\b)[A-Z][\w’'-]* $")
_DAYS: Final = re.compile(r"\b(?:what|which) (?:\w+ )?(?:days|dates)\b", re.IGNORECASE)
_LONGEST_GAP: Final = 6  # characters
# Of the passages read, so many may be further ones with a dated sentence that tells this share of the question.
_FURTHER: Final = 3
_PROMISING: Final = 0.75

# "Will not rebuild" and "decide whether to rebuild" do not say that it was or will be done.
_NOT_ASSERTED: Final = 2.0
_DENIAL: Final = re.compile(
    r"\b(?:not|never|without|cannot|fail(?:s|ed)?\b(?:[^,;:.]{0,60}?) to|refus(?:e|es|ed) to)\b|n[’']t\b", re.IGNORECASE
)
_OPEN: Final = re.compile(r"\b(?:whether|if|unless)\b", re.IGNORECASE)
_CLAUSE_END: Final = re.compile(r"[,;:—–.]\s|\b(?:when|after|before|because|but)\b")
_ARRANGED: Final = re.compile(
    r"\b(?:due|expected|scheduled|planned|supposed|slated|set (?:to|for)|going to)\b", re.IGNORECASE
)
_NEXT: Final = re.compile(r" (?:the|his|her|its|their) (?:next|coming|upcoming)\b", re.IGNORECASE)
_TO_DO: Final = re.compile(r"\bto [a-z]")
_WISHED: Final = re.compile(r"\b(?:want|plan|expect|intend|hope|mean|vow|promise|agree|aim)\b", re.IGNORECASE)
# What other words for the same are worth beside the question's own.
_IN_OTHER_WORDS: Final = 0.6
_BOUNDS: Final = tuple(
    (re.compile(rf"\b(?:{asked})\b(?=(?: \w+)? (?:when|what|which)\b)", re.IGNORECASE), re.compile(rf"\b(?:{said})\s+(?:\w+\s+)?$", re.IGNORECASE))
    for asked, said in (("since|from", "since|from"), ("until|till|through", "until|till|through|to|(?:end|expire|finish|close|run out|lapse)s? (?:at|on|in)(?: the (?:end|close) of)?"), ("by", "by|before|until|through"))
)  # fmt: skip


def joined(expressions: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """An article's time expressions, in their order, with those as one that name the same days or run on: "Wednesday (Sept.
    27)" is 27 September, "Wednesday and Thursday" are two days, and "from May to July 2020" is three months. `text` is the
    article's."""
    out: list[TimeExpression] = []
    for t in expressions:
        before = out[-1] if out else None
        if before is not None and (whole := _from_to(before, t, text)):
            out[-1] = whole
            continue
        if before is not None and 0 < t.start - before.end <= _LONGEST_GAP and _DAY_OF_WEEK.fullmatch(before.text):
            gap = text[before.end : t.start]
            if one := _named_twice(before, t, gap) or _run_on(before, t, gap):
                end = one.end + (text[one.end : one.end + 1] == ")" and "(" in gap)
                out[-1] = replace(one, end=end, text=text[one.start : end])
                continue
        out.append(t)
    return out


def _from_to(one: TimeExpression, other: TimeExpression, text: str) -> TimeExpression | None:
    """The first and the last day of a time, year or month of the same kind, as one expression."""
    opening = _FROM.search(text[max(0, one.start - 20) : one.start])
    if opening is None or not _TO[opening[1].lower()].fullmatch(text[one.end : other.start]):
        return None
    first, last = one.first_day, other.last_day
    if not (is_dated(one) and is_dated(other)) or first is None or last is None or len(one.value) != len(other.value):
        return None
    start = one.value
    if _DAY_OF_WEEK.fullmatch(one.text) and first > last:
        first -= timedelta(days=7)
        start = first.isoformat()
    elif len(start) > len("2021") and not _YEAR.search(one.text):
        # Of "from May to July 2020", the last has the year.
        year = last.year - (start[4:] > other.value[4:])
        start = f"{year}{start[4:]}"
        known = timevalue.days(start)
        first = known[0] if known else first
    if first > last:
        return None
    words = text[one.start : other.end]
    return replace(one, end=other.end, text=words, value=f"{start}/{other.value}", first_day=first, last_day=last)


def _named_twice(weekday: TimeExpression, day: TimeExpression, gap: str) -> TimeExpression | None:
    """A weekday and the day of the calendar in brackets behind it, as one expression."""
    if gap not in {" (", ", "} or day.type != "DATE" or day.first_day is None or day.first_day != day.last_day:
        return None
    return replace(day, start=weekday.start) if re.search(r"\d", day.text) else None


def _run_on(one: TimeExpression, other: TimeExpression, gap: str) -> TimeExpression | None:
    """Two days of the week, one after the other, as one expression."""
    if gap not in {" and ", " to ", " into "} or not _DAY_OF_WEEK.fullmatch(other.text):
        return None
    first, last = one.first_day, other.last_day
    if first is None or last is None or one.last_day != first or (last - first).days != 1:
        return None
    return replace(one, end=other.end, value=f"{first}/{last}", last_day=last)


def moments(
    question: Question,
    spans: Sequence[Span],
    expressions: Callable[[str], Sequence[TimeExpression]],
) -> list[Span]:
    """The reader's spans as candidates for a day: one for each dated expression of the passages that it read, and one for
    each undated sentence in which it saw the answer.

    `expressions` gives the time expressions of an article by its id. Those that the question names itself are left out.
    """
    named = _named(question.text)
    by_passage: dict[int, list[Span]] = {}
    for span in spans:
        by_passage.setdefault(span.passage.id, []).append(span)
    out: list[Span] = []
    for found in by_passage.values():
        passage = found[0].passage
        dated = [
            t
            for t in expressions(passage.article_id)
            if passage.start <= t.start and t.end <= passage.end and is_dated(t)
        ]
        dated = [t for t in dated if not _is_of_dateline(t, dated, passage)]
        has_date = {s for s in passage.sentences for t in dated if s[0] <= t.start and t.end <= s[1]}
        out += [span for span in found if span.sentence not in has_date]
        for t in dated:
            if t.value in named or t.text.lower() in named:
                continue
            sentence = next((s for s in passage.sentences if s[0] <= t.start and t.end <= s[1]), None)
            if sentence is not None:
                likeliest = max(_LEAST_SHARE, *(_share_of(span, t, sentence) for span in found))
                out.append(
                    replace(found[0], start=t.start, end=t.end, sentence=sentence, share=likeliest, is_sentence=False)
                )
    return out


def _is_of_dateline(t: TimeExpression, dated: Sequence[TimeExpression], passage: Passage) -> bool:
    """Whether a day only heads the story ("BRENT, March 21, 2025 -- Talks broke down on Thursday"), whose sentence has another."""
    text, at = passage.text, passage.start
    line = text.rfind("\n", 0, t.start - at) + 1
    if t.start - at - line > _LONGEST_PLACE or not _PLACE.fullmatch(text[line : t.start - at]):
        return False
    if not _HEADS.match(text[t.end - at :]):
        return False
    end = next((b for a, b in passage.sentences if a <= t.start < b), t.end)
    return any(t.end <= other.start < end for other in dated)


def promising(
    question: Question,
    evidence: Sequence[Evidence],
    most: int,
    expressions: Callable[[str], Sequence[TimeExpression]],
    weigh: Callable[[str], float],
) -> list[Evidence]:
    """`most` of the passages found, in their order: the first of them, and a few of the others that have a sentence with
    a time and most of the question's words, for where a story has many passages on the same names, the one that tells when is
    seldom the first."""
    if len(evidence) <= most:
        return list(evidence)
    asked = {stem(word): weigh(word) for word in without_units(content_words(question.text))}
    kept = list(range(most))
    likely = [
        (told, -at)
        for at, e in enumerate(evidence[most:], most)
        if (told := _most_told(question, asked, e.passage, expressions)) >= _PROMISING
    ]
    for n, (_, at) in enumerate(sorted(likely, reverse=True)[:_FURTHER]):
        kept[-1 - n] = -at
    return [evidence[at] for at in sorted(kept)]


def _most_told(
    question: Question,
    asked: Mapping[str, float],
    passage: Passage,
    expressions: Callable[[str], Sequence[TimeExpression]],
) -> float:
    """The most of the question (0..1) that a sentence with a time in a passage tells, which the question does not name."""
    named = _named(question.text)
    times = [t for t in expressions(passage.article_id) if is_dated(t) and t.value not in named]
    return max(
        (
            _told(question, asked, alike(stems_of(passage.text[a - passage.start : b - passage.start])))
            for a, b in passage.sentences
            if any(a <= t.start and t.end <= b for t in times)
        ),
        default=0.0,
    )


def _counted_to(text: str) -> str:
    """What a count leads to, of the text behind it: "the fire" in "eight days after the fire, money was paid"."""
    return re.split(r"[,;:.!?]", text, maxsplit=1)[0]


def weighed(
    question: Question,
    span: Span,
    article: Article,
    expressions: Sequence[TimeExpression],
    weigh: Callable[[str], float],
) -> float:
    """The span's score (0..1) with what speaks for and against its being the time of the event: the words of the question in
    its sentence and next to it, how fine a time was asked for, and whether it lies on the side asked of, past or future.

    `expressions` are the article's; `weigh` gives a word's weight.
    """
    asked = {stem(word): weigh(word) for word in without_units(content_words(question.text))}
    inside = [t for t in expressions if span.sentence[0] <= t.start and t.end <= span.sentence[1] and is_dated(t)]
    chosen = next((t for t in inside if t.start == span.start and t.end == span.end), None)
    a, b = span.sentence
    text = article.text[a:b]
    under = entry = section_at(article, expressions, a, coming=side(question.text) == "ahead")
    if under is not None and chosen == under.day and under.is_entry:
        under = None  # what was written on a day is told by its sentences
    if under is not None and chosen in (None, under.day):
        told_at = (a, b) if under.is_entry else (max(under.start, span.passage.start), min(under.end, span.passage.end))
        text = f"{under.heading} {article.text[slice(*told_at)]}"
    said = said_stems(text)
    told = _told(question, asked, said)
    told += _IN_OTHER_WORDS * (_told(question, asked, alike(said)) - told)
    logit = math.log(max(1e-9, span.score) / max(1e-9, 1 - span.score))
    if _is_not_asserted(question.text, text):
        logit -= _NOT_ASSERTED
    if unsupported(question.text, f"{article.title} {span.passage.text}"):
        everything = f"{article.title} {article.source} {article.author} {day_of(article)} {article.text}"
        logit -= _ABSENT * min(2, absent(question.text, everything))
    event = asked.keys() - stems_of(" ".join(names(question.text)))
    if under is not None and chosen in (None, under.day):
        logit += _SENTENCE * (told - _USUAL) - cost(question.grain, under.day)
        if event and not alike(event) & said:
            logit -= _NOT_NAMED
        return 1 / (1 + math.exp(-logit))
    if chosen is None or chosen.first_day is None or chosen.last_day is None:
        logit += _SENTENCE_UNDATED * (told - _USUAL_UNDATED) - _UNDATED - _UNDATED_FOR.get(question.grain, 0.0)
        if event and not alike(event) & said:
            logit -= _NOT_NAMED
        else:
            logit -= otherevent.cost(question.text, text, event, said)
        logit -= _SAID_LATER * (obituary(text) is not None)
        # What is to come does not come on the day of the article.
        logit -= _WRONG_SIDE * (side(question.text) == "ahead")
        return 1 / (1 + math.exp(-logit))
    # Of a time from one day to another, each is as fine as was asked or not.
    one = replace(chosen, last_day=ends[0][1]) if (ends := ends_of(chosen)) else chosen
    days = ends is not None and _DAYS.search(question.text) is not None  # "on which days" may be two
    logit += _SENTENCE * (told - _USUAL) - (0.0 if days else cost(question.grain, one))
    named = _named(question.text)
    counts = any(isinstance(t, Counted) and chosen.start in {t.start, t.base_start} for t in inside)
    # "She sailed on Monday, nine days after she was taken": who is named stands beside one of the two, and is of both.
    of_event: Mapping[str, float] = asked
    if alike(event) & said:
        of_event = {like: asked[key] for key in event for like in alike({key})}
        of_event |= {} if counts else {key: _OF_NAME * weight for key, weight in asked.items() if key not in event}
    near = {t.start: _nearness(of_event, article.text, a, b, t) for t in inside if t == chosen or t.value not in named}
    if len(inside) >= _TABLE and all(t.first_day == t.last_day for t in inside):
        near |= _in_rows(asked, article.text, inside, b)
    if most := max(near.values(), default=0.0):
        logit -= (_OTHER_OF_TWO if counts else _ELSEWHERE_IN_SENTENCE) * (1 - near[chosen.start] / most)
    if isinstance(chosen, Counted) and not asked.keys() & alike(stems_of(_counted_to(article.text[chosen.end : b]))):
        logit -= _OTHER_OF_TWO
    first, last = article.published.first_day, article.published.last_day
    if entry is not None and entry.is_entry:
        first, last = entry.day.first_day, entry.day.last_day
    looks = side(question.text)
    if looks == "ahead" and first and chosen.last_day < first:
        logit -= _WRONG_SIDE
    if looks == "behind" and last and chosen.first_day > last:
        logit -= _TOLD_AHEAD
    logit -= otherevent.cost(question.text, text, event, said)
    rest = [t.start - a for t in inside if t != chosen and t.value not in named]
    if (
        rest
        and not counts
        and otherevent.is_of_other_name(question.text, _without(inside, article.text[a:b], a), chosen.start - a, rest)
    ):
        logit -= _OF_OTHER_NAME
    if article.published.how == "stated" and article.published.confidence < SURE and _RELATIVE.fullmatch(chosen.text):
        logit -= _DOUBTED
    before = article.text[a : chosen.start]
    if _AS_OF.search(before) or (_POSTED.search(before) and not _POST.search(question.text)):
        logit -= _OF_A_STATE
    if _DATED.search(before) and not _WRITTEN.search(question.text):
        logit -= _OF_A_STATE
    bounds = [wanted for wanted, _ in _BOUNDS if wanted.search(question.text)]
    if bounds and not any(said.search(before) for wanted, said in _BOUNDS if wanted in bounds):
        logit -= _OTHER_BOUND * any(said.search(before) for _, said in _BOUNDS)
    if any(_PUT_OFF.search(article.text[a : t.start]) for t in inside):
        logit += _PUT_OFF_TO if _PUT_OFF.search(before) else -_PUT_OFF_TO
    logit += sum(_SAME_BOUND for wanted, said in _BOUNDS if wanted.search(question.text) and said.search(before))
    return 1 / (1 + math.exp(-logit))


def _is_not_asserted(asked: str, sentence: str) -> bool:
    """Whether a sentence denies what is asked for or leaves it open: "will not rebuild", "decide whether to rebuild", a question.

    What follows "not" counts up to the third word, what follows "whether" or "if" up to the end of its clause, where most
    of the question's words that the sentence has must stand.
    """
    if _DENIAL.search(asked) or _OPEN.search(asked):
        return False
    if sentence.rstrip("”\"’' ").endswith("?"):
        return True
    named = stems_of(" ".join(names(asked)))
    wanted = stems(without_units(content_words(asked))) - named
    said = stems_of(sentence) & wanted
    if not said:
        return False
    verbs = verbs_of(asked, wanted)
    for match in _DENIAL.finditer(sentence):
        after = re.split(r"[,;:.—–]|\b(?:but|only|until|because)\b", sentence[match.end() :], maxsplit=1)[0]
        if stems(tokens(after)[:3]) & verbs:
            return True
    for match in _OPEN.finditer(sentence):
        clause = _CLAUSE_END.split(sentence[match.end() :], maxsplit=1)[0]
        inside = stems_of(clause) & wanted
        if inside & verbs and 2 * len(inside) > len(said):
            return True
    return False


def _without(expressions: Sequence[TimeExpression], sentence: str, start: int) -> str:
    """A sentence that begins at `start` with blanks for its time expressions."""
    for t in expressions:
        sentence = sentence[: t.start - start] + " " * (t.end - t.start) + sentence[t.end - start :]
    return sentence


def is_dated(expression: TimeExpression) -> bool:
    """Whether an expression denotes days and can be the time of an event: no duration, no "recently"."""
    return (
        expression.type in {"DATE", "TIME"}
        and expression.first_day is not None
        and expression.last_day is not None
        and not expression.value.endswith("_REF")
    )


def ends_of(expression: TimeExpression) -> tuple[timevalue.Days, timevalue.Days] | None:
    """What an expression of a time from one day, month or year to another begins and ends with; None for any other."""
    start, _, end = expression.value.partition("/")
    first, last = timevalue.days(start), timevalue.days(end)
    return (first, last) if first and last else None


@lru_cache(maxsize=64)
def _named(text: str) -> frozenset[str]:
    """The values and the words of the time expressions in a question: they cannot be its answer."""
    found = [t for t in timex.find(text) if not (_DAY_OF_WEEK.fullmatch(t.text) and _IN_NAME.search(text[: t.start]))]
    return frozenset({t.value for t in found if t.first_day} | {t.text.lower() for t in found})


def side(text: str) -> Literal["ahead", "behind", ""]:
    """Whether a question asks for what is to come or for what is over, as its article sees it; "" where it may be either:
    "were they to begin" looks ahead and "was he taken to hospital" back."""
    match = AUXILIARY.search(text)
    main, rest = (match["main"].lower(), match["rest"]) if match else ("", "")
    if main in {"will", "would", "shall", "do", "does"} or (main in {"is", "are"} and _TO_DO.search(rest)):
        return "ahead"
    if main in {"is", "are", "was", "were"} and _ARRANGED.search(rest):
        return "ahead"
    if main in {"is", "are"} and _NEXT.match(rest):
        return "ahead"
    if (main in {"was", "were"} and _TO_DO.search(rest)) or (main == "did" and _WISHED.search(rest)):
        return ""
    return "behind" if main in {"did", "was", "were", "had"} else ""


def _share_of(span: Span, expression: TimeExpression, sentence: tuple[int, int]) -> float:
    if span.is_sentence:
        return _OF_SENTENCE * span.share if span.sentence == sentence else 0.0
    told = [(expression.start, expression.end)]
    if isinstance(expression, Counted):
        told.append((expression.base_start, expression.base_end))
    if any(span.start < end and start < span.end for start, end in told):
        return span.share
    return _LEAST_SHARE * span.share if span.sentence == sentence else 0.0


def _nearness(asked: Mapping[str, float], text: str, start: int, end: int, expression: TimeExpression) -> float:
    """The weight of the question's words in a sentence, each less the farther it stands from the expression."""
    best: dict[str, float] = {}
    for match in re.finditer(r"[\w’'-]+", text[start:end]):
        at, to = start + match.start(), start + match.end()
        if at < expression.end and expression.start < to:
            continue
        gap = text[to : expression.start] if to <= expression.start else text[expression.end : at]
        fronted = at >= expression.end and _FRONTED.fullmatch(text[start : expression.start]) is not None
        distance = len(gap.split()) + _ACROSS_MARK * len(_OTHER_CLAUSE.findall(gap.lstrip(", ") if fronted else gap))
        for key in stems([match.group()]) & asked.keys():
            best[key] = max(best.get(key, 0.0), asked[key] * math.exp(-distance / _NEAR))
    return sum(best.values())


def _in_rows(asked: Mapping[str, float], text: str, dated: Sequence[TimeExpression], end: int) -> dict[int, float]:
    """By the offset of each expression of a table with its days in front, the weight of the question's words in its row."""
    ends = [t.start for t in dated[1:]] + [end]
    return {
        t.start: sum(asked[key] for key in stems_of(text[t.end : to]) & asked.keys())
        for t, to in zip(dated, ends, strict=True)
    }


def _told(question: Question, asked: Mapping[str, float], found: Set[str]) -> float:
    """The share (0..1) of the question that a sentence with these stems tells: of all its words by weight and of those
    that are no names, by halves, because a sentence on the same persons need not tell the same event."""
    named = stems_of(" ".join(names(question.text)))
    others = {key: weight for key, weight in asked.items() if key not in named}
    every = share(asked, found)
    return (every + share(others, found)) / 2 if others else every

"""Questions that take several answers: parts joined by "and", the time between two events, which of two came first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index import timex
from qa import ellipsis
from qa.followup import leans_on_person, of_another, standalone
from qa.forms import sentences
from qa.rephrase import day_question
from qa.verb import is_past
from qa.words import AUXILIARY, names, tokens

_WH = r"(?:who|whom|whose|what|when|where|why|which|how)"
_AND = re.compile(r"(?:[,;] and|[,;]| and) (?=(?:[\w’'-]+ ){0,4}" + _WH + r"\b)", re.IGNORECASE)
_AUX = rf"(?:{AUXILIARY})"
_AUXILIARY = re.compile(rf"\b{_AUX}\b", re.IGNORECASE)
_ASKED = rf"(?:(?:by|on|in|at|for|to|with|from|since|until|of) )?{_WH}(?: (?:many|much|long|often|far|day|date|year|month|city|country))?"
# "When and where was it built": question words that share what follows.
_SHARED = re.compile(rf"^(?P<asked>{_ASKED}(?:(?:,? and|,) {_ASKED})+) (?P<rest>{_AUX} .+)$", re.IGNORECASE)
# A second question that begins with a verb: "…, and was it safe"; what follows the verb tells it from "and was the first".
_OTHER = re.compile(
    rf"(?:[,;] (?:and|or|but)|;| and) (?={_AUX} (?:it|he|she|they|there|you|we|anyone|anybody|someone|somebody)\b)"
    rf"|(?:[,;] (?:and|or|but)|;) (?={_AUX} (?:(?:the|his|her|its|their|any|many) [a-z]|(?-i:[A-Z]\w)))"
)
OPENS = re.compile(rf"^(?:and |but |so )?(?:{_ASKED}|{_AUX})\b", re.IGNORECASE)
_BARE_WORD = re.compile(_ASKED, re.IGNORECASE)
# "When the mill burned, who was hurt": no question before the comma.
_CLAUSE = re.compile(rf"^(?:when|where|while|if|after|before|since|until|as) (?!{_AUX}\b|else\b)", re.IGNORECASE)
_LEFT = re.compile(rf" and (?P<rest>{_WH}\b.*)$", re.IGNORECASE)
_HOW_LONG = tuple(
    re.compile(
        r"^(?:by )?how (?:many (?P<unit>days|weeks|months|years)|long|much (?:time|later|earlier)|soon)(?: (?:was|were|is))?(?: it)?"
        rf"(?: later| earlier)? {rest}$",
        re.IGNORECASE,
    )
    # "did" can only begin the second event; "was" also stands in the first ("after Khan was held was Herat lost").
    for rest in (
        r"(?P<order>from) (?P<first>.+?),? (?P<aux>until|to) (?P<second>.+)",
        r"(?P<order>after|before|since) (?P<first>.+?),? (?P<aux>did|does|do|will|until) (?P<second>.+)",
        r"(?P<order>after|before|since) (?P<first>.+),? (?P<aux>was|were|had|has|have|is|are) (?P<second>.+)",
    )
)
_BETWEEN = re.compile(
    r"^how (?:many (?P<unit>days|weeks|months|years)|long|much time)\b.*? between (?P<first>.+?) and (?P<second>.+)$",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^(?:which|what)(?: of (?:the|these) (?:two )?\w+| (?:event|city|one|article|report|story))?,? "
    r"(?P<verb>came|happened|occurred|took place|fell|was \w+|is) (?P<which>first|earlier|later|last|before|sooner)[:,]? "
    r"(?P<first>.+?),? or (?P<second>.+)$",
    re.IGNORECASE,
)
_HAPPEN = r"(?: (?:happen(?:ed)?|occur(?:red)?|take place|come))?"
_EITHER = tuple(
    re.compile(
        rf"^(?P<aux>did|was|were|had|has|have|is|are|will|does|do) (?P<first>.+?){_HAPPEN},? (?:{rest})$", re.IGNORECASE
    )
    for rest in (
        r"(?:before,? or (?:was it |is it |did it happen )?after|after,? or (?:was it |is it |did it happen )?before"
        r"|(?:earlier,? or later|later,? or earlier) than) (?P<second>.+)",
        r"(?:before (?P<second>.+?),? or (?:was it |is it )?(?:after|later)|after (?P<second2>.+?),? or (?:was it |is it )?(?:before|earlier))"
        r"(?: (?:it|that|then))?",
    )
)
_ORDER = re.compile(
    r"^(?P<aux>did|was|were|had|has|have|is|are|will|does|do) (?P<first>.+?) (?:happen(?:ed)? |occur(?:red)? |take place |come )?"
    r"(?:(?P<order>before|after)|(?P<compared>earlier|later|sooner) than) (?P<second>.+)$",
    re.IGNORECASE,
)


# "Go after the mayor" and "appear before the court" tell of no time, unless what follows is itself something that happens.
_NO_TIME = re.compile(
    r"\b(?:(?:go|went|gone|run|ran|look|looked|take|taken|took|chase|chased|name|named|model|modelled|modeled|pattern|patterned|ask|asked"
    r"|inquire|enquire|call|called|come|came|seek|clean|cleaned)(?= after$)"
    r"|(?:appear|appeared|bring|brought|stand|stood|testify|testified|plead|pleaded|put|lay|laid|haul|hauled|kneel|bow|bowed|come|came|go|went"
    r"|speak|spoken|heard|argue|argued)(?= before$))",
    re.IGNORECASE,
)
_HAPPENING = re.compile(
    r"\b(?:[a-z]+(?:tion|sion|ment|quake|ing)|fire|flood|war|battle|attack|strike|match|game|final|vote|crash|storm|riot|coup|talks|summit"
    r"|conference|deal|treaty|accident|arrest|fall|defeat|victory|release|sale|death|birth|wedding|trial|verdict|ruling|raid|siege|blast|collapse"
    r"|merger|speech|visit|launch|march|protest|truce|armistice|revolt|murder|festival|ceremony|blaze|outage|evacuation|debate)s?\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|had|has|have|did|will|fell|fled|died|began|came|went|left|won|lost|broke|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_BARE_NOUN = re.compile(r"(?:the|a|an|his|her|its|their) [\w’'-]+", re.IGNORECASE)
_DOING = re.compile(r"(?!during|king|spring)([a-z]{2,}ing)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TwoEvents:
    """A question about two events in time. `first` and `second` are questions for the day of each, in the order asked.

    - kind "between": how long from one to the other, in `unit` (days, weeks, months, years, or "" for what fits).
      `order` is "after" where the second is asked to be the later one, "before" where the first is, "" for neither.
    - kind "order": which came first; `asked` is "first" or "last", "before"/"after" for a yes-or-no question, or "either"
      where both words are offered ("before or after the fire").
    """

    kind: Literal["between", "order"]
    first: str
    second: str
    names: tuple[str, str]
    unit: str = ""
    asked: str = ""
    order: Literal["after", "before", ""] = "after"


def parts(text: str) -> list[str]:
    """The questions that `text` joins by "and", each standalone; `text` alone when it is one question."""
    if len(one_by_one := sentences(text)) > 1:
        out: list[str] = []
        for sentence in one_by_one:
            out += parts(standalone(sentence, [(out[-1], "")]) if out else sentence)
        return out
    if listed := _each_listed(text) or _at_each_time(text) or _of_each(text):
        return listed
    bare = text.rstrip(" ?")
    if shared := _SHARED.match(bare):
        asked = re.split(r",? and |, ", shared["asked"])
        last, *more = parts(f"{asked[-1]} {shared['rest']}?")
        rest = last[len(asked[-1]) :]
        return [*(f"{word[0].upper()}{word[1:]}{rest}" for word in asked), *more]
    for match in sorted([*_AND.finditer(bare), *_OTHER.finditer(bare)], key=lambda m: m.start()):
        left, right = bare[: match.start()], bare[match.end() :]
        if _are_two(left, right, joined="and" in match.group().lower()):
            first = f"{left}?"
            second = f"{right[0].upper()}{right[1:]}?"
            if ellipsis.asks_subject(first) and (
                ellipsis.is_cut_short(second) or ellipsis.each(second) or leans_on_person(second)
            ):
                # It leans on the answer, which is not known yet.
                return [first, *(ellipsis.each(second) or parts(second))]
            second = standalone(second, [(first, "")])
            second = _which_one(second, first)
            return [first, *parts(second)]
    return [text]


# "Who spoke: which mayor, and which minister": what is asked for is named one after the other.
_LISTED = re.compile(
    r"^(?P<asked>who|whom|what|which \w+) (?P<rest>[^:?]+?)(?::| [–—-]+) ?(?P<list>[^:?]+)$", re.IGNORECASE
)
_LISTED_PART = re.compile(rf"(?:which|what|whose|how many) (?:(?!{_AUX}\b|{_WH}\b)[\w’'-]+ ?){{1,5}}", re.IGNORECASE)


def _each_listed(text: str) -> list[str]:
    """The questions for the several things that a question names after it; [] where it names none."""
    match = _LISTED.match(text.rstrip(" ?"))
    listed = re.split(r",? (?:and|or) |[,;] ", match["list"]) if match else []
    if match is None or len(listed) < 2 or not all(_LISTED_PART.fullmatch(part) for part in listed):
        return []
    return [f"{part[0].upper()}{part[1:]} {match['rest']}?" for part in listed]


_ONE = re.compile(r"^(?P<asks>(?:\w+ )?(?:which|what)) ones?(?= (?!of\b))", re.IGNORECASE)
_OF_WHICH = re.compile(r"\b(?:which|what) (?P<words>[\w’' -]+)", re.IGNORECASE)


def _which_one(second: str, first: str) -> str:
    """A second question that asks "which one" with the noun that the first has after its "which"."""
    match, earlier = _ONE.match(second), _OF_WHICH.search(first)
    if match is None or earlier is None:
        return second
    noun: list[str] = []
    for word in earlier["words"].split():
        if re.fullmatch(rf"{_AUX}|the|an?|his|her|its|their|of|in|on|at", word, re.IGNORECASE) or is_past(word):
            break
        noun.append(word)
    return f"{match['asks']} {' '.join(noun)}{second[match.end() :]}" if 0 < len(noun) < 5 else second


_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TWO_TIMES = re.compile(
    rf"\b(?P<both>both )?(?:(?P<day>\d{{1,2}}) and (?P<day2>\d{{1,2}}) (?P<of>{_MONTH})|(?P<of2>{_MONTH}) (?P<day3>\d{{1,2}}) and (?P<day4>\d{{1,2}})\b"
    rf"|(?P<first>(?:\d{{1,2}} )?{_MONTH}|\d{{4}}) and (?:(?:in|of|on) )?(?P<second>(?:\d{{1,2}} )?{_MONTH}|\d{{4}}))(?P<year>,? \d{{4}})?\b"
)
_IN_TURN = re.compile(r",? (?:one after the other|respectively|in turn|each time|in each case)\b", re.IGNORECASE)


def _at_each_time(text: str) -> list[str]:
    """A question for what was so at each of two times ("in both July and August", "of 2 and 3 May, respectively"), asked for
    one and for the other; [] where the two may be one span of time."""
    match = _TWO_TIMES.search(text)
    if (
        match is None
        or not (match["both"] or _IN_TURN.search(text))
        or re.search(r"\bbetween $", text[: match.start()])
    ):
        return []
    if of := match["of"]:
        times = [f"{match['day']} {of}", f"{match['day2']} {of}"]
    elif of := match["of2"]:
        times = [f"{of} {match['day3']}", f"{of} {match['day4']}"]
    else:
        times = [match["first"], match["second"]]
    year = match["year"] or ""
    asked = (f"{text[: match.start()]}{time}{year}{text[match.end() :]}" for time in times)
    return [_IN_TURN.sub("", one) for one in asked]


_NAME = r"(?-i:[A-Z])[\w’'.-]*(?: (?-i:[A-Z])[\w’'.-]*){0,3}"
_OF_TWO = re.compile(
    rf"^(?P<asks>how (?:many [\w’'-]+(?: [\w’'-]+)??|much [\w’'-]+|much|old|tall|far|high)) (?P<aux>do|did|are|were|have|had|will) (?P<one>{_NAME}) and (?P<other>{_NAME})"
    r"(?P<rest>(?: [^?]+)?)\??$",
    re.IGNORECASE,
)
_ALTOGETHER = re.compile(
    r"\b(?:together|altogether|combined|jointly|in total|in all|between them|each other|one another|apart|agree|share|meet|met|play|fight)\b",
    re.IGNORECASE,
)


def _of_each(text: str) -> list[str]:
    """The questions for each of two: "How many ships do Rome and Malta have?"; [] where the two may be counted as one."""
    match = _OF_TWO.match(text)
    if match is None or _ALTOGETHER.search(text) or (not match["rest"] and match["aux"].lower() not in {"are", "were"}):
        return []
    aux = {"do": "does", "are": "is", "were": "was", "have": "has"}.get(match["aux"].lower(), match["aux"].lower())
    return [f"{match['asks']} {aux} {who}{match['rest']}?" for who in (match["one"], match["other"])]


def left_over(text: str) -> str:
    """What a question, as `parts` gives it, asks besides and was not taken apart: "who stayed"; mostly ""."""
    match = _LEFT.search(text.rstrip(" ?"))
    return match["rest"] if match and OPENS.match(text) else ""


def _are_two(left: str, right: str, *, joined: bool) -> bool:
    """Whether what stands on both sides of a cut are questions; `joined` by "and" or the like, not by a mere comma."""
    if not joined and _CLAUSE.match(left):
        return False
    asks = re.findall(rf"\b{_WH}\b", left, re.IGNORECASE)
    if asks and _AUXILIARY.search(right) and min(len(tokens(left)), len(tokens(right))) >= 3:
        return joined or OPENS.match(right) is not None  # "Why did one, a cook, ask where he was"
    if not OPENS.match(left) or len(tokens(left)) < 2 or len(asks) > 1:
        return False
    if _BARE_WORD.fullmatch(right) or ellipsis.is_cut_short(right) or ellipsis.each(right):
        return (joined or ellipsis.each(right) != []) and (
            _AUXILIARY.search(left) is not None or ellipsis.asks_subject(left)
        )
    return OPENS.match(right) is not None and len(tokens(right)) >= 2


def two_events(text: str) -> TwoEvents | None:
    """What `text` asks about the times of two events, or None."""
    bare = text.rstrip(" ?")
    if match := next(filter(None, (pattern.match(bare) for pattern in (*_HOW_LONG, _BETWEEN))), None):
        aux = match.groupdict().get("aux") or ""
        second = when_did(match["second"], aux)
        first = _when_like(match["first"], second)
        subjects = set(names(first.removeprefix("When ")))
        # Of two names either may be "it".
        if len(subjects) == 1 or (not subjects and re.search(r"\b(?:it|its)\b", second)):
            second = standalone(second, [(first, "")])
        asked = (match.groupdict().get("order") or "").lower()
        order: Literal["after", "before", ""] = "before" if asked == "before" else "after" if asked else ""
        events = (match["first"], match["second"])
        return TwoEvents("between", first, second, events, (match["unit"] or "").lower(), order=order)
    if match := _FIRST.match(bare):
        asked = "first" if match["which"].lower() in {"first", "earlier", "before", "sooner"} else "last"
        verb = "" if match["verb"].lower() in {"came", "happened", "occurred", "took place", "is"} else match["verb"]
        one, other = (when_did(" ".join(f"{match[name]} {verb}".split()), "") for name in ("first", "second"))
        return TwoEvents("order", one, other, (match["first"], match["second"]), asked=asked)
    if match := next(filter(None, (pattern.match(bare) for pattern in _EITHER)), None):
        first = when_did(match["first"], match["aux"])
        other_event = match["second"] or match["second2"]
        return TwoEvents("order", first, _when_like(other_event, first), (match["first"], other_event), asked="either")
    if (match := _ORDER.match(bare)) and _in_time(match):
        first = when_did(match["first"], match["aux"])
        second = _when_like(match["second"], first)
        asked = (match["order"] or "").lower() or ("after" if match["compared"].lower() == "later" else "before")
        return TwoEvents("order", first, second, (match["first"], match["second"]), asked=asked)
    return None


def _in_time(match: re.Match[str]) -> bool:
    """Whether what `_ORDER` found is an order in time, and not a verb that takes the word: "go after the mayor"."""
    second = match["second"]
    if not match["order"] or not _NO_TIME.search(f"{match['first'].strip()} {match['order'].lower()}"):
        return True
    return bool(_HAPPENING.search(second) or _FINITE.search(second) or timex.find(second))


def when_did(event: str, aux: str) -> str:
    """A question for the day of an event: a clause after an auxiliary ("Herat fall"), a noun phrase, or a statement."""
    if aux.lower() in {"did", ""} and _BARE_NOUN.fullmatch(event):
        return f"When was {event}?"
    if aux.lower() in {"did", "was", "were", "had", "has", "have", "does", "do", "is", "are", "will"}:
        return f"When {aux.lower()} {event}?"
    if re.match(r"(?:the|a|an|his|her|its|their)\b", event) and re.search(r"\b(?:of|on|in|at|by)\b", event):
        return f"When was {event}?"
    return day_question(event)


def _plain(doing: str) -> str:
    """The plain form of a verb's -ing form, near enough for search and reading: "taking" is "take"."""
    root = doing[:-3]
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root + "e" if re.search(r"[^aeiou][aiou][ckgmtvz]$|[aeiou]r?[cgsv]$", root) and len(root) < 7 else root


def _when_like(event: str, other: str) -> str:
    """Like `when_did`; an event that is a mere name ("how long after Kabul did Herat fall") borrows the other's verb, and
    one without a subject ("how long after leaving Herat did Khan die") the other's subject."""
    if (doing := _DOING.match(event)) and (subject := next(iter(names(other.removeprefix("When "))), "")):
        return f"When did {subject} {_plain(doing[1])}{event[doing.end() :]}?"
    if len(tokens(event)) <= 3 and event[:1].isupper() and not _FINITE.search(event):
        return of_another(other, event)
    return when_did(event, "")

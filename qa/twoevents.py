"""Questions about two events in time: how long from one to the other, and which came first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index import timex
from qa.followup import of_another, standalone
from qa.rephrase import day_question, owned_event
from qa.verb import is_only_past, is_past, plain
from qa.words import names, tokens

_UNIT = r"days|weeks|months|years"
_HOW_LONG = tuple(
    re.compile(
        rf"^(?:by )?how (?:many (?P<unit>{_UNIT})|long|much (?:time|later|earlier)|soon)(?: (?:was|were|is|did it take|did it last|passed|went by|elapsed))?(?: it)?"
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
    rf"^(?:how (?:many (?P<unit>{_UNIT})|long|much time)\b.*? between|how (?:many (?P<unit2>{_UNIT})|much time) (?:separated?|parted?|parts|separates)"
    rf"|how (?:many (?P<unit3>{_UNIT})|far|long) apart(?: in time| in days)? (?:are|were|was|is|lay|lie)|what (?:time|length of time|interval|span of time) (?:separate[sd]|lay between|lies between|was between))"
    r" (?P<first>.+?),? (?:and|from) (?P<second>.+?)(?: in time| in days)?$",
    re.IGNORECASE,
)
# "By how many days did the flood precede the fire?": which of the two was the later one.
_PRECEDE = re.compile(
    rf"^by how (?:many (?P<unit>{_UNIT})|much(?: time)?|long) (?:did|does|do) (?P<first>.+?) (?:(?P<earlier>precede[ds]?|come before|predate[ds]?|happen(?:ed)? before|occur(?:red)? before)"
    r"|(?:follow(?:ed|s)?|come after|happen(?:ed)? after|occur(?:red)? after)(?: on)?) (?P<second>.+)$",
    re.IGNORECASE,
)
# Other verbs than these may last: "How long did he wait after the fire?"
_HOW_LONG_AFTER = re.compile(
    rf"^how (?:many (?P<unit>{_UNIT})|long|much time|soon) (?P<aux>did|does|do|will) (?P<first>.+? (?P<verb>come|happen|occur|take place|follow|begin|start|open|close|end|resign|die|arrive|fall))"
    r" (?P<order>after|before) (?P<second>.+)$",
    re.IGNORECASE,
)
_LATER_THAN = re.compile(
    rf"^(?:by )?how (?:many (?P<unit>{_UNIT})|much|long) (?P<order>later|earlier|sooner) than (?P<first>.+?),? (?P<aux>did|was|were|had|has|is|are) (?P<second>.+)$",
    re.IGNORECASE,
)
_THAT_OF = re.compile(
    r"^(?:that|those|the one|the same|(?:the )?latter) (?=(?:of|in|at|on|against|with)\b)", re.IGNORECASE
)
_OF_TWO = r"(?: of (?:the|these) (?:two )?\w+| (?!was\b|were\b|is\b|did\b)\w+(?= (?:did|was|were|fell|came)\b)| (?:event|city|town|one|article|report|story))?"
# "Which of Ann Lee's two medals came first": what both are of.
_OF_BOTH = (
    r" of (?P<both>(?:[A-Z]|the |his |her |their )[^,]+?)(?= (?:was|were|is|did|came|took place|happened|occurred)\b)"
)
_SOONER = r"first|earlier|later|last|before|sooner"
_FIRST = re.compile(
    rf"^(?:who|which|what)(?:{_OF_BOTH}|{_OF_TWO}),? "
    rf"(?P<verb>took place|(?:was|were|is)(?: (?!{_SOONER}|the\b)\w+)?|[a-z]+) (?P<which>{_SOONER})(?: of the two)?"
    rf"(?P<then> (?:for|in|on|at|during) [^,:]+)?[:,]? (?P<first>.+?),? or (?P<second>.+)$",
    re.IGNORECASE,
)
# "Which did they take first, Brent or Ashford?", "Whom did she meet first: Ann or Bo?"
_DID_FIRST = re.compile(
    rf"^(?:whom?|which|what){_OF_TWO} (?P<did>did .+?) (?P<which>{_SOONER})(?: of the two|(?P<then> (?:on|in|at) [^,:]+)(?=[,:]))?[:,]? (?P<first>.+?),? or (?P<second>.+)$",
    re.IGNORECASE,
)
_MERELY_WAS = frozenset({"came", "happened", "occurred", "took place", "is", "was", "were"})
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
# "When did Lee give her speech?"
_OWN = re.compile(r"(?<!^)\b[A-Z][\w’'-]+ [a-z].*\b(?:his|her|its|their)\b")
# "Ray's penalty in the final"
_OWNED_NOUN = re.compile(r"(?:[A-Z][\w-]* ?)+[’']s? [a-z]")
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


def two_events(text: str) -> TwoEvents | None:
    """What `text` asks about the times of two events, or None."""
    bare = text.rstrip(" ?")
    if found := _in_other_order(bare):
        return found
    if (
        match := next(filter(None, (pattern.match(bare) for pattern in (*_HOW_LONG, _BETWEEN))), None)
    ) and _lies_in_time(match):
        aux = match.groupdict().get("aux") or ""
        aux = "" if aux.lower() in {"to", "until"} else aux
        second = when_did(_of_that(match["second"], match["first"]), aux)
        first = _when_like(match["first"], second)
        subjects = set(names(first.removeprefix("When ")))
        # Of two names either may be "it", and who is named before "his" owns it.
        if not _OWN.search(second) and (len(subjects) == 1 or (not subjects and re.search(r"\b(?:it|its)\b", second))):
            second = standalone(second, [(first, "")])
        asked = (match.groupdict().get("order") or "").lower()
        order: Literal["after", "before", ""] = "before" if asked == "before" else "after" if asked else ""
        events = (match["first"], _of_that(match["second"], match["first"]))
        return TwoEvents("between", first, second, events, _unit(match), order=order)
    if found := _which_first(bare):
        return found
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


def _which_first(bare: str) -> TwoEvents | None:
    """`two_events` for a question which of two things named came first or last."""
    if match := _FIRST.match(bare):
        verb = match["verb"].lower()
        if not (verb in _MERELY_WAS or verb.startswith(("was ", "were ", "is ")) or is_past(verb)):
            return None
        bare_verb = "" if verb in _MERELY_WAS else verb
        one, other = (_of_context(match[name], bare_verb, match) for name in ("first", "second"))
    elif match := _DID_FIRST.match(bare):
        one, other = (f"When {match['did']} {match[name]}{match['then'] or ''}?" for name in ("first", "second"))
    else:
        return None
    asked = "last" if match["which"].lower() in {"later", "last"} else "first"
    return TwoEvents("order", one, other, (match["first"], match["second"]), asked=asked)


def _of_context(event: str, verb: str, match: re.Match[str]) -> str:
    """The question for the day of one of two events, with what both are of ("of Lee's medals") and when or for whom they were."""
    then, both = match["then"] or "", match["both"] or ""
    if then.startswith(" for ") and (name := " ".join(names(then))):
        event = re.sub(r"^(?:his|her|its|their)\b", f"{name}’s", event)
        then = ""
    if both:
        event = f"{event} of {both}"
    if verb and is_past(verb) and " " not in verb:
        return f"When did {event} {plain(verb)}{then}?"
    asked = when_did(" ".join(f"{event} {verb}".split()), "")
    return f"{asked.rstrip('?')}{then}?"


def _unit(match: re.Match[str]) -> str:
    return next((unit.lower() for name, unit in match.groupdict().items() if name.startswith("unit") and unit), "")


def _in_other_order(bare: str) -> TwoEvents | None:
    """`two_events` for a question that names the later event first: "the fire came how long after the flood"."""
    if match := _PRECEDE.match(bare):
        later = not match["earlier"]
    elif match := _HOW_LONG_AFTER.match(bare):
        later = match["order"].lower() != "before"
    elif match := _LATER_THAN.match(bare):
        later = match["order"].lower() != "later"
    else:
        return None
    aux = match.groupdict().get("aux") or ""
    if match.re is _HOW_LONG_AFTER:
        named = re.sub(r" (?:come|happen|occur|take place|follow)$", "", match["first"])
        events = (named, _of_that(match["second"], named))
        first = when_did(named, "") if named != match["first"] else f"When {aux} {named}?"
        order: Literal["after", "before"] = "before" if later else "after"
        return TwoEvents("between", first, _when_like(events[1], first), events, _unit(match), order=order)
    events = (match["first"], _of_that(match["second"], match["first"]))
    second = when_did(events[1], aux)
    return TwoEvents(
        "between", _when_like(events[0], second), second, events, _unit(match), order="before" if later else "after"
    )


def _of_that(event: str, other: str) -> str:
    """An event that is told by the noun of the other: "that of the mill" beside "the sale of the inn" is "the sale of the mill"."""
    noun = re.match(r"(?:the |an? )?[\w’'-]+(?: [\w’'-]+)??(?= (?:of|in|at|on|against|with)\b)", other, re.IGNORECASE)
    return _THAT_OF.sub(f"{noun.group()} ", event) if noun else event


def _lies_in_time(match: re.Match[str]) -> bool:
    """Whether what is far apart is so in time: two happenings or days, and no two towns."""
    if (
        " apart" not in match.group()
        or _unit(match)
        or re.search(r"\bin (?:time|days)\b", match.group(), re.IGNORECASE)
    ):
        return True
    return all(_HAPPENING.search(match[name]) or timex.find(match[name]) for name in ("first", "second"))


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
    if re.match(r"(?:the|a|an|his|her|its|their)\b", event):
        tells = _FINITE.search(event) or any(is_past(word) for word in event.split())
        if not tells or re.search(r"\b(?:of|on|in|at|by)\b", event):
            return f"When was {event}?"
    if _OWNED_NOUN.match(event) and not owned_event(event):
        tells = _FINITE.search(event) or any(is_past(word) for word in event.split())
        if not tells:
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
    if owned := owned_event(event):
        return owned
    tells = _FINITE.search(event) or any(is_only_past(word) for word in event.split())
    if len(tokens(event)) <= 3 and event[:1].isupper() and not tells:
        return of_another(other, event)
    return when_did(event, "")

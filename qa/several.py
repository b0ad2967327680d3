"""Questions that take several answers: parts joined by "and", the time between two events, which of two came first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qa.followup import of_another, standalone
from qa.words import tokens

_WH = r"(?:who|whom|whose|what|when|where|why|which|how)"
_AND = re.compile(r"(?:[,;] and|[,;]| and) (?=(?:[\w’'-]+ ){0,4}" + _WH + r"\b)", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b", re.IGNORECASE
)
_HOW_LONG = re.compile(
    r"^(?:by )?how (?:many (?P<unit>days|weeks|months|years)|long|much (?:time|later|earlier)|soon)(?: (?:was|were|is))?(?: it)?"
    r"(?: later| earlier)? (?P<order>after|before|from|since) (?P<first>.+?),? "
    r"(?P<aux>did|was|were|had|has|have|does|do|is|until|to) (?P<second>.+)$",
    re.IGNORECASE,
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
_ORDER = re.compile(
    r"^(?P<aux>did|was|were|had|has|have) (?P<first>.+?) (?:happen |occur |take place |come )?(?P<order>before|after) (?P<second>.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TwoEvents:
    """A question about two events in time. `first` and `second` are questions for the day of each, in the order asked.

    - kind "between": how long from one to the other, in `unit` (days, weeks, months, years, or "" for what fits).
    - kind "order": which came first; `asked` is "first" or "last", or "before"/"after" for a yes-or-no question.
    """

    kind: Literal["between", "order"]
    first: str
    second: str
    names: tuple[str, str]
    unit: str = ""
    asked: str = ""


def parts(text: str) -> list[str]:
    """The questions that `text` joins by "and", each standalone; `text` alone when it is one question."""
    bare = text.rstrip(" ?")
    for match in _AND.finditer(bare):
        left, right = bare[: match.start()], bare[match.end() :]
        whole = re.search(rf"\b{_WH}\b", left, re.IGNORECASE) and _AUXILIARY.search(right)
        if whole and min(len(tokens(left)), len(tokens(right))) >= 3:
            first = f"{left}?"
            second = standalone(f"{right[0].upper()}{right[1:]}?", [(first, "")])
            return [first, *parts(second)]
    return [text]


def two_events(text: str) -> TwoEvents | None:
    """What `text` asks about the times of two events, or None."""
    bare = text.rstrip(" ?")
    if match := _HOW_LONG.match(bare) or _BETWEEN.match(bare):
        aux = match.groupdict().get("aux") or ""
        second = when_did(match["second"], aux)
        first = _when_like(match["first"], second)
        return TwoEvents("between", first, second, (match["first"], match["second"]), (match["unit"] or "").lower())
    if match := _FIRST.match(bare):
        asked = "first" if match["which"].lower() in {"first", "earlier", "before", "sooner"} else "last"
        verb = "" if match["verb"].lower() in {"came", "happened", "occurred", "took place", "is"} else match["verb"]
        one, other = (when_did(" ".join(f"{match[name]} {verb}".split()), "") for name in ("first", "second"))
        return TwoEvents("order", one, other, (match["first"], match["second"]), asked=asked)
    if match := _ORDER.match(bare):
        first = when_did(match["first"], match["aux"])
        second = _when_like(match["second"], first)
        return TwoEvents("order", first, second, (match["first"], match["second"]), asked=match["order"].lower())
    return None


def when_did(event: str, aux: str) -> str:
    """A question for the day of an event: a clause after an auxiliary ("Herat fall"), a noun phrase, or a statement."""
    if aux.lower() in {"did", "was", "were", "had", "has", "have", "does", "do", "is"}:
        return f"When {aux.lower()} {event}?"
    if re.match(r"(?:the|a|an|his|her|its|their)\b", event) and re.search(r"\b(?:of|on|in|at|by)\b", event):
        return f"When was {event}?"
    return f"When did {event}?"


def _when_like(event: str, other: str) -> str:
    """Like `when_did`; an event that is a mere name ("how long after Kabul did Herat fall") borrows the other's verb."""
    if len(tokens(event)) <= 3 and event[:1].isupper() and not _AUXILIARY.search(event):
        return of_another(other, event)
    return when_did(event, "")

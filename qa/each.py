"""Questions that ask the same of each of several things, persons or times."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.verb import is_past, plain
from qa.words import AUXILIARY

_WH = r"(?:who|whom|whose|what|when|where|why|which|how)"
_AUX = rf"(?:{AUXILIARY})"


def asked_of_each(text: str) -> list[str]:
    """The questions that `text` asks of each of several, one after the other; [] where it asks no such thing."""
    return (
        _each_listed(text)
        or _asked_for_both(text)
        or _at_each_time(text)
        or _named_after(text)
        or _of_each(text)
        or _said_by_each(text)
    )


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


_ASKED_FOR = rf"(?:which|what|whose|how many) (?:(?!(?:{_AUX}|{_WH}|and)\b)[\w’'-]+ ?){{1,4}}?"
_ASKED_FOR_BOTH = re.compile(
    rf"^(?P<one>{_ASKED_FOR}) and (?P<other>{_ASKED_FOR}) (?P<aux>are|were|have|do|did|had|will) (?P<rest>.+)$",
    re.IGNORECASE,
)


def _asked_for_both(text: str) -> list[str]:
    """The questions for each of two that are asked for with one verb ("Which mayor and which minister were heard?")."""
    match = _ASKED_FOR_BOTH.match(text.rstrip(" ?"))
    if match is None:
        return []
    asked = (match["one"], f"{match['other'][0].upper()}{match['other'][1:]}")
    return [
        f"{one} {match['aux'] if one.lower().startswith('how') else of_one(match['aux'])} {match['rest']}?"
        for one in asked
    ]


def of_one(auxiliary: str) -> str:
    """The form of an auxiliary verb that goes with one thing."""
    return {"do": "does", "are": "is", "were": "was", "have": "has"}.get(auxiliary.lower(), auxiliary.lower())


_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TWO_TIMES = re.compile(
    rf"\b(?P<both>both )?(?:(?P<day>\d{{1,2}}) and (?:on (?:the )?)?(?P<day2>\d{{1,2}}) (?P<of>{_MONTH})|(?P<of2>{_MONTH}) (?P<day3>\d{{1,2}}) and (?P<day4>\d{{1,2}})\b"
    rf"|(?P<first>(?:\d{{1,2}} )?{_MONTH}|\d{{4}}) and (?P<again>(?:in|of|on|from) )?(?P<second>(?:\d{{1,2}} )?{_MONTH}|\d{{4}}))(?P<year>,? \d{{4}})?\b"
)
_IN_TURN = re.compile(r",? (?:one after the other|respectively|in turn|each time|in each case)\b", re.IGNORECASE)


def _at_each_time(text: str) -> list[str]:
    """A question for what was so at each of two times ("in both July and August", "in July and in August", "of 2 and 3 May,
    respectively"), asked for one and for the other; [] where the two may be one span of time."""
    match = _TWO_TIMES.search(text)
    if (
        match is None
        or not (match["both"] or match["again"] or _IN_TURN.search(text))
        or re.search(r"\bbetween\b", text[: match.start()])
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


_A_TIME = rf"(?:(?:early |late |mid-)?(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?|\d{{4}})"
_CHANGED = re.compile(
    rf"^how (?P<aux>did|has|have|had) (?P<what>(?!(?:it|they|he|she)\b).+?) (?:change|develop|evolve|shift|vary|grow|rise|fall|drop|shrink|increase|decrease|decline)(?:d|ed|n)?"
    rf" (?:between|from) (?P<one>{_A_TIME}) (?:and|to) (?P<other>{_A_TIME})$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:the )?(?:[\w’'-]+ )?(?:number|amount|size|share|percentage|proportion|total|count|toll|cost|price|sum|rate|level)s?\b",
    re.IGNORECASE,
)


def changed(text: str) -> list[str]:
    """The questions for how something stood at each of the two times between which it changed; [] for other questions."""
    match = _CHANGED.match(text.rstrip(" ?"))
    if match is None:
        return []
    what = match["what"]
    if counted := re.match(r"the number of (?P<of>.+)$", what, re.IGNORECASE):
        asks = f"How many {counted['of']} were there"
    elif share := re.match(
        r"(?:the )?(?:share|percentage|proportion|number) of (?P<of>[\w’'-]+(?: [\w’'-]+)?) (?P<held>[a-z]+(?:ed|ld|en)) by (?P<by>.+)$",
        what,
        re.IGNORECASE,
    ):
        asks = f"How many {share['of']} were {share['held']} by {share['by']}"
    else:
        asks = f"How large was {what}" if _AMOUNT.match(what) else f"What was {what}"
    return [f"{asks} in {match[name]}?" for name in ("one", "other")]


NAME = r"(?-i:[A-Z])[\w’'.-]*(?: (?-i:[A-Z])[\w’'.-]*){0,3}"
_OF_TWO = re.compile(
    rf"^(?P<asks>how (?:many [\w’'-]+(?: [\w’'-]+)??|much [\w’'-]+|much|old|tall|far|high)) (?P<aux>do|did|are|were|have|had|will) (?P<one>{NAME}) and (?P<other>{NAME})"
    r"(?P<rest>(?: [^?]+)?)\??$",
    re.IGNORECASE,
)
# "How full were the two lakes, Osa and Ula, in March": each is named after what both are.
_NAMED_AFTER = re.compile(
    rf"^(?P<asks>.+?) (?P<what>(?:the|both|his|her|its|their) (?:two |rival |(?!(?:of|in|on|at)\b)[a-z-]+ ){{0,3}}?[a-z-]+[^\Wsui]s|the two [a-z-]+), (?P<one>{NAME}) and (?P<other>{NAME}),?(?P<rest>(?: [^?]+)?)$",
    re.IGNORECASE,
)
_PLURAL_AUX = re.compile(r" (?P<aux>are|were|do|have)$", re.IGNORECASE)


def _named_after(text: str) -> list[str]:
    """The questions for each of two that are named after what both are; [] where it is asked of both together."""
    match = _NAMED_AFTER.match(text.rstrip(" ?"))
    if match is None or _ALTOGETHER.search(text) or not re.match(_WH, match["asks"], re.IGNORECASE):
        return []
    asks = _PLURAL_AUX.sub(lambda m: f" {of_one(m['aux'])}", match["asks"])
    rest = re.sub(r"^ (?:each|both|respectively)\b", "", match["rest"])
    return [f"{asks} {who}{rest}?" for who in (match["one"], match["other"])]


_ALTOGETHER = re.compile(
    r"\b(?:together|altogether|combined|jointly|in total|in all|between them|each other|one another|apart|agree|share|meet|met|play|fight)\b",
    re.IGNORECASE,
)


def _of_each(text: str) -> list[str]:
    """The questions for each of two: "How many ships do Rome and Malta have?"; [] where the two may be counted as one."""
    match = _OF_TWO.match(text)
    if match is None or _ALTOGETHER.search(text) or (not match["rest"] and match["aux"].lower() not in {"are", "were"}):
        return []
    aux = of_one(match["aux"])
    return [f"{match['asks']} {aux} {who}{match['rest']}?" for who in (match["one"], match["other"])]


_ROLE = rf"(?:the )?(?:(?!(?:{_AUX}|{_WH}|of|in|on|at|for|from|to|by|and|or|that|the|an?)\b)[\w’'-]+ ){{0,3}}?"
ONE_OF_TWO = rf"(?:{_ROLE}{NAME}|(?:the|his|her|its|their) [a-z-]+(?: [a-z-]+)?)"
_BOTH = rf"(?:both )?(?P<one>{ONE_OF_TWO}) and (?P<other>{ONE_OF_TWO})"
_SAY = (
    r"(?:say|said|says|tell|told|think|thought|claim(?:ed)?|comment(?:ed)?|remark(?:ed)?|state[ds]?|declare[ds]?|write|wrote|written|speak|spoke|talk(?:ed)?|warn(?:ed)?"
    r"|promise[ds]?|announce[ds]?|predict(?:ed)?|react(?:ed)?|respond(?:ed)?|demand(?:ed)?|argue[ds]?|believe[ds]?|expect(?:ed)?)"
)
_ON = r"(?:about|on|of|regarding|concerning|over|to|towards?|as to)"
_SAID_BY_EACH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?P<wh>{_WH}(?: (?!{_AUX}\b)[\w’'-]+){{0,3}}) (?P<aux>did|do|have|had|will|would|were|are) {_BOTH},? (?:each|both|respectively|individually) (?P<rest>.+)$",
        rf"^(?P<wh>what|how) (?P<aux>did|do|have|had) {_BOTH} (?P<rest>{_SAY} {_ON} .+?)(?:,? respectively)?$",
        rf"^(?:compare|contrast|set side by side|juxtapose) (?P<wh>what|how) {_BOTH}(?: each| both)?(?: have| had)? (?P<said>{_SAY})(?P<more>(?: .+)?)$",
        rf"^(?:compare|contrast) (?:the )?(?:views?|statements?|opinions?|positions?|remarks?|comments?|words|reactions?|attitudes?|stances?) (?:of|by|from) {_BOTH} {_ON} (?P<topic>.+)$",
        rf"^(?:compare|contrast) {_BOTH}[’']s? (?:views?|statements?|opinions?|positions?|remarks?|comments?|words|reactions?|attitudes?|stances?) {_ON} (?P<topic>.+)$",
        rf"^{_BOTH} (?:(?:have|had) )?(?:both )?{_SAY} {_ON} (?P<topic>[^.;:?]+?)[.;:,] (?:and |but )?what (?:did|does|do) (?:each|they each|both|either|the two|they)(?: one)?(?: of (?:them|the two))?"
        rf"(?: {_SAY})?$",
        rf"^what (?:is|are|was|were) the (?:views?|statements?|opinions?|positions?|remarks?|comments?|words|reactions?|attitudes?|stances?|respective \w+) (?:of|by|from) {_BOTH} {_ON} (?P<topic>.+)$",
        rf"^how (?:do|did) {_BOTH} (?:differ|disagree) {_ON} (?P<topic>.+)$",
        rf"^how (?:do|did) the (?:views?|statements?|opinions?|positions?|remarks?|comments?) of {_BOTH} {_ON} (?P<topic>.+?) (?:differ|compare)$",
    )
)


# "The ministers Lee and Roe" are one minister each.
_OF_BOTH = re.compile(r"^(?:[\w’'-]+ )*[a-z-]{2,}[^\Wsui]s (?=[A-Z])")


def _said_by_each(text: str) -> list[str]:
    """The questions for what each of two said, or did ("What did Lee and Roe each say?"); [] where the two are asked about
    together."""
    bare = " ".join(text.split()).rstrip(" ?.!")
    match = next(filter(None, (pattern.match(bare) for pattern in _SAID_BY_EACH)), None)
    if match is None or match["one"].lower() == match["other"].lower():
        return []
    found = match.groupdict()
    one, other = (re.sub(r"^The ", "the ", _OF_BOTH.sub("", who)) for who in (match["one"], match["other"]))
    if found.get("topic"):
        return [f"What did {who} say about {match['topic']}?" for who in (one, other)]
    if said := found.get("said"):
        rest = f"{plain(said.lower()) if is_past(said) else said.lower()}{match['more']}"
        return [f"{match['wh'].capitalize()} did {who} {rest}?" for who in (one, other)]
    aux = of_one(match["aux"])
    return [f"{match['wh']} {aux} {who} {match['rest']}?" for who in (one, other)]


_LABEL = re.compile(
    rf"(?!(?i:{_WH})\b)(?:the )?[^\s?]*[A-Z\d][^\s?]*(?: (?:[^\s?]+ ){{0,3}}[^\s?]*[A-Z\d][^\s?]*)?|(?:the|his|her|its|their) (?:[a-z’'-]+ ){{0,2}}[a-z’'-]+"
)


def told_apart(asked: Sequence[str]) -> list[str]:
    """The names, times or things by which questions differ that are else alike ("What did Lee say?", "What did Roe say?": Lee,
    Roe); [] for others."""
    split = [text.rstrip(" ?").split() for text in asked]
    if len(split) < 2:
        return []
    if len({len(words) for words in split}) > 1 and any("the" in words for words in split):
        bare = [[word for word in words if word.lower() != "the"] for words in split]
        if len({len(words) for words in bare}) == 1:
            split = bare  # one of them may have lost it
    shortest = min(map(len, split))
    same = range(shortest)
    start = next((i for i in same if len({words[i] for words in split}) > 1), shortest)
    end = next((i for i in same if len({words[-1 - i] for words in split}) > 1), shortest)
    if start and re.fullmatch(r"the|his|her|its|their", split[0][start - 1]):
        start -= 1
    apart = [" ".join(words[start : len(words) - end]) for words in split]
    return apart if all(_LABEL.fullmatch(words) for words in apart) else []

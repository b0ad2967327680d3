"""Whether a span is the kind of thing that a question asks for: money for a price, a share for "what share", a name for
"which judge"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, Literal

from qa.measure import amounts
from qa.question import Question
from qa.span import Span
from qa.words import content_words, names, stem

Kind = Literal[
    "share",
    "money",
    "age",
    "distance",
    "duration",
    "weight",
    "power",
    "speed",
    "margin",
    "count",
    "score",
    "number",
    "name",
    "who",
    "person",
    "place",
    "thing",
    "",
]

# Log-odds that a span loses which is of another kind, set by hand on development questions; `_UNLIKE` where another kind of
# thing is measured for certain, `_BARE` where only the unit is lacking.
_UNLIKE: Final = 2.0
_BARE: Final = 1.0
# And gains that measures the very thing: "the 212-metre dam", asked how tall the dam is.
_OF_THE_THING: Final = 1.0
# Asked for a name, nothing else answers.
_NO_NAME: Final = 3.0
# A span below this share of the best one's score plays no part.
_FAR_BELOW: Final = 0.25

_VALUED: Final = (
    r"(?:cost|costs|pay|pays|paid|worth|earn|earns|earned|spend|spends|spent|charge|charges|charged|raise|raised|fined?|sell for|sold for|invest|invested"
    r"|price|priced|owe|owes|owed|repay|repaid|refund(?:ed)?|lend|lent|fetch(?:ed)?|award(?:ed)?|lose in revenue|donate|donated|borrow|borrowed|steal|stole|stolen|embezzled?|swindled?|launder(?:ed)?|siphon(?:ed)?|bid|offer(?:ed)?)"
)
_KINDS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))  # type: ignore[misc]
    for kind, pattern in (
        ("share", r"\b(?:what|which) (?:\w+ )?(?:share|percentage|proportion|fraction|portion)\b(?! (?:price|prices|value))|\b(?:what|how many) per ?cent\b"),
        ("age", r"\bhow old\b|\b(?:what|which) (?:was |is )?(?:the |his |her )?age\b"),
        ("money", r"\b(?:what|which|how (?:big|large|high|much))(?: (?:was|is|were|are|will be))?(?: (?:the|a|an|his|her|its|their))?(?: [\w’'-]+){0,2}?"
         r" (?:price|prices|cost|costs|fee|fees|fine|fines|salary|salaries|wages?|price tag|sum|revenues?|profits?|budget|payout|bail|ransom|rent|prize money|money)\b"
         rf"|\bhow much\b(?! (?:of|more|less|time|longer|further|later|earlier|space|floor|land|weight|water|energy|power|carbon)\b).*\b{_VALUED}\b|\bfor how much\b|\bin (?:US |American )?(?:dollars|euros|pounds|rupees|yen|shekels)\b"),
        ("score", r"\b(?:what|which) (?:(?:was|is) )?(?:the |[\w’'-]+[’']s? )?(?:\w+ )?(?:scoreline|score|professional record|win-loss record)\b"),
        ("duration", r"\b(?:what|which|how (?:long|heavy|severe)) (?:(?:was|is|were) )?(?:the |his |her |their |an? |[\w’'-]+[’']s )?(?:[\w-]+ )?(?:(?:prison|jail) (?:term|sentence|time)|(?:ban|suspension)(?= (?:did|was|has|had|is)\b))"
         r"|\b(?:what|which) (?:term|sentence) (?:did|was|has|had)\b"),
        # What has a length in space; a strike or a sentence has one in time.
        ("distance", r"\bhow (?:far|wide|deep|tall)\b|\bhow long (?:is|was|are|were|will) (?:(?!(?:it|he|she|they)\b)[\w’'-]+ ){1,5}?(?:tunnel|bridge|road|route|motorway|railway|line|track|trail|path|course|wall|fence"
         r"|river|canal|pipeline|pipe|cable|coast|coastline|beach|border|frontier|runway|street|ship|vessel|ferry|boat|train|convoy|queue|dam|pier|trench|wing|snake|fish|whale)s?\b(?! (?:closure|outage|strike|trip|journey|ride|blockade|closed|shut))"),
        ("weight", r"\bhow (?:heavy (?:is|was|are|were)|much (?:did|does|do) .* weigh)\b"),
        ("power", r"\b(?:what|how (?:big|much|large|high))\b.*\b(?:generating|electrical|electric|power) (?:capacity|output)\b"),
        ("speed", r"\bhow fast\b|\b(?:what|which) (?:was the |is the )?(?:\w+ )?speed\b"),
        ("margin", r"\bhow (?:big|large|great|wide|narrow|slim|much of an?) (?:is|was|were|are|a|an)?\b.*\b(?:lead|advantage|margin|gap|majority)\b"),
        ("count", r"\b(?:attendance|audience|turnout|head ?count|death toll)\b|\bhow many (?!(?:days|weeks|months|years|hours|minutes|seconds|per ?cent|dollars|pounds|euros)\b)"),
    )
)  # fmt: skip
_PERSON: Final = re.compile(
    r"\b(?:which|what) (?:(?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|of|in|on|at|to|for|by|from|with|the|a|an|his|her|its|their|and)\b)[\w’'-]+ ){0,3}?(?:judge|minister|secretary|president|chancellor|senator|mayor|governor|general|spokes(?:man|woman|person)|coach|manager"
    r"|agent|lawyer|attorney|professor|player|striker|defender|goalkeeper|midfielder|quarterback|referee|umpire|bowler|batsman|actor|actress|singer|author|writer"
    r"|journalist|reporter|director|chairman|chairwoman|ambassador|envoy|analyst|commissioner|founder|boss|executive|politician|person|man|woman|king|queen|prince)\b(?! (?-i:[A-Z])| of the year)",
    re.IGNORECASE,
)
_NAME_OF: Final = re.compile(
    r"^(?:and |but |so )?(?:(?:what(?: (?:is|was|are|were)|[’']s)|tell me|give me|state) )?(?:the )?(?:full )?names? of (?P<what>[^?]+?)(?=\??$|,| (?:who|whom|whose|that|which|when|where|in|on|at|of|for|from|by|with|about)\b)"
    r"|^what (?:is|was) (?:\S+ ){1,4}?(?:\w+ )?name\??$",
    re.IGNORECASE,
)
# Asked which place of a kind, a name answers.
_NAMED_PLACE: Final = re.compile(
    r"^(?:and |but |so )?(?:(?:in|on|at|from|to|near|off|for) )?(?:which|what) (?:[a-z-]+ )?(?:islands?|cit(?:y|ies)|towns?|villages?|countr(?:y|ies)|provinces?|states?|count(?:y|ies)|ports?|capitals?|valleys?|rivers?|lakes?|mountains?|districts?|streets?|squares?|suburbs?)\b",
    re.IGNORECASE,
)
# What is no act and nothing that is said: "Which equipment …", "What is the mood …".
_THING: Final = re.compile(
    r"^(?:and |but |so )?(?:what|which) (?:(?:kinds?|types?|sorts?|pieces?) of |(?:is|was) the )?(?:[\w-]+ )?(?:equipment|weapons?|weaponry|arms|vehicles?|ships?|vessels?"
    r"|aircraft|planes?|warplanes?|jets?|helicopters?|cars?|trains?|animals?|foods?|dish(?:es)?|drinks?|colou?rs?|devices?|products?|brands?|materials?|goods|hardware"
    r"|tools?|instruments?|substances?|drugs?|medicines?|gas(?:es)?|fuels?|buildings?|bridges?|rivers?|streets?|roads?|hotels?|hospitals?|schools?|universit(?:y|ies)"
    r"|software|(?:\w+ )?(?:systems?|programmes?|programs?|schemes?|apps?)|records?|documents?|files?|data|evidence|crops?|subjects?|instruments?|compan(?:y|ies)|firms?|banks?|airlines?|clubs?|teams?|newspapers?|agenc(?:y|ies)|bones?|body parts?|languages?|currenc(?:y|ies)|sports?"
    r"|mood|atmosphere|feelings?|sentiments?)\b",
    re.IGNORECASE,
)
# A clause, or what somebody is to do.
_SAYING: Final = re.compile(
    r"(?:that )?(?:I|we|you|he|she|it|they|there|this) (?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)\b|to (?!(?:the|a|an|his|her|its|their|this|that)\b)[a-z]+",
    re.IGNORECASE,
)
# A bare number, or where or when something was.
_NO_THING: Final = re.compile(
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|several|many|hundreds|thousands)\W*$"
    r"|(?:between|during|after|before|since|until|because|when|while|where|at|on|in|by|from|to)\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?:called|named|known as|dubbed|nicknamed|code-?named|christened|branded|entitled|titled) [“\"‘']?(?P<name>[A-Z][\w’'-]*(?: (?:(?:of|the|and) )*[A-Z0-9][\w’'-]*)*)"
)
# "74 transfers" are no money.
_COUNTS_THINGS: Final = re.compile(
    r"\d (?!(?:millions|billions|thousands|has|is|was|as|crowns|kronas)\b)[a-z]+[^\Wsui]s\b"
)
_THINGS_OF: Final = re.compile(r"\b(?:the|its|their|his|her|some|many) (?:[a-z-]+ ){0,2}[a-z-]+ of $")
_COUNTED: Final = re.compile(r" [a-z-]+")
_COUNTED_NOUN: Final = re.compile(r"[- ]([a-z]{3,})")
_MEASURED: Final = frozenset({"distance", "duration", "weight", "power", "money", "age"})
# What is asked for stands behind it: "Besides pay, what software …".
_BESIDES: Final = re.compile(
    r"^(?:besides|apart from|aside from|in addition to|other than|except for) [^,?]+, ", re.IGNORECASE
)
_CLAUSE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|that|which|who)\b"
)
# A name may have a few words beside it: "the former minister Ann Lee".
_MOST_BESIDE: Final = 3
_CURRENCY: Final = re.compile(
    r"[$£€¥₹₱₪]|\b(?:dollars?|pounds?|euros?|(?<!per )cents?|pence|yen|yuan|rupees?|pesos?|shekels?|francs?|roubles?|rubles?|dinars?|lira|won|rand|USD|GBP|EUR|NIS|CAD|AUD|Rs)\b|\b[A-Z]{1,3}\d",
)  # fmt: skip
_CURRENCIES: Final = {
    "dollars": r"[$]|\bdollars?\b|USD", "euros": r"€|\beuros?\b|EUR", "pounds": r"£|\bpounds?\b|GBP", "rupees": r"₹|\brupees?\b|\bRs\b|INR",
    "yen": r"¥|\byen\b", "shekels": r"₪|\bshekels?\b|NIS",
}  # fmt: skip
_IN_CURRENCY: Final = re.compile(
    rf"\bin (?:US |American |British |Indian )?(?P<currency>{'|'.join(_CURRENCIES)})\b", re.IGNORECASE
)
_SHARE: Final = re.compile(
    r"%|\bper ?cent\b|\bpercent|\b(?:half|halves|thirds?|quarters?|fifths?|tenths?|majority|most|all|none|whole|every|(?:one|two|\w+) (?:in|out of) (?:\d+|\w+))\b",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)
_DISTANCE: Final = re.compile(
    r"(?:\b|\d)(?:kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|m|feet|foot|ft|yards?|inch(?:es)?|centimet(?:er|re)s?|cm|acres?|hectares?|light[- ]years?|blocks?)\b",
    re.IGNORECASE,
)
_VOLUME: Final = re.compile(r"\b(?:cubic|square)\b|\b(?:lit(?:er|re)s?|gallons?|barrels?)\b", re.IGNORECASE)
_TIME_UNIT: Final = re.compile(
    r"(?:\b|\d)(?:seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|fortnight)\b",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_SCORE: Final = re.compile(r"^\W*\d{1,3}[-–]\d{1,3}\W*$")
_RESULT: Final = re.compile(r"[A-Z][\w’'-]+ \d{1,3},? [A-Z](?:[\w’'-]+ )+\d{1,3}\b")
_RANK: Final = re.compile(r"^\W*\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
# More numbers than "$3.5 million (2.8 million euros) in 2023" are a table.
_MOST_NUMBERS: Final = 6
_OLD: Final = re.compile(r"\b(?:\d+|\w+)-year-old\b|\byears? old\b", re.IGNORECASE)
_DAY: Final = re.compile(
    r"^(?:on |in |since |until )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:early |late |mid-?)?(?:january|february|march|april|june|july|august|september|october"
    r"|november|december)|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.|(?:19|20)\d\d$|\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december))",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
    r"|[mbtr]+illions?|dozens?|half|third|quarter|once|twice|double|triple|tripl\w+|doubl\w+|none|no|nobody|several|few|many|single|both|couple|all|zero|first|second|\w+th)\b",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(r"\bhow many (?:more |of (?:the |its |his |her |their )?)?(?P<unit>[\w’'-]+)", re.IGNORECASE)


@lru_cache(maxsize=64)
def asked_kind(text: str, of_type: str) -> Kind:
    """The kind of thing that a question of this type asks for; "" where any may answer."""
    text = _BESIDES.sub("", text)
    if _NAME_OF.search(text):
        return "name"
    if of_type in {"number", "what", "duration"}:
        for kind, pattern in _KINDS:
            if pattern.search(text):
                return kind
    if of_type in {"number", "duration"}:
        return of_type  # type: ignore[return-value]
    if of_type == "where" or (of_type == "what" and _NAMED_PLACE.match(text)):
        return "place"
    if of_type in {"who", "what"} and _PERSON.search(text):
        return "person"
    if of_type == "who":
        return "who"
    return "thing" if _THING.match(text) else ""


def fitted(question: Question, spans: Sequence[Span]) -> list[Span]:
    """The spans, best first, with less of a score (0..1) for those that are another kind of thing than the question asks
    for. `spans` are best first; those far below the best that fits are left as they are."""
    kind = asked_kind(question.text, question.type)
    if not kind:
        return list(spans)
    out: list[Span] = []
    best = 0.0
    for at, span in enumerate(spans):
        if span.score < _FAR_BELOW * best:
            out += spans[at:]
            break
        span = placed(question, span)
        loss = 0.0 if span.is_sentence else _misfit(kind, question.text, span)
        if not loss and kind in _MEASURED and _measures(question.text, span):
            loss = -_OF_THE_THING
        if loss:
            span = span.less(loss)
        best = max(best, span.score)
        out.append(span)
    return sorted(out, key=lambda s: -s.score)


def placed(question: Question, span: Span) -> Span:
    """The span, or what of its sentence is the kind of thing that the question asks for: the one amount, or the one name."""
    if span.settled:
        return span
    kind = asked_kind(question.text, question.type)
    if kind == "name":
        return _narrowed(question.text, span)
    return _called(span) if kind == "thing" else _measured(kind, span)


def _misfit(kind: Kind, asked: str, span: Span) -> float:
    text = span.text
    at, end = span.start - span.passage.start, span.end - span.passage.start
    # A unit may stand right outside of the span: "$" before it, "yards" behind.
    whole = span.passage.text[max(0, at - 1) : at] + text + " ".join(span.passage.text[end : end + 24].split(" ")[:2])
    if kind == "name":
        return 0.0 if _is_name(text) else _NO_NAME
    if kind == "thing":
        return _UNLIKE if _SAYING.match(text) or _NO_THING.match(text) else 0.0
    if kind == "who":
        return _UNLIKE if _DAY.match(text) or re.fullmatch(r"[\W\d]+", text) else 0.0
    if kind == "person":
        return 0.0 if re.search(r"[A-Z]", text) else _BARE
    if kind == "place" and _NAMED_PLACE.match(asked) and not re.search(r"[A-Z]", text):
        return _BARE
    if kind == "place":
        return _UNLIKE if _DAY.match(text) or re.fullmatch(r"[\W\d]+", text) else 0.0
    if kind == "score":
        return 0.0 if re.search(r"\d", text) else _BARE
    if not _NUMBER.search(text) or _RESULT.search(text) or len(re.findall(r"\d+", text)) > _MOST_NUMBERS:
        return _UNLIKE
    if kind == "share":
        return 0.0 if _SHARE.search(whole) else _UNLIKE
    if kind == "money":
        wanted = _IN_CURRENCY.search(asked)
        if (
            wanted
            and _CURRENCY.search(whole)
            and not re.search(_CURRENCIES[wanted["currency"].lower()], whole, re.IGNORECASE)
        ):
            return _UNLIKE
        counts = _COUNTS_THINGS.search(whole)
        return (
            0.0
            if _CURRENCY.search(whole)
            else _UNLIKE
            if counts or _of_time(text, whole) or _SHARE.search(whole)
            else _BARE
        )
    if kind == "age":
        return _UNLIKE if _CURRENCY.search(whole) or _SHARE.search(text) or _CLOCK.search(text) else 0.0
    if kind == "duration":
        return _UNLIKE if _CURRENCY.search(text) or _CLOCK.search(text) or _SCORE.match(text) else 0.0
    if kind in {"weight", "power", "speed"}:
        return 0.0 if _amount_in(kind, span) else _BARE
    if kind == "margin":
        return _UNLIKE if _DISTANCE.search(whole) or _CURRENCY.search(whole) else 0.0
    if kind == "distance":
        if _VOLUME.search(whole):
            return _UNLIKE
        if _DISTANCE.search(whole):
            return 0.0
        other = _CURRENCY.search(whole) or _amount_in("power", span)
        return _UNLIKE if other or (_asks_length(asked) and _of_time(text, whole)) else _BARE
    if _CLOCK.search(text) or (kind == "count" and (_SCORE.match(text) or _RANK.match(text))):
        return _UNLIKE
    if kind == "count":
        unit = _UNIT.search(asked)
        told = unit["unit"].lower().rstrip("s") if unit else ""
        if told and told in whole.lower():
            return 0.0
        other = _CURRENCY.search(text) or _PERCENT.search(whole) or _OLD.search(whole)
        return _UNLIKE if other or _of_time(text, whole) else 0.0
    return 0.0


def _asks_length(asked: str) -> bool:
    """Whether a question asks how long something is: a time does not answer how far away it is, but a length only this."""
    return re.search(r"\bhow long\b", asked, re.IGNORECASE) is not None


def _measures(asked: str, span: Span) -> bool:
    """Whether the word right behind a span, whose attribute it is then, is one of the question's."""
    following = _COUNTED_NOUN.match(span.passage.text, span.end - span.passage.start)
    return following is not None and stem(following[1]) in {stem(word) for word in content_words(asked)}


def _amount_in(kind: str, span: Span) -> tuple[int, int] | None:
    """The (start, end) in the article of an amount of a kind that a span touches; None where it touches none."""
    first = span.sentence[0]
    found = ((first + a, first + b) for a, b in amounts(kind, _sentence(span)))
    return next(((a, b) for a, b in found if a < span.end and span.start < b), None)


def _sentence(span: Span) -> str:
    a, b = (at - span.passage.start for at in span.sentence)
    return span.passage.text[a:b]


def _measured(kind: str, span: Span) -> Span:
    """The one amount of the kind in a span's sentence, where the span is a number of another kind or has one beside; else the
    span."""
    found = amounts(kind, _sentence(span))
    if span.is_sentence or len(found) != 1 or not _NUMBER.search(span.text):
        return span
    start, end = (span.sentence[0] + place for place in found[0])
    if (held := _amount_in(kind, span)) and not re.search(r"\d", span.text[: max(0, held[0] - span.start)]):
        return span
    return replace(span, start=start, end=end)


def _called(span: Span) -> Span:
    """Where a span is no thing, the one name that its sentence says something is called, or the things of which it says how many
    there are of ("eleven": "the school registers of eleven districts"); else the span."""
    if span.is_sentence or names(span.text) or not _NO_THING.match(span.text):
        return span
    sentence, first = _sentence(span), span.sentence[0]
    found = list(_CALLED.finditer(sentence))
    if len(found) == 1:
        start, end = (first + place for place in found[0].span("name"))
        return replace(span, start=start, end=end)
    before, after = _THINGS_OF.search(sentence[: span.start - first]), _COUNTED.match(sentence[span.end - first :])
    if before and after:
        return replace(span, start=first + before.start(), end=span.end + after.end())
    return span


def _is_name(text: str) -> bool:
    """Whether a text is a name, with few words beside it and no clause."""
    beside = [word for word in text.split() if word[:1].islower()]
    return bool(names(text)) and len(beside) <= _MOST_BESIDE and not _CLAUSE.search(text)


def _narrowed(asked: str, span: Span) -> Span:
    """The one name in a span whose last word is the noun that a question asks the name of ("What is the name of the square?");
    the span as it is where there is none, or where it is a name."""
    match = _NAME_OF.match(asked)
    if _is_name(span.text) or match is None or not match["what"]:
        return span
    noun = stem(match["what"].split()[-1])
    found = [name for name in names(span.text) if " " in name and stem(name.split()[-1]) == noun]
    if len(found) != 1:
        return span
    start = span.start + span.text.index(found[0])
    return replace(span, start=start, end=start + len(found[0]))


def _of_time(text: str, whole: str) -> bool:
    """Whether a number counts units of time, or names a day."""
    return _TIME_UNIT.search(whole) is not None or _CLOCK.search(text) is not None or _DAY.match(text) is not None

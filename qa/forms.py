"""Questions of other forms put into the one that begins with the question word: "It was opened by whom?", "Tell me who …"."""

from __future__ import annotations

import re
from typing import Final

from index import timex
from qa import orders, polite, typed, verb
from qa.grammar import AUX as _AUX
from qa.grammar import DETERMINER as _DETERMINER
from qa.grammar import PREPOSITION as _PREPOSITION
from qa.grammar import PRONOUN as _PRONOUN
from qa.grammar import WH as _WH
from qa.words import tokens

_BEGINS: Final = re.compile(rf"(?:{_PREPOSITION} )?{_WH}\b|{_AUX}\b", re.IGNORECASE)
# The noun of "which old town": no verb, no other clause.
_NOUN: Final = rf"(?: (?!(?:{_AUX}|{_WH}|{_DETERMINER}|{_PRONOUN}|{_PREPOSITION}|that|and|or|not|said|to)\b)[\w’'-]+)"
_QUESTION_WORDS: Final = (
    rf"(?:(?:which|what|whose|how (?:many|much|few)){_NOUN}{{1,4}}|how (?:long|often|far|many|much|big|large|high|old|soon)"
    r"|whom?|what|when|where|why|how)"
)
_TAIL: Final = (
    r"(?: (?:in|on|at|during|from|after|before|by|to|with|over|for|near|since|under|about|of)(?: [\w’'.-]+){1,6})"
)
# What stands before a question word in place ("…, but", "… on the weekend of") and from it on ("whom in 1998").
_BEFORE: Final = re.compile(
    rf"(?P<pause>(?:[,;:.]| ?[–—]| -+)*) (?P<joined>(?:and |but |or |so |then )*)(?:(?P<preposition>{_PREPOSITION}) (?P<carrier>the \w+ of )?)?$",
    re.IGNORECASE,
)
_FROM_ON: Final = re.compile(
    rf"(?P<asks>{_QUESTION_WORDS})(?: (?:exactly|precisely|then))?"
    rf"(?P<more>(?:,? and |, )(?:{_PREPOSITION} )?(?:when|where|why|how|by whom))?(?P<tail>{_TAIL}?)",
    re.IGNORECASE,
)
_ANY_QUESTION_WORD: Final = re.compile(rf"\b(?!(?-i:WHO)\b)(?:{_WH}|that|whether|if)\b", re.IGNORECASE)
_BARE: Final = re.compile(r"when|where|why|how", re.IGNORECASE)
# In the past right before a preposition, these are participles: "the man arrested in May".
_NEED_AN_OBJECT: Final = re.compile(
    r"(?:arrest|kill|injur|wound|seiz|captur|detain|kidnap|elect|appoint|publish|releas|accus|charg|employ|destroy|evacuat|rescu|us)ed"
    r"|sold|held|built|made|bought|caught|brought|found|sent|shot|kept|paid"
)
# "Put it down to what": the preposition belongs to the verb and stays with it.
_PARTICLE: Final = re.compile(r" (?:down|up|off|out|away|back|prior|due|according|next|similar|close|such)$")
_OBJECT: Final = re.compile(rf"\b{_DETERMINER} (?:[\w’'-]+ )?[\w’'-]+$", re.IGNORECASE)


# Longer questions are no odd forms of one, and take long to look through.
_LONGEST: Final = 300  # characters


def plainly(text: str) -> str:
    """A question as the reader was taught to read it, its question word in front; as it is where it needs no change or
    none can be made for certain. Of several sentences each is put so."""
    text = _without_address(_without_orders(text)) if len(text) <= 2 * _LONGEST else text
    return " ".join(_one_plainly(sentence) for sentence in sentences(text))


def sentences(text: str) -> list[str]:
    """The questions that stand one after the other in `text`; `text` alone where one stands there."""
    cuts = [m for m in re.finditer(r"(?<=[?])\s+(?=\w)", text) if not _in_quotes(text, m.start())]
    ends = [*(m.start() for m in cuts), len(text)]
    return [text[a:b] for a, b in zip([0, *(m.end() for m in cuts)], ends, strict=True)]


def _in_quotes(text: str, place: int) -> bool:
    before = text[:place]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _one_plainly(text: str) -> str:
    if len(text) > _LONGEST:
        return text
    for put in _WAYS:
        text = put(text)
    return text


def fronted(text: str) -> str:
    """A question whose question word stands where its answer would, with it in front: "The bridge was opened by whom?" is
    "By whom was the bridge opened?"."""
    if not text.rstrip().endswith("?") and text != text.lower():
        return text  # a statement, or a name for something: "The town in which Smith lives"
    bare = re.sub(r"(?i)^(?:and|but|so),? ", "", text.rstrip(" ?!."))
    if _BEGINS.match(bare):
        return text
    for cut in re.finditer(r"[,;] (?:and|but) |; | and ", bare):
        left, right = bare[: cut.start()], bare[cut.end() :]
        first = _front(left)
        if first and not _BARE.fullmatch(right) and (second := right if _BEGINS.match(right) else _front(right)):
            return f"{first}, and {second[0].lower()}{second[1:]}?"
    whole = _front(bare)
    return f"{whole}?" if whole else text


def inverted(said: str) -> str:
    """A statement with its auxiliary in front, as it follows a question word: "the bridge was closed" is "was the bridge
    closed", "the strike began" is "did the strike begin"; "" where its verb is not known for certain."""
    said = said.strip()
    if re.search(r"[’'](?:ve|re|ll|m)\b", said):
        return ""
    if opening := re.match(
        rf"(?i)(?P<adjunct>(?:{_PREPOSITION}|according to|up until|despite) [^,]+), (?P<main>.+)$", said
    ):
        main = inverted(opening["main"])
        return f"{main} {opening['adjunct'][0].lower()}{opening['adjunct'][1:]}" if main else ""
    if re.match(rf"(?i)(?:{_PREPOSITION}|according to|up until|despite|even|originally|as) ", said):
        time = next(iter(timex.find(said)), None)
        if time is None or time.start > len("during the ") or said[time.end : time.end + 1] != " ":
            return ""
        main = inverted(said[time.end :])
        return f"{main} {said[0].lower()}{said[1 : time.end]}" if main else ""
    if _ANY_QUESTION_WORD.search(said.split(" ", 1)[-1]):
        return ""
    auxiliary = re.search(rf" (?P<verb>{_AUX})(?= |$)", said)
    if auxiliary:
        subject, rest = said[: auxiliary.start()], said[auxiliary.end() :].strip()
        return _before_subject(subject, auxiliary["verb"], rest)
    found = _main_verb(said)
    if found is None:
        return _in_the_present(said)
    subject, rest = said[: found.start()].strip(), said[found.end() :].strip()
    if _has_another_verb(subject):
        return ""
    return " ".join(f"did {_inside(subject)} {verb.plain(found.group())} {rest}".split())


def _in_the_present(said: str) -> str:
    """Like `inverted` for the shortest statements in the present, where no noun can be the verb: "the road leads"."""
    match = re.match(
        rf"(?i)(?P<subject>{_DETERMINER} [\w’'-]+[^\Ws]|he|she|it) (?P<verb>[a-z]+[^\Wsui]s)(?P<rest> {_PREPOSITION}\b.*)?$",
        said,
    )
    return (
        f"does {_inside(match['subject'])} {verb.plain_of_present(match['verb'])}{match['rest'] or ''}" if match else ""
    )


def _inverted_for(asks: str, said: str) -> str:
    """`inverted` behind question words, which may be the object that its verb needs: "whom" of "the army seized"."""
    # A last auxiliary is the verb itself: "how many lanes the bridge had".
    if re.match(rf"(?i){_PREPOSITION} |(?:{_BARE.pattern})(?! (?:many|much))", asks) or re.search(
        rf" {_AUX}$|^[^,]+, ", said
    ):
        return inverted(said)
    return inverted(f"{said} it").removesuffix(" it")


def _before_subject(subject: str, auxiliary: str, rest: str) -> str:
    if _has_another_verb(subject):
        return ""
    following = rest.split(" ", 1)[0]
    if auxiliary in {"did", "does", "do"} and (not rest or re.fullmatch(_DETERMINER, following)):
        rest = f"do {rest}"
    elif auxiliary in {"had", "has", "have"} and not _PARTICIPLE.fullmatch(following) and not verb.is_past(following):
        auxiliary, rest = {"had": "did", "has": "does", "have": "do"}[auxiliary], f"have {rest}"
    elif not rest and not re.match(r"is|are|was|were", auxiliary):
        return ""
    return " ".join(f"{auxiliary} {_inside(subject)} {rest}".split())


# What may follow "have" where it is no verb of its own.
_PARTICIPLE: Final = re.compile(
    r"[a-z]+(?:en|wn|ly)|gone|done|come|become|run|overrun|begun|sung|sunk|rung|drunk|swum|shrunk|sprung|torn|worn|born|borne|sworn|drawn|not|also|just|never"
    r"|ever|already|long|now|since|still|yet|always|once|often"
)


def _has_another_verb(subject: str) -> bool:
    """Whether what stands before a verb is no mere subject: "The mayor announced the bridge" before "was closed"."""
    words = subject.split()
    for i, word in enumerate(words[1:], 1):
        before, after = words[i - 1].lower(), words[i + 1] if i + 1 < len(words) else ""
        takes = re.match(rf"(?:{_DETERMINER}\b|{_PRONOUN}$|to$|[A-Z])", after) is not None
        if verb.is_only_past(word) or (verb.is_past(word) and takes and not re.fullmatch(_DETERMINER, before)):
            return True
        # "The professor the student", "…, so they".
        joined = re.fullmatch(rf"{_PREPOSITION}|and|or|than|as|all|both|half", before) or before.endswith(
            ("ing", "ed", ",")
        )
        if re.fullmatch(_PRONOUN, word) or (re.fullmatch(_DETERMINER, word) and not joined):
            return True
    return ", so " in subject


def _main_verb(said: str) -> re.Match[str] | None:
    """The verb in the past that a statement without an auxiliary turns on; None where it is not known for certain."""
    words = list(re.finditer(r"[^\s,;]+", said))
    known: list[re.Match[str]] = []
    likely: list[re.Match[str]] = []
    for i, word in enumerate(words[1:], 1):
        text, before = word.group(), words[i - 1].group().lower()
        if not verb.is_past(text) or re.fullmatch(rf"{_DETERMINER}|{_PREPOSITION}|and|or|not|very|most|newly", before):
            continue
        if before.endswith("ly") and i > 1 and re.fullmatch(_DETERMINER, words[i - 2].group().lower()):
            continue  # "a newly built mill"
        (known if verb.is_only_past(text) else likely).append(word)
    if known:
        return known[0]
    whose = re.match(rf"(?i){_DETERMINER} |{_PRONOUN} ", said) or re.match(r"[A-Z][\w’'-]*(?<!s) ", said)
    # "A mill built in May makes the town …": another verb follows.
    if likely and re.search(rf" [a-z]+[^\Wsui]s {_DETERMINER} ", said[likely[0].end() :]):
        return None
    if len(likely) != 1 or (whose is None and not said[0].islower()):
        return None
    following = said[likely[0].end() :].strip()
    participle = _NEED_AN_OBJECT.fullmatch(likely[0].group()) and (
        not following or re.match(f"(?i){_PREPOSITION}\\b", following)
    )
    return None if participle else likely[0]


def _front(bare: str) -> str:
    """`fronted` for a question without its mark; "" where there is nothing to change or no certain way to."""
    word = _ANY_QUESTION_WORD.search(bare)
    after = _FROM_ON.fullmatch(bare, word.start()) if word else None
    before = _BEFORE.search(bare, max(0, word.start() - 40), word.start()) if word else None
    if after is None or before is None:
        return ""
    said, asks = bare[: before.start()].strip(), after["asks"]
    preposition, carrier, tail = before["preposition"] or "", before["carrier"] or "", after["tail"] or ""
    set_off = bool(before["pause"].strip() or before["joined"])
    if len(tokens(said)) < 2 or not _asks_there(said, preposition, asks.split(), set_off):
        return ""
    turned = _inverted_for(f"{preposition} {asks}".strip(), said)
    # "The mill opened by whom" leaves out "was".
    if not turned or (turned.startswith("did ") and preposition.lower() == "by" and not set_off):
        return ""
    if tail.startswith(" of "):
        asks, tail = f"{asks}{tail}", ""
    adjunct = re.match(rf"(?i)(?:{_PREPOSITION}|according to|up until|despite) [^,]+, ", said)
    if preposition and not carrier and not adjunct and (asks.lower() == "what" or _PARTICLE.search(said)):
        front, end = asks, f" {preposition}"
    else:
        is_object = preposition or not turned.startswith(("is ", "was "))
        asks = "whom" if asks.lower() == "who" and is_object else asks
        front, end = f"{preposition} {carrier}{asks}".strip(), ""
    more = re.sub(r"^(?:,? and |, )", ", and ", after["more"] or "")
    return f"{front[0].upper()}{front[1:]} {turned}{end}{tail}{more}"


def _asks_there(said: str, preposition: str, asks: list[str], set_off: bool) -> bool:
    """Whether question words behind a statement ask something: a relative clause ("the road which leads to Herat") does
    not. `set_off` says whether something parts the two."""
    if set_off and re.search(r"\bbetween\b", said):
        return False
    if set_off:
        return (len(asks) == 1 and _BARE.fullmatch(asks[0]) is not None) or preposition != ""
    nouns = asks[1:]
    if any(word.islower() and verb.is_past(word) for word in nouns):
        return False
    if preposition:
        return not (len(nouns) > 1 and nouns[0][0].isupper() and nouns[-1].endswith("s") and nouns[-1].islower())
    last = said.split()[-1]
    if re.fullmatch(rf"(?i){_DETERMINER}|most|more|less|very|really|so|too|other", last):
        return False  # "one of the most what"
    after_object = _OBJECT.search(said) is not None and not (last.islower() and verb.is_past(last))
    return not (asks[0].lower() in {"which", "what", "whose"} and nouns and after_object) and not (
        asks[0].lower() in {"who", "whom", "which", "what"} and after_object and not re.search(rf"\b{_AUX}\b", said)
    )


def _inside(subject: str) -> str:
    """A subject as it stands within a sentence: its first word small unless it is a name."""
    first = subject.split(" ", 1)[0]
    # "Taking Herat" is no name, and "Beijing" is.
    small = re.fullmatch(
        rf"(?i)(?:{_DETERMINER}|{_PRONOUN}|most|many|several|few|one|two|three|another|other|more|such)", first
    ) or re.match(rf"[A-Z][a-z]+(?<![jq])ing (?:{_DETERMINER}\b|[A-Z])", subject)
    return f"{subject[0].lower()}{subject[1:]}" if small else subject


_ORDER: Final = re.compile(
    r"(?<=[?])\s+(?:please,? |and |then )?(?:give|answer|name|list|state|say|write|use|reply|respond|be|keep|include|specify|mention|quote|cite"
    r"|provide|tell|explain|describe|add|no|just|in (?:one|a few|two|three)|(?:i )?need|(?:the )?(?:exact )?(?:date|day|year)(?= (?:please|pls|only|needed)\b))\b(?P<rest>[^?]*?)[.!]*$",
    re.IGNORECASE,
)
# An order that asks something of its own is kept: "Explain why he did."
_ASKS: Final = re.compile(rf"\b{_WH}\b", re.IGNORECASE)


def _without_orders(text: str) -> str:
    """A question without the sentence after it that says how to answer: "Give the date.", "Answer in one word."."""
    text = orders.listed(text)
    match = _ORDER.search(text)
    return text[: match.start()] if match and not _ASKS.search(match["rest"]) else text


_ADDRESS: Final = re.compile(
    rf"^(?:(?:hi|hello|hey|ok|okay|well|thanks|thank you|please|sorry|excuse me|quick question|question)\b(?: there| all)?[,!.:;]? )+(?={_BEGINS.pattern})",
    re.IGNORECASE,
)
_TAG: Final = re.compile(
    r"(?:,? (?:please|pls|thanks|thank you)|, (?:by the way|exactly|do you know|do we know|any idea))(?=[?.! ]*$)",
    re.IGNORECASE,
)


def _without_address(text: str) -> str:
    """A question without a greeting before it or a courtesy after it."""
    short = re.sub(r"\?[.! ]+$", "?", _TAG.sub("", _ADDRESS.sub("", text)))
    return f"{short[0].upper()}{short[1:]}" if short != text and text[0].isupper() and short else short or text


_TELL: Final = re.compile(
    rf"^{polite.LEAD}"
    rf"(?P<front>(?:{_PREPOSITION} )?(?:(?:which|what|whose|how (?:many|much)){_NOUN}{{1,4}}?|how (?:long|often|far|big|many|much)|whom?|what|when|where|why|how))"
    r" (?P<said>[^?]+?)[?.! ]*$",
    re.IGNORECASE,
)


def _direct(text: str) -> str:
    """A question that is told or wished to be known, asked: "Tell me when the mill burned" is "When did the mill burn?"."""
    match = _TELL.match(text)
    if match is None:
        return text
    front, said = f"{match['front'][0].upper()}{match['front'][1:]}", match["said"]
    for cut in re.finditer(r",? and (?=(?P<asks>{})\b)".replace("{}", _QUESTION_WORDS), said, re.IGNORECASE):
        first, second = _asked(front, said[: cut.start()]), _asked(cut["asks"], said[cut.end("asks") :].strip())
        if first and second:
            return f"{first.rstrip('?')}, and {second}"
    asks_subject = re.fullmatch(r"(?i)who|what|which .+", front) and re.match(r"[a-z]+[^\Wsui]s(?: |$)", said)
    return f"{front} {said}?" if asks_subject else _asked(front, said) or text


def _asked(front: str, said: str) -> str:
    """The question that begins with the question words `front` about what is `said` behind them; "" where none can be made
    for certain."""
    first = said.split(" ", 1)[0]
    if (of := _OF_WHAT.match(said)) and re.fullmatch(rf"(?i)(?:which|what){_NOUN}+", front):
        return "" if re.search(r"\b[a-z]+ [A-Z]", of["what"]) else f"{front} {said}?"
    if re.fullmatch(_AUX, first) or verb.is_past(first):
        return f"{front} {said}?"
    turned = _inverted_for(front, said)
    return f"{front} {turned}?" if turned else ""


# "What share of the old mill was sold": one thing stands before the verb.
_OF_WHAT: Final = re.compile(
    rf"of (?:{_DETERMINER} )?(?P<what>(?:(?!(?:{_AUX}|{_DETERMINER}|{_PRONOUN}|{_WH})\b)[\w’'-]+ )+?)(?P<aux>{_AUX})\b"
)


_CLEFT: Final = re.compile(
    rf"^(?P<front>(?:{_PREPOSITION} )?(?:(?:which|what){_NOUN}{{1,3}}|who|what|when|where|why|how)) (?:was|is) it (?:that|who|which) (?P<said>[^?]+?)[?.! ]*$",
    re.IGNORECASE,
)


def _cleft(text: str) -> str:
    """"When was it that the mill burned?" as "When did the mill burn?"."""  # fmt: skip
    match = _CLEFT.match(text)
    return (_asked(match["front"], match["said"]) if match else "") or text


_CONTRACTED: Final = re.compile(
    r"^(?P<front>(?:and |but |so )?(?:who|what|when|where|how|why))(?:[’'](?=\w)|(?=s (?:the|an?|his|her|its|their|this|that)\b))(?P<verb>s|re|d|ll)\b(?P<next> [\w’'-]+)?",
    re.IGNORECASE,
)


def _contracted(text: str) -> str:
    """"Who’s the mayor?" with its verb in full."""  # fmt: skip
    match = _CONTRACTED.match(text)
    if match is None:
        return text
    following = (match["next"] or "").strip().lower()
    # "Who’s cell phone was it" means "whose".
    whose = match["front"].lower().endswith("who") and match["verb"].lower() == "s"
    if whose and not re.match(
        rf"(?:{_DETERMINER}|{_PREPOSITION}|been|got|become|[a-z]+ing|[A-Z].*)$", (match["next"] or "").strip()
    ):
        return text
    full = {"s": "has" if following in {"been", "got", "become"} else "is", "re": "are", "d": "did", "ll": "will"}[
        match["verb"].lower()
    ]
    return f"{match['front']} {full}{match['next'] or ''}{text[match.end() :]}"


_REASON: Final = re.compile(
    rf"^(?P<and>and |but |so )?(?:for (?:what|which) (?:reasons?|purposes?|motives?)|to what (?:end|purpose)|with what (?:aim|purpose|motive)|on what grounds|what) (?P<for>(?={_AUX}\b))",
    re.IGNORECASE,
)


_HOW_COME: Final = re.compile(
    r"^(?P<and>(?:and|but|so),? )?(?:how come(?: that)?|how is it that|why is it that|what (?:is|was) the (?:main |real )?(?:reason|cause)(?: that| why|,? for which)"
    r"|(?:the )?(?:main |real )?reasons? (?:that|why|for which))(?: it is that)? (?P<said>[^?]+?)[?.! ]*$",
    re.IGNORECASE,
)
_LED_TO: Final = re.compile(
    r"^(?P<and>(?:and|but|so),? )?what (?:caused|led|prompted|drove|forced|persuaded|moved|induced|compelled|motivated|pushed|brought|got|convinced|inspired)"
    rf" (?P<who>(?:(?!(?:{_AUX}|{_WH}|that|to)\b)[\w’'.-]+ ){{1,8}}?)to (?P<does>(?!(?:{_DETERMINER}|{_PRONOUN})\b)(?-i:[a-z])[a-z]+)(?P<rest>(?: [^?]+)?)\?$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    rf"^(?P<and>(?:and|but|so),? )?what(?:[’']s| (?:is|was|are|were|lies|lay|stands|stood))(?: the reasons?)? behind (?P<what>(?!{_DETERMINER} (?:[\w-]+ )?(?:door|wall|curtain|house|building|fence|wheel)\b)[^?]+)\?$",
    re.IGNORECASE,
)
_SUBJECTS: Final = {"him": "he", "her": "she", "them": "they", "it": "it"}


def _for_a_reason(text: str) -> str:
    """"For what purpose did …", "How come …", "What led the king to flee?" as "Why did …"."""  # fmt: skip
    if match := _HOW_COME.match(text):
        turned = match["said"] if re.match(rf"(?i){_AUX} ", match["said"]) else inverted(match["said"])
        return _why(match, turned or f"is it that {match['said']}")
    if match := _LED_TO.match(text):
        who = match["who"].strip()
        return _why(match, f"did {_SUBJECTS.get(who.lower(), who)} {match['does']}{match['rest']}")
    if match := _BEHIND.match(text):
        return f"{match['and'] or ''}{'what' if match['and'] else 'What'} is the reason for {match['what']}?"
    match = _REASON.match(text)
    if match is None or match.group().lower().removeprefix("and ").removeprefix("but ").removeprefix("so ") == "what ":
        return text
    return f"{match['and'] or ''}{'why' if match['and'] else 'Why'} {text[match.end() :]}"


def _why(match: re.Match[str], said: str) -> str:
    return f"{match['and'] or ''}{'why' if match['and'] else 'Why'} {said}?"


_NUMBER_OF: Final = re.compile(
    r"^(?:the )?(?:total |exact |overall )?number of (?:the )?(?P<what>[^?,:]+?)\s*\??$", re.IGNORECASE
)


def _counted(text: str) -> str:
    """"Number of people who were killed in the fire" as "How many people were killed in the fire?"."""  # fmt: skip
    match = _NUMBER_OF.match(text)
    if match is None:
        return text
    what = re.sub(rf" (?:who|that|which) (?=(?:{_AUX}|[a-z]+ed)\b)", " ", match["what"], count=1)
    return text if re.search(rf"\b{_WH}\b", what) else f"How many {what}?"


# Things that are asked for by their mere names: "Reason for the delay?", "the mayor’s reaction to the fire?".
_ATTRIBUTE: Final = (
    r"(?:reasons?|causes?|motives?|explanation|justification|purpose|aim|outcome|result|consequences?|reaction|response|reply|cost|price|value|size"
    r"|age|title|rank|position|demands?|conditions?|plans?|stance|view|opinion|role|capital)"
)
_NAMED_FIRST: Final = re.compile(
    rf"^(?P<whose>(?:the )?(?:[\w-]+ ){{0,4}}?[\w-]+[’'](?:s )?)?(?P<the>the )?(?P<what>{_ATTRIBUTE}) (?P<of>(?:for|of|behind|to|on|about) [^?:]+)\?$",
    re.IGNORECASE,
)


def _named_first(text: str) -> str:
    """"Reason for the delay?" as "What was the reason for the delay?"."""  # fmt: skip
    match = _NAMED_FIRST.match(text)
    if (
        match is None
        or _BEGINS.match(text)
        or (match["whose"] and match["the"])
        or re.search(rf"\b(?:{_AUX}|{_WH})\b", match["of"])
    ):
        return text
    what = match["what"].lower()
    whose = (match["whose"] or "the ").strip()
    be = "were" if what.endswith("s") else "was"
    return f"What {be} {_inside(whose)} {what} {match['of']}?"


_TIME_OF: Final = re.compile(
    r"^(?:the )?(?:exact |precise )?(?P<unit>date|day|month|year|time|place) (?:of (?P<event>[^?:,]+)|(?:(?:in|on|at) which|when|where|that) (?P<said>[^?:]+?))\s*[.?]?$",
    re.IGNORECASE,
)
_ASKED_FOR: Final = {
    "date": "On what date", "day": "On what day", "month": "In what month", "year": "In what year", "time": "At what time", "place": "Where",
}  # fmt: skip


def _timed(text: str) -> str:
    """"Date of the fire?" as "When was the fire?", "year in which it burned" as "In what year did it burn?"."""  # fmt: skip
    match = _TIME_OF.match(text)
    if match is None or (match["unit"].lower() == "place" and match["event"]):
        return text
    asked = _ASKED_FOR[match["unit"].lower()]
    if match["event"]:
        event = match["event"].strip(" .")
        if not re.match(
            rf"(?i:{_DETERMINER}) (?!(?:day|week|month|year)\b)|[A-Z][\w-]+(?: [A-Z][\w-]+)*[’']s? \w", event
        ):
            return text
        return f"{'When' if asked.endswith(('date', 'day', 'time')) else asked} was {_inside(event)}?"
    turned = inverted(match["said"])
    return f"{asked} {turned}?" if turned else text


_NOT_DECLARED: Final = re.compile(
    rf"(?:(?:the|a) )?(?:{_ATTRIBUTE}|name|date|day|month|year|time|place|number|amount|list|seat|city|country|man|woman|people|person|thing)s?\b",
    re.IGNORECASE,
)
_DECLARED: Final = re.compile(
    rf"^(?:(?i:and|but|so),? )?(?P<said>(?:(?i:{_DETERMINER}) (?:[a-z][\w’'-]* ){{1,2}}|(?i:he|she|it|they|there|we) |(?:[A-Z][\w’'-]+ ){{1,3}})"
    rf"{_AUX} [^?]+|(?:(?i:{_DETERMINER}) [a-z][\w’'-]*|(?i:he|she|they)|[A-Z][\w’'-]+) (?P<verb>[a-z]+)(?: {_PREPOSITION}\b[^?]*)?)\?$"
)


def _declared(text: str) -> str:
    """"The bridge is safe?" as "Is the bridge safe?"."""  # fmt: skip
    match = _DECLARED.match(text)
    if match is None or (match["verb"] and not verb.is_only_past(match["verb"])):
        return text
    said = match["said"]
    if _BEGINS.match(said) or _ANY_QUESTION_WORD.search(said) or _NOT_DECLARED.match(said):
        return text
    turned = inverted(said)
    return f"{turned[0].upper()}{turned[1:]}?" if turned else text


_BY_WHOM: Final = re.compile(
    rf"^(?P<and>(?:and|but|so),? )?(?:by whom? (?:was|were) (?P<said>(?!{_PRONOUN}\b)[^?,]+)|who (?:was|were) (?P<said2>[^?,]+) by)\s*\?$",
    re.IGNORECASE,
)
# Participles that are not the past as well.
_PAST_OF: Final = dict(
    pair.split(":")
    for pair in "taken:took written:wrote seen:saw given:gave chosen:chose driven:drove stolen:stole shown:showed known:knew broken:broke drawn:drew"
    " thrown:threw overthrown:overthrew torn:tore beaten:beat overrun:overran begun:began sung:sang eaten:ate bitten:bit forgiven:forgave hidden:hid".split()
)


def _by_whom(text: str) -> str:
    """"By whom was the mill sold?", and "Who was the mill sold by?", as "Who sold the mill?"."""  # fmt: skip
    match = _BY_WHOM.match(text)
    said = (match["said"] or match["said2"]).split() if match else []
    at = next((i for i, word in enumerate(said[1:], 1) if _is_participle(word, said[i - 1].lower())), 0)
    if (
        match is None
        or not at
        or _ANY_QUESTION_WORD.search(" ".join(said[:at]))
        or _has_another_verb(" ".join(said[:at]))
    ):
        return text
    who = f"{match['and']}who" if match["and"] else "Who"
    return " ".join([who, _PAST_OF.get(said[at], said[at]), *said[:at], *said[at + 1 :]]) + "?"


def _is_participle(word: str, before: str) -> bool:
    known = word in _PAST_OF or (word.islower() and verb.is_past(word) and not verb.is_only_past(word))
    # "The destroyed mill", "a newly built mill".
    return known and not re.fullmatch(rf"{_DETERMINER}|\w+ly", before)


_HIMSELF: Final = re.compile(
    rf"(?P<before>\b(?:did|does|do|has|have|had|will|would|is|was) (?:{_DETERMINER} [a-z-]+|(?:[A-Z][\w’'.-]* ?){{1,4}}?)) (?:him|her|it)self(?= [a-z]+)"
    r"|(?P<who>^(?:Who|What|When|Where|Why|How)\b.* (?:[A-Z][\w’'.-]*)) (?:him|her|it)self(?= (?:say|said|says|think|thinks|want|wants)\b)"
)


def _emphatic(text: str) -> str:
    """"What did Smith himself say?" as "What did Smith say?"."""  # fmt: skip
    return _HIMSELF.sub(lambda m: m["before"] or m["who"], text)


_WAYS: Final = (
    orders.named,
    polite.bare,
    _emphatic,
    _direct,
    _cleft,
    _contracted,
    _for_a_reason,
    typed.leads,
    _counted,
    _timed,
    _named_first,
    typed.in_short,
    typed.office,
    fronted,
    _by_whom,
    _declared,
)

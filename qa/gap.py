"""Second questions that leave out what the first one says: "and when Malta?", "and which one sank?", "who was it then?"."""

from __future__ import annotations

import re

from index import timex
from qa.each import NAME, ONE_OF_TWO
from qa.followup import of_another
from qa.verb import is_past, plain_of_participle
from qa.words import AUXILIARY, names

_WH = r"(?:who|whom|whose|what|when|where|why|which|how)"
_AUX = rf"(?:{AUXILIARY})"
_AUXILIARY = re.compile(rf"\b{_AUX}\b", re.IGNORECASE)

_AT_THE_TIME = re.compile(r",? (?:at (?:the|that) (?:same )?time|back then|then|in those days)$", re.IGNORECASE)
_ABOUT_IT = re.compile(
    r"(?P<says>\b(?:say|said|think|thought|state|stated|declare|declared|respond|responded|reply|replied|comment|commented|react|reacted))"
    r" (?:about|of|to|on) (?:it|that|this|all (?:that|this))$",
    re.IGNORECASE,
)


def anchored(second: str, first: str) -> str:
    """A second question without the words that tie it to the whole of the first ("at the time", "said about it"), where it
    names somebody of the first: what he said, and of what time, the story of both tells."""
    bare = _AT_THE_TIME.sub("", second.rstrip(" ?"))
    if set(names(bare)) & set(names(first)):
        bare = _ABOUT_IT.sub(r"\g<says>", bare)
    return f"{bare}?"


_GAPPED = re.compile(
    rf"^(?:and )?(?P<wh>(?:(?:by|on|in|at|for|to|with|from|of) )?(?:how (?:many|much|old|tall|far|long|big|high|large|often|fast)|{_WH})) (?P<rest>.+)$",
    re.IGNORECASE,
)
_LEADS_WORDS = "of|in|on|at|from|to|for|by|with|against|about|during|after|before|near|under|over"
_LEADS = re.compile(rf"(?P<word>{_LEADS_WORDS}) ", re.IGNORECASE)
_POSSESSED = re.compile(r"\b(?:(?:the|his|her|its|their|an?) )?[\w-]+(?:[’']s|s[’'])(?= )", re.IGNORECASE)

# "And what word for the idea that …": what is asked for, and what stands behind the verb of the first.
_ASKED_AGAIN = re.compile(
    rf"^(?:and )?(?P<asks>{_WH}(?: (?!(?:{_AUX}|{_LEADS_WORDS})\b)[\w’'-]+){{0,3}}) (?P<rest>(?P<word>{_LEADS_WORDS}) .+)$",
    re.IGNORECASE,
)

# "When was the old mill sold": what is asked about stands before the verb, which ends the question.
_SUBJECT = re.compile(
    rf"^(?P<front>{_WH} {_AUX}) (?:the|his|her|its|their|an?) (?:(?!(?:the|his|her|its|their|an?|of|in|on|at|for|from|to|by|with)\b)[\w’'-]+ ){{1,4}}(?P<verb>[a-z]+)$",
    re.IGNORECASE,
)
# "What did Lee say about it, and what did Roe?"
_DONE_BY = re.compile(
    rf"^(?:and )?(?P<wh>(?:(?:{_LEADS_WORDS}) )?{_WH}(?: (?!{_AUX}\b)[\w’'-]+){{0,3}}?) (?P<aux>{_AUX}) (?P<who>{ONE_OF_TWO})(?: (?P<verb>[a-z]+))?$",
    re.IGNORECASE,
)


def with_what_is_asked_for(second: str, first: str) -> str:
    """A second question whose "which" stands before its verb, with what the first one asks for: "In which town was Lee born"
    and "in which was Roe" is "in which town was Roe"."""
    asked = re.match(
        rf"^(?P<asks>(?:(?:{_LEADS_WORDS}) )?which) (?P<noun>(?:(?!{_AUX}\b)[\w’'-]+ )+)(?={_AUX}\b)",
        first,
        re.IGNORECASE,
    )
    again = re.match(rf"^(?P<asks>(?:(?:{_LEADS_WORDS}) )?which) (?={_AUX}\b)", second, re.IGNORECASE)
    if asked is None or again is None or asked["asks"].lower() != again["asks"].lower():
        return second
    return f"{again.group()}{asked['noun']}{second[again.end() :]}"


def filled(second: str, first: str) -> str:
    """A second question that has only its question word and a noun phrase ("and when Malta", "and who the women’s", "and
    where in May"), with the rest of the first, where the phrase takes the place of one of its kind; "" for any other."""
    bare = first.rstrip(" ?")
    if by := _DONE_BY.match(second.rstrip(" ?")):
        done = re.match(
            rf"{by['wh']} (?:{_AUX}) {ONE_OF_TWO} (?P<rest>(?P<verb>{by['verb'] or '(?-i:[a-z]+)'})(?: .+)?)$",
            bare,
            re.IGNORECASE,
        )
        # "Who is its mayor" is whole: a form of "be" needs no verb behind it, but for a participle.
        whole = (
            re.fullmatch(r"is|are|was|were", by["aux"], re.IGNORECASE)
            and done
            and not plain_of_participle(done["verb"])
        )
        return f"{by['wh']} {by['aux']} {by['who']} {done['rest']}?" if done and not whole else ""
    if again := _ASKED_AGAIN.match(second.rstrip(" ?")):
        at = bare.lower().rfind(f" {again['word'].lower()} ")
        if at > 0 and re.match(rf"{re.escape(again['asks'])} {_AUX}\b", bare[:at], re.IGNORECASE):
            return f"{bare[:at]} {again['rest']}?"
    match = _GAPPED.match(second.rstrip(" ?"))
    if match is None or not re.match(rf"(?:and )?{match['wh']}\b", bare, re.IGNORECASE):
        return ""
    rest = match["rest"]
    words = rest.split()
    if len(words) > 7 or _AUXILIARY.search(rest) or any(word.islower() and is_past(word) for word in words):
        return ""
    if (lead := _LEADS.match(rest)) and not re.match(rf"(?i){lead['word']} {_WH}\b", rest):
        if times := [t for t in timex.find(bare) if timex.find(rest)]:
            before = re.search(r"(?:(?:in|on|at|during|of|from) (?:the )?)?$", bare[: times[-1].start], re.IGNORECASE)
            start = before.start() if before else times[-1].start
            return f"{bare[:start]}{rest}{bare[times[-1].end :]}?"
        at = bare.lower().rfind(f" {lead['word'].lower()} ")
        return f"{bare[:at] if at > 0 else bare} {rest}?"
    if rest.endswith(("’s", "'s", "s’", "s'")):
        owned = list(_POSSESSED.finditer(bare))
        return f"{bare[: owned[-1].start()]}{rest}{bare[owned[-1].end() :]}?" if owned else ""
    if (alone := _SUBJECT.match(bare)) and re.match(r"(?:the|his|her|its|their|an?) \w", rest):
        return f"{alone['front']} {rest} {alone['verb']}?"
    if re.fullmatch(NAME, rest) or re.match(r"(?:the|his|her|its|their|an?) \w", rest):
        further = re.search(r" (?:in|on|at|of|for|from|to|by) ", rest)
        at = bare.lower().rfind(further.group().lower()) if further else -1
        return of_another(f"{bare[:at] if at > 0 else bare}?", rest)
    return ""


_THAT_OF = re.compile(r"\b(?P<that>that|those)(?= (?:of|in|on|at|for|from) )", re.IGNORECASE)
_THE_NOUN = re.compile(
    r"\bthe (?P<noun>(?:(?!(?:of|in|on|at|for|from|to|by|with|and|or)\b)[a-z’'-]+ ){0,2}?[a-z’'-]+)(?= (?:of|in|on|at|for|from) |$)"
)


def with_noun(second: str, first: str) -> str:
    """A second question that says "that of" or "those in" with the noun of the first that it stands for: "the roof of the mill"
    and "how high was that of the barn" is "how high was the roof of the barn"."""
    match, noun = _THAT_OF.search(second), _THE_NOUN.search(first.rstrip(" ?"))
    if (
        match is None
        or noun is None
        or re.search(r"\b(?:say|said|know|told|think|believe)\w* $", second[: match.start()])
    ):
        return second
    return f"{second[: match.start()]}the {noun['noun']}{second[match.end() :]}"


_ONE = re.compile(r"^(?P<asks>(?:\w+ )?(?:which|what)) ones?(?= (?!of\b))", re.IGNORECASE)
_OF_WHICH = re.compile(r"\b(?:which|what) (?P<words>[\w’' -]+)", re.IGNORECASE)


def which_one(second: str, first: str) -> str:
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


_THE_ONE = re.compile(
    r"\b(?P<lead>(?:the|an?|his|her|its|their) (?:(?!(?:only|other|same|first|last)\b)[a-z-]+ ){1,2}?)one$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:the|an?|his|her|its|their) (?:(?!(?:of|in|on|at|for|from|to|by|with|and|or)\b)[\w’'-]+ ){0,3}?"
    r"(?P<noun>[a-z-]+(?: (?:of|for|in|on|to|from) .+)?)$"
)


def with_head(second: str, first: str) -> str:
    """A second question that ends in "the new one", with the noun of the first and what belongs to it: "What was the first estimate
    for the roof" and "what is the current one" is "what is the current estimate for the roof"."""
    match, bare = _THE_ONE.search(second.rstrip(" ?")), first.rstrip(" ?")
    for t in reversed(timex.find(bare)):
        if t.end == len(bare):
            bare = bare[: t.start].rstrip(" ,")
    head = _HEAD.search(bare)
    return f"{second[: match.start()]}{match['lead']}{head['noun']}?" if match and head else second

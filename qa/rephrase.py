"""Other ways to ask for the day of an event: news tells "the fall of a city" as "it was seized"."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from qa import verb
from qa.words import stems, stems_of

# Verbs that news uses for one event, as participles. Asking with another one of them asks for the same day.
SAME_EVENT: Final = (
    ("taken", "seized", "captured", "overrun", "conquered"),
    ("arrested", "detained", "taken prisoner"),
    ("killed", "shot dead", "assassinated", "murdered"),
    ("elected", "voted in"),
    ("announced", "made public"),
    ("signed", "agreed"),
)
_NOUNS: Final = {
    "fall": "taken", "capture": "captured", "seizure": "seized", "conquest": "conquered", "loss": "taken",
    "arrest": "arrested", "detention": "detained", "killing": "killed", "assassination": "assassinated",
    "murder": "murdered", "election": "elected", "announcement": "announced", "signing": "signed",
}  # fmt: skip
# All forms of words for one event, by their stems.
_ALIKE: Final = tuple(
    stems(line.split())
    for line in (
        "take took taken taking seize seizure capture overrun overran conquer conquest fall fell fallen loss lose lost grab storm occupy occupation possession",
        "arrest detain detention prisoner custody apprehend",
        "kill killing shot dead death die died assassinate assassination murder slay slain suicide perish succumb",
        "elect election vote won win",
        "announce announcement public disclose reveal unveil",
        "sign signing agree agreement",
        "strike struck airstrike raid bomb bombing bombardment shell shelling",
        "attack assault offensive ambush raid",
        "resign resignation quit step stepped leave left exit",
        "meet met meeting talks summit",
        "launch start started begin began begun open opened opening debut introduce introduced release released",
        "close closed closure shut shutdown",
        "buy bought acquire acquisition takeover purchase",
        "sell sold sale",
        "win won victory beat beaten defeat defeated triumph",
        "crash collide collision",
        "burn burnt fire blaze",
        "protest demonstration demonstrate rally march",
        "evacuate evacuation airlift",
        "withdraw withdrew withdrawn withdrawal pullout retreat",
        "leave left depart departure exit exited quit",
        "arrive arrival land landed landing",
        "sack sacked dismiss dismissal fire fired oust ouster",
        "explode explosion blast detonate",
        "sue sued lawsuit",
        "charge charged indict indictment",
        "convict conviction guilty",
        "sentence sentenced jail jailed prison",
        "marry married wedding",
        "bear born birth",
        "bury buried burial funeral",
        "visit visited tour",
        "found founded founding create created creation establish established establishment",
        "play played game match face faced vs versus",
        "build built construct construction",
        "rise rose risen increase climb grow grew grown jump soar surge",
        "drop dropped decline decrease fall fell fallen plunge slump",
        "resume resumed resumption restart restarted renew renewed reopen reopened",
        "collapse collapsed break broke broken breakdown fail failed",
        "settle settled settlement agree agreed agreement terms deal compromise accord",
        "retake retook retaken recapture recaptured regain regained",
        "strike walkout stoppage tools",
        "suspend suspended halt halted stop stopped pause paused interrupt interrupted",
        "publish published publication appear appeared print printed",
        "approve approved approval pass passed adopt adopted ratify ratified",
        "reject rejected rejection refuse refused",
        "testify testified testimony evidence",
        "name named appoint appointed appointment nominate nominated",
        "learn learnt learned find found discover discovered",
        "rescue rescued save saved",
        "truce ceasefire armistice",
    )
)
_RUN_OFF: Final = re.compile(r"\brun-?offs?\b|\bsecond ballot\b", re.IGNORECASE)
_SECOND_ROUND: Final = stems("second round election vote".split())
_WHICH_DAY: Final = re.compile(
    r"^(?:on |in |by |at )?(?:what|which) (?:(?:exact|precise|specific|calendar) )?(?:date|day(?: of the week)?|week|weekend|weekday|month|year|time|hour)(?= (?:did|was|were|had|has|is|are|will|do|does)\b)\s*",
    re.IGNORECASE,
)
# "Ray's death" is that Ray died.
_OWNED: Final = re.compile(r"^(?:the )?(?P<who>[A-Z][\w’'. -]*?)[’']s? (?P<noun>\w+)$")
_DONE_BY: Final = {
    "death": "did die", "resignation": "did resign", "retirement": "did retire", "arrival": "did arrive", "departure": "did leave",
    "return": "did return", "speech": "did speak", "birth": "was born", "arrest": "was arrested", "detention": "was detained",
    "release": "was released", "election": "was elected", "murder": "was murdered", "assassination": "was assassinated",
    "dismissal": "was dismissed", "firing": "was fired", "ouster": "was ousted", "conviction": "was convicted", "capture": "was captured",
    "fall": "did fall", "launch": "was launched", "collapse": "did collapse",
}  # fmt: skip
_WHEN: Final = re.compile(
    r"^when (?:exactly )?(?P<rest>(?:did|was|were|had|has|have|is|are|will|do|does)\b.+)$", re.IGNORECASE
)
_MADE_PUBLIC: Final = re.compile(r"\b(?:make (?:known|public)|disclose|reveal)\b", re.IGNORECASE)
_FELL: Final = re.compile(r"^When did (?P<what>.+?) fall(?: to .+)?\??$", re.IGNORECASE)
_OF_OWNED: Final = re.compile(r"^When was (?P<event>[A-Z][\w’'. -]*?[’']s? \w+)\??$")
_NOUN: Final = re.compile(
    r"^When (?:was|did) the (?P<noun>\w+) of (?P<what>.+?)(?: happen| take place| occur)?\??$", re.IGNORECASE
)
_PASSIVE: Final = re.compile(
    rf"^When (?:was|were) (?P<what>.+?) (?P<verb>{'|'.join(v for verbs in SAME_EVENT for v in verbs)})\??$",
    re.IGNORECASE,
)


def alike(words: Set[str]) -> frozenset[str]:
    """The stems of words that news uses for the same event as one of these, given as stems; with `words` themselves."""
    return frozenset(words).union(*(group for group in _ALIKE if group & words))


def said_stems(sentence: str) -> frozenset[str]:
    """The stems of a sentence's words, with those that name the same thing in other words: a run-off is the second round."""
    found = stems_of(sentence)
    return found | _SECOND_ROUND if _RUN_OFF.search(sentence) else found


def event_question(text: str) -> str:
    """Whether the event that a question asks the day of came about: "When was the mill sold?" is "Was the mill sold?"; "" for
    a question of another form."""
    asked = _WHEN.match(_WHICH_DAY.sub("When ", text))
    return f"{asked['rest'][0].upper()}{asked['rest'][1:]}" if asked else ""


def day_question(event: str) -> str:
    """The question for the day of an event given as a clause or a noun phrase: "Kandahar fell", "the arrest of Khan"."""
    event = event.strip(" .?")
    if owned := owned_event(event):
        return owned
    if re.match(r"(?i)(?:the|a|an|his|her|its|their)\b.* (?:of|on|in|at|by|against|between)\b", event):
        return f"When was {event}?"
    if passive := re.match(r"(?i)(?P<what>.+?) (?P<aux>was|were|had|has been|have been) (?P<rest>.+)$", event):
        aux = {"has been": "was", "have been": "were"}.get(passive["aux"].lower(), passive["aux"].lower())
        return f"When {aux} {passive['what']} {passive['rest']}?"
    if fell := re.match(r"(?i)(?P<what>.+?) fell(?P<rest>\b.*)$", event):
        return f"When did {fell['what']} fall{fell['rest']}?"
    return f"When did {_in_plain_form(event)}?"


def owned_event(event: str) -> str:
    """The question for the day of what is somebody's: "Ray's death" is asked for as "When did Ray die?"; "" for other events."""
    owned = _OWNED.match(event)
    done = _DONE_BY.get(owned["noun"].lower()) if owned else None
    if owned is None or done is None:
        return ""
    aux, plain = done.split()
    return f"When {aux} {owned['who']} {plain}?"


def _in_plain_form(clause: str) -> str:
    """A clause with its first verb in the past, behind its subject, in the plain form: "Ray fled the town" is "Ray flee the town"."""
    for match in re.finditer(r"(?<= )[a-z]+(?![\w’'-])", clause):
        if verb.is_only_past(match.group()):
            return f"{clause[: match.start()]}{verb.plain(match.group())}{clause[match.end() :]}"
    # "The mine collapsed": the last word is no participle that something follows.
    if (last := re.search(r"(?<= )[a-z]+$", clause)) and verb.is_past(last.group()):
        return f"{clause[: last.start()]}{verb.plain(last.group())}"
    return clause


def is_noun_form(text: str) -> bool:
    """Whether a question for a day names the event by a noun for which there is a verb: "When was the fall of Ashford?"."""
    plain = _WHICH_DAY.sub("When ", text)
    match, owned = _NOUN.match(plain), _OF_OWNED.match(plain)
    if owned:
        return bool(owned_event(owned["event"]))
    return match is not None and match["noun"].lower() in _NOUNS


def other_ways(text: str, most: int = 3) -> list[str]:
    """At most `most` other questions for the day of the same event; none where this module knows no other words."""
    plain = _WHICH_DAY.sub("When ", text)
    plain = _MADE_PUBLIC.sub("announce", plain)
    out = [plain] if plain != text else []
    if (owned := _OF_OWNED.match(plain)) and (told := owned_event(owned["event"])):
        out.append(told)
    if match := _FELL.match(plain):
        what, done = match["what"], "taken"
        out.append(f"When was {what} taken?")
    elif (match := _NOUN.match(plain)) and match["noun"].lower() in _NOUNS:
        what, done = match["what"], _NOUNS[match["noun"].lower()]
        out.append(f"When was {what} {done}?")
    elif match := _PASSIVE.match(plain):
        what, done = match["what"], match["verb"].lower()
    else:
        return out
    alike = next(verbs for verbs in SAME_EVENT if done in verbs)
    if alike == SAME_EVENT[0] and not _FELL.match(plain):
        out.append(f"When did {what} fall?")
    out += [f"When was {what} {other}?" for other in alike if other != done]
    return out[:most]

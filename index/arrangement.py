"""Whether the words before a day arrange what is to come: "put off to Monday", "a curfew from Friday", "they play on Tuesday"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, Literal

from index.tense import PAST

_FAR: Final = 13  # words before the mention
_HAS: Final = 7  # as far before it as "he has a chemistry exam in Brent on" begins
# The verb of an arrangement by the preposition that its day has.
_PUT_OFF: Final = frozenset(
    "postponed adjourned delayed rescheduled moved deferred pushed put shifted brought remanded extended".split()
)
_CALLED: Final = frozenset("called set fixed arranged rescheduled summoned invited announced ordered".split())
_VERBS: Final = {"to": _PUT_OFF, "until": _PUT_OFF, "till": _PUT_OFF, "for": _CALLED}
# What is decided has its first day ahead ("a curfew from Friday"); what lasted has it behind ("it rained, starting on Friday").
_DECIDED: Final = frozenset(
    "declared announced ordered imposed cancelled canceled suspended banned barred closed shut extended proclaimed decreed "
    "approved introduced agreed lifted raised tightened grounded promised limited restricted urged decided called "
    "declares announces orders imposes cancels cancelling canceling closing".split()
)
_BEGINNING: Final = frozenset("starting beginning effective".split())
# Who has or had been told to come is told before the day.
_SUMMONED: Final = frozenset("invited summoned".split())
_ASKED_TO: Final = _SUMMONED | {"called", "asked"}
_MEETINGS: Final = frozenset("summit meeting conference talks session hearing assembly negotiations congress".split())
_ONCE: Final = frozenset("had originally initially first previously already once".split())
# Verbs of what has an appointed day, after a pronoun or a noun in the plural that does it: "they parade on Tuesday".
_DOING: Final = frozenset(
    "parade march sing perform appear vote elect fly sail tour race compete defend reopen open close end start begin meet "
    "play host face travel go head entertain welcome celebrate convene reconvene retire marry join leave return arrive "
    "resume set take run hold strike bury".split()
)
_DOES: Final = frozenset(
    "parades marches sings performs appears votes elects flies sails tours races competes defends reopens opens closes ends "
    "starts begins meets plays hosts faces travels goes heads entertains welcomes celebrates convenes reconvenes retires "
    "marries joins leaves returns arrives resumes sets takes runs holds applies concludes finishes kicks sits publishes "
    "unveils addresses buries".split()
)
_WHO: Final = frozenset("they we who i you".split())
_WHO_ONE: Final = frozenset("he she it who which".split())
_BODIES: Final = frozenset(
    "parliament congress senate council assembly committee commission board court jury side team club squad party union "
    "company bank country nation city town orchestra band choir company festival season tournament league church government".split()
)
# These are no nouns in the plural, so that a day in the same clause is that of the verb.
_ONLY_VERBS: Final = frozenset(
    "sings performs appears flies sails reopens competes defends convenes reconvenes entertains welcomes celebrates retires "
    "marries joins concludes finishes publishes unveils addresses buries applies elects".split()
)
_GROUPS: Final = frozenset("people women men children police crews".split())
_ADVERBS: Final = frozenset("also again now then still next only always never usually often".split())
# Who has to or can win a match has not played it.
_TAKES_PART: Final = frozenset(
    "win play attend miss host face lose start contest run watch skip boycott join lead open draw reach cover decide".split()
)
_HAVE_TO: Final = frozenset("must will can may need needs hope hopes want wants".split())
_IS: Final = frozenset("is are has have".split())
_NEAR: Final = 5  # words
_NO_CLAUSE: Final = frozenset("when while after because although though but if that since".split())

Arranged = Literal["ahead", "started", ""]


def arranged(tokens: list[str], classes: str, start: int, end: int) -> Arranged:
    """What the words around a day, which stands at tokens `start`..`end`, say of it: "ahead" where it is arranged for, "started" where
    something decided begins on it, which may have been yesterday; "" where they say nothing."""
    words = _clause_before(tokens, classes, start)
    if not words or words in (["on"], ["from"]):
        return "ahead" if _does(_clause_behind(tokens, classes, end), fronted=True) else ""
    last = words[-1]
    if last in _VERBS and _is_fixed(words, _VERBS[last]):
        return "ahead"
    begins = words[:-1] if last in ("on", "from", "in") and words[-2:-1] and words[-2] in _BEGINNING else words
    if (begins[-1] in _BEGINNING or last == "from") and any(word in _DECIDED for word in begins) and "had" not in words:
        return "started"
    if _summoned(words) or _does(words):
        return "ahead"
    return ""


def to_come(tokens: list[str], classes: str, start: int, end: int) -> bool:
    """Whether what belongs to a day ("Sunday's final"), which stands at tokens `start`..`end`, is still to come: "with Sunday's final
    to come", "must win Sunday's final", "before Sunday's final they are calm"."""
    before = _clause_before(tokens, classes, start)
    behind = _clause_behind(tokens, classes, end + 2)
    pairs = list(pairwise(behind))
    if any(pair in pairs[:_NEAR] for pair in (("to", "come"), ("still", "ahead"))):
        return True
    if len(before) > 1 and before[-1] in _TAKES_PART and {*before[-4:-1]} & _HAVE_TO:
        return True
    if before[-1:] in (["before"], ["for"]) and len(before) == 1:
        verb = next((word for word in behind if word in _IS or _is_past(word)), "")
        return verb in _IS
    return False


def _clause_before(tokens: list[str], classes: str, start: int) -> list[str]:
    """The words before a token, up to the beginning of its sentence, without marks but for the comma."""
    words: list[str] = []
    for i in range(start - 1, max(start - 3 * _FAR, -1), -1):
        if classes[i] == "\n" or tokens[i] in '.;:!?"“”' or len(words) >= _FAR:
            break
        if tokens[i][0].isalnum() or tokens[i] in ",'’":
            words.append(tokens[i])
    return words[::-1]


def _clause_behind(tokens: list[str], classes: str, end: int) -> list[str]:
    """The words from token `end` on, up to the end of the sentence, without marks."""
    words: list[str] = []
    for i in range(end, min(end + 2 * _FAR, len(tokens))):
        if classes[i] == "\n" or tokens[i] in ".;:!?":
            break
        if tokens[i].isalpha():
            words.append(tokens[i])
    return words


def _is_fixed(words: list[str], verbs: frozenset[str]) -> bool:
    """Whether one of these verbs puts something on the day behind the last word: "set a hearing for", "was put off to"."""
    for n in range(len(words) - 2, -1, -1):
        word = words[n]
        if word in verbs:
            if word == "called" and n == len(words) - 2 and words[n - 1 : n] not in (["been"], ["was"], ["were"]):
                return False  # "called for"
            if word in ("put", "pushed", "brought") and not {"off", "back", "forward"} & set(words[n + 1 :]):
                return False
            return not _ONCE & set(words[max(0, n - 3) : n])
        if word == "," or word in _NO_CLAUSE:
            return False
    return False


def _summoned(words: list[str]) -> bool:
    """Whether somebody is told to come: "has invited both sides to talks on", "had invited them back on", "called
    its leaders to a summit in Brent on"."""
    for n in range(len(words) - 1, 0, -1):
        if (
            words[n] in _ASKED_TO
            and "to" in words[n + 1 : -2]
            and _MEETINGS & {*words[n + 2 :]}
            and words[n - 1] != "had"
        ):
            return words[-1] in ("on", "in", "for")
        if words[n] in _SUMMONED:
            has = {"has", "have", "has been", "have been"} & {words[n - 1], " ".join(words[max(0, n - 2) : n])}
            return bool(has) or words[-2:] == ["back", "on"]
        if words[n] == ",":
            return False
    return False


def _is_past(word: str) -> bool:
    return word in PAST or (word.endswith("ed") and len(word) > len("need"))


def _does(words: list[str], *, fronted: bool = False) -> bool:
    """Whether a verb in the simple present has the day: "they parade through the town on", "who performs in Brent on". `fronted`:
    the day stands in front of these words, so that the first verb has it."""
    for n in range(len(words)) if fronted else range(len(words) - 1, -1, -1):
        word = words[n]
        if word in _NO_CLAUSE or word == "," or (fronted and (word in ("who", "which") or _is_past(word))):
            return False
        if word in ("has", "have") and not fronted and n >= len(words) - _HAS and words[-1] == "on":
            return words[n + 1] in ("a", "an", "another")
        k = n - 1
        while k >= 0 and words[k] in _ADVERBS:
            k -= 1
        before = words[k] if k >= 0 else ""
        if word in _DOES and (word in _ONLY_VERBS or before in _WHO_ONE or before in _BODIES or before == "and"):
            return True
        plural = len(before) > 3 and before.endswith("s") and not before.endswith(("ss", "us", "is"))
        # In "found the doors open" the plural is no subject.
        of_many = plural and words[k - 1 : k] not in (["'"], ["’"]) and not any(map(_is_past, words[:k]))
        if word in _DOING and (before in _WHO or before in _GROUPS or of_many):
            return True
    return False

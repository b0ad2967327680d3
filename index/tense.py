"""Whether the words around a mention speak of the past or of the future."""

from __future__ import annotations

from typing import Final, Literal

from index.timeword import MEMBERS

Tense = Literal["past", "future"]

_FUTURE: Final = frozenset(
    "will ll shall wont would going gonna expected expects expect scheduled schedule plans planned planning plan slated "
    "supposed payable record meet meets begin expire expires resume resumes depart departs arrive arrives decide "
    "returns leaves might may effective "
    "due tentatively upcoming hopes intends hope aims vows must should can could begins starts opens "
    "unless until deadline tomorrow proposed ahead".split()
)
_PARTICIPLES: Final = frozenset("due expected scheduled planned slated supposed".split())
_ARRANGED: Final = _PARTICIPLES | {"planning", "going", "hoping", "preparing", "likely"}
# After "to" these follow another verb ("had been due to expire"), which decides; alone they tell of what is arranged.
_PLAIN: Final = frozenset("meet begin expire resume depart arrive decide".split())
# The simple present with a day tells what is arranged ("plays on Saturday"); after these words it is a noun ("his visits").
_PRESENT: Final = frozenset(
    "plays hosts faces kicks visits travels premieres airs goes comes heads lands debuts launches runs takes hits drops "
    "play host face kick travel go head".split()
)
_BEFORE_NOUN: Final = frozenset(
    "the a an his her its their our my your this that these those of in on at for with from by as and or two three "
    "new first last next long big great more most some any no other to".split()
)
# Words that a verb in the infinitive makes speak of what is to come: "a chance to return Friday", "agreed to meet on Monday".
_TOWARDS: Final = frozenset(
    "chance opportunity ready likely hopeful hoping able agreed agree agrees pledged vowed promised promises want wants "
    "preparing prepares prepared poised wait waiting determined aiming seeking urged".split()
)
# After an article these are nouns, which tell of the future only with what is planned ("a plan to sell the unit in May").
_NOUNS: Final = frozenset("plan plans hope hopes".split())
_AFTER_OWNING: Final = (_BEFORE_NOUN | set("four five six seven eight nine ten several many few".split())) - {
    "to",
    "by",
}
_TITLES: Final = frozenset("mr mrs ms dr gen sen rep gov lt col capt maj sgt prof rev st vs".split())
_LOOKING_BACK: Final = frozenset("than as previously originally initially had".split())
_BESIDE: Final = 4  # tokens, spaces among them: "is on Saturday", "is released on Friday"
_STRONG: Final = frozenset("will ll shall gonna would".split())
PAST: Final = frozenset(
    "said was were had did told been has have came went took made got gave saw knew began left met sent spoke rose fell won "
    "lost held hit kept led read ran set shot struck threw wrote found brought bought thought sold paid built caught "
    "fought grew heard hurt put quit sat slid stood taught tore understood withdrew drew flew broke chose drove "
    "became beat cut let ended since fled sank swore woke wore forgot dealt sought shut spent swept rang died tied lied owed used".split()
)
_NOT_PAST: Final = frozenset("united need indeed speed proceed exceed hundred succeed red fed bed seed feed".split())
# Where a sentence begins with a day and no verb is near, one that stands farther on tells: "In May, a week after the first of the strikes, a bomb …".
_BACK, _FORWARD, _FAR = 30, 16, 50
_WEEKDAY: Final = MEMBERS["wday"]
_SHORT_DAY: Final = 4  # letters: "sat" is a verb, too
_COMMA: Final = 6  # how much farther a verb behind a comma is than it stands
_CLAUSE: Final = 12  # and one in a clause of its own
_OPENS_CLAUSE: Final = frozenset("because although though whereas after when while who which".split())


def tense(tokens: list[str], classes: str, start: int, end: int) -> Tense | None:
    """Past or future, by the verbs nearest to tokens `start`..`end` in their sentence; None when nothing tells.

    A modal before a participle rules it: "will be released Friday" is future although "released" is nearer.
    """
    back, distance_back = _scan(tokens, classes, range(start - 1, max(start - _BACK, -1), -1))
    ahead, distance_ahead = _scan(tokens, classes, range(end, min(end + _FORWARD, len(tokens))))
    if back is None and ahead is None:
        return (
            _scan(tokens, classes, range(end, min(end + _FAR, len(tokens))))[0]
            if _opens(tokens, classes, start)
            else None
        )
    if back is None or ahead is None:
        return back or ahead
    if tokens[end : end + 1] == [","]:
        distance_ahead += _COMMA  # "which came into force on 1 January, will be lifted"
    if _OPENS_CLAUSE & set(tokens[end : end + distance_ahead]):
        distance_ahead += _CLAUSE  # "will vote on the deal on 19 June because the price was low"
    return back if distance_back <= distance_ahead * 2 else ahead


def farther_back(tokens: list[str], classes: str, start: int) -> Tense | None:
    """Past or future, by the last verb of a sentence before token `start`, where `tense` finds none near it."""
    return _scan(tokens, classes, range(start - 1, max(start - _FAR, -1), -1))[0]


def _scan(tokens: list[str], classes: str, indices: range) -> tuple[Tense | None, int]:
    backwards = indices.step < 0
    for distance, i in enumerate(indices):
        token = tokens[i]
        if classes[i] == "\n" or (token in ".;!?" and _ends_sentence(tokens, classes, i)):
            return None, 0
        if token == " ":
            continue  # half of all tokens
        if classes[i] in _WEEKDAY and len(token) > _SHORT_DAY:
            continue  # no verb, and lists have many
        if token in _FUTURE and not (token in _PLAIN and tokens[i - 2 : i - 1] == ["to"]):
            if token in _PARTICIPLES and _had_been(tokens, i):
                return "past", distance
            if _says_nothing(tokens, i):
                continue
            return "future", distance
        if token == "won" and _denied(tokens, i):
            return "future", distance
        if backwards and token == "to" and _word_before(tokens, i) in _TOWARDS:
            return "future", distance
        if token == "come" and backwards and tokens[i - 2 : i - 1] == ["to"]:
            return "future", distance
        if backwards and token in ("come", "comes") and {"after", "amid"} & set(tokens[i : i + 10]):
            continue  # "it comes days after a raid on Friday"
        if backwards and token in _PRESENT and _is_verb(_word_before(tokens, i)):
            return "future", distance
        if backwards and token in ("is", "are") and (distance <= _BESIDE or tokens[i + 2 : i + 3] == ["to"]):
            return "future", distance
        if token == "set" and tokens[i + 2 : i + 3] in (["to"], ["for"]):
            return "future", distance
        if _foretold(tokens, i):
            return "future", distance
        if token == "compared" and tokens[i + 2 : i + 3] in (["with"], ["to"]):
            continue  # tells of no time: "a 60 percent chance in December, compared with 40 percent"
        owned = "".join(tokens[i + 2 : i + 3]) if token in ("has", "have") else ""
        if owned in _AFTER_OWNING or owned.isdecimal():
            continue  # "we have three brands" is the present
        if token in PAST or (
            token.endswith("ed") and len(token) > 4 and not token.startswith("un") and token not in _NOT_PAST
        ):
            if backwards and (
                _ruled_by_modal(tokens, i) or (distance <= _BESIDE and _word_before(tokens, i) in ("is", "are"))
            ):
                return "future", distance
            return "past", distance
    return None, 0


def _is_verb(before: str) -> bool:
    """Whether what may be a verb or a noun is a verb behind this word: it is none in "his visits" and in "played host"."""
    return before not in _BEFORE_NOUN and before not in PAST and not before.endswith("ed")


def _opens(tokens: list[str], classes: str, start: int) -> bool:
    """Whether a mention stands at the beginning of its sentence, but for a word or two ("In May")."""
    return start <= _BESIDE or any(
        classes[i] == "\n" or (tokens[i] in ".;!?" and _ends_sentence(tokens, classes, i))
        for i in range(start - 1, start - 1 - _BESIDE, -1)
    )


def _says_nothing(tokens: list[str], i: int) -> bool:
    """Whether a word that mostly looks ahead does not do so here: "the plan", "weaker than expected", "due to a fault"."""
    before = _word_before(tokens, i)
    if tokens[i] in _NOUNS:
        return before in _BEFORE_NOUN and before not in ("to", "and", "or") and tokens[i + 2 : i + 3] != ["to"]
    if tokens[i] in _PARTICIPLES and before in _LOOKING_BACK:
        return True
    if tokens[i] == "going":
        return tokens[i + 2 : i + 3] != ["to"]  # "going live Friday"
    return tokens[i] == "due" and tokens[i + 2 : i + 3] == ["to"] and "".join(tokens[i + 4 : i + 5]) in _BEFORE_NOUN


def _foretold(tokens: list[str], i: int) -> bool:
    """Whether a verb of the past opens what was to come: "the vote was expected to", "they were planning to"."""
    return tokens[i] in ("was", "were") and "".join(tokens[i + 2 : i + 3]) in _ARRANGED


def _denied(tokens: list[str], i: int) -> bool:
    """Whether "won" is "won't"."""
    return tokens[i + 1 : i + 2] in (["'"], ["’"]) and tokens[i + 2 : i + 3] == ["t"]


def _word_before(tokens: list[str], i: int) -> str:
    return tokens[i - 2] if i >= 2 and tokens[i - 1] == " " else ""


def _had_been(tokens: list[str], participle: int) -> bool:
    """ "had been due to expire Friday" looks back."""
    words = [token for token in tokens[max(participle - 6, 0) : participle] if token.isalpha()]
    return words[-2:] == ["had", "been"] or words[-1:] == ["had"]


def _ends_sentence(tokens: list[str], classes: str, i: int) -> bool:
    """A full stop after an abbreviated month, weekday or title, or one letter, ends no sentence."""
    if i == 0 or tokens[i] != ".":
        return True
    before = tokens[i - 1]
    short_word_of_time = classes[i - 1] > "~" and len(before) < 5 and before.isalpha()
    return not (len(before) == 1 or short_word_of_time or before in _TITLES)


def _ruled_by_modal(tokens: list[str], participle: int) -> bool:
    words = [token for token in tokens[max(participle - 8, 0) : participle] if token.isalpha()][-3:]
    return any(word in _STRONG for word in words) or words[-2:] == ["to", "be"]

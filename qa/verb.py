"""The plain form of a verb in the past: "began" is "begin", "carried" is "carry"."""

from __future__ import annotations

import re
from typing import Final

# Pasts that are nothing else: they tell the verb of a sentence for certain.
_ONLY_PAST: Final = dict(
    pair.split(":")
    for pair in (
        "arose:arise ate:eat became:become began:begin bit:bite blew:blow bore:bear broke:break came:come chose:choose died:die drank:drink"
        " drew:draw drove:drive fell:fall fled:flee flew:fly forbade:forbid forgot:forget froze:freeze gave:give grew:grow hid:hide knew:know"
        " lay:lie mistook:mistake overcame:overcome overran:overrun overthrew:overthrow overtook:overtake ran:run rang:ring resigned:resign"
        " rode:ride rose:rise said:say sang:sing sank:sink saw:see shook:shake shrank:shrink slew:slay spoke:speak sprang:spring stole:steal"
        " strode:stride strove:strive swam:swim swore:swear swung:swing threw:throw took:take tore:tear undertook:undertake underwent:undergo"
        " went:go withdrew:withdraw woke:wake wore:wear wove:weave wrote:write"
    ).split()
)
# Pasts that are participles too ("the men held in May").
_ALSO_PARTICIPLE: Final = dict(
    pair.split(":")
    for pair in (
        "bent:bend bled:bleed bought:buy bound:bind bred:breed brought:bring built:build burnt:burn caught:catch clung:cling crept:creep"
        " dealt:deal dug:dig fed:feed felt:feel fought:fight found:find got:get heard:hear held:hold hung:hang kept:keep laid:lay leapt:leap"
        " learnt:learn led:lead left:leave lent:lend lit:light lost:lose made:make meant:mean met:meet misled:mislead paid:pay sat:sit sent:send"
        " shone:shine shot:shoot slept:sleep slid:slide sold:sell sought:seek spelt:spell spent:spend stood:stand struck:strike stuck:stick"
        " swept:sweep taught:teach thought:think told:tell understood:understand upheld:uphold wept:weep withheld:withhold withstood:withstand"
        " won:win wound:wind beat:beat bid:bid burst:burst cast:cast cost:cost cut:cut hit:hit hurt:hurt let:let put:put quit:quit read:read"
        " rid:rid set:set shed:shed shut:shut split:split spread:spread upset:upset"
    ).split()
)
# Participles that are no pasts.
_ONLY_PARTICIPLE: Final = dict(
    pair.split(":")
    for pair in (
        "beaten:beat bitten:bite blown:blow born:bear borne:bear broken:break chosen:choose done:do drawn:draw driven:drive drunk:drink eaten:eat"
        " fallen:fall flown:fly forbidden:forbid forgiven:forgive forgotten:forget frozen:freeze given:give gone:go grown:grow hidden:hide"
        " known:know mistaken:mistake overrun:overrun overthrown:overthrow overtaken:overtake ridden:ride risen:rise rung:ring seen:see sewn:sew"
        " shaken:shake shown:show shrunk:shrink slain:slay spoken:speak stolen:steal sung:sing sunk:sink sworn:swear swum:swim taken:take"
        " thrown:throw torn:tear undergone:undergo undertaken:undertake withdrawn:withdraw woken:wake worn:wear woven:weave written:write"
    ).split()
)
_NO_VERBS: Final = frozenset(
    "bed bleed breed creed deed feed greed hatred hundred indeed infrared kindred naked need red reed sacred seed shed shred sled speed steed"
    " weed wicked wed exceed proceed succeed embed".split()
)
# What "ed" leaves of a verb whose plain form ends in "e", by its last letter: "announc", "argu", "chang", "settl", "decid".
# Two vowels take none ("fail"), nor do most endings without stress ("offer", "visit", "develop").
_ONE: Final = r"(?:^|[^aeiou]|qu)"  # before a vowel that is no part of a pair
_TAKES_E: Final = {
    "b": rf"{_ONE}[aiou]b",
    "c": "c",
    "d": rf"{_ONE}[aeiou]d|guid|suad",
    "f": rf"{_ONE}[aiou]f",
    "g": r"(?:[dlr]|[aeiou]|(?:ch|r)an|[eu]n|r?hin|frin|crin)g",
    "k": rf"{_ONE}[aiou]k",
    "l": rf"[^aeiourlw]l|{_ONE}[iuo]l|^[^aeiou]*[ay]l|hal",
    "m": rf"{_ONE}(?:[aiu]|th?e|ch?e|co|ro)m",
    "n": rf"{_ONE}[aiu]n|(?:con|inter|contra)ven|(?:tp|^p|^st|h|z|cl|dr|at|^t|cond|thr)on",
    "p": rf"{_ONE}[aiuy]p|^[^aeiou]*op",
    "r": rf"[^aeiour]r|{_ONE}[aiu]r|(?:^[^aeiou]*|expl|ign|rest|^ad|depl|impl)or|(?:erf|adh|sev|^rev)er",
    "s": "s",
    "t": rf"(?:{_ONE}|[iu])[au]t|^(?:re|pro)?creat|^[^aeiou]*[eo]t|(?:pl|l|mp|cr)et|(?:nv|^c|xc|gn|nc|un|rec|rad|xped|^wr|^b)it|(?:[mnv]|qu)ot(?<!pivot)|^(?:[twp]|h)ast",
    "h": r"^ach|breath|cloth|sooth|loath|^bath|seeth|writh",
    "u": "u",
    "v": "v",
    "z": "z",
}  # fmt: skip
_TAKES_NONE: Final = re.compile(
    r"(?:ss|canvas|focus|bias|combat|debut|output|(?:murm|sulf)ur|[lt]lar|mortar|[^s]ship|gossip|[bcdegv]il|pencil|[cst]hip|[tl]z)$"
)
_DOUBLED: Final = frozenset("add boycott butt ebb egg err odd purr whirr".split())


def is_past(word: str) -> bool:
    """Whether a word in lower case may be a verb in the past."""
    regular = word.endswith("ed") and len(word) > 3 and word not in _NO_VERBS
    return word in _ONLY_PAST or word in _ALSO_PARTICIPLE or regular


def is_only_past(word: str) -> bool:
    """Whether a word in lower case is a verb in the past and no participle."""
    return word in _ONLY_PAST


def plain(past: str) -> str:
    """The plain form of a verb in the past, by its ending where the verb is regular: a rare one may lack its "e"."""
    return _ONLY_PAST.get(past) or _ALSO_PARTICIPLE.get(past) or _regular(past)


def plain_of_participle(word: str) -> str:
    """The plain form of a participle ("taken", "sold", "carried"); "" for a word that is none."""
    if word in _ONLY_PARTICIPLE:
        return _ONLY_PARTICIPLE[word]
    return plain(word) if is_past(word) and word not in _ONLY_PAST else ""


def plain_of_present(present: str) -> str:
    """The plain form of a verb as it stands with "he": "carries" is "carry"."""
    if present.endswith("ies") and len(present) > 4:
        return f"{present[:-3]}y"
    return present[:-2] if re.search(r"(?:[cs]h|ss|x|zz|go|do)es$", present) else present.removesuffix("s")


def _regular(past: str) -> str:
    root = past.removesuffix("ed")
    if past.endswith("eed") or root in {"ow", "ey", "dy", "ti", "di", "li", "vi"}:
        return past[:-1]
    if root.endswith("i"):
        return f"{root[:-1]}y"
    if re.search(r"([bdgmnprt])\1$", root) and root not in _DOUBLED:
        return root[:-1]
    if root.endswith("ll"):  # "kill", "control"
        return (
            root
            if re.fullmatch(r"[^aeiou]*[aeiou]+ll|(?:re|in|en|ful|over|un|fore)[^aeiou]+[aeiou]ll", root)
            else root[:-1]
        )
    takes = _TAKES_E.get(root[-1])
    return f"{root}e" if takes and re.search(f"(?:{takes})$", root) and not _TAKES_NONE.search(root) else root

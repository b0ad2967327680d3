"""Words that the archive spells otherwise: "Jalalbad" in a question, "Jalalabad" in every article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Final

from rapidfuzz.distance import OSA

from index.store import Store
from qa.words import STOP_WORDS, names, stem


@lru_cache(maxsize=1)
def _vocabulary() -> list[str]:
    """The word list of the embedding model's tokenizer, which was drawn from general text; the most frequent words first."""
    from index.embed import bundled_folder

    return (bundled_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """English words: `_vocabulary`, and the words that Punkt met in newspapers."""
    words = [*_vocabulary()]
    spec = find_spec("llama_index.core")  # found, not imported: that would cost a second and a half
    if spec is not None and spec.origin is not None:
        met = Path(spec.origin).parent / "_static/nltk_cache/tokenizers/punkt_tab/english/ortho_context.tab"
        if met.exists():
            words += [line.split("\t")[0] for line in met.read_text(encoding="utf-8").splitlines()]
    return frozenset(word for word in words if word.isalpha() and len(word) > 2)


# How hurried hands write the words a question begins with.
_QUESTION_WORDS = {
    wrong: right
    for right, wrongs in {
        "when": "wen whn wehn whne whem",
        "what": "wat waht wht whta wot",
        "which": "wich whcih whihc wihch whch",
        "where": "wher wehre whre wheer",
        "who": "whoo woh",
        "how": "hwo hw",
        "why": "whyy wy",
        "the": "teh hte",
    }.items()
    for wrong in wrongs.split()
}
_ENDINGS: Final = tuple(
    "s es ed d r ing ly er ers est y ness ally able ible less ful fully ment ments ize ise izes ises ized ised izing ising ization"
    " isation ion ions ation ations ator ators or ors ist ists ism ity al ally ic ical ically ous ously ive ance ence ant ent ess hood ship"
    " ward like".split()
)
_BEGINNINGS: Final = tuple(
    "re un dis over under inter pre mis non co anti out fore up mid sub super trans counter de en in im".split()
)
_SHORTEST: Final = 4  # letters of a word that others are made of


def is_english(word: str, depth: int = 2) -> bool:
    """Whether the word is common English, or one with endings or a beginning."""
    if word in _english():
        return True
    for ending in _ENDINGS if depth else ():
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < _SHORTEST or (ending in {"d", "r"} and bare[-1] != "e"):
            continue
        # "e" falls before a vowel only: "requirments" is no form of "require".
        forms = [bare, f"{bare}e"] if ending[0] in "aeiouydrs" else [bare]
        if bare[-1] == bare[-2]:
            forms.append(bare[:-1])
        if bare.endswith("i"):
            forms.append(f"{bare[:-1]}y")
        if any(len(form) >= _SHORTEST and is_english(form, depth - 1) for form in forms):
            return True
    for beginning in _BEGINNINGS if depth else ():
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) >= _SHORTEST and is_english(rest, depth - 1):
            return True
    return False


_COMMON: Final = 8_000  # of the vocabulary's words
_OF_SHORT_WORDS: Final = ("ed", "er", "es", "s", "d")  # "payed" is a form of "pay", too short for `is_english`
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    """Common English words with their rank, the most frequent first."""
    words = [word for word in _vocabulary() if word.isascii() and word.isalpha() and len(word) > 2]
    return {word: rank for rank, word in enumerate(words[:_COMMON])}


def _common_word(written: str) -> str:
    """The most frequent common word that a slip of the hand makes of what is written in small letters; "" where there is none.
    In words of five letters or less letters are swapped or one of five is left out, for anything else may make a name of it."""
    ranks, size = _ranks(), len(written)
    if any(written.endswith(ending) and written.removesuffix(ending) in ranks for ending in _OF_SHORT_WORDS):
        return ""
    swapped = (f"{written[:i]}{written[i + 1]}{written[i]}{written[i + 2 :]}" for i in range(size - 1))
    found = {word for word in swapped if word in ranks}
    if size == _SHORT_NAME - 1:
        found |= {word for word in _with_a_letter(written) if word in ranks}
    elif size >= _SHORT_NAME:
        near = {written[:i] + written[i + 1 :] for i in range(size)} | _with_a_letter(written)
        near |= {f"{written[:i]}{letter}{written[i + 1 :]}" for i in range(size) for letter in _LETTERS}
        heard = size <= 7  # letters, of which another vowel may make another word: "brunch" and "branch"
        near = {word for word in near if word in ranks and _slips(written, word, 1, 2)}
        found |= {word for word in near if not (heard and _other_vowel(written, word))}
    return min(
        (word for word in found if word[0] == written[0] or size > _SHORT_NAME), key=ranks.__getitem__, default=""
    )


def _with_a_letter(written: str) -> set[str]:
    return {written[:i] + letter + written[i:] for i in range(1, len(written) + 1) for letter in _LETTERS}


def _is_compound(word: str) -> bool:
    """Whether the word is two common English words in one: "shoelace"."""
    english = _english()
    return any(word[:at] in english and word[at:] in english for at in range(_SHORTEST, len(word) - _SHORTEST + 1))


# Of names of so few letters another letter may make another name.
_SHORT_NAME: Final = 6
_VOWELS: Final = frozenset("aeiouy")
# Consonants that one hears for another, and keys side by side.
_SOUNDS: Final = tuple(map(frozenset, ("ckqsx", "sz", "gj", "mn", "dt", "fv", "vw", "bp", "pf")))
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS: Final = frozenset(
    frozenset(pair)
    for pairs in (
        *(pairwise(row) for row in _ROWS),
        *(zip(row, below, strict=False) for row, below in pairwise(_ROWS)),
        *(zip(row[1:], below, strict=False) for row, below in pairwise(_ROWS)),
    )
    for pair in pairs
)


def _slips(written: str, meant: str, edits: int, freedom: int) -> bool:
    """Whether at most `edits` slips of hand or ear make one word of another: letters swapped or doubled, a vowel that is wrong,
    missing or too much; with a `freedom` of 1 also a consonant that is missing, or one too much that sounds like a neighbour
    or is beside it on the keyboard, and with 2 such a one in place of the other. "Herta" is Herat, but "Ghazni" need not be Ghani."""
    at = 0
    while at < min(len(written), len(meant)) and written[at] == meant[at]:
        at += 1
    before = written[at - 1] if at else ""
    w, m = written[at:], meant[at:]
    if not w and not m:
        return True
    if not edits:
        return False

    def rest(a: str, b: str) -> bool:
        return _slips(a, b, edits - 1, freedom)

    if len(w) > 1 and len(m) > 1 and w[0] == m[1] and w[1] == m[0] and rest(w[2:], m[2:]):
        return True
    if w and m and rest(w[1:], m[1:]):
        pair = {w[0], m[0]}
        if pair <= _VOWELS or (freedom > 1 and (any(pair <= alike for alike in _SOUNDS) or frozenset(pair) in _KEYS)):
            return True
    if m and rest(w, m[1:]) and (m[0] in _VOWELS or m[0] in (before, w[:1]) or freedom > 0):
        return True
    if w and rest(w[1:], m):
        near = [{w[0], other} for other in (before, m[:1])]
        like = any(frozenset(pair) in _KEYS or any(pair <= alike for alike in _SOUNDS) for pair in near)
        return w[0] in _VOWELS or w[0] in (before, m[:1]) or (freedom > 0 and (like or w[0] == "h"))
    return False


def respell(word: str, store: Store) -> str:
    """The archive's spelling of `word`, or `word` itself.

    A misspelt question word is put right. Any other word is changed only if the archive does not have it, it is no English
    word or form of one, and one word of the archive is nearer than all others by slips of hand or ear: one, or two for words
    of eight letters and more; of less than five letters, only names of four whose letters are swapped. A form of a word is not changed into another form of
    it, and a capitalised word only into what the archive mostly capitalises. What is typed small and like no word of the
    archive is changed into the most frequent common word that a slip makes of it, if the archive has it or it is one that
    every text has: "brige" into "bridge", "wsa" into "was".
    """
    plain = word.lower().replace("’", "'").removesuffix("'s")
    if word.islower() and plain in _QUESTION_WORDS:
        return _QUESTION_WORDS[plain]
    if len(plain) < 3 or not plain.isalpha() or store.document_frequency(plain) or is_english(plain):
        return word
    if len(plain) >= 5 and (found := _archives_word(word, plain, store)):
        return found
    if word[0].isupper() and len(plain) == _SHORT_SWAPPED and (found := _swapped_name(plain, store)):
        return found
    common = _common_word(plain) if word == plain else ""
    # To look for a word that the archive has no more than the one that was typed helps nobody, and "herat" is no heart.
    return common if common and (common in STOP_WORDS or store.document_frequency(common)) else word


_SHORT_SWAPPED: Final = 4  # letters: of such a name nothing but two swapped letters is told from another name


def _swapped_name(plain: str, store: Store) -> str:
    """The one name of the archive that has two neighbouring letters the other way round ("Raod" is "Road"); "" for none."""
    swapped = {f"{plain[:i]}{plain[i + 1]}{plain[i]}{plain[i + 2 :]}" for i in range(len(plain) - 1)} - {plain}
    found = [name for name in swapped if store.document_frequency(name) and _is_name(name, store)]
    return found[0].capitalize() if len(found) == 1 else ""


def _archives_word(word: str, plain: str, store: Store) -> str:
    """The word of the archive that `word` is a slip for; "" where there is none, or more than one. `plain` is the word small
    and without an ending of possession."""
    allowed = 2 if len(plain) >= 8 and not _is_compound(plain) else 1
    best: list[tuple[int, int, str]] = []
    freedom = 2 if len(plain) > _SHORT_NAME else int(word.islower() and len(plain) == _SHORT_NAME)
    for candidate, count in store.similar_words(plain):
        distance = OSA.distance(plain, candidate, score_cutoff=allowed)
        if distance <= allowed and _slips(plain, candidate, allowed, freedom):
            best.append((distance, -count, candidate))
    best.sort()
    if not best or (len(best) > 1 and best[0][:2] == best[1][:2]):
        return ""
    found = best[0][2]
    if stem(found) == stem(plain) and plain != found + found[-1]:
        return word  # a rare form of a word that is looked up by its stem
    if len(plain) <= _SHORT_NAME and _other_vowel(plain, found) and not _is_name(found, store):
        return ""
    if word[0].isupper():
        return found.capitalize() if _is_name(found, store) else ""
    return found


def _other_vowel(written: str, meant: str) -> bool:
    """Whether two words differ by a vowel that stands alone: "brunch" is not "branch", but "speach" is "speech"."""
    if len(written) != len(meant):
        return False
    at = [n for n, (a, b) in enumerate(zip(written, meant, strict=True)) if a != b]
    return len(at) == 1 and not any(
        beside in _VOWELS for beside in meant[max(0, at[0] - 1) : at[0]] + meant[at[0] + 1 :][:1]
    )


def _is_name(word: str, store: Store) -> bool:
    """Whether the archive mostly writes a word with a capital, by some passages that have it; where none of those looked at
    does, whether it is no common word."""
    passages = store.passages([of for of, _ in store.lexical([word], 20)])
    found = [match for p in passages for match in re.findall(rf"(?i)\b{word}\b", p.text)]
    return 2 * sum(match[0].isupper() for match in found) > len(found) if found else not is_english(word)


def cased(text: str, texts: Sequence[str]) -> str:
    """A question that is typed without capitals with those that names have in the texts, where a word stands in no other way."""
    if text[1:] != text[1:].lower():
        return text
    together = "\n".join(texts)
    known = {word for name in names(together) if " " in name for word in name.split()}
    known |= set(re.findall(r"(?<=[a-z,] )[A-Z][\w-]+", together))
    plain = set(re.findall(r"(?<![\w’'-])[a-z][\w-]*", together))
    found = {word.lower(): word for word in known if word.lower() not in plain | STOP_WORDS}
    return re.sub(r"[^\W\d_][\w-]*", lambda match: found.get(match.group().lower(), match.group()), text)

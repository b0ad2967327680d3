"""Words that the archive spells otherwise: "Jalalbad" in a question, "Jalalabad" in every article."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from index.store import Store


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Common English words: the word list of the embedding model's tokenizer, which was drawn from general text."""
    from index.embed import bundled_folder

    words = Path(bundled_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
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
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "y", "ness", "ally")


def _is_english(word: str) -> bool:
    """Whether the word, or what is left without a common ending, is common English."""
    bare = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return any(form in _english() or f"{form}e" in _english() for form in [word, *bare] if len(form) >= 4)


# Of names of so few letters another letter may make another name.
_SHORT_NAME = 6
_VOWELS = frozenset("aeiouy")


def _slips(written: str, meant: str) -> bool:
    """Whether a slip of hand or ear makes one word of another: letters swapped or doubled, or a vowel that is wrong, missing
    or too much. "Herta" is Herat, but "Ghazni" need not be Ghani."""
    if sorted(written) == sorted(meant):
        return True
    same = 0
    while same < min(len(written), len(meant)) and written[same] == meant[same]:
        same += 1
    changed = {
        word[same] for word in (written, meant) if same < len(word) and len(word) >= max(len(written), len(meant))
    }
    longer = max(written, meant, key=len)
    doubled = len(written) != len(meant) and 0 < same < len(longer) and longer[same] == longer[same - 1]
    return doubled or changed <= _VOWELS


def respell(word: str, store: Store) -> str:
    """The archive's spelling of `word`, or `word` itself.

    A misspelt question word is put right. Any other word is changed only if the archive does not have it, it is not common English, it has at least five letters, and
    one word of the archive is nearer than all others: within one edit (insertion, deletion, substitution, swap of
    neighbours), or two for words of eight letters and more. In a capitalised word of at most six letters, which may be a
    name that the archive lacks, that edit is a swap, a doubled letter or a vowel.
    """
    plain = word.lower().replace("’", "'").removesuffix("'s")
    if word.islower() and plain in _QUESTION_WORDS:
        return _QUESTION_WORDS[plain]
    if len(plain) < 5 or not plain.isalpha() or store.document_frequency(plain) or _is_english(plain):
        return word
    allowed = 2 if len(plain) >= 8 else 1
    best: list[tuple[int, int, str]] = []
    for candidate, count in store.similar_words(plain):
        distance = OSA.distance(plain, candidate, score_cutoff=allowed)
        if distance <= allowed:
            best.append((distance, -count, candidate))
    if len(plain) <= _SHORT_NAME and word[0].isupper():
        best = [found for found in best if _slips(plain, found[2])]
    best.sort()
    if not best or (len(best) > 1 and best[0][:2] == best[1][:2]):
        return word
    return best[0][2].capitalize() if word[0].isupper() else best[0][2]

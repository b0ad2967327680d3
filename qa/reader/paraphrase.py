"""Questions in other words: synonyms from WordNet, other question words, careless typing.

Training questions repeat the words of their passages far more than a user's questions do. Worded differently with the
same label, answerable or not, they teach that another word is no trap.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from index.errors import UsageError

WORDNET = Path("/usr/share/wordnet")  # Debian's wordnet-base
_KINDS = {"VERB": ("verb", "v"), "NOUN": ("noun", "n"), "ADJ": ("adj", "a")}
_TAGS = {"VERB": ("VBD", "VBN", "VBG", "VBZ", "VB"), "NOUN": ("NNS", "NN"), "ADJ": ("JJ",)}
_KEPT = frozenset(
    """be is are was were been being do does did have has had will would can could should may might must not who whom whose
    what when where why which how many much long first last before after most least more less many few one two year years
    day days month number name type kind part people person city country""".split()
)
_WORDINGS = (
    ("When did", ("On what date did", "On which day did", "In what year did")),
    ("When was", ("On what date was", "On which day was", "In what year was")),
    ("Where did", ("In which place did", "In what location did")),
    ("Where is", ("In which place is", "What is the location of")),
    ("How many", ("What number of",)),
    ("Why did", ("For what reason did", "What was the reason that")),
    ("Who was", ("Which person was", "What is the name of the person who was")),
    ("Who is", ("Which person is", "What is the name of the person who is")),
    ("What is the name of", ("What do they call",)),
    ("How much", ("What amount of",)),
)


class Paraphraser:
    """Rewords questions with the WordNet files in a folder; deterministic given the random state passed to `reword`."""

    def __init__(self, wordnet: Path = WORDNET) -> None:
        """Raises UsageError when the folder does not hold WordNet's files."""
        self._data: dict[str, bytes] = {}
        self._offsets: dict[tuple[str, str], list[int]] = {}
        self._counts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        try:
            for name, letter in _KINDS.values():
                self._data[letter] = (wordnet / f"data.{name}").read_bytes()
                for line in (wordnet / f"index.{name}").read_text("latin-1").splitlines():
                    if not line.startswith("  "):
                        fields = line.split()
                        self._offsets[fields[0], letter] = [int(f) for f in fields[-int(fields[2]) :]]
            for line in (wordnet / "cntlist.rev").read_text("latin-1").splitlines():
                key, sense, count = line.split()
                lemma, _, rest = key.partition("%")
                self._counts[lemma, {"1": "n", "2": "v"}.get(rest[0], "a")][int(sense)] = int(count)
        except OSError as error:
            raise UsageError(
                f"{wordnet} does not hold WordNet ({error.strerror}): install it (Debian: apt-get install wordnet-base) "
                "or name its folder with --wordnet."
            ) from error

    def reword(self, question: str, chance: random.Random) -> str:
        """The question with up to three of its lower-case content words, or its question word, changed."""
        for begin, others in _WORDINGS:
            if question.startswith(begin + " ") and chance.random() < 0.35:
                question = chance.choice(others) + question[len(begin) :]
                break
        words = [m for m in re.finditer(r"\b[a-z]{3,}\b", question) if m.group() not in _KEPT]
        chance.shuffle(words)
        changes = []
        for match in words:
            other = self._synonym(match.group(), chance)
            if other is not None:
                changes.append((match.start(), match.end(), other))
            if len(changes) == chance.choice((1, 2, 2, 3)):
                break
        for start, end, other in sorted(changes, reverse=True):
            question = question[:start] + other + question[end:]
        if chance.random() < 0.1:
            question = question.lower().rstrip(" ?")
        return question

    def _synonym(self, word: str, chance: random.Random) -> str | None:
        """A word of the synset in which `word` is mostly used, in the same form; None when it has none or no such synset."""
        from lemminflect import getInflection

        senses: list[tuple[int, str, str, int]] = []  # how often the sense was counted, kind, lemma, offset
        for kind, lemmas in _lemmas(word):
            letter = _KINDS[kind][1]
            for lemma in lemmas:
                counted = self._counts.get((lemma, letter), {})
                for number, offset in enumerate(self._offsets.get((lemma, letter), []), 1):
                    if counted.get(number, 0):
                        senses.append((counted[number], kind, lemma, offset))
        if not senses:
            return None
        best = max(senses)
        if best[0] < 0.4 * sum(s[0] for s in senses):  # a word of many senses would be taken for another
            return None
        _, kind, lemma, offset = best
        others = [w for w in self._members(_KINDS[kind][1], offset) if w != lemma and w.islower()]
        if not others:
            return None
        chosen = chance.choice(others).replace("_", " ")
        head, _, tail = chosen.partition(" ")
        for tag in reversed(_TAGS[kind]) if word == lemma else _TAGS[kind]:
            if word in getInflection(lemma, tag):
                if kind == "NOUN" and tail:  # "armed force": the last word takes the plural
                    first, _, last = chosen.rpartition(" ")
                    forms = getInflection(last, tag)
                    return f"{first} {forms[0]}" if forms else None
                forms = getInflection(head, tag)
                return f"{forms[0]} {tail}".strip() if forms else None
        return None

    def _members(self, letter: str, offset: int) -> list[str]:
        """The words of the synset at a byte offset of its data file."""
        fields = self._data[letter][offset : offset + 2000].split(b"\n", 1)[0].decode("latin-1").split()
        count = int(fields[3], 16)
        return [re.sub(r"\(.*\)$", "", fields[4 + 2 * i]) for i in range(count)]


@cache
def _lemmas(word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The kinds of word that `word` can be, each with its base forms."""
    from lemminflect import getAllLemmas

    return tuple((kind, lemmas) for kind, lemmas in getAllLemmas(word).items() if kind in _KINDS)

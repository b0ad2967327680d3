"""Questions that belong to other texts, asked of a text that names the same things and does not tell what they ask."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.question import answer_type
from qa.reader.traps import named_in, names_of
from qa.words import content_words, stem, stems, stems_of

LONGEST = 16
"""Words of a question that is lent to other texts; longer ones say too much of their own."""
TRIED = 60
"""Questions that are looked at for one text."""
# Words that say nothing of what is asked; a text that lacks them may answer all the same.
_GENERAL = frozenset(
    stem(word)
    for word in """year years day date time name names person people kind type place city country thing things number amount many much first
    last say said says call called known use used make made take took give gave get got go went come came become became part old new""".split()
)

_PLAIN_NAME = re.compile(r"[A-Z][\w’'-]*[a-z](?: (?:of |the |de |von )?[A-Z][\w’'-]*[a-z])*")


@dataclass(frozen=True, slots=True)
class _Lent:
    """A question, the text that it belongs to, where its only name stands (None: it has none), and the stems of its other
    words that say something."""

    text: str
    about: str
    name: tuple[int, int] | None
    stems: frozenset[str]


class Foreign:
    """Finds such questions; deterministic given the random state passed to `ask`."""

    def __init__(
        self, questions: Sequence[tuple[str, str]], synonyms: Callable[[str], frozenset[str]] | None = None
    ) -> None:
        """`questions` are those that may be lent, each with the text that it belongs to. `synonyms` gives the words that may stand
        for a word."""
        self.lent: list[_Lent] = []
        self.with_stem: dict[str, list[int]] = defaultdict(list)
        self.synonyms = synonyms
        self.by_name: list[int] = []
        for question, about in dict(questions).items():
            places = named_in(question)
            if len(question.split()) > LONGEST or len(places) > 1 or answer_type(question) == "yes-no":
                continue
            rest = question if not places else question[: places[0][0]] + " " + question[places[0][1] :]
            held = frozenset(stems(content_words(rest))) - _GENERAL
            if not held or re.search(r"(?<=[a-z,] )[A-Z]\w", rest):
                continue
            number = len(self.lent)
            self.lent.append(_Lent(question, about, places[0] if places else None, held))
            if places:
                self.by_name.append(number)
            for one in held:
                self.with_stem[one].append(number)

    def ask(self, text: str, about: str, answer: str, chance: random.Random) -> str | None:
        """A question about something that `text` names, which does not tell what it asks; None when none was found.

        Something that it asks about does not stand in the text, in the same words or in synonyms, and it belongs to another text than
        `about`. What it puts in the place of a name shares no word with `answer`.
        """
        told = frozenset(stems_of(text))
        names = (name.partition(". ")[0] for name in names_of(text))  # the next sentence's first word may hang on
        strange = [n for n in names if _PLAIN_NAME.fullmatch(n) and not set(n.split()) & set(answer.split())]
        common = sorted(s for s in told & self.with_stem.keys() if len(self.with_stem[s]) < len(self.lent) / 40)
        found: list[tuple[float, _Lent]] = []
        for _ in range(TRIED):
            if strange and self.by_name and chance.random() < 0.4:
                lent = self.lent[chance.choice(self.by_name)]
            elif common:
                lent = self.lent[chance.choice(self.with_stem[chance.choice(common)])]
            else:
                continue
            missing, shared = lent.stems - told, len(lent.stems & told)
            named = lent.name is not None
            if missing and (strange if named else shared) and lent.about != about:
                found.append((shared + 0.6 * named - 0.5 * len(missing) + 0.7 * chance.random(), lent))
        for _, lent in sorted(found, key=lambda pair: -pair[0]):
            if self._may_be_told(lent, told):
                continue
            if lent.name is None:
                return lent.text
            start, end = lent.name
            return f"{lent.text[:start]}{chance.choice(strange)}{lent.text[end:]}"
        return None

    def _may_be_told(self, lent: _Lent, told: frozenset[str]) -> bool:
        """Whether a text of these stems has a synonym of what it lacks of the question."""
        if self.synonyms is None:
            return False
        lacking = [word for word in content_words(lent.text) if stem(word) in lent.stems - told]
        return any(stems(self.synonyms(word)) & told for word in lacking)

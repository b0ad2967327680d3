"""A reader without training: sentences by the share of the question's information they cover, short answers by form.

It stands where the trained reader will; both have the interface of `qa.span.Reader`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from index.article import Passage
from qa.question import Question
from qa.span import Span
from qa.words import content_words, names, stem, stems, tokens

_NUMBER = re.compile(
    r"(?i)(?<![\w.])(?:about|around|nearly|almost|over|more than|at least|some|up to|roughly|just|barely)?\s*"
    r"(?:[$£€]\s?\d[\d,.]*\d|[$£€]\s?\d|\d[\d,]*(?:\.\d+)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|dozens|hundreds|thousands|tens of thousands|millions"
    r"|billions|trillions)\b)(?:[ -](?:hundred|thousand|million|billion|trillion))*(?:\s?%|\s(?:percent|per cent|kilomet\w+|miles?|metres?|meters?"
    r"|years?|months?|weeks?|days?|hours?|dollars|pounds|euros))?"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|of|into|around|across|inside|towards?)\s+(?:the\s+|southern\s+|northern\s+|eastern\s+|western\s+)*"
    r"((?:[A-Z][\w’'-]*)(?:\s+(?:[A-Z][\w’'-]*))*)"
)
# Weights of a sentence's features and the offset, fitted on the development half of the seed evaluation.
_BIAS, _COVER, _CONTEXT, _ALL_NAMES, _TYPED = -4.2, 5.2, 1.6, 1.0, 0.9


class LexicalReader:
    """`document_frequency` gives the number of passages that hold a word (lower case), `passages` how many there are:
    rare words of the question weigh more."""

    def __init__(self, document_frequency: Callable[[str], int], passages: int) -> None:
        self._document_frequency, self._passages = document_frequency, max(1, passages)

    def read(self, question: Question, passages: Sequence[Passage], context: Sequence[str]) -> list[Span]:
        """One candidate for each sentence, best first."""
        asked = {stem(word): self._weight(word) for word in content_words(question.text)}
        named = {stem(part) for name in names(question.text) for part in tokens(name)}
        spans = []
        for passage, more in zip(passages, context, strict=True):
            around = stems(tokens(passage.text)) | stems(tokens(more))
            for a, b in passage.sentences:
                sentence = passage.text[a - passage.start : b - passage.start]
                inside = stems(tokens(sentence))
                cover, wide = _share(asked, inside), _share(asked, inside | around)
                candidate = self._candidate(question, sentence, asked)
                logit = (
                    _BIAS
                    + _COVER * cover
                    + _CONTEXT * (wide - cover)
                    + _ALL_NAMES * (named <= (inside | around))
                    + _TYPED * (candidate is not None)
                )
                start, end = (a + candidate[0], a + candidate[1]) if candidate else (a, b)
                score = 1 / (1 + math.exp(-logit))
                spans.append(Span(passage, start, end, (a, b), score, is_sentence=candidate is None))
        return sorted(spans, key=lambda s: -s.score)

    def _weight(self, word: str) -> float:
        """Inverse document frequency, smoothed."""
        return math.log(1 + self._passages / (0.5 + self._document_frequency(word.lower())))

    def _candidate(self, question: Question, sentence: str, asked: dict[str, float]) -> tuple[int, int] | None:
        """The span of the sentence that has the form asked for and is nearest to the question's words."""
        found: list[tuple[int, int]] = []
        if question.type == "who":
            found = [(i, i + len(n)) for n in names(sentence) if (i := sentence.find(n)) >= 0]
        elif question.type == "where":
            found = [m.span(1) for m in _PLACE.finditer(sentence)]
        elif question.type in {"number", "duration"}:
            found = [_strip(sentence, *m.span()) for m in _NUMBER.finditer(sentence)]
        found = [(a, b) for a, b in found if not stems(tokens(sentence[a:b])) & asked.keys()]
        if not found:
            return None
        anchors = [m.start() for m in re.finditer(r"[\w’'-]+", sentence) if stem(m.group()) in asked]
        after = 1.0 if question.type in {"number", "duration"} else 1.5  # a number stands before its noun
        return min(
            found,
            key=lambda s: sum((x - s[1]) if x >= s[1] else after * (s[0] - x) for x in anchors) if anchors else s[0],
        )


def _share(asked: dict[str, float], found: set[str]) -> float:
    total = sum(asked.values())
    return sum(weight for word, weight in asked.items() if word in found) / total if total else 0.0


def _strip(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a].isspace():
        a += 1
    return a, b

"""Questions that their passage does not answer, made on the fly from questions that it does."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qa.reader.data import Row, crop, sentences
from qa.reader.traps import Traps


class Negatives:
    """Makes unanswerable rows; deterministic given the random state passed to `make`."""

    def __init__(self, rows: Sequence[Row], similar: int = 12) -> None:
        """Index the texts of `rows` by TF-IDF, to find for a question the `similar` nearest texts."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.rows = list({row.text: row for row in rows}.values())
        self.similar = similar
        self.vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, max_df=0.1, dtype=np.float32)
        self.matrix = self.vectorizer.fit_transform([row.text for row in self.rows]).T.tocsr()
        self.traps = Traps([row.question for row in rows])

    def look_alikes(self, rows: Sequence[Row]) -> list[list[Row]]:
        """For each row the texts most like its question, nearest first, its own text left out."""
        found: list[list[Row]] = []
        for low in range(0, len(rows), 256):
            part = rows[low : low + 256]
            scores = (self.vectorizer.transform([row.question for row in part]) @ self.matrix).toarray()
            best = np.argpartition(-scores, self.similar, axis=1)[:, : self.similar]
            for row, columns, score in zip(part, best, scores, strict=True):
                order = columns[np.argsort(-score[columns], kind="stable")].tolist()
                found.append([self.rows[i] for i in order if self.rows[i].text != row.text and score[i] > 0])
        return found

    def make(self, row: Row, look_alikes: Sequence[Row], words: int, chance: random.Random) -> Row | None:
        """An unanswerable row from the answerable `row`, about `words` words long: another passage that is read for its
        question. None when none could be made."""
        makers = (self._look_alike, self._elsewhere) if chance.random() < 0.6 else (self._elsewhere, self._look_alike)
        for maker in makers:
            made = maker(row, look_alikes, words, chance)
            if made is not None:
                return made
        return None

    def _elsewhere(self, row: Row, _: Sequence[Row], words: int, chance: random.Random) -> Row | None:
        """The same text without the sentences that hold an answer."""
        spans = [(a, b) for a, b in sentences(row.text) if not any(a < y and b > x for x, y in row.answers)]
        if not spans:
            return None
        rest = replace(row, text=" ".join(row.text[a:b] for a, b in spans), answers=())
        made = crop(rest, _nearest(row.question, rest.text), words, chance)
        return None if names_answer(row, made.text) or len(made.text) < 30 else made

    def _look_alike(self, row: Row, look_alikes: Sequence[Row], words: int, chance: random.Random) -> Row | None:
        """A text of another row that shares the question's words but not its answer."""
        for other in chance.sample(list(look_alikes[:6]), min(3, len(look_alikes[:6]))):
            made = crop(replace(other, answers=()), _nearest(row.question, other.text), words, chance)
            if not names_answer(row, made.text):
                return replace(made, question=row.question)
        return None

    def trap(self, row: Row, words: int, chance: random.Random) -> Row | None:
        """The same text, about `words` words of it (0: all), with a question that it does not answer; None when the
        question cannot be changed. The row must have an answer."""
        held = crop(row, row.answers[0], words, chance) if words else row
        answer = row.text[slice(*row.answers[0])]
        question = self.traps.trap(row.question, held.text, answer, chance)
        return replace(held, question=question, answers=()) if question else None


def _nearest(question: str, text: str) -> tuple[int, int] | None:
    """The sentence of `text` with most of the question's words of four letters or more."""
    asked = set(re.findall(r"\w{4,}", question.lower()))
    spans = sentences(text)
    return max(
        spans, key=lambda span: len(asked & set(re.findall(r"\w{4,}", text[span[0] : span[1]].lower()))), default=None
    )


def names_answer(row: Row, text: str) -> bool:
    """Whether `text` holds one of the row's answers literally (it might answer the question after all)."""
    low = text.lower()
    return any(row.text[a:b].lower() in low for a, b in row.answers)

"""Questions that their passage does not answer, made on the fly from questions that it does."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qa.reader.data import Row, crop, sentences

_ENTITY = re.compile(r"(?<=[a-z,] )[A-Z][\w’'.-]*(?: (?:of |the |de |von )?[A-Z][\w’'.-]*)*")
_NOT_ENTITIES = frozenset("A An The I He She It Its They We You In On At Of My And But If For This That There".split())
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBER = re.compile(r"\b\d[\d,]*\b")
_NEGATABLE = re.compile(r"\b(did|does|do|was|were|is|are|can|could|has|have|will|would|should)\b(?! not)", re.I)
_OPPOSITE_PAIRS = """first/last before/after largest/smallest biggest/smallest highest/lowest oldest/youngest most/least
more/less more/fewer won/lost win/lose winner/loser increase/decrease increased/decreased rise/fall rose/fell
began/ended begin/end start/finish started/stopped opened/closed north/south east/west northern/southern
eastern/western before/since accepted/rejected approved/rejected support/oppose supported/opposed supporters/opponents
allowed/banned allow/forbid buy/sell bought/sold born/buried birth/death early/late earliest/latest upper/lower
above/below inside/outside public/private old/new major/minor long/short good/bad better/worse best/worst easy/hard
rich/poor male/female men/women father/mother son/daughter king/queen attacked/defended victory/defeat arrived/left
enter/leave joined/quit gained/lost same/different positive/negative common/rare strong/weak include/exclude
included/excluded minimum/maximum morning/evening summer/winter ancient/modern true/false like/dislike love/hate
liked/disliked happy/unhappy safe/dangerous heavy/light hot/cold fast/slow cheap/expensive""".split()
OPPOSITES: dict[str, str] = {}
for _pair in _OPPOSITE_PAIRS:
    _left, _right = _pair.split("/")
    OPPOSITES.setdefault(_left, _right)
    OPPOSITES.setdefault(_right, _left)


class Negatives:
    """Makes unanswerable rows; deterministic given the random state passed to `make`."""

    def __init__(self, rows: Sequence[Row], similar: int = 12) -> None:
        """Index the texts of `rows` by TF-IDF, to find for a question the `similar` nearest texts."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.rows = list({row.text: row for row in rows}.values())
        self.similar = similar
        self.vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, max_df=0.1, dtype=np.float32)
        self.matrix = self.vectorizer.fit_transform([row.text for row in self.rows]).T.tocsr()
        self.entities = [name for row in rows for name in _names(row.question)]

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
        """An unanswerable row from the answerable `row`, about `words` words long; None when none could be made.

        Where it has the row's question, it is another passage that is read for it.
        """
        # Random order by weight (Efraimidis and Spirakis 2006): most passages that are read for a question in an archive
        # are look-alikes or stand elsewhere in the right article.
        weighted = ((self._look_alike, 0.5), (self._elsewhere, 0.35), (self._trap, 0.15))
        for maker, _ in sorted(weighted, key=lambda pair: -(chance.random() ** (1 / pair[1]))):
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

    def _trap(self, row: Row, _: Sequence[Row], words: int, chance: random.Random) -> Row | None:
        """The same text with a question changed in one name, number, opposite or negation."""
        question = self.trap(row.question, row.text, chance)
        if question is None:
            return None
        return replace(crop(row, row.answers[0], words, chance), question=question, answers=())

    def trap(self, question: str, text: str, chance: random.Random) -> str | None:
        """The question changed so that `text`, which answered it, no longer does; None when nothing can be changed."""
        changes: list[tuple[int, int, str]] = []
        for match in _NUMBER.finditer(question):
            number = _other_number(match.group(), chance)
            if number not in text:
                changes.append((*match.span(), number))
        for match in _ENTITY.finditer(question):
            held = match.group()
            near = [name for name in _names(text) if name not in question]
            kin = next((kind for kind in (_MONTHS, _DAYS) if held in kind), None)
            other = chance.choice(kin or (near if near and chance.random() < 0.4 else self.entities))
            if other not in question and held in text and held not in _NOT_ENTITIES:
                changes.append((*match.span(), other))
        for match in re.finditer(r"[A-Za-z]+", question):
            opposite = OPPOSITES.get(match.group().lower())
            if opposite is not None and opposite not in text:
                changes.append((*match.span(), opposite))
        if not changes or chance.random() < 0.15:
            verb = _NEGATABLE.search(question)
            if verb is None or (not changes and chance.random() < 0.6):
                return None
            changes = [(verb.end(), verb.end(), chance.choice([" not", "n't"]) if verb.group() != "can" else " not")]
        start, end, new = chance.choice(changes)
        return question[:start] + new + question[end:]


def _names(text: str) -> list[str]:
    """Capitalised words in mid-sentence that may name something, months and days left out."""
    found = [m.group() for m in _ENTITY.finditer(text)]
    return [name for name in found if len(name) > 2 and name not in _NOT_ENTITIES and name not in (*_MONTHS, *_DAYS)]


def _other_number(text: str, chance: random.Random) -> str:
    """A number of the same kind as `text`: another year near a year, another size near a size."""
    value = int(text.replace(",", ""))
    if 1000 <= value <= 2100 and "," not in text:
        return str(value + chance.choice([-1, 1]) * chance.randint(1, 40))
    changed = max(2, round(value * chance.uniform(0.3, 3.0)))
    changed += changed == value
    return f"{changed:,}" if "," in text else str(changed)


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

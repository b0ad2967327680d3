"""An epoch as batches of word pieces: rows drawn, cut, mixed with negatives, and grouped by length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qa.reader.data import WHOLE, Row, crop, draw
from qa.reader.negatives import Negatives
from qa.reader.noise import hurried
from qa.reader.paraphrase import Paraphraser
from qa.reader.pieces import WordPieces, join, shorten_question

Ints = npt.NDArray[np.int64]
BUCKET = 16  # lengths are padded up to a multiple of this, so that few shapes occur
LONGEST = 320  # pieces of question and text together; longer rows are dropped


@dataclass(frozen=True, slots=True)
class Encoded:
    """One row as ids and segments; `start` and `end` are positions of the answer's first and last piece, 0 for none."""

    ids: list[int]
    segments: list[int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Batch:
    """`ids`, `segments`, `mask`: (rows, tokens); `start`, `end`: (rows,) piece positions, 0 = unanswerable."""

    ids: Ints
    segments: Ints
    mask: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an epoch is made of. `short`..`long` bound a text's words; `stretched` is the share up to twice `long`."""

    short: int = 28
    long: int = 64
    stretched: float = 0.12
    negatives: float = 0.4  # generated negatives per answerable row
    reworded: float = 0.5  # share of the questions that are put in other words; not of those in WHOLE
    hurried: float = 0.1  # share of all questions that are misspelt or shortened to a telegram


def epoch_rows(
    rows: Sequence[Row], negatives: Negatives, recipe: Recipe, chance: random.Random, paraphraser: Paraphraser | None
) -> list[Row]:
    """One epoch of cropped rows, answerable and not, in no particular order; without a paraphraser none is reworded."""
    drawn = draw(rows, chance)
    asked = [row for row in drawn if row.answers]
    made = [_cut(row, recipe, chance) for row in drawn]
    spoiled = chance.sample(asked, int(recipe.negatives * len(asked)))
    for row, alike in zip(spoiled, negatives.look_alikes(spoiled), strict=True):
        negative = negatives.make(row, alike, _words(recipe, chance), chance)
        if negative is not None:
            made.append(negative)
    return [replace(row, question=_asked(row, recipe, chance, paraphraser)) for row in made]


def _asked(row: Row, recipe: Recipe, chance: random.Random, paraphraser: Paraphraser | None) -> str:
    question = row.question
    if paraphraser is not None and row.source not in WHOLE and chance.random() < recipe.reworded:
        question = paraphraser.reword(question, chance)
    return hurried(question, chance) if chance.random() < recipe.hurried else question


def _words(recipe: Recipe, chance: random.Random) -> int:
    top = 2 * recipe.long if chance.random() < recipe.stretched else recipe.long
    return chance.randint(recipe.short, top)


def _cut(row: Row, recipe: Recipe, chance: random.Random) -> Row:
    must = chance.choice(row.answers) if row.answers else None
    if row.source in WHOLE:
        return replace(row, answers=(must,) if must else ())
    cut = crop(row, must, _words(recipe, chance), chance)
    if must is None:
        return cut
    quote = row.text[must[0] : must[1]]
    kept = [(a, b) for a, b in cut.answers if cut.text[a:b] == quote]
    return Row(cut.source, cut.title, cut.question, cut.text, tuple(kept[:1]))


def encode(rows: Sequence[Row], pieces: WordPieces) -> list[Encoded]:
    """Rows as word pieces; the first answer is the target. Too long rows and answers lost to tokenisation are left out."""
    questions = pieces.split([row.question for row in rows])
    texts = pieces.split([row.text for row in rows])
    out = []
    for row, question, text in zip(rows, questions, texts, strict=True):
        ids, segments, first = join(shorten_question(question.ids), text.ids)
        if len(ids) > LONGEST:
            continue
        start = end = 0
        if row.answers:
            a, b = row.answers[0]
            inside = [i for i, (x, y) in enumerate(zip(text.starts, text.ends, strict=True)) if x < b and y > a]
            if not inside:
                continue
            start, end = first + inside[0], first + inside[-1]
        out.append(Encoded(ids, segments, start, end))
    return out


def group(encoded: Sequence[Encoded], tokens_per_step: int, chance: random.Random) -> list[Batch]:
    """Batches of at most `tokens_per_step` pieces (padding counted), rows of like length together, order shuffled."""
    by_length: dict[int, list[Encoded]] = {}
    for row in encoded:
        by_length.setdefault(-(-len(row.ids) // BUCKET) * BUCKET, []).append(row)
    batches = []
    for length, held in sorted(by_length.items()):
        chance.shuffle(held)
        size = max(1, tokens_per_step // length)
        batches += [pad(held[i : i + size], length) for i in range(0, len(held), size)]
    chance.shuffle(batches)
    return batches


def pad(rows: Sequence[Encoded], length: int) -> Batch:
    """The rows as arrays, padded with zeros to `length` pieces."""
    ids, segments, mask = (np.zeros((len(rows), length), dtype=np.int64) for _ in range(3))
    for i, row in enumerate(rows):
        size = len(row.ids)
        ids[i, :size], segments[i, :size], mask[i, :size] = row.ids, row.segments, 1
    start, end = np.array([r.start for r in rows], dtype=np.int64), np.array([r.end for r in rows], dtype=np.int64)
    return Batch(ids, segments, mask, start, end)

"""An epoch as batches of word pieces: rows drawn, cut, mixed with negatives, and grouped by length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qa.question import answer_type
from qa.reader.assertions import assertions
from qa.reader.data import WHOLE, Row, crop, draw
from qa.reader.negatives import Negatives
from qa.reader.noise import hurried
from qa.reader.paraphrase import Paraphraser
from qa.reader.pieces import Pieces, WordPieces, join, shorten_question
from qa.words import content_words, stems, stems_of

Ints = npt.NDArray[np.int64]
BUCKET = 16  # lengths are padded up to a multiple of this, so that few shapes occur
LONGEST = 320  # pieces of question and text together; longer rows are dropped


@dataclass(frozen=True, slots=True)
class Encoded:
    """One row as ids and segments; `start` and `end` are positions of the answer's first and last piece, 0 for none, and
    `yes` is the answer to a yes-or-no question, if it is one that the text settles."""

    ids: list[int]
    segments: list[int]
    start: int
    end: int
    yes: bool | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """`ids`, `segments`, `mask`: (rows, tokens); `start`, `end`: (rows,) piece positions, 0 = unanswerable;
    `yes`: (rows,) 1 for yes, 0 for no, -1 for any other question;
    `asked`: (rows,) numbers from 0, the same for passages that are read for the same question or for a trap made of it."""

    ids: Ints
    segments: Ints
    mask: Ints
    start: Ints
    end: Ints
    yes: Ints
    asked: Ints


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an epoch is made of. `short`..`long` bound a text's words; `stretched` is the share up to twice `long`."""

    short: int = 28
    long: int = 64
    stretched: float = 0.12
    negatives: tuple[float, ...] = (0.8, 0.5)  # chances that a first, second … negative is made of an answerable row
    trapped: float = 0.6  # share of the answerable rows that come with a trap made of them; of stories half that
    reworded: float = 0.5  # share of the questions that are put in other words; not of those in WHOLE
    share: float = 1.0  # how much of `data.MIXTURE` an epoch draws, beside all stories
    hurried: float = 0.1  # share of all questions that are misspelt or shortened to a telegram
    headed: float = 0.75  # share of the questions whose passages are read with their headings
    led: float = 0.7  # share of the questions about a day whose passages are read with the day in front, no heading
    passages: int = 4  # how many passages of a story are read for a question


def epoch_rows(
    rows: Sequence[Row],
    stories: Sequence[Sequence[Row]],
    negatives: Negatives,
    recipe: Recipe,
    chance: random.Random,
    paraphraser: Paraphraser | None,
) -> list[list[Row]]:
    """One epoch of cropped rows, in no particular order, those that are read for the same question together, and with
    them the trap made of it.

    `stories` are all passages of a set of articles, once for each question about it. Without a paraphraser no question
    is reworded.
    """
    drawn = draw(rows, recipe.share, chance)
    groups = [[_cut(row, recipe, chance)] for row in drawn]
    asked = [(row, group) for row, group in zip(drawn, groups, strict=True) if row.answers]
    for (row, group), alike in zip(asked, negatives.look_alikes([row for row, _ in asked]), strict=True):
        for likely in recipe.negatives:
            if chance.random() < likely:
                made = negatives.make(row, alike, _words(recipe, chance), chance)
                if made is not None and all(made.text != other.text for other in group):
                    group.append(made)
        if chance.random() < recipe.trapped:
            trap = negatives.trap(row, 0 if row.source in WHOLE else _words(recipe, chance), chance)
            group += [trap] if trap else []
    for story in stories:
        group = chosen(story, recipe.passages, chance)
        if group[0].answers and chance.random() < recipe.trapped / 2:
            trap = negatives.trap(group[0], 0, chance)
            group += [trap] if trap else []
        groups.append(group)
    return [_worded(group, recipe, chance, paraphraser) for group in groups]


def judged_rows(
    rows: Sequence[Row], claims: Sequence[Row], stories: Sequence[Sequence[Row]], recipe: Recipe, chance: random.Random
) -> list[list[Row]]:
    """One epoch for the judge, grouped as in `epoch_rows`: all claims, the yes-or-no questions of `stories` with `passages` of
    each, and `share` of the assertions that can be made of `rows`."""
    made = assertions(rows, chance)
    groups = [[row] for row in (*claims, *chance.sample(made, round(recipe.share * len(made))))]
    groups += [chosen(story, recipe.passages, chance) for story in stories]
    return [_worded(group, recipe, chance, None) for group in groups]


def chosen(story: Sequence[Row], count: int, chance: random.Random) -> list[Row]:
    """`count` passages of one question: one or two that answer, if any does, and of the others mostly those that share
    the most words with it."""
    asked = stems(content_words(story[0].question))
    answering = [row for row in story if row.answers]
    others = sorted((row for row in story if not row.answers), key=lambda row: -len(asked & stems_of(row.text)))
    kept = chance.sample(answering, min(len(answering), chance.choice((1, 1, 2))))
    rest = count - len(kept)
    near = others[: max(min(1, rest), rest - 1)]
    far = [row for row in others if row not in near]
    return [*kept, *near, *chance.sample(far, min(len(far), rest - len(near)))]


def _worded(group: Sequence[Row], recipe: Recipe, chance: random.Random, paraphraser: Paraphraser | None) -> list[Row]:
    """The group with its questions as someone else types them, and with as much of the articles' heads as is read."""
    worded: dict[str, str] = {}
    for row in group:
        if row.question not in worded:
            worded[row.question] = _asked(row, recipe, chance, paraphraser)
    made = [replace(row, question=worded[row.question]) for row in group]
    if answer_type(group[0].question) == "when" and chance.random() < recipe.led:
        return [_led(row) for row in made]
    return made if chance.random() < recipe.headed else [replace(row, title="", day="") for row in made]


def _led(row: Row) -> Row:
    """The row with its day, if known, in front of the text, as an archive's passages are read for "when"."""
    lead = f"({row.day}) " if row.day else ""
    answers = tuple((a + len(lead), b + len(lead)) for a, b in row.answers)
    return replace(row, title="", day="", text=lead + row.text, answers=answers)


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
    return replace(cut, answers=tuple(kept[:1]))


def encode(rows: Sequence[Row], pieces: WordPieces) -> list[Encoded | None]:
    """Rows as word pieces, in their order; the first answer is the target. None for a row that is too long or whose
    answer is lost to tokenisation."""
    questions = pieces.split([row.question for row in rows])
    headings = pieces.split([row.heading for row in rows])
    texts = pieces.split([row.text for row in rows])
    return [_encoded(*parts) for parts in zip(rows, questions, headings, texts, strict=True)]


def _encoded(row: Row, question: Pieces, heading: Pieces, text: Pieces) -> Encoded | None:
    ids, segments, first = join(shorten_question(question.ids), text.ids, heading.ids)
    if len(ids) > LONGEST:
        return None
    if not row.answers:
        return Encoded(ids, segments, 0, 0)
    a, b = row.answers[0]
    inside = [i for i, (x, y) in enumerate(zip(text.starts, text.ends, strict=True)) if x < b and y > a]
    return Encoded(ids, segments, first + inside[0], first + inside[-1], row.yes) if inside else None


def encode_groups(groups: Sequence[Sequence[Row]], pieces: WordPieces) -> list[list[Encoded]]:
    """The groups as word pieces, without the rows that `encode` leaves out, and without groups that are left empty."""
    encoded = iter(encode([row for group in groups for row in group], pieces))
    found = [[held for _ in group if (held := next(encoded)) is not None] for group in groups]
    return [group for group in found if group]


def group(encoded: Sequence[Sequence[Encoded]], tokens_per_step: int, chance: random.Random) -> list[Batch]:
    """Batches of at most `tokens_per_step` pieces (padding counted), unless one group alone has more; groups of like
    length together, none divided, order shuffled."""
    by_length: dict[int, list[Sequence[Encoded]]] = {}
    for held in encoded:
        by_length.setdefault(-(-max(len(row.ids) for row in held) // BUCKET) * BUCKET, []).append(held)
    batches = []
    for length, groups in sorted(by_length.items()):
        chance.shuffle(groups)
        batch: list[Sequence[Encoded]] = []
        for held in groups:
            if batch and (sum(map(len, batch)) + len(held)) * length > tokens_per_step:
                batches.append(pad(batch, length))
                batch = []
            batch.append(held)
        batches.append(pad(batch, length))
    chance.shuffle(batches)
    return batches


def pad(groups: Sequence[Sequence[Encoded]], length: int) -> Batch:
    """The rows of the groups as arrays, padded with zeros to `length` pieces."""
    rows = [row for held in groups for row in held]
    ids, segments, mask = (np.zeros((len(rows), length), dtype=np.int64) for _ in range(3))
    for i, row in enumerate(rows):
        size = len(row.ids)
        ids[i, :size], segments[i, :size], mask[i, :size] = row.ids, row.segments, 1
    start, end = np.array([r.start for r in rows], dtype=np.int64), np.array([r.end for r in rows], dtype=np.int64)
    yes = np.array([-1 if r.yes is None else int(r.yes) for r in rows], dtype=np.int64)
    asked = np.repeat(np.arange(len(groups)), [len(held) for held in groups])
    return Batch(ids, segments, mask, start, end, yes, asked)

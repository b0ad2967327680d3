"""Questions written for training: natural ones, half of which their text does not answer though it looks as if it did.

`written/wikipedia.jsonl` asks about excerpts of the training rows' texts, which it names and does not repeat:
`context` is the first 16 hexadecimal digits of the SHA-256 of a row's text, `start` and `end` are characters of it.
`written/news.jsonl` asks about invented news passages, in `text`. Each line's `questions` are objects with `q`, the
question, and `a`, the answer: for news as it stands in the passage, or "" where there is none; for Wikipedia the places
where it stands, (start, end) characters of the excerpt, or none.

`written/stories.jsonl` has invented sets of articles that are easily confused, with questions that one of their
paragraphs answers or none does: `articles` with `title`, `source`, `date` (ISO) and `text` (paragraphs), `questions` with
`q` and `a`, the places that answer as (article, paragraph, words), counted from 0.

`written/verdicts.jsonl` asks yes-or-no questions about those sets: `set` is the digest of a set's first paragraph,
`questions` have `q`, `v` ("yes", "no", or "" where the set does not settle it) and `a`, the places that settle it.
`written/claims.jsonl` has claims about passages of `news.jsonl` and `stories.jsonl`: `passage` is the digest of the passage's
text; `yes`, `no` and `open` are lists of statements and yes-or-no questions that it bears out, speaks against and leaves open.
`written/rewordings.jsonl` asks the questions of those sets in other words than the articles'; `set`, `q` and `a` likewise.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import UsageError
from qa.reader.data import Row
from qa.when import day_in_words

FOLDER = Path(__file__).with_name("written")
WIKIPEDIA, NEWS, STORIES = "written_wikipedia", "written_news", "written_stories"
_HELD_OUT = 12  # one passage in so many is kept for measuring
STORIES_HELD_OUT = 8  # and one set of articles in so many


def read_written(rows: Iterable[Row], folder: Path = FOLDER, *, held_out: bool = False) -> Iterator[Row]:
    """The written questions as rows: those for training, or with `held_out` those of the passages kept for measuring.

    `rows` are the training rows whose texts the Wikipedia excerpts come from; an excerpt whose text is not among them
    is left out. Raises UsageError for a line that cannot be read, with its file and number.
    """
    texts = {digest(row.text): row for row in rows}
    for name, source in (("wikipedia.jsonl", WIKIPEDIA), ("news.jsonl", NEWS)):
        for number, line in enumerate((folder / name).read_text(encoding="utf-8").splitlines(), 1):
            try:
                held = json.loads(line)
                if source == NEWS:
                    title, text = held["text"][:40], held["text"]
                elif (row := texts.get(held["context"])) is not None:
                    title, text = row.title, row.text[held["start"] : held["end"]]
                else:
                    continue
                made = [Row(source, title, q["q"], text, _answers(text, q["a"])) for q in held["questions"]]
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(f"{folder / name}, line {number}: {error!r}") from error
            if is_kept(text, _HELD_OUT) == held_out:
                yield from made


def read_stories(folder: Path = FOLDER, *, held_out: bool = False) -> Iterator[list[Row]]:
    """For each question about a set of articles all their paragraphs as rows, with the places that answer in them.

    As in `read_written`, one set in so many is kept for measuring. Raises UsageError for a line that cannot be read.
    """
    file = folder / "stories.jsonl"
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            held = json.loads(line)
            if is_kept(held["articles"][0]["text"][0], STORIES_HELD_OUT) != held_out:
                continue
            for question in held["questions"]:
                yield _about_story(held["articles"], question["q"], question["a"])
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise UsageError(f"{file}, line {number}: {error!r}") from error


def read_verdicts(folder: Path = FOLDER, *, held_out: bool = False) -> Iterator[list[Row]]:
    """For each yes-or-no question about a set of articles all their paragraphs as rows; those that settle it have the
    words that do as answers, and `yes`. What is kept for measuring, and errors, as in `read_stories`."""
    for articles, question in _about_sets(folder, "verdicts.jsonl", held_out):
        yield _about_story(articles, question["q"], question["a"], {"yes": True, "no": False, "": None}[question["v"]])


def read_rewordings(folder: Path = FOLDER, *, held_out: bool = False) -> Iterator[list[Row]]:
    """The questions of `read_stories` asked in other words, each with all paragraphs of its set as rows. What is kept for
    measuring, and errors, as there."""
    for articles, question in _about_sets(folder, "rewordings.jsonl", held_out):
        yield _about_story(articles, question["q"], question["a"])


def read_claims(folder: Path = FOLDER, *, held_out: bool = False) -> Iterator[Row]:
    """The claims as rows, with `yes` where the passage settles them and then the whole of it as the answer. What is kept for
    measuring, and errors, as in `read_stories`."""
    passages: dict[str, tuple[str, str, str]] = {}
    for line in (folder / "news.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        passages[digest(text)] = "", "", text
    for line in (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines():
        for article in json.loads(line)["articles"]:
            day = day_in_words(date.fromisoformat(article["date"]))
            passages.update({digest(text): (article["title"], day, text) for text in article["text"]})
    for number, line in enumerate((folder / "claims.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        try:
            held = json.loads(line)
            title, day, text = passages[held["passage"]]
            if is_kept(text, STORIES_HELD_OUT) != held_out:
                continue
            for name, yes in (("yes", True), ("no", False), ("open", None)):
                for claim in held[name]:
                    yield Row(STORIES, title, claim, text, ((0, len(text)),) if yes is not None else (), day, yes)
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{folder / 'claims.jsonl'}, line {number}: {error!r}") from error


def _about_sets(folder: Path, name: str, held_out: bool) -> Iterator[tuple[list[dict[str, Any]], dict[str, Any]]]:
    """The articles of a set of `stories.jsonl` and a question about them, for every question of the file `name`."""
    lines = (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    sets = {digest(held["articles"][0]["text"][0]): held["articles"] for held in map(json.loads, lines)}
    for number, line in enumerate((folder / name).read_text(encoding="utf-8").splitlines(), 1):
        try:
            held = json.loads(line)
            articles = sets[held["set"]]
            if is_kept(articles[0]["text"][0], STORIES_HELD_OUT) == held_out:
                for question in held["questions"]:
                    yield articles, question
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise UsageError(f"{folder / name}, line {number}: {error!r}") from error


def _about_story(
    articles: list[dict[str, Any]], question: str, answers: list[tuple[int, int, str]], yes: bool | None = None
) -> list[Row]:
    return [
        Row(
            STORIES,
            article["title"],
            question,
            text,
            tuple(place for x, y, words in answers if (x, y) == (i, j) for place in places(text, words)),
            day_in_words(date.fromisoformat(article["date"])),
            yes if any((x, y) == (i, j) for x, y, _ in answers) else None,
        )
        for i, article in enumerate(articles)
        for j, text in enumerate(article["text"])
    ]


def is_kept(text: str, one_in: int) -> bool:
    """Whether a passage is the one in so many that is kept for measuring; it depends on its text alone."""
    return hashlib.sha256(text.encode()).digest()[1] % one_in == 0


def _answers(text: str, held: str | list[list[int]]) -> tuple[tuple[int, int], ...]:
    return places(text, held) if isinstance(held, str) else tuple((start, end) for start, end in held)


def digest(text: str) -> str:
    """What names a row's text in `wikipedia.jsonl`."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def places(text: str, answer: str) -> tuple[tuple[int, int], ...]:
    """Where `answer` stands in `text` as whole words, (start, end); () for "". ValueError when it does not stand there."""
    if not answer:
        return ()
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text)]
    if not found:
        raise ValueError(f"{answer!r} does not stand in the passage")
    return tuple(found)

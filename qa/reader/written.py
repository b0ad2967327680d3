"""Questions written for training: natural ones, half of which their text does not answer though it looks as if it did.

`written/wikipedia.jsonl` asks about excerpts of the training rows' texts, which it names and does not repeat:
`context` is the first 16 hexadecimal digits of the SHA-256 of a row's text, `start` and `end` are characters of it.
`written/news.jsonl` asks about invented news passages, in `text`. Each line's `questions` are objects with `q`, the
question, and `a`, the answer: for news as it stands in the passage, or "" where there is none; for Wikipedia the places
where it stands, (start, end) characters of the excerpt, or none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import UsageError
from qa.reader.data import Row

FOLDER = Path(__file__).with_name("written")
WIKIPEDIA, NEWS = "written_wikipedia", "written_news"
_HELD_OUT = 12  # one passage in so many is kept for measuring


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
            if (hashlib.sha256(text.encode()).digest()[1] % _HELD_OUT == 0) == held_out:
                yield from made


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

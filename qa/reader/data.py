"""Training rows: read, cleaned of treebank spacing, and cut to the few sentences around an answer."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

SPACED_SOURCES = frozenset({"qed_dev", "qamr_wikinews", "qamr_wikipedia", "timeqa_human_easy", "timeqa_human_hard"})

# How many rows of each source one epoch sees (rows with an answer, rows without). Sources with SQuAD's kind of
# question come first; reviews and forum posts are far from news and are sampled; QAMR asks dozens of stilted
# questions about each of a few hundred sentences and is sampled hard. Left out: PolicyQA (its answers are whole
# clauses that often do not answer), COVID-QA (answers cut in mid-word), and every source without a stated licence.
MIXTURE: dict[str, tuple[int, int]] = {
    "squadshifts_newwiki": (4000, 0),
    "squad2": (3300, 3400),
    "nq_oracle": (2500, 0),
    "qed_dev": (1300, 0),
    "squadshifts_amazon": (1500, 0),
    "squadshifts_reddit": (1000, 0),
    "qamr_wikinews": (1000, 0),
    "timeqa_human_easy": (500, 0),
    "timeqa_human_hard": (300, 0),
    "written_wikipedia": (4500, 4500),
    "written_news": (4500, 3400),
}
# Short texts and natural questions: neither cut nor reworded.
WHOLE = frozenset({"written_wikipedia", "written_news", "written_stories"})
# Sources whose titles say what a text is about, as a headline does.
TITLED = frozenset({"squad2", "squadshifts_newwiki", "nq_oracle", "qed_dev", "written_wikipedia", "written_stories"})


@dataclass(frozen=True, slots=True)
class Row:
    """One question about one text. `answers` are (start, end) characters of `text`, end exclusive; empty: none.

    `title` and `day` (in words, "" if unknown) are those of the article that the text is from. `yes` is the answer to a
    yes-or-no question that the text settles, None for any other; its `answers` are the words that settle it.
    """

    source: str
    title: str
    question: str
    text: str
    answers: tuple[tuple[int, int], ...]
    day: str = ""
    yes: bool | None = None

    @property
    def heading(self) -> str:
        """What is read before the text: title and day; "" where the title says nothing about the text."""
        return headed(self.title.replace("_", " "), self.day) if self.source in TITLED else ""


def headed(title: str, day: str) -> str:
    """The heading that the reader reads before a passage of an article: its title and its day in words, as far as known."""
    return ", ".join(part for part in (title, day) if part)


def read_rows(file: Path) -> Iterator[Row]:
    """The usable rows of a `.jsonl.gz`: licence stated, answers where they claim to be, spacing of prose."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            held = json.loads(line)
            if held["licence"] == "unstated":
                continue
            text, question = held["context"], " ".join(held["question"].split())
            answers = [(a["answer_start"], a["answer_start"] + len(a["text"]), a["text"]) for a in held["answers"]]
            if not question or any(text[start:end] != quote for start, end, quote in answers):
                continue
            spans = tuple(dict.fromkeys(tighten(text, start, end) for start, end, _ in answers))
            row = Row(held["source"], held["title"], question, text, spans)
            yield unspaced(row) if row.source in SPACED_SOURCES else row


def tighten(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and stray punctuation at its ends (never emptied)."""
    quote = text[start:end]
    left = len(quote) - len(quote.lstrip(" \t\n,;:"))
    right = len(quote.rstrip(" \t\n,;:"))
    return (start + left, start + right) if left < right else (start, end)


_TREEBANK = re.compile(
    r"``\s?|\s?''(?=\W|$)|-LRB-\s?|\s?-RRB-|-LSB-\s?|\s?-RSB-|\s(?=[,;:!?](?:\s|$))|\s(?=\.(?:\s|$))"
    r"|\s(?='(?:s|re|ve|ll|d|m)\b)|\s(?=n't\b)|\s--\s|(?<=\w)\s-\s(?=\w)|(?<=\()\s|\s(?=\))|(?<=[$£€])\s(?=\d)"
)
_WRITTEN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-": "-", "--": " - "}


def unspaced(row: Row) -> Row:
    """The row with treebank tokens written as prose ("( 209 m )" as "(209 m)"), the answers moved along."""
    out: list[str] = []
    where: list[int] = []  # where[i]: the new place of old character i
    size = last = 0
    for match in _TREEBANK.finditer(row.text):
        where.extend(range(size, size + match.start() - last))
        out.append(row.text[last : match.start()])
        size += match.start() - last
        written = _WRITTEN.get(match.group().strip(), "")
        where.extend(min(size + i, size + len(written)) for i in range(len(match.group())))
        out.append(written)
        size += len(written)
        last = match.end()
    where.extend(range(size, size + len(row.text) - last + 1))
    out.append(row.text[last:])
    text = "".join(out)
    answers = [tighten(text, where[a], where[b]) for a, b in row.answers]
    question = _TREEBANK.sub(lambda m: _WRITTEN.get(m.group().strip(), ""), row.question)
    return replace(row, text=text, question=question, answers=tuple((a, b) for a, b in answers if a < b))


def usable(row: Row) -> bool:
    """Whether the row is in the mixture and teaches anything: a question of four words or more, answers of one to twenty words."""
    if row.source not in MIXTURE or len(row.question.split()) < 4 or len(row.text) < 20:
        return False
    return all(0 < len(row.text[a:b].split()) <= 20 for a, b in row.answers)


_BOUNDARY = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")


def sentences(text: str) -> list[tuple[int, int]]:
    """Rough sentences of `text` as (start, end) characters, blanks between them left out."""
    edges = [0, *(m.end() for m in _BOUNDARY.finditer(text)), len(text)]
    spans = [(a, a + len(text[a:b].rstrip())) for a, b in pairwise(edges)]
    return [(a, b) for a, b in spans if a < b]


def crop(row: Row, must: tuple[int, int] | None, words: int, chance: random.Random) -> Row:
    """The row cut to about `words` words: the sentences of `must` (characters) and random neighbours on both sides.

    With `must` None any sentence may be the middle. Answers that fall outside are dropped.
    """
    spans = sentences(row.text)
    if not spans:
        return row
    if must is None:
        first = last = chance.randrange(len(spans))
    else:
        inside = [i for i, (a, b) in enumerate(spans) if a < must[1] and b > must[0]]
        first, last = (inside[0], inside[-1]) if inside else (0, len(spans) - 1)
    size = [row.text.count(" ", a, b) + 1 for a, b in spans]
    held = sum(size[first : last + 1])
    left, right = first > 0, last + 1 < len(spans)
    while left or right:
        go_left = left and (not right or chance.random() < 0.5)
        more = size[first - 1] if go_left else size[last + 1]
        if held + more > words:
            left, right = (False, right) if go_left else (left, False)
            continue
        held += more
        if go_left:
            first, left = first - 1, first > 1
        else:
            last, right = last + 1, last + 2 < len(spans)
    start, end = spans[first][0], spans[last][1]
    if held > 1.5 * words:  # one endless sentence: keep whole words around the answer
        start, end = _around(row.text, start, end, must or (start, start + 1), words, chance)
    kept = tuple((a - start, b - start) for a, b in row.answers if start <= a and b <= end)
    return replace(row, text=row.text[start:end], answers=kept)


def _around(
    text: str, start: int, end: int, must: tuple[int, int], words: int, chance: random.Random
) -> tuple[int, int]:
    """A stretch of about `words` words of `text[start:end]` that holds `must`."""
    spare = max(0, words * 6 - (must[1] - must[0]))
    before = chance.randint(0, spare)
    low, high = max(start, must[0] - before), min(end, must[1] + spare - before)
    while low > start and not text[low - 1].isspace():
        low -= 1
    while high < end and not text[high].isspace():
        high += 1
    return low, high


def draw(rows: Iterable[Row], share: float, chance: random.Random) -> list[Row]:
    """One epoch's rows: `share` of the numbers in `MIXTURE`. Sources with too few are repeated, with too many sampled."""
    by_kind: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row.source, bool(row.answers)].append(row)
    drawn: list[Row] = []
    for source, counts in MIXTURE.items():
        for answered, count in zip((True, False), counts, strict=True):
            held = by_kind.get((source, answered), [])
            whole, rest = divmod(round(share * count), len(held)) if held else (0, 0)
            drawn += held * whole + chance.sample(held, rest)
    return drawn

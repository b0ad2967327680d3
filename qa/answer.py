"""What `ask` returns: an Answer with its Citations."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from index.article import PublishedHow

NOT_IN_ARCHIVE = "The archive does not answer this."


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `corpus.article(article_id).text[start:end] == quote`, always.

    `number` is the marker in the answer's text ("[1]"); `published` an ISO date or None; `start`/`end` are 0-based
    character offsets, end exclusive.
    """

    number: int
    article_id: str
    title: str
    source: str
    published: str | None
    published_how: PublishedHow
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or an abstention when `answered` is False.

    - `text`: what to show, in Markdown-free prose with citation markers "[1]".
    - `short`: the short answer alone ("13 August 2021", "Ismail Khan"), empty when the sentences are the answer
      or when there is none.
    - `confidence`: the probability (0..1) that the answer is right; for an abstention, that abstaining is right.
    - `citations`: what an answer rests on; for an abstention, the nearest passages, offered but not claimed.
    - `notes`: how a date was resolved, what was inferred, how the question was understood.
    - `sides`: where sources are set against each other, the numbers of the citations of each side, in the order of the
      text; else empty.
    """

    question: str
    text: str
    answered: bool
    confidence: float
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    short: str = ""
    sides: tuple[tuple[int, ...], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The answer as JSON-ready dictionaries and lists."""
        out = asdict(self)
        out["citations"] = [asdict(c) for c in self.citations]
        out["notes"] = list(self.notes)
        out["sides"] = [list(side) for side in self.sides]
        return out

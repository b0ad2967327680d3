"""Word pieces: a question and a passage as the ids that the network reads, with the way back to characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

OPENS, CLOSES = 101, 102  # [CLS] and [SEP] in the vocabulary of BERT uncased
QUESTION_PIECES = 48  # a longer question keeps its first and its last words
HEADING_PIECES = 32  # of a longer heading the beginning is read
_KEPT = 2_000  # texts whose pieces are kept, 20 MB: an archive's telling passages are read for many questions
_LONGEST_KEPT = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text: `ids`, and for each the characters it covers (0-based, end exclusive)."""

    ids: list[int]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.ids)


class WordPieces:
    """A `tokenizer.json` (its path or its content) without padding, truncation or special pieces."""

    def __init__(self, source: Path | bytes) -> None:
        content = source if isinstance(source, bytes) else source.read_bytes()
        self.tokenizer = Tokenizer.from_str(content.decode("utf-8"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._known: dict[str, Pieces] = {}

    def split(self, texts: Sequence[str]) -> list[Pieces]:
        """The word pieces of each text, in the order of `texts`."""
        known = self._known
        new = list(dict.fromkeys(text for text in texts if text not in known))
        found = {text: known[text] for text in texts if text in known}
        for text, encoding in zip(new, self.tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            offsets = encoding.offsets
            found[text] = Pieces(list(encoding.ids), [a for a, _ in offsets], [b for _, b in offsets])
        if len(known) + len(new) > _KEPT:
            self._known = known = {}
        known.update({text: found[text] for text in new[:_KEPT] if len(text) <= _LONGEST_KEPT})
        return [found[text] for text in texts]


def shorten_question(ids: Sequence[int]) -> list[int]:
    """At most `QUESTION_PIECES` ids: of a longer question the first third and the end, where the question proper stands."""
    if len(ids) <= QUESTION_PIECES:
        return list(ids)
    head = QUESTION_PIECES // 3
    return [*ids[:head], *ids[head - QUESTION_PIECES :]]


def join(
    question: Sequence[int], passage: Sequence[int], heading: Sequence[int] = ()
) -> tuple[list[int], list[int], int]:
    """`[CLS] question [SEP] heading [SEP] passage [SEP]` as ids and segments, and the position of the passage's first
    piece. Question 0, the rest 1; without a heading its [SEP] is left out, too."""
    before = [OPENS, *question, CLOSES]
    above = [*heading[:HEADING_PIECES], CLOSES] if heading else []
    ids = [*before, *above, *passage, CLOSES]
    return ids, [0] * len(before) + [1] * (len(above) + len(passage) + 1), len(before) + len(above)

"""What readers said of answers, as questions for an evaluation (the format of evals/questions.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.question import answer_type
from qa.words import content_words
from ui.turn import Turn

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.corpus import Corpus
    from ui.history import Judged

_KINDS = {"when": "date", "who": "name", "where": "place", "number": "number", "duration": "number", "why": "why",
          "how": "how", "list": "list"}  # fmt: skip
_WORDS_OF_AN_ANSWER = 12  # a right answer that is longer is a sentence, and its quote is what has to be found again


def as_jsonl(judged: Sequence[Judged], corpus: Corpus) -> tuple[str, int]:
    """The judged turns as JSON lines, and how many were left out.

    An answer called right becomes a question with that answer; one called wrong, a question with the answer that was
    expected and the sentence of the archive that holds it; one that should have been an abstention, a question that is
    not answerable. Left out are those of which the right answer is not known, or stands nowhere in the archive.
    """
    rows: dict[str, dict[str, Any]] = {}
    left_out = 0
    for item in judged:
        row = _row(item, corpus)
        if row is None:
            left_out += 1
        else:
            rows[row["id"]] = row
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows.values()), left_out


def _row(item: Judged, corpus: Corpus) -> dict[str, Any] | None:
    turn = item.turn
    assert turn.answer is not None
    known = _absent if turn.verdict == "absent" or (turn.verdict == "right" and not turn.answer.answered) else _present
    judgement = known(turn, corpus)
    if judgement is None:
        return None
    history = [[t.asked_as or t.question, t.answer.text] for t in item.before if t.answer]
    kind = "follow-up" if turn.asked_as else _KINDS.get(answer_type(turn.question), "fact")
    return {
        "id": f"mine-{turn.id}",
        "question": turn.question,
        "history": history if turn.asked_as else [],
        "kind": kind if judgement["answerable"] else "unanswerable",
        "split": "dev",
        **judgement,
    }


def _absent(_turn: Turn, _corpus: Corpus) -> dict[str, Any] | None:
    return {"answerable": False, "answers": [], "evidence": []}


def _present(turn: Turn, corpus: Corpus) -> dict[str, Any] | None:
    answer = turn.answer
    assert answer is not None
    if turn.verdict == "right":
        quotes = [{"article_id": c.article_id, "quote": c.quote} for c in answer.citations]
        said = _short(answer)
        return {"answerable": True, "answers": [[said]], "evidence": quotes} if quotes and said else None
    evidence = _where(turn.expected, turn.question, corpus) if turn.expected else None
    return {"answerable": True, "answers": [[turn.expected]], "evidence": [evidence]} if evidence else None


def _short(answer: Answer) -> str:
    if answer.short:
        return re.sub(r"\s*\([A-Z][a-z]+day\)", "", answer.short)
    quote = " ".join(answer.citations[0].quote.split()) if answer.citations else ""
    return " ".join(quote.split()[:_WORDS_OF_AN_ANSWER])


def _where(expected: str, question: str, corpus: Corpus) -> dict[str, str] | None:
    """The sentence of the archive that holds `expected` and most of the question's words, or None."""
    words = re.findall(r"\w+", expected)
    if not words:
        return None
    pattern = re.compile(r"\W+".join(map(re.escape, words)), re.IGNORECASE)
    asked = {word.lower() for word in content_words(question)}
    best: tuple[int, str, str] | None = None
    for passage in corpus.passages([found for found, _ in corpus.store.lexical(words, 50, every=True)]):
        for start, end in passage.sentences:
            sentence = passage.text[start - passage.start : end - passage.start]
            if pattern.search(sentence):
                shared = len(asked & {word.lower() for word in re.findall(r"\w+", sentence)})
                if best is None or shared > best[0]:
                    best = (shared, passage.article_id, sentence)
    return {"article_id": best[1], "quote": best[2]} if best else None

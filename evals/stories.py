"""The suite "stories": invented sets of articles that are easily confused, all in one archive.

The questions are those of `qa/reader/written/stories.jsonl` that the reader was not trained on. Half of their sets are for
tuning (`python -m evals.confidence` fits on them), half for reporting. The articles are invented, their questions
written with them: what is measured is the choice among like passages, not the world's variety.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from evals.own_questions import KIND_OF
from evals.questions import Evidence, Kind, Question, Split
from index import timex
from index.corpus import Progress
from index.settings import Settings
from qa.corpus import Corpus
from qa.question import answer_type
from qa.reader.written import FOLDER, STORIES_HELD_OUT, is_kept

NAME = "stories"

_LITTLE = re.compile(
    r"(?:(?:about|almost|around|nearly|roughly|some|by|because|because of|due to|on|in|at|from|for|to|with|the|a|an|more than"
    r"|at least|just|only|up to|over|under|that)\s+)+",
    re.IGNORECASE,
)


def archive(settings: Settings, on_progress: Progress | None = None) -> Corpus:
    """The archive of all sets' articles in the home folder, made on first use: minutes."""
    folder = settings.home / f"{NAME}-articles"
    folder.mkdir(parents=True, exist_ok=True)
    known = {}
    for number, story in enumerate(_stories()):
        for i, article in enumerate(story["articles"]):
            (folder / f"{_id(number, i)}.txt").write_text("\n\n".join(article["text"]), encoding="utf-8")
            held = {"title": article["title"], "source": article["source"], "published": article["date"]}
            known[f"{_id(number, i)}.txt"] = held
    (folder / "articles.json").write_text(json.dumps(known), encoding="utf-8")
    corpus = Corpus.create(settings.home / NAME, settings)
    corpus.add([folder], on_progress)
    return corpus


def questions() -> list[Question]:
    """The questions that the reader was not trained on, as an evaluation asks them."""
    found = []
    for number, story in enumerate(_stories()):
        first = story["articles"][0]["text"][0]
        if not is_kept(first, STORIES_HELD_OUT):
            continue
        part = hashlib.sha256(first.encode()).digest()[2] % 2
        for n, held in enumerate(story["questions"]):
            found.append(
                _question(f"{NAME}-{number:03}-{n:02}", number, story["articles"], held, "dev" if part else "test")
            )
    return found


def _question(name: str, number: int, articles: list[dict[str, Any]], held: dict[str, Any], split: Split) -> Question:
    told = [(i, articles[i]["text"][j], words) for i, j, words in held["a"]]
    kind: Kind = KIND_OF.get(answer_type(held["q"]), "fact") if told else "unanswerable"
    forms: dict[str, None] = {}
    for i, text, words in told:
        short = words[m.end() :] if (m := _LITTLE.match(words)) else words
        forms |= dict.fromkeys([words, short])
        if kind == "date":
            forms |= dict.fromkeys(_days(text, words, date.fromisoformat(articles[i]["date"])))
    evidence = tuple(Evidence(_id(number, i), text) for i, text, _ in told)
    return Question(name, held["q"], kind, bool(told), (tuple(forms),) if told else (), evidence, split)


def _days(text: str, words: str, published: date) -> Iterator[str]:
    """The values of the time expressions in `words`, which stand in `text`: an answer may name the day instead."""
    start = text.index(words)
    for found in timex.find(text, published):
        if start < found.end and found.start < start + len(words) and found.value[:1].isdigit():
            yield found.value


def _id(number: int, article: int) -> str:
    return f"{number:03}-{article}"


def _stories() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / "stories.jsonl").read_text(encoding="utf-8").splitlines()]

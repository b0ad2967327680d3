"""Made-up news in any amount, for measuring an archive by its size: no sentence means anything, but words are as common,
texts as long and articles as much about one thing as in news."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Final

from index.passages import MAX_WORDS

VOCABULARY: Final = 60_000  # words; the n-th is n times rarer than the first (Zipf)
TOPICS: Final = 2_000
PASSAGES: Final = 10  # about as many as an article of MultiHop-RAG has
A_FILE: Final = 500  # articles
_ON_TOPIC: Final = 0.25  # share of an article's words that come from its topic
_SYLLABLES: Final = [
    c + v for c in "b d f g h k l m n p r s t v z br st tr kl".split() for v in "a e i o u ai ou".split()
]
_FUNCTION_WORDS: Final = 150  # words that every text has


class News:
    """A source of made-up articles, the same for the same seed; words and topics are the same for all, so that one may ask
    what another told."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(1)
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            size = 1 if len(words) < 60 else self._chance.choice((2, 2, 3, 3, 4))
            words["".join(self._chance.choices(_SYLLABLES, k=size))] = None
        self._words = list(words)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        rare = range(_FUNCTION_WORDS, VOCABULARY)
        self._topics = [[self._words[i] for i in self._chance.sample(rare, 60)] for _ in range(TOPICS)]
        self._chance.seed(seed)

    def topics(self) -> dict[str, list[int]]:
        """The numbers of the topics that each word belongs to; words of none are left out."""
        found: dict[str, list[int]] = {}
        for number, words in enumerate(self._topics):
            for word in words:
                found.setdefault(word, []).append(number)
        return found

    def commonest(self, count: int) -> list[str]:
        """The words that are in nearly every sentence, the commonest first."""
        return self._words[:count]

    def article(self, number: int) -> dict[str, str]:
        """Article `number` as a row of JSONL: title, text, published, source."""
        topic = self._topics[self._chance.randrange(TOPICS)]
        day = date(2015, 1, 1) + timedelta(days=number % 3650)
        sentences = [self._sentence(topic) for _ in range(PASSAGES * MAX_WORDS // 20)]
        sentences[0] = f"{sentences[0][:-1]} on {day:%A}."
        paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
        title = f"{' '.join(self._chance.choices(topic, k=6)).capitalize()} {number}"
        source = f"The {self._words[1000 + number % 40].capitalize()} Post"
        return {"title": title, "text": "\n\n".join(paragraphs), "published": day.isoformat(), "source": source}

    def question(self) -> str:
        """A question of the length of MultiHop-RAG's, about one topic."""
        topic = self._topics[self._chance.randrange(TOPICS)]
        words = self._chance.choices(self._words, cum_weights=self._weights, k=8) + self._chance.choices(topic, k=6)
        self._chance.shuffle(words)
        return " ".join(words).capitalize() + "?"

    def _sentence(self, topic: list[str]) -> str:
        words = self._chance.choices(self._words, cum_weights=self._weights, k=self._chance.randint(14, 26))
        for at in range(len(words)):
            if self._chance.random() < _ON_TOPIC:
                words[at] = self._chance.choice(topic)
        return " ".join(words).capitalize() + "."


def write(folder: Path, articles: int, seed: int = 1) -> Iterator[Path]:
    """Writes so many articles into JSONL files of a folder, `A_FILE` in each; yields each file when it is written."""
    news = News(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, articles, A_FILE):
        path = folder / f"news{first // A_FILE:05}.jsonl"
        rows = (json.dumps(news.article(number)) for number in range(first, min(first + A_FILE, articles)))
        path.write_text("\n".join(rows))
        yield path

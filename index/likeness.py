"""How alike two articles are: shared sentences word for word, and shared rare words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import snowballstemmer

from index.article import Article
from index.embed import Encoder, bundled_folder
from index.repeatedline import story_lines

_WORD: Final = re.compile(r"[^\W\d_][\w’'-]{2,}|\d[\d,.]*\d")
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\S)[^.!?\n]+)*[.!?]*[”\"’']*")
_STEMMER: Final = snowballstemmer.stemmer("english")
_PHRASE: Final = 7
_TEXT_LIMIT: Final = 20_000
# Articles of one source from which a line that they share is taken for furniture.
_FURNITURE: Final = 3
# How many articles are looked at that name a week by its number too, and how many weeks away.
_SAME_COUNT: Final = 30
_FEW_WEEKS: Final = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a bag of stems. `start`/`end` are offsets into its article's text (0-based, end exclusive)."""

    start: int
    end: int
    words: frozenset[str]


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, roughly: enough to ask whether two tell the same thing."""
    out = []
    for match in _SENTENCE.finditer(text[:_TEXT_LIMIT]):
        bag = frozenset(word for word in _words(match.group()) if rarity(word) > 0)
        if len(bag) >= 3:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            out.append(Sentence(start, match.end(), bag))
    return out


_NAME: Final = re.compile(r"[A-Z][\w’'-]+|\d[\d,.]*")
_CALENDAR: Final = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September "
    "October November December".split()
)


def names(text: str) -> set[str]:
    """The capitalised words and the numbers of a sentence, but for its first word, weekdays and months."""
    found = [match.group() for match in _NAME.finditer(text, re.match(r"\W*\w*", text).end())]  # type: ignore[union-attr]
    return {word.removesuffix("’s").removesuffix("'s").rstrip(".,") for word in found if word not in _CALENDAR}


def _words(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word.removesuffix("’s").removesuffix("'s"))
    return stem


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    """The rank of each word of the bundled model's vocabulary, which lists words by how often English has them."""
    lines = (bundled_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    words = [line for line in lines if line.isalpha()]
    ranks: dict[str, int] = {}
    for rank, word in enumerate(words):
        ranks.setdefault(_stem(word), rank)
    return ranks


@lru_cache(maxsize=200_000)
def rarity(stem: str) -> float:
    """How much a word tells by itself: 0 for the 300 commonest of English, growing with its rank, at most 5.5.

    By Zipf's law a word's frequency falls with its rank, so this is its inverse frequency in general English; the
    archive's own counts would not do, since in a small archive every name is in every article.
    """
    rank = _ranks().get(stem, 30_000)
    return math.log(rank / 300) + 0.9 if rank > 300 else 0.0


def rare_words(text: str, count: int) -> list[str]:
    """The `count` words of a text (letters and digits, in lower case) that tell the most by themselves."""
    words = {word for word in _WORD.findall(text.lower()) if word.isalnum()}
    return sorted(words, key=lambda word: (-rarity(_stem(word)), word))[:count]


class Likeness:
    """The words and phrases of an archive's articles, for finding those that tell the same news."""

    def __init__(self, articles: Sequence[Article]) -> None:
        """Reads every article once (up to its first 20,000 characters), but for the furniture of its source's pages."""
        articles = _without_furniture(articles)
        counts = [Counter(_words(a.text[:_TEXT_LIMIT])) for a in articles]
        self._vectors: list[dict[str, float]] = [self._vector(c) for c in counts]
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, vector in enumerate(self._vectors):
            for word, weight in vector.items():
                self._postings[word].append((i, weight))
        self._phrases: list[set[int]] = [_phrases(a.text[:_TEXT_LIMIT]) for a in articles]
        self._articles = articles
        self._leads: dict[int, list[float]] = {}
        self._weeks = {i: week for i, a in enumerate(articles) if (week := _week(a)) is not None}
        self._phrase_postings: defaultdict[int, list[int]] = defaultdict(list)
        for i, phrases in enumerate(self._phrases):
            for phrase in phrases:
                self._phrase_postings[phrase].append(i)

    def _vector(self, counts: Counter[str]) -> dict[str, float]:
        weights = {w: (1 + math.log(n)) * rarity(w) for w, n in counts.items() if rarity(w)}
        norm = math.sqrt(sum(x * x for x in weights.values())) or 1.0
        return {w: x / norm for w, x in weights.items()}

    def similar(self, index: int, among: set[int]) -> list[tuple[int, float]]:
        """The articles of `among` most like article `index`, best first, with the cosine of their words (0..1)."""
        scores: Counter[int] = Counter()
        top = sorted(self._vectors[index].items(), key=lambda item: -item[1])[:200]
        for word, weight in top:
            for other, other_weight in self._postings[word]:
                if other in among and other != index:
                    scores[other] += weight * other_weight  # type: ignore[assignment]
        return [(i, float(s)) for i, s in scores.most_common(12)]

    def phrases(self, index: int) -> int:
        """How many phrases of seven words article `index` has."""
        return len(self._phrases[index])

    def copied(self, index: int, among: set[int]) -> list[tuple[int, int]]:
        """The articles of `among` that share phrases of seven words with article `index`, and how many; most first.

        A phrase that more than four articles have is boilerplate and not counted.
        """
        counts: Counter[int] = Counter()
        for phrase in self._phrases[index]:
            holders = self._phrase_postings[phrase]
            if 1 < len(holders) <= 4:
                for other in holders:
                    if other in among and other != index:
                        counts[other] += 1
        # Phrases are counted in the order of their hashes, which differs from run to run: ties go by place instead.
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:12]

    def leads(self, index: int, others: Sequence[int]) -> list[float]:
        """The cosine (-1..1) of the embedded opening of article `index` with those of `others`.

        An opening says what is new; the rest of a story repeats what was known before, in the words of earlier ones.
        """
        missing = [i for i in (index, *others) if i not in self._leads]
        if missing:
            for i, vector in zip(missing, _embedded([opening(self._articles[i]) for i in missing]), strict=True):
                self._leads[i] = vector
        mine = self._leads[index]
        return [sum(a * b for a, b in zip(mine, self._leads[i], strict=True)) for i in others]

    def names_shared(self, index: int, other: int) -> float:
        """How many of the names in the opening of one article the opening of the other has: a share (0..1) of the fewer."""
        a, b = (names(f"x {opening(self._articles[i])}") for i in (index, other))
        return len(a & b) / max(1, min(len(a), len(b)))

    def of_one_series(self, index: int, other: int) -> bool:
        """Whether the headlines name two instalments of one series: "Week 12" and "Week 13", "Round 3" and "Round 5"."""
        a, b = (_instalments(self._articles[i].title) for i in (index, other))
        return any(a[word].isdisjoint(b[word]) for word in a.keys() & b.keys())

    def weeks_apart(self, index: int, other: int) -> int | None:
        """How many weeks after another's article `index` is, where both tell of a week by its number; else None."""
        mine, theirs = self._weeks.get(index), self._weeks.get(other)
        return None if mine is None or theirs is None else mine - theirs

    def of_near_weeks(self, index: int, among: set[int]) -> list[int]:
        """The articles of `among` that tell of a numbered week, as article `index` does: those of the nearest ones."""
        if index not in self._weeks:
            return []
        apart = sorted(
            (abs(week - self._weeks[index]), i) for i, week in self._weeks.items() if i in among and i != index
        )
        return [i for weeks, i in apart[:_SAME_COUNT] if weeks <= _FEW_WEEKS]

    def sentence_likeness(self, a: frozenset[str], b: frozenset[str]) -> float:
        """The cosine (0..1) of two sentences' words, by rarity."""
        shared = sum(rarity(w) ** 2 for w in a & b)
        if not shared:
            return 0.0
        return shared / math.sqrt(sum(rarity(w) ** 2 for w in a) * sum(rarity(w) ** 2 for w in b))


def _without_furniture(articles: Sequence[Article]) -> list[Article]:
    """The articles without what they skip and without the lines that three of one source share.

    An invitation to a newsletter in many openings makes them alike, whatever their news. Lines of any length count: where
    a source told the same paragraph three times, it dates none of them.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for article in articles:
        counts.update({(article.source, line) for _, line in _lines(article)})
    out = []
    for article in articles:
        head = article.text[: article.body_start]
        kept = [
            line
            for at, line in _lines(article)
            if counts[article.source, line] < _FURNITURE and not _skips(article, at)
        ]
        out.append(replace(article, text=head + "\n" * bool(head) + "\n".join(kept), body_start=len(head), skipped=()))
    return out


def _lines(article: Article) -> Iterator[tuple[int, str]]:
    """The lines of a story after its head, stripped, and where each begins in the text."""
    for start, end in story_lines(article):
        yield start, article.text[start:end].strip()


def _skips(article: Article, at: int) -> bool:
    return any(start <= at < end for start, end in article.skipped)


def _phrases(text: str) -> set[int]:
    words = _words(text)
    return {hash(tuple(words[i : i + _PHRASE])) for i in range(len(words) - _PHRASE + 1)}


_INSTALMENT: Final = re.compile(
    r"(?i)\b(week|day|part|round|episode|matchday|game|chapter|season|stage|series|volume|issue|edition)\s+#?(\d{1,4})\b"
)


def _instalments(title: str) -> dict[str, set[str]]:
    """The numbered instalments that a headline names: {"week": {"13"}}."""
    found: dict[str, set[str]] = {}
    for match in _INSTALMENT.finditer(title):
        found.setdefault(match[1].lower(), set()).add(match[2])
    return found


def _week(article: Article) -> int | None:
    """The week that an article's headline, or else its opening, names by its number ("Week 13"); None if not just one."""
    for text in (article.title, opening(article)):
        weeks = _instalments(text).get("week", set())
        if weeks:
            return int(next(iter(weeks))) if len(weeks) == 1 else None
    return None


def opening(article: Article) -> str:
    """The headline and about the first 500 characters of the story."""
    body = " ".join(article.text[article.body_start : article.body_start + 500].split())
    return body if not article.title or body.startswith(article.title) else f"{article.title}. {body}"


def _embedded(texts: list[str]) -> list[list[float]]:
    """Unit vectors of the texts, by the embedding model of the settings."""
    from index.settings import load_settings

    settings = load_settings()
    made: list[list[float]] = _encoder(settings.embed_model, settings.cache).encode(texts, query=False).tolist()
    return made


@lru_cache(maxsize=1)
def _encoder(model_name: str, cache: Path) -> Encoder:
    from index.embed import load_encoder

    return load_encoder(model_name, cache)

"""Questions that describe one person or thing by what several articles tell of it: the name that most of them have in common.

"Who is the minister that, according to the Echo, sold the mill, and was seen in Lisbon, the Gazette says?" is answered
by no single passage. Each thing that the question tells is looked up by itself; a name gets a vote for each whose passages
mention it, and another one where the reader takes it for the answer.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answer import Answer
from qa.clauses import MOST, Clause, clauses
from qa.compose import abstention, citation, date_notes, quoted
from qa.confidence import asked_words, share
from qa.question import Question, answer_type
from qa.ranking import rank
from qa.reader.data import headed
from qa.sources import outlet
from qa.unknownsource import lacking
from qa.verb import is_past
from qa.when import day_of
from qa.words import AUXILIARY, STOP_WORDS, content_words, names, stem, stems_of, tokens

if TYPE_CHECKING:
    from index.article import Article, Passage
    from qa.corpus import Corpus
    from qa.span import Span

_PASSAGES = 3
"""Passages of each clause in which names are looked for."""
_READ = 2
"""Of them, so many are read."""
_SUPPORT = 0.45
"""Share of a clause's content, words weighed by rarity, from which a passage counts as telling it: see `qa.claims`."""
_TITLE_ONLY = 0.7
"""What a name in the headline alone is worth, beside one in the passage."""
_ONE_WORD = 0.5
"""What a name of one word is worth where a person is asked for: most people are called by two."""
_QUOTES = 4

# Scale and shift of the log-odds that the best name is right, by its votes a clause, and the least probability that is
# answered: fitted on development questions of MultiHop-RAG, those that have no answer among them.
_SCALE, _SHIFT = 4.0, -2.8
_LEAST = 0.4

_LEAD = re.compile(
    r"^(?:considering|given|based on|according to|regarding|concerning|between|in|on|from|after|before|among)\b[^?]*?, (?=(?:who|which|what)\b)",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?P<who>who|which|what)\b(?P<noun>(?: (?!(?:that|who|whose|which)\b)[\w’'-]+){0,4})", re.IGNORECASE
)
_NAME_OF = re.compile(r"^what (?:is|was) the (?:name|identity) of (?=the\b)", re.IGNORECASE)
_AUX = re.compile(rf"(?:{AUXILIARY})(?:n[’']t)?", re.IGNORECASE)
# Another question in the same sentence is no description.
_ASKS_MORE = re.compile(r"^(?:and |but |or )?(?:when|where|why|how|what|which)\b", re.IGNORECASE)
_JOINS = re.compile(r"^(?:(?:and|but|also|or|who|which|that)\b[ ,]*)+", re.IGNORECASE)
_PERSON = re.compile(
    r"individual|person|man|woman|player|coach|manager|actor|actress|singer|athlete|executive|figure|founder|chief|judge|lawyer"
    r"|minister|president|senator|star|celebrity|agent",
    re.IGNORECASE,
)
_ROLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady ceo cfo coo cto president senator governor general judge justice minister secretary"
    " prof professor captain king queen prince princess pope attorney chairman".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a question tells of whom it asks for, and the passages that come nearest to it, the best first, each with
    the weight (0..1) of what it says: how good it is beside the best one, and how much of the thing it holds. `spans` are
    what the reader takes for the answer."""

    clause: Clause
    passages: tuple[Passage, ...]
    weights: tuple[float, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, as its longest form is spelt, with the words of each way to say it, and its `votes` by the number of the clause
    (0..2 each)."""

    name: str
    spelt: tuple[tuple[str, ...], ...]
    votes: Mapping[int, float]
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence `at` (start, end) of an article that has the name, spelt as `name`; `held` is how much it tells (0..1)."""

    article_id: str
    at: tuple[int, int]
    name: str
    held: float


def answer(question: Question, corpus: Corpus) -> Answer | None:
    """Whom or what the clauses of a question describe, with a quote for each clause; None for any other question.

    An abstention where no name is likely, or where a source is named beside others that the archive lacks.
    """
    found = look_up(question, corpus)
    if not found:
        return None
    passages = [told.passages[0] for told in found if told.passages]
    articles = {p.article_id: corpus.article(p.article_id) for told in found for p in told.passages}
    if lacking(question, corpus.store):  # `ask` says which
        return abstention(question, passages, articles, 1.0)
    best = next(iter(candidates(question, found, articles)), None)
    sure = probability(best.score, len(found)) if best else 0.0
    places = _places(question, best, found, corpus) if best else []
    if best is None or not places or sure < _LEAST:
        why_not = "No name stands in most of the passages about what the question tells."
        return abstention(question, passages, articles, 1 - sure, why_not)
    return _composed(question, best, len(found), places, articles, sure)


def probability(score: float, told: int) -> float:
    """How likely (0..1) a candidate with this score is right, where a question tells so many things of it."""
    return 1 / (1 + math.exp(-(_SCALE * score / told + _SHIFT)))


def look_up(question: Question, corpus: Corpus) -> list[Told]:
    """What a question tells of whom it asks for, each thing with its passages; nothing for one that describes nobody."""
    head = asks_for(question.text)
    told = clauses(question.text, corpus.store.sources(), corpus.last_day) if head else []
    several = len(told) > 2 or len({outlet(source) for clause in told for source in clause.sources}) > 1
    if len(told) < 2 or not several or any(_ASKS_MORE.match(c.text) and not c.text.startswith(head) for c in told[1:]):
        return []
    within = corpus.select(question.source, question.after, question.before)
    every = frozenset[str]().union(*(clause.sources for clause in told))
    return [_told(c, head, every, corpus, within) for c in told[:MOST] if content_words(c.text)]


def asks_for(text: str) -> str:
    """The words of a question that ask for somebody or something which the rest of it describes ("Which company"); "" where
    the rest asks for something else."""
    rest = _NAME_OF.sub("which ", _LEAD.sub("", text)).replace("which the ", "which ")
    match = _HEAD.match(rest)
    if match is None:
        return ""
    noun: list[str] = []
    after = rest[match.end("who") :].lstrip()
    for word in match["noun"].split():
        if _AUX.fullmatch(word) or is_past(word) or word.endswith("ly"):
            break
        noun.append(word)
        after = after[len(word) :].lstrip()
    if match["who"].lower() == "who":
        return match["who"]
    # "What happened", "what is"; and of somebody else's doing: "which company did he buy".
    if not noun or re.match(r"(?:do|does|did)\b", after, re.IGNORECASE):
        return ""
    return " ".join([match["who"], *noun])


def _told(clause: Clause, head: str, sources: frozenset[str], corpus: Corpus, within: Sequence[str] | None) -> Told:
    articles = set(corpus.store.articles_of(sources)) if sources else None
    if within is not None:
        articles = set(within) if articles is None else articles.intersection(within)
    ranked = rank(corpus, clause.text, _PASSAGES, article_ids=None if articles is None else sorted(articles))
    passages = tuple(r.passage for r in ranked)
    of = [corpus.article(p.article_id) for p in passages]
    top = max((r.score for r in ranked), default=0.0)
    weigh = corpus.weigher()
    asked_for = {stem(word): weigh(word) for word in content_words(clause.text)}
    support = [
        min(1.0, share(asked_for, stems_of(f"{a.title} {p.text}")) / _SUPPORT)
        for p, a in zip(passages, of, strict=True)
    ]
    weights = tuple(held * max(0.0, r.score) / top if top > 0 else 0.0 for r, held in zip(ranked, support, strict=True))
    said = clause.text.rstrip(" ,.?")
    asked = said if asks_for(said) else f"{head} {_JOINS.sub('', said)}"
    read = passages[:_READ]
    headings = [headed(a.title, day_of(a)) for a in of[:_READ]]
    one = Question(asked=asked, text=f"{asked}?", type=answer_type(f"{asked}?"))
    spans = tuple(corpus.reader.read(one, read, headings, [""] * len(read))) if read else ()
    return Told(clause, passages, weights, spans)


def candidates(question: Question, found: Sequence[Told], articles: Mapping[str, Article]) -> list[Candidate]:
    """The names in the passages that the question does not have itself, best first."""
    asked_names = {word for name in names(question.text) for word in _words(name)}
    asked = {word.lower() for word in tokens(question.text)}
    within = {
        _words(name)
        for told in found
        for text in _texts(told, articles)
        for name in names(text)
        if not _opens(text, name)
    }
    mentioned: dict[tuple[str, ...], dict[int, float]] = {}
    read: dict[tuple[str, ...], dict[int, float]] = {}
    spelt: dict[tuple[str, ...], Counter[str]] = {}

    def note(votes: dict[tuple[str, ...], dict[int, float]], number: int, name: str, worth: float) -> None:
        words = _words(name)
        if not words or asked_names.intersection(words) or asked.issuperset(words):
            return
        spelt.setdefault(words, Counter())[name] += 1
        held = votes.setdefault(words, {})
        held[number] = max(held.get(number, 0.0), worth)

    for number, told in enumerate(found):
        for passage, weight in zip(told.passages, told.weights, strict=True):
            for text in _sentences(passage):
                for name in _proper(text, within):
                    note(mentioned, number, name, weight)
            for name in _proper(articles[passage.article_id].title, within):
                note(mentioned, number, name, weight * _TITLE_ONLY)
        for span in told.spans:
            for name in _proper(span.text, within):
                note(read, number, name, span.score)
    person = answer_type(asks_for(question.text)) == "who" or bool(_PERSON.search(asks_for(question.text)))
    out = []
    for words in spelt:
        same = [other for other in spelt if other == words or _short_for(other, words, spelt)]
        votes = {
            number: max(mentioned.get(other, {}).get(number, 0.0) for other in same)
            + max(read.get(other, {}).get(number, 0.0) for other in same)
            for number in range(len(found))
        }
        score = sum(votes.values()) * (_ONE_WORD if person and len(words) < 2 else 1.0)
        out.append(Candidate(spelt[words].most_common(1)[0][0], tuple(same), votes, score))
    return sorted(out, key=lambda c: (-round(c.score, 6), -spelt[_words(c.name)].total(), c.name))


def _texts(told: Told, articles: Mapping[str, Article]) -> Iterator[str]:
    for passage in told.passages:
        yield from _sentences(passage)
        yield articles[passage.article_id].title


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[a - passage.start : b - passage.start] for a, b in passage.sentences]


def _opens(text: str, name: str) -> bool:
    return text.lstrip("“\"'‘ ").startswith(name)


def _proper(text: str, within: Iterable[tuple[str, ...]]) -> list[str]:
    """The names of a sentence. Its first word is a part of one only if the whole stands within another sentence, too."""
    out = []
    for name in names(text):
        words = name.split()
        if len(words) > 1 and _opens(text, name) and _words(name) not in within:
            words = words[1:]
        while words and (words[0].lower().strip(".") in _ROLES or words[0].lower() in STOP_WORDS):
            words = words[1:]
        if words and words[0][:1].isupper():
            out.append(" ".join(words))
    return out


def _words(name: str) -> tuple[str, ...]:
    """A name's words in lower case, hyphenated ones apart, without "’s"."""
    return tuple(
        part
        for word in name.lower().replace("’", "'").split()
        for part in word.removesuffix("'s").strip(".'").split("-")
        if part
    )


def _short_for(short: tuple[str, ...], words: tuple[str, ...], spelt: Mapping[tuple[str, ...], Counter[str]]) -> bool:
    """Whether `short` is some of the words of a name, or its initials."""
    if set(short) < set(words):
        return True
    initials = "".join(word[0] for word in words)
    return len(initials) > 2 and short == (initials,) and next(iter(spelt[short])).isupper()


def _places(question: Question, best: Candidate, found: Sequence[Told], corpus: Corpus) -> list[Place]:
    """For each thing told, the sentence with the name that holds most of it; those with the whole name first."""
    weigh = corpus.weigher()
    places: list[Place] = []
    for told in found:
        asked = asked_words(replace(question, text=told.clause.text), weigh)
        inside = []
        for passage, weight in zip(told.passages, told.weights, strict=True):
            for at, text in zip(passage.sentences, _sentences(passage), strict=True):
                named = {_words(name): name for name in names(text)}
                short = best.name if best.name in text else next((named[w] for w in best.spelt if w in named), "")
                if short:
                    held = weight * share(asked, stems_of(text))
                    inside.append(Place(passage.article_id, at, short, held))
        if inside:
            places.append(max(inside, key=lambda place: (place.held, place.name == best.name)))
    unique = list({(place.article_id, place.at): place for place in places}.values())
    return sorted(unique, key=lambda place: (place.name != best.name, -place.held))[:_QUOTES]


def _composed(
    question: Question,
    best: Candidate,
    told: int,
    places: Sequence[Place],
    articles: Mapping[str, Article],
    sure: float,
) -> Answer:
    citations = tuple(citation(n, articles[place.article_id], *place.at) for n, place in enumerate(places, 1))
    short = places[0].name
    by = sum(1 for vote in best.votes.values() if vote > 0)
    notes = [*question.notes, f"Named in what comes nearest to {by} of the {told} things that the question tells."]
    notes += date_notes(citations, articles, said=" ".join(notes))
    quotes = " ".join(f"{quoted(c.quote)} [{c.number}]" for c in citations)
    return Answer(question.asked, f"{short}. {quotes}", True, sure, citations, tuple(notes), short)

"""`dateline eval init`: a first file of questions from an archive, for its user to check, mend and add to.

Sentences that begin with a count, a name or a passive are turned into questions by rule: the answer is what was taken out.
The rules know nothing of the world, so every question is marked as a draft. Some are made unanswerable, by a name that the
archive knows from elsewhere.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.article import Article, TimeExpression
from index.errors import UsageError
from qa.corpus import Corpus
from qa.when import day_in_words
from qa.words import content_words, names

UNANSWERABLE = 5
"""Every fifth question is one that cannot be answered."""
LONGEST = 24
"""Words of a question; a longer one tells the answer's whole story."""
COLUMNS = ("question", "answer", "answerable", "kind", "date", "evidence", "article", "draft", "comment")

_NUMBER = (
    r"(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)"
    r"(?: (?:hundred|thousand|million|billion))?"
)
_COUNTED = re.compile(
    rf"^(?:(?:at least|more than|about|some|nearly|almost|around|over|up to|only|as many as) )?(?P<answer>{_NUMBER}) "
    r"(?P<rest>(?:of )?(?!percent|per cent|%|years? ago|days? |weeks? |months? |hours? |times? )[a-z]+s?\b(?: [\w’'-]+){0,5}? (?:was|were|are|have|had|will"
    r"|died|fled|[a-z]{3,}ed)\b.*)$",
    re.IGNORECASE,
)
_SUBJECT = r"(?P<what>(?:(?:The|An?) (?:[\w’'-]+ ){0,3}[\w’'-]+)|(?:[A-Z][\w’'.-]*(?: (?:of |the |and )?[A-Z][\w’'.-]*){0,4}(?: [a-z]+s)?))"
_PASSIVE = re.compile(rf"^{_SUBJECT} (?P<aux>was|were) (?P<rest>[a-z]+(?:ed|en|wn|ld|de|nt|ght)\b.*)$")
_PLAIN = {
    "became": "become", "began": "begin", "came": "come", "fell": "fall", "fled": "flee", "found": "find", "gave": "give",
    "held": "hold", "led": "lead", "left": "leave", "lost": "lose", "made": "make", "met": "meet", "rose": "rise",
    "said": "say", "sent": "send", "sold": "sell", "spoke": "speak", "told": "tell", "took": "take", "went": "go",
    "won": "win", "wrote": "write",
}  # fmt: skip
_PAST = rf"(?:was|had|{'|'.join(_PLAIN)}|(?!need|feed|speed|exceed|proceed|indeed|hundred)[a-z]{{2,}}ed)"
_DEED = re.compile(
    rf"^{_SUBJECT} (?P<verb>(?!need|feed|speed|exceed|proceed|indeed|hundred)[a-z]{{2,}}ed|{'|'.join(_PLAIN)})(?P<rest>| .*)$"
)
_VERB = re.compile(
    r"\b(?:[a-z]{2,}(?:ed|n’t|n't)|is|are|was|were|has|have|had|will|would|can|could|be|been|did|does|do|not|never)\b"
)
_LEANING = re.compile(
    r"^(?:he|she|it|they|we|i|you|his|her|its|their|our|my|this|that|these|those|there|here|but|and|so|then|when|if|as|while|after"
    r"|before|in|on|at(?! least)|by|for|from|with|who|which|what|also|however|although|though|whenever|wherever|despite|because|since|until"
    r"|unlike|like|once|even|both|all|most|many|some(?! \d)|such|no|not|just|now|today|meanwhile)\b",
    re.IGNORECASE,
)
_SUBCLAUSE = re.compile(
    r"\b(?:who|which|that|whose|where|when|he|she|it|they|his|her|its|their|this|these)\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[,:](?!\d)|[;—–(]| (?:who|which|that said|while|but|although|because) ")
_ODD = re.compile(r"[()\[\]“”\"…*]|\s[?’']|\bI\b|\b(?:vs|etc)\?")
_NAMED_DAY = re.compile(r"(?i)\d|day\b|\b(?:tomorrow|tonight)\b")
_SILENT_E = re.compile(r"(?:[^aeiou][au][rtkmz]|[^n]g|[cvz]|[^s]s)$")
_BEFORE_DAY = re.compile(r"\s*\b(?:on|in|at|by|late|early|since|until|from|last|this)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted question; `answer` is "" for one that cannot be answered. `date` is ISO 8601 or ""."""

    question: str
    answer: str
    kind: str
    date: str
    evidence: str
    article: str
    comment: str = ""

    def row(self) -> dict[str, Any]:
        """The fields of a user's file (evals/own_questions.py); those with nothing in them are left out."""
        held = {"question": self.question, "answer": self.answer, "answerable": bool(self.answer), "kind": self.kind, "date": self.date,
                "evidence": self.evidence, "article": self.article, "draft": True, "comment": self.comment}  # fmt: skip
        return {name: value for name, value in held.items() if value != ""}


def drafts(corpus: Corpus, number: int) -> list[Draft]:
    """At most `number` questions over the archive, the same each time, from as many articles and of as many kinds as there
    are; about every fifth cannot be answered."""
    chosen = _chosen(corpus, number - number // UNANSWERABLE)
    share = len(chosen) // (UNANSWERABLE - 1)
    made = list(_made_unanswerable(corpus, chosen, min(share, number - len(chosen))))
    return [*chosen, *made]


def check(path: Path) -> None:
    """Raises UsageError for a file that is there (it may hold what somebody wrote), and for one of another kind."""
    if path.suffix.lower() not in {".jsonl", ".csv"}:
        raise UsageError(f"{path} must end in .jsonl or .csv: that is how questions are written down.")
    if path.exists():
        raise UsageError(f"{path} is there already, and what is in it would be lost: name another file with --out.")


def write(found: list[Draft], path: Path) -> None:
    """Writes drafts to a new file, CSV if its name ends in .csv, else JSONL. Raises UsageError as `check` does, and for a
    file that cannot be written."""
    check(path)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(_csv(found) if path.suffix.lower() == ".csv" else _jsonl(found), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}. Name another place with --out."
        ) from error


def _jsonl(found: list[Draft]) -> str:
    return "".join(json.dumps(draft.row(), ensure_ascii=False) + "\n" for draft in found)


def _csv(found: list[Draft]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for draft in found:
        writer.writerow(
            {name: str(value).lower() if isinstance(value, bool) else value for name, value in draft.row().items()}
        )
    return out.getvalue()


def _chosen(corpus: Corpus, wanted: int) -> list[Draft]:
    """Drafts of articles in a fixed disorder, one an article in each round, always of the kind that is rarest so far."""
    ids = sorted(corpus.store.matching_articles(None, None, None), key=lambda i: hashlib.sha256(i.encode()).digest())
    open_drafts: dict[str, list[Draft]] = {}
    chosen: dict[str, Draft] = {}
    kinds = Counter[str]()
    for at in range(10**6):
        more = False
        for article_id in ids:
            if len(chosen) == wanted:
                return list(chosen.values())
            if at == 0:
                open_drafts[article_id] = list(_of(corpus, corpus.article(article_id)))
            rest = [d for d in open_drafts[article_id] if d.question not in chosen]
            if rest:
                best = min(rest, key=lambda d: kinds[d.kind])
                chosen[best.question] = best
                kinds[best.kind] += 1
                more = True
        if not more:
            break
    return list(chosen.values())


def _of(corpus: Corpus, article: Article) -> Iterator[Draft]:
    """The drafts of one article, in the order of its text."""
    times = corpus.time_expressions(article.id)
    for passage in corpus.store.passages_of(article.id):
        for start, end in passage.sentences:
            said = article.text[start:end]
            sentence = " ".join(said.split()).rstrip(" .")
            if "|" in said or "\n\n" in said or "?" in said:
                continue
            whens = [t for t in times if start <= t.start and t.end <= end]
            for question, answer, kind, day in _asked(sentence, whens, corpus.store.document_frequency):
                if 4 <= len(question.split()) <= LONGEST and not _ODD.search(question):
                    yield Draft(question, answer, kind, day, said, article.id)


def _asked(
    sentence: str, times: list[TimeExpression], frequency: Callable[[str], int]
) -> Iterator[tuple[str, str, str, str]]:
    """(question, answer, kind, date) for each rule that fits a sentence."""
    days = [
        t for t in times if t.type == "DATE" and t.first_day and t.first_day == t.last_day and _NAMED_DAY.search(t.text)
    ]
    body = sentence
    if len(days) == 1 and (lead := _lead(days[0].text).match(sentence)):
        body = f"{sentence[lead.end()].upper()}{sentence[lead.end() + 1 :]}"
    if _LEANING.match(body):
        return
    event = "" if len(days) != 1 else _without(sentence, days[0].text) if body == sentence else _clause(body)
    if (question := _when(event, frequency)) and days[0].first_day:
        first = body.split()[0]
        if first not in sentence and first not in {"The", "A", "An"}:  # "On Monday, police …"
            question = question.replace(f" {first} ", f" {first.lower()} ", 1)
        yield question, day_in_words(days[0].first_day), "date", days[0].first_day.isoformat()
    head = _clause(body)
    if counted := _COUNTED.match(head):
        rest = re.sub(r"^of (?!(?:the|our|his|her|their|its|these|those|\w+[’']s)\b)", "", counted["rest"])
        yield f"How many {rest}?", counted["answer"], "number", ""
    name = next(iter(names(body)), "")
    if len(name.split()) > 1 and head.startswith(f"{name} "):
        rest = head[len(name) + 1 :]
        if re.match(rf"{_PAST}\b", rest) and len(rest.split()) >= 3:
            yield f"Who {rest}?", name, "name", ""


def _lead(day: str) -> re.Pattern[str]:
    """What a sentence that begins with its day begins with: "On Friday, "."""
    spelt = re.escape(" ".join(day.split()))
    return re.compile(rf"(?:(?:Late |Early )?(?:On|In|By) )?{spelt},? (?=\S)", re.IGNORECASE)


def _clause(sentence: str) -> str:
    """The sentence up to the end of its first clause of four words or more."""
    for cut in _CLAUSE_END.finditer(sentence):
        if len(sentence[: cut.start()].split()) >= 4:
            return sentence[: cut.start()]
    return sentence


def _without(sentence: str, day: str) -> str:
    """The first clause of a sentence without the words that name its day; "" where that clause does not name it."""
    flat = " ".join(day.split())
    if flat not in (head := _clause(sentence)):
        return ""
    before, after = head.split(flat, 1)
    return " ".join(f"{_BEFORE_DAY.sub('', before)} {after}".split()).strip(" ,")


def _when(event: str, frequency: Callable[[str], int]) -> str:
    """The question for the day of an event, or "" where the sentence has no form that turns into one."""
    passive, deed = _PASSIVE.match(event), _DEED.match(event)
    for found in filter(None, (passive, deed)):
        what = re.sub(r"^(?:The|An?)\b", lambda article: article[0].lower(), found["what"])
        if _SUBCLAUSE.search(what) or _VERB.search(what):
            continue
        if found is passive:
            return f"When {found['aux']} {what} {found['rest']}?"
        return f"When did {what} {_base(found['verb'], frequency)}{found['rest']}?"
    return ""


def _base(verb: str, frequency: Callable[[str], int]) -> str:
    """The plain form of a past tense; of one in -ed, of the spellings that it can have, the one that the archive uses most."""
    if verb in _PLAIN:
        return _PLAIN[verb]
    root = verb[:-2]
    forms = [root, verb[:-1]]
    if root[-1:] == root[-2:-1]:
        forms.append(root[:-1])
    if root.endswith("i"):
        forms = [f"{root[:-1]}y"]
    usual = verb[:-1] if _SILENT_E.search(root) else root
    return max(forms, key=lambda form: (frequency(form), form == usual))


def _made_unanswerable(corpus: Corpus, chosen: list[Draft], wanted: int) -> Iterator[Draft]:
    """Drafts asked of a name from another article, where no passage holds that name with words of the question."""
    people = [
        (draft.article, name)
        for draft in chosen
        for name in names(draft.evidence)
        if len(name.split()) == 2 and not _LEANING.match(name)
    ]
    made = 0
    for number, draft in enumerate(chosen):
        if made == wanted:
            return
        inside = [m[0] for n in names(draft.question) if len(n.split()) == 2 for m in re.finditer(rf" (?:the )?{re.escape(n)}(?= [a-z]|\?)", draft.question)]  # fmt: skip
        turned = people[number:] + people[:number]
        for article, other in turned if inside else ():
            question = draft.question.replace(inside[0], f" {other}")
            if article != draft.article and question != draft.question and not _told(corpus, other, question):
                comment = f"Made of “{draft.question}”: make sure that the archive does not answer it."
                yield replace(draft, question=question, answer="", kind="unanswerable", date="", evidence="", article="", comment=comment)  # fmt: skip
                made += 1
                break


def _told(corpus: Corpus, name: str, question: str) -> bool:
    """Whether a passage holds a name together with two words of a question that are not of the name."""
    others = [w for w in content_words(question) if w not in name.split()]
    parts = re.findall(r"\w+", name)
    pairs = [(a, b) for n, a in enumerate(others) for b in others[n + 1 :]]
    return any(corpus.store.lexical([*parts, a, b], 1, every=True) for a, b in pairs)

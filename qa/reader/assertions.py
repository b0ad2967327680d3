"""Statements and yes-or-no questions made of questions and their answers, for a judge of what a text bears out.

"Who painted the mill?" with "Ann Lee" makes "Ann Lee painted the mill" and "Did Ann Lee paint the mill?", which the text bears
out; with another name of the text in her place, or the opposite of a word, it speaks against them. What makes a question
unanswerable leaves them open. They are made by rules and often stilted: of use beside claims that people would write.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qa import verb
from qa.reader.data import WHOLE, Row, crop
from qa.reader.traps import NEGATABLE, OPPOSITES, names

SOURCES = frozenset(
    {"squadshifts_newwiki", "squad2", "nq_oracle", "qed_dev", "qamr_wikinews", "qamr_wikipedia", "squadshifts_reddit",
     "written_wikipedia", "written_news", "written_stories"}
)  # fmt: skip
"""Sources of rows whose questions make statements that can be read."""
# Most rows of a source that an epoch draws: QAMR asks dozens of stilted questions about each of a few hundred sentences.
_MOST = {"qamr_wikinews": 6000, "qamr_wikipedia": 3000, "squadshifts_reddit": 1500}
_TOLD_OF = frozenset(
    {"squad2", "written_wikipedia", "written_news"}
)  # whose unanswerable rows are made to look answerable
_LONG, _CUT = 110, 90  # words of a text, and to how many a longer one is cut
_BORNE_OUT, _DENIED = (
    0.42,
    0.84,
)  # of the answered rows: up to here borne out, up to there spoken against, else left open
_LONGEST_ANSWER = 9  # words

_AUX = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_BE = r"(?:is|are|was|were|has been|have been|had been|will be)"
_KIND = r"(?:which|what)(?: [\w'’-]+){1,3}?|how many(?: [\w'’-]+){1,3}?"
_OF_SUBJECT = re.compile(
    rf"(?P<wh>who|what|{_KIND}|whose(?: [\w'’-]+){{1,2}}?) (?P<rest>(?!(?:did|does|do)\b).+)", re.IGNORECASE
)
_OF_OBJECT = re.compile(
    rf"(?P<wh>who|whom|what|{_KIND}|how much(?: [\w'’-]+){{0,2}}?|when|where|how long|how often) (?P<aux>{_AUX}) (?P<subject>.+)",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"\b(?:\w+ed|\w+en|\w+ing|made|sold|built|held|told|paid|said|left|lost|found|kept|put|set|cut|hit|shot|known|born|done|seen)\b"
)
_LAST_PREPOSITION = re.compile(r"\b(?:in|on|at|for|to|of|from|with|by|about|as)$")
_ADVERBIAL = re.compile(r" (?:in|on|at|during|after|before|from|to|for|by|with|since|when|while|because|as)\b .*$")
_IN_FRONT = frozenset(
    "in on at since until by during near outside for from to after before under over behind through inside between".split()
)
_MONTH = re.compile(r"\d{4}$|(?:January|February|March|April|May|June|July|August|September|October|November|December)")
_IS_IT_TRUE = re.compile(r"is it true that ", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NUMBER = re.compile(r"\d[\d,.]*")


def assertions(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Rows whose `question` is a statement or a yes-or-no question: `yes` whether the text bears it out, with the whole text
    as `answers`, or None with no answers where it is left open. As many as the rows give, in no particular order."""
    kept = [row for row in rows if row.source in SOURCES]
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in kept:
        if row.answers:
            told[row.text].append((row.question, row.text[slice(*row.answers[0])]))
    chance.shuffle(kept)
    drawn: dict[str, int] = defaultdict(int)
    out: list[Row] = []
    for row in kept:
        if drawn[row.source] >= _MOST.get(row.source, len(kept)):
            continue
        made = next(_asserted(row, kept, told, chance), None)
        if made is not None:
            drawn[row.source] += 1
            out.append(made)
    return out


def _asserted(
    row: Row, rows: Sequence[Row], told: Mapping[str, Sequence[tuple[str, str]]], chance: random.Random
) -> Iterator[Row]:
    """At most one row, made of this one."""
    if not row.answers:
        word = row.question.split()[0].lower()
        alike = [answer for asked, answer in told.get(row.text, ()) if asked.split()[0].lower() == word]
        likely = alike or names(row.text)
        if row.source in _TOLD_OF and likely and len(row.text.split()) <= _LONG:
            yield from _row(row, _worded(row.question, chance.choice(likely), "", chance), None)
        return
    answer = row.text[slice(*row.answers[0])]
    before = row.text[: row.answers[0][0]].split()[-1:]
    if row.source not in WHOLE and len(row.text.split()) > _LONG:
        row = crop(row, row.answers[0], _CUT, chance)
        if not row.answers:
            return
    lead = before[0].lower() if before else ""
    kind = chance.random()
    if kind >= _DENIED:
        other = chance.choice(rows)
        if other.text != row.text:
            if len(other.text.split()) > _LONG:
                other = crop(other, None, _CUT, chance)
            yield from _row(other, _worded(row.question, answer, lead, chance), None)
        return
    yes = kind < _BORNE_OUT
    text = _worded(row.question, answer, lead, chance)
    if not yes:
        turned = _opposite(text, row.text, chance) if chance.random() < 0.15 else ""
        other_answer = "" if turned else _another(row, answer, told[row.text], chance)
        text = turned or (_worded(row.question, other_answer, lead, chance) if other_answer else "")
    behind = _IS_IT_TRUE.match(text)
    if text and chance.random() < 0.12 and (denied := NEGATABLE.search(text, behind.end() if behind else 0)):
        text, yes = f"{text[: denied.end()]} not{text[denied.end() :]}", not yes
    yield from _row(row, text, yes)


def _row(row: Row, text: str, yes: bool | None) -> Iterator[Row]:
    if text:
        yield replace(row, question=text, answers=() if yes is None else ((0, len(row.text)),), yes=yes)


def _worded(question: str, answer: str, before: str, chance: random.Random) -> str:
    """The question with its answer filled in, as a statement or for yes or no; "" for one of another form. `before` is the
    word in front of the answer in its text."""
    question, answer = question.strip(" ?.!"), answer.strip().rstrip(".")
    if len(answer.split()) > _LONGEST_ANSWER or "?" in question or not answer:
        return ""
    closed = _of_object(question, answer, before)
    forms = [closed] if closed else _of_subject(question, answer)
    if not forms:
        return ""
    text = chance.choice(forms)
    return text.lower() if chance.random() < 0.1 else text


def _of_object(question: str, answer: str, before: str) -> str:
    """ "What did Lee sell to the town?" with "the mill": "Did Lee sell the mill to the town?"; "" for other questions."""
    match = _OF_OBJECT.fullmatch(question)
    if match is None:
        return ""
    asked, aux, subject = match["wh"].lower(), match["aux"].lower(), match["subject"]
    if asked in ("who", "what") and re.match(_BE, aux) and not _PARTICIPLE.search(subject):
        return ""
    told = _counted(match["wh"], answer)
    if asked in ("when", "where", "how long"):
        lead = before if before in _IN_FRONT else ""
        if not lead and asked == "where":
            return ""
        if not lead and asked == "when" and _MONTH.match(answer):
            lead = "on" if re.search(r"\b\d{1,2}\b", answer) else "in"
        tail = " ".join(part for part in (subject, lead, told) if part)
    elif _LAST_PREPOSITION.search(subject) or not (behind := _ADVERBIAL.search(subject)):
        tail = f"{subject} {told}"
    else:
        tail = f"{subject[: behind.start()]} {told}{behind.group()}"
    return f"{aux.capitalize()} {tail}?"


def _of_subject(question: str, answer: str) -> list[str]:
    """ "Who sold the mill?" with "Lee": "Lee sold the mill", "Did Lee sell the mill?" and the like; nothing for other questions."""
    match = _OF_SUBJECT.fullmatch(question)
    if match is None:
        return []
    told, rest = _counted(match["wh"], answer), match["rest"]
    if match["wh"].lower().startswith("whose"):
        told = f"{re.sub('[’]s$|[’]$', '', answer.replace(chr(39), '’'))}'s {' '.join(match['wh'].split()[1:])}"
    statement = f"{told[:1].upper()}{told[1:]} {rest}"
    forms = [statement, statement, f"Is it true that {statement}?"]
    first, _, others = rest.partition(" ")
    if re.fullmatch(_AUX, first, re.IGNORECASE):
        forms += [f"{first.capitalize()} {told} {others}?"] * 2
    elif verb.is_only_past(first):
        forms += [f"Did {told} {verb.plain(first)} {others}?"] * 2
    return forms


def _counted(asked: str, answer: str) -> str:
    """An answer to "how many tonnes": "12 tonnes"."""
    noun = " ".join(asked.split()[2:]) if re.match(r"how (?:many|much)\b", asked, re.IGNORECASE) else ""
    return answer if not noun or noun.split()[-1].lower() in answer.lower() else f"{answer} {noun}"


def _another(row: Row, answer: str, told: Sequence[tuple[str, str]], chance: random.Random) -> str:
    """Something of the text, of the answer's kind, that is not the answer; a changed number; "" where nothing is found."""
    used, said = set(re.findall(r"\w+", answer.lower())), f"{row.question} {answer}".lower()

    def new(texts: Sequence[str]) -> list[str]:
        return [t for t in texts if t and not used & set(re.findall(r"\w+", t.lower())) and t.lower() not in said]

    words = answer.split()
    if _YEAR.fullmatch(answer):
        others = new([m.group() for m in _YEAR.finditer(row.text)])
    elif number := _NUMBER.search(answer):
        held = new([m.group().rstrip(".,") for m in _NUMBER.finditer(row.text)])
        value = re.sub(r"[,.]", "", number.group())
        if (not held or chance.random() < 0.5) and len(value) < 7:
            n = int(value)
            changed = max(1, chance.choice([n * 2, n + 1, n - 1, n + 3, n * 10, n // 2, n - 2]))
            held = [f"{changed:,}" if "," in number.group() else str(changed)]
        others = [answer[: number.start()] + other + answer[number.end() :] for other in held]
    elif all(word[:1].isupper() or word in {"of", "the", "de", "and", "van", "von"} for word in words):
        every = names(row.text)
        others = new([name for name in every if min(2, len(name.split())) == min(2, len(words))]) or new(every)
    else:
        first = row.question.split()[0].lower()
        others = new([t for asked, t in told if asked.split()[0].lower() == first and t[:1].islower()])
    return chance.choice(others) if others else ""


def _opposite(text: str, source: str, chance: random.Random) -> str:
    """The text with the opposite of one of its words, which the source does not have; "" where no word has any."""
    changes = [
        (*match.span(), opposite)
        for match in re.finditer(r"[A-Za-z]+", text)
        if (opposite := OPPOSITES.get(match.group().lower())) and opposite not in source
    ]
    if not changes:
        return ""
    start, end, opposite = chance.choice(changes)
    return text[:start] + opposite + text[end:]

"""Follow-up questions made standalone: pronouns and gaps filled from the conversation, nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.words import STOP_WORDS, names, stem, tokens

History = Sequence[tuple[str, str]]

_PERSON = re.compile(r"\b(he|him|his|she|her|hers|himself|herself)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(it|its|itself|there)\b|\b(that|this)(?=\s*[?.,]|\s*$|\s+(?:happen|change|matter|take place)\b)", re.IGNORECASE
)
_NOUN_AGAIN = re.compile(r"\b(?:that|this|those|these) (?!is\b|was\b|are\b|were\b)([a-z]+)", re.IGNORECASE)
_DO_IT = re.compile(
    r"\b(?:do|did|done|manage[ds]?|achieve[ds]?|announced?|say|said) it\b(?=\s*(?:[?.,]|$|so\b|by\b|with\b))",
    re.IGNORECASE,
)
_NOUN_PHRASE = re.compile(r"\bthe (?!same\b|day\b|date\b)[a-z-]{3,}\b")
_GROUP = re.compile(r"\b(they|them|their|theirs|themselves)\b", re.IGNORECASE)
_OF_A_THING = re.compile(r"\b(?:its|itself)\b", re.IGNORECASE)
_OPENING = r"^(?:(?:and|but|so|ok(?:ay)?|then|also)[ ,]+)*"
_WHAT_ABOUT = re.compile(_OPENING + r"(?:what|how) about\b *(.+)$|^(?:and|but|or)[ ,]+(.+)$", re.IGNORECASE)
_WH = (
    r"(?:(?:on|since|until|by|for|from|in|at|to|with|of) )?"
    r"(?:who|whom|whose|what|when|where|why|which|how(?: (?:many|much|long|often|far|big))?)"
)
_BARE = re.compile(
    _OPENING
    + rf"({_WH}(?: (?:day|date|year|month|time|exactly))?)(?: (?:was|is|did|does|were) (?:that|this|it)(?: (?:happen|occur|take place))?)?$",
    re.IGNORECASE,
)
_AUXILIARY = r"is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might"
_ASKED = re.compile(
    _OPENING
    + rf"(?P<wh>{_WH})(?P<noun>(?: (?!(?:{_AUXILIARY})\b)[\w’'-]+){{0,5}}?) (?P<aux>{_AUXILIARY}) (?P<rest>.+)$",
    re.IGNORECASE,
)
_SUBJECT_ASKED = re.compile(_OPENING + rf"(?P<wh>{_WH})(?P<rest> .+)$", re.IGNORECASE)
_FILLS_A_GAP = re.compile(r"who|whom|what|which|where|how (?:many|much)", re.IGNORECASE)
_POSSESSIVE = frozenset({"his", "its", "their", "theirs", "hers"})
_LONGEST_PHRASE = 12  # words; a longer answer is a sentence and cannot stand where a pronoun stood


def standalone(text: str, history: History) -> str:
    """`text` so that it can be understood without `history`, the earlier (question, answer) pairs, oldest first.

    Both are plain text, questions already cleaned. A question that leans on nothing comes back as it is.
    """
    if not history:
        return text
    previous = standalone(history[-1][0], history[:-1])
    answer = short(history[-1][1])
    bare = text.rstrip(" ?!.")
    if previous and (match := _BARE.match(bare)):
        return _ask_again(match[1], previous, answer)
    if previous and (match := _WHAT_ABOUT.match(bare)):
        topic = (match[1] or match[2]).strip()
        if len(tokens(topic)) <= 6 and not re.match(_WH + r"\b", topic, re.IGNORECASE):
            return of_another(previous, topic)
    return _without_pronouns(text, previous, answer)


def pronoun(text: str) -> str:
    """The first pronoun of a question that stands for somebody or something said before; "" for none."""
    found = [m for p in (_PERSON, _GROUP, _OF_A_THING) if (m := p.search(text))]
    return min(found, key=lambda m: m.start()).group() if found else ""


def short(answer: str) -> str:
    """The words of an answer that answer: what stands before its first quotation or citation."""
    said = re.split(r"\s*\[\d+\]|\s*[“\"]|(?<=[a-z0-9’'%)]{2})[.;]\s", answer.strip() + " ", maxsplit=1)[0]
    return said.strip(" .,;:—-")


def _without_pronouns(text: str, previous: str, answer: str) -> str:
    in_answer, in_question = names(answer), names(previous)
    people = [n for n in in_answer + in_question if " " in n] + [n for n in in_question + in_answer if " " not in n]
    if people:
        text = _PERSON.sub(lambda m: _inflect(people[0], m[1], text, m.end()), text)
    phrase = answer if _is_phrase(answer) else ""
    groups = ([phrase] if _is_plural(phrase) else []) + in_question + in_answer
    if groups and (match := _GROUP.search(text)):
        there = {word for name in names(text) for word in tokens(name)}
        group = next((g for g in groups if not set(tokens(g)) & there), groups[0])
        text = text[: match.start()] + _inflect(group, match[1], text, match.end()) + text[match.end() :]
    if match := _THING.search(text):
        pronoun = (match[1] or match[2]).lower()
        thing = _event(previous, answer, text)
        nouns = in_question or _NOUN_PHRASE.findall(previous)
        if pronoun in ("it", "its", "there") and (nouns or phrase) and not _DO_IT.search(text):
            thing = phrase if phrase and _asks_for_a_thing(previous) else (nouns or [phrase])[0]
        if thing:
            text = text[: match.start()] + _inflect(thing, pronoun, text, match.end()) + text[match.end() :]
    elif match := _NOUN_AGAIN.search(text):
        about = _event(previous, "", text)
        if about and stem(match[1]) not in {stem(word) for word in tokens(about)}:
            text = f"{text[: match.start()]}the {match[1]}{text[match.end() :].rstrip(' ?')} ({about})?"
    return text


def _ask_again(wh: str, previous: str, answer: str) -> str:
    """The previous question with another question word, what it asked for put in its place: "When was that?"."""
    wh = wh[0].upper() + wh[1:]
    bare = previous.rstrip(" ?!.")
    if match := _ASKED.match(bare):
        gap = _gap(match["wh"], match["noun"], answer)
        return " ".join(f"{wh} {match['aux']} {match['rest']} {gap}".split()) + "?"
    if match := _SUBJECT_ASKED.match(bare):
        gap = answer if _is_phrase(answer) and _FILLS_A_GAP.fullmatch(match["wh"]) else ""
        return " ".join(f"{wh} {gap}{match['rest']}".split()) + "?"
    return previous


def _gap(wh: str, noun: str, answer: str) -> str:
    """What stands in a statement where the question word stood: the answer, with the noun that was counted."""
    if not _is_phrase(answer) or not _FILLS_A_GAP.fullmatch(wh):
        return noun.strip()
    return f"{answer} {noun.strip()}" if wh.lower().startswith("how") else answer


def _event(previous: str, answer: str, text: str) -> str:
    """What the previous question and its answer tell, as a phrase: "sending 5,000 more troops to Kabul"."""
    match = _ASKED.match(previous.rstrip(" ?!."))
    if match is None:
        return answer if _is_phrase(answer) else ""
    rest, gap = match["rest"], _gap(match["wh"], match["noun"], answer)
    subject = next(iter(names(rest)), "")
    if subject and rest.startswith(subject) and subject in text:
        verb, _, more = rest[len(subject) :].strip().partition(" ")
        return " ".join(f"{verb} {gap} {more}".split())
    return " ".join(f"{rest} {gap}".split())


def _asks_for_a_thing(question: str) -> bool:
    return re.match(_OPENING + r"(?:\w+ )?(?:what|which|where)\b", question, re.IGNORECASE) is not None


def _is_phrase(answer: str) -> bool:
    return 0 < len(tokens(answer)) <= _LONGEST_PHRASE


def _is_plural(phrase: str) -> bool:
    head = re.split(r" (?:of|on|in|at|for|from|to|with|that|who|which)\b", phrase, maxsplit=1)[0].split()
    return bool(head) and head[-1].islower() and head[-1].endswith("s") and not head[-1].endswith("ss")


def _inflect(name: str, pronoun: str, text: str, end: int) -> str:
    pronoun = pronoun.lower()
    if pronoun == "there":
        return f"in {name}"
    name = name if name[:1].isdigit() or name[:2].lower() != "th" else name[0].lower() + name[1:]
    her_noun = pronoun == "her" and re.match(r"\s+\w", text[end:]) is not None
    return f"{name}’s" if pronoun in _POSSESSIVE or her_noun else name


def of_another(previous: str, topic: str) -> str:
    """The previous question asked of another topic: its last name gives way ("When did Herat fall?" + "Kandahar")."""
    asked_of = [n for n in names(previous) if stem(n) not in STOP_WORDS and n.lower() not in topic.lower()]
    if not asked_of:
        return f"{previous.rstrip(' ?')} {topic}?"
    spot = previous.rfind(asked_of[-1])
    return f"{previous[:spot]}{topic}{previous[spot + len(asked_of[-1]) :]}"

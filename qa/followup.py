"""Follow-up questions made standalone: pronouns and gaps filled from the conversation, nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index import timex
from index.timevalue import plus_days
from index.timeword import SMALL
from qa import antecedent, verb
from qa.answer import NOT_IN_ARCHIVE
from qa.ellipsis import asks_subject, in_full
from qa.words import AUXILIARY, STOP_WORDS, content_words, names, stem, tokens

History = Sequence[tuple[str, str]]

_PERSON = re.compile(r"\b(he|him|his|she|her|hers|himself|herself)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(it|its|itself|there)\b|\b(that|this)(?=\s*[?.,]|\s*$|\s+(?:happen|change|matter|take place)\b)", re.IGNORECASE
)
_NOUN_AGAIN = re.compile(r"\b(?:that|this|those|these) (?!is\b|was\b|are\b|were\b)((?-i:[a-z]+))", re.IGNORECASE)
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
_ASKED = re.compile(
    _OPENING + rf"(?P<wh>{_WH})(?P<noun>(?: (?!(?:{AUXILIARY})\b)[\w’'-]+){{0,5}}?) (?P<aux>{AUXILIARY}) (?P<rest>.+)$",
    re.IGNORECASE,
)
_SUBJECT_ASKED = re.compile(_OPENING + rf"(?P<wh>{_WH})(?P<rest> .+)$", re.IGNORECASE)
# "And the day after?", "What happened two days later in Herat?"
_DAY_BESIDE = re.compile(
    _OPENING
    + r"(?:(?:what|how) about|what(?: else)? (?:happened|occurred|took place|went on)|what was (?:done|the news))?,? ?(?:on )?(?:the |that )?"
    r"(?:(?P<order>next|following|same|previous|preceding|that) day|(?:(?P<count>\d{1,3}|one|two|three|four|five|six|seven|ten) )?days? "
    r"(?P<order2>after|later|before|earlier))(?: (?:that|it|then))?(?P<rest> (?:in|at|to|with|near) .+)?$",
    re.IGNORECASE,
)
_AFTER_THAT = re.compile(
    rf"(?P<asked>{_OPENING[1:]}how (?:long|soon|many (?:days|weeks|months|years)|much (?:later|time))(?: \w+)?? (?:after|before|since)) "
    rf"(?:that|this|it|then),? (?P<rest>(?:{AUXILIARY})\b.+)$",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"\b(?:wr(?:ote|ite|itten)|authored|penned|publish(?:ed)?|print(?:ed)?|reported)\b(?: \w+)?? it\b|\b(?:wr(?:ote|itten)|published|printed) by\b|\bits author\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:books?|letters?|articles?|stor(?:y|ies)|reports?|songs?|poems?|plays?|films?|bills?|laws?|novels?|memos?|notes?|columns?|speech(?:es)?|emails?|scripts?"
    r"|pieces?|essays?|stud(?:y|ies)|papers?|documents?|statements?|messages?|posts?|texts?|figures?|polls?|surveys?|lists?|photos?|pictures?|reviews?)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:in|on|at|by|for|from|to|with|since|until|before|after|during|under|over|near|against|about|of|as|without|within)\b",
    re.IGNORECASE,
)
# "the" and the words after it, up to what ends a noun phrase and the verb behind it.
_THE_RUN = re.compile(
    r"\b[Tt]he(?: (?!(?:the|a|an|his|her|its|their|in|on|at|by|for|from|to|with|since|until|before|after|during|under|over|near|against|about|of|as"
    r"|without|within|into|through|and|or|that|which|who|when|up|down|out|off|again|back|same|day|date)\b)[a-z’'-]+)+"
)
# "Ohtani’s contract", "the Google trial": a thing that has a name in its own.
_NAMED_THING = re.compile(
    rf"\b[A-Z][\w-]*(?:[’']s|s[’']) (?!(?:{AUXILIARY})\b)[a-z-]{{3,}}(?= (?:with|in|at|on|of|for|from|to|by|against|about|over)\b|$)"
    r"|\bthe (?:[A-Z][\w-]+ )+(?:trial|war|election|vote|deal|talks|case|match|game|race|film|book|bridge|mill|ship|ferry|bill|law|strike|contract|treaty|plan)\b"
)
# What is counted in them is neither a group nor a thing that is spoken of.
_OF_UNITS = re.compile(
    r"\b(?:seconds|minutes|hours|days|weeks|months|years|times|per ?cent|percent|points|cents|miles|(?:kilo|centi|milli)?met(?:er|re)s|feet|inches|acres|hectares|tonn?es|tons|litres|liters|barrels"
    r"|degrees|dollars|euros|pounds|crowns|francs|rupees|roubles|rubles|pesos|dinars|dirhams|shillings|marks|lire|yen|yuan)\b",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\b(?:in|at|to|from|near|into|around|inside|outside|across) (?:the )?$", re.IGNORECASE)
_NO_THING = re.compile(r"(?:probably )?(?:yes|no)|[\d\W]*", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:the|their|its|his|her|these|those) ([a-z-]{2,}[^\Wsui]s)\b")
_COUNTED = re.compile(
    rf"how many (?P<noun>(?:(?!(?:{AUXILIARY})\b)[a-z-]+ )?[a-z-]{{2,}}(?:[^\Wsui]s|men|women|people|children))\b",
    re.IGNORECASE,
)
_OF_NOTHING = re.compile(rf"^(?:(?:and|but|so)[ ,]+)?how many(?= (?:{AUXILIARY})\b)", re.IGNORECASE)
_SAYS_OF_HIMSELF = re.compile(
    rf"\b(?:{AUXILIARY}) (?P<who>(?-i:[A-Z][\w’'.-]*)(?: (?-i:[A-Z][\w’'.-]*))*) (?:say|claim|think|believe|expect|hope|plan|promise|vow|warn|want|insist|tell|announce|admit|deny|feel|explain|know)\b[^,;?]*$",
    re.IGNORECASE,
)
# "What made her change her mind?"
_CAUSES = re.compile(
    r"\b(?:make|makes|made|let|lets|help|helps|helped|saw|see|hear|heard|watch|watched) her$", re.IGNORECASE
)
# What somebody did is no thing that can be spoken of as "it".
_DOES = re.compile(
    r"^(?:and |but |so )?what (?:\w+ )?(?:(?:has |have |had |will )?happen(?:s|ed)?\b|\w+ .+ (?:do|done|doing)\b)",
    re.IGNORECASE,
)
_PLACE_ASKED = re.compile(
    r"\bwhere\b|\b(?:what|which) (?:[\w-]+ )?(?:city|country|place|town|village|province|region|state|capital|island|district|part|building|hospital|school|hall|airport|port)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:do|did|are|were|have|had|will) (?P<who>(?:the )?(?:[a-z-]{2,}[^\Wsui]s|men|women|people|children)) [a-z]+",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.,$£€])\d[\d,]*(?![\d.,]*\d)(?!%)")
_FILLS_A_GAP = re.compile(r"who|whom|what|which|where|how (?:many|much)", re.IGNORECASE)
_DETERMINERS = frozenset("the a an this that these those some his her its their".split())
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
    text = with_noun(text, previous)
    bare = text.rstrip(" ?!.")
    if match := _DAY_BESIDE.match(bare):
        return _on_day_beside(match, history[-1][1]) or text
    if previous and (match := _AFTER_THAT.match(bare)) and (event := clause(previous) or _day_said(history[-1][1])):
        return f"{match['asked']} {event} {match['rest']}?"
    if previous and (match := _BARE.match(bare)) and (again := _ask_again(match[1], bare, previous, answer)):
        return again
    if previous and (match := _WHAT_ABOUT.match(bare)):
        topic = (match[1] or match[2]).strip()
        if len(tokens(topic)) <= 6 and not re.match(_WH + r"\b", topic, re.IGNORECASE):
            return _asked_of(previous, topic) or text
    whole = _without_pronouns(text, previous, answer)
    if whole == text and any(leans.search(text) for leans in (_PERSON, _GROUP, _THING)):
        return standalone(
            text, history[:-1]
        )  # "How many houses?", "212", "How did it start?": what they speak of all the time
    return whole


def with_noun(text: str, previous: str) -> str:
    """A question for a number of nothing ("How many did Ray send?") with what the previous one counts ("How many ships did
    Lee send?"); as it is where that counts nothing."""
    counted = re.search(_COUNTED.pattern, previous, re.IGNORECASE)
    return _OF_NOTHING.sub(lambda m: f"{m[0]} {counted['noun']}", text) if counted else text


def pronoun(text: str) -> str:
    """The first pronoun of a question that stands for somebody or something said before; "" for none."""
    found = [m for p in (_PERSON, _GROUP, _OF_A_THING) if (m := p.search(text)) and not _names_its_own(text, m)]
    return min(found, key=lambda m: m.start()).group() if found else ""


def leans_on_person(text: str) -> bool:
    """Whether a question has a pronoun for one person."""
    return _PERSON.search(text) is not None


def _names_its_own(text: str, found: re.Match[str]) -> bool:
    """Whether a question says itself who its "he" or "she" is: "What did Ray say he would do?"."""
    saying = _SAYS_OF_HIMSELF.search(text[: found.start()])
    return saying is not None and _PERSON.fullmatch(found[0]) is not None and bool(antecedent.persons(saying["who"]))


def of_what_was_asked(text: str, previous: str) -> bool:
    """Whether "it" in a question is the thing that the previous one asks for, because both have one verb: "What was stolen?",
    "Who stole it?"."""
    if not re.search(r"\b(?:it|them|they)\b", text, re.IGNORECASE) or not _asks_for_a_thing(previous):
        return False
    return bool(_verb_forms(_told(previous)) & _verb_forms(_told(text)))


def _told(question: str) -> str:
    """A question without what it asks for: "In what year did it burn" without the year."""
    match = _ASKED.match(question.rstrip(" ?!."))
    return match["rest"] if match else question


def _verb_forms(text: str) -> set[str]:
    """The words of a question as they may be verbs in their plain form."""
    words = {word.lower() for word in tokens(text)} - (STOP_WORDS - {"say", "said", "tell", "told"})
    return words | {verb.plain_of_participle(word) or word for word in words} | {verb.plain(word) for word in words if verb.is_past(word)}  # fmt: skip


def short(answer: str) -> str:
    """The words of an answer that answer: what stands before its first quotation or citation."""
    if answer.startswith(NOT_IN_ARCHIVE):
        return ""
    said = re.split(r"\s*\[\d+\]|\s*[“\"]|(?<=[a-z0-9’'%)]{2})[.;]\s", answer.strip() + " ", maxsplit=1)[0]
    return said.strip(" .,;:—-")


def _without_pronouns(text: str, previous: str, answer: str) -> str:
    in_answer = antecedent.named(answer)
    in_question = [name for name in antecedent.named(previous) if not _PREPOSITION.fullmatch(name)]
    holder = antecedent.holder(previous)
    if people := _person(previous, answer) or ([holder] if holder else []):
        asked = text
        text = _PERSON.sub(
            lambda m: m[0] if _names_its_own(asked, m) else _inflect(people[0], m[1], asked, m.end()), text
        )
    phrase = answer if _is_phrase(answer) and not _NO_THING.fullmatch(answer) and not _DOES.search(previous) else ""
    groups = ([phrase] if _is_plural(phrase) and not _OF_UNITS.search(phrase) else []) + in_question + in_answer
    if match := _GROUP.search(text):
        several = _so_many(previous, answer) or antecedent.group(previous)
        if several and (not groups or any(name in several for name in in_question)):
            groups = [several, *groups]  # "How many Ashford firemen came?": they are the firemen
        groups = groups or _people(previous, match[1].lower())
    if groups and match:
        there = {word for name in names(text) for word in tokens(name)}
        others = [g for g in groups if not set(tokens(g)) & there]
        # "What does it want from them?": not from itself.
        itself = match[1].lower() == "them" and (not others or (len(groups) == 1 and re.search(r"\bit\b", text)))
        group = match[1] if itself else (others or groups)[0]
        text = text[: match.start()] + _inflect(group, match[1], text, match.end()) + text[match.end() :]
    if match := _THING.search(text):
        pronoun = (match[1] or match[2]).lower()
        thing = _event(previous, answer, text)
        # Whom it does something to, or with what, is another than who does it.
        nouns = [name for name in in_question if name not in text] or _NOUN_PHRASE.findall(previous)
        if pronoun == "there" and in_question:
            nouns = [name for name in in_question if _IN_PLACE.search(previous[: previous.find(name)])] or nouns[-1:]
        # "Who closed the old bridge in Ashford?": it is the bridge.
        if in_question and asks_subject(previous) and (run := _THE_RUN.search(previous)):
            nouns = [run.group(), *nouns] if run.start() < previous.find(in_question[0]) else nouns
        if called := antecedent.thing(previous):
            nouns = [called, *nouns]
        if (named := _NAMED_THING.search(previous)) and (pronoun == "it" or named.group().startswith("the ")):
            nouns = [named.group(), *nouns]
        if pronoun == "it" and of_what_was_asked(text, previous):
            asks = _ASKED.match(previous.rstrip(" ?!."))
            noun = asks["noun"].strip() if asks else ""
            nouns, thing = [], phrase or (f"the {noun}" if noun else "")
        if pronoun in ("it", "its", "there") and (nouns or phrase) and not _DO_IT.search(text):
            asks_for_it = _asks_for_a_place(previous) if pronoun == "there" else _asks_for_a_thing(previous)
            thing = phrase if phrase and asks_for_it else (nouns or [phrase])[0]
            if _WRITING.search(text) and not _WRITTEN.search(f"{previous} {phrase}"):
                # What the conversation speaks of is the news; what somebody wrote is the article about it.
                about = (nouns or [" ".join(content_words(previous))])[0]
                thing = f"the article about {about}"
        if thing:
            text = text[: match.start()] + _inflect(thing, pronoun, text, match.end()) + text[match.end() :]
    elif (noun_again := _NOUN_AGAIN.search(text)) and not verb.is_past(noun_again[1]):  # "the dog that found him"
        about = _event(previous, "", text)
        if about and stem(noun_again[1]) not in {stem(word) for word in tokens(about)}:
            text = f"{text[: noun_again.start()]}the {noun_again[1]}{text[noun_again.end() :].rstrip(' ?')} ({about})?"
    return text


def _person(previous: str, answer: str) -> list[str]:
    """Whom "he" or "she" may be after a question and its answer, likeliest first: persons of two names before others."""
    asked, answered = antecedent.persons(previous), antecedent.persons(answer)
    if answered and asks_subject(previous) and not re.match(r"(?i)what\b", previous):
        return answered  # "Who beat Jones?", "Smith": he is Smith
    if asked and re.match(r"(?i)what (?:(?:has |had )?(?:happened|become)|became|is known) ", previous):
        return asked
    return [n for n in answered + asked if " " in n] + [n for n in asked + answered if " " not in n]


def _so_many(previous: str, answer: str) -> str:
    """The persons or things that were counted, with the number that the answer gives: "the 650 Ashford firemen"; "" for none."""
    found, amounts = antecedent.group(previous), _DIGITS.findall(answer)
    counted = re.match(r"(?i)(?:and )?how many ", previous) is not None
    return f"the {amounts[0]} {found.removeprefix('the ')}" if counted and found and len(amounts) == 1 else ""


def _people(question: str, pronoun: str) -> list[str]:
    """Whom or what "they" or "them" may be in what follows a question that names nobody: "How many men were hurt?", "the men"."""
    if pronoun == "them" and (owned := _OWNED.findall(question)):
        return [f"the {owned[-1]}"]
    counted = _COUNTED.match(question)
    if counted and not _OF_UNITS.search(counted["noun"]):
        return [f"the {counted['noun']}"]
    doing = _DOING.search(question)
    return [doing["who"]] if doing else []


def _ask_again(wh: str, asked: str, previous: str, answer: str) -> str:
    """The previous question with another question word, what it asked for put in its place: "When was that?"; "" where
    `asked` is about something in it ("Who won the race?", "How long was it?")."""
    if asks_subject(previous):
        return in_full(asked, previous, answer if _is_phrase(answer) else "")
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
        does, _, more = rest[len(subject) :].strip().partition(" ")
        return " ".join(f"{does} {gap} {more}".split())
    return " ".join(f"{rest} {gap}".split())


def _asks_for_a_thing(question: str) -> bool:
    return re.match(_OPENING + r"(?:\w+ )?(?:what|which|where)\b", question, re.IGNORECASE) is not None


def _asks_for_a_place(question: str) -> bool:
    return _PLACE_ASKED.search(question) is not None


def _is_phrase(answer: str) -> bool:
    return 0 < len(tokens(answer)) <= _LONGEST_PHRASE


def _is_plural(phrase: str) -> bool:
    head = re.split(r" (?:of|on|in|at|for|from|to|with|that|who|which)\b", phrase, maxsplit=1)[0].split()
    return bool(head) and head[-1].islower() and head[-1].endswith("s") and not head[-1].endswith("ss")


def _inflect(name: str, pronoun: str, text: str, end: int) -> str:
    pronoun = pronoun.lower()
    if pronoun == "there":
        return f"in {name}"
    first = name.split()[0].lower() if name else ""
    name = name[0].lower() + name[1:] if first in _DETERMINERS or first in SMALL else name
    her_noun = pronoun == "her" and re.match(r"\s+\w", text[end:]) is not None and not _CAUSES.search(text[:end])
    of_it = pronoun in _POSSESSIVE or her_noun
    plural = name.split()[-1].islower() and name.endswith("s") if name else False
    return f"{name}’" if of_it and plural else f"{name}’s" if of_it else name


def clause(question: str) -> str:
    """What a question asks the day of, as a clause after "after": "the bridge was closed", "Herat fall"; "" if unclear."""
    match = _ASKED.match(question.rstrip(" ?!."))
    if match is None or not re.match(r"(?i)when\b|(?:on )?(?:what|which) day\b", f"{match['wh']}{match['noun']}"):
        return ""
    if match["aux"].lower() in {"did", "do", "does"}:
        return match["rest"]
    named = names(match["rest"])
    found = _noun_phrase(question)
    subject = named[0] if named and match["rest"].startswith(named[0]) else found.group() if found else ""
    if not subject or not match["rest"].startswith(subject):
        return ""
    return f"{subject} {match['aux'].lower()}{match['rest'][len(subject) :]}"


def of_another(previous: str, topic: str) -> str:
    """The previous question asked of another topic, which stands where its last name stood ("When did Herat fall?" +
    "Kandahar"), or its noun; else after it."""
    return _asked_of(previous, topic) or f"{previous.rstrip(' ?')} {topic}?"


def _asked_of(previous: str, topic: str) -> str:
    """Like `of_another`; "" where nothing in the previous question gives way to the topic. Nouns give way to nouns first
    ("the bridge" to "the mill"), and a topic with a preposition ("in May") goes to the end."""
    if (about := re.match(r"(?i)about ", topic)) and (at := previous.lower().rfind(" about ")) > 0:
        return f"{previous[: at + 1]}about {topic[about.end() :]}?"
    if _PREPOSITION.match(topic) or timex.find(topic):
        return f"{previous.rstrip(' ?')} {topic}?"
    phrase = _noun_phrase(previous)
    of_noun = re.match(r"(?:the|its|his|her|their|a|an) [a-z]", topic) is not None
    days = " ".join(t.text for t in timex.find(previous))
    asked_of = [
        n
        for n in names(previous)
        if stem(n) not in STOP_WORDS and n.lower() not in topic.lower() and n not in days.split()
    ]
    if phrase and (of_noun or not asked_of):
        return f"{previous[: phrase.start()]}{topic}{previous[phrase.end() :]}"
    if not asked_of:
        return ""
    spot = previous.rfind(asked_of[-1])
    return f"{previous[:spot]}{topic}{previous[spot + len(asked_of[-1]) :]}"


def _noun_phrase(question: str) -> re.Match[str] | None:
    """The last "the NOUN" of a question, or the one after its auxiliary verb, without the verb that follows it: "the old
    bridge" of "When was the old bridge closed?"."""
    runs = list(_THE_RUN.finditer(question))
    subject = next(
        (run for run in runs if re.search(rf"\b(?:{AUXILIARY}) $", question[: run.start()], re.IGNORECASE)), None
    )
    run = subject or (runs[-1] if runs else None)
    if run is None:
        return None
    words = run.group().split()
    if subject is not None and len(words) > 2:
        words = words[:-1]  # the verb
    while len(words) > 2 and (words[-1].endswith("ly") or words[-1] in {"not", "ever", "first", "last", "also"}):
        words = words[:-1]
    return re.compile(re.escape(" ".join(words))).match(question, run.start())


def _on_day_beside(match: re.Match[str], answer: str) -> str:
    """What happened on a day beside the one that the last answer gives: "the next day", "two days before"; "" if it gives
    no one day."""
    day = _single_day(answer)
    if day is None:
        return ""
    count = (match["count"] or "").lower()
    far = int(count) if count.isdecimal() else SMALL.get(count, 1)
    order = (match["order"] or match["order2"]).lower()
    far = -far if order in {"before", "earlier", "previous", "preceding"} else 0 if order in {"same", "that"} else far
    beside = plus_days(day, far)
    return f"What happened on {beside.day} {beside:%B} {beside.year}{match['rest'] or ''}?"


def _day_said(answer: str) -> str:
    day = _single_day(answer)
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _single_day(answer: str) -> date | None:
    """The one day that the words of an answer before its quotes name, or None."""
    days = {
        (t.first_day, t.last_day)
        for t in timex.find(short(answer))
        if t.first_day is not None and t.value[:4].isdecimal()
    }
    first, last = next(iter(days)) if len(days) == 1 else (None, None)
    return first if first == last else None

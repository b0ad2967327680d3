"""Whether a sentence tells what a question asks of somebody else: "When did Ashford fall?", "Brent, near Ashford, fell"."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index import timex
from index.article import Article
from qa import label, verb
from qa.otherevent import verbs_of
from qa.question import Question
from qa.rephrase import SAME_EVENT, alike
from qa.span import Span
from qa.support import unsupported
from qa.words import AUXILIARY, STOP_WORDS, content_words, names, stems, stems_of

# Log-odds that a span loses whose sentence tells it of another, set by hand on development questions.
_ANOTHER: Final = 4.0
# And where the passage has no word for what was done: on 31 such questions 2 of 12 right answers lacked one, and 8 of 19 answers
# to what has none.
_UNTOLD: Final = 1.5
_NO_SUCH: Final = 3.0
# And less where another clause of the sentence has the number that the question is about.
_OTHER_CLAUSE: Final = 1.0

# What somebody is asked the reason of: "What reason did Lee give for resigning?"
_REASON_FOR: Final = re.compile(
    rf"\b(?:reasons?|explanations?|justification|grounds|motives?|excuses?) (?:{AUXILIARY}) .*\b(?:for|behind) (?:his |her |its |their )?(?P<act>[a-z]+ing)\b",
    re.IGNORECASE,
)
_WHERE_TO: Final = re.compile(
    rf"^(?:and |but |so )?(?:to )?(?:where|(?:which|what) (?:[\w-]+ )?(?:country|city|town|state|province|place|region|village)) (?:{AUXILIARY}) [^?]*?"
    r"\b(?:flee|fled|escape|escaped|go|gone|travel|travell?ed|fly|flown|move|moved|return|returned|retreat|retreated|march|marched|emigrate|deported)\b",
    re.IGNORECASE,
)
_MOVED: Final = frozenset(
    stems(
        "flee fled fleeing escape go goes going went gone travel trip journey fly flew flown flight move return back retreat withdraw withdrew withdrawn"
        " withdrawal march emigrate deport exile refuge asylum leave left leaving departure arrive arrival land come came visit head headed drove sail"
        " settle relocate transfer evacuate enter reach reached pull pulled cross crossed".split()
    )
)
_OWN_WORDS: Final = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_QUOTED_ON: Final = re.compile(r"^[^“]*”\W*$|^[^“]*“[^”]*$")
_WORD: Final = r"[A-Z](?:[\w.]|[’'-](?=[A-Z]))*(?![\w’'-])"  # no "Ann's", no "Paris-based"
_NAME: Final = rf"(?:(?:the|The) )?{_WORD}(?: (?:(?:of|the|de|von|van|al|bin) ){{0,2}}{_WORD})*"
_ADVERB: Final = r"(?:(?:first|last|ever|also|then|still|again|once|even|only|just|never|not|\w+ly) )?"
_BE: Final = r"(?:is|are|was|were|been|being|be|gets?|got)"
_PREPOSITION: Final = r"(?:of|in|on|at|to|from|by|for|with|near|before|after|since|until|during|and|or|who|that|which|as|than|over|about|against)"
_ASKED: Final = re.compile(
    rf"\b(?P<aux>{AUXILIARY}) (?:the (?:(?!{_PREPOSITION} )[\w’'-]+ ){{1,3}}?)??(?P<who>{_NAME}) {_ADVERB}(?P<verb>[a-z]{{2,}})(?P<rest>(?: [^?]*)?)\??$"
)
_OF_PERSON: Final = re.compile(rf"^(?i:and |but |so )?(?i:how old) (?:is|was|were|are) (?P<who>{_NAME})(?: |\?|$)")
_BE_WORD: Final = re.compile(rf"\b{_BE}\b(?: \w+){{0,2}} ?$", re.IGNORECASE)
_NOUN_BEFORE: Final = re.compile(
    r"\b(?:the|an?|this|that|his|her|its|their|our|my|your|no|of|for|on|in|at|with|from|by) (?:(?!(?:not|to)\b)[a-z]+ )?$",
    re.IGNORECASE,
)
_HELD: Final = re.compile(rf"^(?: (?:up|down|out|over|off))? (?P<what>{_NAME})(?: |$)")
_WITH: Final = re.compile(
    rf"^(?: (?:up|down|out|over|off))? (?P<by>with|to|for|against|at|from|into|in) (?P<what>{_NAME})(?: |$)"
)
_INDEFINITE: Final = re.compile(
    r" (?:over |up )?(?:an?|some|more|most|many|several|few|two|three|four|five|six|seven|eight|nine|ten|\d+|dozens|hundreds|other|another|no)\b(?! (?:\w+ )?(?:second|minute|hour|day|week|month|year|while)s?\b)"
)
_LOWER: Final = re.compile(r"(?<![\w’'-])[a-z]+(?![\w’'-])")
_TITLE: Final = re.compile(
    r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Gen|General|President|Minister|Prime Minister|Senator|Judge)\.? "
)
_TIME: Final = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)(?=\W|$)"
)
_ASIDE: Final = re.compile(r" ?\([^()]*\)")
_BEFORE: Final = re.compile(r"[;:—–.?!(]\s|[“”\"]|\b(?:and|but|while|as|after|before|when|since|that|which|who|whom|whose|where|because|if|although|though)\b")  # fmt: skip
_AFTER: Final = re.compile(
    r"[,;:—–.?!(]|[“”\"]|\b(?:and|but|while|as|after|before|when|since|that|which|who|whose|where|because|if|on|in|at|from|by|during|with|without|to"
    r"|for|into|over|under|against|near|until)\b"
)
_SET_OFF: Final = re.compile(r"^(?P<subject>[^,]+), (?!and\b|but\b)[^,]+, ?$")
# Verbs that news uses for one event, what is asked of on the same side.
_SAME: Final = tuple(frozenset(filter(None, map(verb.plain_of_participle, words))) for words in SAME_EVENT)
# Verbs that mean little by themselves.
_LIGHT: Final = frozenset("be have do go come get make say tell become keep put let give begin start continue happen call use want need plan".split())  # fmt: skip
_COMES: Final = frozenset({"manage", "come"})
_TO_BEAT: Final = frozenset({"beat", "defeat", "win"})
# News seldom says in so many words that somebody thinks what it tells.
_OF_MIND: Final = frozenset("believe think feel find see expect hope fear consider decide like love hate know".split())


@dataclass(frozen=True, slots=True)
class _Event:
    """A verb in its plain form, who does it and who or what it is done to; "" where no name is given."""

    verbs: frozenset[str]
    agent: str
    patient: str
    falls: bool  # "fall", which is to be taken
    by: str = ""  # a preposition, and the name behind it: "sign with Ferrow"
    whom: str = ""


def weighed(question: Question, span: Span, title: str = "", *, lacking: Article | None = None) -> Span:
    """The span, with less of a score (0..1) where its sentence tells it of another, where it is asked why somebody did what
    neither its passage nor the `title` of its article has a word for, why he called something what only others or nobody called
    it, where it neither names whom the question is about nor tells what he did, or where the question is about the other clause
    of the sentence. `lacking` is its article, if that lacks a name of the question: it answers less where that is who does it."""
    if question.type == "yes-no":
        return span
    text, start = span.passage.text, span.passage.start
    sentence, *others = (text[a - start : b - start] for a, b in (span.sentence, *span.passage.sentences))
    told = others if question.type == "why" else [sentence]
    loss = 0.0
    # How it came about, and why, is told in several sentences, of which one may say that another did it.
    about = others if question.type in {"how", "why"} and _TO_BEAT & _verbs(question.text) else [sentence]
    if any(of_another(question.text, one) for one in about):
        return span.less(_ANOTHER, "[1] tells it of another than the question does.")
    if label.is_of_another(question.text, told):
        loss = _ANOTHER
    elif label.is_untold(question.text, [title, *told]) or (lacking and _lacks_doer(question.text, lacking)):
        loss = _NO_SUCH
    elif question.type == "why":
        loss = _untold(question.text, f"{title} {text}")
        if (loss and _is_nowhere(question.text, f"{title} {text}")) or _lacks_number(question.text, f"{title} {text}"):
            loss = _NO_SUCH
    elif question.type == "how":
        loss = _UNTOLD if _untold(question.text, f"{title} {text}") == _NO_SUCH else 0.0
    elif question.type != "when" and _tells_neither(question.text, sentence):
        loss = _UNTOLD
    if not loss and not span.is_sentence and _is_in_other_clause(question.text, span):
        loss = _OTHER_CLAUSE
    return span.less(loss) if loss else span


# "As 3,000 men came to guard the mill, the clerks fled": two clauses, each with its subject.
_TWO_CLAUSES: Final = re.compile(
    rf"^\W*(?:as|while|when|after|before|although|though|since|once|because|whereas)\b (?:[^,]|,(?=\d))*(?P<end>,) (?!which\b|who\b|and\b|or\b)(?:[\w’'-]+ ){{1,6}}?(?:{AUXILIARY}|[a-z]+ed)\b",
    re.IGNORECASE,
)
_SO_MANY: Final = re.compile(r"(?<![\w$£€.,])\d[\d,]*(?![\w%])(?![.,]\d)")


def _is_in_other_clause(question: str, span: Span) -> bool:
    """Whether a span stands in one clause of its sentence and the number of persons or things that the question is about in the
    other one."""
    a, b = (at - span.passage.start for at in span.sentence)
    sentence = span.passage.text[a:b]
    parts = _TWO_CLAUSES.match(sentence)
    if parts is None:
        return False
    for t in reversed(timex.find(question)):
        question = f"{question[: t.start]}{question[t.end :]}"
    cut, at = parts.start("end"), span.start - span.passage.start - a
    places = [n.start() for number in _SO_MANY.findall(question) for n in re.finditer(rf"\b{number}\b", sentence)]
    return bool(places) and all((place < cut) != (at < cut) for place in places)


def _lacks_doer(question: str, article: Article) -> bool:
    """Whether an article has nowhere the name of who is asked about as doing something, or having it done to him."""
    event, person = _event(question), _OF_PERSON.match(question)
    doer = (event.agent or event.patient) if event else person["who"] if person else ""
    return bool(doer) and bool(unsupported(doer, f"{article.title} {article.source} {article.author} {article.text}"))


def _is_nowhere(question: str, text: str) -> bool:
    """Whether a text has not the whole name of who is asked about as doing something, or having it done to him."""
    event = _event(question)
    return event is not None and bool(unsupported(_TITLE.sub("", event.agent or event.patient), text))


def _lacks_number(question: str, text: str) -> bool:
    """Whether a question has a number, times left out, that a text has not."""
    for t in reversed(timex.find(question)):
        question = f"{question[: t.start]}{question[t.end :]}"
    numbers = " ".join(_SO_MANY.findall(question))
    return bool(numbers) and bool(unsupported(numbers, text))


def _untold(question: str, text: str) -> float:
    """The log-odds that an answer loses where a question asks why a person or body of some name did something, and no word for
    that is in the text; 0 where there is one."""
    if (reason := _REASON_FOR.search(question)) and names(question):
        done: Set[str] = stems([reason["act"]])
    elif _event(question) is not None:
        done = _done(question)
    else:
        return 0.0
    if not done or done & stems(_OF_MIND) or alike(done) & stems_of(text):
        return 0.0
    # Of a verb whose other words are known, none is missed.
    return _NO_SUCH if alike(done) != done else _UNTOLD


def _tells_neither(question: str, sentence: str) -> bool:
    """Whether a sentence has neither a word for what somebody of some name did or had done, nor that name, and few of the
    question's other words, or whether somebody is asked to have gone where and it has no word for going. None is missed where
    somebody speaks whom another sentence names."""
    event = _event(question)
    if event is None or _QUOTED_ON.search(sentence) or _OWN_WORDS.search(sentence):
        return False
    who, done, said = event.agent or event.patient, stems(event.verbs), stems_of(sentence)
    if _WHERE_TO.match(question) and not _MOVED & said:
        return True
    named = len(unsupported(who, sentence)) < len(who.split())
    if named or timex.find(who) or alike(done) & said:
        return False
    others = stems(content_words(question)) - stems_of(who) - done
    return 2 * len(others & said) < max(1, len(others))


def _done(question: str) -> Set[str]:
    """The stems of a question's words for what was done."""
    return verbs_of(question, stems(content_words(question)) - stems_of(" ".join(names(question))))


def of_another(question: str, sentence: str) -> bool:
    """Whether the sentence has the question's verb of other names than the question, and not of those: who does it, or to
    whom it is done."""
    event = _event(question)
    if event is None:
        return False
    if event.verbs & _TO_BEAT and event.agent and _is_loser(event.agent, sentence):
        return True
    other = False
    for match in _LOWER.finditer(sentence):
        forms = _plain_forms(match.group())
        falls = event.falls and "fall" in forms
        if not (falls or forms & event.verbs):
            continue
        before, after = sentence[: match.start()], sentence[match.end() :]
        if match.group() in event.verbs and _NOUN_BEFORE.search(before):
            continue  # "for their work", a noun
        passive = not falls and (_BE_WORD.search(before) is not None or after.startswith(" by "))
        if not falls and not passive and match.group().endswith("ing") and not before.strip():
            continue
        if set_off := _SET_OFF.match(before):
            before = set_off["subject"]  # "Ann Lee, who was 40, won"
        subject, thing = _filled(before, _BEFORE, last=True), _filled(after, _AFTER, last=False)
        if falls or passive:
            agent, patient = (_filled(after[4:], _AFTER, last=False) if after.startswith(" by ") else ""), subject
        else:
            agent, patient = subject, thing
        verdicts = [
            _fits(wanted, found, sentence)
            for wanted, found in ((event.agent, agent), (event.patient, patient))
            if wanted
        ]
        if event.whom and (with_whom := _behind(event.by, after)) and unsupported(event.whom, sentence):
            verdicts.append(not unsupported(event.whom, with_whom))
        if False not in verdicts:
            return False
        other = True
    return other


def _verbs(question: str) -> frozenset[str]:
    event = _event(question)
    return event.verbs if event else frozenset()


def _is_loser(who: str, sentence: str) -> bool:
    """Whether a sentence has somebody lose, or another win whom a pronoun in front of that name stands for."""
    name = re.escape(who.split()[-1])
    lost = (
        rf"\b{name}\b(?: (?!and\b|but\b)\w+){{0,3}} (?:lost|loses|lose|(?:was|were|is|are|been) (?:beaten|defeated))\b"
    )
    beaten = rf"\b(?:beat|beats|beaten|beating|defeated|defeats|defeating|win over|victory over) (?:[A-Z]\w+ )*{name}\b"
    he_won = rf"^\W*(?:He|She|They) (?:\w+ )?(?:won|beat|wins|beats|defeated)\b.*\b{name}\b"
    if re.search(
        rf"\b{name}\b[^.]*\b(?:but|and|then|before|later) (?:\w+ )?(?:won|beat|defeated|winning|beating)\b", sentence
    ):
        return False
    return any(re.search(pattern, sentence) for pattern in (lost, beaten, he_won))


@lru_cache(maxsize=64)
def _event(question: str) -> _Event | None:
    match = _ASKED.search(question)
    if match is None:
        return None
    be, done, rest = match["aux"] in {"is", "are", "was", "were"}, match["verb"], match["rest"]
    participle = be or match["aux"] in {"has", "have", "had"}
    if not be and done in {"be", "been"} and (passive := re.match(r" (?:\w+ly )?([a-z]+)", rest)):
        be, participle, done = True, True, passive[1]  # "will Lee be flown"
    if done in _COMES and (then := re.match(r" to ([a-z]+)", rest)):
        done, participle, rest = then[1], False, rest[then.end() :]  # "did Lee manage to win"
    root = verb.plain_of_participle(done) if participle else done
    if not root or root in _LIGHT or root in STOP_WORDS:
        return None
    verbs = next((same for same in _SAME if root in same), frozenset({root}))
    if be:
        return _Event(verbs, "", match["who"], root in _SAME[0])
    if root == "fall":
        return _Event(_SAME[0], "", match["who"], True)
    held, by = _HELD.match(rest), _WITH.match(rest)
    return _Event(
        verbs, match["who"], held["what"] if held else "", False, by["by"] if by else "", by["what"] if by else ""
    )


@lru_cache(maxsize=4096)
def _plain_forms(word: str) -> frozenset[str]:
    out = {word}
    if verb.is_past(word):
        out.add(verb.plain(word))
    if word.endswith("s"):
        out.add(verb.plain_of_present(word))
    out.add(verb.plain_of_participle(word))
    if word.endswith("ing") and len(word) > 5:
        out |= {word[:-3], f"{word[:-3]}e"}
    return frozenset(out)


def _filled(text: str, ends: re.Pattern[str], *, last: bool) -> str:
    """What stands on one side of a verb, up to the end of its clause, without days and what is in brackets."""
    text = _ASIDE.sub(" ", text)
    cuts = list(ends.finditer(text))
    if cuts:
        text = text[cuts[-1].end() :] if last else text[: cuts[0].start()]
    for t in reversed(timex.find(text)):
        text = f"{text[: t.start]}{text[t.end :]}"
    return _TIME.sub("", text)


def _behind(preposition: str, after: str) -> str:
    """The name behind a preposition that follows a verb, up to the end of its clause; "" where there is none."""
    match = re.match(rf"(?: [a-z]\w*){{0,2}} {preposition} (?P<what>{_NAME})(?!\w)", _TIME.sub("", after))
    return match["what"] if match else ""


def _fits(wanted: str, found: str, sentence: str) -> bool | None:
    """Whether a place of the sentence is filled by the name asked for, its title left out; None where no name fills it, unless the sentence has
    that name elsewhere, and then only beside another word ("the Ashford council") or with some other thing in this place."""
    wanted = _TITLE.sub("", wanted)
    alone = found if wanted.lower().startswith("the ") else _beside(wanted).sub("", found)
    if not unsupported(wanted, alone) or any(_is_last_of(name, wanted) for name in names(alone)):
        return True
    if names(found):
        return False
    if _INDEFINITE.match(found) and not unsupported(wanted, sentence):
        return False  # "took more towns", which is not the town that the sentence names elsewhere
    only_beside = not unsupported(wanted, sentence) and unsupported(wanted, _beside(wanted).sub("", sentence))
    return False if only_beside and not wanted.lower().startswith("the ") else None


def _is_last_of(name: str, wanted: str) -> bool:
    """Whether somebody of two names is called by the last alone: "Lee" or "Mr Lee", and no "Tom Lee", for "Ann Lee"."""
    bare = _TITLE.sub("", name)
    return " " in wanted and bare == wanted.split()[-1]


@lru_cache(maxsize=64)
def _beside(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:the|an?|this|that|its|his|her|their)\s+{re.escape(name)}(?:[’']s)?\s+(?=[a-z])")

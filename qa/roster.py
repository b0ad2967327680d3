"""Who or what of a kind the archive names: "Which ministers are mentioned?", "Name the spokesmen who are quoted".

Only names that stand beside a word for the kind count ("Foreign Minister Ann Lee", "Ann Lee, the foreign minister", "the city of
Ashford"), so that what is listed is of the kind asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qa import compose
from qa.answer import Answer
from qa.nouns import plural, singular
from qa.question import Question
from qa.ranking import rank
from qa.span import Span
from qa.support import same_name
from qa.verb import is_past
from qa.words import STOP_WORDS, content_words, names, stem, stems, stems_of, tokens

if TYPE_CHECKING:
    from index.article import Passage
    from qa.corpus import Corpus

_MOST: Final = 12
_PASSAGES: Final = 400
_ON_TOPIC: Final = 30  # passages
_CONFIDENCE: Final = 0.6

_OF_ALL: Final = r"(?: (?:in|by|of|from) (?:the |these |all (?:the )?|any of the |your |this )?(?:news )?(?:articles?|texts?|stories|story|reports?|archive|documents?|coverage))?"
_IS_NAMED: Final = r"(?:mentioned|named|quoted|cited|listed|referred to|talked about|spoken of|discussed)(?: by name)?"
_KIND: Final = r"(?P<kind>(?:[\w’'.-]+ ){0,3}?[\w’'-]+)"
_ASKED: Final = tuple(
    re.compile(f"^{pattern}$", re.IGNORECASE)
    for pattern in (
        rf"(?:which|what) {_KIND} (?:(?:are|were|is|was|get|have been|do the articles) {_IS_NAMED}|appear|occur|come up){_OF_ALL}",
        rf"(?:please )?(?:name|list|enumerate|give|tell)(?: me)?(?: the names of)?(?: all)?(?: of)?(?: the)? {_KIND}(?:(?: (?:who|that|which) (?:are|were|is|was))? {_IS_NAMED}){_OF_ALL}",
        rf"(?:please )?(?:name|list|enumerate)(?: me)?(?: the names of)?(?: all)?(?: of)?(?: the)? {_KIND}{_OF_ALL}",
        rf"who (?:are|were)(?: all)? the {_KIND}(?:(?: (?:who|that|which) (?:are|were))? {_IS_NAMED})?{_OF_ALL}",
        rf"what (?:are|were) (?:all )?the names of (?:all )?(?:the )?{_KIND}(?:(?: (?:who|that|which) (?:are|were))? {_IS_NAMED})?{_OF_ALL}",
    )
)  # fmt: skip
_ONES: Final = r"(?:people|persons|individuals)"
_TEXTS: Final = (
    r"(?:the |these |all (?:the )?|an? |any )?(?:news )?(?:articles?|stories|story|reports?|coverage|texts?)"
)
_IN_TEXTS: Final = rf"(?: (?:in|by|of|from) {_TEXTS} (?:about|on|of|from) (?P<topic>.+))"
_IN: Final = rf"(?: (?:in|by|of|from|behind|on|about)(?: {_TEXTS}(?: (?:about|on|of|from))?)? (?P<topic>.+))?"
_OF_PERSONS: Final = tuple(
    re.compile(f"^{pattern}$", re.IGNORECASE)
    for pattern in (
        rf"(?:which|what) {_ONES} (?:are|were|get) {_IS_NAMED}(?:{_OF_ALL}|{_IN_TEXTS})",
        rf"who(?: all)? (?:is|are|was|were|gets) {_IS_NAMED}(?:{_OF_ALL}|{_IN_TEXTS})",
        rf"(?:please )?(?:name|list|enumerate|give|show)(?: me)?(?: all)?(?: of)?(?: the)?(?: names of(?: the| all)?)? {_ONES}(?: (?:who|that|which))?(?: (?:are|were|is|was))? (?:{_IS_NAMED}|involved)(?:{_OF_ALL}|{_IN})",
        rf"(?:please )?(?:name|list|enumerate)(?: me)?(?: all)?(?: of)?(?: the)? {_ONES}{_OF_ALL}",
        rf"who (?:are|were|is|was) the (?:main|key|most important|central|leading|principal) (?:{_ONES}|figures?|actors?|players?|characters?|protagonists?)(?:{_OF_ALL}|{_IN})",
    )
)
_AND_WHOSE: Final = re.compile(
    r",? and (?:for )?(?:whom|who|which \w+|what) (?:do |are )?they (?:speak|work|act|belong|are)(?: for| to)?$|,? (?:and|with) (?:what )?(?:are )?(?:their|the) (?:names?|roles?|offices?|functions?|titles?|posts?|positions?|jobs?)(?: are)?$",
    re.IGNORECASE,
)

_SPOKESMAN: Final = "spokesman spokeswoman spokesperson"
_LEADERS: Final = "president minister premier chancellor leader"
_POLITICIANS: Final = f"{_LEADERS} politician senator congressman congresswoman lawmaker governor mayor"
_OFFICIALS: Final = f"{_LEADERS} official secretary secretary-general general ambassador chairman commander adviser advisor envoy governor mayor director chief commissioner {_SPOKESMAN}"
# What a word for persons takes in.
_TAKES_IN: Final = {
    "spokesman": _SPOKESMAN, "spokeswoman": _SPOKESMAN, "spokesperson": _SPOKESMAN, "leader": _LEADERS,
    "politician": _POLITICIANS, "statesman": _POLITICIANS, "official": _OFFICIALS, "officeholder": _OFFICIALS,
    "journalist": "journalist reporter correspondent editor columnist", "reporter": "reporter correspondent journalist",
    "expert": "expert professor analyst researcher scientist economist", "scientist": "scientist professor researcher",
    "lawyer": "lawyer attorney barrister", "diplomat": "diplomat ambassador envoy consul",
    "city": "city capital", "town": "town city", "country": "country nation", "state": "state", "nation": "nation country",
    "player": "player striker defender goalkeeper midfielder quarterback forward", "general": "general Gen",
}  # fmt: skip
_PLACES: Final = frozenset("city town village province country state nation region district capital county port island river".split())  # fmt: skip
_MEDIA: Final = frozenset("newspaper agency paper magazine broadcaster outlet medium media source channel".split())
_ANYBODY: Final = "person"
_PERSONS: Final = frozenset(
    (
        f"{_OFFICIALS} {_POLITICIANS} journalist reporter correspondent editor columnist expert professor analyst researcher"
        " scientist economist lawyer attorney diplomat consul judge prosecutor coach player striker defender goalkeeper"
        " midfielder quarterback king queen prince princess bishop author writer actor actress singer statesman executive"
        " founder soldier officer captain colonel admiral resident witness doctor critic activist candidate author"
    ).split()
)
_WORD: Final = r"[A-Z][^\W\d_]*(?:[.’'-][^\W\d_]+)*\.?(?<![’']s)"
_NAME: Final = rf"(?:[Tt]he )?{_WORD}(?: (?:(?:of|the|of the|bin|al|van|von|de|da|el) )?{_WORD})*"
_NO_NAME: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|December)|I|He|She|It|They|We|The|In|On|At|Yesterday|Today|Tomorrow|Meanwhile|However|Earlier|Later|Last|Also|But|And|Then|Now|Still"
)
_LIST: Final = rf"(?P<list>{_NAME}(?:, {_NAME})*(?:,? (?:and|or) {_NAME})?)"
# "General Motors", "Judge Business School"
_NO_PERSON: Final = re.compile(
    r"\b(?:Motors|Electric|Company|Data|Act|Partners?|Assembly|Regulation|Elections?|Counsel|Manager|Strike|Hospital|Staff|School|University"
    r"|Business|Inc|Department|Committee|Court|Street|Office|Council|Park|Center|Centre|Awards?|Cup|League|Group|News)\b"
)
_VERBS: Final = frozenset(
    "is are was were be has have had do does did will would can could may might said says".split()
)
_NO_PASTS: Final = frozenset("united left lost hit cut".split())
# "Attorney General Ann Lee" is no general, nor is a vice president the president.
_OTHER_OFFICE: Final = re.compile(
    r"\b(?:attorney|inspector|surgeon|director|consul|secretary|solicitor|postmaster|auditor|vice|deputy|former|ex|under)[ -]$",
    re.IGNORECASE,
)
_PAPER: Final = (
    r"(?:AFP|AP|AFP|Reuters|UPI|DPA|dpa|TASS|Tass|Xinhua|Interfax|ANSA|EFE|PTI|BBC|CNN|NBC|CBS|ABC|Bloomberg|Al Jazeera|Axios|Politico|Associated Press|Agence France-Presse|RIA Novosti"
    r"|(?!As |In |On |At |By )(?:[Tt]he )?(?:[A-Z][\w’'-]+ (?:and |of )?){0,4}(?:Times|Post|Telegraph|Journal|Herald|Guardian|Tribune|Gazette|Mail|Observer|Globe|Chronicle|Mirror|Independent|Express|Press|News|Daily|Courier"
    r"|Magazine|Review|Spiegel|Monde|Zeitung|Economist))(?![\w-])"
)
_QUOTED_MEDIUM: Final = re.compile(
    rf"\b(?:[Aa]ccording to|told|speaking to|spoke to|interview with|interviewed by|reported by|quoted by|published by|in|by|to) (?P<name>{_PAPER})|\b(?P<name2>{_PAPER}) (?:reported|reports|wrote|writes|quoted|cited|said)\b"
)


@dataclass(frozen=True, slots=True)
class Roster:
    """What is to be listed: the word for the kind, in the singular, and the words before it ("US", "defence"); "person" for
    anybody with an office or a profession. With a `topic` in the passages on it."""

    noun: str
    of: tuple[str, ...] = ()
    topic: str = ""


def asked(text: str) -> Roster | None:
    """The kind of persons, places or newspapers whose names a question asks for, without asking more of them; or None."""
    bare = _AND_WHOSE.sub("", text.strip().rstrip("?!. "))
    if persons := next(filter(None, (pattern.match(bare) for pattern in _OF_PERSONS)), None):
        return Roster(_ANYBODY, topic=persons["topic"] or "")
    match = next(filter(None, (pattern.match(bare) for pattern in _ASKED)), None)
    if match is None:
        return None
    *of, last = match["kind"].split()
    if "or" in of or "and" in of:
        of, last = [], re.split(r" (?:or|and) ", match["kind"])[0].split()[-1]
    noun = singular(last.lower())
    if noun == last.lower() or noun not in _PERSONS | _PLACES | _MEDIA:
        return None
    if any(word.lower() in STOP_WORDS for word in of if not word.isupper()):
        return None
    return Roster(noun, tuple(word for word in of if word.lower() not in {"different", "various", "news"}))


def answer(question: Question, corpus: Corpus) -> Answer | None:
    """The names of the kind that a question asks for, those named most often first, each with a citation; an abstention where
    there is none. None for other questions."""
    wanted = asked(question.text)
    if wanted is None:
        return None
    passages = sorted(_passages(question, wanted, corpus), key=lambda p: (p.article_id, p.start))
    spans, more = _distinct([span for p in passages for span in _named(wanted, p)])
    articles = {of: corpus.article(of) for of in dict.fromkeys(span.passage.article_id for span in spans)}
    if not spans:
        kind = "a person's office" if wanted.noun == _ANYBODY else " ".join([*wanted.of, plural(wanted.noun)])
        why = f"No name stands beside a word for {kind} in it."
        nearest = passages[: compose.NEAREST]
        return compose.abstention(
            question, nearest, {p.article_id: corpus.article(p.article_id) for p in nearest}, 1 - _CONFIDENCE, why
        )
    if more:
        question = replace(question, notes=(*question.notes, f"{more} more are named less often."))
    return compose.answer_list(question, spans, articles, _CONFIDENCE)


def _passages(question: Question, wanted: Roster, corpus: Corpus) -> Sequence[Passage]:
    """The passages that may have names of the kind."""
    ids = corpus.select(question.source, question.after, question.before)
    if wanted.topic:
        found = [ranked.passage for ranked in rank(corpus, wanted.topic, _ON_TOPIC, article_ids=ids)]
        named = stems(names(wanted.topic)) or stems(content_words(wanted.topic))
        texts = {p.article_id: corpus.article(p.article_id) for p in found}
        about = {of for of, article in texts.items() if named <= stems_of(f"{article.title} {article.text}")}
        return [passage for passage in found if passage.article_id in about]
    words = sorted({w for role in _members(wanted) for w in (role, plural(role))})
    if wanted.noun in _MEDIA:
        words += "told reported according".split()
    if wanted.noun in {"city", "town"}:
        words.append("seat")
    most = _ON_TOPIC * 4 if wanted.noun == _ANYBODY else _PASSAGES
    likely = corpus.lexical(words, most, None if ids is None else sorted(ids))
    return corpus.store.passages([of for of, _ in likely])


def _members(wanted: Roster) -> list[str]:
    return sorted(_PERSONS) if wanted.noun == _ANYBODY else _TAKES_IN.get(wanted.noun, wanted.noun).split()


def _named(wanted: Roster, passage: Passage) -> Iterator[Span]:
    """The names of the kind in a passage, each in the words that tell its kind if it is a person's."""
    for a, b in passage.sentences:
        sentence = passage.text[a - passage.start : b - passage.start]
        for start, end, name in _in_sentence(wanted, sentence):
            person = wanted.noun in _PERSONS or wanted.noun == _ANYBODY
            told = (start, end) if person else (name.start, name.stop)
            if person or not _NO_NAME.fullmatch(sentence[name]):
                yield Span(passage, a + told[0], a + told[1], (a, b), _CONFIDENCE, share=float(a + name.start))


def _in_sentence(wanted: Roster, sentence: str) -> Iterator[tuple[int, int, slice]]:
    """(start, end, name) of what tells that a name of the sentence is of the kind."""
    if wanted.noun in _MEDIA:
        for match in _QUOTED_MEDIUM.finditer(sentence):
            group = "name" if match["name"] else "name2"
            yield *match.span(group), slice(*match.span(group))
        return
    person = wanted.noun in _PERSONS or wanted.noun == _ANYBODY
    lowered = sentence.lower()
    for role in _members(wanted):
        if person and role.lower() not in lowered:
            continue
        for match, group in _in_office(role, sentence) if person else _called(role, sentence):
            told, name, start = match.group(), match[group], match.start()
            if _NO_NAME.fullmatch(name.split()[-1]) or _NO_NAME.fullmatch(name.split()[0]):
                continue
            if not person and name.lower().startswith("the ") and role in {"city", "town", "village"}:
                continue
            if person and (role.lower() in name.lower() or name.lower().startswith("the ") or _NO_PERSON.search(name)):
                continue
            if _OTHER_OFFICE.search(sentence[: start + told.lower().rfind(role.lower())]):
                continue
            context = set(stems_of(f"{sentence[max(0, start - 40) : start].rpartition(',')[2]} {told}"))
            if "pentagon" in context:
                context.add("us")  # its officials are American ones
            if not all(same_name(stem(word), context) for word in wanted.of):
                continue
            if group != "list":
                start += sum(len(word) + 1 for word in _in_front(told))
                yield start, match.end(), slice(*match.span(group))
                continue
            for item in re.finditer(_NAME, name):
                at = match.start(group) + item.start()
                yield at, at + len(item.group()), slice(at, at + len(item.group()))


def _in_front(told: str) -> list[str]:
    """The words that begin a phrase and are no part of it: "On Monday President", "told reporter"."""
    words = told.split(" ")
    out: list[str] = []
    for word in words[:-2]:
        plain = word.lower()
        if not (plain in STOP_WORDS and not word.isupper()) and not _NO_NAME.fullmatch(word) and not is_past(word):
            break
        out.append(word)
    return out


def _in_office(role: str, sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    """The places of a sentence where a person's name stands beside an office, and the group that has the name."""
    lower, upper = re.escape(role), re.escape(role[0].upper() + role[1:])
    full = rf"{_WORD}(?: (?:(?:bin|al|van|von|de|da|el) )?{_WORD})+"
    front = r"(?:(?:[A-Z][\w’'.-]* )+(?:[a-z-]+ )?)?"
    # "Foreign Minister Lee", "defence minister Ann Lee" and "Britain’s defence minister, Ann Lee,"
    if role in {"general", "Gen"}:
        either = rf"{'Gen[.]' if role == 'Gen' else upper} (?P<title>{full})"
    else:
        either = rf"{upper}\.? (?P<title>{_NAME})"
        either += rf"|{lower} (?P<name>{full})|{lower}, (?P<after>{full})(?=,|$)|(?:{lower}|{upper}) to (?:the )?{_WORD} (?P<sent>{full})"
    for match in re.finditer(rf"(?<![\w’'-]){front}(?<![\w-])(?:{either})", sentence):
        group = match.lastgroup or "title"
        lead = match.group()[: match.start(group) - match.start()].split()
        if group == "sent" or not any(word.islower() and (word in STOP_WORDS or is_past(word)) for word in lead):
            yield match, group
    if role == "Gen":
        return
    # "Ann Lee, the defence minister of Malta"
    for match in re.finditer(
        rf"(?P<name>{full}), (?:(?:the|an?|its|his|her|their) )?(?:(?!of |and |in |with |to |who |which )[\w’'.-]+ ){{0,4}}(?:{lower}|{upper})\b(?![’'])(?: (?:of|for) (?:the )?{_NAME})?",
        sentence,
    ):
        if not _has_verb(match.group()[match.end("name") - match.start() :]):
            yield match, "name"


def _called(kind: str, sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    """The places of a sentence where the name of a place stands beside its kind, as for `_in_office`."""
    many = plural(kind)
    for match in re.finditer(
        rf"(?P<name>{_NAME}), (?:the|an?|its|their|{_WORD}[’']s) (?:(?!of |and |in |with |to |who |which )[\w’'.-]+ ){{0,3}}{kind}\b(?![’'])",
        sentence,
    ):
        if not _has_verb(match.group()[match.end("name") - match.start() :]):
            yield match, "name"
    for match in re.finditer(rf"\b{many},? (?:including|such as|like|namely|among them|of) {_LIST}", sentence):
        yield match, "list"
    if kind in {"city", "town"}:
        for match in re.finditer(rf"(?P<name>{_NAME}), (?:the )?(?:\w+ )?(?:seat|capital) of", sentence):
            yield match, "name"
    if kind == "capital":
        return
    for match in re.finditer(rf"\b{kind} of (?P<name>{_NAME})", sentence):
        yield match, "name"
    if kind in {"province", "district", "county"}:
        for match in re.finditer(
            rf"(?<!\b[Aa] )(?<!\b[Aa]n )(?<!nother )(?<!\b[Tt]he )(?<![\w’'-])(?P<name>(?![Tt]he ){_NAME}) {kind}\b(?! (?:of )?[A-Z])",
            sentence,
        ):
            yield match, "name"


def _has_verb(text: str) -> bool:
    return any(word in _VERBS or (word.islower() and is_past(word) and word not in _NO_PASTS) for word in tokens(text))


def _distinct(spans: Sequence[Span]) -> tuple[list[Span], int]:
    """One span for each name, of those that name it in full the first, the most frequent names first; and how many are left
    out. A span's `share` is the place of its name in the article."""
    groups: list[tuple[set[str], list[Span]]] = []
    for span in spans:
        words = _name_words(span)
        group = next((g for g in groups if words <= g[0] or g[0] <= words), None)
        if group is None:
            groups.append((words, [span]))
        else:
            group[0].update(words)
            group[1].append(span)
    groups.sort(key=lambda g: -len({s.sentence for s in g[1]}))
    best = [max(found, key=lambda s: (len(_name_words(s)), -len(s.text))) for _, found in groups[:_MOST]]
    return [replace(span, share=1.0) for span in best], max(0, len(groups) - _MOST)


def _name_words(span: Span) -> set[str]:
    text = span.passage.text[int(span.share) - span.passage.start : span.end - span.passage.start]
    match = re.match(_NAME, text)
    return {stem(word) for word in tokens(match.group() if match else text) if word.lower() not in STOP_WORDS}

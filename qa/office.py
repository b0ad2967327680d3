"""Whether a sentence tells who holds the office that is asked for: "Who is the mayor of Ashford?", "Who heads the bank?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.article import Article
from qa import verb
from qa.question import Question
from qa.span import Span
from qa.spelling import is_english
from qa.support import same_name, unsupported
from qa.words import STOP_WORDS, names, stem, stems, stems_of, tokens

# Log-odds that a span loses, set by hand on development questions: where its passage has no word for the office or its article
# no name of whose it is, where the sentence gives the office to another, and where only the sentence lacks the word for it.
_NO_SUCH: Final = 4.0
_OF_ANOTHER: Final = 4.0
_UNTOLD: Final = 2.0
# And where its passage and headline do not name whose it is.
_NOT_NAMED: Final = 1.5
# And where neither the sentence nor the one before it names whose office it is.
_NOT_NEAR: Final = 1.0
_NEAR: Final = 400  # characters

# Words for one office and for holding it, by their stems; those before the stroke are what a question asks by.
_OFFICES: Final = tuple(
    (frozenset(_asks.split()), frozenset(stems(f"{_asks} {_more}".split())))
    for _asks, _, _more in (
        _line.partition("/")
        for _line in (
            "leader head chief boss / president chairman chairwoman chair director commander ruler ruled leading led headed chaired premier minister"
            " king executive governs governed ran runs rules secretary-general secretary",
            "heads / head leader lead leading led chair chaired chairman chairwoman chief boss director commander commanded captain",
            "founder co-founder cofounder / founded co-founded cofounded found founding established created creator started launched began set",
            "president / presidency presidential",
            "chairman chairwoman chair chairperson / chaired president head",
            "mayor / mayoress mayoral",
            "governor / governorship",
            "minister secretary / ministry chancellor premier",
            "premier / minister",
            "chancellor",
            "ambassador envoy / representative diplomat",
            "spokesman spokeswoman spokesperson",
            "executive ceo / chief boss",
            "director / directed head chief manager",
            "coach manager / boss trainer coached managed",
            "captain skipper / captained",
            "owner / owns owned proprietor bought acquired buyer",
            "commander / commanded general chief colonel leader leading led",
            "editor / edited editor-in-chief",
            "publisher / published publishes publishing",
            "king queen monarch / crown throne prince",
            "pope pontiff",
            "bishop archbishop",
            "senator / sen senate",
            "commissioner / commission",
            "judge magistrate justice / presides presided presiding",
            "lawyer attorney / counsel solicitor barrister represents represented representing",
            "principal headmaster headmistress headteacher / head",
            "treasurer",
            "successor / succeeded succeeds succeed replaced replaces replace took replacement",
            "predecessor / preceded precede succeeded replaced former",
        )
    )
)
# What an office is told by when it is asked for with a verb, and whose it may be where that verb has other meanings.
_HOLDS: Final = re.compile(
    r"^(?:and |but |so )?who (?P<verb>heads|headed|chairs|chaired|founded|co-founded|cofounded|established|governs|governed|rules|ruled"
    r"|(?:leads|led|runs|ran|commands|commanded)(?= (?:the )?(?-i:[A-Z])[\w.’'-]*(?: (?:(?:of|the|for) )*(?-i:[A-Z])[\w.’'-]*)*\??$)|(?:leads|led|runs|ran|commands|commanded)"
    r"(?= (?:[^?]* )?(?:delegation|mission|talks|team|government|party|movement|organi[sz]ation|agency|company|council|committee|inquiry|group|bank|institute"
    r"|union|army|militia|forces)\b)) (?P<what>.+?)\??$",
    re.IGNORECASE,
)
# Bodies whose head has no office of another name: that of a government may be its prime minister.
_BODY: Final = re.compile(r"\b(?:delegation|mission|talks|team|committee|inquiry|group|council)\b", re.IGNORECASE)
_FOUNDS: Final = re.compile(r"(?:co-?)?found|establish")
_ASKED: Final = re.compile(
    r"^(?:and |but |so )?(?:who(?: (?:is|was|are|were|has been|became|becomes)(?: now| (?:named|elected|appointed|chosen|made|crowned))?|[’']s)"
    r"|(?:(?:what (?:is|was|are|were)|what[’']s|tell me|give me|name|state) )?(?:the )?(?:full )?names? of) (?P<who>.+?)\??$",
    re.IGNORECASE,
)
# What stands behind the noun that names the office.
_REST: Final = re.compile(
    r",| (?:who|whom|whose|that|which|when|while|as|in|at|on|after|before|during|since|to|for|from|by|of|with|about|under|according)\b"
)
_OF: Final = re.compile(
    r"^ (?:of|at) (?:the )?(?P<owner>[A-Z].*?)(?=,| (?:who|that|when|in|at|on|after|before|during|since|to)\b|$)"
)
# Words between an owner and the office that tell nothing of which office it is.
_PLAIN: Final = frozenset(
    "the a an current new newly now then old late long-time longtime outgoing incoming present top first own chief head acting interim real".split()
)
_WORD: Final = r"[A-Z](?:[\w.]|[’'-](?=[A-Z]))*"
_OWNER_BEFORE: Final = re.compile(
    rf"(?P<owner>{_WORD}(?: (?:(?:of|the) )*{_WORD})*)(?P<owns>[’']s?)?(?P<between>(?: [a-z-]+){{0,2}}) $"
)
_OWNER_BEHIND: Final = re.compile(rf"^ (?:of|at) (?:the )?(?P<owner>{_WORD}(?: (?:(?:of|the) )*{_WORD})*)")
# Who is the deputy of a minister is no minister.
_LESSER: Final = re.compile(r"\b(deputy|vice|assistant|shadow|former|ex)[- ](?:[a-z-]+ ){0,2}$", re.IGNORECASE)
# "The energy minister" is another than the prime minister.
_MINISTERS: Final = frozenset({"minister", "secretary"})
_PORTFOLIO: Final = re.compile(
    r"\b((?!(?i:the|a|an|its|his|her|their|new|former|deputy|then|first|current|acting|and|as|is|was)\b)[a-z]+|Prime|Foreign|Defen[cs]e|Energy|Finance|Home|Interior) $"
)
_ONE_OF: Final = re.compile(r"\b[Aa]n?(?: [a-z-]+){0,2} $")
_BACKED_BY: Final = re.compile(r"\b(?P<owner>[A-Z][\w.]*)-(?:[a-z]+ed|led|run|born)\b(?: [a-z-]+){0,2} $")
_WHOSE: Final = re.compile(r"^ (?:for|of|at|in|with|from|to) (?:the )?(?P<owner>[A-Z].*)")
_HEADS: Final = re.compile(
    r"\b(?:heads|headed|leads|led|chairs|chaired|runs|ran|(?:head|leader|chair|chairman|chief|director|boss) of) (?:(?:the|a|an|his|her|its)\b|[A-Z])"
)
_TITLES: Final = frozenset(
    "prime foreign defence defense vice deputy supreme general chief executive interior finance home".split()
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The stems of words for an office, those of which one is asked for (“defence” minister) or of what it is the head, whose
    it is ("" if unsaid), the stem of the word that it is asked by ("" where a verb asks), and whether a body is asked the head of
    ("Who headed the inquiry?")."""

    words: frozenset[str]
    which: frozenset[str]
    owner: str
    noun: str = ""
    body: bool = False


def weighed(question: Question, span: Span, article: Article) -> Span:
    """The span, with less of a score (0..1) where the question asks who holds an office and the span's sentence does not tell of
    that office, or tells of that of another. `article` is the span's."""
    asked = _asked(question.text)
    if asked is None:
        return span
    a, b = (at - span.passage.start for at in span.sentence)
    sentence = span.passage.text[a:b]
    said = _words_in(sentence)
    loss = 0.0
    if not asked.words & said:
        heading = f"{article.title} {span.passage.text}"
        loss = _UNTOLD if asked.words & _words_in(heading) and _tells_of(asked.owner, heading) else _NO_SUCH
    elif _is_of_another(asked, sentence):
        loss = _OF_ANOTHER
    elif (
        not all(same_name(word, said) for word in asked.which)
        or _is_merely_one(asked, sentence)
        or (asked.noun not in said and not _tells_of(asked.owner, sentence))  # a president is some country's leader
    ):
        loss = _UNTOLD
    elif not _tells_of(asked.owner, f"{_before(span, article)} {sentence}"):
        loss = _NOT_NEAR if _tells_of(asked.owner, f"{article.title} {span.passage.text}") else _NOT_NAMED
    if asked.owner and unsupported(asked.owner, f"{article.title} {article.source} {article.text}"):
        loss = max(loss, _NO_SUCH)
    return span.less(loss) if loss else span


def _before(span: Span, article: Article) -> str:
    """The sentence before the one that a span stands in, within its paragraph or where it begins with "Its" or the like; "" for
    none: "Its director" is told of what that one names."""
    start = span.sentence[0]
    before = article.text[max(0, start - _NEAR) : start]
    if before.rstrip(" ").endswith("\n") and not re.match(
        r"\W*(?:Its|Their|His|Her)\b", article.text[start : start + 12]
    ):
        return ""
    return re.split(r"\n|(?<=[.!?][”\"]) (?=[A-Z“\"])|(?<=[.!?]) (?=[A-Z“\"])", before.strip())[-1]


def _words_in(text: str) -> set[str]:
    """The stems of a text's words, of which "US-led" is one: it tells of no leader."""
    return {stem(word) for word in tokens(text)}


def _tells_of(owner: str, text: str) -> bool:
    """Whether a text names the owner of an office, if one is named."""
    return not (owner and unsupported(owner, text))


@lru_cache(maxsize=64)
def _asked(question: str) -> _Asked | None:
    """The office that a question asks the holder of; None for a question of another kind."""
    if held := _HOLDS.match(question):
        by = "founder" if _FOUNDS.match(held["verb"].lower()) else "heads" if _BODY.search(held["what"]) else "leader"
        what = _core(held["what"])
        if (
            by == "leader"
            and not held["verb"].lower().startswith(("head", "chair"))
            and (named := " ".join(names(what)))
            and named == what.removeprefix("the ")
        ):
            return _Asked(words_for(by), frozenset(), named)
        return _Asked(words_for(by), frozenset(map(stem, what.split()[-1:])) - {""}, "", body=True)
    match = _ASKED.match(question)
    if match is None:
        return None
    phrase = _core(match["who"])
    words, behind = phrase.split(), match["who"][len(phrase) :]
    if (
        not words
        or not (group := words_for(words[-1].lower()) or words_for(words[-1].lower().removesuffix("s")))
        or len(words) == len(names(phrase) or "") == 1
    ):
        return None
    of = _OF.match(behind)
    owner = of["owner"] if of else _without_titles(" ".join(names(" ".join(words[:-1]))))
    which = {
        stem(word)
        for word in words[:-1]
        if (word.islower() or word.lower() in _TITLES)
        and word.lower() not in _PLAIN | STOP_WORDS
        and stem(word) not in group
    }
    if of_what := re.match(r" of ([a-z]+)\b", behind):
        which |= {stem(of_what[1])} - stems(STOP_WORDS)  # "chief of police", and no "captain of the ship"
    return _Asked(group, frozenset(which), owner, stem(words[-1].lower()))


def _core(phrase: str) -> str:
    """A noun phrase up to its noun: "the mayor of Ashford" is "the mayor"."""
    rest = _REST.search(phrase)
    return phrase[: rest.start()] if rest else phrase


@lru_cache(maxsize=64)
def words_for(office: str) -> frozenset[str]:
    """The stems of words that tell of an office; none for a word that names no office."""
    return frozenset().union(*(group for asks, group in _OFFICES if office in asks))


def _is_of_another(asked: _Asked, sentence: str) -> bool:
    """Whether the sentence tells of the office only as another's or as a lesser one ("deputy"), or says of what other body
    somebody is the head."""
    if asked.body and not asked.which <= stems_of(sentence) and _HEADS.search(sentence):
        return True
    other = False
    for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", sentence):
        if stem(match.group()) not in asked.words:
            continue
        before = sentence[: match.start()]
        lesser, portfolio = _LESSER.search(before), _PORTFOLIO.search(before)
        of_other = [found[1] for found in (lesser, portfolio if match.group().lower() in _MINISTERS else None) if found]
        if all(same_name(stem(word), asked.which) for word in of_other) or (not asked.which and not lesser):
            owners = _owners(before, sentence[match.end() :])
            if not asked.owner or not owners or any(not unsupported(asked.owner, owner) for owner in owners):
                return False
        other = True
    return other


def _is_merely_one(asked: _Asked, sentence: str) -> bool:
    """Whether the sentence calls somebody one of those that hold such an office, and not the holder of that which is asked for:
    "an unloved president" is nobody's, "a spokesman for Norland" Norland's, "the Norland-backed mayor" some other town's."""
    told = [m for m in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", sentence) if stem(m.group()) in asked.words]
    return bool(asked.owner and told) and all(
        _is_theirs(asked.owner, _BACKED_BY.search(sentence[: m.start()]))
        or (_ONE_OF.search(sentence[: m.start()]) and not _is_theirs(asked.owner, _WHOSE.match(sentence[m.end() :])))
        for m in told
    )


def _is_theirs(owner: str, found: re.Match[str] | None) -> bool:
    return found is not None and not unsupported(owner, found["owner"])


def _owners(before: str, behind: str) -> list[str]:
    """Whose an office is by what stands before the word for it and behind: "Norland’s new mayor", "mayor of Ashford"."""
    owners = []
    if found := _OWNER_BEFORE.search(before):
        # "Ann Lee has been mayor" says who holds it.
        verbs = [word for word in found["between"].split() if word in STOP_WORDS or verb.is_past(word)]
        owners += [] if verbs else [_owner(found["owner"], first=found.start("owner") == 0 and not found["owns"])]
    if found := _OWNER_BEHIND.match(behind):
        owners.append(_owner(found["owner"], first=False))
    return [owner for owner in owners if owner]


def _owner(name: str, *, first: bool) -> str:
    """Whose an office is by the name beside it; "" for words that begin a sentence and are no name: "Its", "Energy"."""
    words = _without_titles(name).split()
    while words and (words[0].lower() in STOP_WORDS or (first and len(words) == 1 and is_english(words[0].lower()))):
        words = words[1:]
    return " ".join(words)


def _without_titles(name: str) -> str:
    """A name without words of offices: "Norland Foreign" is "Norland"."""
    words = (re.sub(r"[’']s?$", "", word) for word in name.split())
    return " ".join(word for word in words if word.lower() not in _TITLES and not words_for(word.lower()))

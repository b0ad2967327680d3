"""What was asked: cleaned, made standalone from the conversation, with the kind of answer that is expected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from index.errors import UsageError
from qa.followup import History, standalone
from qa.forms import plainly
from qa.grain import Grain, grain
from qa.period import Period
from qa.words import AUXILIARY, content_words

AnswerType = Literal["when", "who", "where", "number", "duration", "why", "how", "list", "yes-no", "what"]
MAX_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """`asked` is what the user typed, `text` the standalone question that is answered.

    `source`, `after` and `before` restrict the articles (days inclusive), and so do the ids in `articles`, if there are any;
    `period` restricts what is told to some days. `told` are the sentences, as (article id, start, end), that answered the part
    before this one of the same event: one of them may well answer this, too; `taken` those that answered it of another, and those in `left_out` are not read. `notes`
    say how it was understood. `grain` is the unit of time that it asks for, "" for a plain "when".
    """

    asked: str
    text: str
    type: AnswerType
    source: str | None = None
    after: date | None = None
    before: date | None = None
    notes: tuple[str, ...] = ()
    period: Period | None = None
    grain: Grain = ""
    articles: tuple[str, ...] = ()
    told: tuple[tuple[str, int, int], ...] = ()
    taken: tuple[tuple[str, int, int], ...] = ()
    left_out: tuple[tuple[str, int, int], ...] = ()

    def part(self, text: str) -> Question:
        """The question `text`, which is a part of this one, within the same articles and days."""
        text = plainly(text)
        return replace(self, asked=text, text=text, type=answer_type(text), notes=(), grain=grain(text))

    def noted(self, note: str) -> Question:
        """This question with one more note on how it was understood."""
        return replace(self, notes=(*self.notes, note))


_VERB = rf"(?:{AUXILIARY}|goes|says|makes|means|causes|happens|leads|drives|[a-z]+ed|the|an?|of|else)\b"
_NO_THINGS = rf"(?:{_VERB}|(?:kinds?|types?|sorts?|news|others?)\b)"
# Behind another question word, or a verb that asks for yes or no, "who" and "when" begin a clause: "what fell when it rained".
_FIRST_OF_ALL = r"^(?:(?!\b(?:what|which|where|how|why|whose|{other})\b).)*"
_ASKS_WHETHER = rf"(?!(?:{AUXILIARY})\b(?!.*\b(?:know|say|said|tell|told|clear|known|reveal|revealed|sure|decide|announce|expected) when\b))"
_PATTERNS: tuple[tuple[AnswerType, str], ...] = (
    # "Is she worried about how they are treated?"
    ("yes-no", rf"^(?:and |but |so )?(?:{AUXILIARY}) .+\b(?:worried|concerned|happy|unhappy|angry|pleased|satisfied|surprised|shocked|upset|sorry) (?:about|with|by|at|over) (?:how|what|who|when|where|why)\b"),
    # What it begins with counts, and not "how many" or "how far" in a clause behind it.
    ("why", r"^(?:and |but |so )?why\b"),
    ("how", r"^(?:and |but |so )?how (?:do|does|did|can|could|would|will|should)\b"),
    ("duration", r"\bhow long\b|\bfor how (?:long|many (?:years|months|weeks|days|hours))\b|\bhow many (?:years|months|weeks|days|hours)\b"),
    ("number", r"\bhow (?:many|much|large|big|far|high|tall|old|fast|often)\b|\bwhat (?:percent|percentage|share|proportion|number|fraction|distance|amount|sum)\b|\bwhich (?:percentage|number)\b"
     r"|\b(?:what|which) (?:place|rank|position|spot) in (?:the |this |that )?(?:[\w’'-]+ )?(?:line|order|ranking|rankings|table|league|row|list|queue|series)\b"
     r"|^(?:the )?(?:total |exact )?number of\b"),
    ("when", rf"{_ASKS_WHETHER}{_FIRST_OF_ALL.format(other='whom?')}\bwhen\b(?!.*\bwhy\b)" r"|\b(?:what|which) (?:exact |precise |specific |calendar |two |three )*(?:dates?|days?|months?|years?|weeks?|weekend|weekday|time|hour)\b(?![-’'])|\bsince what\b|\bhow (?:recently|soon)\b"
     r"|\b(?:what|which) (?:was|is|were|will be) the (?:exact |precise )?(?:date|day|month|year|time|hour)\b"
     r"|^(?:please )?(?:name|give|tell|state)\b(?: me)? the (?:exact |precise )?(?:date|day|month|year|time)\b"
     r"|^(?:the |exact )*(?:date|day|month|year) (?:of|on which|in which|when|that)\b"
     r"|\b(?:what|which) (?:(?:was|is) )?(?:the )?(?:[\w’'-]+ )?deadline\b|^(?!.*\b(?:who|what|which|where|why|how)\b)[^?]+ date\??$"),
    ("why", r"\bwhy\b|\bhow come\b|\bwhat (?:made|caused|led|went wrong|(?:put|brought) (?:an end|a stop) to)\b"
     r"|\bwhat (?:was|is|were|are) (?:the|his|her|its|their|(?:the )?(?:[\w-]+ ){0,3}[\w-]+[’']s?) (?:\w+ )?(?:reason|cause|motive|motivation|rationale|justification|purpose)s?\b"
     rf"|\b(?:for|on) (?:what|which) (?:reasons?|purposes?|motives?|grounds)\b|\bto what (?:end|purpose)\b"
     rf"|\bwhat (?:reasons?|motives?|motivation|justification|explanation|grounds) (?:{AUXILIARY})\b|^(?:the )?reasons? (?:for|why|behind)\b"),
    ("who", rf"{_FIRST_OF_ALL.format(other='when')}\bwho\b" r"|\bwhom\b|\bwhose\b|\b(?:what|which) (?:person|man|woman|official|minister|president|general|spokesman|spokesperson|leader|politician|ambassador|journalist|author)\b|\bname of the (?:person|man|woman)\b"),
    ("where", r"\bwhere\b|\b(?:what|which) (?:city|country|place|town|province|region|state|location|capital|village|airport)\b"),
    ("list", rf"\b(?:which|what) (?:(?!{_VERB})[\w’'-]+ ){{0,2}}(?:two|three|four|five|six|both)\b"
     r"|\bwhat (?:are|were) (?:the|his|her|its|their) (?:\w+ )?(?:two|three|four|five|six) [a-z]"
     r"|\b(?:which|what|name|list)\b.{0,40}\b(?:countries|cities|places|provinces|people|persons|officials|organi[sz]ations|groups|reasons|events|nations|towns|companies)\b"
     # any other plural ("which old ferries sank"): the verb after it tells it from "what makes a ferry sink"
     rf"|\b(?:which|what) (?:(?!{_VERB})[\w’'-]+ ){{0,2}}(?!{_NO_THINGS})[a-z]{{2,}}[^\Wsui]s (?=(?:of|in|from|on|at|that|who|did|do|does|were|are|have|had|will|would|could|can|said|[a-z]+ed)\b)"
     r"|^(?:list|name(?! of\b)|enumerate)\b"),
    ("how", r"\bhow\b"),
    ("yes-no", rf"^(?:and |but |so )?(?:(?:{AUXILIARY}|must|ought)(?:n[’']t)?|can[’']?t|cannot|won[’']t)\b"),
)  # fmt: skip
# What stands before the words that ask: a topic, or a clause that tells of when or where it was.
_OPENING = re.compile(
    r"^(?:[^:?]{2,60}: (?=.)|(?:when|while|after|before|since|until|once|if|as|where|although|though|because|with|during|following)\b"
    rf"(?! (?:{AUXILIARY})\b)[^,?]+, (?=(?:\w+ )?(?:who|whom|whose|what|when|where|why|which|how)\b"
    rf"|(?:{AUXILIARY})\b))",
    re.IGNORECASE,
)
# "Who found out why …" asks who: what stands in a clause behind another question word asks nothing. "What is known about why" does.
_CLAUSE_WITHIN = re.compile(
    r"^(?P<asks>(?:(?:and|but|so) )?(?:(?:on|in|at|by|for|from|of|to|with) )?(?:who|whom|whose|what|which|where)\b(?:(?!,? and\b|[,;]).)+?)"
    r"(?<! known)(?<! said)(?<! say)(?<! know)(?<! about)(?<! of)(?<! reason)(?<! reported) (?:why|how)\b",
    re.IGNORECASE,
)
_TYPES = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS]


def understand(
    asked: str,
    history: History = (),
    *,
    source: str | None = None,
    after: date | None = None,
    before: date | None = None,
    spell: Callable[[str], str] | None = None,
) -> Question:
    """The Question in what a user typed, given the earlier (question, answer) pairs, oldest first.

    `spell` maps a word to the spelling the archive uses (or to itself). Raises UsageError for an empty question, one
    of over 2,000 characters, and for days that are the wrong way round.
    """
    text = _asking_word(clean(asked))
    if after and before and after > before:
        raise UsageError(f"No day is both after {after} and before {before}: swap them.")
    notes: list[str] = []
    if spell is not None:
        text, corrections = _respell(text, spell)
        notes += [f"Read “{old}” as “{new}”." for old, new in corrections]
    whole = standalone(plainly(text), [(plainly(clean_or_empty(earlier)), reply) for earlier, reply in history])
    if whole != text:
        notes.append(f"Asked as: {whole}")
    return Question(asked, whole, answer_type(whole), source, after, before, tuple(notes), grain=grain(whole))


def clean(asked: str) -> str:
    """The question without control characters and doubled white space. Raises UsageError if nothing is left of it or
    it has over 2,000 characters."""
    if len(asked) > MAX_CHARS:
        raise UsageError(
            f"The question has {len(asked):,} characters and the limit is {MAX_CHARS:,}: ask one question in a sentence "
            "or two. (To search a long text's subject, ask about it.)"
        )
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else c for c in asked)
    text = " ".join(kept.split())
    if not any(c.isalnum() for c in text):
        raise UsageError("The question is empty: ask something like “When did the city fall?”.")
    return text


def answer_type(text: str) -> AnswerType:
    """The kind of answer that a question's words ask for: those after a topic ("The bridge: …") or an opening clause
    ("When it fell, …") that do the asking."""
    opened = _OPENING.match(text)
    asks = text[opened.end() :] if opened else text
    if within := _CLAUSE_WITHIN.match(asks):
        asks = within["asks"]
    for name, pattern in _TYPES:
        if pattern.search(asks):
            return name
    return "what"


# Misspellings of question words, read as such only where such a word stands: first, before what follows one, or after a
# preposition.
_WHICH_MISSPELT: Final = "wich|whch|wihch|whcih|whihc"
_ASKING: Final = re.compile(
    rf"^(?P<first>(?:and |but |on |in |at |since |until |by )?)(?:(?P<when>wen|whn|wehn|hwen|whem|wheen)|(?P<which>{_WHICH_MISSPELT})"
    r"|(?P<what>wat|waht|wht|whta)|(?P<how>hwo(?= (?:long|many|much)\b)))\b(?! (?-i:[A-Z]))",
    re.IGNORECASE,
)


_ASKING_IN_PLACE: Final = re.compile(
    rf"\b(?P<before>(?:on|in|at|by|of|from|to|into|with|for|since|until) )(?:(?P<which>{_WHICH_MISSPELT})|(?P<what>waht|wht|whta))\b",
    re.IGNORECASE,
)


# And of what belongs to a question word, which may be names or rare words elsewhere: "manny", "yer".
_ASKED_FOR: Final = re.compile(
    r"\b(?:(?P<how>how )(?:(?P<many>m[ae]nn?(?:y|ie|ey)|mny|mnay)|(?P<much>mutch|mcuh|muhc|moch)|(?P<long>logn|lnog))"
    r"|(?P<which>(?:what|which) )(?:(?P<year>yer|yaer|yeer|yera|yeare)|(?P<month>mnth|monht|mounth)|(?P<day>dya|daye)|(?P<date>dtae|daet|datte)))\b",
    re.IGNORECASE,
)


def _asking_word(text: str) -> str:
    """The question with its question word spelt right: "wen did", "on wich day", "… in wich year", "how manny"."""
    text = _ASKING_IN_PLACE.sub(lambda m: f"{m['before']}{'which' if m['which'] else 'what'}", text)
    match = _ASKING.match(text)
    if match is None:
        return _ASKED_FOR.sub(_spelt_right, text)
    word = next(name for name in ("when", "which", "what", "how") if match[name])
    first = match["first"] or ""
    return _ASKED_FOR.sub(_spelt_right, f"{first}{word if first else word.capitalize()}{text[match.end() :]}")


def _spelt_right(match: re.Match[str]) -> str:
    meant = next(name for name in ("many", "much", "long", "year", "month", "day", "date") if match[name])
    return f"{match['how'] or match['which']}{meant}"


def clean_or_empty(asked: str) -> str:
    """Like `clean`, for earlier questions: what cannot be cleaned is dropped."""
    try:
        return clean(asked)
    except UsageError:
        return ""


def _respell(text: str, spell: Callable[[str], str]) -> tuple[str, list[tuple[str, str]]]:
    corrections: list[tuple[str, str]] = []
    for word in content_words(text):
        better = spell(word)
        if better != word:
            corrections.append((word, better))
            text = re.sub(rf"\b{re.escape(word)}\b", better, text)
    return text, corrections

"""Sources that a question names and the archive does not have: said in a note, for its answer is from elsewhere.

"According to the Financial Gazette" asks for a source, "according to the Pentagon" for somebody whom articles quote, and the
words are the same. What tells them apart is the archive: whoever is quoted is mentioned in it. So a name is spoken of only if
it is no source, no author, and

- it is a news outlet's by its own words (Gazette, Times, Radio …), and no article mentions it, or it is asked for as the
  publisher of an article ("the Gazette article"); or
- none of its words occurs in the archive at all. Then what the note says is true whoever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.sources import outlet
from qa.words import STOP_WORDS

if TYPE_CHECKING:
    from index.store import Store
    from qa.question import Question

_SHOWN = 5  # sources named in a note
_ALIKE = 80.0  # percent of alike letters from which a source may have been meant

_NAME = r"(?:[A-Z][\w&.’'-]*)(?: (?:(?:of|the|for|de|la|le|al|el|&) )*[A-Z0-9][\w&.’'-]*)*"
_THE = r"(?:(?:[Tt]he|[Aa]n?|[Bb]oth) )*"
_PUBLISHED = r"(?i:article|story|stories|piece|column|editorial|op-ed|coverage|newspaper|magazine|website|blog)s?"
_ASKED_FOR = tuple(
    (re.compile(pattern), as_publisher, only_outlets)
    for pattern, as_publisher, only_outlets in (
        (rf"\b(?i:according to) {_THE}(?P<name>{_NAME})(?P<publisher> {_PUBLISHED}\b)?", False, False),
        (rf"\b{_PUBLISHED} (?i:by|from|in|of) {_THE}(?P<name>{_NAME})", True, False),
        (
            rf"\b(?i:reports?|reporting|reported|published|printed) (?i:by|in|from) {_THE}(?P<name>{_NAME})",
            False,
            False,
        ),
        (rf"\b(?P<name>{_NAME})(?:[’']s?)? {_PUBLISHED}\b", True, False),
        (
            rf"\b(?P<name>{_NAME})(?:[’']s?)? (?i:reports?|reported|reporting|writes|wrote|writing|has written)\b",
            False,
            False,
        ),
        (
            rf"\b(?i:did|does|do|has|have|had|didn[’']t|doesn[’']t|hasn[’']t) {_THE}(?P<name>{_NAME}) (?i:(?:ever |also |not |really )?(?:writ(?:e|ten)|report(?:ed)?|publish(?:ed)?|print(?:ed)?))\b",
            False,
            False,
        ),
        (
            rf"\b(?i:did|does|do|has|have|had) {_THE}(?P<name>{_NAME}) (?i:(?:ever |also )?(?:say|said|claim(?:ed)?|reveal(?:ed)?|suggest(?:ed)?|describe[d]?|cover(?:ed)?))\b",
            False,
            True,
        ),
        (
            rf"\b(?P<name>{_NAME}) (?i:says?|said|claims?|claimed|published?|reveals?|revealed|suggests?|suggested)\b",
            False,
            True,
        ),
    )
)
_AND = re.compile(rf" (?:and|or) {_THE}(?P<name>{_NAME})")
# In lower case only names that can be nothing else; "times" and "post" alone are ordinary words.
_SPELT_SMALL = re.compile(
    r"\b[Aa]ccording to (?:the )?(?P<name>(?:[a-z]+ ){0,3}(?:gazette|tribune|herald|telegraph)|(?:[a-z]+ ){2,3}times)\b"
)
_OUTLET = re.compile(
    r"(?i)(?:.+ )?(?:times|post|gazette|herald|tribune|journal|news|daily|weekly|guardian|telegraph|observer|chronicle|courier"
    r"|examiner|mirror|mail|press|review|magazine|newspaper|broadcasting|radio|television|tv|newswire|bulletin|inquirer"
    r"|enquirer|globe|star|sun|dispatch|sentinel|economist|independent|argus|advertiser|newsletter)|(?:daily|weekly|radio) .+"
    r"|reuters|afp|ap|upi|bbc|cnn|npr|pbs|nbc|cbs|abc|msnbc|bloomberg|al jazeera|tass|xinhua"
)
_TIME = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|\d+"
)


def notes(question: Question, store: Store) -> list[str]:
    """What to say of the sources that the question, or its filter, names and the archive lacks; mostly nothing."""
    found = []
    if question.source is not None and not store.matching_articles(question.source, None, None):
        found.append(
            f"No article of the archive has “{question.source}” in its source or URL{_meant(question.source, store.sources())}."
        )
    return [*found, *(said for said in lacking(question, store) if said not in found)]


def lacking(question: Question, store: Store) -> list[str]:
    """What to say of the sources that the question itself names and the archive lacks."""
    said = (_note(name, as_publisher, store) for name, as_publisher in _named(question.text))
    return list(dict.fromkeys(filter(None, said)))


def _named(text: str) -> Iterator[tuple[str, bool]]:
    """The names that stand where a question names its source, each with whether it is asked for as a publisher."""
    for pattern, as_publisher, only_outlets in _ASKED_FOR:
        for match in pattern.finditer(text):
            publisher = as_publisher or bool(match.groupdict().get("publisher"))
            places = [match["name"]]
            further = _AND.match(text, match.end())
            while further:
                places.append(further["name"])
                further = _AND.match(text, further.end())
            for place in places:
                name = _plain(place)
                if name and (not only_outlets or _OUTLET.fullmatch(name)):
                    yield name, publisher
    for match in _SPELT_SMALL.finditer(text):
        if not any(word in STOP_WORDS for word in match["name"].split()):
            yield match["name"], False


def _plain(name: str) -> str:
    """A name without what a sentence puts before and after it; "" for what is none."""
    words = re.sub(r"[’']s?$", "", name.strip(" .,'’-")).split()
    while words and words[0].lower() in STOP_WORDS:
        words = words[1:]
    held = " ".join(words)
    return "" if not words or _TIME.fullmatch(words[-1]) or len(re.findall(r"\w", held)) < 2 else held


def _note(name: str, as_publisher: bool, store: Store) -> str:
    sources = store.sources()
    if _is_one_of(name, sources):
        return ""
    words = re.findall(r"\w+", name.lower())
    if _OUTLET.fullmatch(name):
        phrase = " ".join(words)
        mentioned = bool(store.lexical([phrase], 1))
        if mentioned and not as_publisher:
            return ""
        others = ", though others mention it" if mentioned else ""
        said = f"No article of the archive names “{name}” as its source{others}{_meant(name, sources)}."
    elif any(store.document_frequency(word) for word in words):
        return ""
    else:
        said = f"Nothing in the archive is from “{name}”, or mentions it{_meant(name, sources, listed=False)}."
    # These two read the whole table of articles, and hardly any question comes this far.
    in_url = len(_squeezed(name)) > 3 and store.matching_articles(_squeezed(name), None, None)
    return "" if in_url or store.has_author(name) else said


def _is_one_of(name: str, sources: Sequence[str]) -> bool:
    """Whether a source goes by this name, by a part of it, or by its initials."""
    wanted = _squeezed(name)
    for source in sources:
        whole, bare = _squeezed(source), _squeezed(outlet(source))
        if wanted in {whole, bare, _initials(outlet(source))} or bare == _initials(name):
            return True
        if len(wanted) > 3 and (wanted in whole or (len(bare) > 3 and bare in wanted)):
            return True
        if wanted in re.findall(r"\w+", source.lower()):
            return True
    return False


def _meant(name: str, sources: Sequence[str], *, listed: bool = True) -> str:
    """The source that was perhaps meant, else (if `listed`) some of those that there are."""
    from rapidfuzz import fuzz

    outlets = list(dict.fromkeys(outlet(source) for source in sources))
    near = max(outlets, key=lambda source: fuzz.ratio(source.lower(), name.lower()), default="")
    if fuzz.ratio(near.lower(), name.lower()) >= _ALIKE:
        return f"; it has “{near}”"
    if not listed:
        return ""
    more = f" and {len(outlets) - _SHOWN} more" if len(outlets) > _SHOWN else ""
    return f"; its sources are {', '.join(outlets[:_SHOWN])}{more}" if outlets else "; its articles name no source"


def _squeezed(name: str) -> str:
    return "".join(re.findall(r"\w", re.sub(r"^the ", "", name.lower())))


def _initials(name: str) -> str:
    return "".join(word[0].lower() for word in name.split() if word[:1].isupper() and word.lower() != "the")

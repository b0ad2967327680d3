"""Lines above a headline that are none: the name of a paper, the label of a section, "FOR IMMEDIATE RELEASE"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Masthead:
    """What such a line names: a paper, a section, either or both ""."""

    source: str = ""
    section: str = ""


_SECTION: Final = re.compile(
    r"""(?ix)(?:the\s+)?(?:
    (?:(?:world|national|local|foreign|international|home|domestic|regional|city|state|metro|latest|breaking|top|special|main|guest|in|live
      |the|our|weekend|daily|press|media|news|wire|investors?|photo|book|film|music|theatre|restaurant|court|crime|public|football
      |cricket|rugby|racing|arts|science|health|business|sports?|political|economic|financial|weekly|morning|evening|exclusive
      |market|opinion|reader[’']?s?)[\s/&-]+(?:and\s+)?)*
    (?:opinions?|op-?ed|comment(?:ary)?|editorials?|leader|leading\s+article|column(?:ist)?|letters?(?:\s+to\s+the\s+editor)?|viewpoint
    |perspectives?|analysis|explainer|explained|fact-?check|factbox|timeline|profile|interview|q\s?&\s?a|feature|features|long\s+read
    |background(?:er)?|briefing|obituary|obituaries|obit|in\s+memoriam|appreciation|review|reviews|preview|world|international|europe|asia
    |africa|americas|middle\s+east|national|nation|local|regional|uk|us|politics|election(?:s|\s+\d{4})?|business|economy|finance|markets?|money
    |companies|technology|tech|science|health|environment|climate|education|courts?|crime|law|justice|culture|arts?|books?|film|music
    |theatre|travel|food|lifestyle|life|style|fashion|weather|sports?|football|cricket|cycling|athletics|rugby|tennis|racing|society
    |religion|diary|notebook|news|headlines|exclusive|urgent|breaking|alert|bulletin|flash|newsflash|correction|clarification|transcript
    |podcast|newsletter|dispatch|reportage|investigation|special\s+report|report|live(?:\s+(?:blog|updates|coverage))?|statement|speech
    |(?:press|news|media)\s+(?:release|statement|notice)|advisory|updated?|draft|archives?|front\s+page|page\s+(?:one|\d+))
    )(?:\s*(?:[/|&·•,:-]|and)\s*(?:news|features?|analysis|comment|reviews?|sports?|culture|society|courts?|crime|business|economy|money
    |technology|tech|environment|politics|letters|world|arts|books?|health|europe|asia|africa|uk|us|page\s+\w+))*\s*[:.]?"""
)
_RELEASE: Final = re.compile(
    r"(?i)(?:(?:for\s+)?(?:immediate|general)\s+release|not\s+for\s+(?:release|publication).{0,80}|(?:strictly\s+)?embargoed.{0,80}"
    r"|hold\s+for\s+release.{0,80}|(?:\(|\b)(?:update|updates|lead|adds?|corrects|recasts|wraps?)\s*\d*\)?|\d(?:st|nd|rd|th)\s+(?:ld|lead|update)"
    r"|(?:filed|posted)\s+(?:under|in)\b.{0,80}|leave\s+a\s+(?:comment|reply)|no\s+comments(?:\s+yet)?|jump\s+to\s+navigation"
    r"|(?:jump|skip)\s+to\s+(?:search|content)|\d+\s*(?:-|\s)?\s*min(?:ute)?s?\s+read|(?:reading\s+time|read\s+time)\b.{0,30}"
    r"|(?:last\s+)?updated\s+(?:\d+|an?|one|two|three|a\s+few)\s+\w+\s+ago|\d+\s+(?:minutes?|hours?|days?)\s+ago|page\s+\w{1,5}"
    r"|(?:copyright|©|\(c\)\s*\d{4}).{0,100}|(?:first|final|late|early|morning|evening|city|national|print|online|web)\s+edition"
    r"|(?:body|story|text|article|full\s+text|main\s+text)\s*:|\^?[A-Z]{2}-{1,2}[\w-]+(?:,\s*.{0,40})?|share\s+(?:this|on)\b.{0,40}"
    r"|(?:(?:issue|vol(?:ume)?|no|number|edition)\b\.?\s*#?\s*)+\d+.{0,40})"
)
_FREE: Final = re.compile(r"From\s+((?:the\s+)?[A-Z]\w+),\s+the\s+free\s+\S.{0,60}")
# Words that names of papers, agencies and stations end in, and those that they begin with.
_PAPER: Final = re.compile(
    r"(?i:gazette|times|post|herald|tribune|courier|chronicle|journal|ledger|observer|telegraph|mail|express|star|sun|standard"
    r"|echo|mercury|review|bulletin|dispatch|press|examiner|monitor|sentinel|globe|independent|inquirer|advertiser|argus|guardian"
    r"|record|register|reporter|messenger|daily|weekly|monthly|magazine|newsletter|leader|citizen|enterprise|news|newspaper|digest"
    r"|agency|wire|newswire|service|broadcasting|radio|television|tv|broadcaster|today|online|banner|beacon|clarion|democrat|republican"
    r"|union|voice|spectator|statesman|world|briefing|\w+(?:post|zeitung|blatt|bladet|posten|tidning|tidende|nieuws|presse))"
)
_NAMED: Final = re.compile(
    r"(?:(?:the|le|la|el|il|die|der|das|de)\s+)?(?:[^\W\d_][\w.’'-]*)(?:\s+(?:(?:&|and|of|the|on|de|der|van|la|und|et|y)\s+)*[^\W\d_][\w.’'-]*){0,6}",
    re.IGNORECASE,
)
_SMALL: Final = {"the", "and", "of", "on", "de", "der", "van", "la", "le", "el", "und", "et", "y"}
_OPENS: Final = re.compile(r"(?i)(?:the\s+)?(?:daily|evening|morning|sunday|weekly)\s")
_APART: Final = re.compile(r"\s*(?:\s[-–—/:]\s|[|•·—:])\s*")
_MOST_WORDS: Final = 7
_INITIALS: Final = 3


def is_paper(name: str) -> bool:
    """Whether words in capitals name a paper, an agency or a station by their kind ("The Ashford Gazette", "Vale News Agency")."""
    words = name.split()
    if not 1 < len(words) <= _MOST_WORDS or _NAMED.fullmatch(name) is None:
        return len(words) == 1 and len(name) > 6 and _PAPER.fullmatch(name) is not None and name[0].isupper()
    if not all(word[0].isupper() or word.lower() in _SMALL or word == "&" for word in words):
        return False
    return _PAPER.fullmatch(words[-1]) is not None or _OPENS.match(name) is not None


def masthead(line: str) -> Masthead | None:
    """What a line above a headline names, None for a line that may be the headline itself."""
    line = line.strip(" \t*_#=-–—[]()")
    free = _FREE.fullmatch(line)
    if free:
        return Masthead(free[1])
    if _SECTION.fullmatch(line):
        return Masthead(section=line.strip(" :."))
    if _RELEASE.fullmatch(line):
        return Masthead()
    source, section = "", ""
    for part in _APART.split(line):
        if not source and is_paper(part):
            source = part
        elif _SECTION.fullmatch(part):
            section = section or part.strip(" :.")
        elif part and not _RELEASE.fullmatch(part):
            return None
    return Masthead(_in_small_letters(source), section) if source or section else None


def _in_small_letters(name: str) -> str:
    """A paper's name as it is written elsewhere: "THE VALE GAZETTE" is "The Vale Gazette"; what may be initials stays."""
    words = name.split()
    if len(words) < 2 or not name.isupper():
        return name
    out = [
        word.lower() if word.lower() in _SMALL else word if len(word) <= _INITIALS else _capitalized(word)
        for word in words
    ]
    return " ".join([_capitalized(out[0]) if out[0] in _SMALL else out[0], *out[1:]])


def _capitalized(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))

"""The head of a news story: front matter, headline, byline, date line, and where the story begins."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date

import yaml

Span = tuple[int, int]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|\s?[+-]\d{2}:?\d{2})?)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
)
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:[\s,|·–-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?)?"
_LABEL = r"(?:(?:date|dated|published|publication\s+date|posted|updated|last\s+updated|first\s+published|issued)(?:\s+on)?\s*[:=]?\s*)?"
_DATE_HEAD = re.compile(rf"(?i){_LABEL}{_DAY_NAME}{_DATE}{_CLOCK}[\s,;:|·–—-]*")
_KEY_VALUE = re.compile(
    r"(?i)(title|headline|by|byline|authors?|date|dated|published|posted|updated|created|source|publication|publisher"
    r"|site|url|link|section|category|tags|keywords|location|language)\s*[:=]\s*(\S.*)"
)
_BY = re.compile(r"(?i:by)\s+([A-Z][^.!?]{2,120})")
_NAME_LIKE = re.compile(
    r"(?:[A-Z][\w’'.-]*|van|von|de|del|della|der|den|di|da|dos|la|le|al|el|bin|ibn|ben|and|&|,)"
    r"(?:[ ,]+(?:[A-Z][\w’'.-]*|van|von|de|del|della|der|den|di|da|dos|la|le|al|el|bin|ibn|ben|and|&)){1,7}"
)
_AGENCY = re.compile(r"[A-Z][A-Z .,'’/-]{2,40}(?:,[^()\n]{0,40})?\s*\(([A-Z][\w .]{1,30})\)\s*[-–—]")
_FRONT_MATTER = re.compile(
    r"\A\ufeff?(?:---[ \t]*\n(?P<yaml>.{0,20000}?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>.{0,20000}?)\n\+\+\+)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_KEY = re.compile(r"[\w.:-]+")

_MAX_TITLE_WORDS = 35
_MAX_NAMES = 50  # of a list in front matter; aliases of YAML can make a short one endless


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a story says. `skipped` are spans that belong to no passage (byline, date, `key: value`
    lines); `body_start` is the offset after the headline, byline and date. Offsets are 0-based."""

    title: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    body_start: int = 0
    skipped: tuple[Span, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of a front matter block (YAML between `---`, TOML between `+++`; keys in lower case) and the text
    after it. Lists are joined with ", ", and of what has a `name` it is taken. A block is front matter only when it is
    a mapping whose keys are single words."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    block = match["yaml"] if match["yaml"] is not None else match["toml"]
    fields = _yaml(block) if match["yaml"] is not None else _toml(block)
    if not fields or not all(_KEY.fullmatch(key) for key in fields):
        return {}, text
    said = {key.lower(): _said(value) for key, value in fields.items()}
    return {key: value for key, value in said.items() if value}, text[match.end() :]


def _yaml(block: str) -> dict[str, object]:
    """What a block of YAML holds, every scalar a text; nothing when it is no mapping."""
    try:
        found = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        # "title: Rebels: the story" is no YAML, but common.
        pairs = [line.partition(":") for line in block.splitlines() if re.match(r"[^\s#-]", line)]
        return {key: value.strip().strip("\"'") for key, colon, value in pairs} if all(p[1] for p in pairs) else {}
    return found if isinstance(found, dict) and all(isinstance(key, str) for key in found) else {}


def _toml(block: str) -> dict[str, object]:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _said(value: object) -> str:
    """A value of front matter as one line: a list joined, a mapping by its `name`."""
    found = []
    for item in value[:_MAX_NAMES] if isinstance(value, list) else [value]:
        inner = item.get("name") if isinstance(item, dict) else item
        if inner is not None and not isinstance(inner, dict | list):
            found.append(inner.isoformat() if isinstance(inner, date) else " ".join(str(inner).split()))
    return ", ".join(filter(None, found))


def read_header(text: str, *, title: str = "") -> Header:
    """Reads headline, author, source and metadata off the first lines of `text`.

    `title` is a headline already known from markup (a Markdown heading). The lines are taken in whatever order they
    come; reading stops at the first line that is clearly prose.
    """
    metadata: dict[str, str] = {}
    skipped: list[Span] = []
    author = ""
    heading = title
    heading_seen = False
    body_start = 0
    for line_start, line_end in _first_lines(text, 12):
        start, end = line_start, line_end
        line = text[start:end]
        pair = _KEY_VALUE.fullmatch(line)
        if pair and len(line) <= 300:
            metadata.setdefault(pair[1].lower(), pair[2].strip())
            skipped.append((start, end))
            body_start = end
            continue
        if _AGENCY.match(line):
            break
        dated = _DATE_HEAD.match(line)
        if dated and not heading_seen | (dated.end() == len(line)) and len(line[dated.end() :].split()) >= 3:
            # "date 2021-08-13 Headline…": the date is metadata, the rest is the headline.
            metadata.setdefault("date", line[: dated.end()].strip())
            skipped.append((start, start + dated.end()))
            start += dated.end()
            line = text[start:end]
        elif dated and dated.end() == len(line):
            metadata.setdefault("date", line.strip())
            skipped.append((start, end))
            body_start = end
            continue
        flat = " ".join(line.split())
        if not heading_seen and (not title or flat == title) and len(flat.split()) <= _MAX_TITLE_WORDS:
            heading, heading_seen, body_start = flat, True, end
            continue
        byline = _BY.fullmatch(line)
        if byline or (heading_seen and not author and len(line) <= 80 and _NAME_LIKE.fullmatch(line)):
            author = author or (byline[1] if byline else line).strip()
            skipped.append((start, end))
            body_start = end
            continue
        break
    agency = _AGENCY.match(text[body_start:].lstrip()[:160])
    pick = metadata.get
    heading = pick("title") or pick("headline") or heading or _opening_words(text)
    return Header(
        title=heading,
        author=pick("author") or pick("authors") or pick("by") or pick("byline") or author,
        source=pick("source")
        or pick("publication")
        or pick("publisher")
        or pick("site")
        or (agency[1] if agency else ""),
        url=pick("url") or pick("link") or "",
        body_start=body_start,
        skipped=tuple(skipped),
        metadata=metadata,
    )


def _first_lines(text: str, count: int) -> list[Span]:
    out: list[Span] = []
    for match in re.finditer(r"[^\n]+", text[:20000]):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            out.append((start, start + len(stripped)))
            if len(out) == count:
                break
    return out


def _opening_words(text: str) -> str:
    words = text[:2000].split()
    return " ".join(words[:15]) + ("…" if len(words) > 15 else "")

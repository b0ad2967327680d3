"""The head of a news story: front matter, headline, byline, date line, and where the story begins."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date

import yaml

from index.byline import byline
from index.datedline import dated_line, is_chronicle
from index.field import NAMES, said
from index.masthead import is_paper, masthead
from index.placeline import placeline
from index.printeddate import CLOCK, DAY_NAME, WHOLE_DATE

Span = tuple[int, int]

# "date 2021-08-13 Headline": a label or a form that no sentence has, then the headline.
_DATE_FIRST = re.compile(
    rf"(?i)(?:(?P<label>(?:date|dated|published|posted|updated|issued)(?:\s+on)?\s*[:=]?\s*)?\[?{DAY_NAME}?(?P<date>{WHOLE_DATE})\]?"
    rf"(?:,?\s*{CLOCK})?)(?P<mark>[\s,;:|·–—-]*)"
)
_SHOUT = re.compile(r"(?=[^a-z]+$)(?:\S+\s+){4,}|.*[!?.]$")
_GREETING = re.compile(r"(?i)(?:good (?:morning|afternoon|evening|day)|hello|hi|dear|welcome|happy \w+day)\b.*[.!,]$")
_ISO = re.compile(r"\d{4}[-/.]\d")
# Names of fields that only lines of a head have, besides `index.field`.
_OTHER_KEYS = (
    "from", "to", "cc", "reply to", "contact", "contacts", "media contact", "press contact", "phone", "tel", "telephone", "e mail", "email",
    "place", "dateline", "location", "city", "country", "tags", "tag", "keywords", "edition", "issue", "page", "pages", "id", "slug", "length",
    "word count", "photo", "photos", "photographs", "photography", "photographer", "photo by", "photos by", "photographs by", "pictures",
    "pictures by", "illustration", "illustrations", "illustration by", "graphics", "copyright", "status", "type", "format", "filed under",
    "posted in", "priority", "editor", "edited by", "translation", "translated by", "translator", "reading time", "eds",
    "mime version", "content type", "content transfer encoding", "message id", "return path", "received", "importance", "list id", "list unsubscribe",
)  # fmt: skip
# Their words belong to the story; only the key in front does not.
_TOLD_KEYS = ("summary", "abstract", "description", "standfirst", "subtitle", "subheadline", "subhead", "deck", "dek", "strapline", "lead", "lede",
              "intro", "teaser", "excerpt")  # fmt: skip
_ALL_KEYS = {name.replace("_", " ") for field in NAMES.values() for name in field} | {*_OTHER_KEYS, *_TOLD_KEYS}
# Those that also speak in a transcript ("REPORTER: When will it open?"), and what is no name.
_PERSONS = {name.replace("_", " ") for name in NAMES["author"]} | {"from", "to", "editor", "contact"}
_SPOKEN = re.compile(r"[?!]|^[^A-ZÀ-Þa-z]*$|^(?:\S+\s+){7,}\S*[.…]$")
_KEY_VALUE = re.compile(r"[*_]{0,3}([A-Za-z][A-Za-z_ -]{0,24}?)[*_]{0,3}\s*[:=][*_]{0,3}\s*(\S.*)")
_BY = re.compile(
    r"(?:[Bb]y|BY|[Ww]ritten by|[Ww]ords by|[Ss]tory by|[Rr]eport by|[Rr]eporting by|[Ii]nterview by|[Tt]ext by|[Ff]rom)\s+([A-ZÀ-Þ][^.!?:]{2,120}(?:\.(?=\s[A-Z])[^.!?:]{1,60})?)"
)
_FROM = re.compile(r"[Ff]rom\s+(?:our\b|[A-ZÀ-Þ][\w.’'-]+(?:\s+[A-ZÀ-Þ][\w.’'-]+){1,3}(?:,?\s+(?:in|at)\s.{2,40})?$)")
_CREDIT = re.compile(
    r"(?i)(?:additional\s+reporting|photographs?|photos?|pictures?|illustrations?|graphics?|images?|video|audio|translated|edited|research)"
    r"\s+by\s.{2,80}"
)
_NAME_LIKE = re.compile(
    r"(?:[A-Z][\w’'.-]*|van|von|de|del|della|der|den|di|da|dos|la|le|al|el|bin|ibn|ben|and|&|,)"
    r"(?:[ ,]+(?:[A-Z][\w’'.-]*|van|von|de|del|della|der|den|di|da|dos|la|le|al|el|bin|ibn|ben|and|&)){1,7}"
)
_FRONT_MATTER = re.compile(
    r"\A\ufeff?(?:---[ \t]*\n(?P<yaml>.{0,20000}?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>.{0,20000}?)\n\+\+\+)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_KEY = re.compile(r"[\w.:-]+")

_MOST_TITLE_WORDS = 35
_SENTENCE_WORDS = 20  # with more, a line of two sentences is a paragraph
_MOST_LINES = 16  # of a head
_NEAR = 8  # lines below a masthead in which its headline is looked for
_LONGEST_PAIR = 300
_MOST_OF_BYLINE = 16
_LONGEST_BYLINE = 60  # characters of one that stands where a headline or the story could
_OPENING = 600  # characters of the story in which its dateline is looked for
_LEAST_WORDS = 4  # of a sentence: "Mr." and its like end none
_MOST_OPENING_WORDS = 20
_LEAST_CLAUSE = 10
_OPENING_WORDS = 15
_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?][”\"’')]*\s+[\"“‘]?[A-ZÀ-Þ]")
_ENDS = re.compile(r"[^\W\d_]{3,}[.!?][”\"’')]*$")
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

    `title` is a headline already known from markup or metadata. The lines are taken in whatever order they come; reading
    stops at the first line that is clearly prose.
    """
    lines = _first_lines(text, _MOST_LINES)
    said_lines = [text[a:b] for a, b in lines]
    if title and is_paper(title) and said_lines and _flat(said_lines[0]) == title and _headline_ahead(said_lines[1:]):
        title = ""  # the largest words of a page are its name
    head = _Head(title, bool(title) and title not in map(_flat, said_lines), is_chronicle(text))
    n = 0
    for n, (start, end) in enumerate(lines):
        taken = head.take(text[start:end], said_lines[n + 1 :])
        if taken is None:
            break
        skipped, ended = taken
        if skipped:
            head.skipped.append((start, start + skipped))
        if ended:
            head.body_start = end
    after = said_lines[n + 1] if len(lines) > n + 1 and placeline(said_lines[n]) is not None else ""
    if len(after) <= _LONGEST_BYLINE and _BY.fullmatch(after):
        # "ASHFORD, May 3 -- Rebels took the city.", then "By Ann Lee"
        head.sign(_BY.sub(r"\1", after))
        head.skipped.append(lines[n + 1])
    opening = text[head.body_start :].lstrip()[:_OPENING]
    at_place = placeline(opening.split("\n", 1)[0])
    pick = head.metadata
    author, agency = byline(said(pick, "author")) if said(pick, "author") else (head.author, head.agency)
    sender = "" if author else pick.get("from", "")
    source = said(pick, "source") or head.source or (at_place.agency if at_place else "") or agency
    return Header(
        title=said(pick, "title") or head.heading or _opening_words(text[head.body_start :]),
        author=author,
        source=source or re.sub(r"\s*<[^<>]*>$", "", sender).strip("\"' "),
        url=said(pick, "url"),
        body_start=head.body_start,
        skipped=tuple(head.skipped),
        metadata=pick,
    )


@dataclass(slots=True)
class _Head:
    """What the lines of a head have said so far. `seen` says that the headline is behind us, or known and not among them."""

    heading: str
    seen: bool
    chronicle: bool
    author: str = ""
    agency: str = ""
    source: str = ""
    body_start: int = 0
    skipped: list[Span] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)

    def take(self, line: str, ahead: list[str]) -> tuple[int, bool] | None:
        """Reads a line: how much of it from its beginning belongs to no passage, and whether the story begins after it; None
        where it begins with the line."""
        if not any(map(str.isalnum, line)):
            return len(line), True
        pair = _KEY_VALUE.fullmatch(line) if len(line) <= _LONGEST_PAIR else None
        key = " ".join(pair[1].lower().replace("-", " ").replace("_", " ").split()) if pair else ""
        if pair and key in _ALL_KEYS and not (key in _PERSONS and _SPOKEN.search(pair[2])):
            return self._pair(key, pair)
        if placeline(line) is not None:
            return None
        first = _DATE_FIRST.match(line) if not self.seen else None
        if first and self._heads(first, line):
            self.metadata.setdefault("date", first[0].strip(" \t,;:|·–—-[]"))
            self.heading, self.seen = self.heading or _flat(line[first.end() :]), True
            return first.end(), True
        dated = dated_line(line, first=not self.seen)
        if dated is not None:
            if dated.whole and (dated.labelled or not self.chronicle):
                self.metadata.setdefault("updated" if dated.revised else "date", line[dated.start : dated.end])
            elif self.seen and not dated.labelled and self.chronicle:
                return None
            self.sign(dated.author)
            self.source = self.source or dated.source
            return len(line), True
        flat = _flat(line)
        if not self.seen:
            if flat == self.heading:
                self.seen = True
                return 0, True
            top = masthead(line)
            if top is not None and (self.heading or top.section or not top.source or _headline_ahead(ahead)):
                self.source = self.source or top.source
                if top.section:
                    self.metadata.setdefault("section", top.section)
                return len(line), True
            if not self.heading and not _byline_ahead(line, ahead) and _is_headline(flat):
                self.heading, self.seen = flat, True
                self.source = self.source or (top.source if top is not None else "")
                return 0, True
        elif (top := masthead(line)) is not None:
            self.source = self.source or top.source
            return len(line), True
        return self._credit(line)

    def _pair(self, key: str, pair: re.Match[str]) -> tuple[int, bool]:
        self.metadata.setdefault(key, pair[2].strip().strip("*_").strip())
        if key.replace(" ", "_") in NAMES["title"]:
            self.seen = True
        return (pair.start(2), False) if key in _TOLD_KEYS else (pair.end(), True)

    def _heads(self, first: re.Match[str], line: str) -> bool:
        """Whether a date at the head of a line is metadata, and the rest of the line the headline."""
        rest = line[first.end() :]
        sure = first["label"] or _ISO.match(first["date"]) or first["mark"].strip(" \t,;:")
        return bool(sure) and len(rest.split()) >= 3 and (bool(first["label"]) or not rest[0].islower())

    def _credit(self, line: str) -> tuple[int, bool] | None:
        bare = line.strip(" \t*_")
        byline = _BY.fullmatch(bare)
        if (
            byline
            and (not bare.lower().startswith("from") or _FROM.match(bare))
            and len(bare.split()) <= _MOST_OF_BYLINE
        ):
            self.sign(byline[1])
        elif (
            self.seen and not self.author and len(bare) <= 80 and _NAME_LIKE.fullmatch(bare) and not _SHOUT.match(bare)
        ):
            self.sign(bare)
        elif not _CREDIT.fullmatch(bare):
            return None
        return len(line), True

    def sign(self, line: str) -> None:
        """Takes a byline, unless there was one."""
        if line and not self.author:
            self.author, self.agency = byline(line)


def _is_headline(flat: str) -> bool:
    """Whether a line can be a headline: no paragraph of prose."""
    if _GREETING.fullmatch(flat):
        return False
    count = len(flat.split())
    return count <= _MOST_TITLE_WORDS and not (count > _SENTENCE_WORDS and _SENTENCES.search(flat))


def _headline_ahead(lines: list[str]) -> bool:
    """Whether a line that can be a headline comes before the story's first paragraph."""
    for line in lines[:_NEAR]:
        pair = _KEY_VALUE.fullmatch(line)
        if pair and pair[1].lower() in NAMES["title"]:
            return True
        known = pair is not None and pair[1].lower() in _ALL_KEYS
        if not (known or dated_line(line, first=True) or masthead(line) or _BY.fullmatch(line)):
            return _is_headline(_flat(line)) and placeline(line) is None
    return False


def _byline_ahead(line: str, ahead: list[str]) -> bool:
    """Whether a line above the headline is a byline ("By Ann Lee", "From Ann Lee in Ashford")."""
    bare = line.strip(" \t*_")
    named = _FROM.match(bare) if bare.lower().startswith("from") else bare[:3].lower() == "by "
    return bool(named and _BY.fullmatch(bare)) and len(line) <= _LONGEST_BYLINE and _headline_ahead(ahead)


def _flat(line: str) -> str:
    return " ".join(line.split())


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
    """A headline for a story that has none: its first sentence without place and day, cut after a comma or a number of words."""
    paragraph = text.lstrip()[:2000].split("\n\n", 1)[0]
    at_place = placeline(paragraph)
    words = paragraph[at_place.story if at_place else 0 :].split()
    ends = [n for n, word in enumerate(words[:-1], 1) if _ENDS.search(word) and words[n][:1].isupper()]
    sentence = words[: next((n for n in ends if n >= _LEAST_WORDS), len(words))]
    if len(sentence) <= _MOST_OPENING_WORDS:
        return " ".join(sentence).rstrip(".") if len(sentence) < len(words) or at_place else " ".join(sentence)
    commas = [
        n for n, word in enumerate(sentence[:_MOST_OPENING_WORDS], 1) if word[-1] in ",;:–—" and n >= _LEAST_CLAUSE
    ]
    return " ".join(sentence[: commas[-1] if commas else _OPENING_WORDS]).rstrip(",;:–— ") + "…"

"""What a text has said so far about time: the state that a mention is read in, and the meaning that comes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from index import tense as verb
from index import timevalue as tv
from index.arrangement import arranged, to_come
from index.article import TimexType
from index.timeword import MONTHS, WEEKDAYS, number


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mention means: TimeML type, value and modifier, and its days where the value alone does not give them."""

    type: TimexType
    value: str
    mod: str | None = None
    days: tv.Days | None = None
    # Tokens of the match that belong to the mention, when it is not all of them: (first, end).
    span: tuple[int, int] | None = None
    # Whether "that day", "a week later" that follow may rest on it.
    anchors: bool = True


# Words of a match; where a text has two of them and none of business, its quarters are of a game.
_MATCH: Final = re.compile(
    r"\b(?:touchdowns?|quarterbacks?|half-?time|kick-?off|three-pointers?|rebounds|field goals?|free throws?|first downs?|"
    r"overtime|playoffs?|fumbles?|end zone|final siren|scoreboard|scored|points? lead|behinds)\b",
    re.IGNORECASE,
)
_BUSINESS: Final = re.compile(
    r"\b(?:earnings|revenues?|profits?|net income|sales|shareholders?|economy|gdp)\b", re.IGNORECASE
)
_NO_NAME: Final = {
    *WEEKDAYS,
    *MONTHS,
    *"at by on in of the a an this that last next since until from to for and after before around about today".split(),
}
_HAS_BEGUN: Final = 2  # days
_PREFIXES: Final = frozenset("mid early late end pre post".split())

# "will be fit for Saturday's game" looks ahead; "will appeal Monday's ruling" does not.
_BEFORE_AN_OCCASION: Final = frozenset("for in at before".split())

NO_MENTION: Final = Meaning("DURATION", "")
"""What a rule returns for words that look like a mention and are none, so that no shorter rule takes a part of them."""


@dataclass(slots=True)
class Reading:
    """One text being read from its beginning: tokens, the document's date, and the dates mentioned so far."""

    text: str
    tokens: list[str]
    starts: list[int]
    classes: str
    published: date | None
    day_first: bool = False
    last_value: str = ""
    last_days: tv.Days | None = None
    last_at: int = -1
    quarter: str = ""
    quarter_at: int = -1
    year: int | None = None
    longer_at: int = -1
    # The token after a date that was the last mention, month before day; -1 when that was something else.
    listed: int = -1
    weekday_end: int = -1
    _of_match: bool | None = None
    # The token after an "every Monday", which weekdays that are listed after it belong to.
    set_end: int = -1
    # The value of the last "a year earlier", and the day it was counted from: another one is counted from there too.
    earlier_value: str = ""
    earlier_from: date | None = None

    def words(self, match: re.Match[str], group: str) -> list[str]:
        """The tokens of a group, without spaces and stops; empty when the group took no part."""
        start, end = match.span(group)
        return [token for token in self.tokens[start:end] if token[0].isalnum()] if start >= 0 else []

    def number(self, match: re.Match[str], group: str) -> float | None:
        """What the number in a group is worth; None when there is none or it is indefinite ("several")."""
        start, end = match.span(group)
        return number("".join(self.tokens[start:end])) if start >= 0 else None

    def first(self, match: re.Match[str], group: str) -> str:
        """The first word of a group; "" when there is none."""
        words = self.words(match, group) if group in match.re.groupindex else []
        return words[0] if words else ""

    def raw(self, token: int) -> str:
        """A token as the text has it, upper case and all; "" outside the text."""
        return self.text[self.starts[token] : self.starts[token + 1]] if 0 <= token < len(self.tokens) else ""

    @property
    def post(self) -> bool:
        """Whether the text is as short as a post (300 characters): it speaks of its writer's own day."""
        return len(self.text) <= 300

    @property
    def of_match(self) -> bool:
        """Whether the text tells of a game, whose quarters are none of the year."""
        if self._of_match is None:
            words = {found.lower() for found in _MATCH.findall(self.text)}
            self._of_match = len(words) > 1 and _BUSINESS.search(self.text) is None
        return self._of_match

    def capital(self, token: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.raw(token)[:1].isupper()

    def in_name(self, token: int) -> bool:
        """Whether a word with a capital letter stands beside another one, which is no day and no small word: "Golden Dawn", "Dawn
        Lee"."""
        beside = [
            n for n in (token - 2, token + 2) if 0 <= n < len(self.tokens) and self.classes[(n + token) // 2] == " "
        ]
        return self.capital(token) and any(
            self.capital(n) and self.tokens[n] not in _NO_NAME and self.raw(n)[1:].islower() for n in beside
        )

    def word_before(self, token: int) -> str:
        """The word next to the left of a token, "" at the beginning, after a mark or in another paragraph."""
        if token >= 2 and self.classes[token - 1] == " ":
            return self.tokens[token - 2]
        return ""

    def prefix(self, token: int) -> str:
        """What is put before a year or month with a hyphen ("mid", "pre"); "" when nothing is, or another word."""
        if token >= 2 and self.classes[token - 1] == "-" and self.tokens[token - 2] in _PREFIXES:
            return self.tokens[token - 2]
        return ""

    def word_after(self, token_end: int) -> str:
        """The word next to the right of the end of a mention, "" before a mark or a new paragraph."""
        if token_end + 1 < len(self.tokens) and self.classes[token_end] == " ":
            return self.tokens[token_end + 1]
        return ""

    def number_after(self, token_end: int) -> bool:
        """Whether a number of four digits or more follows: of a year too far off to be one ("31 December 9999")."""
        word = self.word_after(token_end + (self.tokens[token_end : token_end + 1] == [","]))
        return len(word) >= 4 and word.isdecimal()

    def tense(self, match: re.Match[str]) -> verb.Tense | None:
        """Past or future, by the verbs around the match."""
        start, end = match.start(), match.end()
        if self.tokens[end - 1] == "." and len(self.tokens[end - 2]) > 4:
            end -= 1  # the stop ends the sentence: no abbreviation is that long
        before = self.word_before(start)
        if before in ("by", "until", "till") and "had" not in self.tokens[max(start - 16, 0) : start]:
            opens = start < 4 or self.tokens[start - 4] == "." or self.classes[start - 4] == "\n"
            # "Until Thursday, they had not called him": the verb follows.
            ahead = verb.tense(self.tokens, self.classes, len(self.tokens), end) if opens else None
            return "past" if ahead == "past" else "future"
        if before in ("until", "till"):
            start -= 2  # "they had to wait until Friday": the word itself would look ahead
        weekday = "w" in match.re.groupindex and match["w"] is not None
        if (
            weekday
            and before in ("starting", "beginning")
            and verb.tense(self.tokens, self.classes, start - 2, len(self.tokens)) != "past"
        ):
            return "future"
        owned = self.tokens[end : end + 2] in (["'", "s"], ["’", "s"])
        of_calendar = weekday or "m" in match.re.groupindex
        how = arranged(self.tokens, self.classes, start, end) if of_calendar and not owned else ""
        # What was decided to begin on a day that was two days ago or less has begun.
        if how == "ahead" or (how == "started" and not (weekday and self._days_since(match) <= _HAS_BEGUN)):
            return "future"
        if before in ("as", "of") and start >= 4 and self.tokens[start - 4] in ("soon", "early", "late", "as"):
            if before == "as":
                return "future"
            if self.tokens[start - 4] == "as":
                return "past"
        if owned:
            # "Wednesday's ruling" is news; "Wednesday's game will", "go into Wednesday's game" are not.
            words = [token for token in self.tokens[max(start - 8, 0) : start] if token[0].isalnum()]
            if words[-2:] == ["ahead", "of"] or (
                words[-1:] == ["into"] and words[-2:-1] in (["go"], ["goes"], ["heading"], ["head"], ["heads"])
            ):
                return "future"
            if to_come(self.tokens, self.classes, start, end):
                return "future"
            ahead = verb.tense(self.tokens, self.classes, len(self.tokens), end)
            if ahead is None and before in _BEFORE_AN_OCCASION:
                return verb.tense(self.tokens, self.classes, start, len(self.tokens)) or "past"
            return ahead or "past"
        return verb.tense(self.tokens, self.classes, start, end)

    def _days_since(self, match: re.Match[str]) -> int:
        """How many days ago the weekday of a match last was, 0 to 6; 0 where the document has no date."""
        if self.published is None:
            return 0
        return (self.published.isoweekday() - WEEKDAYS[self.first(match, "w")]) % 7

    def tense_before(self, match: re.Match[str]) -> verb.Tense | None:
        """Past or future, by the last verb of the sentence before the match, however far."""
        return verb.farther_back(self.tokens, self.classes, match.start())

    def reference(self) -> tv.Days | None:
        """The days that "that day" or "a week earlier" rest on: the last date mentioned, else the document's."""
        if self.last_days is not None:
            return self.last_days
        return (self.published, self.published) if self.published else None

    def reference_year(self) -> int | None:
        """The year to read "5 May" in: the document's, else that of the last full date in the text."""
        return self.published.year if self.published else self.year

    def note(self, meaning: Meaning, at: int, *, derived: bool = False) -> None:
        """Remember a mention for those that rest on it; `derived` when it rests on another ("a year earlier")."""
        if meaning.value[4:6] == "-Q" and not derived:
            self.report(meaning.value, at)
        if meaning.value in ("P6M", "P9M", "P1Y") or meaning.value[4:6] == "-H":
            self.longer_at = at
        if meaning.type not in ("DATE", "TIME") or not meaning.anchors:
            return
        days = meaning.days or tv.days(meaning.value)
        if days is not None:
            self.last_value, self.last_days, self.last_at = meaning.value, days, at
            if self.published is None:
                self.year = days[0].year

    def report(self, quarter: str, at: int) -> None:
        """Remember the quarter that the text reports on, if it is over."""
        over = tv.days(quarter)
        if over is not None and (self.published is None or over[1] < self.published):
            self.quarter, self.quarter_at = quarter, at

    def near_quarter(self, at: int) -> str:
        """The quarter that the text is talking about here ("a year ago" means that quarter); "" if none.

        A report that has gone on to nine months or the year talks of the year.
        """
        if self.longer_at > self.quarter_at and at - self.longer_at < 250:
            return ""
        return self.quarter if self.quarter and at - self.quarter_at < 1500 else ""

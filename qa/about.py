"""Questions about an article itself: who wrote it, who published it, when it appeared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from index.article import Article
from qa.question import Question

_ARTICLE = r"(?:the |this |that |an? )?(?:[\w’'-]+ ){0,3}?(?:story|article|piece|report|column|dispatch|essay|text)"
_OF = r"(?: (?:on|about|of|covering|describing|titled|called|headlined))? (?P<topic>.+)$"
_PATTERNS = (
    ("author", rf"^who (?:wrote|authored|penned|filed|is the (?:author|writer) of|was the (?:author|writer) of) {_ARTICLE}{_OF}"),
    ("author", rf"^(?:which|what) (?:journalist|reporter|author|writer) (?:wrote|authored|filed) {_ARTICLE}{_OF}"),
    ("source", rf"^(?:who|(?:which|what) (?:paper|newspaper|outlet|site|website|agency|publication|magazine)) (?:published|ran|printed|carried) {_ARTICLE}{_OF}"),
    ("published", rf"^(?:when|(?:on|in) (?:what|which) (?:day|date|month|year)) (?:was|did) {_ARTICLE}{_OF.replace('(?P<topic>.+)$', '(?P<topic>.+?) (?:published|written|printed|appear|come out)$')}"),
)  # fmt: skip
# "… that reports the loss of the mill", "… about the loss of the mill".
_ON = (
    r" (?:on|about|covering|describing|reporting|announcing|titled|called|headlined|(?:that|which) (?:reports?(?: on)?|tells? of|covers?|describes?|announces?"
    r"|is about|was about|deals with|says|reported|announced|told of|covered|described)(?: that)?)"
)
_DATED = (
    rf"what (?:is|was) the (?:exact )?(?:date|day|month|year)(?: of publication| of issue)? (?:of|on) {_ARTICLE}{_ON} (?P<topic>.+)$",
    rf"(?:(?:from|on|of) )?(?:what|which) (?:date|day|month|year) (?:is|was) {_ARTICLE}{_ON} (?P<topic>.+?)(?: (?:from|of|dated|published))?$",
    rf"(?:what|which) (?:date|day|month|year) (?:does|did) {_ARTICLE}{_ON} (?P<topic>.+?) (?:bear|carry|have)$",
    rf"when (?:is|was) {_ARTICLE}{_ON} (?P<topic>.+?) (?:from|dated)$",
)
_COMPILED = [
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (*_PATTERNS, *(("published", f"^{pattern}") for pattern in _DATED))
]
LEAST_COSINE = 0.3  # below it, the nearest passage is not about the topic


@dataclass(frozen=True, slots=True)
class About:
    """What is asked of an article, and what the article is about."""

    asked: Literal["author", "source", "published"]
    topic: str


def about(text: str) -> About | None:
    """What a question asks about an article itself, or None if it asks about the news."""
    for name, pattern in _COMPILED:
        if match := pattern.match(text.rstrip(" ?")):
            return About(name, match["topic"])  # type: ignore[arg-type]
    return None


def topic_of(question: Question, found: About) -> Question:
    """The question with which to look for the article."""
    return replace(question, text=found.topic, type="what")


def where_it_says(article: Article, value: str) -> tuple[int, int] | None:
    """Where the article prints `value` (its author, say), as offsets of that line; None if it does not print it."""
    at = article.text.find(value) if value else -1
    if at < 0 or at > article.body_start + 200:
        return None
    start = article.text.rfind("\n", 0, at) + 1
    end = article.text.find("\n", at)
    return start, len(article.text) if end < 0 else end

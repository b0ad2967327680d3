"""Whom a pronoun that the reader found stands for: "She was given the prize" is told of whom the sentence before names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.article import Article, Passage
from qa.antecedent import persons
from qa.question import Question
from qa.span import Span

# So many sentences before the one with the pronoun are looked at, all of its paragraph.
_BACK: Final = 2
_PRONOUN: Final = re.compile(r"\W*(?:(?:and|but|then|so|later|there) )?(?:he|she)\b", re.IGNORECASE)
_MORE_NAMES: Final = re.compile(r"[A-Z]\w+ [A-Z]")


def named(question: Question, span: Span, article: Article, sentences: Sequence[tuple[int, int]]) -> Span:
    """The span, put on the name that its pronoun stands for with the sentences from there on, where a question asks who and the
    span is "She" or "She was given …"; any other span as it is. `sentences` are those of the article, in order."""
    if question.type != "who" or span.is_sentence or not _PRONOUN.match(span.text) or span.sentence not in sentences:
        return span
    at = list(sentences).index(span.sentence)
    for n in range(at - 1, max(-1, at - 1 - _BACK), -1):
        if "\n" in article.text[sentences[n][1] : sentences[n + 1][0]]:
            return span
        first, end = sentences[n][0], span.sentence[1]
        said = article.text[slice(*sentences[n])]
        asked = question.text.lower()
        found = [name for name in persons(said) if not any(word.lower() in asked for word in name.split())]
        if found:
            # Who is called by all of his names is a person; of several the subject stands first.
            name = next((name for name in found if _MORE_NAMES.match(name)), found[0])
            start = first + said.index(name)
            inside = tuple(place for place in sentences if first <= place[0] and place[1] <= end)
            wide = Passage(span.passage.id, article.id, first, end, article.text[first:end], inside)
            return replace(span, passage=wide, start=start, end=start + len(name), sentence=(first, end))
    return span

"""Whether a sentence is that of the one whose words are asked for: "What is Lee's objection?" is not told by "I would answer …"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.article import Article
from qa.question import Question
from qa.span import Span

# Log-odds that a span loses which is said by the writer of the article, where another's words are asked for.
_ANOTHER: Final = 1.5

_NAME: Final = r"(?-i:(?:[A-Z][\w.-]* )*[A-Z](?:\w|-|[’'](?!s\b))*)"
_WORDS: Final = (
    r"(?:objections?|arguments?|views?|opinions?|answer|reply|response|criticisms?|claims?|explanation|version|position|stance|reservations?|doubts?|complaints?"
    r"|demands?|predictions?|comments?|reaction|advice|verdict|assessment|warning|estimate)"
)
_SAY: Final = r"(?:say|think|believe|argue|claim|expect|predict|fear|demand|warn|promise|reply|answer|object|recommend|propose|suggest|call|blame|estimate|complain)"
_ASKED: Final = re.compile(
    rf"^(?:and |but |so )?(?:what|which)(?:[’']s| is| was| are| were) (?:the )?(?:[a-z]+ )?(?P<one>{_NAME})[’']s? (?:[a-z-]+ )?{_WORDS}\b"
    rf"|\b(?:did|does|do|has|had|would) (?:the [a-z]+ )?(?P<two>{_NAME}) (?:\w+ly )?{_SAY}\b|\baccording to (?:the [a-z]+ )?(?P<three>{_NAME})(?=[,?]|$)",
    re.IGNORECASE,
)
_FIRST_PERSON: Final = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b")
_QUOTED: Final = re.compile(r"“[^”]*”?|\"[^\"]*\"?|^[^“”]*”")


def weighed(question: Question, span: Span, article: Article) -> Span:
    """The span, with less of a score (0..1) where a question asks what somebody of some name says and the span's sentence is in the
    words of the article's writer, who is another."""
    who = _asked(question.text)
    if not who or who in article.author:
        return span
    a, b = (at - span.passage.start for at in span.sentence)
    sentence = span.passage.text[a:b]
    open_before = (
        article.text[max(0, span.sentence[0] - 600) : span.sentence[0]].rpartition("\n")[2].count('"') % 2 == 1
    )
    if who in sentence or open_before or not _FIRST_PERSON.search(_QUOTED.sub(" ", sentence)):
        return span
    return span.less(_ANOTHER)


@lru_cache(maxsize=64)
def _asked(question: str) -> str:
    """The last name of whose words a question asks for; "" for none."""
    match = _ASKED.search(question)
    return next((name.split()[-1] for name in match.groups() if name), "") if match else ""

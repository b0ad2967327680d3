"""What an article says of an error: "we gave the turnout as 38.6 per cent … it was 36.8"; what was wrong answers nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from index.article import Passage
from qa.change import FIGURE, ends
from qa.corpus import Corpus
from qa.question import Question
from qa.span import Span
from qa.support import unsupported
from qa.words import content_words, stem, stems_of

# Log-odds that a span loses which is told as an error, where nothing says what is right; set by hand.
_WRONG: Final = 2.0
_AS_AN_ERROR: Final = "[1] tells of it only as an error."

_ERROR: Final = r"(?:wrongly|incorrectly|mistakenly|erroneously|in error|misstated|misidentified|misreported|misspel(?:led|t)|misquoted|misnamed)"
_TELLS: Final = r"(?:gave|give|given|wrote|written|said|stated|reported|put|called|named|described|identified|printed)"
_OURS: Final = r"(?:we|our (?:report|story|article|paper|correspondent)|this (?:newspaper|paper)|an? (?:earlier|previous) version of this (?:article|story|report|page))"
# An error by the words of the sentence alone, and one by these where the passage is a correction.
_SAID_WRONGLY: Final = re.compile(
    rf"\b{_OURS}\b[^.;]*\b{_ERROR}\b|\b(?:was|were|had been|has been) {_ERROR} {_TELLS}\b|\b{_TELLS} {_ERROR}\b|\b{_ERROR} {_TELLS}\b",
    re.IGNORECASE,
)
_SAID: Final = re.compile(rf"\b{_OURS} (?:had )?{_TELLS}\b", re.IGNORECASE)
_CORRECTION: Final = re.compile(
    r"\b(?:corrections?|got (?:it|this|that|something) wrong|(?:was|were|is|are) (?:also )?(?:wrong|mistaken|incorrect)|clarifications?|errat(?:um|a)|transposed|should have (?:been|said|read)|we apologi[sz]e|apologies)\b",
    re.IGNORECASE,
)
# The sentence itself says what is right: "47, not 74".
_CONTRAST: Final = re.compile(r"\b(?:not|rather than|instead of|should have)\b", re.IGNORECASE)
_RIGHT: Final = re.compile(
    r"\b(?:(?:it|this|that|there|they|he|she|the (?:correct|right|true|actual|real) [\w-]+|the (?:figure|number|sum|total|share|price|age|date)) (?:was|is|were|are|should (?:have been|be|have (?:said|read)))|in fact|should have (?:been|said|read))"
    r" (?:(?:at least|about|around|nearly|almost|in fact|actually) )?$",
    re.IGNORECASE,
)
_ASKS_FOR_ERRORS: Final = re.compile(
    r"\b(?:wrong(?:ly)?|errors?|mistakes?|mistaken(?:ly)?|incorrect(?:ly)?|correct(?:ion|ed|ions)|at first|originally|initially|first (?:said|reported|given|published|put)|misstated|misreported)\b",
    re.IGNORECASE,
)
_FOLLOWING: Final = 2  # sentences
_LOOKED_AT: Final = 8  # passages in which a correction is looked for

_Place = tuple[int, int]


def put_right(question: Question, span: Span, title: str) -> Span:
    """The span, or where its sentence tells an error the figure that one of the next sentences says is right, with both sentences
    as its own; with less of a score (0..1) where none does. `title` is the headline of its article."""
    sentence = _words(span.passage, span.sentence)
    if _ASKS_FOR_ERRORS.search(question.text) or not _is_error(sentence, f"{title} {span.passage.text}"):
        return span
    said = FIGURE.findall(sentence)
    if len(said) > 1:
        return span  # which of them is wrong is for another sentence to say
    right = _right_behind(span.passage, span.sentence) if said else None
    if right is None:
        return span.less(_WRONG, _AS_AN_ERROR)
    return replace(span, start=right[0], end=right[1], sentence=(span.sentence[0], right[2]))


def overruled(question: Question, spans: Sequence[Span], corpus: Corpus) -> tuple[list[Span], str]:
    """The spans, best first, and "": or where another article says that the figure of the best one is wrong, with what is right before
    them, with the best one's score, and a note that says so."""
    wrong = FIGURE.search(spans[0].text) if spans and not spans[0].is_sentence else None
    if wrong is None or _ASKS_FOR_ERRORS.search(question.text):
        return list(spans), ""
    best, asked = spans[0], content_words(question.text)
    things = {stem(word) for word in asked if word.islower()}
    found = corpus.store.lexical([wrong.group().lstrip("$£€"), *asked], _LOOKED_AT)
    for passage in corpus.store.passages([of for of, _ in found]):
        if passage.article_id == best.passage.article_id or wrong.group() not in passage.text:
            continue
        article = corpus.article(passage.article_id)
        for sentence in passage.sentences:
            right = _right(passage, sentence, wrong.group(), article.title)
            told = stems_of(_words(passage, (sentence[0], right[2]))) if right else set()
            if right and things & told and not unsupported(question.text, f"{article.title} {article.text}"):
                first = replace(
                    best, passage=passage, start=right[0], end=right[1], sentence=(sentence[0], right[2]), against=""
                )
                note = f"Another article has {wrong.group()}, which the one that is quoted says is wrong."
                return [first, *spans], note
    return list(spans), ""


def _right(passage: Passage, sentence: _Place, wrong: str, title: str) -> tuple[int, int, int] | None:
    """The (start, end) of the figure that stands in place of `wrong` by what a sentence says, or the next ones, and where the words end
    that say so; None where it is not said to be wrong."""
    words = _words(passage, sentence)
    for was, came, is_error in ends(words):
        if is_error and words[was[0] : was[1]] == wrong:
            return sentence[0] + came[0], sentence[0] + came[1], sentence[1]
    said = [match.group() for match in FIGURE.finditer(words)]
    if said == [wrong] and _is_error(words, f"{title} {passage.text}"):
        return _right_behind(passage, sentence)
    return None


def _right_behind(passage: Passage, sentence: _Place) -> tuple[int, int, int] | None:
    """The (start, end) of the figure that one of the sentences behind this one says is right, and that sentence's end."""
    for start, end in [place for place in passage.sentences if place[0] >= sentence[1]][:_FOLLOWING]:
        words = _words(passage, (start, end))
        for number in FIGURE.finditer(words):
            if _RIGHT.search(words[: number.start()]):
                return start + number.start(), start + number.end(), end
    return None


def _words(passage: Passage, place: _Place) -> str:
    return passage.text[place[0] - passage.start : place[1] - passage.start]


@lru_cache(maxsize=256)
def _is_error(sentence: str, around: str) -> bool:
    if _CONTRAST.search(sentence):
        return False
    if _SAID_WRONGLY.search(sentence):
        return True
    return _SAID.search(sentence) is not None and _CORRECTION.search(around) is not None

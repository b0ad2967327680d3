"""Whom a pronoun that was found stands for."""

from index.article import Article, Passage
from qa.meant import named
from qa.question import understand
from qa.span import Span


def found(question: str, text: str, words: str) -> tuple[str, str]:
    ends = [n + 1 for n, letter in enumerate(text) if letter == "."]
    places = tuple((text.index(text[a:].strip(), a), b) for a, b in zip([0, *ends], ends, strict=False))
    at = text.index(words)
    sentence = next(place for place in places if place[0] <= at < place[1])
    a, b = sentence
    span = Span(Passage(1, "a", a, b, text[a:b], (sentence,)), at, at + len(words), sentence, 0.5)
    out = named(understand(question), span, Article("a", text), list(places))
    return out.text, text[slice(*out.sentence)]


def test_who_is_she_stands_in_the_sentence_before() -> None:
    text = "The Brent rider Ann Lee was caught near Ashford. She was given the prize."
    assert found("Who got the prize?", text, "She was given the prize") == ("Ann Lee", text)


def test_whom_the_question_names_she_is_not() -> None:
    text = "Ann Lee met Bo Roe on the hill. She was given the prize."
    assert found("Who got Ann Lee's prize?", text, "She")[0] == "Bo Roe"


def test_nobody_is_looked_for_beyond_the_paragraph_or_for_other_words() -> None:
    apart = "Ann Lee was caught.\n\nShe was given the prize."
    assert found("Who got the prize?", apart, "She")[0] == "She"
    named_there = "Ann Lee was caught. Bo Roe was given the prize."
    assert found("Who got the prize?", named_there, "Bo Roe")[0] == "Bo Roe"
    assert found("What did she get?", "Ann Lee was caught. She got a prize.", "She")[0] == "She"

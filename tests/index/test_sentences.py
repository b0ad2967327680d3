from __future__ import annotations

import re
import time

import pytest

from index.boilerplate import boilerplate_spans
from index.sentences import paragraph_spans, sentence_spans


def sentences(text: str, skipped: tuple[tuple[int, int], ...] = ()) -> list[str]:
    return [text[a:b] for group in sentence_spans(text, skipped) for a, b in group]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell. They fled.", ["It fell.", "They fled."]),
        ("Gen. Mark Milley spoke on Wednesday. He left.", ["Gen. Mark Milley spoke on Wednesday.", "He left."]),
        ("The U.S. Embassy in St. Petersburg closed.", ["The U.S. Embassy in St. Petersburg closed."]),
        ("“We are safe,” he said. “Go.”", ["“We are safe,” he said.", "“Go.”"]),
        ("George W. Bush met J. K. Rowling. They talked.", ["George W. Bush met J. K. Rowling.", "They talked."]),
        (
            "Prices rose 3.5 percent on Sept. 11 to $1.2 million.",
            ["Prices rose 3.5 percent on Sept. 11 to $1.2 million."],
        ),
        ("他走了。她留下！为什么？没人知道", ["他走了。", "她留下！", "为什么？", "没人知道"]),
        (
            "「町は静かだ。」と市長は語った。「行け！」人々は逃げた。",
            ["「町は静かだ。」と市長は語った。", "「行け！」", "人々は逃げた。"],
        ),
        ("", []),
        ("   \n\n  ", []),
        ("no full stop at all", ["no full stop at all"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_cut_by_a_page_break_is_whole_again() -> None:
    text = "There is no denying that the\n\nrebels have taken the crossings. More came."
    assert sentences(text)[0] == "There is no denying that the\n\nrebels have taken the crossings."


def test_a_headline_does_not_run_into_the_story() -> None:
    text = "Rebels take the city\n\nOn Friday, rebels took the city."
    assert sentences(text) == ["Rebels take the city", "On Friday, rebels took the city."]


def test_wrapped_lines_are_one_paragraph_and_full_lines_are_one_each() -> None:
    wrapped = "The council met on Monday to vote on\nthe budget for the coming year, which\nmany had opposed."
    full = (
        "The council met on Monday to vote on the budget for the coming year.\n"
        "Many had opposed it, and the mayor said that she would not sign it at all."
    )
    assert len(paragraph_spans(wrapped)) == 1
    assert len(paragraph_spans(full)) == 2


def test_boilerplate_is_never_inside_a_sentence() -> None:
    notice = "Please enable JavaScript in your browser to watch this video"
    text = f"The city fell on Friday after a short fight with the army.\n{notice}\nThe army left the same day for the south."
    skipped = tuple(boilerplate_spans(text))
    assert [text[a:b] for a, b in skipped] == [notice]
    assert all(notice not in s for s in sentences(text, skipped))


@pytest.mark.parametrize(
    "line",
    [
        "Read more: What we know so far",
        "Advertisement",
        "Share this article",
        "Sign up for our daily newsletter",
        "Follow us on Twitter",
        "© 2021 The Daily Example. All rights reserved.",
        "www.example.com/news",
        "This site uses cookies to improve your experience.",
        "Photo: Jane Doe/Agency",
        "3 min read",
        "Your browser does not support the video tag.",
        "This video can not be played",
        "To play this video you need to enable JavaScript in your browser.",
        "Media caption, The moment at which the tower of Arden fell into the harbour, as the pilot said he saw it.",
        "Image source, Getty Images",
        "Video Player is loading.",
        "Continue reading",
        "Continue reading the main story",
        "Click here to read more",
        "Share full article",
        "View this email in your browser",
        "Unsubscribe | Update your preferences",
        "Update your preferences",
        "The post Fire in Arden appeared first on The Daily Example.",
        "We value your privacy. We and our 842 partners store and access information on a device, such as cookies.",
        "We and our partners process personal data, such as unique identifiers, for advertising, measurement, research "
        "and the making of better services. With your leave we and our partners may use precise location. You can "
        "change your mind at any time. Some of our partners ask for no consent and rely on their own interest instead.",
        "Cookie settings",
        "Accept all",
        "Reporting by Jane Doe and John Roe in Arden; editing by Mary Major",
        "(Reporting by Jane Doe; Writing by John Roe; Editing by Mary Major)",
        "Copyright 2021 The Daily Example",
        "Copyright The Daily Example",
        "Photo by Jane Doe/Agency via Getty Images",
        "Follow us on Twitter and Facebook",
        "Read more: Mayor says bridge is safe",
    ],
)
def test_page_furniture_is_boilerplate(line: str) -> None:
    assert boilerplate_spans(f"A story begins here.\n{line}\nAnd goes on.") == [(21, 21 + len(line))]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by three percent on Friday.",
        "Video of the attack was shown on state television.",
        "Photographs showed smoke over the airport.",
        "Copyright law changed in 2019, and publishers complained that nobody had asked them, the minister for culture said"
        " on Monday, adding that a bill that took four years to draft could not be undone in a week of debate in the house.",
        "The ministry uses cookies of a kind.  The trial begins on Monday, the court said.",
        "Subscribers of the paper were told on Friday.",
        "Copyright law will change on 1 May, the ministry said on Monday.",
        "Copyright law will change on 1 May.",
        "Picture by picture, the witness described the night of the fire.",
        "Video: the ministry said that it shows the attack of Friday.",
        "Like us they had no bread for nine days, said the mayor.",
        "Join us in the square tomorrow, the leader of the strike told the drivers.",
        "Register to vote by Monday, officials said at the town hall.",
        "Register to vote by Monday or stay at home in May.",
        "Our site was robbed of cookies.",
        "The video could not be played in court.",
        "Reporting by The Daily Example showed that the mayor had known.",
        "Accept all of the terms, the bank told the city.",
        "Continue reading to them at night, the doctor told parents.",
        "The post office in Arden appeared in the film of 1962.",
        "Media captions were wrong on Monday, the channel said.",
        "We and our partners will hold the town, the general said.",
        "Learn more trades, the teacher told her class.",
    ],
)
def test_news_is_not_boilerplate(line: str) -> None:
    assert boilerplate_spans(f"A story begins here.\n{line}\nAnd goes on.") == []


def test_a_line_that_comes_again_is_boilerplate_wherever_it_stands() -> None:
    line = "Our correspondents answer your questions tonight"
    text = f"One.\n{line}\nTwo.\n{line}\nThree."
    assert [text[a:b] for a, b in boilerplate_spans(text)] == [line, line]


def test_of_a_sentence_that_stands_twice_the_first_is_kept() -> None:
    quote = "“We ate what the river left us,” the baker said."
    text = f"{quote}\nThe town was cut off for nine days.\n{quote}\nBread came by boat.\n{quote}"
    spans = boilerplate_spans(text)
    assert [text[a:b] for a, b in spans] == [quote, quote]
    assert spans[0][0] > 0


def test_texts_without_paragraphs_or_with_thousands_of_them_take_no_longer_than_they_are_long() -> None:
    began = time.process_time()
    notices = "".join(f"Notice {n}.\n\n" for n in range(30_000))
    skipped = tuple((m.start(), m.end()) for m in re.finditer(r"Notice \d*[02468]\.", notices))
    assert sum(map(len, sentence_spans(notices, skipped))) == 15_000
    assert sum(map(len, sentence_spans("a\n\n" * 30_000))) > 0
    assert sum(map(len, sentence_spans("so it goes on " * 30_000))) == 1
    assert paragraph_spans(f"a{chr(10) * 200_000}b") == [(0, 1), (200_001, 200_002)]
    assert len(paragraph_spans(f"a\n{' ' * 200_000}b")) == 1
    assert sum(map(len, sentence_spans("A. " * 200_000))) < 1_000
    assert time.process_time() - began < 15

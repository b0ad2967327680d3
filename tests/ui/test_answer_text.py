"""An answer's text as the page shows it: a headline, and each quote on a line of its own."""

from __future__ import annotations

import re
from html import unescape

import pytest
from visitor import Visit, ask

from qa.answer import Answer, Citation
from ui.conversation import conversation_html
from ui.turn import Turn

CITED = tuple(Citation(n, "a", "Plim", "", None, "stated", "It sank.", 0, 8) for n in (1, 2, 3))


def _shown(text: str, short: str = "", shown: int | None = None) -> tuple[str, list[str]]:
    """The headline and the lines of an answer."""
    html = conversation_html([Turn("When?", Answer("When?", text, True, 0.9, CITED, (), short), shown=shown)], {})
    lead = re.search(r'class="lead">([^<]*)', html)
    body = html.partition('<p class="text">')[2].partition("</p>")[0]
    parts = body.split('<span class="part">')[1:] or [body]
    return lead[1] if lead else "", [re.sub(r"<[^>]+>|&#8288;", "", part) for part in parts]


@pytest.mark.parametrize("sign", [".", ":"])
def test_what_follows_the_headline_does_not_begin_with_its_sign(sign: str) -> None:
    lead, lines = _shown(f"Two years ago{sign} 3 May 2021. “It sank.” [1]", "Two years ago")
    assert lead == "Two years ago"
    assert lines == ["3 May 2021. “It sank.”[1]"]


def test_each_quote_and_each_part_stands_on_a_line_of_its_own() -> None:
    assert _shown("“It sank.” [1] [2] “It was raised.” [3]")[1] == ["“It sank.”[1][2]", "“It was raised.”[3]"]
    assert _shown("Ann [1], Bob [2]. “Ann went.” [1] “Bob went.” [2]")[1] == [
        "Ann[1], Bob[2].", "“Ann went.”[1]", "“Bob went.”[2]",
    ]  # fmt: skip
    assert _shown("3 May 2021. “It sank.” [1] 4 May 2021. “It rose.” [2]")[1] == [
        "3 May 2021. “It sank.”[1]", "4 May 2021. “It rose.”[2]",
    ]  # fmt: skip
    assert _shown("It sank [1], and rose again. [2] Then it was sold. [3]")[1] == [
        "It sank[1], and rose again.[2] Then it was sold.[3]"
    ]
    assert _shown("“It sank.” [1] “It was raised.” [3]", shown=17)[1] == ["“It sank.”[1]", "“I"]


def test_a_day_that_was_resolved_is_underlined_with_the_words_it_came_from() -> None:
    text = "4 April 2023 (Tuesday). “It sank on Tuesday.” [1] 6 April 2023 (Thursday). “It rose <yesterday>.” [2]"
    notes = (
        "“Tuesday” is 4 April 2023 (Tuesday): the article is dated 6 April 2023 (Thursday).",
        "[2] “<yesterday>” is 6 April 2023 (Thursday): the article is dated 7 April 2023 (Friday).",
    )
    answer = Answer("When?", text, True, 0.9, CITED, notes, "4 April 2023 (Tuesday)")
    html = conversation_html([Turn("When?", answer)], {}).partition('<ul class="notes"')[0]
    marked = re.findall(r'<span class="resolved"[^>]* data-words="([^"]*)">([^<]*)</span>', html)
    assert [(unescape(words), day) for words, day in marked] == [
        ("from “Tuesday”", "4 April 2023 (Tuesday)"),
        ("from “<yesterday>”", "6 April 2023 (Thursday)"),
    ]
    assert "<yesterday>" not in html
    told = conversation_html([Turn("When?", Answer("When?", text, True, 0.9, CITED, ("Nothing is resolved: 3.",)))], {})
    assert "resolved" not in told.partition('<ul class="notes"')[0]


def test_pointing_at_a_resolved_day_shows_its_words(visit: Visit) -> None:
    page = visit(width=360, height=740)
    ask(page, "When was Ismail Khan arrested?")
    day = page.locator(".lead .resolved")
    assert "underline" in day.evaluate("e => getComputedStyle(e).textDecorationLine")
    for reach in (day.hover, day.focus):
        page.mouse.move(0, 0)
        reach()
        if reach == day.focus:
            page.keyboard.press("Tab")
            page.keyboard.press("Shift+Tab")  # as the keyboard comes to it
        assert day.evaluate("e => getComputedStyle(e, '::after').content") == '"from “Friday”"'
    assert page.evaluate("document.querySelector('#transcript').scrollWidth") <= 360


@pytest.mark.parametrize("dark", [False, True])
def test_buttons_can_be_read_while_they_are_pointed_at(visit: Visit, dark: bool) -> None:
    page = visit(dark=dark)
    page.fill("#question textarea", "Who is Ismail Khan?")
    page.press("#question textarea", "Enter")
    page.locator("[data-judge=wrong]").click()
    page.locator(".cite").first.click()
    page.click(".correct summary")
    for button in (page.locator(".judging .strong"), page.locator(".correct .strong")):
        button.hover()
        seen = button.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
        ink, ground = (_luminance(colour) for colour in seen)
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 4.5  # WCAG AA


def _luminance(colour: str) -> float:
    """The relative luminance (WCAG 2.2) of "rgb(1, 2, 3)"."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

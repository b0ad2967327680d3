"""An article as HTML: what is marked, what is said of its days, and how long that takes."""

from __future__ import annotations

import re
import time
from datetime import date
from html import unescape

import pytest

from index.article import Article, TimeExpression
from ui.article_view import LONG_CHARS, Quote, article_html

FRIDAY = date(2021, 8, 13)


def _long(pieces: int, end: str) -> tuple[Article, list[TimeExpression]]:
    piece = f"On Friday the ferry to Plim was late once more, and the harbour master said why.{end}"
    at = [n * len(piece) + 3 for n in range(pieces)]
    times = [TimeExpression(a, a + 6, "Friday", "DATE", "2021-08-13", None, FRIDAY, FRIDAY) for a in at]
    return Article("long", piece * pieces), times


def _text(html: str) -> str:
    return unescape(re.sub("<[^>]+>", "", re.sub("</p><p[^>]*>", "\n\n", html.partition('"story-text">')[2])))


@pytest.mark.parametrize("end", ["\n\n", " "])
def test_an_article_with_thousands_of_dates_is_made_in_no_time(end: str) -> None:
    article, times = _long(12_000, end)
    began = time.perf_counter()
    html = article_html(article, [Quote(500_000, 500_020, 1, chosen=True)], times, whole=True)
    assert time.perf_counter() - began < 10
    assert html.count('data-days="13 August 2021"') >= 12_000


def test_of_a_very_long_article_the_surroundings_of_the_quote_are_shown() -> None:
    article, times = _long(12_000, "\n\n")
    start = article.text.index("Friday", 500_000)
    quote = Quote(start, start + 6, 1, chosen=True)
    html = article_html(article, [quote], times)
    assert len(html) < 300_000
    assert html.count("data-whole") == 2
    assert '<mark class="chosen" id="proof" tabindex="-1" data-number="1">' in html
    for words in re.findall(r"<p>(.*?)</p>", html.partition('"story-text">')[2])[1:-1]:
        assert re.sub("<[^>]+>", "", words).strip() in article.text
    assert article_html(article, [], times).count("data-whole") == 1  # the beginning is there
    assert "data-whole" not in article_html(article, [quote], times, whole=True)
    short = Article("short", article.text[:LONG_CHARS])
    assert "data-whole" not in article_html(short)


def test_quotes_and_days_that_overlap_leave_the_text_as_it_is() -> None:
    text = "A headline\n\nThe mayor left on Friday evening. He came back.\n\nNobody saw it <b>coming</b>.\n"
    friday = text.index("Friday")
    times = [
        TimeExpression(friday, friday + 6, "Friday", "DATE", "2021-08-13", None, FRIDAY, FRIDAY),
        TimeExpression(friday, friday + 14, "Friday evening", "TIME", "2021-08-13TEV", None, FRIDAY, FRIDAY),
    ]
    quotes = [Quote(friday + 3, text.index("saw"), 1, chosen=True), Quote(12, friday + 2, 2)]
    article = Article("a", text, skipped=((0, 10),))
    html = article_html(article, quotes, times)
    assert _text(html).startswith(text.strip())
    assert html.count('id="proof"') == 1
    marked = "".join(re.findall(r'<mark class="chosen"[^>]*>(.*?)</mark>', html))
    assert re.sub("<[^>]+>", "", marked).replace(" ", "") == text[friday + 3 : text.index("saw")].replace(
        " ", ""
    ).replace("\n", "")


def test_days_are_said_to_those_who_do_not_see_them() -> None:
    text = "The ferry sank on Friday, in calm weather.\n\nThe inquiry into it began on Friday, too."
    first, second = (m.start() for m in re.finditer("Friday", text))
    times = [TimeExpression(a, a + 6, "Friday", "DATE", "2021-08-13", None, FRIDAY, FRIDAY) for a in (first, second)]
    html = article_html(Article("a", text), [Quote(0, first + 6, 1, chosen=True)], times)
    said = re.findall(r'<span class="when"[^>]*>', html)
    assert all('role="note" aria-label="Friday: 13 August 2021"' in span for span in said)
    assert ['tabindex="0"' in span for span in said] == [True, False]  # the keyboard stops in the quote only


def test_a_date_can_be_forgotten_only_where_one_was_set() -> None:
    assert "data-forget" not in article_html(Article("a", "Text."))
    assert "data-forget" in article_html(Article("a", "Text."), dated_by_hand=True)

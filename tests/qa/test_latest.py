"""Questions for how something stands in the end, or stood at first."""

from datetime import date, timedelta

import pytest

from index.article import Article, Passage, Published
from qa import ask
from qa.corpus import Corpus
from qa.latest import side, weighed
from qa.question import understand
from qa.span import Span


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much did the bridge cost in the end?", 1),
        ("Who runs the bank now?", 1),
        ("How many people did actually die?", 1),
        ("What was the final figure?", 1),
        ("How many votes had she after the recount?", 1),
        ("How many did the police first report dead?", -1),
        ("What was the initial cost estimate?", -1),
        ("Who was originally named as the driver?", -1),
        ("How many died at first, and how many in the end?", 0),
        ("How many people died?", 0),
        ("Who won the final?", 0),
        ("Who said that first?", 0),
    ],
)
def test_which_end_a_question_asks_for(question: str, expected: int) -> None:
    assert side(question) == expected


def order(question: str, *told: tuple[str, int | None, float]) -> list[str]:
    """Texts of spans, best first: each with the day of its article (counted from any day) and its score."""
    spans, articles = [], {}
    for number, (text, day, score) in enumerate(told):
        name = str(number)
        published = Published()
        if day is not None:
            at = date(2025, 5, 1) + timedelta(days=day)
            published = Published("stated", at, at, 1.0)
        articles[name] = Article(name, text, published=published)
        spans.append(
            Span(Passage(number, name, 0, len(text), text, ((0, len(text)),)), 0, len(text), (0, len(text)), score)
        )
    best_first = sorted(spans, key=lambda span: -span.score)
    return [span.text for span in weighed(understand(question), best_first, articles)]


def test_later_articles_gain_where_the_end_is_asked_for_and_earlier_ones_where_the_start_is() -> None:
    early, late = ("40 dead", 0, 0.5), ("52 dead", 3, 0.4)
    assert order("How many died in the end?", early, late) == ["52 dead", "40 dead"]
    assert order("How many died?", early, late) == ["40 dead", "52 dead"]
    assert order("How many were first reported dead?", ("52 dead", 3, 0.5), ("40 dead", 0, 0.4)) == [
        "40 dead",
        "52 dead",
    ]


def test_an_unlikely_span_of_a_later_article_stays_behind() -> None:
    assert order("How many died in the end?", ("40 dead", 0, 0.5), ("9 lorries", 3, 0.05)) == ["40 dead", "9 lorries"]


def test_articles_of_one_day_or_none_are_left_as_they_are() -> None:
    same = ("40 dead", 1, 0.5), ("52 dead", 1, 0.4)
    assert order("How many died in the end?", *same) == ["40 dead", "52 dead"]
    assert order("How many died in the end?", ("40 dead", None, 0.5), ("52 dead", 3, 0.4)) == ["40 dead", "52 dead"]


def test_the_last_and_the_first_figure_of_several_articles(archive: Corpus) -> None:
    folder = archive.folder.parent / "articles"
    folder.mkdir()
    for day, dead in ((3, "12"), (9, "19")):
        text = f"Holm dam collapse\n{day} March 2025\n\nThe collapse of the Holm dam killed {dead} people, the police said.\n"
        (folder / f"{day}.txt").write_text(text)
    archive.add([folder])
    assert ask("How many people did the collapse of the Holm dam kill in the end?", corpus=archive).text.startswith(
        "19"
    )
    assert ask("How many were first reported killed by the Holm dam?", corpus=archive).text.startswith("12")

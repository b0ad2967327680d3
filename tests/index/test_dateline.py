"""When an article was published: stated, inferred from evidence, bounded, or unknown; always with reasons."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from index.article import Article, Published
from index.dateclue import clues
from index.dateinference import Readings
from index.dateline import date_articles, stated
from index.dayclue import day_clues, kept_up, own_days, weigh
from index.likeness import Likeness
from index.loaders import find_files, load
from index.timespan import resolved
from index.timex import find

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def article(name: str, text: str, published: Published | None = None) -> Article:
    return Article(id=name, text=text, title=text.split("\n")[0], published=published or Published())


def on(day: str) -> Published:
    return Published("stated", date.fromisoformat(day), date.fromisoformat(day), 0.99)


@pytest.mark.parametrize(
    ("text", "metadata", "url"),
    [
        ("Rebels take the city.", {"published": "2021-08-13"}, ""),
        ("Rebels take the city.", {"date": "Fri, 13 Aug 2021 10:00:00 GMT"}, ""),
        ("Rebels take the city.", {"article:published_time": "2021-08-13T22:10:58.000Z"}, ""),
        ("Rebels take the city.", {"date": "August 13, 2021"}, ""),
        ("Rebels take the city.", {"date": "13/8/2021"}, ""),
        ("Rebels take the city.", {"updated": "2021-08-13"}, ""),
        ("Rebels take the city.", {}, "https://example.com/news/2021/08/13/rebels.html"),
        ("Rebels take the city.", {}, "https://example.com/world/2021/aug/13/rebels"),
        ("Rebels take the city\nBy Jane Doe\n13 August 2021\n\nRebels took the city.", {}, ""),
        ("Rebels take the city\nPublished: Aug 13, 2021, 10:40 AM\n\nRebels took the city.", {}, ""),
        ("KABUL, 13 August 2021 (Agency) - Rebels took the city.", {}, ""),
        ("Rebels win\n\nPORT HALE, Altos de Vale, August 13, 2021 -- Rebels took the city.", {}, ""),
        ("Rebels win\n\n*By Ann Lee, 13 August 2021*\n\nRebels took the city.", {}, ""),
        ("Rebels win\nPublished 14:32 BST, 13 August 2021\n\nRebels took the city.", {}, ""),
        ("Rebels win\nPosted on August 13, 2021 by Ann Lee\n\nRebels took the city.", {}, ""),
        ("Rebels win\nLast updated: 15 August 2021\nFirst published: 13 August 2021\n\nRebels took the city.", {}, ""),
        ("THE VALE GAZETTE\nVol. 2, No. 34   Friday, August 13, 2021   Price 2d.\n\nREBELS WIN", {}, ""),
        ("Rebels win\n\nPublished in the Vale Courier on 13 August 2021\n\nRebels took the city.", {}, ""),
        ("Rebels take the city.", {"publish_date": "2021-08-13"}, ""),
    ],
)
def test_a_date_that_is_printed_is_stated(text: str, metadata: dict[str, str], url: str) -> None:
    published = stated(text, url=url, metadata=metadata)
    assert (published.how, published.day) == ("stated", date(2021, 8, 13))
    assert "13 August 2021 (Friday)" in published.reasons[0].text


def test_a_day_of_revision_alone_is_less_sure_and_refutes_nothing() -> None:
    alone = stated("Rebels win\nLast updated: 13 August 2021\n\nRebels took the city.")
    assert (alone.day, alone.confidence) == (date(2021, 8, 13), 0.8)
    both = stated(
        "Rebels win\nLast updated: 20 August 2021\n\nRebels took the city.", metadata={"published": "2021-08-13"}
    )
    assert (both.day, both.confidence, len(both.reasons)) == (date(2021, 8, 13), 0.99, 1)


def test_a_dateline_without_its_year_is_of_the_archives_time() -> None:
    text = "Ferry sinks\n\nPORT HALE, Oct. 13 (Agency) - A ferry sank on Friday, the harbour master said."
    found = date_articles([*archive_of_october(), article("ferry", text)])["ferry"]
    assert (found.how, found.day) == ("inferred", date(2023, 10, 13))
    assert any("“PORT HALE, Oct. 13”" in reason.text for reason in found.reasons)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Port Hale, Friday 13 October", date(2023, 10, 13)),
        ("By Ann Lee\nFriday, October 13", date(2023, 10, 13)),
        ("Port Hale, Thursday 13 October", None),  # in 2022
        ("13 October", None),
    ],
)
def test_a_weekday_and_a_day_in_the_head_are_of_the_archives_time(line: str, day: date | None) -> None:
    text = f"Ferry sinks\n\n{line}\n\nA ferry sank off the island, the harbour master said. Divers are looking for it."
    found = date_articles([*archive_of_october(), article("ferry", text)])["ferry"]
    assert found.day == day
    assert len({(reason.start, reason.text) for reason in found.reasons}) == len(found.reasons)


def test_the_reason_quotes_the_text() -> None:
    text = "Rebels take the city\n13 August 2021\n\nRebels took the city."
    (reason,) = stated(text, metadata={}).reasons
    assert text[reason.start : reason.end] == "13 August 2021"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took the city on Friday.",
        "In 1996 they ruled.\n\nOn 3 May 2001 they fell, and nobody wept.",
        "The war that ended on 13 August 1945 was long.",
        "13 August 1945: the day the guns fell silent\n\nAn old man remembers.",
        "13 August 1945 was a long day\n\nAn old man remembers.",
        "Ann Lee, 22 May 1941 – 3 March 2015\n\nThe gardener was known to all.",
        "Winter Games, 4 February 2022\n\nThe skaters remember.",
        "The siege\n\n3 May 2021\n\nRebels come.\n\n5 May 2021\n\nRebels win.\n\n9 May 2021\n\nRebels go.",
        "KABUL, Aug. 13 (Agency) - Rebels took the city.",
        "",
    ],
)
def test_a_date_in_the_story_is_not_the_storys_date(text: str) -> None:
    assert stated(text, metadata={}).how == "unknown"


@pytest.mark.parametrize(
    "value",
    [
        "4 Muharram 1443",
        "1443-01-04",
        "22 Mordad 1400",
        "1400/05/22",
        "2564-08-13",
        "令和3年8月13日",
        "13 août 2021 de l'an II",
    ],
)
def test_other_calendars_are_not_taken_for_ours(value: str) -> None:
    assert stated("Rebels take the city.", metadata={"published": value}) == Published()


@pytest.mark.parametrize(
    "value", ["31 February 2021", "2021-02-30", "13/13/2021", "0000-00-00", "3021-01-01", "soon", ""]
)
def test_an_impossible_date_is_not_stated(value: str) -> None:
    assert stated("Rebels take the city.", metadata={"published": value}) == Published()


def test_an_open_order_of_numbers_says_which_reading_was_taken_and_why() -> None:
    guessed = stated("Rebels take the city.", metadata={"date": "03/04/2021"})
    assert guessed.day == date(2021, 3, 4)
    assert guessed.confidence < 0.7
    assert "month first" in guessed.reasons[0].text
    assert "03 April 2021" in guessed.reasons[0].text
    known = stated("Rebels take the city.", url="https://news.example.co.uk/a", metadata={"date": "03/04/2021"})
    assert known.day == date(2021, 4, 3)
    told = stated("Talks began on 25/03/2021.", metadata={"date": "03/04/2021"})
    assert told.day == date(2021, 4, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deals (@shop) November 24, 2023 and more.", [("post", 11, 24, 2023, 0)]),
        ("It fell on Friday, Nov. 24.", [("weekday", 11, 24, None, 5)]),
        ("It fell on 24 November.", [("plain", 11, 24, None, 0)]),
        ("Since Sept. 11 and Black Friday 2023.", []),
        ("It fell on Monday, November 24, 2023.", []),
        ("It fell in November 2023.", []),
        ("It fell on 24 November 2023.\n\n9:08 p.m. Rain sets in.", [("plain", 11, 24, 2023, 0)]),
        ("Rain pic.twitter.com/AbC123 November 24, 2023", [("post", 11, 24, 2023, 0)]),
        ("It rained.\n\nUpdate (Nov. 24): It rains on.", [("note", 11, 24, None, 0)]),
        ("It rained. Correction, 11/24/23, 2:55 PM: It snowed.", [("note", 11, 24, None, 0)]),
        ("The mayor had an update on Nov. 24.", [("plain", 11, 24, None, 0)]),
    ],
)
def test_the_days_that_a_story_prints(text: str, expected: list[tuple[str, int, int, int | None, int]]) -> None:
    found = day_clues(text, find(text))
    assert [(c.kind, c.month, c.dom, c.year, c.weekday) for c in found] == expected


def test_an_article_that_states_two_dates_keeps_the_better_one_and_says_so() -> None:
    text = "Rebels take the city\n20 August 2021\n\nRebels took the city."
    found = stated(text, url="https://example.com/2021/08/13/a", metadata={"published": "2021-08-13"})
    assert (found.how, found.day) == ("stated", date(2021, 8, 13))
    assert found.confidence <= 0.7
    assert "20 August 2021" in found.reasons[1].text
    assert text[found.reasons[1].start : found.reasons[1].end] == "20 August 2021"
    near = stated(text.replace("20", "14", 1), metadata={"published": "2021-08-13"})
    assert (near.confidence, len(near.reasons)) == (0.99, 1)


@pytest.mark.parametrize(
    ("sentence", "refuted"),
    [
        ("The war ended on 3 May 2022.", True),
        ("Officials said on May 3, 2022 that it was over.", True),
        ("The treaty will be signed on 3 May 2022.", False),
        ("The treaty expires on 3 May 2022.", False),
        ("They agreed to leave by 3 May 2022.", False),
        ("The war began on 3 May 2020.", False),
    ],
)
def test_an_article_that_tells_of_later_days_as_past_is_doubted(sentence: str, refuted: bool) -> None:
    text = f"Rebels take the city\n\nRebels took the city. {sentence}"
    found = stated(text, metadata={"published": "2021-08-13"})
    assert found.day == date(2021, 8, 13)
    assert (found.confidence < 0.5) == refuted
    assert any("as past" in reason.text for reason in found.reasons) == refuted


def test_contradictory_clues_give_no_sure_day() -> None:
    lead = (
        "Rebels seized the northern town after days of heavy fighting around its airport, and the governor fled towards the "
        "capital with what was left of the garrison, two officials said by telephone."
    )
    archive = [
        article(f"d{n}", f"Town falls {n}\n\n{lead}", on(day)) for n, day in enumerate(("2021-08-02", "2021-08-30"))
    ]
    torn = article("torn", f"Town falls\n\n{lead} It fell on Friday, officials said. It fell on Monday, others said.")
    found = date_articles([*archive, torn])["torn"]
    assert found.how != "stated"
    assert found.day is None or found.confidence < 0.95


def test_what_hangs_on_an_uncertain_day_spans_all_it_can_mean() -> None:
    bounded = Published("bounded", date(2021, 8, 9), date(2021, 8, 15), 0.98)
    friday, printed = resolved("It fell on Friday, not on 3 May 2020.", bounded)
    assert (friday.value, friday.first_day, friday.last_day) == ("XXXX-WXX-5", date(2021, 8, 6), date(2021, 8, 13))
    assert printed.first_day == printed.last_day == date(2020, 5, 3)
    (sure,) = resolved("It fell on Friday.", on("2021-08-13"))
    assert sure.first_day == date(2021, 8, 13)
    (unknown,) = resolved("It fell on Friday.", Published())
    assert unknown.first_day is None


def test_the_seed_articles_get_their_days_by_evidence() -> None:
    articles = [load(file, file.path.stem[:3]) for file in find_files([SEEDS]).files]
    dates = date_articles(articles)
    assert {name: (p.how, str(p.day)) for name, p in dates.items()} == {
        "000": ("stated", "2021-08-13"),
        "001": ("inferred", "2021-08-14"),
        "002": ("inferred", "2021-08-15"),
        "003": ("stated", "2021-07-23"),
    }
    texts = {a.id: a.text for a in articles}
    for name in ("001", "002"):
        assert dates[name].confidence < 1
        assert dates[name].reasons
        for reason in dates[name].reasons:
            assert reason.text
            if reason.start is not None and reason.article_id is not None:
                assert texts[reason.article_id][reason.start : reason.end].strip()


def test_the_order_of_the_articles_does_not_matter() -> None:
    articles = [load(file, file.path.stem[:3]) for file in find_files([SEEDS]).files]
    assert date_articles(articles) == date_articles(articles[::-1])


def test_an_article_alone_without_dates_is_unknown() -> None:
    alone = article("a", "Rebels take the city\n\nRebels took the city on Friday, the army said.")
    assert date_articles([alone])["a"].how == "unknown"


def archive_of_october() -> list[Article]:
    """Ten articles of different news, one a day from 9 October 2023 (Monday) on."""
    things = "harbour bakery violin orchard glacier tannery lantern kiosk viaduct chapel".split()
    return [
        article(f"a{n}", f"The {thing}\n\nThe {thing} of the old town was opened.", on(f"2023-10-{9 + n:02d}"))
        for n, thing in enumerate(things)
    ]


def test_a_printed_weekday_and_day_bound_an_article_of_the_archives_time() -> None:
    text = (
        "Ferry sinks\n\nA ferry sank off the island on Friday, Oct. 13. Divers found it on Saturday, Oct. 14, in 2023."
    )
    found = date_articles([*archive_of_october(), article("ferry", text)])["ferry"]
    assert found.how == "bounded"
    assert found.first_day is not None
    assert found.last_day is not None
    assert found.first_day <= date(2023, 10, 15) <= found.last_day
    assert any("Oct. 1" in reason.text for reason in found.reasons)
    other = "Ferry sinks\n\nA ferry sank off the island on Friday, Oct. 12. Divers found it on Saturday, Oct. 13."
    wrong_year = date_articles([*archive_of_october(), article("ferry", other)])["ferry"]
    assert wrong_year.last_day is None  # those were Friday and Saturday in 2018, not in 2023
    assert date_articles([article("ferry", text)])["ferry"].last_day is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The mayor resigned today, October 13, after a vote.", ["2023-10-13"]),
        ("The mayor resigned yesterday (October 12) after a vote.", ["2023-10-13"]),
        ("The mayor resigns tomorrow (Saturday, Oct. 14).", ["2023-10-13"]),
        ("On October 13 (today) the mayor resigned.", ["2023-10-13"]),
        ("Where to watch the regatta tonight?\n\nDate: Friday, Oct. 13\n\nPlace: the harbour", ["2023-10-13"]),
        ("“I resign today, October 12,” the mayor wrote.", []),
        ("The mayor told USA Today, October 12, that he resigns.", []),
        ("The mayor (@mayor) October 12, 2023\n\nToday nobody answered.", []),
        ("The mayor stays until today. October 12 was his last day in court.", []),
    ],
)
def test_a_day_that_a_story_calls_its_own(text: str, days: list[str]) -> None:
    found = own_days(text, clues(article("a", text)), day_clues(text, find(text)))
    first, last = date(2023, 9, 1).toordinal(), date(2023, 12, 31).toordinal()
    assert [str(date.fromordinal(d)) for clue in found for d in clue.published(first, last)] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It rained. Published by Valley Herald, news - valley.example - on October 13, 2023.", ["2023-10-13"]),
        ("It rained.\n\nThis story was first published in the Herald on October 13, 2023.", ["2023-10-13"]),
        ("It rained. Published by Oak Press on October 13, 2023, the novel is her third.", []),
        ("The study, published by the Herald on October 13, 2023, says so.", []),
    ],
)
def test_a_day_on_which_its_source_published_a_story_is_its_own(text: str, days: list[str]) -> None:
    found = own_days(text, [], day_clues(text, find(text)), "Valley Herald | News")
    first, last = date(2023, 9, 1).toordinal(), date(2023, 12, 31).toordinal()
    assert [str(date.fromordinal(d)) for clue in found for d in clue.published(first, last)] == days


@pytest.mark.parametrize(("hours", "days"), [(10, ["2023-10-13"]), (9, [])])
def test_a_story_told_by_the_hour_is_of_the_day_of_its_event(hours: int, days: list[str]) -> None:
    lines = "\n\n".join(f"{9 - n // 6}:{50 - n % 6 * 10:02d} p.m. — The boats turn mark {n}." for n in range(hours))
    text = f"Regatta live\n\n{lines}\n\nWhere is the regatta?\n\nDate: Friday, Oct. 13\n\nPlace: the harbour"
    found = own_days(text, [], day_clues(text, find(text)))
    first, last = date(2023, 9, 1).toordinal(), date(2023, 12, 31).toordinal()
    assert [str(date.fromordinal(d)) for clue in found for d in clue.published(first, last)] == days
    dated = date_articles([*archive_of_october(), article("regatta", text)])["regatta"]
    assert ([str(dated.day)] if dated.day else []) == days
    if days:
        assert any("by the hour of the event of “Date: Friday, Oct. 13”" in reason.text for reason in dated.reasons)
    other = text.replace("Place: the harbour", "Date: Saturday, Oct. 14")
    assert own_days(other, [], day_clues(other, find(other))) == []


def test_a_weekday_that_fits_no_day_of_the_archives_time_is_a_slip() -> None:
    text = "Mayor resigns\n\nThe mayor resigned today, Thursday, October 13. He came in on 3 March 2022 and stayed too long."
    assert date_articles([*archive_of_october(), article("mayor", text)])["mayor"].day is None  # a Thursday in 2022


def test_a_holiday_in_the_opening_tells_when_and_further_down_does_not() -> None:
    text = "Lanterns for Halloween\n\nThe old town lights them again. Christmas comes later."
    assert [c.holiday for c in day_clues(text, find(text), 30)] == ["halloween"]
    (clue,) = day_clues(text, find(text), 30)
    first, last = date(2022, 1, 1).toordinal(), date(2023, 12, 31).toordinal()
    assert [str(date.fromordinal(d)) for d in clue.occurrences(first, last)] == ["2022-10-31", "2023-10-31"]


def test_a_day_alone_at_the_head_of_a_story_is_noted() -> None:
    text = "Lanterns\n\nOct 8th, 2023\n\nThe town lights them.\n\nOct 9th, 2023\n\nIt rains."
    assert [c.kind for c in day_clues(text, find(text), 40)] == ["note", "plain"]


def test_an_article_is_from_the_day_that_it_calls_today() -> None:
    text = "Mayor resigns\n\nThe mayor resigned today (October 13). The council is to meet on Monday."
    found = date_articles([*archive_of_october(), article("mayor", text)])["mayor"]
    assert (found.how, found.day) == ("inferred", date(2023, 10, 13))
    assert 0.9 <= found.confidence <= 0.95
    assert "today (October 13)" in found.reasons[0].text
    torn = text.replace("The council", "It was the talk of today (October 14). The council")
    assert date_articles([*archive_of_october(), article("mayor", torn)])["mayor"].day is None


def test_a_post_and_weekdays_tell_the_day_of_the_news_and_not_of_the_article() -> None:
    text = (
        "Ferry sinks\n\nA ferry sank off the island on Sunday, the coast guard said. It had left on Saturday night.\n\n"
        "All are safe. — Coast Guard (@guard) October 15, 2023\n\nDivers went down on Sunday."
    )
    found = date_articles([*archive_of_october(), article("ferry", text)])["ferry"]
    assert found.how == "bounded"
    assert found.first_day is not None
    assert found.last_day is not None
    assert found.first_day <= date(2023, 10, 15) < date(2023, 10, 16) <= found.last_day


REPORT = (
    "{day}, rebels took the river port of Varna after two weeks of siege, the defence ministry of Moldavia said. The garrison "
    "of General Petrescu left in boats before dawn, and four thousand people followed it down the river to Calarasi."
)


@pytest.mark.parametrize(("opens", "day"), [("On Friday", "2021-08-14"), ("On Monday", None)])
def test_a_report_in_the_same_words_shows_which_day_is_called_by_its_weekday(opens: str, day: str | None) -> None:
    first = article("first", f"Port of Varna falls to rebels\n\n{REPORT.format(day=opens)}", on("2021-08-13"))
    again = article("again", f"Port of Varna falls to the rebels\n\n{REPORT.format(day='On Saturday')}")
    found = date_articles([first, again])["again"]
    assert str(found.day) == str(day)
    if day:
        assert any("in the same words" in reason.text for reason in found.reasons)


def test_a_report_in_the_same_words_and_a_printed_day_give_no_day() -> None:
    first = article("first", f"Port of Varna falls to rebels\n\n{REPORT.format(day='In the night')}", on("2021-08-13"))
    text = f"Port of Varna falls to the rebels\n\n{REPORT.format(day='In the night')} The siege began on 30 July."
    assert date_articles([first, article("again", text)])["again"].day is None


def test_papers_and_programmes_are_no_days() -> None:
    text = "He spoke to USA Today on Friday. She was on the Today show. Yesterday he left, and today she did."
    assert [text[c.start : c.end] for c in clues(article("a", text)) if c.kind == "deictic"] == ["Yesterday", "today"]


def test_what_a_source_prints_on_every_page_makes_no_likeness() -> None:
    furniture = (
        "Stay ahead of the trend in gardens and beyond with our free weekly letter for all friends of roses and tulips"
    )
    things = ("harbour", "bakery", "violin")
    pages = [
        Article(
            name, f"The {name}\n\n{furniture}\n\nA {name} was opened.", source="Rose Post", body_start=len(name) + 4
        )
        for name in things
    ]
    assert Likeness(pages).copied(0, {1, 2}) == []
    assert Likeness(pages[:2]).copied(0, {1})  # twice may be news


def test_articles_that_share_as_much_come_in_the_order_given() -> None:
    lines = [" ".join(f"{word}{n}x" for word in "oak elm ash fir yew bay fig".split()) for n in range(12)]
    pages = [article("all", "\n".join(lines)), *(article(str(n), line) for n, line in enumerate(lines))]
    assert Likeness(pages).copied(0, set(range(13))) == [(n, 1) for n in range(1, 13)]


@pytest.mark.parametrize(
    ("headings", "kept"),
    [
        (("December 2023", "November 2023", "October 2023"), True),
        (("January 3", "December 12", "November 30"), True),
        (("October 2023", "November 2023", "December 2023"), False),
        (("November 20", "November 19", "November 18"), False),
        (("December 2023",), False),
    ],
)
def test_a_page_that_is_added_to_from_month_to_month_is_known(headings: tuple[str, ...], kept: bool) -> None:
    text = "All closures\n\n" + "\n\n".join(f"{heading}\n\nA mill closed in the valley." for heading in headings)
    found = kept_up(text)
    assert (found is not None) == kept
    if found:
        assert text[slice(*found)] == headings[0]


def test_a_page_that_is_added_to_may_have_come_out_earlier_than_its_news() -> None:
    closed = "A mill closed on Friday, Oct. 13. Another closed on Saturday, Oct. 14, in 2023."
    text = f"All closures\n\nOctober 2023\n\n{closed}\n\nSeptember 2023\n\nA dairy.\n\nAugust 2023\n\nA forge."
    found = date_articles([*archive_of_october(), article("mills", text)])["mills"]
    assert (found.how, found.first_day) == ("bounded", None)
    assert found.last_day is not None
    assert "October 2023" in found.reasons[0].text


def test_articles_that_were_read_need_not_be_read_again() -> None:
    archive = [*archive_of_october(), article("mayor", "Mayor resigns\n\nThe mayor resigned today (October 13).")]
    readings = Readings(archive)
    assert date_articles(archive, readings) == date_articles(archive, readings) == date_articles(archive)


def test_instalments_of_a_series_are_not_the_same_news() -> None:
    titles = ("Rankings Week 6: who starts", "Rankings week 13: who starts", "Who starts in Week 6", "Who starts")
    likeness = Likeness([article(str(n), title) for n, title in enumerate(titles)])
    assert [likeness.of_one_series(0, other) for other in (1, 2, 3)] == [True, False, False]


def league(week: int, published: Published | None = None) -> Article:
    text = (
        f"Handball league: who plays whom in Week {week}\n\nThe handball league comes to its Week {week}. These are the "
        "goalkeepers to watch, the sleepers and the doubtful starters of all twelve clubs."
    )
    return article(f"week{week}", text, published or Published())


def test_a_numbered_week_lies_as_many_weeks_after_another_as_its_number_says() -> None:
    archive = [*archive_of_october(), league(4, on("2023-10-11")), league(9, on("2023-11-15"))]
    found = date_articles([*archive, league(7)])["week7"]
    assert found.how == "bounded"
    assert found.first_day is not None
    assert found.last_day is not None
    assert found.first_day <= date(2023, 11, 1) <= found.last_day
    assert (found.last_day - found.first_day).days <= 31
    assert "2 weeks before that of “Handball league: who plays whom in Week 9”" in found.reasons[0].text


def test_weeks_of_other_counts_date_nothing() -> None:
    other = article("garden", "Garden course, Week 4\n\nPrune the roses and rake the leaves.", on("2023-10-11"))
    assert date_articles([*archive_of_october(), other, league(7)])["week7"].how == "unknown"
    two = article("two", "Handball league: from Week 4 to Week 5\n\nThe handball league goes on.")
    likeness = Likeness([league(4), two, league(6)])
    assert [likeness.weeks_apart(0, n) for n in (1, 2)] == [None, -2]
    assert likeness.of_near_weeks(0, {0, 1, 2}) == [2]


def test_the_time_of_the_archive_bounds_an_article_beside_its_neighbours() -> None:
    first = article("first", f"Port of Varna falls to rebels\n\n{REPORT.format(day='In the night')}", on("2023-10-09"))
    text = "Rebels hold the port of Varna\n\nRebels hold the river port of Varna that they took on 9 October 2023."
    found = date_articles([*archive_of_october(), first, article("again", text)])["again"]
    assert found.how == "bounded"
    assert any("from 9 October 2023 (Monday) to 18 October 2023" in reason.text for reason in found.reasons)


def archive_of_years() -> list[Article]:
    """Twenty articles of different news, one every seven weeks from January 2021 on."""
    things = (
        "harbour bakery violin orchard glacier tannery lantern kiosk viaduct chapel sawmill stadium ferry cinema library museum "
        "lighthouse aqueduct brewery foundry"
    ).split()
    start = date(2021, 1, 4).toordinal()
    days = [date.fromordinal(start + 49 * n).isoformat() for n in range(len(things))]
    return [
        article(f"y{n}", f"The {thing}\n\nThe {thing} of the old town was opened.", on(day))
        for n, (thing, day) in enumerate(zip(things, days, strict=True))
    ]


def test_a_day_printed_with_its_year_may_be_long_past() -> None:
    text = "The trial of the bombers of 7 August 2021 opened."
    first, day = date(2015, 1, 1).toordinal(), date(2021, 8, 7).toordinal()
    values, _ = weigh(day_clues(text, find(text)), first, 3000)
    weights = [math.exp(value) for value in values]
    far = sum(weight for k, weight in enumerate(weights) if abs(first + k - day) > 182)
    assert far > 0.4 * sum(weights)


def test_a_story_that_runs_on_is_not_bound_to_the_days_of_its_event() -> None:
    heads = {
        "2022-08-08": "Bomb destroys the embassy in Varna\n\nA bomb destroyed the embassy in Varna, and two hundred people died.",
        "2022-08-10": "Embassy bomb in Varna: agents search\n\nAgents search the ruins of the embassy in Varna for the bombers.",
    }
    reports = [article(day, text, on(day)) for day, text in heads.items()]
    text = (
        "Suspect in the Varna embassy bomb flown out\n\nA man who built the bomb in the embassy in Varna that killed two hundred "
        "people on Sunday, Aug. 7, was flown out by agents."
    )
    found = date_articles([*archive_of_years(), *reports, article("suspect", text)])["suspect"]
    assert found.day is None
    assert found.last_day is None or found.last_day > date(2022, 8, 16)


def test_no_articles() -> None:
    assert date_articles([]) == {}


def test_stated_dates_are_kept() -> None:
    dates = date_articles(
        [article("a", "Rebels take the city.", on("2021-08-13")), article("b", "Rain.", on("1999-01-01"))]
    )
    assert dates["a"].day == date(2021, 8, 13)
    assert dates["b"].day == date(1999, 1, 1)


def test_a_stranger_to_the_archive_is_not_given_a_day() -> None:
    cakes = "How to bake a cake\n\nTake flour and sugar. Bake on Sunday for an hour and let it cool until Monday."
    war = "Rebels take the city\n\nRebels took the capital on Friday, and the army fled to the border, officials said."
    dates = date_articles([article("cakes", cakes), article("war", war, on("2021-08-13"))])
    assert dates["cakes"].day is None

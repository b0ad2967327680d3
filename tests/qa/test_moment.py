"""Which time a sentence gives for the event asked about, and in which unit it is said."""

from __future__ import annotations

from datetime import date

import pytest

from index import timex
from index.article import Article, Passage, Published
from qa.combine import _between
from qa.counted import with_counted
from qa.moment import joined, moments, promising, weighed
from qa.question import understand
from qa.retrieve import Evidence
from qa.span import Span
from qa.twoevents import TwoEvents
from qa.when import When, resolve

DAY = date(2023, 11, 13)  # a Monday


def answer(asked: str, text: str, seen: str = "") -> When | None:
    """The best moment of a passage of one-line sentences that the reader saw the answer in at `seen`, or as a whole."""
    question = understand(asked)
    article = Article("a", text, published=Published("stated", DAY, DAY, 1.0), body_start=0)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    passage = Passage(1, "a", 0, len(text), text, tuple(lines))
    start = text.index(seen) if seen else 0
    sentence = next(s for s in lines if s[0] <= start < s[1])
    span = Span(passage, start, start + len(seen) if seen else sentence[1], sentence, 0.5, is_sentence=not seen)
    expressions = joined(timex.find(text, DAY), text)
    found = moments(question, [span], lambda _: expressions)
    best = max(found, key=lambda s: weighed(question, s, article, expressions, lambda _: 1.0))
    return resolve(question, best, article, expressions)


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        # The unit asked for.
        ("In which month did Ames open the bridge?", "Ames opened the bridge on 3 May 2021.", "May 2021"),
        ("In what year did Ames open the bridge?", "Ames opened the bridge on 3 May 2021.", "2021"),
        ("What day of the week did Ames open the bridge?", "Ames opened the bridge on 3 May 2021.", "Monday"),
        ("What time did Ames open the bridge?", "Ames opened the bridge at 8:05 p.m. on Friday.", "8:05 p.m."),
        ("When did Ames open the bridge?", "Ames opened the bridge in May 2021.", "May 2021"),
        # A quarter, or what the question says itself, is no day.
        ("On which day did Orbis report the third quarter of 2023?", "Orbis grew in the third quarter.\nOrbis reported third-quarter figures on Tuesday.", "7 November 2023 (Tuesday)"),
        # The time next to the event, not the sentence's first.
        ("When did Ames meet Bose?", "On Tuesday, Ames, who was hired 20 months ago, got word of the plan before he met Bose on Friday.", "10 November 2023 (Friday)"),
        # The sentence that tells the event, not another of the passage.
        ("In which month did Orbis announce the doll?", "Its likeness is on a coin of 2021.\nLast month, Orbis announced the doll.", "October 2023"),
        # A weekday with its day in brackets, and days that run on.
        ("On what day did the house pass the budget?", "The house passed the budget on Wednesday (Sept. 27) by one vote.", "27 September 2023 (Wednesday)"),
        ("On which days were the raids on Ames?", "The raids on Ames took place on Wednesday and Thursday.", "8 to 9 November 2023"),
        ("By when will the bridge be mended?", "The bridge will be mended by the end of November.", "the end of November 2023"),
        # A year is seldom the answer where a day is told.
        ("When did Rome beat Ames in the cup final?", "Ames met Rome in a cup final in 1983.\nRome beat Ames on Wednesday in Bo.", "8 November 2023 (Wednesday)"),
        # Past and future.
        ("When will the envoys meet?", "The envoys met on Friday and the envoys meet again on Thursday.", "16 November 2023 (Thursday)"),
        ("When did the envoys meet?", "The envoys met on Friday and the envoys meet again on Thursday.", "10 November 2023 (Friday)"),
        ("When were the envoys to sign the treaty?", "The envoys met on Friday and will sign the treaty on Thursday.", "16 November 2023 (Thursday)"),
        ("Until when was Ames mayor?", "Ames was mayor from 2001 until 2013.", "2013"),
        # A weekday in a name that the question has is not what it names.
        ("When did Pink Friday 2 come out?", "Pink Friday 2 came out on Friday.", "10 November 2023 (Friday)"),
        # The article's own day, in the unit asked for.
        ("When did rebels seize Ames?", "Rebels have seized Ames.", "13 November 2023 (Monday)"),
        ("In what year did rebels seize Ames?", "Rebels have seized Ames.", "2023"),
    ],
)  # fmt: skip
def test_the_time_of_the_event_is_given_in_the_unit_asked_for(asked: str, text: str, said: str) -> None:
    found = answer(asked, text)
    assert found is not None
    assert found.words == said
    # Some expression of the text gives the day, or it is the article's own: none is invented.
    known = timex.find(text, DAY)
    days = {(t.first_day, t.last_day) for t in [*known, *joined(known, text)]} | {(DAY, DAY)}
    assert (found.first_day, found.last_day) in days


@pytest.mark.parametrize(
    ("asked", "text", "seen", "said"),
    [
        # The day at the head of a story is not that of its news.
        ("When did the talks break down?", "BRENT, November 13, 2023 -- Talks broke down on Friday.", "November 13, 2023", "10 November 2023 (Friday)"),
        # What a letter is dated is not when it came out.
        ("When did Ames get the letter?", "On Wednesday Ames got a letter dated 3 May 2023.", "", "8 November 2023 (Wednesday)"),
        # The day of the part of a sentence that names who is asked about.
        ("When will the owners of Orbis vote?", "Owners of Ames will vote on 23 November, those of Orbis a week later.", "23 November", "30 November 2023 (Thursday)"),
        # The last of several, counted from the day before in the text.
        ("When was the last victim found?", "One body was found on 2 November.\nThe last victim was found a week later.", "2 November", "9 November 2023 (Thursday)"),
        ("On which day was the second round?", "The first round was on 5 November.\nAmes won Sunday's run-off.", "5 November", "12 November 2023 (Sunday)"),
    ],
)  # fmt: skip
def test_the_day_of_another_event_is_passed_over(asked: str, text: str, seen: str, said: str) -> None:
    found = answer(asked, text, seen)
    assert found is not None
    assert found.words == said


def test_a_sentence_without_a_day_is_of_the_day_that_its_story_begins_with() -> None:
    question = understand("When was the final played?")
    text = "Cup final: Ames 3 Brent 2\nAmes beat Brent on Saturday."
    article = Article("a", text, published=Published("stated", DAY, DAY, 1.0), body_start=0)
    line = (0, text.index("\n"))
    span = Span(Passage(1, "a", 0, len(text), text, (line,)), *line, line, 0.5, is_sentence=True)
    found = resolve(question, span, article, timex.find(text, DAY))
    assert found is not None
    assert found.words == "11 November 2023 (Saturday)"
    assert "begins with the news of “Saturday”" in found.note


def test_a_month_after_a_number_is_no_hour() -> None:
    found = answer("When did Ames open the bridge?", "Ames opened the bridge on 9 May.", "9 May")
    assert found is not None
    assert found.certainty == 1.0


def test_a_day_told_as_a_month_keeps_the_day_as_a_detail() -> None:
    found = answer("In which month did Ames open the bridge?", "Ames opened the bridge on Friday.", "Friday")
    assert found is not None
    assert (found.words, found.detail) == ("November 2023", "10 November 2023 (Friday)")
    assert "dated 13 November 2023" in found.note


def test_what_ought_to_have_been_done_is_no_news_of_the_day() -> None:
    text = "x" * 500 + "\nOrbis should have considered the coat."
    assert answer("When did Orbis consider the coat?", text, "Orbis should have considered the coat.") is None


@pytest.mark.parametrize(
    ("asked", "text", "kind", "grain"),
    [
        ("wen did Ames fall", "When did Ames fall", "when", ""),
        ("on wich day did Ames fall", "on which day did Ames fall", "when", "day"),
        ("Wen Jiabao resigned in which month?", "In which month did Wen Jiabao resign?", "when", "month"),
        ("On which weekend did it end?", "On which weekend did it end?", "when", "week"),
        ("On which calendar day did Ames fall?", "On which calendar day did Ames fall?", "when", "day"),
        ("What was the exact date of the launch?", "What was the exact date of the launch?", "when", "day"),
        ("In which month and year did it end?", "In which month and year did it end?", "when", "month"),
        ("How recently was the bridge mended?", "How recently was the bridge mended?", "when", ""),
        ("What happened in the year of the flood?", "What happened in the year of the flood?", "what", "year"),
    ],
)
def test_the_unit_is_read_from_the_question(asked: str, text: str, kind: str, grain: str) -> None:
    found = understand(asked)
    assert (found.text, found.type, found.grain) == (text, kind, grain)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((2002, 2002), (2014, 2014), "about 12 years"),
        ((2014, 2014), (2002, 2002), "about 12 years earlier, not later"),
        ((2002, 2002), (2002, 2002), "between 0 days and 12 months"),
    ],
)
def test_years_apart_are_counted_in_years(first: tuple[int, int], second: tuple[int, int], said: str) -> None:
    whens = [When(date(a, 1, 1), date(b, 12, 31), str(a), "", 1.0, None) for a, b in (first, second)]
    assert _between(TwoEvents("between", "", "", ("", "")), *whens) == said


@pytest.mark.parametrize(
    "text",
    [
        "Ames was arrested two days after the fire.",
        "Ames was arrested a week later.",
        "Ames was arrested on the night of the fire.",
        "Ames was arrested the same day.",
    ],
)
def test_a_time_told_by_another_event_is_not_the_day_of_the_article(text: str) -> None:
    undated = [t for t in timex.find(text, DAY) if t.type == "DURATION"]
    article = Article("a", text, published=Published("stated", DAY, DAY, 1.0), body_start=0)
    span = Span(
        Passage(1, "a", 0, len(text), text, ((0, len(text)),)), 0, len(text), (0, len(text)), 0.5, is_sentence=True
    )
    assert resolve(understand("When was Ames arrested?"), span, article, undated) is None
    assert resolve(understand("When was Ames arrested?"), span, article, []) is None


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Ames was arrested at 8 p.m.", 0.75),
        ("Ames was arrested overnight.", 0.75),
        ("Ames was arrested at 8 p.m. on Friday.", 1.0),
        ("Ames was arrested this morning.", 1.0),
    ],
)
def test_an_hour_without_a_day_is_less_certain(text: str, certainty: float) -> None:
    found = answer("When was Ames arrested?", text)
    assert found is not None
    assert found.certainty == certainty
    hour = answer("At what time was Ames arrested?", text)
    assert hour is not None
    assert hour.certainty == 1.0


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("When will the city rebuild the mill?", "The city will not rebuild the mill in 2024.\nThe mill will be rebuilt in May 2025.", "May 2025"),
        ("When will the city rebuild the mill?", "The council will decide on Thursday whether the city is to rebuild the mill.\nThe city will rebuild the mill in May 2024.", "May 2024"),
        ("When did Ames visit Rome?", "Ames never visited Rome in 2019.\nAmes went to Rome in May 2021.", "May 2021"),
        # What is denied or left open is something else.
        ("When did Ray become mayor?", "Ray failed again on Friday on a second ballot to become mayor.\nRay became mayor in 2021.", "2021"),
        ("When did the mill burn?", "Ames was asked whether the mill was insured when it burned on Friday.", "10 November 2023 (Friday)"),
        ("When did the mill burn?", "Ames could not sleep after the mill burned on Friday.\nThe mill was built in 1990.", "10 November 2023 (Friday)"),
        ("When did the city not rebuild the mill?", "In 2019 the city did not rebuild the mill.", "2019"),
    ],
)  # fmt: skip
def test_what_is_denied_or_left_open_dates_no_event(asked: str, text: str, said: str) -> None:
    found = answer(asked, text)
    assert found is not None
    assert found.words == said


TABLE = (
    "Date Result May 3, 2021 Ames 1-0 Bo May 4, 2021 Bo 2-2 Dorn May 9, 2021 Dorn 0-4 Ames"
    " May 12, 2021 Bo 3-1 Ames June 1, 2021 Ames 2-0 Dorn June 8, 2021 Bo 1-0 Dorn"
)


@pytest.mark.parametrize(
    ("asked", "day"),
    [("When did Ames beat Dorn 2-0?", date(2021, 6, 1)), ("When did Bo play Dorn 2-2?", date(2021, 5, 4))],
)
def test_a_day_of_a_table_is_that_of_its_row(asked: str, day: date) -> None:
    found = answer(asked, TABLE)
    assert found is not None
    assert found.first_day == day


def test_a_question_tells_of_no_event() -> None:
    told = "Cole and Ames have been apart since 2016 - when do couples divorce{}"
    assert (
        score("When did Cole divorce Ames?", told.format("?"))
        < score("When did Cole divorce Ames?", told.format(".")) - 0.2
    )


def test_another_event_than_the_one_that_news_has_words_for_is_less_likely() -> None:
    asked = "When was Cole killed?"
    assert (
        score(asked, "The rebels arrested Cole on Friday.") < score(asked, "The rebels shot Cole dead on Friday.") - 0.2
    )
    assert score(asked, "The rebels arrested Cole on Friday.") < score(
        "When was Cole greeted?", "The rebels arrested Cole on Friday."
    )


def test_only_the_verb_says_whether_a_sentence_tells_of_another_event() -> None:
    text = f"{'x' * 500}\nAmes has ended the plan for a mill."
    assert answer("When did Ames abandon its plan for a mill?", text, "Ames has ended the plan for a mill.") is not None


def test_the_next_one_is_to_come() -> None:
    found = answer("When is the next cup?", "The last cup was in 2019.\nThe cup is held in 2027 in Rome.")
    assert found is not None
    assert found.words == "2027"


def test_what_is_to_come_does_not_come_on_the_day_of_the_article() -> None:
    text = "Orbis will open three new channels.\nOn 30 November, Orbis opens the channels."
    found = answer("When do the new Orbis channels open?", text)
    assert found is not None
    assert found.first_day == date(2023, 11, 30)


def test_two_days_in_one_expression_are_told_as_one() -> None:
    text = "It rained on Wednesday, Thursday and Friday, and on Monday (Nov. 6) it froze."
    told = [(t.text, t.first_day, t.last_day) for t in joined(timex.find(text, DAY), text)]
    assert told == [
        ("Wednesday", date(2023, 11, 8), date(2023, 11, 8)),
        ("Thursday and Friday", date(2023, 11, 9), date(2023, 11, 10)),
        ("Monday (Nov. 6)", date(2023, 11, 6), date(2023, 11, 6)),
    ]


def test_a_passage_that_tells_when_is_read_although_others_on_the_same_names_stand_before_it() -> None:
    told = "Ames sued Bo in 2020 over fees."
    texts = [
        *(f"Ames said of Bo that it was no {n}." for n in ("one", "two", "three", "four", "five")),
        "In 2019 it rained.",
        told,
    ]
    evidence = [
        Evidence(Passage(n, str(n), 0, len(text), text, ((0, len(text)),)), 1.0 - n / 10, 0.5)
        for n, text in enumerate(texts)
    ]
    read = promising(
        understand("When did Ames sue Bo?"), evidence, 4, lambda of: timex.find(texts[int(of)], DAY), lambda _: 1.0
    )
    assert [e.passage.id for e in read] == [0, 1, 2, 6]


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("When did Ames rule Bo?", "Ames ruled Bo from 1996 to 2001.", "1996 to 2001"),
        ("From when to when did Ames rule Bo?", "Ames ruled Bo from 1996 until 2001.", "1996 to 2001"),
        ("When did Ames begin to rule Bo?", "Ames ruled Bo from 1996 to 2001.", "1996"),
        ("Since when did Ames rule Bo?", "Ames ruled Bo from 1996 to 2001.", "1996"),
        ("Until when did Ames rule Bo?", "Ames ruled Bo from 1996 to 2001.", "2001"),
        ("When did the rule of Ames over Bo end?", "The rule of Ames over Bo lasted from 1996 to 2001.", "2001"),
        ("When was the mill shut?", "The mill was shut from May to July 2020.", "1 May to 31 July 2020"),
        ("When was the mill shut?", "The mill was shut between 3 and 5 May 2020.", "3 to 5 May 2020"),
        ("When was the mill shut?", "The mill was shut from November 2019 to January 2020.", "1 November 2019 to 31 January 2020"),
        ("When was the mill shut?", "The mill was shut from October to February.", "1 October 2022 to 28 February 2023"),
        ("When was the mill shut?", "The mill was shut from Monday to Friday last week.", "6 to 10 November 2023"),
    ],
)  # fmt: skip
def test_a_time_from_one_day_to_another_is_told_whole_or_by_the_end_asked_for(asked: str, text: str, said: str) -> None:
    found = answer(asked, text)
    assert found is not None
    assert found.words == said


def score(asked: str, text: str, title: str = "", published: Published | None = None) -> float:
    """The score of a passage's first time, which was .5 before it was weighed."""
    article = Article("a", text, title, published=published or Published("stated", DAY, DAY, 1.0), body_start=0)
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    t = timex.find(text, DAY)[0]
    span = Span(passage, t.start, t.end, (0, len(text)), 0.5)
    return weighed(understand(asked), span, article, timex.find(text, DAY), lambda _: 1.0)


def test_an_article_without_a_name_of_the_question_seldom_has_the_day() -> None:
    asked, text = "When was Colne captured?", "On Friday the rebels captured more towns."
    assert score(asked, text) < score(asked, text, title="The rebels at Colne") - 0.1


def test_how_things_stood_on_a_day_is_no_event_of_it() -> None:
    asked = "When did Orbis fall?"
    assert score(asked, "Orbis had debts as of 30 June 2022.") < score(asked, "Orbis had debts on 30 June 2022.") - 0.1


def test_the_day_of_a_post_is_not_that_of_what_it_tells() -> None:
    text = "The cup that Ames won is back. — Ames (@ames) May 3, 2021"
    assert (
        score("When did Ames win the cup?", text)
        < score("When did Ames win the cup?", text.replace("(@ames)", "")) - 0.1
    )
    assert score("When did Ames post of the cup?", text) > score("When did Ames win the cup?", text) + 0.1


def test_a_sentence_without_the_event_and_its_names_seldom_has_the_day() -> None:
    asked, title = "When did Ames greet Bo?", "Ames and Bo"
    other = score(asked, "Dorn had been hired on Friday.", title)
    assert other < 0.25  # .35 for its few words alone
    assert other < score(asked, "Dorn had greeted it on Friday.", title) - 0.1
    assert other < score(asked, "Ames had hired Bo on Friday.", title) - 0.1


def test_a_weekday_of_an_article_whose_day_is_in_doubt_is_less_sure() -> None:
    doubtful = Published("stated", DAY, DAY, 0.6)
    asked = "When was Colne captured?"
    for text, is_less in (("Colne was captured on Friday.", True), ("Colne was captured on 3 May 2021.", False)):
        assert (score(asked, text, published=doubtful) < score(asked, text) - 0.1) is is_less


@pytest.mark.parametrize(
    ("text", "is_dated"),
    [
        ("Troops have withdrawn from Colne.", True),
        ("The army has carried out its withdrawal from Colne.", True),
        ("The troops have gone from Colne.", True),  # in other words
        ("The army has ended its stay at Colne.", True),
        ("The withdrawal of the troops from Colne has exposed the depth of the rout.", False),
    ],
)
def test_a_verb_of_the_present_perfect_dates_its_own_event(text: str, is_dated: bool) -> None:
    asked = "When did the army withdraw from Colne?"
    assert (answer(asked, f"{'x' * 500}\n{text}", text) is not None) is is_dated
    assert (answer(asked, text, text) is not None) is is_dated


def test_who_says_what_is_to_come_says_it_on_the_day_of_the_article() -> None:
    text = f"{'x' * 500}\nCole has told the board that he will retire."
    found = answer("When did Cole say that he would retire?", text, "Cole has told the board that he will retire.")
    assert found is not None
    assert found.first_day == DAY


@pytest.mark.parametrize("words", ["late Friday", "early Friday"])
def test_a_part_of_a_day_is_no_part_of_a_month(words: str) -> None:
    found = answer("When was Colne captured?", f"Colne was captured {words}.")
    assert found is not None
    assert found.words == "10 November 2023 (Friday)"


@pytest.mark.parametrize(
    ("before", "sentence", "is_dated"),
    [
        ("Ames declared Friday that the mill must go. ", "A spokesman, Cole, told the paper that the mill was old.", True),
        ("Ames burned the mill on Friday. ", "A spokesman, Cole, told the paper that the mill was old.", False),
        ("Ames declared Friday that the mill must go.\n", "A spokesman, Cole, told the paper that the mill was old.", False),
        ("Ames declared Friday that the mill must go. It is old. ", "A spokesman, Cole, told the paper of it.", False),
        ("Ames declared Friday that the mill must go. ", "A spokesman, Cole, told the paper a day before the fire.", False),
    ],
)  # fmt: skip
def test_what_is_said_next_was_said_on_the_same_day(before: str, sentence: str, is_dated: bool) -> None:
    text = f"{'x' * 500}\n{before}{sentence}"
    article = Article("a", text, published=Published("stated", DAY, DAY, 1.0), body_start=0)
    place = (text.index(sentence), len(text))
    span = Span(Passage(1, "a", *place, sentence, (place,)), *place, place, 0.5, is_sentence=True)
    found = resolve(understand("When did Cole say that the mill was old?"), span, article, timex.find(text, DAY))
    assert (found is not None) is is_dated
    if found is not None:
        assert found.first_day == date(2023, 11, 10)
        assert "the one before it" in found.note


@pytest.mark.parametrize(
    ("text", "is_dated"),
    [
        ("Ray died in a fire, the police said.", True),
        ("The death of Ray shook the town.", True),
        ("Five questions about the drug tied to Ray's death.", False),
        ("The town is calm after the death of Ray.", False),
        ("What Lee did following his sudden death is a riddle.", False),
    ],
)
def test_what_the_news_only_looks_back_on_was_not_on_its_day(text: str, is_dated: bool) -> None:
    assert (answer("When did Ray die?", text, text) is not None) is is_dated


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("When was the Orca boarded?", "3 November 2023 (Friday)"),
        ("When did the Orca leave Bo?", "12 November 2023 (Sunday)"),
    ],
)
def test_of_two_days_one_counted_from_the_other_each_is_of_its_own_event(asked: str, said: str) -> None:
    text = "The trawler Orca left Bo on the tide yesterday, nine days after she was boarded on the Sable Bank."
    article = Article("a", text, published=Published("stated", DAY, DAY, 1.0), body_start=0)
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    expressions = with_counted(joined(timex.find(text, DAY), text), text)
    question = understand(asked)
    found = moments(question, [Span(passage, 0, len(text), (0, len(text)), 0.5)], lambda _: expressions)
    best = max(found, key=lambda s: weighed(question, s, article, expressions, lambda _: 1.0))
    resolved = resolve(question, best, article, expressions)
    assert resolved is not None
    assert resolved.words == said


def test_an_obituary_is_no_news_of_the_day() -> None:
    asked, obituary = "When did Ames die?", "Ames, who has died aged 92, gave Bo its largest lake."
    told = answer(asked, obituary)
    assert told is not None
    assert told.words == "by 13 November 2023 (Monday)"
    told = answer(asked, f"{obituary}\nAmes died in Bo on 3 November.", obituary)
    assert told is not None
    assert told.words == "3 November 2023 (Friday)"
    news = answer(asked, "Ames has died in Bo.")
    assert news is not None
    assert news.words == "13 November 2023 (Monday)"


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("When did Ames turn 50?", "Ames, appointed on 2 June, turned 50 on Friday.", "10 November 2023 (Friday)"),
        ("When was Ames appointed?", "Ames, appointed on 2 June, turned 50 on Friday.", "2 June 2023 (Friday)"),
        ("When did Ames part from Bo?", "Ames married the conductor Bo in 1969; they parted in 1979.", "1979"),
        ("When will the bridge open?", "The bridge was due to open this month but has been put back to May.", "May 2024"),
        ("Until when is the boat hired?", "The boat has been hired since 14 October; the hire ends on 3 December.", "3 December 2023 (Sunday)"),
        ("Since when has the boat been hired?", "The boat has been hired since 14 October; the hire ends on 3 December.", "14 October 2023 (Saturday)"),
    ],
)  # fmt: skip
def test_of_two_times_of_a_sentence_the_one_that_the_verb_has_is_taken(asked: str, text: str, said: str) -> None:
    found = answer(asked, text)
    assert found is not None
    assert found.words == said


@pytest.mark.parametrize("text", ["Two days into the work, Ames found cracks.", "Ames was born on the eve of the war."])
def test_days_into_something_or_its_eve_are_not_the_day_of_the_article(text: str) -> None:
    assert answer("When did Ames find cracks?", text, text) is None

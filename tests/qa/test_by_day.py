"""What happened on a day, how long ago something was, and answers kept to the time that a question names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.settings import Settings
from qa import ago, answering, compose, happened, single, within
from qa.answer import Answer
from qa.combine import Dated
from qa.corpus import Corpus
from qa.period import Period, asked_for, impossible_day
from qa.question import Question, understand
from qa.rephrase import day_question, event_question, other_ways
from qa.retrieve import retrieve
from qa.when import When, how_dated, in_words

FELL = date(2021, 8, 13)
ARTICLES = {
    "a": "Rebels take Herat\nPublished: 13 August 2021\n\nRebels took the city of Herat on Friday. Shops were shut on Thursday.",
    "b": "Talks in Doha\nPublished: 16 August 2021\n\nThe president fled on Saturday, a minister said. Envoys met in Doha this weekend.",
    "c": "Talks in July\nPublished: 21 July 2021\n\nEnvoys of the army met in Doha on Monday. They will meet again on Friday.",
    "d": "Accounts\nPublished: 03/04/2021\n\nThe bank opened in the capital on Tuesday.",
}


@pytest.fixture(scope="module")
def news(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("news")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text)
    with Corpus.create(tmp_path_factory.mktemp("by-day") / "archive", settings) as corpus:
        corpus.add([folder])
        yield corpus


def on(first: date | None, last: date | None = None) -> Callable[[str], Dated]:
    """What dates any event on that day, or none."""

    def dated(text: str) -> Dated:
        if first is None:
            return Dated(Answer(text, "The archive does not answer this.", False, 0.9))
        days = (first, last or first)
        return Dated(
            Answer(text, f"{in_words(*days)}. “…” [1]", True, 0.8), When(*days, in_words(*days), "", 1.0, None)
        )

    return dated


def days_asked(asked: str, event: Callable[[str], Dated], last_day: date = date(2022, 12, 20)) -> tuple[date, date]:
    found = happened.asked_about(understand(asked), last_day, event)
    assert isinstance(found, happened.Days)
    return found.first_day, found.last_day


def quotes(reply: Answer | None) -> list[str]:
    assert reply is not None
    return [c.quote for c in reply.citations]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("What happened on 13 August?", ["Rebels took the city of Herat on Friday."]),
        ("What happened on 12 August 2021?", ["Shops were shut on Thursday."]),
        ("What happened the day after Herat fell?", ["The president fled on Saturday, a minister said."]),
        ("What happened one day before Herat fell?", ["Shops were shut on Thursday."]),
        ("What happened on the day Herat fell?", ["Rebels took the city of Herat on Friday."]),
        ("And what took place in Doha in July?", ["Envoys of the army met in Doha on Monday."]),
        ("What happened on 15 August 2021?", ["Envoys met in Doha this weekend."]),
    ],
)
def test_a_day_is_answered_with_what_sentences_tell_of_it(news: Corpus, asked: str, told: list[str]) -> None:
    reply = happened.answer(understand(asked), news, on(FELL))
    assert reply is not None
    assert reply.answered
    assert quotes(reply) == told
    for c in reply.citations:
        assert news.article(c.article_id).text[c.start : c.end] == c.quote
    if "15 August" in asked:
        assert any("longer spans" in note for note in reply.notes)


def test_the_notes_say_how_the_days_were_worked_out(news: Corpus) -> None:
    reply = happened.answer(understand("What happened the day after Herat fell?"), news, on(FELL))
    assert reply is not None
    assert reply.text.startswith("14 August 2021 (Saturday): “The president fled")
    assert "So “the day after Herat fell” is 14 August 2021 (Saturday)." in " ".join(reply.notes)
    since = happened.answer(understand("What has happened since Herat fell?"), news, on(FELL))
    assert quotes(since) == [
        "Rebels took the city of Herat on Friday.",
        "The president fled on Saturday, a minister said.",
        "Envoys met in Doha this weekend.",
    ]


def test_days_without_news_and_events_without_a_date_are_declined(news: Corpus) -> None:
    nothing = happened.answer(understand("What happened on 03/04/2021?"), news, on(None))
    assert nothing is not None
    assert not nothing.answered
    assert "it can also be 3 April 2021" in " ".join(nothing.notes)
    undated = happened.answer(understand("What happened the day after Rome fell?"), news, on(None))
    assert undated is not None
    assert not undated.answered
    assert "no date for “Rome fell”" in undated.notes[-1]
    for other in (
        "What happened to Herat?",
        "What happened in Mars on 13 August?",
        "Who fled?",
        "What happened on 31 February 2021?",
    ):
        assert happened.answer(understand(other), news, on(FELL)) is None


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("How long ago did Herat fall?", "3 weeks ago"),
        ("How many days ago did Herat fall?", "21 days ago"),
        ("How long has it been since the fall of Herat?", "3 weeks ago"),
    ],
)
def test_how_long_ago_is_counted_to_today(asked: str, short: str) -> None:
    reply = ago.answer(understand(asked), on(FELL), date(2021, 9, 3))
    assert reply is not None
    assert reply.short == short
    assert "13 August 2021 (Friday)" in reply.text
    assert "Counted to today, 3 September 2021." in reply.notes


def test_how_long_ago_of_a_span_and_of_what_is_to_come() -> None:
    asked = understand("How many days ago did Herat fall?")
    span = ago.answer(asked, on(FELL, date(2021, 8, 15)), date(2021, 8, 20))
    assert span is not None
    assert span.short == "between 5 days and 7 days ago"
    coming = ago.answer(asked, on(FELL), date(2021, 8, 1))
    assert coming is not None
    assert coming.short == "not yet: in 12 days"
    unknown = ago.answer(asked, on(None))
    assert unknown is not None
    assert not unknown.answered
    assert ago.answer(understand("How long did it last?"), on(FELL)) is None


def plain(answers: dict[str, bool], when: date = FELL) -> Callable[[Question], Dated]:
    """Answers "when" with a day, and other questions as `answers` says for "kept" (to a period) and "free"."""

    def answer(question: Question) -> Dated:
        if question.type == "when":
            return on(when)(question.text)
        answered = answers["kept" if question.period else "free"]
        return Dated(Answer(question.asked, question.text, answered, 0.8, notes=question.notes))

    return answer


def test_the_time_a_question_names_filters_what_is_read(news: Corpus) -> None:
    asked = understand("Where did envoys meet in July?")
    kept: list[Question] = []

    def spy(question: Question) -> Dated:
        kept.append(question)
        return plain({"kept": True, "free": True})(question)

    reply = within.answer(asked, news, spy)
    (question,) = kept
    assert question.text == "Where did envoys meet?"
    assert question.period is not None
    assert (question.period.first_day, question.period.last_day) == (date(2021, 7, 1), date(2021, 7, 31))
    assert reply.answer.notes == ("“July” is read as July 2021.",)
    evidence = within.told_in(retrieve(news, question, 8), question.period, news)
    assert {e.passage.article_id for e in evidence} == {"c"}
    one_day = Period(date(2021, 8, 12), date(2021, 8, 12), "")
    assert {e.passage.article_id for e in within.told_in(retrieve(news, question, 8), one_day, news)} == {"a"}


def test_since_an_event_is_since_its_day(news: Corpus) -> None:
    reply = within.answer(
        understand("Who has fled since the fall of Herat?"), news, plain({"kept": True, "free": True})
    )
    assert reply.answer.text == "Who has fled?"
    assert "since 13 August 2021 (Friday)" in reply.answer.notes[0]


def test_a_time_that_leaves_nothing_is_dropped_with_a_note(news: Corpus) -> None:
    asked = understand("Where did envoys meet in July?")
    reply = within.answer(asked, news, plain({"kept": False, "free": True}))
    assert reply.answer.answered
    assert reply.answer.notes[-1] == "Nothing from July 2021 answers this; the answer is from another time."
    assert not within.answer(asked, news, plain({"kept": False, "free": False})).answer.answered


def test_an_event_is_asked_for_in_other_words_when_the_first_find_nothing(news: Corpus) -> None:
    def only_seized(question: Question) -> Dated:
        found = on(FELL if "seized" in question.text else None)(question.text)
        return replace(found, answer=replace(found.answer, notes=question.notes))

    reply = within.answer(understand("When did Herat fall?"), news, only_seized)
    assert reply.when is not None
    assert reply.answer.notes == ("Asked as: When was Herat seized?",)
    assert within.answer(understand("When did Rome burn?"), news, only_seized).when is None


def test_an_event_named_by_a_noun_is_asked_for_by_its_verb_too(news: Corpus) -> None:
    def surer_of_the_verb(question: Question) -> Dated:
        found = on(FELL)(question.text)
        sure = 0.9 if "taken" in question.text else 0.3
        return replace(found, answer=replace(found.answer, confidence=sure, short=question.text))

    asked = understand("When was the fall of Herat?")
    assert within.answer(asked, news, surer_of_the_verb).answer.short == "When was Herat taken?"


@pytest.mark.parametrize(
    ("event", "question"),
    [
        ("Kandahar fell", "When did Kandahar fall?"),
        ("Herat fell to the rebels", "When did Herat fall to the rebels?"),
        ("Khan was arrested", "When was Khan arrested?"),
        ("Kabul has been taken", "When was Kabul taken?"),
        ("the fall of Herat", "When was the fall of Herat?"),
        ("Ghani fled", "When did Ghani flee?"),
    ],
)
def test_an_event_becomes_a_question_for_its_day(event: str, question: str) -> None:
    assert day_question(event) == question


def test_other_words_for_an_event() -> None:
    assert other_ways("When did Herat fall?") == [
        "When was Herat taken?",
        "When was Herat seized?",
        "When was Herat captured?",
    ]
    assert other_ways("On what date was Khan detained?")[0] == "When was Khan detained?"
    assert other_ways("On which weekend did it rain?") == ["When did it rain?"]
    assert other_ways("When was the arrest of Khan?")[0] == "When was Khan arrested?"
    assert other_ways("When did it rain?") == []
    assert other_ways("When was Ann Lee's death?") == ["When did Ann Lee die?"]
    assert other_ways("When was Ann Lee's mill?") == []


def test_an_article_whose_date_can_be_read_in_two_ways_says_so(news: Corpus) -> None:
    said = how_dated(news.article("d"))
    assert "4 March 2021" in said
    assert "the other reading is 03 April 2021" in said


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("the day after 2 May 2022", date(2022, 5, 3), date(2022, 5, 3)),
        ("two days before 2 May 2022", date(2022, 4, 30), date(2022, 4, 30)),
        ("a week after 2 May", date(2022, 5, 9), date(2022, 5, 9)),
        ("in the week after 2 May 2022 in Doha", date(2022, 5, 3), date(2022, 5, 9)),
        ("before 5 May 2022", date.min, date(2022, 5, 4)),
        ("until June 2022", date.min, date(2022, 6, 30)),
        ("after 1 October 2022", date(2022, 10, 2), date(2022, 12, 20)),
        ("since 1 October 2022", date(2022, 10, 1), date(2022, 12, 20)),
        ("between June and July 2021", date(2021, 6, 1), date(2021, 7, 31)),
        ("the day before yesterday", date(2022, 12, 18), date(2022, 12, 18)),
        ("in the week before the election of October 2022", date(2022, 10, 3), date(2022, 10, 9)),
    ],
)
def test_what_stands_around_a_date_moves_the_days(asked: str, first: date, last: date) -> None:
    assert days_asked(f"What happened {asked}?", on(date(2022, 10, 10))) == (first, last)


def test_the_days_of_an_open_span_are_said_in_words(news: Corpus) -> None:
    reply = happened.answer(understand("What happened before 22 July 2021?"), news, on(None))
    assert quotes(reply) == ["The bank opened in the capital on Tuesday.", "Envoys of the army met in Doha on Monday."]
    assert reply is not None
    assert reply.text.startswith("until 21 July 2021: ")
    none = happened.answer(understand("What happened until 2019?"), news, on(None))
    assert none is not None
    assert none.notes == ("Nothing in it is dated until 31 December 2019.",)


def test_days_are_not_counted_from_an_event_known_to_the_year_only(news: Corpus) -> None:
    for asked in ("What happened on the day of the election?", "What happened two days after the election?"):
        reply = happened.answer(understand(asked), news, on(date(2019, 1, 1), date(2019, 12, 31)))
        assert reply is not None
        assert not reply.answered
        assert "to 2019 only; the day, from which days are counted, is not known" in reply.notes[-1]


def test_the_basis_is_told_from_another_article_that_opens_at_the_same_offset(news: Corpus) -> None:
    (told,) = [a for a in news.articles() if "fled" in a.text]
    other = next(a for a in news.articles() if a.id != told.id)
    start = told.text.index("The president fled")
    cited = replace(compose.citation(1, other, start, start + 5), article_id=other.id)

    def dated(text: str) -> Dated:
        found = on(FELL)(text)
        return replace(found, answer=replace(found.answer, citations=(cited,)))

    reply = happened.answer(understand("What happened the day after Herat fell?"), news, dated)
    assert reply is not None
    assert [c.start for c in reply.citations] == [start, start]
    assert any(note.endswith("The event's day rests on [2].") for note in reply.notes)


@pytest.mark.parametrize(
    ("asked", "first", "last", "bare"),
    [
        ("Where did envoys meet between June and July 2021?", date(2021, 6, 1), date(2021, 7, 31), "Where did envoys meet?"),
        ("Who met on 24 June and on 19 July?", date(2021, 6, 24), date(2021, 7, 19), "Who met?"),
        ("Who met before 5 May 2021?", date.min, date(2021, 5, 4), "Who met?"),
        ("Who met by 5 May 2021?", date.min, date(2021, 5, 5), "Who met?"),
        ("Who met after 5 May 2021?", date(2021, 5, 6), date(2021, 8, 16), "Who met?"),
        ("Who met since 5 May 2021?", date(2021, 5, 5), date(2021, 8, 16), "Who met?"),
    ],
)  # fmt: skip
def test_all_of_the_time_that_a_question_names_is_kept_to(
    news: Corpus, asked: str, first: date, last: date, bare: str
) -> None:
    kept: list[Question] = []

    def spy(question: Question) -> Dated:
        kept.append(question)
        return plain({"kept": True, "free": True})(question)

    within.answer(understand(asked), news, spy)
    period = kept[0].period
    assert period is not None
    assert (period.first_day, period.last_day, kept[0].text) == (first, last, bare)


@pytest.mark.parametrize("asked", ["Who met on Friday?", "Who met on 31 June 2021?", "Who met on June 31?"])
def test_a_bare_weekday_and_an_impossible_day_keep_to_no_days(news: Corpus, asked: str) -> None:
    kept: list[Question] = []

    def spy(question: Question) -> Dated:
        kept.append(question)
        return plain({"kept": True, "free": True})(question)

    reply = within.answer(understand(asked), news, spy)
    assert [question.period for question in kept] == [None]
    assert asked_for(asked, news.last_day) is None
    named = asked.removeprefix("Who met on ").rstrip("?")
    assert reply.answer.notes == (() if named == "Friday" else (f"There is no {named}.",))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("on 29 February 2021", "29 February 2021"),
        ("on 29 February", ""),
        ("on 31 July", ""),
        ("since June 98", ""),
        ("how may 45 people", ""),
    ],
)
def test_which_days_do_not_exist(text: str, named: str) -> None:
    assert impossible_day(text) == named


def test_of_an_article_from_another_time_only_the_sentence_that_names_the_day_is_read(news: Corpus) -> None:
    question = understand("Who met in Doha?")
    everything = retrieve(news, question, 8)
    assert not within.told_in(everything, Period(date(2021, 6, 1), date(2021, 6, 2), ""), news)
    (found,) = within.told_in(everything, Period(date(2021, 7, 23), date(2021, 7, 23), ""), news)
    assert found.passage.text == "They will meet again on Friday."
    article = news.article(found.passage.article_id)
    assert article.text[found.passage.start : found.passage.end] == found.passage.text
    assert found.passage.sentences == ((found.passage.start, found.passage.end),)


def test_an_answer_that_names_the_day_is_not_said_to_be_of_another_time(news: Corpus) -> None:
    article = next(a for a in news.articles() if "Shops" in a.text)
    start = article.text.index("Shops")

    def free_only(question: Question) -> Dated:
        found = plain({"kept": False, "free": True})(question)
        cited = compose.citation(1, article, start, start + len("Shops were shut on Thursday."))
        return replace(found, answer=replace(found.answer, citations=(cited,)))

    same = within.answer(understand("What was shut on 12 August 2021?"), news, free_only)
    assert same.answer.notes == ()
    other = within.answer(understand("What was shut on 12 June 2021?"), news, free_only)
    assert other.answer.notes[-1].startswith("Nothing from 12 June 2021 (Saturday) answers this")


def test_a_time_of_which_nothing_is_does_not_make_the_archive_empty(
    news: Corpus, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    asked = understand("Who met in the harbour in June 1998?")
    period = Period(date(1998, 6, 1), date(1998, 6, 30), "June 1998")
    reply = single.answer_plain(replace(asked, period=period), news).answer
    assert (reply.answered, reply.notes) == (False, ("Nothing in it about this is from that time.",))
    with Corpus.create(tmp_path_factory.mktemp("none") / "archive", settings) as nothing:
        assert single.answer_plain(asked, nothing).answer.notes == ("The archive is empty.",)


@pytest.mark.parametrize(
    ("asked", "event"),
    [
        ("When was the mill sold?", "Was the mill sold?"),
        ("when exactly did Maas resign?", "Did Maas resign?"),
        ("On what date was Khan detained?", "Was Khan detained?"),
        ("When the mill burned, who was hurt?", ""),
        ("Since when?", ""),
    ],
)
def test_the_event_of_a_question_can_be_asked_for_itself(asked: str, event: str) -> None:
    assert event_question(asked) == event


def test_what_is_left_out_of_a_day_is_counted_and_how_to_see_it_is_no_command(
    settings: Settings, tmp_path: Path
) -> None:
    told = ("A bakery opened in Plim", "Ostra lost its mayor", "Floods closed the school of Quell", "Vesna won at chess",
            "Dockers at Tarn went on strike", "A train hit a cow near Ibo")  # fmt: skip
    for at, what in enumerate(told):
        (tmp_path / f"{at}.txt").write_text(f"News {at}\nPublished: 6 April 2023\n\n{what} on Tuesday, 4 April 2023.")
    with Corpus.create(tmp_path / "archive", settings) as corpus:
        corpus.add([tmp_path])
        for asked, how in (
            ("on 4 April 2023", "name a topic."),
            ("in April 2023", "ask about fewer days or name a topic."),
        ):
            reply = answering.ask(f"What happened {asked}?", corpus=corpus)
            assert len(reply.citations) == 5
            (left_out,) = (note for note in reply.notes if "more" in note)
            assert left_out == f"1 more sentence tells of it: {how}"


@pytest.mark.parametrize(
    ("asked", "bare"),
    [
        ("Who died in the July fire?", "Who died in the fire?"),
        ("What flew in one of the May 2022 raids?", "What flew in one of the raids?"),
        ("What burned in July?", "What burned?"),
    ],
)
def test_a_time_before_its_noun_goes_without_the_preposition(asked: str, bare: str) -> None:
    found = within.named_time(asked, date(2022, 8, 1))
    assert found is not None
    assert found[2] == bare


def test_the_same_week_as_something_names_no_days() -> None:
    assert within.named_time("Who quit in the same week as Ann Lee?", date(2022, 8, 1)) is None
    assert within.named_time("Who quit in the same month that the mill burned?", date(2022, 8, 1)) is None


def test_days_in_the_plural_are_answered_with_each_of_them(archive: Corpus) -> None:
    folder = archive.folder.parent / "articles"
    folder.mkdir()
    for day, text in (
        (3, "The rocket Petrel flew on Sunday and fell into the sea."),
        (12, "The rocket Petrel flew on Tuesday."),
    ):
        (folder / f"{day}.txt").write_text(f"Petrel flies\n{day} March 2025\n\n{text}\n", encoding="utf-8")
    archive.add([folder])
    found = answering.ask("On which days did the rocket Petrel fly?", corpus=archive)
    assert found.short == "2 March 2025 (Sunday); 11 March 2025 (Tuesday)"
    assert [c.number for c in found.citations] == [1, 2]
    assert answering.ask("On which day did the rocket Petrel fly?", corpus=archive).short.count("2025") == 1

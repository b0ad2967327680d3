"""The metrics on known values, at their edges, and against answers that try to pass."""

from dataclasses import replace
from typing import Any

import pytest

from evals.metrics import (
    QUOTE_WORDS,
    TEXT_WORDS,
    abstention,
    bootstrap,
    exact_match,
    is_right,
    is_verbatim,
    judged,
    mean,
    percentile,
    stands_in_quote,
    supports,
    token_f1,
)
from evals.questions import Evidence, Question
from qa.answer import Answer, Citation

STORY = (
    "The Taliban seized Jalalabad without a fight. Yesterday, Biden announced 5,000 more troops for Kabul. "
    "The United Kingdom, Germany and Spain are closing their embassies."
)
OTHER = "Nobody seized Jalalabad, and 5,000 more troops stayed at home. " + "Nothing else happened. " * 60
TEXTS = {"story": STORY, "other": OTHER}


def question(*answers: tuple[str, ...], quote: str = "The Taliban seized Jalalabad", **fields: Any) -> Question:
    evidence = (Evidence("story", quote),) if answers else ()
    return Question("q", "Who did it?", "fact", bool(answers), answers, evidence, "dev", **fields)


def answer(text: str = "", *, short: str = "", answered: bool = True, citations: tuple[Citation, ...] = ()) -> Answer:
    return Answer("Who did it?", text, answered, 0.9, citations, (), short)


def citation(quote: str, article_id: str = "story", published: str | None = None) -> Citation:
    start = TEXTS[article_id].index(quote)
    return Citation(1, article_id, "", "", published, "stated", quote, start, start + len(quote))


JALALABAD = question(("15 August 2021", "15 August"), date="2021-08-15")
TROOPS = question(("5,000",), quote="Yesterday, Biden announced 5,000 more troops for Kabul.")
EMBASSIES = question(("United Kingdom", "UK"), ("Germany",), ("Spain",), quote="The United Kingdom, Germany and Spain")
NOTHING = question()


class TestJudged:
    def test_the_short_answer_goes_before_the_text(self) -> None:
        assert judged(answer("It was 3,000 or so [1].", short="5,000")) == "5,000"

    def test_markers_are_no_words_of_the_answer(self) -> None:
        assert judged(answer("Biden sends 5,000 troops [1][2]. More later [3, 4].")) == (
            "Biden sends 5,000 troops. More later."
        )

    def test_a_text_is_judged_on_its_first_words_only(self) -> None:
        late = answer("word " * TEXT_WORDS + "5,000")
        assert not is_right(TROOPS, late)
        assert is_right(TROOPS, answer("word " * (TEXT_WORDS - 1) + "5,000"))

    def test_an_abstention_says_nothing(self) -> None:
        assert judged(answer("The archive does not say: 5,000", short="5,000", answered=False)) == ""


class TestAccuracy:
    @pytest.mark.parametrize("short", ["5,000", "five thousand", "5000 more troops", "About 5,000."])
    def test_an_alternative_in_any_notation_is_right(self, short: str) -> None:
        assert is_right(TROOPS, answer(short=short))

    @pytest.mark.parametrize("short", ["50,00", "15,000", "5,0001", "3,000", "5", "none"])
    def test_a_part_of_a_token_is_not_the_token(self, short: str) -> None:
        assert not is_right(TROOPS, answer(short=short))

    def test_an_empty_answer_is_wrong(self) -> None:
        assert not is_right(TROOPS, answer())
        assert not is_right(TROOPS, answer(" \n", short=" "))

    def test_an_abstention_is_wrong_even_if_it_holds_the_answer(self) -> None:
        assert not is_right(TROOPS, answer("5,000", short="5,000", answered=False))

    def test_every_group_is_needed(self) -> None:
        assert is_right(EMBASSIES, answer(short="Spain, the UK and Germany"))
        assert not is_right(EMBASSIES, answer(short="Spain and Germany"))

    def test_what_cannot_be_answered_is_right_only_as_an_abstention(self) -> None:
        assert is_right(NOTHING, answer("Not in the archive.", answered=False))
        assert not is_right(NOTHING, answer("Not in the archive."))

    @pytest.mark.parametrize(
        ("short", "text", "right"),
        [
            ("No", "No. “No tug came.” [1]", True),
            ("No: 12 March", "", True),
            ("", "No. “The pilot came by himself.” [1]", True),
            ("", "“No tug came, and there was no pilot.” [1]", False),
            ("", "“There was no pilot.” [1]", False),
            ("Yes", "Yes. “There was no pilot.” [1]", False),
        ],
    )
    def test_yes_or_no_must_be_said_first(self, short: str, text: str, right: bool) -> None:
        asked = replace(question(("no",)), kind="yes-no")
        assert is_right(asked, answer(text, short=short)) is right

    def test_a_dump_of_the_article_does_not_pass(self) -> None:
        assert not is_right(TROOPS, answer(OTHER.replace("5,000", "some") + STORY))
        assert not is_right(TROOPS, answer(short=OTHER.replace("5,000", "some") + STORY))

    @pytest.mark.parametrize("short", ["15 August 2021", "August 15, 2021", "Sunday 15 August", "2021-08-15"])
    def test_a_date_is_right_in_any_notation(self, short: str) -> None:
        assert is_right(JALALABAD, answer(short=short))

    @pytest.mark.parametrize(
        "short",
        ["Sunday", "August 2021", "15 August 2020", "13, 14 or 15 August 2021", "14-15 August 2021", "15 or 16 August"],
    )
    def test_a_date_that_is_vague_or_hedged_is_wrong(self, short: str) -> None:
        assert not is_right(JALALABAD, answer(short=short))

    def test_a_text_may_name_the_publication_day_of_what_it_cites(self) -> None:
        told = "On 15 August 2021: the article, dated 16 August 2021, says 'yesterday' [1]."
        cited = (citation("The Taliban seized Jalalabad without a fight.", published="2021-08-16"),)
        assert is_right(JALALABAD, answer(told, citations=cited))
        assert not is_right(JALALABAD, answer(told))
        assert not is_right(JALALABAD, answer(short=told, citations=cited))

    def test_a_day_without_its_year_is_right_with_it_where_the_date_says_the_same(self) -> None:
        asked = replace(JALALABAD, answers=(("15 August",),))
        assert is_right(asked, answer(short="15 August 2021 (Sunday)"))
        assert not is_right(asked, answer(short="15 August 2020 (Saturday)"))
        assert not is_right(asked, answer(short="14 August 2021 (Saturday)"))

    def test_a_year_is_right_with_the_month_or_day_in_it(self) -> None:
        asked = replace(JALALABAD, answers=(("2021",),), date=None)
        assert is_right(asked, answer(short="June 2021"))
        assert is_right(asked, answer(short="15 August 2021"))
        assert not is_right(asked, answer(short="15 August 2020"))

    def test_a_day_named_in_the_question_may_be_repeated(self) -> None:
        asked = replace(JALALABAD, question="What day came after 14 August 2021?")
        assert is_right(asked, answer("The day after 14 August was 15 August 2021."))


class TestExactMatchAndF1:
    @pytest.mark.parametrize(
        ("said", "em", "f1"),
        [
            ("5,000", 1.0, 1.0),
            ("five thousand", 1.0, 1.0),
            ("5,000 troops", 0.0, 2 / 3),
            ("3,000", 0.0, 0.0),
            ("", 0.0, 0.0),
        ],
    )
    def test_one_group(self, said: str, em: float, f1: float) -> None:
        assert exact_match(said, [["5,000"]]) == em
        assert token_f1(said, [["5,000"]]) == pytest.approx(f1)

    def test_f1_takes_the_alternative_that_suits_best(self) -> None:
        assert token_f1("Khan", [["Ismail Khan", "Khan"]]) == 1.0
        assert token_f1("Ismail Khan the warlord", [["Ismail Khan", "Khan"]]) == pytest.approx(4 / 5)

    def test_the_order_of_a_list_does_not_count(self) -> None:
        groups = [["United Kingdom", "UK"], ["Germany"]]
        assert exact_match("Germany and the UK", groups) == 1.0
        assert exact_match("Germany, the UK and Spain", groups) == 0.0
        assert token_f1("Germany, the UK and Spain", groups) == pytest.approx(4 / 5)
        assert token_f1("Germany", groups) == pytest.approx(2 / 3)

    def test_repeating_a_token_is_not_rewarded(self) -> None:
        assert token_f1("Germany Germany Germany", [["Germany"]]) == pytest.approx(1 / 2)

    def test_the_order_of_words_counts_in_one_answer(self) -> None:
        assert exact_match("Telegraph Sunday", [["Sunday Telegraph"]]) == 0.0

    def test_nothing_matches_no_answers(self) -> None:
        assert exact_match("", []) == 0.0
        assert token_f1("", []) == 0.0

    def test_a_dump_scores_little(self) -> None:
        assert token_f1(STORY, [["5,000"]]) < 0.1


class TestAbstention:
    def test_known_values(self) -> None:
        # (answerable, answered): 3 right abstentions, 1 wrong one, 2 missed, 4 answers
        outcomes = [(False, False)] * 3 + [(True, False)] + [(False, True)] * 2 + [(True, True)] * 4
        assert abstention(outcomes) == (3 / 4, 3 / 5)

    def test_always_abstaining_has_recall_but_no_precision(self) -> None:
        assert abstention([(True, False)] * 9 + [(False, False)]) == (0.1, 1.0)

    def test_never_abstaining_has_no_precision_to_speak_of(self) -> None:
        assert abstention([(True, True), (False, True)]) == (None, 0.0)
        assert abstention([]) == (None, None)


class TestCitations:
    def test_the_gold_sentence_supports(self) -> None:
        assert supports(citation("Yesterday, Biden announced 5,000 more troops for Kabul."), TROOPS, TEXTS)

    def test_half_of_the_gold_sentence_supports_a_date(self) -> None:
        assert supports(citation("The Taliban seized Jalalabad without a fight."), JALALABAD, TEXTS)
        assert supports(citation(STORY), JALALABAD, TEXTS)

    def test_another_sentence_of_the_right_article_does_not(self) -> None:
        assert not supports(citation("The United Kingdom, Germany and Spain are closing"), JALALABAD, TEXTS)

    def test_brushing_the_gold_sentence_does_not(self) -> None:
        assert not supports(citation("seized Jalalabad without a fight. Yesterday, Biden"), TROOPS, TEXTS)

    def test_a_word_of_the_gold_sentence_does_not(self) -> None:
        assert not supports(citation("for Kabul"), TROOPS, TEXTS)
        assert supports(citation("5,000 more"), TROOPS, TEXTS)

    def test_the_right_words_of_the_wrong_article_do_not(self) -> None:
        assert not supports(citation("Nobody seized Jalalabad, and 5,000 more troops", "other"), TROOPS, TEXTS)

    def test_a_list_item_alone_supports_only_from_the_gold_sentence(self) -> None:
        elsewhere = replace(EMBASSIES, evidence=(Evidence("story", "The Taliban seized Jalalabad"),))
        assert supports(citation("United Kingdom, Germany and Spain are"), elsewhere, TEXTS)
        assert not supports(citation("Germany and Spain are closing their embassies."), elsewhere, TEXTS)

    def test_a_whole_page_supports_nothing(self) -> None:
        page = STORY + " " + OTHER
        assert len(page.split()) > QUOTE_WORDS
        whole = Citation(1, "story", "", "", None, "stated", page, 0, len(page))
        assert not supports(whole, TROOPS, {"story": page})

    def test_a_quote_that_is_not_in_the_article_supports_nothing(self) -> None:
        made_up = replace(
            citation("Yesterday, Biden announced 5,000 more"), quote="Yesterday, Biden announced 9,000 more"
        )
        assert not supports(made_up, TROOPS, TEXTS)

    def test_nothing_supports_an_answer_to_what_cannot_be_answered(self) -> None:
        assert not supports(citation(STORY), NOTHING, TEXTS)

    def test_the_white_space_of_the_gold_quote_does_not_count(self) -> None:
        text = STORY.replace("seized ", "seized\n")
        cited = replace(citation("The Taliban seized Jalalabad without"), quote=text[:36], start=0, end=36)
        assert supports(cited, JALALABAD, {"story": text})

    def test_verbatim_means_the_characters_at_the_offsets(self) -> None:
        good = citation("Biden announced")
        assert is_verbatim(good, TEXTS)
        assert not is_verbatim(replace(good, start=good.start + 1), TEXTS)
        assert not is_verbatim(replace(good, quote="biden announced"), TEXTS)
        assert not is_verbatim(replace(good, article_id="nowhere"), TEXTS)
        assert not is_verbatim(replace(good, quote="", end=good.start), TEXTS)
        end = len(STORY)
        assert not is_verbatim(replace(good, quote=STORY[-9:], start=end - 9, end=end + 1), TEXTS)
        assert not is_verbatim(replace(good, quote=STORY[-9:-1], start=-9, end=-1), TEXTS)


class TestStatistics:
    def test_mean(self) -> None:
        assert mean([1, 0, 1, 0]) == 0.5
        assert mean([]) is None

    @pytest.mark.parametrize(("percent", "value"), [(0, 1.0), (50, 2.5), (95, 3.85), (100, 4.0)])
    def test_percentiles_interpolate(self, percent: float, value: float) -> None:
        assert percentile([4, 1, 3, 2], percent) == pytest.approx(value)

    def test_percentiles_at_the_edges(self) -> None:
        assert percentile([], 50) is None
        assert percentile([7], 95) == 7
        with pytest.raises(ValueError, match=r"0\.\.100"):
            percentile([1], 101)

    def test_the_bootstrap_interval_is_near_the_binomial_one(self) -> None:
        interval = bootstrap([1.0] * 70 + [0.0] * 30)
        assert interval is not None
        # the normal approximation gives 0.70 +- 1.96 * sqrt(0.7 * 0.3 / 100) = 0.61..0.79
        assert interval[0] == pytest.approx(0.61, abs=0.02)
        assert interval[1] == pytest.approx(0.79, abs=0.02)

    def test_the_bootstrap_interval_is_repeatable_and_has_edges(self) -> None:
        assert bootstrap([0.0, 1.0, 1.0]) == bootstrap([0.0, 1.0, 1.0])
        assert bootstrap([1.0] * 9) == (1.0, 1.0)
        assert bootstrap([]) is None


class TestStandsInQuote:
    SEIZED = citation("The Taliban seized Jalalabad without a fight.")

    def test_words_of_the_quote_do(self) -> None:
        reply = answer(f"The Taliban. “{self.SEIZED.quote}” [1]", short="The  Taliban", citations=(self.SEIZED,))
        assert stands_in_quote(reply) is True

    def test_words_of_the_next_sentence_do_not(self) -> None:
        short = "a fight. Yesterday"
        reply = answer(f"A fight. Yesterday. “{self.SEIZED.quote}” [1]", short=short, citations=(self.SEIZED,))
        assert stands_in_quote(reply) is False

    @pytest.mark.parametrize("short", ["", "13 August 2021 (Friday)"])
    def test_no_words_and_days_worked_out_are_not_judged(self, short: str) -> None:
        reply = answer(f"{short}. “{self.SEIZED.quote}” [1]", short=short, citations=(self.SEIZED,))
        assert stands_in_quote(reply) is None

    def test_several_parts_are_not_judged(self) -> None:
        reply = answer("Yes; no. “A” [1] “B” [2]", short="Yes; no", citations=(self.SEIZED, self.SEIZED))
        assert stands_in_quote(reply) is None

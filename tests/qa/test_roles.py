from __future__ import annotations

import pytest

from index.article import Article, Passage
from qa.answering import ask
from qa.corpus import Corpus
from qa.question import Question
from qa.roles import of_another, weighed
from qa.span import Span

FELL = "Brent, the seat of the province, fell to the rebels on Friday, which brought them within 50 km of Ashford."
SEIZED = "On Friday the rebels seized Colne without a fight, so that Ashford is the last big city that they lack."


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did Ashford fall?", FELL),
        ("When was Ashford taken?", FELL),
        ("When did Ashford fall?", SEIZED),
        ("When was Ashford captured?", SEIZED),
        ("When was Ann Lee arrested?", "On Friday the police arrested Tom Ray, the strongman of Ashford."),
        ("When was Ann Ray arrested?", "On Friday the police arrested Tom Ray, the strongman of Ashford."),
        ("Why did Norway refuse to sign?", "Sweden and Denmark refused to sign because of the tariffs."),
        ("When did Ashford fall?", "On Friday the rebels took more towns as they drew closer to Ashford."),
        ("When was Ashford taken?", "The Ashford airport was taken on Friday."),
        ("When did Ashford fall?", "The Ashford council said that rebels have taken the border crossings."),
        ("When did Norland buy Sundew?", "Norland bought Ferrow in May."),
        ("When did Lee sign with the Bears?", "Lee made his decision to sign with the Lions in May."),
        ("When did Lee move to Ashford?", "Lee moved back to Brent in May."),
        ("When did Lee lose to Ray?", "Lee lost to Ann Fenn on Friday."),
        (
            "When did the Norland Senate pass the budget?",
            "The House of Norland on Friday (Sept. 27) passed the budget.",
        ),
        ("When did Norland buy Sundew?", "Sundew was bought by Ferrow in May, and Norland lost."),
        ("When will Ann Lee be released?", "Tom Ray will be released on Friday."),
        (
            "How did Ann Lee manage to win the vote?",
            "Tom Ray, a former pilot who entered politics in May, won the vote.",
        ),
        ("When did Ann Lee resign?", "Tom Ray, who came through a vote two years ago, resigned on Friday."),
        ("How did Ann Lee beat Tom Ray?", "Lee lost the election to Ray, who won 54 percent."),
        ("How did Ann Lee beat Tom Ray?", "He won an election that was called unfair by his rival, Ann Lee."),
    ],
)
def test_a_sentence_that_tells_it_of_others_is_known(question: str, sentence: str) -> None:
    assert of_another(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did Brent fall?", FELL),
        ("When did Colne fall?", SEIZED),
        ("When was Colne seized?", SEIZED),
        ("When did Ashford fall?", "The city fell on Friday."),  # whose, another sentence tells
        ("When did Ashford fall?", "Ashford residents said that the city fell on Friday."),
        ("When did Ashford fall?", "The conquest of Ashford took a day."),
        ("When was Ray arrested?", "On Friday the police arrested Tom Ray, the strongman of Ashford."),
        ("On how many charges was Tom Ray convicted?", "Ray was convicted on four charges of fraud."),
        ("On how many charges was Tom Ray convicted?", "Mr Ray was convicted on four charges of fraud."),
        ("When did Norland buy Sundew?", "Sundew was bought by Norland in May."),
        ("When did Lee sign with the Bears?", "The Bears were glad when Lee signed with the team in May."),
        ("When did Lee move to Ashford?", "Lee moved to a farm near Ashford in May."),
        ("When did Lee move to Ashford?", "Lee moved from Brent to Ashford in May."),
        ("When did Norland settle the row?", "Norland was sued: Late last year it settled the row."),
        ("When did Lee play for Norland?", "Lee played for four years for Norland."),
        ("When did Norland buy Sundew?", "In May Norland bought the company."),
        ("Where does Ann Lee work?", "Tom Ray of Brent and Ann Lee of Colne were honoured for their work."),
        ("When did Ann Lee strike?", "Tom Ray of Brent and Ann Lee of Colne spoke of the long strike."),
        ("When did Norland buy Sundew?", "Ferrow bought Hollis, and in May Norland bought Sundew."),
        ("When will Ann Lee be released?", "Ann Lee will be released on Friday."),
        ("How did Ann Lee beat Tom Ray?", "Lee lost the first round to Ray but won the second."),
        ("Who bought Sundew?", "Norland bought Ferrow in May."),  # no question of this form
        ("When do Hollis's new channels open?", "On 3 May Tandem will open three new Hollis channels."),
        (
            "How did Ann Lee manage to win the vote?",
            "Ann Lee, a former pilot who entered politics in May, won the vote.",
        ),
        ("Why did Mrs Lee resign?", "Ward chief Ann Lee, who came through a vote two years ago, resigned on Friday."),
    ],
)
def test_other_sentences_are_left_alone(question: str, sentence: str) -> None:
    assert not of_another(question, sentence)


def test_a_town_that_did_not_fall_has_no_day(archive: Corpus, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text(
        f"date 2022-05-06 Rebels near the capital\n\n{FELL} In Ashford, shops were shut and the streets were empty.\n"
    )
    archive.add([tmp_path / "a.txt"])
    assert ask("When did Brent fall?", corpus=archive).answered
    assert not ask("When did Ashford fall?", corpus=archive).answered


def why(asked: str, text: str, title: str = "") -> float:
    """The score of a sentence, .5 before, as an answer to why."""
    span = Span(
        Passage(1, "a", 0, len(text), text, ((0, len(text)),)), 0, len(text), (0, len(text)), 0.5, is_sentence=True
    )
    return weighed(Question(asked, asked, "why"), span, title).score


RETREAT = (
    "The minister called the retreat a mistake, because it gave the rebels courage. Ann Lee left for talks in Brent."
)


@pytest.mark.parametrize("asked", ["Why did Ann Lee apologise for the retreat?", "Why did Ann Lee release Tom Ray?"])
def test_why_somebody_did_what_no_passage_has_a_word_for_is_answered_with_less_confidence(asked: str) -> None:
    assert why(asked, RETREAT) < 0.3


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("Why did Ann Lee retreat?", ""),
        ("Why did Ann Lee withdraw?", ""),  # another word for it
        ("Why did Ann Lee apologise for the retreat?", "Lee apologises"),
        ("Why does Ann Lee believe in luck?", ""),
        ("Why did the rebels rejoice?", ""),  # no name: who is meant may be told in other words
    ],
)
def test_why_is_left_alone_where_it_is_told_or_may_be(asked: str, title: str) -> None:
    assert why(asked, RETREAT, title) == 0.5


def test_a_reason_for_what_nobody_did_is_no_reason() -> None:
    text = "Ann Lee vowed not to give up the mill."
    assert why("What reason did Ann Lee give for resigning?", text) < 0.1
    assert why("What reason did Ann Lee give for resigning?", "Ann Lee quit because the mill had closed.") == 0.5


def test_what_somebody_called_something_is_no_reason_for_another_to_call_it_so() -> None:
    text = "Tom Ray said that the retreat was a mistake."
    assert why("Why did Ann Lee call the retreat a mistake?", text) < 0.1
    assert why("Why did Tom Ray call the retreat a mistake?", text) == 0.5


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("How much did Norland receive for selling Ferrow?", "Hollis had acquired Sundew in May for $2 million."),
        ("How many men does the old mill owner Sundew Works employ?", "Some 3,000 people were at the game."),
        ("Which country did Ann Lee flee to?", "Ann Lee, of Norland, gave a speech."),
        ("Which country will Ann Lee be flown to?", "Norland is sending 600 troops."),
    ],
)
def test_a_sentence_that_tells_nothing_of_what_somebody_did_answers_with_less_confidence(
    asked: str, sentence: str
) -> None:
    assert score(asked, sentence) < 0.3


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("How much did Norland receive for selling Ferrow?", "The company was sold by Norland for $2 million."),
        ("What did Ann Lee attribute the failure to?", "This is a failure of wits.”"),  # the end of what somebody says
        ("What did Ann Lee buy in Ashford?", "We have the catalog of Hollis, for instance."),
        ("Which country did Ann Lee flee to?", "Ann Lee escaped to Norland."),
        ("To which town have thousands gone for safety?", "Thousands sought safety in Brent."),
    ],
)
def test_a_sentence_that_names_who_did_it_or_tells_it_is_left_alone(asked: str, sentence: str) -> None:
    assert score(asked, sentence) == 0.5


def score(asked: str, text: str, article: Article | None = None) -> float:
    """The score of a sentence, .5 before, as an answer."""
    span = Span(Passage(1, "a", 0, len(text), text, ((0, len(text)),)), 0, 7, (0, len(text)), 0.5)
    return weighed(Question(asked, asked, "what"), span, lacking=article).score


def test_what_somebody_called_so_is_told_by_a_sentence_with_a_word_for_it() -> None:
    called = "The minister called the retreat a mistake."
    assert score("What did Ann Lee call a mistake?", "Ann Lee vowed to hold the bridge and the mill.") < 0.1
    assert score("What did the minister call a mistake?", called) == 0.5
    assert score("What did Ann Lee call the mayor?", "Ann Lee said that he was a fool and a liar.") == 0.5
    assert score("What did Ann Lee call for?", "Ann Lee vowed to hold the bridge and the mill.") == 0.5


def test_an_article_without_the_name_of_who_did_it_answers_less() -> None:
    article = Article("a", "Sundew was sold for $3 million, and Norland offered $2 million for Ferrow.")
    assert score("How much did Hollis offer for Sundew?", "Sundew was sold for $3 million.", article) < 0.1
    assert score("How much did Norland offer for Sundew?", "Sundew was sold for $3 million.", article) == 0.5


def test_the_clause_that_has_the_number_asked_about_answers_rather_than_the_other() -> None:
    told = "As 3,000 soldiers came to guard the mill, the clerks were told to burn papers."

    def scored(asked: str, words: str, text: str = told) -> float:
        start = text.index(words)
        passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
        span = Span(passage, start, start + len(words), (0, len(text)), 0.5)
        return weighed(Question("q", asked, "list"), span).score

    asked = "What were the 3,000 soldiers to do?"
    assert scored(asked, "burn papers") < 0.4
    assert scored(asked, "guard the mill") == pytest.approx(0.5)
    assert scored("What were the clerks to do?", "burn papers") == pytest.approx(0.5)
    assert scored(asked, "burn papers", "The 3,000 soldiers were told to burn papers.") == pytest.approx(0.5)


def test_another_sentence_of_the_passage_may_say_that_another_won() -> None:
    sentences = ("Tom Ray won the stage.", "He came in four seconds ahead of Ann Lee.")
    text = " ".join(sentences)
    places = ((0, len(sentences[0])), (len(sentences[0]) + 1, len(text)))
    span = Span(Passage(1, "a", 0, len(text), text, places), *places[1], places[1], 0.8, is_sentence=True)
    asked = "Why did Ann Lee win ahead of Tom Ray?"
    told = weighed(Question(asked, asked, "why"), span)
    assert told.score < 0.5
    assert "another" in told.against

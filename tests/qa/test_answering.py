"""What joins an answer: the sentences beside its own, and its parts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article, Passage
from qa import ask, compound, single
from qa.answer import Answer, Citation
from qa.compose import answer_list
from qa.confidence import FEATURES
from qa.corpus import Corpus
from qa.explain import explained, together
from qa.listing import listed
from qa.question import Question, understand
from qa.span import Span


def passage_of(*sentences: str) -> Passage:
    """A passage of the sentences, a space between them."""
    text, places = "", list[tuple[int, int]]()
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return Passage(1, "a", 0, len(text), text, tuple(places))


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("Rain fell for weeks.", "It took a year to mend.", "The bridge closed. It took a year to mend."),
        ("The bridge had cracks.", "Bakers sold bread.", "The bridge had cracks. The bridge closed."),
        ("Bakers sold bread.", "Rain fell for weeks.", "The bridge closed."),
        ("Bakers sold bread.", "The bridges were old.", "The bridge closed. The bridges were old."),
    ],
)
def test_a_reason_takes_only_neighbouring_sentences_that_belong_to_it(before: str, after: str, kept: str) -> None:
    passage = passage_of(before, "The bridge closed.", after)
    place = passage.sentences[1]
    span = explained(Question("q", "Why did the bridge close?", "why"), Span(passage, *place, place, 0.9))
    assert passage.text[slice(*span.sentence)] == kept


def test_a_sentence_that_gives_the_reason_itself_is_the_answer_without_the_one_before() -> None:
    passage = passage_of("The bridge had cracks.", "The bridge closed because of rain.", "It took a year to mend.")
    place = passage.sentences[1]
    span = explained(Question("q", "Why did the bridge close?", "why"), Span(passage, *place, place, 0.9))
    assert passage.text[slice(*span.sentence)] == "The bridge closed because of rain. It took a year to mend."


def test_a_reason_may_stand_in_the_next_passage(archive: Corpus, tmp_path: Path) -> None:
    filler = " ".join(f"Rain fell on field {n} for many hours and days." for n in range(7))
    text = f"{filler} The bridge was closed to all. It had cracks in its arches. {filler}"
    (tmp_path / "a.txt").write_text(f"13 August 2021\n\n{text}")
    archive.add([tmp_path / "a.txt"])
    (article,) = archive.articles()
    first = next(p for p in archive.store.passages_of(article.id) if p.text.endswith("The bridge was closed to all."))
    place = first.sentences[-1]
    found = Span(first, *place, place, 0.9, is_sentence=True)
    (span,) = together(
        Question("q", "Why was the bridge closed?", "why"), [found], {article.id: article}, archive.store
    )
    assert article.text[slice(*span.sentence)] == "The bridge was closed to all. It had cracks in its arches."


ROWS = [
    ("Ashford Echo", "2022-05-03", "Mill burns down", "The old mill in Ashford burned down on Monday night [1]. The fire cost the town $4 million. "
     "The chief of the fire service, Jane Doe, resigned over it."),
    ("Ashford Echo", "2022-05-10", "New fire chief", "Mary Major succeeded Jane Doe as chief of the Ashford fire service on Monday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def ashford(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of(ROWS)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("asdf qwer zxcv", "No word"),
        ("[1] [2] [3]", "no word"),
        ("When when when?", "no word"),
        ("What is the date today?", "no word"),
        ("What day of the week is it?", "no word"),
        ("WHO WHAT WHEN?", "no word"),
    ],
)
def test_a_question_about_nothing_is_not_answered(ashford: Corpus, question: str, why: str) -> None:
    reply = ask(question, corpus=ashford)
    assert not reply.answered
    assert any(why in note for note in reply.notes)


def test_what_the_archive_tells_in_none_of_the_words_of_the_question_is_found(ashford: Corpus) -> None:
    reply = ask("Which building was destroyed by flames?", corpus=ashford)
    assert "mill" in reply.citations[0].quote
    assert reply.answered
    declined = ask("Which guitar strings sound warmest?", corpus=ashford)
    assert not declined.answered
    assert any("No word" in note for note in declined.notes)


def test_a_misspelt_word_counts_as_being_in_the_archive(ashford: Corpus) -> None:
    assert ask("When was the fire at Ashfrod?", corpus=ashford).answered


def test_equal_parts_are_answered_once(ashford: Corpus) -> None:
    reply = ask(" and ".join(["when did the mill burn"] * 70), corpus=ashford)
    assert reply.short == ask("When did the mill burn?", corpus=ashford).short
    assert len(reply.citations) == 1


def test_no_more_than_eight_parts_are_answered_and_a_note_says_so(ashford: Corpus) -> None:
    reply = ask(", and ".join(f"when did mill number {n} burn down" for n in range(1, 11)), corpus=ashford)
    assert any("first 8 of its 10" in note for note in reply.notes)


def test_a_part_leans_on_the_answer_before_it(ashford: Corpus) -> None:
    reply = ask("Who resigned over the fire, and who succeeded her?", corpus=ashford)
    assert "Jane Doe" in reply.short
    assert any("Who succeeded Jane Doe?" in note for note in reply.notes)


def test_a_part_that_is_not_understood_is_named(ashford: Corpus) -> None:
    reply = ask("Who told the chief who resigned and who succeeded?", corpus=ashford)
    assert any("“who succeeded” was not understood" in note for note in reply.notes)


def span_of(marked: str, article: str, score: float, number: int = 0) -> Span:
    """The words in brackets as a span."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return Span(Passage(number, article, 0, len(text), text, ((0, len(text)),)), start, end, (0, len(text)), score)


def test_a_sentence_that_answered_the_part_before_answers_more_and_one_of_another_less(
    ashford: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "He is a chemist in Brent."
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    article = Article("a", sentence)
    span = Span(passage, 19, 24, (0, len(sentence)), 0.5)
    monkeypatch.setattr(single, "candidates", lambda *_, **__: [(span, [0.0] * len(FEATURES))])

    def score(**known: tuple[tuple[str, int, int], ...]) -> float:
        question = Question("q", "Where is it?", "where", **known)  # type: ignore[arg-type]
        return single._read(question, [], {"a": article}, ashford)[0].score

    place = ("a", 0, len(sentence))
    assert score(told=(place,)) > score() + 0.1
    assert score(taken=(place,)) < score() - 0.1
    assert score(told=(("b", 0, len(sentence)),)) == score()


def test_a_sentence_without_a_time_dates_nothing_that_the_reader_holds_it_does_not_tell(ashford: Corpus) -> None:
    article = next(a for a in (ashford.article(a.id) for a in ashford.articles()) if "cost the town" in a.text)
    start = article.text.index("The fire cost")
    end = article.text.index("million.") + len("million.")
    passage = Passage(1, article.id, start, end, article.text[start:end], ((start, end),))
    question = Question("q", "When did the fire cost the town $4 million?", "when")
    sure = Span(passage, start, end, (start, end), 0.6, 0.4, is_sentence=True)

    def answered(span: Span) -> bool:
        return single._answer_when(question, [span], [passage], {article.id: article}, ashford).answer.answered

    assert answered(sure)
    assert not answered(replace(sure, verdict=-1.3))


def test_what_is_told_of_one_is_not_told_of_another_who_is_not_named() -> None:
    quote = Citation(1, "a", "", "", None, "stated", "He is a chemist in Brent.", 0, 25)
    one = Answer("Where does Ann Lee work?", "Brent [1].", True, 0.8, (quote,), (), "Brent")
    assert compound._taken("Bo Roe", [one]) == (("a", 0, 25),)
    assert (
        compound._taken("Bo Roe", [replace(one, citations=(replace(quote, quote="Lee and Roe work in Brent."),))]) == ()
    )
    assert compound._taken("Bo Roe", [replace(one, answered=False)]) == ()


def test_a_list_has_every_distinct_span_that_is_half_as_good_each_with_its_citation(archive: Corpus) -> None:
    ferries = "The [Swan] and the Heron sail from Ashford."
    both = span_of(ferries, "a", 0.8)
    heron = ferries.replace("[Swan]", "Swan").index("Heron")
    spans = [
        both,
        Span(both.passage, heron, heron + 5, both.sentence, 0.7),
        span_of("The ferry [Swan] is old.", "b", 0.6),
        span_of("A third ferry, the [Curlew], sails at noon.", "b", 0.5),
        span_of("The [mayor] came by train.", "c", 0.3),
    ]
    question = Question("q", "List the ferries", "list")
    found = listed(question, spans, archive.store)
    assert [span.text for span in found] == ["Swan", "Heron", "Curlew"]
    articles = {
        name: Article(name, next(s.passage.text for s in spans if s.passage.article_id == name)) for name in "ac"
    }
    articles["b"] = Article("b", spans[3].passage.text)
    reply = answer_list(question, found, articles, 0.8)
    assert reply.short == "Swan, Heron, Curlew"
    assert reply.text.startswith("Swan [1], Heron [1], Curlew [2]. “The Swan and the Heron")
    assert [c.article_id for c in reply.citations] == ["a", "b"]


def test_ferries_of_two_articles_are_listed(archive: Corpus, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ferries\n3 May 2022\n\nThe ferry Swan sails from Ashford to the island.\n")
    (tmp_path / "two.txt").write_text("More ferries\n9 May 2022\n\nThe ferry Heron sails from Ashford to the coast.\n")
    archive.add([tmp_path / "one.txt", tmp_path / "two.txt"])
    reply = ask("List the ferries that sail from Ashford", corpus=archive)
    assert reply.answered
    assert {"Swan", "Heron"} <= set(reply.short.replace(",", "").split())
    assert len(reply.citations) == 2


def test_questions_of_other_forms_are_answered_as_the_plain_ones_are(ashford: Corpus) -> None:
    plain = {
        "When did the old mill burn down?": "The old mill burned down when?",
        "Who resigned over the fire?": "Can you tell me who resigned over the fire? Answer in one word.",
        "How much did the fire cost the town?": "The fire cost the town how much?",
    }
    for question, other in plain.items():
        reply = ask(other, corpus=ashford)
        assert reply.answered
        assert reply.short == ask(question, corpus=ashford).short
        assert reply.question == other
    both = ask("Who resigned over the fire? Who succeeded her?", corpus=ashford)
    assert both.short == "Jane Doe; Mary Major"
    asked_short = ask("Who resigned over the fire, and from what post?", corpus=ashford)
    assert asked_short.short.startswith("Jane Doe; ")
    assert "fire service" in asked_short.short
    dated = ask("What is the date of the story that reports the new fire chief?", corpus=ashford)
    assert dated.short == "10 May 2022 (Tuesday)"


def test_a_part_that_names_nobody_is_answered_from_the_article_of_the_part_before(
    archive: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text(
        "Mill fraud\n3 May 2022\n\nJudge Ann Lee found on Monday that Acme had lied about its mill.\n"
    )
    (tmp_path / "two.txt").write_text(
        "Rowing\n9 June 2022\n\nThe rowing club won a ruling about its boats on Wednesday.\n"
    )
    archive.add([tmp_path / "one.txt", tmp_path / "two.txt"])
    reply = ask("Which judge found that Acme had lied, and when was the ruling given?", corpus=archive)
    assert reply.short == "Ann Lee; 2 May 2022 (Monday)"


def test_a_part_about_a_person_whom_no_part_names_is_declined(ashford: Corpus) -> None:
    reply = ask("Who painted the ceiling of the opera, and what did he burn down?", corpus=ashford)
    assert not reply.answered


def test_what_is_told_of_two_in_one_is_answered_once(archive: Corpus, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "Ships\n3 May 2022\n\nMalta and Rome have 40 ships each, the admiral said on Monday.\n"
    )
    archive.add([tmp_path / "one.txt"])
    reply = ask("How many ships do Rome and Malta have?", corpus=archive)
    assert "40" in reply.short
    assert ";" not in reply.short
    assert len(reply.citations) == 1
    assert reply.text.count("the admiral said") == 1


@pytest.mark.parametrize(
    ("said", "score", "is_settled"),
    [
        ("The mill burned the day after the flood.", 0.9, False),
        ("The mill burned on Friday.", 0.9, True),
        ("The mill burned on Friday.", 0.4, False),
    ],
)
def test_a_day_is_looked_for_until_a_passage_gives_one_and_longer_than_others(
    archive: Corpus, said: str, score: float, is_settled: bool
) -> None:
    row = {"text": f"{'The town is old. ' * 40}{said}", "published": "2022-05-03", "title": "Ashford"}
    (archive.folder / "one.jsonl").write_text(json.dumps(row))
    archive.add([archive.folder / "one.jsonl"])
    article = archive.article(next(iter(archive.articles())).id)
    place = (article.text.index(said), article.text.index(said) + len(said))
    span = Span(Passage(1, article.id, *place, said, (place,)), *place, place, score, is_sentence=True)
    asked = Question("q", "When did the mill burn?", "when")
    assert single._is_settled(asked, [span], {article.id: article}, archive) is is_settled


@pytest.mark.parametrize(
    ("question", "score", "is_settled"),
    [
        ("Why did the mill burn?", 0.4, True),
        ("How did the mill burn?", 0.4, False),
        ("How did the mill burn?", 0.6, True),
        ("Who burned the mill?", 0.3, False),
        ("List the mills.", 0.9, False),
    ],
)
def test_a_manner_is_looked_for_longer_than_a_reason_and_a_list_to_the_end(
    archive: Corpus, question: str, score: float, is_settled: bool
) -> None:
    said = "Lightning burned the mill."
    article = Article("a", said)
    span = Span(Passage(1, "a", 0, len(said), said, ((0, len(said)),)), 0, len(said), (0, len(said)), score)
    assert single._is_settled(understand(question), [span], {"a": article}, archive) is is_settled


def test_the_sources_are_known_as_they_change(archive: Corpus, tmp_path: Path) -> None:
    before = archive.store.sources()
    row = {"text": "The mill burned on Friday. Nobody was hurt.", "title": "Mill", "source": "Ashford Echo"}
    (tmp_path / "one.jsonl").write_text(json.dumps(row))
    with Corpus.open(archive.folder, archive.settings) as other:  # as another process would
        other.add([tmp_path / "one.jsonl"])
    assert archive.store.sources() == sorted([*before, "Ashford Echo"])


def test_who_it_was_is_declined_where_the_archive_says_that_they_were_not_named(
    archive: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text(
        "Inquiry\n3 May 2022\n\nThe prosecutor of Ashford opened proceedings against four managers of the mill on Monday, two of them at the"
        " quarry. She declined to name them.\n"
    )
    archive.add([tmp_path / "one.txt"])
    reply = ask("Which four managers did the prosecutor of Ashford open proceedings against?", corpus=archive)
    assert not reply.answered
    assert reply.notes == ("What it says about this names nobody.",)

"""Questions taken apart."""

import pytest

from qa.each import changed, told_apart
from qa.several import left_over, parts
from qa.twoevents import two_events


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who is Jane Doe and what did she say?", ["Who is Jane Doe?", "What did Jane Doe say?"]),
        (
            "How many died in the quake, and when did it strike?",
            ["How many died in the quake?", "When did the quake strike?"],
        ),
        ("What did Smith and Jones say?", ["What did Smith and Jones say?"]),
        ("When and where was she born?", ["When was she born?", "Where was she born?"]),
        ("Why, when and by whom was it shut?", ["Why was it shut?", "When was it shut?", "By whom was it shut?"]),
        ("Who resigned, and who succeeded her?", ["Who resigned?", "Who succeeded her?"]),
        ("What did the bridge cost, and was it safe?", ["What did the bridge cost?", "Was the bridge safe?"]),
        ("Was the bridge safe and who built it?", ["Was the bridge safe?", "Who built the bridge?"]),
        ("When did the mill burn, and did the owner rebuild?", ["When did the mill burn?", "Did the owner rebuild?"]),
        ("When was the mill sold, and why?", ["When was the mill sold?", "Why was the mill sold?"]),
        ("Who was born in Rome and is a singer?", ["Who was born in Rome and is a singer?"]),
        ("Who married Jane Doe, and Will Smith?", ["Who married Jane Doe, and Will Smith?"]),
        ("When the mill burned, who was hurt?", ["When the mill burned, who was hurt?"]),
        ("When did the old mill, the barn and the inn burn?", ["When did the old mill, the barn and the inn burn?"]),
        ("Which city fell?", ["Which city fell?"]),
        (
            "How many ships do Rome and Malta have?",
            ["How many ships does Rome have?", "How many ships does Malta have?"],
        ),
        ("How old were Ann Lee and Bo Roe?", ["How old was Ann Lee?", "How old was Bo Roe?"]),
        ("How many ships do Rome and Malta have together?", ["How many ships do Rome and Malta have together?"]),
        ("How many years did Lee and Roe fight?", ["How many years did Lee and Roe fight?"]),
        ("Who wrote the play and which author praised it?", ["Who wrote the play?", "Which author praised the play?"]),
        (
            "Why did one of them, a cook, ask to stay where he was?",
            ["Why did one of them, a cook, ask to stay where he was?"],
        ),
        ("Who captured Ashford and when?", ["Who captured Ashford?", "When?"]),
        ("What was stolen, when, and by whom?", ["What was stolen?", "When?", "By whom?"]),
        ("Who was hurt on Friday and when was that?", ["Who was hurt on Friday?", "When was that?"]),
        ("Who set Rome's record and how old was he?", ["Who set Rome's record?", "How old was he?"]),
        (
            "Who closed the bridge in Rome and how long was it?",
            ["Who closed the bridge in Rome?", "How long was the bridge?"],
        ),
        ("Who is Jane Doe? When was she born?", ["Who is Jane Doe?", "When was Jane Doe born?"]),
        (
            "Which old mill burned down, and which one did Jane Doe buy?",
            ["Which old mill burned down?", "Which old mill did Jane Doe buy?"],
        ),
        ("Who resigned, and which one of them was fined?", ["Who resigned?", "Which one of them was fined?"]),
        (
            "Who has been talking with the miners in Rome: which bank, and which local politician?",
            [
                "Which bank has been talking with the miners in Rome?",
                "Which local politician has been talking with the miners in Rome?",
            ],
        ),
        ("Who spoke: which mayor, and what did he say?", ["Who spoke: which mayor?", "What did he say?"]),
        (
            "How many ferries did the reports of 14 and 15 May 2022 mention, one after the other?",
            [
                "How many ferries did the reports of 14 May 2022 mention?",
                "How many ferries did the reports of 15 May 2022 mention?",
            ],
        ),
        (
            "Who led the league in both July and August?",
            ["Who led the league in July?", "Who led the league in August?"],
        ),
        (
            "How many ferries sank in 2019 and 2021, respectively?",
            ["How many ferries sank in 2019?", "How many ferries sank in 2021?"],
        ),
        (
            "Where was the feast held in July and in August?",
            ["Where was the feast held in July?", "Where was the feast held in August?"],
        ),
        (
            "How full were the two lakes, Osa and Ula, in March?",
            ["How full was Osa in March?", "How full was Ula in March?"],
        ),
        (
            "What did the rival scholars, Lee and Roe, each think?",
            ["What did Lee think?", "What did Roe think?"],
        ),
        ("Where did the brothers, Lee and Roe, meet?", ["Where did the brothers, Lee and Roe, meet?"]),
        ("How many ferries sank in July and August?", ["How many ferries sank in July and August?"]),
        ("How many sank each time between May and June?", ["How many sank each time between May and June?"]),
    ],
)
def test_parts_are_questions_of_their_own(text: str, found: list[str]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("text", "kind", "first", "second", "unit", "asked"),
    [
        ("How many days after Kandahar did Herat fall?", "between", "When did Kandahar fall?", "When did Herat fall?", "days", ""),
        ("How long after the fall of Rome was Ravenna sacked?", "between", "When was the fall of Rome?", "When was Ravenna sacked?", "", ""),
        ("How many weeks passed between the strike of the miners and the vote on the law?", "between", "When was the strike of the miners?", "When was the vote on the law?", "weeks", ""),
        ("Which came first, the fall of Rome or the arrest of Smith?", "order", "When was the fall of Rome?", "When was the arrest of Smith?", "", "first"),
        ("How long after Smith was held was Rome sacked?", "between", "When was Smith held?", "When was Rome sacked?", "", ""),
        ("How many years after Orbis was founded did its seat move to Rome?", "between", "When was Orbis founded?", "When did Orbis’s seat move to Rome?", "years", ""),
        ("How long after buying Rome did Smith sell Herat?", "between", "When did Smith buy Rome?", "When did Smith sell Herat?", "", ""),
        ("How many days after the arrest of Smith did Jones give his speech?", "between", "When was the arrest of Smith?", "When did Jones give his speech?", "days", ""),
        ("Which city did the army take first on 3 May: Rome or Ravenna?", "order", "When did the army take Rome on 3 May?", "When did the army take Ravenna on 3 May?", "", "first"),
        ("Who died last, Smith or Jones?", "order", "When did Smith die?", "When did Jones die?", "", "last"),
        ("Did Kandahar fall earlier than Herat?", "order", "When did Kandahar fall?", "When did Herat fall?", "", "before"),
        ("Did Kandahar fall before Herat?", "order", "When did Kandahar fall?", "When did Herat fall?", "", "before"),
    ],
)  # fmt: skip
def test_two_events_become_two_questions(text: str, kind: str, first: str, second: str, unit: str, asked: str) -> None:
    events = two_events(text)
    assert events is not None
    assert (events.kind, events.first, events.second, events.unit, events.asked) == (kind, first, second, unit, asked)


@pytest.mark.parametrize(
    "text",
    ["How long has he been in power?", "When did Herat fall?", "Who came to the vote?", "What is the first thing he did, sing or dance?"],
)  # fmt: skip
def test_other_questions_are_not_about_two_events(text: str) -> None:
    assert two_events(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Who told the men who fled and who stayed?", "who stayed"),
        ("When did the mill and the barn burn?", ""),
        ("When did it burn?", ""),
    ],
)
def test_what_is_not_taken_apart_is_known(text: str, rest: str) -> None:
    assert parts(text) == [text]
    assert left_over(text) == rest


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Was Maas arrested before or after the fire?", "When was Maas arrested?", "When was the fire?"),
        ("Was Maas arrested after or before the fire?", "When was Maas arrested?", "When was the fire?"),
        ("Was the mill burnt before the flood or after?", "When was the mill burnt?", "When was the flood?"),
        ("Was the mill burnt after the flood, or before it?", "When was the mill burnt?", "When was the flood?"),
        ("Did the strike happen before or after Maas fled?", "When was the strike?", "When did Maas flee?"),
    ],
)
def test_before_or_after_asks_which_of_the_two(text: str, first: str, second: str) -> None:
    events = two_events(text)
    assert events is not None
    assert (events.kind, events.first, events.second, events.asked) == ("order", first, second, "either")


@pytest.mark.parametrize(
    "text", ["Did Norpap go after the mayor?", "Did Maas appear before the court?", "Was the road named after Khan?"]
)
def test_a_verb_that_takes_before_or_after_is_no_order_in_time(text: str) -> None:
    assert two_events(text) is None


@pytest.mark.parametrize("text", ["Did Norpap go after the mayor resigned?", "Did Maas speak before the vote?"])
def test_such_a_verb_beside_an_event_is_an_order_in_time(text: str) -> None:
    events = two_events(text)
    assert events is not None
    assert events.asked in {"before", "after"}


@pytest.mark.parametrize(
    ("text", "first", "second", "order"),
    [
        ("How long before the fire was the bridge opened?", "When was the fire?", "When was the bridge opened?", "before"),
        ("How many days before the bridge was closed was it opened?", "When was the bridge closed?", "When was the bridge opened?", "before"),
        ("How long after the fire was the bridge opened?", "When was the fire?", "When was the bridge opened?", "after"),
        ("How many days passed between the fire and the flood?", "When was the fire?", "When was the flood?", ""),
    ],
)  # fmt: skip
def test_the_order_that_how_long_presumes_is_kept(text: str, first: str, second: str, order: str) -> None:
    events = two_events(text)
    assert events is not None
    assert (events.kind, events.first, events.second, events.order) == ("between", first, second, order)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("When did the army take Rome, and when Malta?", ["When did the army take Rome?", "When did the army take Malta?"]),
        ("Who won the men’s race, and who the women’s?", ["Who won the men’s race?", "Who won the women’s race?"]),
        ("Who built the bridge, and who the tunnel?", ["Who built the bridge?", "Who built the tunnel?"]),
        ("When was the old mill sold, and when the inn?", ["When was the old mill sold?", "When was the inn sold?"]),
        ("What does the Model 3 cost, and what the old iVan 8?", ["What does the Model 3 cost?", "What does the old iVan 8 cost?"]),
        ("How old is Ann Lee, and how old Bo Roe?", ["How old is Ann Lee?", "How old is Bo Roe?"]),
        ("Who won the race in Rome and who the race in Malta?", ["Who won the race in Rome?", "Who won the race in Malta?"]),
        ("Where were talks held in July and where in August?", ["Where were talks held in July?", "Where were talks held in August?"]),
        ("Which team beat Rome, and which Malta?", ["Which team beat Rome?", "Which team beat Malta?"]),
        ("Which man spoke of the fire and which of the flood?", ["Which man spoke of the fire?", "Which man spoke of the flood?"]),
        ("What did Ann Lee say about the fire, and what did Bo Roe?", ["What did Ann Lee say about the fire?", "What did Bo Roe say about the fire?"]),
        ("What did Lee say about the fire, and what did Roe say?", ["What did Lee say about the fire?", "What did Roe say about the fire?"]),
        ("What word did Lee use for the fire, and what word for the claim that Brent alone could stop it?", ["What word did Lee use for the fire?", "What word did Lee use for the claim that Brent alone could stop it?"]),
        ("What did Lee pay for the mill, and what for the barn that was sold?", ["What did Lee pay for the mill?", "What did Lee pay for the barn that was sold?"]),
        ("How many Brent soldiers are staying, and what two sites are they to guard?", ["How many Brent soldiers are staying?", "What two sites are the Brent soldiers to guard?"]),
        ("Who resigned, and which of them was fined?", ["Who resigned?", "Which of them was fined?"]),
        ("Who was king, and who was mayor at the time?", ["Who was king?", "Who was mayor?"]),
        ("Who hit Ann Lee and what did Ann Lee say about it?", ["Who hit Ann Lee?", "What did Ann Lee say?"]),
    ],
)  # fmt: skip
def test_what_a_second_question_leaves_out_comes_from_the_first(text: str, found: list[str]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "What did Ann Lee and Bo Roe say about the fire?",
        "What did Ann Lee and Bo Roe each say about the fire?",
        "Compare what Ann Lee and Bo Roe said about the fire.",
        "Compare the views of Ann Lee and Bo Roe on the fire",
        "Both ministers Ann Lee and Bo Roe commented on the fire. What did each say?",
        "How do Ann Lee and Bo Roe differ over the fire?",
        "What were the reactions of Ann Lee and Bo Roe to the fire?",
    ],
)
def test_each_of_two_is_asked_what_he_said(text: str) -> None:
    assert parts(text) == ["What did Ann Lee say about the fire?", "What did Bo Roe say about the fire?"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who challenged Lee in the election and what was the turnout?", ["Who challenged Lee in the election?", "What was the turnout in the election?"]),
        ("What was the price of the mill and who was the buyer?", ["What was the price of the mill?", "Who was the buyer of the mill?"]),
        ("How many people died and how many were hurt in the ferry fire?", ["How many people died in the ferry fire?", "How many people were hurt in the ferry fire?"]),
        ("How many tickets were sold and how many are left?", ["How many tickets were sold?", "How many tickets are left?"]),
        ("When did the mill burn, and did the owner rebuild?", ["When did the mill burn?", "Did the owner rebuild?"]),
        ("What share of Rome did the army hold, and how did the mayor respond?", ["What share of Rome did the army hold?", "How did the mayor respond?"]),
        ("Who won and what was said in the Senate?", ["Who won?", "What was said in the Senate?"]),
        ("Who closed the bridge in Rome and how long was it?", ["Who closed the bridge in Rome?", "How long was the bridge?"]),
    ],
)  # fmt: skip
def test_the_occasion_that_one_question_names_is_that_of_both(text: str, found: list[str]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who is Rome’s envoy to Malta and who is its mayor?", ["Who is Rome’s envoy to Malta?", "Who is Rome’s mayor?"]),
        ("How high is the roof of the mill and how high is that of the barn?", ["How high is the roof of the mill?", "How high is the roof of the barn?"]),
        ("What was the first estimate for the roof, and what is the current one?", ["What was the first estimate for the roof?", "What is the current estimate for the roof?"]),
        ("What was the budget last year, and what is the new one?", ["What was the budget last year?", "What is the new budget?"]),
        ("Who sold the old mill, and who bought the new one?", ["Who sold the old mill?", "Who bought the new mill?"]),
        ("Who is the heir, and who was the last one?", ["Who is the heir?", "Who was the last one?"]),
        ("In which town was Ann Lee born and in which was Bo Roe?", ["In which town was Ann Lee born?", "In which town was Bo Roe born?"]),
        ("In which place are Rome and in which are Malta?", ["In which place are Rome?", "In which place are Malta?"]),
        ("How many more ships did Lee promise, and how many is Rome sending?", ["How many more ships did Lee promise?", "How many ships is Rome sending?"]),
        ("How long is Lee’s contract with Rome and how much is it worth?", ["How long is Lee’s contract with Rome?", "How much is Lee’s contract worth?"]),
        ("Who spoke for Lee in the Ashford trial and which judge presides over it?", ["Who spoke for Lee in the Ashford trial?", "Which judge presides over the Ashford trial?"]),
        ("Since when has the pact held, and who signed it for Rome?", ["Since when has the pact held?", "Who signed the pact for Rome?"]),
        ("From when to when did Lee rule Malta, and who toppled him?", ["From when to when did Lee rule Malta?", "Who toppled Lee?"]),
    ],
)  # fmt: skip
def test_a_second_question_is_whole_or_made_whole(text: str, found: list[str]) -> None:
    assert parts(text) == found


def test_what_two_did_together_is_one_question() -> None:
    for text in ("What did Lee and Roe sign?", "What did the armies of Rome and Malta say about the truce?"):
        assert parts(text) == [text]


@pytest.mark.parametrize(
    ("asked", "apart"),
    [
        (["What did Ann Lee say?", "What did Roe say?"], ["Ann Lee", "Roe"]),
        (["Who led in July?", "Who led in August?"], ["July", "August"]),
        (["What did the mayor claim?", "What did the judge claim?"], ["the mayor", "the judge"]),
        (["When was it built?", "Where was it built?"], []),
        (["Who sold the mill?", "When did Roe die?"], []),
        (["Who sold the mill?"], []),
    ],
)
def test_alike_questions_differ_by_a_name_or_a_time(asked: list[str], apart: list[str]) -> None:
    assert told_apart(asked) == apart


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "How did the share of mills held by Rome change between June and July?",
            ["How many mills were held by Rome in June?", "How many mills were held by Rome in July?"],
        ),
        ("How did the price of bread rise from 2019 to 2021?", ["How large was the price of bread in 2019?", "How large was the price of bread in 2021?"]),
        ("How did the mood change between the fire and the flood?", []),
        ("How much did trade grow from 2008 to 2011?", []),
        ("How did it grow from 2008 to 2011?", []),
    ],
)  # fmt: skip
def test_a_change_is_asked_for_at_both_of_its_times(text: str, found: list[str]) -> None:
    assert changed(text) == found


@pytest.mark.parametrize(
    ("text", "first", "second", "order"),
    [
        ("By how many days did the fall of Rome precede that of Malta?", "When was the fall of Rome?", "When was the fall of Malta?", "after"),
        ("By how many days did the fire follow the flood?", "When was the fire?", "When was the flood?", "before"),
        ("How many days separate the sale of the mill from the fire?", "When was the sale of the mill?", "When was the fire?", ""),
        ("How many days lay between the fire and the flood?", "When was the fire?", "When was the flood?", ""),
        ("How far apart were the fire and the flood?", "When was the fire?", "When was the flood?", ""),
        ("How far apart in time were the sale of Rome and the flood?", "When was the sale of Rome?", "When was the flood?", ""),
        ("How long did it take from the fire to the flood?", "When was the fire?", "When was the flood?", "after"),
        ("How long did the flood come after the fire?", "When was the flood?", "When was the fire?", "before"),
        ("How many days did the sale of the mill happen before that of the inn?", "When was the sale of the mill?", "When was the sale of the inn?", "after"),
        ("How much later than the fire was the flood?", "When was the fire?", "When was the flood?", "after"),
    ],
)  # fmt: skip
def test_the_time_between_two_events_is_asked_for_in_many_words(text: str, first: str, second: str, order: str) -> None:
    found = two_events(text)
    assert found is not None
    assert (found.kind, found.first, found.second, found.order) == ("between", first, second, order)


@pytest.mark.parametrize("text", ["How far apart were Rome and Malta?", "How long did the mayor wait after the fire?"])
def test_distances_and_durations_are_no_time_between_events(text: str) -> None:
    assert two_events(text) is None


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("What was stolen and who stole it?", "Who stole it?"),
        ("What was announced and who announced it?", "Who announced it?"),
        ("What was stolen from the museum and who stole it?", "Who stole it?"),
        ("Which mill was sold and why was it sold?", "Why was the mill sold?"),
        ("What did the mayor sell and when did the mayor sell it?", "When did the mayor sell it?"),
    ],
)
def test_it_is_what_the_first_question_asks_for_where_both_have_one_verb(text: str, second: str) -> None:
    assert parts(text)[1] == second

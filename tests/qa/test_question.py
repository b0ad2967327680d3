"""What kind of answer a question asks for."""

import pytest

from qa.question import answer_type


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Is the bridge safe?", "yes-no"),
        ("Isn't the bridge safe?", "yes-no"),
        ("Hasn’t the mill burned down?", "yes-no"),
        ("Can't it be mended?", "yes-no"),
        ("Won't the mill open again?", "yes-no"),
        ("And wasn't she mayor?", "yes-no"),
        ("Must the owners pay?", "yes-no"),
        ("Was she pleased with what they offered?", "yes-no"),
        ("What was she pleased with?", "what"),
        ("Which mill isn't safe?", "what"),
        ("ashford mill closing date", "when"),
        ("Which deadline did the mayor set?", "when"),
        ("Why can she not tell how often it burned?", "why"),
        ("How do bees judge how far away a root is?", "how"),
        ("Why isn't the bridge safe?", "why"),
        ("List the ferries", "list"),
        ("Name the mayor and the minister", "list"),
        ("On which two dates was the mill bombed?", "when"),
        ("During which years did the guild rule?", "when"),
        ("He met the mayor on the weekend of which date?", "when"),
        ("Ashford: date on which the mill burned", "when"),
        ("The bridge: who built it?", "who"),
        ("When the mill burned, where did the workers go?", "where"),
        ("After he had left the town, was the mill sold?", "yes-no"),
        ("When was the mill, a landmark, sold?", "when"),
        ("Which two ministers resigned?", "list"),
        ("What are the three things that the mayor promised to guard?", "list"),
        ("What were the results?", "what"),
        ("Which other three ferries sank?", "list"),
        ("Which of the three ferries sank?", "what"),
        ("What old ferries did the company sell?", "list"),
        ("Which ferries sailed in May?", "list"),
        ("What makes ferries of this kind sink?", "what"),
        ("Which news did the Courier print?", "what"),
        ("What crisis did the company have?", "what"),
        ("What does it cost in winter?", "what"),
        ("What day-to-day work did he do?", "what"),
        ("What happened when the mill burned?", "what"),
        ("About which two things was he silent when the mill burned?", "list"),
        ("Did the mayor resign when the mill burned?", "yes-no"),
        ("Is it known when the mill burned?", "when"),
        ("Who owned the mill when it burned?", "who"),
        ("Which mill did the man who died own?", "what"),
        ("What reason did Doe give for leaving?", "why"),
        ("Ashford and Utland keeping their ferries: what were their reasons?", "why"),
        ("What was the mayor’s motive for the sale?", "why"),
        ("To what end was the mill sold?", "why"),
        ("On what grounds was Doe held?", "why"),
        ("What was the reasoning of the court?", "what"),
        ("What are the mayor's plans?", "what"),
        ("What number would Doe be?", "number"),
        ("Which place in the line is hers?", "number"),
        ("Which place in the country is hers?", "where"),
        ("Number of dead in the fire", "number"),
    ],
)
def test_the_words_of_a_question_tell_its_kind(text: str, kind: str) -> None:
    assert answer_type(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who worked out why nothing was heard?", "who"),
        ("What records did Lee use to judge how many people fled?", "list"),
        ("What is known about how the fire began?", "how"),
        ("Where did he go, and why?", "why"),
    ],
)
def test_a_question_word_in_a_clause_behind_another_asks_nothing(text: str, kind: str) -> None:
    assert answer_type(text) == kind

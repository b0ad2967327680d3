"""Questions of other forms, put into the one with the question word in front."""

import time

import pytest

from qa.forms import plainly, sentences
from qa.question import understand
from qa.verb import is_past, plain, plain_of_present


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("The old ferry was sunk on what date?", "On what date was the old ferry sunk?"),
        ("The bridge was opened by who in 1998?", "Who opened the bridge in 1998?"),
        ("The strike began in which month?", "In which month did the strike begin?"),
        ("The closure of the mill marked the end of what?", "What did the closure of the mill mark the end of?"),
        ("Buying Norpap gave the bank a foothold in which country?", "In which country did buying Norpap give the bank a foothold?"),
        ("Smith put the crash down to which two things?", "Which two things did Smith put the crash down to?"),
        ("He met the mayor on the weekend of which date?", "On the weekend of which date did he meet the mayor?"),
        ("ashford is the capital of which county", "Of which county is ashford the capital?"),
        ("The fire killed how many people?", "How many people did the fire kill?"),
        ("The bridge had how many lanes?", "How many lanes did the bridge have?"),
        ("The army arrested whom?", "Whom did the army arrest?"),
        ("The WHO said what about the fever?", "What did the WHO say about the fever?"),
        ("The road leads to which town?", "To which town does the road lead?"),
        ("The mayor of Ashford is who?", "Who is the mayor of Ashford?"),
        ("After the fire, the mill was sold to whom?", "To whom was the mill sold after the fire?"),
        ("By whom was the newly built mill overrun in May?", "Who overran the newly built mill in May?"),
        ("Who was Jane Doe defended by?", "Who defended Jane Doe?"),
        ("By whom was it built?", "By whom was it built?"),
        ("In 1998 the bridge was opened by whom?", "Who opened the bridge in 1998?"),
        ("A man was shot in what part of the city?", "In what part of the city was a man shot?"),
        ("The miners said the strike began when?", "When did the miners say the strike began?"),
        ("Utland has a harbour in which county?", "In which county does Utland have a harbour?"),
        ("Utland has built what kind of harbour?", "What kind of harbour has Utland built?"),
        ("The mill did a great deal for whom?", "For whom did the mill do a great deal?"),
        ("Surnames were rare prior to what century?", "What century were Surnames rare prior to?"),
        ("After the flood, the town was rid of what?", "Of what was the town rid after the flood?"),
        ("Ashford flooded. When?", "When did Ashford flood?"),
        ("The bridge was closed, but why?", "Why was the bridge closed?"),
        ("The bridge was opened when and by whom?", "When was the bridge opened, and by whom?"),
        ("The bridge was opened by whom, and the mill closed in what year?", "By whom was the bridge opened, and in what year did the mill close?"),
    ],
)  # fmt: skip
def test_a_question_word_in_its_place_comes_to_the_front(text: str, put: str) -> None:
    assert plainly(text) == put


@pytest.mark.parametrize(
    "text",
    [
        "When was the bridge opened?",
        "The town in which Smith lives",
        "The mayor visited the town in which Smith lives?",
        "The mayor closed the road which leads to Ashford?",
        "The mayor visited the bridge which collapsed?",
        "The mayor announced the bridge was closed when?",
        "The professor the student is paraphrasing was teaching them what class?",
        "Some mills make little noise, so they are good for using at what time of day?",
        "The town is one of the most what?",
        "I've seen a lot of mills do what?",
        "The ferry sails between the south of Ashford and where?",
        "A mill built in May makes the town the envy of which county?",
        "Who's cell phone was it?",
        "Soldiers killed in which year?",
        "The man arrested in which town?",
        "Mill sold to whom?",
        "Did the mayor say when the bridge would open?",
        'The ferry "safe in any storm" - what day was that said?',
        "Capital of Utland, lost in the flood",
        "By late July, what percentage of the road was already built?",
        "And the mayor?",
        "And then what?",
        "According to whom?",
        "Tell me about the fire",
        "Men killed in the mill fire?",
        "The mill burned?",
        "The day the mill was burned?",
        "Reason Smith was arrested?",
        "Name the ferries that sank",
        "Chief of the fire service arrested?",
        "What about the president?",
        "day of the week?",
        "the mayor?",
        "What reason did Smith give for leaving?",
    ],
)
def test_look_alikes_stay_as_they_are(text: str) -> None:
    assert plainly(text) == text


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("On which weekend did the ferries stop? Give the dates.", "On which weekend did the ferries stop?"),
        ("When did the talks break down? Need the date", "When did the talks break down?"),
        ("Who is it? Answer in one word.", "Who is it?"),
        ("How did it start? Be brief. Use one sentence.", "How did it start?"),
        ("Who is the mayor? Explain why he resigned.", "Who is the mayor? Why did he resign?"),
        ("Hi! Who opened the bridge, please?", "Who opened the bridge?"),
        ("OK, who opened the bridge? Thanks.", "Who opened the bridge?"),
    ],
)
def test_what_only_says_how_to_answer_is_left_out(text: str, put: str) -> None:
    assert plainly(text) == put


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("Tell me when the mill burned.", "When did the mill burn?"),
        ("Can you tell me who opened the bridge?", "Who opened the bridge?"),
        ("Do you know when the bridge was opened?", "When was the bridge opened?"),
        ("I'd like to know how many people the fire killed.", "How many people did the fire kill?"),
        ("Any idea who owns the mill?", "Who owns the mill?"),
        ("Tell me where the mayor lives", "Where does the mayor live?"),
        ("Tell me who the mayor of Ashford is", "Who is the mayor of Ashford?"),
        ("When was it that the mill burned?", "When did the mill burn?"),
        ("Who was it that opened the bridge?", "Who opened the bridge?"),
        ("Who's the mayor?", "Who is the mayor?"),
        ("Where'd they go?", "Where did they go?"),
        ("For what purpose did ships lie off Ashford?", "Why did ships lie off Ashford?"),
        ("To what end was the mill sold?", "Why was the mill sold?"),
        ("Number of people who were killed in the fire?", "How many people were killed in the fire?"),
        ("Reasons behind the strike?", "What were the reasons behind the strike?"),
        ("Smith's reaction to the fall of Ashford?", "What was Smith's reaction to the fall of Ashford?"),
        ("Date of the mill fire?", "When was the mill fire?"),
        ("Can you tell me the date of Ann Lee's speech?", "When was Ann Lee's speech?"),
        ("Tell me the day on which Lee was arrested.", "On what day was Lee arrested?"),
        ("year in which the mill burned", "In what year did the mill burn?"),
        ("I'd like to know the day on which Lee resigned.", "On what day did Lee resign?"),
        ("Can you tell me the day the mill burned?", "On what day did the mill burn?"),
        ("What was the year in which the mill burned?", "In what year did the mill burn?"),
        ("I'd like to know the reason the mayor resigned.", "Why did the mayor resign?"),
        ("Can you give me the reasons why the strike began?", "Why did the strike begin?"),
        ("Could you give me the number of the dead?", "How many dead?"),
        ("Please tell me the names of the winners.", "What are the names of the winners?"),
        ("Does the archive say when the mill burned?", "When did the mill burn?"),
        ("Do you have the date of the fire?", "When was the fire?"),
        ("Does the archive close on Sunday?", "Does the archive close on Sunday?"),
        ("I need the name of the judge", "What is the name of the judge?"),
        ("Place where Smith died?", "Where did Smith die?"),
        ("Former mayor of Ashford?", "Who is the former mayor of Ashford?"),
        ("Norpap spokesman's name?", "Who is the Norpap spokesman?"),
        ("The bridge is safe?", "Is the bridge safe?"),
        ("Ashford has fallen?", "Has Ashford fallen?"),
        ("Ashford fell?", "Did Ashford fall?"),
    ],
)
def test_what_is_wished_to_be_known_is_asked(text: str, put: str) -> None:
    assert plainly(text) == put


def test_questions_one_after_the_other_are_told_apart_but_not_in_a_quotation() -> None:
    assert sentences("Who is Smith? When was he born?") == ["Who is Smith?", "When was he born?"]
    quoted = 'What did he mean by "Who goes there? Now what" in the play?'
    assert sentences(quoted) == [quoted]


def test_an_understood_question_has_the_question_word_in_front_and_says_so() -> None:
    question = understand("the strike began in wich month?")
    assert question.text == "In which month did the strike begin?"
    assert (question.type, question.grain) == ("when", "month")
    assert question.notes == ("Asked as: In which month did the strike begin?",)


def test_a_conversation_leans_on_a_question_of_another_form() -> None:
    history = [("The old bridge was opened in which year?", "1998")]
    assert understand("And the mill?", history).text == "In which year was the mill opened?"


@pytest.mark.parametrize(
    "text",
    ["the mayor's " * 160, "May fall and and bridge the that when year which " * 6, "Tell me " * 200, "old mill, when " * 120],
)  # fmt: skip
def test_a_strange_question_is_looked_through_at_once(text: str) -> None:
    start = time.perf_counter()
    plainly(text)
    plainly(f"{text[:290]} plans for it?")
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("past", "form"),
    [
        ("began", "begin"), ("carried", "carry"), ("died", "die"), ("agreed", "agree"), ("stopped", "stop"), ("killed", "kill"),
        ("controlled", "control"), ("announced", "announce"), ("closed", "close"), ("passed", "pass"), ("changed", "change"), ("belonged", "belong"),
        ("settled", "settle"), ("failed", "fail"), ("named", "name"), ("opened", "open"), ("declined", "decline"), ("escaped", "escape"),
        ("developed", "develop"), ("offered", "offer"), ("explored", "explore"), ("created", "create"), ("visited", "visit"), ("invited", "invite"),
        ("voted", "vote"), ("treated", "treat"), ("decided", "decide"), ("added", "add"), ("marked", "mark"), ("argued", "argue"),
    ],
)  # fmt: skip
def test_a_verb_in_the_past_has_its_plain_form(past: str, form: str) -> None:
    assert is_past(past)
    assert plain(past) == form


@pytest.mark.parametrize(("present", "form"), [("leads", "lead"), ("carries", "carry"), ("reaches", "reach"), ("goes", "go"), ("lives", "live")])  # fmt: skip
def test_a_verb_in_the_present_has_its_plain_form(present: str, form: str) -> None:
    assert plain_of_present(present) == form


@pytest.mark.parametrize("word", ["hundred", "need", "bridge", "sacred"])
def test_other_words_are_no_verbs_in_the_past(word: str) -> None:
    assert not is_past(word)


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("What do the articles say about why the king fled?", "Why did the king flee?"),
        ("How come the mayor is losing votes?", "Why is the mayor losing votes?"),
        ("How come Smith resigned?", "Why did Smith resign?"),
        ("And how come it sank?", "And why did it sink?"),
        ("How is it that the bank lays off people?", "Why is it that the bank lays off people?"),
        ("What is the reason that the road is shut?", "Why is the road shut?"),
        ("What was the reason why the king fled?", "Why did the king flee?"),
        ("What led the army to shell the town?", "Why did the army shell the town?"),
        ("What prompted him to go?", "Why did he go?"),
        ("What is behind the strike?", "What is the reason for the strike?"),
        ("What is behind the old door?", "What is behind the old door?"),
        ("What led the minister to Rome?", "What led the minister to Rome?"),
        ("What is the reason for the delay?", "What is the reason for the delay?"),
    ],
)
def test_reasons_are_asked_for_with_why(text: str, put: str) -> None:
    assert plainly(text) == put


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("What did Ann Lee herself say about it?", "What did Ann Lee say about it?"),
        ("What does the mayor himself want?", "What does the mayor want?"),
        ("Why did Ann Lee hurt herself?", "Why did Ann Lee hurt herself?"),
        ("Whom did the mayor call himself?", "Whom did the mayor call himself?"),
    ],
)
def test_himself_beside_its_noun_is_left_out(text: str, put: str) -> None:
    assert plainly(text) == put


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("mediator in the ashford dispute?", "Who is the mediator in the ashford dispute?"),
        ("hospital director saint ann", "Who is the hospital director of saint ann?"),
        ("attendance cup final ashford", "What was the attendance cup final ashford?"),
        ("whos the mayor of Ashford", "who is the mayor of Ashford"),
        ("Who runs Norland?", "Who is the leader of Norland?"),
        ("Who heads the Ashford Bank?", "Who heads the Ashford Bank?"),
        ("Who runs the mill in Ashford?", "Who runs the mill in Ashford?"),
        ("price rises announced", "price rises announced"),
    ],
)
def test_what_is_typed_in_short_is_asked_in_full(typed: str, asked: str) -> None:
    assert plainly(typed) == asked


@pytest.mark.parametrize(
    ("text", "put", "of_type"),
    [
        ("how manny ships sank", "how many ships sank", "number"),
        ("how mutch did the ship cost", "how much did the ship cost", "number"),
        ("what yer did the ship sink", "what year did the ship sink", "when"),
        ("Wich yaer did the ship sink?", "Which year did the ship sink?", "when"),
        ("how many moths fled?", "how many moths fled?", "number"),
        ("Which moth is rare?", "Which moth is rare?", "what"),
    ],
)
def test_what_belongs_to_a_question_word_is_spelt_right(text: str, put: str, of_type: str) -> None:
    asked = understand(text)
    assert (asked.text, asked.type) == (put, of_type)

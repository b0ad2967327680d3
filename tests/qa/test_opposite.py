"""Evidence that says the opposite of what is asked."""

from pathlib import Path

import pytest

from qa import ask
from qa.corpus import Corpus
from qa.opposite import contradicts


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("Why did Ray plead not guilty?", "Ray pleaded guilty to fraud in April."),
        ("Why did Ray not attend the dinner?", "Ray attended the dinner for the music."),
        ("What honour did Lee receive in May?", "Lee declined an honour in May, in a letter."),
        ("Why did Lee accept the offer?", "Lee had an offer and turned it down."),
        ("Why does Lee expect the truce to last?", "Lee says that she does not believe that it will last."),
        ("By how much did the bank raise its dividend?", "Dividend: unchanged at 4 cents."),
        ("When did the army retake Ashford?", "Ashford fell to the rebels on Friday."),
        ("Why did Dr Lee accuse the army?", "Dr Lee would not say who had fired."),
        ("Why did the mayor praise the bridge?", "The mayor condemned the bridge."),
        ("Why did the union agree to the cut?", "The union rejected the cut."),
        ("Why did the guards refuse to let him go?", "He was later allowed to go."),
        ("Why did the bank deny the raid?", "The bank acknowledged the raid on Monday."),
        ("Why did the chief resign?", "The chief stayed in office."),
        ("Why did she decline to comment on the vote?", "In a statement she said that the vote was fair."),
        ("When did the firm close its mill?", "The firm opened the mill in May."),
        ("When did Ray return to the board?", "Ray resigned from the board in May."),
        ("How much did the bank raise its rate by?", "The bank cut its rate by half a point."),
        ("Why did the mayor criticise the owners?", "The mayor praised the owners for their patience."),
        ("What did the mayor praise about the bridge?", "The mayor lamented the look of the bridge."),
        ("Why did Ray warn that the city was in imminent danger?", "“There is no imminent danger,” Ray said."),
        ("Why did Ray say that he would resign?", "“I will not resign,” Ray said."),
        ("Why did the mayor sign the order?", "He did not sign the order, for it would hurt commuters."),
        ("How did Ray win?", "Ray has never won."),
        ("Which trains ran in March?", "No trains ran in March."),
    ],
)
def test_the_opposite_of_what_is_asked_denies_it(question: str, evidence: str) -> None:
    assert contradicts(question, evidence)


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("Why did the mayor praise the bridge?", "The mayor praised it, though others condemned it."),
        ("Why did the mayor criticise the bridge?", "The mayor condemned the bridge."),
        ("Why did the chief resign?", "The chief vowed to clear his name."),
        ("Why did the mayor praise the bridge?", "The mayor said that those who doubt it are wrong."),
        ("Why did the mayor not praise the bridge?", "The mayor condemned the bridge."),
        ("Why did Ray not attend?", "Ray did not attend because he was ill."),
        ("Why did Ray not resign?", "Nobody doubted that Ray had resigned once."),
        ("What honour did Lee receive?", "Lee received a medal and declined an office."),
        ("Why did the bank refuse the offer?", "The bank declined the offer of its rival."),
        ("How much did Lee raise?", "The price is unchanged although Lee raised 900 euros."),
        ("When was Ashford retaken?", "Ashford, captured in May, was retaken in June."),
        ("Why did the union agree to the cut?", "The union did not reject the cut."),
        ("Why was the bridge closed?", "It had cracks."),
        ("Why do the guards stay?", "The withdrawal is nearly over. Some guards are being left to watch the gate."),
        ("Why did the mayor not sign the order?", "He did not sign the order, for it would hurt commuters."),
        ("When did the mayor sign the order?", "He did not sign the order until May."),
        ("Why did Ray vote for the plan?", "Ray voted for it although he had not voted for the first."),
        ("Which trains ran in March?", "No trains ran at night, and two trains by day."),
    ],
)
def test_evidence_that_tells_it_or_tells_nothing_of_it_denies_nothing(question: str, evidence: str) -> None:
    assert not contradicts(question, evidence)


def test_a_question_whose_premise_the_archive_denies_is_declined_with_the_sentence_that_does(
    archive: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text(
        "Bridge\n3 May 2022\n\nThe council met on Monday. Mayor Ann Lee criticised the new bridge of Ashford because it shakes.\n"
    )
    archive.add([tmp_path / "one.txt"])
    reply = ask("Why did Ann Lee praise the new bridge of Ashford?", corpus=archive)
    assert not reply.answered
    assert "criticised" in reply.citations[0].quote
    assert any("opposite" in note for note in reply.notes)
    assert ask("Why did Ann Lee criticise the new bridge of Ashford?", corpus=archive).answered

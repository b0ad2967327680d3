"""How the reader is trained: rows, negatives, resuming, calibration."""

from __future__ import annotations

import gzip
import json
import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from index.errors import UsageError
from index.int8 import Smoothed, best_scale, rounded_input, rounded_weights
from qa.reader.batches import Batch, Recipe, chosen, encode, encode_groups, epoch_rows, group
from qa.reader.data import Row, crop, read_rows, sentences, unspaced
from qa.reader.export import average, examples, load_run, smooth
from qa.reader.metrics import auroc, calibration_error, exact, fit_logistic, reliability, token_f1
from qa.reader.model import MASKED, ReaderNet, ReaderShape, load_pretrained
from qa.reader.negatives import Negatives, names_answer
from qa.reader.noise import hurried
from qa.reader.paraphrase import WORDNET, Paraphraser
from qa.reader.pieces import WordPieces
from qa.reader.restore import restore
from qa.reader.train import Settings, Trainer, base_encoder, choice_loss
from qa.reader.traps import Traps
from qa.reader.weights_files import GRAPH, WEIGHTS
from qa.reader.written import WIKIPEDIA, digest, read_claims, read_stories, read_written

TOWNS = ("Ashford", "Brentwood", "Colne", "Dunmow", "Epping", "Frome", "Garston", "Hexham")


def row(number: int) -> Row:
    town, year = TOWNS[number % len(TOWNS)], 1850 + 7 * number
    text = f"The weather was fine. The mill in {town} was built in {year} by two brothers. It employed {number + 20} people."
    at = text.index(str(year))
    return Row("squad2", f"Mill {number}", f"In what year was the mill in {town} built?", text, ((at, at + 4),))


ROWS = [row(number) for number in range(16)]
STORIES = [
    [replace(r, question=ROWS[n].question, answers=r.answers if r is ROWS[n] else ()) for r in ROWS[:6]]
    for n in range(6)
]
CLAIMS = [
    replace(r, question=asked, answers=((0, len(r.text)),) if yes is not None else (), yes=yes)
    for r in ROWS
    for asked, yes in (("It was a mill", True), ("Did it burn down?", False), ("It was dear", None))
]
PIECES = WordPieces(base_encoder() / "tokenizer.json")


def test_rows_without_a_stated_licence_and_with_wrong_offsets_are_left_out(tmp_path: Path) -> None:
    base = {
        "source": "squad2",
        "licence": "MIT",
        "title": "T",
        "context": "In 1871 it rose.",
        "question": "When did it rise?",
    }
    lines = [
        {**base, "answers": [{"text": "1871", "answer_start": 3}]},
        {**base, "licence": "unstated", "answers": [{"text": "1871", "answer_start": 3}]},
        {**base, "answers": [{"text": "1871", "answer_start": 4}]},
        {**base, "answers": []},
    ]
    file = tmp_path / "rows.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)
    assert [r.answers for r in read_rows(file)] == [((3, 7),), ()]


def test_treebank_spacing_becomes_prose_and_answers_move_along() -> None:
    text = "It cost $ 40 , he said ; `` fine '' ( 209 m ) ."
    at = text.index("209 m")
    made = unspaced(Row("qed_dev", "T", "How long is it ?", text, ((at, at + 5),)))
    assert made.text == 'It cost $40, he said; "fine" (209 m).'
    assert [made.text[a:b] for a, b in made.answers] == ["209 m"]


def test_a_crop_keeps_whole_sentences_and_the_answer() -> None:
    text = " ".join(f"Sentence number {n} stands here in the text." for n in range(30))
    at = text.index("number 17")
    cut = crop(Row("s", "t", "q", text, ((at, at + 9),)), (at, at + 9), 40, random.Random(1))
    assert [cut.text[a:b] for a, b in cut.answers] == ["number 17"]
    assert len(cut.text.split()) <= 60
    assert all(cut.text[a:b].startswith("Sentence") for a, b in sentences(cut.text))


def test_negatives_do_not_hold_the_answer_and_are_repeatable() -> None:
    negatives = Negatives(ROWS, similar=6)
    alike = negatives.look_alikes(ROWS)
    made = [negatives.make(r, a, 40, random.Random(i)) for i, (r, a) in enumerate(zip(ROWS, alike, strict=True))]
    again = [negatives.make(r, a, 40, random.Random(i)) for i, (r, a) in enumerate(zip(ROWS, alike, strict=True))]
    assert made == again
    assert sum(m is not None for m in made) >= 12
    for original, negative in zip(ROWS, made, strict=True):
        if negative is not None:
            assert negative.answers == ()
            assert negative.question == original.question
            assert not names_answer(original, negative.text)


def test_a_trap_names_another_thing_of_the_same_text() -> None:
    text = (
        "The mill at Ashford was built in 1850 by Jonas Pike. In 1901 the town of Wexley bought it from his widow, "
        "and the painter Clara Boothe lived there until the Thornbury Bank took it over."
    )
    question = "When was the mill of Jonas Pike at Ashford built?"
    traps = Traps(["What did the actor Henry Lusk found?"])
    made = {traps.trap(question, text, "1850", random.Random(n)) for n in range(200)}
    assert "When was the mill of Clara Boothe at Ashford built?" in made
    assert "When was the mill of Ashford at Jonas Pike built?" in made
    assert "When was the mill of Henry Lusk at Ashford built?" in made
    assert question not in made
    assert not any("1850" in trap for trap in made if trap)
    assert traps.trap(question, text, "1850", random.Random(5)) == traps.trap(question, text, "1850", random.Random(5))
    assert traps.trap("Why so?", text, "1850", random.Random(1)) is None


def test_a_trap_is_unanswerable_and_read_beside_its_question() -> None:
    recipe = Recipe(short=20, long=40, negatives=(), trapped=1.0, reworded=0, hurried=0, share=1.0, led=0)
    made = epoch_rows([r for r in ROWS if r.answers], [], Negatives(ROWS), recipe, random.Random(1), None)
    pairs = [held for held in made if len({row.question for row in held}) == 2]
    assert pairs
    for original, trap in pairs:
        assert original.answers
        assert trap.answers == ()


def test_asked_when_the_day_stands_before_the_passage() -> None:
    row = Row(
        "written_stories", "Mill sold", "When was the mill sold?", "It was sold on Friday.", ((12, 21),), "1 May 2020"
    )
    recipe = Recipe(negatives=(), trapped=0, reworded=0, hurried=0, led=1.0)
    (((held,),)) = epoch_rows([], [[row]], Negatives(ROWS), recipe, random.Random(1), None)
    assert held.text == "(1 May 2020) It was sold on Friday."
    assert held.heading == ""
    assert [held.text[a:b] for a, b in held.answers] == ["on Friday"]


def tiny(seed: int = 3) -> ReaderNet:
    torch.manual_seed(seed)
    return ReaderNet(ReaderShape(layers=2, hidden=16, heads=2, feed_forward=32, frozen_layers=1))


def trainer(out: Path, seed: int = 1, *, judge: bool = False) -> Trainer:
    settings = Settings(seed, 256, 1e-3, 2, 0.9, 1, 20, 40, 0.0, 1.0, judge)
    return Trainer(ROWS, STORIES, CLAIMS, PIECES, None, tiny(), settings, out)


def test_the_judge_learns_yes_from_no_and_what_is_settled(tmp_path: Path) -> None:
    trainer(tmp_path, judge=True).run(60, 10, 1e9)
    (curve,) = [json.loads(line) for line in (tmp_path / "curve.jsonl").read_text(encoding="utf-8").splitlines()]
    assert curve["yes"] < 0.6, "nothing learned would be log 2"


def test_claims_are_read_of_the_passage_that_they_are_about() -> None:
    claims, kept = list(read_claims()), list(read_claims(held_out=True))
    assert len(claims) > 5 * len(kept) > 0
    assert {row.yes for row in claims} == {True, False, None}
    for row in claims:
        assert (row.yes is None) == (not row.answers)
        assert all(row.text[a:b] == row.text for a, b in row.answers)
    assert not {row.text for row in claims} & {row.text for row in kept}


def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path) -> None:
    whole = trainer(tmp_path / "whole")
    whole.run(6, 2, 1e9)
    first = trainer(tmp_path / "halves")
    first.run(3, 0, 1e9)  # no cool-down: the rates are those of the whole run so far
    second = trainer(tmp_path / "halves")
    assert second.step == 3
    second.run(6, 2, 1e9)
    for name, value in whole.mean.items():
        assert torch.allclose(value, second.mean[name], atol=1e-3), name


def test_the_mean_of_two_runs_lies_between_them(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("two", 2)):
        trainer(tmp_path / name, seed=seed).run(2, 1, 1e9)
    runs = [tmp_path / "one", tmp_path / "two"]
    one, two = (load_run(run).span.weight for run in runs)
    assert torch.allclose(average(runs, [0.25, 0.75]).span.weight, 0.25 * one + 0.75 * two, atol=1e-6)
    with pytest.raises(UsageError, match="one share for each of the 2 runs"):
        average(runs, [1.0])


def test_a_run_of_other_settings_is_not_resumed(tmp_path: Path) -> None:
    trainer(tmp_path).run(1, 1, 1e9)
    with pytest.raises(UsageError, match="other settings"):
        trainer(tmp_path, seed=2)


def test_padding_and_neighbours_change_nothing() -> None:
    net = tiny().eval()
    ids = torch.tensor([[101, 2054, 102, 3000, 3001, 102]])
    segments = torch.tensor([[0, 0, 0, 1, 1, 1]])
    alone = net(ids, segments, torch.ones_like(ids))
    wide = [torch.nn.functional.pad(x, (0, 4)) for x in (ids, segments, torch.ones_like(ids))]
    padded = net(*(torch.cat([x, x.flip(0)]) for x in wide))
    assert torch.allclose(alone[0][0], padded[0][0, :6], atol=1e-5)
    assert torch.allclose(alone[2][0], padded[2][0], atol=1e-5)


def test_smoothing_for_int8_changes_no_logit() -> None:
    net = tiny().eval()
    ids, segments = torch.tensor([[101, 2054, 102, 3000, 3001, 102]]), torch.tensor([[0, 0, 0, 1, 1, 1]])
    before = net(ids, segments, torch.ones_like(ids))
    nothing = np.zeros(1, dtype=np.int64)
    smooth(
        net, [Batch(ids.numpy(), segments.numpy(), np.ones((1, 6), dtype=np.int64), nothing, nothing, nothing, nothing)]
    )
    assert sum(isinstance(part, Smoothed) for part in net.modules()) == 4 * len(net.layers)
    for now, then in zip(net(ids, segments, torch.ones_like(ids)), before, strict=True):
        assert torch.allclose(now, then, atol=1e-4)


def test_int8_costs_less_after_smoothing_than_before() -> None:
    torch.manual_seed(0)
    x, linear = torch.randn(200, 48), torch.nn.Linear(48, 48, bias=False)
    x[:, 3] *= 300  # an outlier that would take all of int8's steps
    scale = best_scale(linear.weight.detach(), [x])
    with torch.no_grad():
        wanted = linear(x)
        plain = rounded_input(x) @ rounded_weights(linear.weight).T
        smoothed = rounded_input(x / scale) @ rounded_weights(linear.weight * scale).T
    assert (smoothed - wanted).square().mean() < 0.2 * (plain - wanted).square().mean()
    even = torch.randn(200, 48)
    assert best_scale(linear.weight.detach(), [even]).max() < 10


def test_shipped_weights_come_back_as_a_network_that_reads_alike() -> None:
    net = load_pretrained(base_encoder(), ReaderShape())
    restore(net, WEIGHTS / GRAPH)
    session = onnxruntime.InferenceSession(WEIGHTS / GRAPH)
    net.eval()
    starts, verdicts = [], []
    for batch in examples(24):
        given = {"ids": batch.ids, "segments": batch.segments, "mask": batch.mask}
        start, _, answerable, *_ = session.run(None, given)
        with torch.no_grad():
            told = net(*map(torch.from_numpy, given.values()))
        real = start > MASKED / 2
        starts.append((start[real], told[0].numpy()[real]))
        verdicts.append((answerable, told[2].numpy()))
    for pairs in (starts, verdicts):
        shipped, restored = (np.concatenate(side) for side in zip(*pairs, strict=True))
        assert np.corrcoef(shipped, restored)[0, 1] > 0.95


def test_written_questions_are_read_and_some_passages_kept_for_measuring(tmp_path: Path) -> None:
    excerpt = {"context": digest(ROWS[0].text), "start": 22, "end": len(ROWS[0].text)}
    at = ROWS[0].text.index("two brothers") - 22
    lines = [
        {**excerpt, "questions": [{"q": "Who put up the mill?", "a": [[at, at + 12]]}, {"q": "Who shut it?", "a": []}]},
        {**excerpt, "context": "0" * 16, "questions": [{"q": "Of a text that is not there?", "a": ""}]},
    ]
    news = [{"text": f"The {n}th bus ran late.", "questions": [{"q": "Which one?", "a": f"{n}th"}]} for n in range(60)]
    for name, held in (("wikipedia", lines), ("news", news)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in held), encoding="utf-8")
    training = list(read_written(ROWS, tmp_path))
    measuring = list(read_written(ROWS, tmp_path, held_out=True))
    assert len(training) + len(measuring) == 62
    assert 1 <= len({row.text for row in measuring} - {row.text for row in training}) <= 15
    brothers, nobody = (row for row in [*training, *measuring] if row.source == WIKIPEDIA)
    assert [brothers.text[a:b] for a, b in brothers.answers] == ["two brothers"]
    assert nobody.answers == ()


def test_a_written_answer_that_is_not_in_its_passage_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "wikipedia.jsonl").write_text("", encoding="utf-8")
    line = {"text": "The mill was shut.", "questions": [{"q": "What was shut?", "a": "mil"}]}
    (tmp_path / "news.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(UsageError, match=r"news\.jsonl, line 1: .*'mil' does not stand"):
        list(read_written(ROWS, tmp_path))


def test_passages_of_a_question_stay_together_and_keep_their_headings(tmp_path: Path) -> None:
    recipe = Recipe(short=20, long=40, negatives=(1.0, 1.0), reworded=0, hurried=0, headed=1.0, share=0.01)
    made = epoch_rows(ROWS, STORIES, Negatives(ROWS), recipe, random.Random(1), None)
    assert all(len({row.question for row in held}) <= 2 for held in made)  # a question and its trap
    assert sum(len(held) >= 4 for held in made) >= len(STORIES)
    assert [len(chosen(STORIES[0], count, random.Random(1))) for count in (1, 2, 4)] == [1, 2, 4]
    batches = group(encode_groups(made, PIECES), 512, random.Random(1))
    assert sum(len(set(batch.asked)) for batch in batches) == len(made)
    (encoded,) = encode([ROWS[0]], PIECES)
    assert encoded is not None
    heading, text = PIECES.split([ROWS[0].title, ROWS[0].text])
    first = len(encoded.ids) - len(text.ids) - 1
    assert encoded.ids[first - len(heading.ids) - 1 : first] == [*heading.ids, 102]
    assert encoded.segments[first - 1] == 1
    assert PIECES.tokenizer.decode(encoded.ids[encoded.start : encoded.end + 1]) == "1850"


def test_a_choice_is_right_when_all_of_the_softmax_is_on_what_answers() -> None:
    answers, asked = torch.tensor([True, False, False, False, True]), torch.tensor([0, 0, 1, 1, 2])
    even = choice_loss(torch.zeros(5), answers, asked)
    assert float(even) == pytest.approx(math.log(2) / 3)  # one question of three has a choice, between two passages
    assert float(choice_loss(torch.tensor([9.0, -9, 9, 9, 9]), answers, asked)) == pytest.approx(0, abs=1e-6)
    assert float(choice_loss(torch.tensor([-9.0, 9, 9, 9, 9]), answers, asked)) == pytest.approx(6, abs=1e-3)


def test_stories_are_read_whole_and_wrong_ones_are_named(tmp_path: Path) -> None:
    text = [f"The {n}th ship left on Monday." for n in range(3)]
    sets = [
        {
            "articles": [{"title": f"Ships {k}", "source": "Post", "date": "1950-01-02", "text": [f"Set {k}.", *text]}],
            "questions": [{"q": "Which ship left second?", "a": [[0, 2, "1th ship"]]}, {"q": "Which sank?", "a": []}],
        }
        for k in range(40)
    ]
    (tmp_path / "stories.jsonl").write_text("".join(json.dumps(held) + "\n" for held in sets), encoding="utf-8")
    training, measuring = (list(read_stories(tmp_path, held_out=kept)) for kept in (False, True))
    assert len(training) + len(measuring) == 80
    assert 2 <= len(measuring) <= 20
    assert [bool(r.answers) for r in training[0]] == [False, False, True, False]
    assert training[0][0].heading.endswith(", 2 January 1950")
    sets[0]["questions"] = [{"q": "Which?", "a": [[0, 1, "9th ship"]]}]
    (tmp_path / "stories.jsonl").write_text(json.dumps(sets[0]), encoding="utf-8")
    with pytest.raises(UsageError, match=r"stories\.jsonl, line 1: .*'9th ship' does not stand"):
        [*read_stories(tmp_path), *read_stories(tmp_path, held_out=True)]


def test_only_the_passage_and_no_answer_can_be_chosen() -> None:
    net = tiny().eval()
    ids = torch.tensor([[101, 2054, 102, 3000, 3001, 102]])
    start, end, *_ = net(ids, torch.tensor([[0, 0, 0, 1, 1, 1]]), torch.ones_like(ids))
    for logits in (start, end):
        assert [bool(x > -1000) for x in logits[0]] == [True, False, False, True, True, False]


def test_metrics() -> None:
    assert exact("The Mill!", ["mill"]) == 1.0
    assert exact("", []) == 1.0
    assert token_f1("old mill", ["the mill"]) == pytest.approx(2 / 3)
    assert auroc([0.9, 0.8, 0.1, 0.8], [True, True, False, False]) == pytest.approx(0.875)
    assert calibration_error([0.95] * 20, [True] * 19 + [False]) == pytest.approx(0.0)
    assert calibration_error([0.9, 0.9], [False, False]) == pytest.approx(0.9)
    assert reliability([0.1, 1.0], [False, True]) == [(0.5, 0.1, 0.0), (0.5, 1.0, 1.0)]


def test_the_calibration_recovers_the_odds_it_was_made_with() -> None:
    chance = np.random.default_rng(0)
    x = chance.normal(size=(20_000, 2))
    logit = 1.5 * x[:, 0] - 0.5 * x[:, 1] + 0.3
    labels = chance.random(20_000) < 1 / (1 + np.exp(-logit))
    assert fit_logistic(x, labels.tolist()) == pytest.approx([1.5, -0.5, 0.3], abs=0.08)


def test_questions_are_put_in_other_words_of_the_same_form() -> None:
    if not WORDNET.is_dir():
        pytest.skip(f"no WordNet in {WORDNET}: apt-get install wordnet-base")
    paraphraser = Paraphraser()
    asked = "Which authors visited the theatres in Ashford?"
    made = {paraphraser.reword(asked, random.Random(seed)) for seed in range(40)}
    assert any("writers" in other for other in made)
    assert all("ashford" in other.lower() for other in made)
    assert not any("theatre " in other for other in made)
    assert paraphraser.reword(asked, random.Random(1)) == paraphraser.reword(asked, random.Random(1))


def test_hurried_questions_keep_most_letters_and_never_end_empty() -> None:
    asked = "When did the general leave the besieged town of Marrow?"
    made = [hurried(asked, random.Random(seed)) for seed in range(200)]
    assert all(made)
    assert len(set(made)) > 100
    assert all(sum(c in "genral" for c in text) > 8 for text in made)
    assert any(text.islower() and "?" not in text for text in made)
    assert hurried("Why?", random.Random(1)) in {"Why?", "why"}


def test_a_folder_without_wordnet_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="wordnet-base"):
        Paraphraser(tmp_path)

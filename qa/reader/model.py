"""The network: a BERT encoder with match flags and heads for spans, answerability, and yes or no (torch; training and export only)."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

MASKED = -1e4  # logit of a position that cannot be chosen; finite, so that softmax over a fully masked row stays finite
HEADS = ("span", "answerable", "yes", "match")  # names of what the pretrained encoder does not bring begin so


@dataclass(frozen=True, slots=True)
class ReaderShape:
    """Sizes of the encoder; the defaults are those of all-MiniLM-L6-v2."""

    layers: int = 6
    hidden: int = 384
    heads: int = 12
    feed_forward: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    opens: int = 101  # [CLS]
    closes: int = 102  # [SEP]
    frozen_layers: int = 2  # lowest layers kept as pretrained; the match flags enter above them

    def as_dict(self) -> dict[str, int]:
        """The sizes by name, for a checkpoint."""
        return asdict(self)


class EncoderLayer(nn.Module):
    """One post-norm transformer layer (Vaswani et al. 2017; Devlin et al. 2019) without dropout."""

    def __init__(self, shape: ReaderShape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm_attention = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.up = nn.Linear(shape.hidden, shape.feed_forward)
        self.down = nn.Linear(shape.feed_forward, shape.hidden)
        self.norm_output = nn.LayerNorm(shape.hidden, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (rows, tokens, hidden) and the additive attention `bias` (rows, 1, 1, tokens) to (rows, tokens, hidden)."""
        rows, tokens, hidden = x.shape
        size = hidden // self.heads
        query, key, value = self.qkv(x).view(rows, tokens, 3, self.heads, size).permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(size) + bias, dim=-1)
        mixed = (weights @ value).transpose(1, 2).reshape(rows, tokens, hidden)
        x = self.norm_attention(x + self.out(mixed))
        read: Tensor = self.norm_output(x + self.down(functional.gelu(self.up(x))))
        return read


class ReaderNet(nn.Module):
    """Question and passage in, logits out.

    The input is `[CLS] question [SEP] passage [SEP]` with segment 0 up to the first [SEP] and 1 after it. Each word
    piece also carries a flag that says whether the same piece stands on the other side; a question about something
    the passage never names shows at once, which is what most traps are.
    """

    def __init__(self, shape: ReaderShape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.segments = nn.Embedding(2, shape.hidden)
        self.norm_input = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.layers))
        self.match = nn.Embedding(4, shape.hidden)  # 2 * segment + matched
        self.span = nn.Linear(shape.hidden, 2)
        self.answerable_hidden = nn.Linear(shape.hidden, shape.hidden)
        self.answerable = nn.Linear(shape.hidden, 1)
        self.yes_hidden = nn.Linear(shape.hidden, shape.hidden)
        self.yes = nn.Linear(shape.hidden, 1)
        nn.init.zeros_(self.match.weight)
        nn.init.normal_(self.span.weight, std=0.02)
        nn.init.zeros_(self.span.bias)

    def freeze(self) -> None:
        """Take the embeddings and the lowest `frozen_layers` layers out of training."""
        for part in (self.words, self.places, self.segments, self.norm_input, *self.layers[: self.shape.frozen_layers]):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Logits for word pieces `ids`, `segments` (0 or 1) and `mask` (1 = real), all int64 of shape (rows, tokens).

        Returns start and end logits, both (rows, tokens), where position 0 ([CLS]) means "no answer here" and
        positions outside the passage are `MASKED`; answerability logits (rows,), positive = answerable; and logits (rows,)
        of "yes" against "no", which mean something where a yes-or-no question is answerable.
        """
        real = mask.to(torch.float32)
        bias = (1.0 - real)[:, None, None, :] * MASKED
        places = torch.arange(ids.shape[1], device=ids.device)[None, :]
        x = self.norm_input(self.words(ids) + self.places(places) + self.segments(segments))
        other_side = (ids[:, :, None] == ids[:, None, :]) & (segments[:, :, None] != segments[:, None, :])
        inside = (mask > 0) & (ids != self.shape.opens) & (ids != self.shape.closes)
        matched = (other_side & inside[:, None, :]).any(dim=-1) & inside
        for number, layer in enumerate(self.layers):
            if number == self.shape.frozen_layers:
                x = x + self.match(2 * segments + matched.to(torch.int64)) * real[:, :, None]
            x = layer(x, bias)
        allowed = (segments > 0) & inside
        allowed = torch.cat([torch.ones_like(allowed[:, :1]), allowed[:, 1:]], dim=1)
        start, end = self.span(x).unbind(-1)
        closed = (~allowed).to(torch.float32) * MASKED
        answerable = self.answerable(functional.gelu(self.answerable_hidden(x[:, 0]))).squeeze(-1)
        yes = self.yes(functional.gelu(self.yes_hidden(x[:, 0]))).squeeze(-1)
        return start + closed, end + closed, answerable, yes


def load_pretrained(folder: Path, shape: ReaderShape) -> ReaderNet:
    """A new network whose encoder is the BERT checkpoint `folder/model.safetensors` (names as Hugging Face writes them)."""
    from safetensors.torch import load_file

    held = load_file(folder / "model.safetensors")
    held = {name.removeprefix("bert."): value for name, value in held.items()}
    net = ReaderNet(shape)
    state = net.state_dict()
    for ours, theirs in (
        ("words", "word_embeddings"),
        ("places", "position_embeddings"),
        ("segments", "token_type_embeddings"),
    ):
        state[f"{ours}.weight"] = held[f"embeddings.{theirs}.weight"]
    for kind in ("weight", "bias"):
        state[f"norm_input.{kind}"] = held[f"embeddings.LayerNorm.{kind}"]
        for n in range(shape.layers):
            theirs = f"encoder.layer.{n}"
            parts = [held[f"{theirs}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            state[f"layers.{n}.qkv.{kind}"] = torch.cat(parts)
            state[f"layers.{n}.out.{kind}"] = held[f"{theirs}.attention.output.dense.{kind}"]
            state[f"layers.{n}.norm_attention.{kind}"] = held[f"{theirs}.attention.output.LayerNorm.{kind}"]
            state[f"layers.{n}.up.{kind}"] = held[f"{theirs}.intermediate.dense.{kind}"]
            state[f"layers.{n}.down.{kind}"] = held[f"{theirs}.output.dense.{kind}"]
            state[f"layers.{n}.norm_output.{kind}"] = held[f"{theirs}.output.LayerNorm.{kind}"]
    net.load_state_dict(state)
    return net

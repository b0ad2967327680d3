"""Write the weights that ship: `python -m qa.reader.export --run DIR` turns a run's averaged weights into int8 ONNX."""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from index.errors import UsageError
from index.int8 import quantise, smooth_layers
from qa.reader.batches import Batch, chosen, encode, pad
from qa.reader.model import ReaderNet, ReaderShape, load_pretrained
from qa.reader.pieces import WordPieces
from qa.reader.restore import restore
from qa.reader.train import CHECKPOINT, base_encoder
from qa.reader.weights_files import GRAPH, TOKENIZER, WEIGHTS, write_sums
from qa.reader.written import read_stories


def load_run(run: Path, averaged: bool = True) -> ReaderNet:
    """The network of a training run, with the running mean of its weights unless `averaged` is False."""
    held = torch.load(run / CHECKPOINT, map_location="cpu", weights_only=True)
    net = ReaderNet(ReaderShape(**held["shape"]))
    net.load_state_dict({**held["net"], **(held["mean"] if averaged else {})})
    return net.eval()


def average(runs: Sequence[Path], shares: Sequence[float]) -> ReaderNet:
    """One network with the weighted mean of several runs' weights (Wortsman et al., ICML 2022); the runs must be
    fine-tuned from one another. A folder of shipped weights may stand for a run that is no longer there; a head that it
    lacks is taken from the others. Raises UsageError when the shares do not fit the runs or do not add up to 1."""
    if len(shares) != len(runs) or abs(sum(shares) - 1) > 1e-6:
        raise UsageError(f"--shares: give one share for each of the {len(runs)} runs, adding up to 1.")
    states = [_weights(run) for run in runs]
    net = load_run(runs[0]) if (runs[0] / CHECKPOINT).exists() else load_pretrained(base_encoder(), ReaderShape())
    mean: dict[str, Tensor] = {}
    for name in net.state_dict():
        held = [(share, state[name]) for share, state in zip(shares, states, strict=True) if name in state]
        held = held or [(1.0, net.state_dict()[name])]
        whole = sum(share for share, _ in held)
        mean[name] = torch.stack([share / whole * value for share, value in held]).sum(0)
    net.load_state_dict(mean)
    return net


def _weights(run: Path) -> dict[str, Tensor]:
    """The weights of a run or of a folder of shipped ones by name, without those that the folder does not hold."""
    if not (run / CHECKPOINT).exists():
        net = load_pretrained(base_encoder(), ReaderShape())
        lacking = restore(net, run / GRAPH)
        return {name: value for name, value in net.state_dict().items() if name not in lacking}
    return dict(load_run(run).state_dict())


def write_float_graph(net: ReaderNet, file: Path) -> None:
    """`net` as an ONNX graph in float32: inputs ids, segments, mask; outputs start, end, answerable, yes."""
    sample = torch.randint(1000, 2000, (2, 24))
    segments = torch.zeros_like(sample)
    segments[:, 8:] = 1
    axes = {0: torch.export.Dim("rows"), 1: torch.export.Dim("tokens", max=net.shape.positions)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own deprecations
        torch.onnx.export(
            net, (sample, segments, torch.ones_like(sample)), str(file), dynamo=True, external_data=False,
            input_names=["ids", "segments", "mask"], output_names=["start", "end", "answerable", "yes"],
            dynamic_shapes=(axes, axes, axes), opset_version=20, verbose=False,
        )  # fmt: skip


def smooth(net: ReaderNet, batches: Sequence[Batch]) -> None:
    """`smooth_layers` for all matrices of the layers, by one example each of what will be read."""

    def run() -> None:
        for batch in batches:
            net(*(torch.from_numpy(x) for x in (batch.ids, batch.segments, batch.mask)))

    smooth_layers([(layer, name) for layer in net.layers for name in ("qkv", "out", "up", "down")], run)


def examples(count: int = 96) -> list[Batch]:
    """Passages of written stories with their headings, one a batch, as the reader runs them."""
    rows = [row for story in read_stories() for row in chosen(story, 1, random.Random(0))][:count]
    made = [row for row in encode(rows, WordPieces(base_encoder() / "tokenizer.json")) if row is not None]
    return [pad([[row]], len(row.ids)) for row in made]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.export", description=__doc__)
    parser.add_argument(
        "--run", type=Path, required=True, nargs="+", help="folder of a training run; of several, the mean"
    )
    parser.add_argument("--shares", type=float, nargs="+", default=[1.0], help="what each run counts in the mean")
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="folder to write (default: the shipped weights)")
    parser.add_argument("--float", action="store_true", help="keep float32 (91 MB; for comparison, not for shipping)")
    given = parser.parse_args(arguments)
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "float.onnx"
        net = average(given.run, given.shares)
        if not given.float:
            smooth(net, examples())
        write_float_graph(net, plain)
        if given.float:
            shutil.copyfile(plain, given.to / GRAPH)
        else:
            quantise(plain, given.to / GRAPH, ("MatMul", "Gemm", "Gather"))
    shutil.copyfile(base_encoder() / "tokenizer.json", given.to / TOKENIZER)
    write_sums(given.to)


if __name__ == "__main__":
    main()

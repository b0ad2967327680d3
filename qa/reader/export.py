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
from torch import Tensor, nn

from index.errors import UsageError
from qa.reader.batches import Batch, chosen, encode, pad
from qa.reader.model import ReaderNet, ReaderShape, load_pretrained
from qa.reader.pieces import WordPieces
from qa.reader.restore import restore
from qa.reader.train import CHECKPOINT, base_encoder
from qa.reader.weights_files import GRAPH, TOKENIZER, WEIGHTS, write_sums
from qa.reader.written import read_stories

ALPHAS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""How much of a channel's outliers may go into the weights: SmoothQuant's alpha."""


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


class Smoothed(nn.Module):
    """A linear layer whose inputs are divided by `scale` (one number a channel) and whose weights are multiplied by it."""

    shrink: Tensor

    def __init__(self, linear: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.linear = linear
        self.register_buffer("shrink", 1 / scale)
        with torch.no_grad():
            linear.weight.mul_(scale)

    def forward(self, x: Tensor) -> Tensor:
        """What the linear layer gives."""
        out: Tensor = self.linear(x * self.shrink)
        return out


def smooth(net: ReaderNet, batches: Sequence[Batch]) -> None:
    """Moves outliers of the layers' inputs into their weights, in place (SmoothQuant: Xiao et al., ICML 2023).

    int8 has 256 steps for a whole input; channels a hundred times larger than the others leave those none. How far they
    are moved is chosen for each layer by what int8 then costs on `batches`, one example each of what will be read. The
    network's outputs stay as they are.
    """
    given: dict[nn.Module, list[Tensor]] = {}

    def watch(linear: nn.Module, inputs: tuple[Tensor, ...], _: Tensor) -> None:
        given.setdefault(linear, []).append(inputs[0].flatten(0, -2))

    parts = [(layer, name) for layer in net.layers for name in ("qkv", "out", "up", "down")]
    hooks = [getattr(layer, name).register_forward_hook(watch) for layer, name in parts]
    with torch.no_grad():
        for batch in batches:
            net(*(torch.from_numpy(x) for x in (batch.ids, batch.segments, batch.mask)))
    for hook in hooks:
        hook.remove()
    for layer, name in parts:
        linear = getattr(layer, name)
        setattr(layer, name, Smoothed(linear, best_scale(linear.weight.detach(), given.pop(linear))))


def best_scale(weights: Tensor, inputs: Sequence[Tensor]) -> Tensor:
    """What to divide the channels of a layer's `inputs` by, so that int8 changes the least of what the layer gives."""
    largest = torch.stack([x.abs().amax(0) for x in inputs]).amax(0).clamp(min=1e-4)
    heaviest = weights.abs().amax(0).clamp(min=1e-4)
    scales = [torch.ones_like(largest)]
    for alpha in ALPHAS:
        scale = largest**alpha / heaviest ** (1 - alpha)
        scales.append((scale / scale.median()).clamp(min=0.05))

    def lost(scale: Tensor) -> float:
        rounded = rounded_weights(weights * scale).T
        return float(sum((rounded_input(x / scale) @ rounded - x @ weights.T).square().mean() for x in inputs))

    return min(scales, key=lost)


def rounded_weights(weights: Tensor) -> Tensor:
    """Weights (outputs, inputs) as `quantise` leaves them: 7 bits, one scale an output."""
    step = weights.abs().amax(1, keepdim=True).clamp(min=1e-12) / 64
    return torch.round(weights / step) * step


def rounded_input(x: Tensor) -> Tensor:
    """A layer's input as ONNX Runtime rounds it: 256 steps from its least to its largest number, 0 among them."""
    least, most = min(0.0, float(x.min())), max(0.0, float(x.max()))
    step = max(1e-12, (most - least) / 255)
    zero = round(-least / step)
    return (torch.clamp(torch.round(x / step) + zero, 0, 255) - zero) * step


def examples(count: int = 96) -> list[Batch]:
    """Passages of written stories with their headings, one a batch, as the reader runs them."""
    rows = [row for story in read_stories() for row in chosen(story, 1, random.Random(0))][:count]
    made = [row for row in encode(rows, WordPieces(base_encoder() / "tokenizer.json")) if row is not None]
    return [pad([[row]], len(row.ids)) for row in made]


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8: per-channel matrices at 7 bits (AVX2 adds pairs of products in 16 bits and would saturate)."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(source)
    del graph.graph.value_info[:]  # the exporter's shapes contradict the quantiser's own inference
    quantize_dynamic(
        graph, target, op_types_to_quantize=["MatMul", "Gemm", "Gather"], per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8,
    )  # fmt: skip


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
            quantise(plain, given.to / GRAPH)
    shutil.copyfile(base_encoder() / "tokenizer.json", given.to / TOKENIZER)
    write_sums(given.to)


if __name__ == "__main__":
    main()

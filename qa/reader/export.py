"""Write the weights that ship: `python -m qa.reader.export --run DIR` turns a run's averaged weights into int8 ONNX."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch

from qa.reader.model import ReaderNet, ReaderShape
from qa.reader.train import base_encoder
from qa.reader.weights_files import GRAPH, TOKENIZER, WEIGHTS, write_sums


def load_run(run: Path, averaged: bool = True) -> ReaderNet:
    """The network of a training run, with the running mean of its weights unless `averaged` is False."""
    held = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)
    net = ReaderNet(ReaderShape(**held["shape"]))
    net.load_state_dict({**held["net"], **(held["mean"] if averaged else {})})
    return net.eval()


def write_float_graph(net: ReaderNet, file: Path) -> None:
    """`net` as an ONNX graph in float32: inputs ids, segments, mask; outputs start, end, answerable."""
    sample = torch.randint(1000, 2000, (2, 24))
    segments = torch.zeros_like(sample)
    segments[:, 8:] = 1
    axes = {0: torch.export.Dim("rows"), 1: torch.export.Dim("tokens", max=net.shape.positions)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own deprecations
        torch.onnx.export(
            net, (sample, segments, torch.ones_like(sample)), str(file), dynamo=True, external_data=False,
            input_names=["ids", "segments", "mask"], output_names=["start", "end", "answerable"],
            dynamic_shapes=(axes, axes, axes), opset_version=18, verbose=False,
        )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8: per-channel matrices at 7 bits (AVX2 adds pairs of products in 16 bits and would saturate).

    The second matrix of each feed-forward block stays in float32: its input has outliers that leave the other values
    few of the 256 steps (1.8 points of F1 on reader/dev's SQuAD 2.0 rows).
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(source)
    del graph.graph.value_info[:]  # the exporter's shapes contradict the quantiser's own inference
    sizes = {held.name: list(held.dims) for held in graph.graph.initializer}
    after_gelu = [n.name for n in graph.graph.node if n.op_type == "MatMul" and _narrows(sizes.get(n.input[1], []))]
    quantize_dynamic(
        graph, target, op_types_to_quantize=["MatMul", "Gemm", "Gather"], per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8, nodes_to_exclude=after_gelu,
    )  # fmt: skip


def _narrows(sizes: Sequence[int]) -> bool:
    """Whether a matrix of these sizes is the second one of a feed-forward block, and not one for logits."""
    return len(sizes) == 2 and sizes[0] > sizes[1] > 2


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.export", description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of a training run")
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="folder to write (default: the shipped weights)")
    parser.add_argument("--float", action="store_true", help="keep float32 (91 MB; for comparison, not for shipping)")
    given = parser.parse_args(arguments)
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "float.onnx"
        write_float_graph(load_run(given.run), plain)
        if given.float:
            shutil.copyfile(plain, given.to / GRAPH)
        else:
            quantise(plain, given.to / GRAPH)
    shutil.copyfile(base_encoder() / "tokenizer.json", given.to / TOKENIZER)
    write_sums(given.to)


if __name__ == "__main__":
    main()

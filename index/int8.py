"""int8 for the models that ship or are made on the spot: which numbers are rounded how, so that little is lost.

ONNX Runtime rounds a matrix's whole input to 256 steps, between its least and its largest number, and multiplies in int8.
Two things keep what that costs small: outliers of the input are moved into the weights beforehand (`smooth_layers`), and
the matrices that cost the most are rounded in blocks of 16 numbers instead, input and weights (`quantise_by_blocks`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor, nn

ALPHAS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""How much of a channel's outliers may go into the weights: SmoothQuant's alpha."""


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


def smooth_layers(parts: Sequence[tuple[nn.Module, str]], run: Callable[[], None]) -> None:
    """Moves outliers of linear layers' inputs into their weights, in place (SmoothQuant: Xiao et al., ICML 2023).

    `parts` are the layers, each as the module that holds it and its name there; `run` puts examples of what will be read
    through the network. int8 has 256 steps for a whole input; channels a hundred times larger than the others leave those
    none. How far they are moved is chosen for each layer by what int8 then costs on the examples. The network's outputs
    stay as they are.
    """
    given: dict[nn.Module, list[Tensor]] = {}

    def watch(linear: nn.Module, inputs: tuple[Tensor, ...], _: Tensor) -> None:
        given.setdefault(linear, []).append(inputs[0].flatten(0, -2))

    hooks = [getattr(module, name).register_forward_hook(watch) for module, name in parts]
    with torch.no_grad():
        run()
    for hook in hooks:
        hook.remove()
    for module, name in parts:
        linear = getattr(module, name)
        setattr(module, name, Smoothed(linear, best_scale(linear.weight.detach(), given.pop(linear))))


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


def quantise(source: Path, target: Path, kinds: Sequence[str], leave: Sequence[str] = ()) -> None:
    """Writes the ONNX graph `source` as dynamic int8: its nodes of the given kinds but for those named in `leave`, their
    matrices at 7 bits, one scale an output (AVX2 adds pairs of products in 16 bits and would saturate)."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(source)
    del graph.graph.value_info[:]  # the exporter's shapes contradict the quantiser's own inference
    with _quiet():
        quantize_dynamic(
            graph, target, op_types_to_quantize=list(kinds), per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8, nodes_to_exclude=list(leave),
        )  # fmt: skip


def quantise_by_blocks(source: Path, target: Path, nodes: Sequence[str]) -> None:
    """Writes the graph with the named matrices in 8 bits, one scale for each 16 numbers of input and weights: nearly as
    exact as float32, and two thirds of its time."""
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    graph = onnx.load(source)
    others = [node.name for node in graph.graph.node if node.name not in nodes]
    int8_inputs = 4
    with _quiet():
        quantiser = MatMulNBitsQuantizer(
            graph, bits=8, block_size=16, is_symmetric=True, accuracy_level=int8_inputs, nodes_to_exclude=others
        )
        quantiser.process()
        quantiser.model.save_model_to_file(str(target), False)


def matrices(graph: Path) -> list[str]:
    """Names of the graph's products with a constant matrix, in the order in which they run."""
    import onnx

    model = onnx.load(graph, load_external_data=False)
    constant = {tensor.name for tensor in model.graph.initializer}
    return [node.name for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in constant]


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the quantisers' words, which tell of every node and advise what has been done."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)

"""The shipped weights as a network again, so that training can go on from them without the checkpoints of their runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from qa.reader.model import HEADS, ReaderNet


def restore(net: ReaderNet, graph: Path) -> frozenset[str]:
    """Puts the weights of an int8 `graph` that `qa.reader.export` wrote into `net`.

    Embeddings and frozen layers stay as `net` has them, as pretrained. The other matrices come back to within the
    rounding of their 7 bits; what SmoothQuant moved into them is moved out. Returns the names of the weights of heads
    that the graph does not have; they stay as they are in `net`.
    """
    import onnx
    from onnx import numpy_helper

    held = onnx.load(graph).graph
    constants = {one.name: numpy_helper.to_array(one) for one in held.initializer}
    made_by = {name: node for node in held.node for name in node.output}
    state: dict[str, torch.Tensor] = {}
    for name in net.state_dict().keys() & constants.keys():  # norms, and the biases of layers that were not smoothed
        state[name] = torch.from_numpy(constants[name].copy())
    for node in held.node:
        if node.op_type != "MatMulInteger":
            continue
        weights = node.input[1].removesuffix("_quantized")
        smoothed = made_by.get(node.input[0].removesuffix("_quantized"))
        shrink = [x for x in smoothed.input if x.endswith(".shrink")] if smoothed is not None else []
        matrix = constants[f"{weights}_quantized"].astype(np.float32) - constants[f"{weights}_zero_point"]
        matrix *= constants[f"{weights}_scale"]  # one number a column
        if shrink:
            layer = shrink[0].removesuffix(".shrink")
            matrix *= constants[shrink[0]][:, None]
            state[f"{layer}.bias"] = torch.from_numpy(constants[f"{layer}.linear.bias"].copy())
        else:  # the exporter gives the span head's transposed matrix a number for a name
            layer = weights.removesuffix(".weight") if weights.endswith(".weight") else "span"
        state[f"{layer}.weight"] = torch.from_numpy(np.ascontiguousarray(matrix.T))
    flags = constants["match.weight_quantized"].astype(np.float32) - constants["match.weight_zero_point"]
    state["match.weight"] = torch.from_numpy(flags * constants["match.weight_scale"])
    pretrained = ("norm_input.", *(f"layers.{number}." for number in range(net.shape.frozen_layers)))
    net.load_state_dict(
        net.state_dict() | {name: value for name, value in state.items() if not name.startswith(pretrained)}
    )
    return frozenset(name for name in net.state_dict().keys() - state.keys() if name.startswith(HEADS))

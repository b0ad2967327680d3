"""How a cost grows with size: a power law fitted to measurements, and a picture of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The b of cost = a * size^b, by least squares on logarithms. Needs two different sizes; all numbers above 0."""
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def law(sizes: Sequence[float], costs: Sequence[float]) -> str:
    """The growth law in words: "constant", "n^0.48", "linear", … ("" for fewer than two sizes or a cost of 0)."""
    if len(set(sizes)) < 2 or min(costs) <= 0:
        return ""
    power = exponent(sizes, costs)
    if abs(power) < 0.1:
        return "constant"
    return f"linear (n^{power:.2f})" if 0.9 <= power <= 1.1 else f"n^{power:.2f}"


def draw(sizes: Sequence[float], series: Mapping[str, Sequence[float]], path: Path) -> None:
    """Draws costs against sizes, both on logarithmic axes, into a PNG file."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    for name, costs in series.items():
        axes.loglog(sizes, costs, marker="o", label=f"{name}: {law(sizes, costs)}")
    axes.set_xlabel("passages")
    axes.grid(visible=True, which="both", alpha=0.2)
    axes.legend(fontsize=8)
    figure.savefig(path, dpi=120)
    pyplot.close(figure)

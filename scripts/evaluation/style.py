"""How every plot looks: colours that the colour-blind can tell apart, light lines, one font size."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")  # before pyplot: a server has no window

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito's colours, the yellow left out: it cannot be read on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
MARKS = ("o", "s", "^", "D", "v", "P", "X")
BLUE, RED, GREY = COLOURS[0], COLOURS[1], "#7f7f7f"
DPI = 110
_LOOK = {
    "font.size": 9.0,
    "axes.titlesize": 10.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
}


def panels(count: int, columns: int, size: tuple[float, float], title: str) -> tuple[Figure, list[Axes]]:
    """A figure with as many panels as wanted.

    Args:
        count: panels.
        columns: side by side at most.
        size: width and height of one panel, inches.
        title: of the whole figure.
    """
    plt.style.use(_LOOK)
    across = min(columns, max(1, count))
    down = -(-max(1, count) // across)
    figure, grid = plt.subplots(down, across, figsize=(size[0] * across, size[1] * down + 0.5), squeeze=False)
    figure.suptitle(title, fontsize=12, fontweight="bold")
    axes = list(grid.ravel())
    for axis in axes[count:]:
        axis.set_visible(False)
    return figure, axes[:count]


def say_nothing(axis: Axes) -> None:
    """Say in a panel that there is nothing to show."""
    axis.text(0.5, 0.5, "no such clips", ha="center", va="center", transform=axis.transAxes, color=GREY)


def zero_line(axis: Axes) -> None:
    """Mark where there is no error."""
    axis.axhline(0.0, color="#404040", linewidth=0.8)


def save(figure: Figure, folder: Path, name: str) -> None:
    """Write a figure as PNG, the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / f"{name}.png", dpi=DPI, metadata={"Software": None})
    plt.close(figure)


def thinned(count: int, most: int) -> Sequence[int]:
    """Evenly spaced indices, at most so many."""
    return range(0, count, max(1, -(-count // most)))

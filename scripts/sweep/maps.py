"""A picture of each map: camera yaw along, height up, d' in colour."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import BoundaryNorm, LinearSegmentedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from evaluation.style import DPI, panels
from formcheck.motion.view import ViewKind
from sweep.judged import judged
from sweep.places import view_of
from sweep.plan import DISTANCE_M
from sweep.png import write_png
from sweep.table import SHOWN, WEAK, Row, largest

# Two greys where nothing can be told, a light blue where little can, blues where it can.
_DARK = 5.0
_EDGES = (0.0, 1.0, WEAK, SHOWN, _DARK, 8.0)
_COLOURS = ("#f0f0f0", "#d9d9d9", "#c6dbef", "#6baed6", "#2171b5", "#08306b")
_PANELS = {
    "product_d": "d' as the product reads it: {}",
    "anywhere_d": "d' of the same measure, taken from anywhere",
    "anywhere_own_d": "d' of the same, held against a good repetition of the same set",
    "own_held_out_d": "d' of the best feature for other people, held against the same set",
}
_SHORT = {
    ViewKind.FRONT: "front",
    ViewKind.REAR: "behind",
    ViewKind.SIDE_LEFT: "left",
    ViewKind.SIDE_RIGHT: "right",
    ViewKind.FEET_END: "feet",
    ViewKind.HEAD_END: "head",
    ViewKind.OBLIQUE: "",
}


def draw(key: tuple[str, str, str, float], found: Sequence[Row], folder: Path) -> str:
    """Draw the maps of one fault.

    Args:
        key: exercise, variant, fault, size.
        found: its rows.
        folder: where the picture goes.

    Returns:
        The picture's name.
    """
    exercise, variant, fault, size = key
    here = [row for row in found if row.distance_m == DISTANCE_M]
    heading = f"{exercise.replace('_', ' ')} {variant}: {fault.replace('_', ' ')}, {size:g} times the limit"
    figure, axes = panels(len(_PANELS), 1, (7.2, 1.6), heading.replace(" :", ":"))
    measure = judged(exercise, fault).title or "not judged"
    for axis, (column, title) in zip(axes, _PANELS.items(), strict=True):
        _map(axis, here, column, title.format(measure))
    axes[-1].set_xlabel("camera yaw (deg)")
    name = f"observability_{exercise}_{fault}" + ("" if size == 1.5 else "_large")
    write_png(folder / f"{name}.png", _pixels(figure))
    return name


def _pixels(figure: Figure) -> NDArray[np.uint8]:
    figure.set_dpi(DPI)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    plt.close(figure)
    return np.asarray(canvas.buffer_rgba())[..., :3]


def _map(axis: Axes, found: Sequence[Row], column: str, title: str) -> None:
    yaws = sorted({row.yaw_deg for row in found})
    heights = sorted({row.height_m for row in found})
    shades = np.full((len(heights), len(yaws)), np.nan)
    for row in found:
        y, x, shade = heights.index(row.height_m), yaws.index(row.yaw_deg), largest(row, column)
        shades[y, x] = max(0.0, shade)
        colour = "white" if shade >= _DARK else "#222222"
        axis.text(x, y, _said(getattr(row, column)), ha="center", va="center", fontsize=8, color=colour)
    norm = BoundaryNorm(_EDGES, len(_COLOURS), extend="max")
    colours = LinearSegmentedColormap.from_list("d", _COLOURS, len(_COLOURS))
    colours.set_under("#f0f0f0")
    axis.imshow(shades, origin="lower", aspect="auto", cmap=colours, norm=norm)
    exercise = found[0].exercise
    axis.set_title(title)
    axis.set_xticks(range(len(yaws)), [f"{yaw:g}\n{_SHORT[view_of(exercise, yaw)]}" for yaw in yaws])
    axis.set_yticks(range(len(heights)), [f"{height:g} m" for height in heights])
    axis.grid(visible=False)
    axis.tick_params(length=0)


def _said(value: float) -> str:
    return "no" if math.isnan(value) else f"{value + 0.0:.1f}" if abs(value) < 9.95 else f"{value:.0f}"

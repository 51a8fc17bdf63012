"""The frontier as a picture: error over processor time."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from matplotlib.axes import Axes

from evaluation import style
from pareto.accuracy import Errors, Floats
from pareto.variants import Variant


class Measured(Protocol):
    """One variant with its cost and its errors."""

    @property
    def variant(self) -> Variant:
        """Which."""

    @property
    def cpu_ms(self) -> float:
        """Processor time a picture."""

    @property
    def errors(self) -> Errors:
        """Against the truth."""


LOOK = {
    "MediaPipe Tasks": (style.GREY, "D"),
    "ONNX Runtime": (style.BLUE, "o"),
    "OpenVINO": (style.RED, "s"),
}


def draw(points: Sequence[Measured], folder: Path) -> None:
    """Two panels: joints and angles, what is offered filled, what was only tried hollow."""
    # same numbers as another one: a point beside it tells nothing about the error
    shown = [p for p in points if not p.variant.like]
    figure, (joints, angles) = style.panels(2, 2, (5.2, 4.0), "Error over processor time, rendered clips")
    _panel(joints, shown, [p.errors.joints_pct for p in shown], "Joints off, middle, % of the torso")
    _panel(angles, shown, [p.errors.angles_deg for p in shown], "Angles off, middle, degrees")
    style.save(figure, folder, "frontier")


def _panel(axis: Axes, points: Sequence[Measured], errors: Sequence[Floats], title: str) -> None:
    axis.set_title(title)
    for point, sizes in zip(points, errors, strict=True):
        if not sizes.size:
            continue
        colour, mark = LOOK[point.variant.runtime]
        face = colour if point.variant.offered else "none"
        x, y = point.cpu_ms, float(np.median(sizes))
        axis.plot(x, y, mark, color=colour, markerfacecolor=face, label=point.variant.runtime)
        axis.annotate(_words(point.variant), (x, y), (5, 3), textcoords="offset points", fontsize=7)
    handles, labels = axis.get_legend_handles_labels()
    by_label = dict(zip(labels, handles, strict=True))
    axis.legend(list(by_label.values()), list(by_label))
    axis.set_xlabel("CPU ms a picture")
    axis.set_xlim(left=0)


def _words(variant: Variant) -> str:
    precision = variant.precision.replace(", last layer float32", "").replace(", heads float32", "")
    return f"{variant.model} {precision}"

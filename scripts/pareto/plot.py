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
    """Two panels: the usual error and the large ones; what is offered filled, what was only tried hollow."""
    # same numbers as another one: a point beside it tells nothing about the error
    shown = [p for p in points if not p.variant.like]
    figure, (joints, angles) = style.panels(2, 2, (6.0, 4.6), "Error over processor time, rendered clips")
    _panel(joints, shown, [p.errors.joints_pct for p in shown], 50, "Joints off, middle, % of the torso")
    _panel(angles, shown, [p.errors.angles_deg for p in shown], 95, "Angles off, 95th percentile, degrees")
    style.save(figure, folder, "frontier")


def _panel(
    axis: Axes, points: Sequence[Measured], errors: Sequence[Floats], percentile: float, title: str
) -> None:
    axis.set_title(title)
    for point, sizes in zip(points, errors, strict=True):
        if not sizes.size:
            continue
        colour, mark = LOOK[point.variant.runtime]
        face = colour if point.variant.offered else "none"
        x, y = point.cpu_ms, float(np.percentile(sizes, percentile))
        label = point.variant.runtime if point.variant.offered else ""
        axis.plot(x, y, mark, color=colour, markerfacecolor=face, label=label)
        axis.annotate(
            _words(point.variant), (x, y), _aside(point.variant), textcoords="offset points", fontsize=7
        )
    handles, labels = axis.get_legend_handles_labels()
    by_label = {label: h for label, h in zip(labels, handles, strict=True) if label}
    axis.legend(list(by_label.values()), list(by_label))
    axis.set_xlabel("CPU ms a picture")
    axis.set_xlim(left=0)
    axis.margins(x=0.15, y=0.12)


def _aside(variant: Variant) -> tuple[int, int]:
    """Where the words stand: precisions of one model lie close together."""
    if not variant.offered:
        return (-4, -20)
    return (7, -3) if variant.precision == "float32" else (-4, 8)


def _words(variant: Variant) -> str:
    precision = variant.precision.replace(", last layer float32", "").replace(", heads float32", "")
    precision = precision.replace(", every second picture", ", 1 of 2")
    precision = precision.replace(", still pictures passed over", ", no still ones")
    return f"{variant.model} {precision}"

"""The confusion matrix as a picture."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from evaluation import style
from recognition.outcome import Outcome, labels

Clips = NDArray[np.int64]


def draw(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Write ``recognition.png``: a row for what is done, a column for what was recognised."""
    names = labels(outcomes)
    side = 1.6 + 0.36 * len(names)
    figure, (axis,) = style.panels(1, 1, (side + 1.2, side), "What is done, and what was recognised")
    _matrix(axis, counts(outcomes, names), names)
    style.save(figure, folder, "recognition")


def counts(outcomes: Sequence[Outcome], names: Sequence[str]) -> Clips:
    """Clips by what is done (rows) and what was recognised (columns)."""
    found = np.zeros((len(names), len(names)), np.int64)
    for o in outcomes:
        found[names.index(o.true), names.index(o.found)] += 1
    return found


def _matrix(axis: Axes, found: Clips, names: Sequence[str]) -> None:
    shares = found / np.maximum(1, found.sum(1, keepdims=True))
    axis.imshow(shares, cmap="Blues", vmin=0.0, vmax=1.3)
    for (row, column), clips in np.ndenumerate(found):
        if clips:
            colour = "white" if shares[row, column] > 0.6 else style.RED if row != column else "black"
            axis.text(column, row, str(clips), ha="center", va="center", color=colour, fontsize=8)
    words = [name.replace("_", " ") for name in names]
    axis.set_xticks(range(len(names)), words, rotation=60, ha="right", rotation_mode="anchor")
    axis.set_yticks(range(len(names)), words)
    axis.set_xlabel("recognised")
    axis.set_ylabel("done")
    axis.grid(visible=False)

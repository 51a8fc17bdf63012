"""Where the person detector looks: one fixed grid of anchor points."""

import numpy as np

from formcheck.pose.pose import FloatArray

# The detector sees 224 x 224 pixels through grids of these strides, two anchors a cell each.
# Source: BlazePose detector, MediaPipe `pose_detection` graph (SSD anchors, fixed size, offset 0.5).
STRIDES_PX = (8, 16, 32, 32, 32)
INPUT_PX = 224
PER_CELL = 2


def detector_anchors() -> FloatArray:
    """Return the (2254, 2) anchor centres, x and y in 0..1 of the detector's input, in the model's order."""
    return np.concatenate([_grid(INPUT_PX // stride) for stride in STRIDES_PX])


def _grid(cells: int) -> FloatArray:
    """Centres of a square grid, row by row, each cell repeated for its anchors."""
    centres = (np.arange(cells, dtype=np.float32) + 0.5) / cells
    ys, xs = np.meshgrid(centres, centres, indexing="ij")
    return np.repeat(np.stack([xs.ravel(), ys.ravel()], axis=1), PER_CELL, axis=0)

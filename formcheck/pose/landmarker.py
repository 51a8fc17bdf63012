"""The landmark model: a square of the picture in, 33 landmarks and the next square out."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import COUNT
from formcheck.pose.network import Network, sigmoid
from formcheck.pose.pose import FloatArray
from formcheck.pose.region import Region

INPUT_PX = 256

# The model gives 39 points: the 33 landmarks, then the hip centre and the reach of the body (the next
# square), and four more that nobody uses.
_POINTS = 39
_VALUES = 5
_HIP, _REACH = COUNT, COUNT + 1

# Source: MediaPipe `pose_landmark` graph, heatmap refinement.
_WINDOW_CELLS = 7
_WINDOW = np.arange(_WINDOW_CELLS) - _WINDOW_CELLS // 2
_MIN_HEAT = 0.5


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What the model saw in one square.

    Attributes:
        score: 0..1, whether a person is in the square.
        xy_px: (33, 2) positions in the picture.
        world_m: (33, 3) metres about the hip centre, in the picture's axes.
        visibility: (33,) 0..1.
        next_region: the square in which to look in the next frame.
    """

    score: float
    xy_px: FloatArray
    world_m: FloatArray
    visibility: FloatArray
    next_region: Region


class Landmarker:
    """Runs the landmark model on a square of a picture.

    Args:
        network: (1, 256, 256, 3) in 0..1 to `landmarks` (1, 195), `score` (1, 1), `heatmap` (1, 64, 64, 39)
            and `world` (1, 117).
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        # one place for every picture's numbers: fresh memory costs more than filling it
        self._tensor = np.empty((1, INPUT_PX, INPUT_PX, 3), np.float32)

    def __call__(self, image_rgb: NDArray[np.uint8], region: Region) -> Landmarks:
        """Return what the model sees in the square; judge it by its score."""
        # Past the picture's edge the last pixels are repeated, as MediaPipe does.
        crop = region.crop(image_rgb, INPUT_PX, border=cv2.BORDER_REPLICATE)
        np.multiply(crop, np.float32(1 / 255), out=self._tensor[0])
        return assemble(self._network(self._tensor), region)


def assemble(outputs: dict[str, FloatArray], region: Region) -> Landmarks:
    """Decode the model's outputs into the picture's coordinates.

    Args:
        outputs: `landmarks` 39 x (x, y, z in input pixels, visibility and presence before the sigmoid),
            `score` 0..1, `heatmap` before the sigmoid, `world` 39 x (x, y, z) in metres.
        region: the square the model looked at.
    """
    values = outputs["landmarks"].reshape(_POINTS, _VALUES)
    xy_px = region.to_picture(refine(values[:, :2] / INPUT_PX, outputs["heatmap"][0]))
    return Landmarks(
        score=float(outputs["score"].item()),
        xy_px=xy_px[:COUNT],
        world_m=region.turn(outputs["world"].reshape(_POINTS, 3)[:COUNT]),
        visibility=sigmoid(values[:COUNT, 3]),
        next_region=Region.around_body(xy_px[_HIP], xy_px[_REACH]),
    )


def refine(xy: FloatArray, heat: FloatArray) -> FloatArray:
    """Move each point to the centre of its heat, where the heatmap is sure.

    Args:
        xy: (N, 2) points in 0..1.
        heat: (rows, columns, N) heatmap before the sigmoid.

    Returns:
        (N, 2) points in 0..1; those off the heatmap, or whose window nowhere reaches 0.5, as they were.
    """
    rows, columns = heat.shape[:2]
    size = np.array([columns, rows])
    # Truncation, not floor: a point just off the upper or left edge is in the first cell, as in MediaPipe.
    scaled = xy * size
    centre = np.where(np.abs(scaled) < 1e6, scaled, -9.0).astype(int)
    column, row = centre[:, :1] + _WINDOW, centre[:, 1:] + _WINDOW
    cells = heat[
        np.minimum(np.maximum(row, 0), rows - 1)[:, :, None],
        np.minimum(np.maximum(column, 0), columns - 1)[:, None, :],
        np.arange(len(xy))[:, None, None],
    ]
    inside = ((row >= 0) & (row < rows))[:, :, None] & ((column >= 0) & (column < columns))[:, None, :]
    weight = np.where(inside, sigmoid(cells), 0.0)
    sure = np.all((centre >= 0) & (centre < size), axis=1) & (weight.max(axis=(1, 2)) >= _MIN_HEAT)
    by_column, by_row = weight.sum(axis=1), weight.sum(axis=2)
    total = np.maximum(by_row.sum(axis=1), np.finfo(np.float32).tiny)
    heat_xy = np.stack([(by_column * column).sum(axis=1), (by_row * row).sum(axis=1)], axis=1)
    return np.where(sure[:, None], heat_xy / total[:, None] / size, xy)

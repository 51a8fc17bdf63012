"""The person detector: a whole picture in, people with their hip centre and reach out."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.anchors import INPUT_PX, detector_anchors
from formcheck.pose.network import Network, sigmoid
from formcheck.pose.pose import FloatArray
from formcheck.pose.region import Region

# Source of both: MediaPipe `pose_detection` graph.
MIN_SCORE = 0.5
MIN_OVERLAP = 0.5

# A row holds x, y, width, height of the box, then x, y of four points.
_BOX_VALUES = 4


@dataclass(frozen=True, slots=True)
class Detection:
    """One person found in a picture.

    Attributes:
        score: 0..1, the detector's confidence.
        box_px: (4, 2) corners of the box around the face and shoulders, in the picture.
        points_px: (4, 2) hip centre, reach of the whole body, shoulder centre, reach of the upper body.
    """

    score: float
    box_px: FloatArray
    points_px: FloatArray

    @property
    def region(self) -> Region:
        """The square around the whole body."""
        return Region.around_body(self.points_px[0], self.points_px[1])


class Detector:
    """Finds people in a picture, which may be turned first for people who lie down.

    Args:
        network: (1, 224, 224, 3) in -1..1 to `boxes` (1, 2254, 12) and `scores` (1, 2254, 1) as logits.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._anchors = detector_anchors()

    def __call__(self, image_rgb: NDArray[np.uint8], angle_rad: float = 0.0) -> list[Detection]:
        """Return the people seen, surest first, in pixels of the picture as it is given.

        Args:
            image_rgb: (height, width, 3) picture.
            angle_rad: the turn at which to look; a quarter turn finds those who lie on their side.
        """
        view = Region.whole((image_rgb.shape[1], image_rgb.shape[0]), angle_rad)
        crop = view.crop(image_rgb, INPUT_PX, border=cv2.BORDER_CONSTANT)
        tensor = np.multiply(crop, np.float32(1 / 127.5), dtype=np.float32)[None] - np.float32(1.0)
        outputs = self._network(tensor)
        rows, scores = decode(outputs["boxes"][0], outputs["scores"].ravel(), self._anchors)
        return [_in_picture(row, score, view) for row, score in weighted_nms(rows, scores)]


def decode(boxes: FloatArray, logits: FloatArray, anchors: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Turn raw model rows into boxes and points, for those above the score limit.

    Args:
        boxes: (N, 12) offsets from the anchors in input pixels: x, y, width, height, four points.
        logits: (N,) confidence before the sigmoid.
        anchors: (N, 2) centres in 0..1.

    Returns:
        (K, 12) left, upper, right, lower and four points in 0..1 of the input, and their (K,) scores.
    """
    scores = sigmoid(logits)
    kept = scores >= MIN_SCORE
    values = (boxes[kept] / INPUT_PX).reshape(-1, 6, 2)
    centre, half = values[:, 0] + anchors[kept], values[:, 1] / 2
    points = values[:, 2:] + anchors[kept][:, None]
    return np.concatenate([centre - half, centre + half, points.reshape(-1, 8)], axis=1), scores[kept]


def weighted_nms(rows: FloatArray, scores: FloatArray) -> list[tuple[FloatArray, float]]:
    """Merge rows that mean the same person into their mean, weighted by score.

    Args:
        rows: (K, M) rows whose first four values are left, upper, right, lower.
        scores: (K,) weights.

    Returns:
        Merged rows with the best score of each, surest first.
    """
    merged: list[tuple[FloatArray, float]] = []
    left = np.argsort(-scores, kind="stable")
    while left.size:
        same = overlap(rows[left], rows[left[0]]) > MIN_OVERLAP
        same[0] = True
        group = left[same]
        merged.append((np.average(rows[group], axis=0, weights=scores[group]), float(scores[left[0]])))
        left = left[~same]
    return merged


def overlap(rows: FloatArray, row: FloatArray) -> FloatArray:
    """Intersection over union of (K, 4+) boxes with one box; 0 where a box has no area."""
    low, high = np.maximum(rows[:, :2], row[:2]), np.minimum(rows[:, 2:4], row[2:4])
    common = np.prod(np.clip(high - low, 0.0, None), axis=1)
    total = _area(rows) + _area(row[None]) - common
    return np.asarray(np.divide(common, total, out=np.zeros_like(common), where=total > 0))


def _area(rows: FloatArray) -> FloatArray:
    return np.asarray(np.prod(rows[:, 2:4] - rows[:, :2], axis=1))


def _in_picture(row: FloatArray, score: float, view: Region) -> Detection:
    left, upper, right, lower = row[:_BOX_VALUES]
    corners = np.array([[left, upper], [right, upper], [right, lower], [left, lower]])
    return Detection(score, view.to_picture(corners), view.to_picture(row[_BOX_VALUES:].reshape(4, 2)))

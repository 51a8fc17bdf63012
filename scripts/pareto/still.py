"""Tried: where a picture shows nothing new of a person, the last landmarks stand for its own."""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose.blazepose import BlazePose
from formcheck.pose.pose import Pose
from formcheck.pose.region import Region

Picture = NDArray[np.uint8]

# The person's square is laid out in so many cells across, and the mean colour of each is compared: noise and
# compression move it by a few of 255, a limb that comes or goes in a tenth of a cell by more than this.
CELLS, CHANGED = 48, 8.0
# Dark clothes on a dark floor may move without a trace: nothing is taken for still for longer than this.
STILL_S = 0.2
# A person who goes this far from the middle of their cells, or changes size by as much, is laid out anew.
_LEFT = _RESIZED = 0.1
# From this size on every second row of a cell is enough.
_HALVED_PX = 4


@dataclass(frozen=True, slots=True)
class _Box:
    """A part of a picture in cells of whole pixels."""

    left: int
    upper: int
    columns: int
    rows: int
    cell_px: int

    @classmethod
    def around(cls, region: Region, image: Picture) -> "_Box":
        half_px, cell_px = region.side_px / 2, max(1, round(region.side_px / CELLS))
        left, upper = max(0, int(region.x_px - half_px)), max(0, int(region.y_px - half_px))
        right, lower = region.x_px + half_px, region.y_px + half_px
        width, height = min(image.shape[1], int(right)) - left, min(image.shape[0], int(lower)) - upper
        return cls(left, upper, width // cell_px, height // cell_px, cell_px)

    def suits(self, region: Region) -> bool:
        """Whether a person has neither left it nor grown or shrunk."""
        across_px, down_px = (n * self.cell_px for n in (self.columns, self.rows))
        off_px = abs(region.x_px - self.left - across_px / 2) + abs(region.y_px - self.upper - down_px / 2)
        cells = region.side_px / self.cell_px
        return off_px < _LEFT * region.side_px and abs(cells / CELLS - 1) < _RESIZED

    def small(self, image: Picture) -> Picture | None:
        """The mean colour of each cell; None where the box lies outside the picture."""
        if self.columns < 1 or self.rows < 1:
            return None
        step = 2 if self.cell_px >= _HALVED_PX else 1
        lower, right = self.upper + self.rows * self.cell_px, self.left + self.columns * self.cell_px
        part = image[self.upper : lower : step, self.left : right]
        size = (self.columns, self.rows)
        return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)


class Stillness:
    """Holds each picture against the last one that the model looked at."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Nobody is followed any more."""
        self._box: _Box | None = None
        self._looked: Picture | None = None
        self._now: Picture | None = None
        self._looked_s = -math.inf

    def is_still(self, t_s: float, image: Picture) -> bool:
        """Whether nothing has changed where the person is since the model looked."""
        self._now = self._box.small(image) if self._box else None
        if self._now is None or self._looked is None or t_s - self._looked_s > STILL_S:
            return False
        return cv2.norm(self._now, self._looked, cv2.NORM_INF) < CHANGED

    def looked(self, t_s: float, image: Picture, region: Region) -> None:
        """The model has looked at this picture, and the person is there."""
        if self._box is None or not self._box.suits(region):
            self._box = _Box.around(region, image)
            self._now = self._box.small(image)
        self._looked, self._looked_s = self._now, t_s


class Unmoved:
    """A `BlazePose` that is asked only where something has changed (an `Estimator`).

    Args:
        model: `lite`, `full` or `heavy`.
    """

    def __init__(self, model: str) -> None:
        self._blazepose, self._still = BlazePose(model), Stillness()
        self._pose: Pose | None = None

    def __call__(self, frame: Frame) -> Pose | None:
        """The landmarks, or the last ones with this moment's time."""
        if self._pose is not None and self._still.is_still(frame.t_s, frame.image_rgb):
            return replace(self._pose, t_s=frame.t_s)
        self._pose = self._blazepose(frame)
        if self._blazepose.region is None:
            self._still.forget()
        else:
            self._still.looked(frame.t_s, frame.image_rgb, self._blazepose.region)
        return self._pose

    def close(self) -> None:
        """Forget the person."""
        self._blazepose.close()
        self._still.forget()
        self._pose = None

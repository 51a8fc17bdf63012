"""A plain board, as of a door or a sofa's back, that slides before the person and away again."""

import numpy as np
from numpy.typing import NDArray

from evalset.reel import Reel, Stretch
from truth.kinematics import SIDE_SIGN, Array

Picture = NDArray[np.uint8]
# It slides this long each way, reaches this far (m) past the outermost joints, and has this colour and grain.
_SLIDE_S, _BEYOND_M = 0.25, 0.22
_COLOUR, _GRAIN = (122, 88, 58), 14.0


class Board:
    """Covers a stretch of a film.

    Args:
        reel: the film.
        stretch: when, and what of the person.
    """

    def __init__(self, reel: Reel, stretch: Stretch) -> None:
        self._stretch = stretch
        scene = reel.take(stretch.from_s).scene
        moments = [reel.moment(t_s) for t_s in np.linspace(stretch.from_s, stretch.to_s, 5)]
        points = [np.array(list(m.points.values())) for m in moments]
        px = scene.camera.project(np.concatenate(points))
        beyond_px = _BEYOND_M * float(np.ptp(px) / np.ptp(np.concatenate(points), axis=0).max())
        self._low, self._high = px.min(0) - beyond_px, px.max(0) + beyond_px
        if stretch.part == "lower":
            hips, feet = (
                scene.camera.project([m.points[f"{side}_{joint}"] for m in moments for side in SIDE_SIGN])
                for joint in ("hip", "ankle")
            )
            self._leave_out_trunk(hips.mean(0), feet.mean(0))

    def _leave_out_trunk(self, hips: Array, feet: Array) -> None:
        """Only what is on the feet's side of the hips, along the body in the picture."""
        axis = int(np.argmax(np.abs(feet - hips)))
        edge = self._low if feet[axis] > hips[axis] else self._high
        edge[axis] = hips[axis]

    def lay(self, picture: Picture, t_s: float) -> Picture:
        """The picture (height, width, 3) with the board where it is at ``t_s``."""
        away = max(self._stretch.from_s - t_s, t_s - self._stretch.to_s, 0.0) / _SLIDE_S
        if away >= 1.0:
            return picture
        width = picture.shape[1]
        # from the right, and back there
        left = round(float(self._low[0] + away * (width - self._low[0])))
        right = round(float(self._high[0] - self._low[0])) + left
        x = slice(max(left, 0), min(max(right, 0), width))
        y = slice(max(round(float(self._low[1])), 0), max(round(float(self._high[1])), 0))
        covered = picture.copy()
        grain = _GRAIN * np.sin(np.arange(width)[x] / 9.0)[None, :, None]
        covered[y, x] = np.clip(np.array(_COLOUR) + grain, 0, 255).astype(np.uint8)
        return covered

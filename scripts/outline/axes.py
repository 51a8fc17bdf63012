"""The trunk's own axes in the picture, in which outline and motion are measured."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Landmark as L

Floats = NDArray[np.floating]


class Axes(NamedTuple):
    """Where the trunk lies in the picture.

    Attributes:
        origin_px: (2,) between the hips.
        along, across: (2,) unit vectors, towards the head, and at right angles to it on the side that is up
            in the picture.
        unit_px: the length of the trunk.
    """

    origin_px: Floats
    along: Floats
    across: Floats
    unit_px: float

    def at_px(self, along: Floats, across: Floats) -> Floats:
        """Places in the picture (..., 2) of places in trunk lengths (...)."""
        steps = along[..., None] * self.along + across[..., None] * self.across
        return np.asarray(self.origin_px + self.unit_px * steps)

    def parts(self, vectors_px: Floats) -> Floats:
        """Vectors (..., 2) along and across the trunk, in trunk lengths."""
        return np.asarray(vectors_px @ np.stack([self.along, self.across], axis=1) / self.unit_px)


def axes_of(xy_px: Floats, unit_px: float) -> Axes:
    """The axes of one moment's landmarks (33, 2); NaN where there are none."""
    hips, shoulders = middle_px(xy_px, "HIP"), middle_px(xy_px, "SHOULDER")
    along = (shoulders - hips) / (np.hypot(*(shoulders - hips)) or np.nan)
    across = np.array([along[1], -along[0]])
    return Axes(hips, along, across if across[1] < 0 else -across, unit_px)


def middle_px(xy_px: Floats, joint: str) -> Floats:
    """Half-way between a left joint and its right one."""
    return np.asarray((xy_px[..., L[f"LEFT_{joint}"], :] + xy_px[..., L[f"RIGHT_{joint}"], :]) / 2.0)


def trunk_px(xy_px: Floats) -> float:
    """Mean length of the trunk (frames, 33, 2) in pixels; NaN where it is never seen."""
    trunk = middle_px(xy_px, "SHOULDER") - middle_px(xy_px, "HIP")
    length = np.hypot(trunk[:, 0], trunk[:, 1])
    return float(np.mean(length[np.isfinite(length)])) if np.isfinite(length).any() else float("nan")

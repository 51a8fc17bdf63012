"""How much somebody sways, from the way the middle of the hips goes in the picture.

Centimetres of sway from one camera have no validation. So it is told in parts of the standing height, to be
held against the same person's own, filmed from the same place.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# People sway below 1 Hz; what is quicker is the pose model's trembling, which would lengthen any path with
# every frame. The way is smoothed over this time and measured at this rate, whatever the camera's.
SMOOTH_S, RATE_HZ = 0.2, 10.0
# Less than this says nothing about somebody's sway.
LEAST_S = 2.0
# 95 % of the points of a normal cloud lie within this many variances (chi-squared, two dimensions).
CHI2_95 = 5.991


@dataclass(frozen=True, slots=True)
class Sway:
    """Sway in one stance, in percent of the standing height.

    Attributes:
        seconds: for how long it was measured.
        path_pct: length of the way that the middle of the hips went.
        path_pct_per_s: the same a second, to compare stances of different length.
        ellipse_pct2: area of the ellipse that holds 95 % of its places.
        across_pct, up_pct: standard deviation to the sides, and up and down.
    """

    seconds: float
    path_pct: float
    path_pct_per_s: float
    ellipse_pct2: float
    across_pct: float
    up_pct: float


def sway(t_s: Floats, x: Floats, y: Floats, height: float) -> Sway | None:
    """Measure the sway of one stance.

    Args:
        t_s: (n,) seconds, rising.
        x: (n,) place of the middle of the hips across, in any unit; NaN where not seen.
        y: (n,) the same up or down.
        height: standing height in the same unit.

    Returns:
        The sway; None when less than two seconds of it were seen, or the height is not known.
    """
    seen = np.isfinite(x) & np.isfinite(y)
    if not height > 0 or seen.sum() < 2:
        return None
    t_s, x, y = t_s[seen], x[seen], y[seen]
    seconds = float(t_s[-1] - t_s[0])
    if seconds < LEAST_S:
        return None
    grid_s = np.arange(t_s[0], t_s[-1] + 1e-9, 1.0 / RATE_HZ)
    way = 100.0 / height * np.stack([_smoothed(t_s, v, grid_s) for v in (x, y)], 1)
    path = float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())
    spread = np.cov(way.T)
    area = math.pi * CHI2_95 * math.sqrt(max(0.0, float(np.linalg.det(spread))))
    across, up = (math.sqrt(float(v)) for v in np.diag(spread))
    return Sway(seconds, path, path / float(grid_s[-1] - grid_s[0]), area, across, up)


def _smoothed(t_s: Floats, value: Floats, grid_s: Floats) -> Floats:
    """Mean of the values about each moment of the grid, weighted by a bell curve in time."""
    weight = np.exp(-0.5 * ((grid_s[:, None] - t_s[None, :]) / SMOOTH_S) ** 2)
    return np.asarray((weight @ value) / weight.sum(1), np.float64)

"""How large the person appears: pixels per metre."""

import numpy as np

from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose

# Where a backend gives no metres, the trunk serves as the measure: shoulder to hip height of an adult.
TRUNK_M = 0.5
_MAIN = np.array(
    [
        *(L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP),
        *(L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE),
    ]
)


def px_per_m(pose: Pose) -> float:
    """Pixels per model metre: the scaled orthographic fit of the main joints; NaN where too few are seen.

    It follows the person's distance whatever the posture, which a single limb, foreshortened as it moves,
    does not.
    """
    global _last
    # three parts of the chain ask for the same pose, one after the other
    known, scale = _last
    if known is not pose:
        scale = _fitted(pose)
        _last = pose, scale
    return scale


_last: tuple[Pose | None, float] = None, float("nan")


def _fitted(pose: Pose) -> float:
    flat, world = pose.xy_px[_MAIN].astype(np.float64), pose.world_m[_MAIN, :2].astype(np.float64)
    seen = ~np.isnan(flat[:, 0]) & ~np.isnan(world[:, 0])
    number = int(np.count_nonzero(seen))
    if number < 4:
        return _trunk_scale(pose)
    if number < len(seen):
        flat, world = flat[seen], world[seen]
    flat, world = flat - flat.sum(0) / number, world - world.sum(0) / number
    spread = float((world * world).sum())
    return float((flat * world).sum()) / spread if spread > 0 else float("nan")


def _trunk_scale(pose: Pose) -> float:
    hips, shoulders = [L.LEFT_HIP, L.RIGHT_HIP], [L.LEFT_SHOULDER, L.RIGHT_SHOULDER]
    return float(np.linalg.norm(pose.xy_px[shoulders].mean(0) - pose.xy_px[hips].mean(0))) / TRUNK_M

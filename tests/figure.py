"""Stick figures in pixels, with the trunk's axes in the pose model's metres."""

from collections.abc import Mapping

import numpy as np

from formcheck.motion.view import BodyAxes
from formcheck.pose.landmarks import COUNT, MIRROR, Landmark
from formcheck.pose.pose import Pose

Points = Mapping[str, tuple[float, float]]
SIZE_PX = (200, 200)

# Standing in the middle of the picture, seen from the front: the person's left is to the right.
STANDING: Points = {
    "nose": (100.0, 30.0),
    "left_ear": (104.0, 30.0),
    "right_ear": (96.0, 30.0),
    "left_shoulder": (114.0, 50.0),
    "right_shoulder": (86.0, 50.0),
    "left_wrist": (116.0, 100.0),
    "right_wrist": (84.0, 100.0),
    "left_hip": (110.0, 100.0),
    "right_hip": (90.0, 100.0),
    "left_knee": (110.0, 140.0),
    "right_knee": (90.0, 140.0),
    "left_ankle": (110.0, 180.0),
    "right_ankle": (90.0, 180.0),
    "left_heel": (110.0, 184.0),
    "right_heel": (90.0, 184.0),
    "left_foot_index": (112.0, 190.0),
    "right_foot_index": (88.0, 190.0),
}


def axes(up: tuple[float, float, float], front: tuple[float, float, float]) -> BodyAxes:
    """Axes in camera coordinates: x right, y down, z away."""
    up_, front_ = np.array(up, np.float64), np.array(front, np.float64)
    return BodyAxes(np.cross(up_, front_), up_, front_)


def both(name: str, at: tuple[float, float]) -> dict[str, tuple[float, float]]:
    """The left and the right joint on one spot, as from the side."""
    return {f"left_{name}": at, f"right_{name}": at}


def pose(points: Points, trunk: BodyAxes | None = None, t_s: float = 0.0) -> Pose:
    """A pose of these landmarks; the others are NaN, and so are the metres where no axes are given."""
    xy_px, world_m = np.full((COUNT, 2), np.nan), np.full((COUNT, 3), np.nan)
    for name, at in points.items():
        xy_px[Landmark[name.upper()]] = at
    if trunk is not None:
        for side, sign in (("LEFT", 1.0), ("RIGHT", -1.0)):
            world_m[Landmark[f"{side}_HIP"]] = 0.1 * sign * trunk.left
            world_m[Landmark[f"{side}_SHOULDER"]] = 0.5 * trunk.up + 0.14 * sign * trunk.left
    return Pose(t_s, xy_px, world_m, np.ones(COUNT), SIZE_PX)


def mirrored(p: Pose) -> Pose:
    """The pose of the person's mirror image."""
    xy_px, world_m = p.xy_px[list(MIRROR)], p.world_m[list(MIRROR)]
    return Pose(p.t_s, xy_px * [-1, 1] + [SIZE_PX[0], 0], world_m * [-1, 1, 1], p.visibility, p.size_px)

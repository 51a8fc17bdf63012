"""What a pose model without error would see: the exact joints, in the picture and in space.

Whatever the product still gets wrong on these is not the pose model's doing.
"""

import zlib

import numpy as np

from evalset.reel import Reel
from formcheck.loop import Sighting
from formcheck.pose.landmarks import COUNT, Landmark
from formcheck.pose.pose import Pose
from truth.camera import look_at

# Two identical frames never come out of a camera.
_NOISE_PX = 0.4


def perfect(reel: Reel) -> list[Sighting]:
    """Every frame of a clip as seen without error, but for a little noise."""
    rng = np.random.default_rng(zlib.crc32(reel.scene.case.name.encode()))
    return [_sighting(t_s, reel, rng) for t_s in reel.times_s()]


def _sighting(t_s: float, reel: Reel, rng: np.random.Generator) -> Sighting:
    scene, moment = reel.take(t_s).scene, reel.moment(t_s)
    camera, size_px = scene.camera, scene.case.place.size_px
    names = [name for name in moment.points if name.upper() in Landmark.__members__]
    rows = [int(Landmark[name.upper()]) for name in names]
    points = np.array([moment.points[name] for name in names])
    xy_px, world_m = np.full((COUNT, 2), np.nan), np.full((COUNT, 3), np.nan)
    xy_px[rows] = camera.project(points) + rng.normal(0, _NOISE_PX, (len(rows), 2))
    # the renderer's camera looks along -z with y up; the product's axes are x right, y down, z away
    seen = (np.c_[points, np.ones(len(points))] @ look_at(camera.eye_m, camera.at_m).T)[:, :3] * [1, -1, -1]
    hips = [names.index(f"{side}_hip") for side in ("left", "right")]
    world_m[rows] = seen - seen[hips].mean(0)
    pose = Pose(t_s, xy_px, world_m, np.ones(COUNT), size_px)
    return Sighting(t_s, pose, size_px)

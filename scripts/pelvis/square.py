"""The square about the hips of somebody on the floor, found by the pose model's own landmarks."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import FloatArray, Pose
from formcheck.pose.region import Region
from formcheck.pose.scale import px_per_m

# Waist to mid-thigh of an adult, in the pose model's metres: a body is then as large as the pose model is
# used to see it in its own square.
INPUT_PX, SIDE_M = 96, 0.9
# A large picture is cut out larger first: skipping pixels would make other edges than in training.
_MOST_STEPS = 6
_MARKS = [
    *(L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP),
    *(L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE),
]
MARKS = 5 * len(_MARKS)


def around_hips(pose: Pose, side_m: float = SIDE_M) -> Region | None:
    """The square about the hips in which the trunk points up; None where the landmarks do not give one."""
    xy = pose.xy_px.astype(np.float64)
    hips, shoulders = (
        (xy[L[f"LEFT_{joint}"]] + xy[L[f"RIGHT_{joint}"]]) / 2 for joint in ("HIP", "SHOULDER")
    )
    dx, dy = (float(v) for v in shoulders - hips)
    # an orthographic fit of all joints: the trunk alone may point at the camera
    region = Region(float(hips[0]), float(hips[1]), side_m * px_per_m(pose), math.atan2(dx, -dy))
    return region if region.usable else None


def cut_out(image_rgb: NDArray[np.uint8], region: Region, size_px: int = INPUT_PX) -> NDArray[np.uint8]:
    """The square as (size_px, size_px, 3), without skipping pixels of a large picture."""
    steps = min(max(1, math.ceil(region.side_px / size_px)), _MOST_STEPS)
    large = region.crop(image_rgb, steps * size_px, border=cv2.BORDER_REPLICATE)
    small = cv2.resize(large, (size_px, size_px), interpolation=cv2.INTER_AREA) if steps > 1 else large
    return np.asarray(small, np.uint8)


def marks_of(pose: Pose, region: Region) -> FloatArray:
    """Shoulders, hips, knees and ankles as the square sees them.

    Returns:
        (40,) float32: x, y in sides about the square's middle, then x, y, z in metres about the hips.
    """
    flat = region.from_picture(pose.xy_px[_MARKS].astype(np.float64)) - 0.5
    back = Region(0.0, 0.0, 1.0, -region.angle_rad)
    deep = back.turn(pose.world_m[_MARKS].astype(np.float64))
    return np.concatenate([flat.ravel(), deep.ravel()]).astype(np.float32)

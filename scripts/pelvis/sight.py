"""The axes in which a direction is told: those of an eye turned straight to what it looks at."""

import math

import numpy as np

from truth.camera import Camera, look_at
from truth.kinematics import Array, unit


def sight_axes(camera: Camera, at_m: Array) -> Array:
    """Rows: right, down and away (in the world) of an eye turned straight to a point.

    What is seen of something off the picture's middle depends on the line of sight, not on the lens.
    """
    view = look_at(camera.eye_m, camera.at_m)[:3, :3] * [[1], [-1], [-1]]
    ray = view @ unit(at_m - camera.eye_m)
    pitch_rad, yaw_rad = -math.asin(float(ray[1])), math.atan2(float(ray[0]), float(ray[2]))
    cp, sp, cy, sy = math.cos(pitch_rad), math.sin(pitch_rad), math.cos(yaw_rad), math.sin(yaw_rad)
    away = np.array([sy * cp, -sp, cy * cp])
    right = np.array([cy, 0.0, -sy])
    return np.asarray(np.array([right, np.cross(away, right), away]) @ view)

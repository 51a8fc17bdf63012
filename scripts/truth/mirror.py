"""A flat standing mirror: where it is, and the matrices that draw what it shows."""

from dataclasses import dataclass

import numpy as np

from truth.camera import Camera
from truth.kinematics import Array, Z, about, unit


@dataclass(frozen=True, kw_only=True)
class Mirror:
    """An upright rectangle that reflects the room.

    Args:
        centre_m: its middle.
        facing: horizontal direction that its shiny side looks.
        width_m: its width.
        height_m: its height.
    """

    centre_m: tuple[float, float, float]
    facing: tuple[float, float, float]
    width_m: float = 1.5
    height_m: float = 1.9

    @property
    def plane(self) -> Array:
        """The plane (4): its dot product with (x, y, z, 1) is the distance (m) in front of the mirror."""
        normal = unit(np.array(self.facing))
        return np.asarray(np.r_[normal, -normal @ np.array(self.centre_m)])

    @property
    def reflection(self) -> Array:
        """4x4 matrix from the world to its mirror image."""
        matrix = np.eye(4)
        return np.asarray(matrix - 2 * np.outer(np.r_[self.plane[:3], 0.0], self.plane))

    def corners_m(self, grow_m: float = 0.0) -> Array:
        """The four corners (4, 3) in order, moved outwards by ``grow_m``."""
        across = np.cross(Z, self.plane[:3]) * (self.width_m / 2 + grow_m)
        up = Z * (self.height_m / 2 + grow_m)
        return np.asarray(
            np.array(self.centre_m) + np.array([across + up, across - up, -across - up, -across + up])
        )

    def seen_from(self, eye_m: Array) -> bool:
        """Whether the eye is in front of the mirror."""
        return bool(self.plane @ np.r_[eye_m, 1.0] > 0)


def mirror_behind(camera: Camera, gap_m: float = 1.3, turn_deg: float = 18.0, aside_m: float = 0.5) -> Mirror:
    """A mirror behind the person, turned so that the image appears beside them.

    Args:
        camera: the camera, which looks at the person.
        gap_m: how far behind the point the camera looks at.
        turn_deg: turn about the vertical; straight on, the person would hide their own image.
        aside_m: how far to the right of the person.
    """
    away = unit((camera.at_m - camera.eye_m) * [1, 1, 0])
    right = np.cross(away, Z)
    mirror = Mirror(centre_m=(0, 0, 0), facing=_triple(about(Z, -turn_deg) @ -away))
    foot = camera.at_m * [1, 1, 0] + gap_m * away + aside_m * right
    return Mirror(centre_m=_triple(foot + Z * (mirror.height_m / 2 + 0.05)), facing=mirror.facing)


def _triple(v: Array) -> tuple[float, float, float]:
    x, y, z = v
    return float(x), float(y), float(z)

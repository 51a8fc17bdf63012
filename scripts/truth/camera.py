"""A pinhole camera that stands still, and the matrices the renderer shares with the truth."""

import numpy as np
from numpy.typing import ArrayLike

from truth.kinematics import Array, Z


def perspective(fovy_deg: float, aspect: float, near_m: float = 0.05, far_m: float = 30.0) -> Array:
    """4x4 projection with a vertical field of view of ``fovy_deg``."""
    scale = 1 / np.tan(np.radians(fovy_deg) / 2)
    m = np.zeros((4, 4))
    m[0, 0], m[1, 1] = scale / aspect, scale
    m[2, 2] = (far_m + near_m) / (near_m - far_m)
    m[2, 3] = 2 * far_m * near_m / (near_m - far_m)
    m[3, 2] = -1
    return m


def look_at(eye_m: ArrayLike, at_m: ArrayLike, up: ArrayLike = Z) -> Array:
    """4x4 view matrix of an eye that looks at a point."""
    eye, at = np.asarray(eye_m, float), np.asarray(at_m, float)
    forward = (at - eye) / np.linalg.norm(at - eye)
    right = np.cross(forward, np.asarray(up, float))
    right /= np.linalg.norm(right)
    m = np.eye(4)
    m[:3, :3] = right, np.cross(right, forward), -forward
    m[:3, 3] = -m[:3, :3] @ eye
    return m


def orthographic(radius_m: float, near_m: float, far_m: float) -> Array:
    """4x4 parallel projection of a square of half-width ``radius_m``."""
    m = np.diag([1 / radius_m, 1 / radius_m, -2 / (far_m - near_m), 1.0])
    m[2, 3] = -(far_m + near_m) / (far_m - near_m)
    return m


class Camera:
    """A camera in the room.

    Args:
        eye_m: its position.
        at_m: the point in the middle of the picture.
        fovy_deg: vertical field of view.
        size_px: width and height of the picture.
    """

    def __init__(
        self, eye_m: tuple[float, ...], at_m: tuple[float, ...], fovy_deg: float, size_px: tuple[int, int]
    ) -> None:
        self.eye_m, self.at_m = np.array(eye_m, float), np.array(at_m, float)
        self.fovy_deg, self.size_px = fovy_deg, size_px
        self.matrix = perspective(fovy_deg, size_px[0] / size_px[1]) @ look_at(eye_m, at_m)

    def project(self, points_m: ArrayLike) -> Array:
        """Pixels (N, 2), origin top left, of world points (N, 3) in metres."""
        points = np.atleast_2d(np.asarray(points_m, float))
        clip = np.c_[points, np.ones(len(points))] @ self.matrix.T
        ndc = clip[:, :2] / clip[:, 3:]
        return np.asarray((ndc * [1, -1] + 1) / 2 * self.size_px)

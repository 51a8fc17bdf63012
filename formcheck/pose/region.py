"""The turned square a model looks through, and the way from picture to square and back."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.pose import FloatArray

# The square is this much larger than the body's circle, as in training (MediaPipe `pose_landmark` graph).
BODY_MARGIN = 1.25
# Between pixels the neighbours count, and beyond the picture its last row.
_EDGE_PX = 2


@dataclass(frozen=True, slots=True)
class Region:
    """A square in the picture, turned about its centre.

    Attributes:
        x_px: centre from the left edge.
        y_px: centre from the upper edge.
        side_px: length of a side.
        angle_rad: turn, clockwise on screen; 0 = upright. A person whose head points along the turned
            "up" stands upright inside the square.
    """

    x_px: float
    y_px: float
    side_px: float
    angle_rad: float = 0.0

    @classmethod
    def around_body(cls, hip_xy_px: FloatArray, reach_xy_px: FloatArray) -> "Region":
        """Build the region of a body from two points.

        Args:
            hip_xy_px: (2,) the middle of the hips, which becomes the centre.
            reach_xy_px: (2,) a point as far off as the body reaches, in the direction of the head.
        """
        dx, dy = (float(v) for v in reach_xy_px - hip_xy_px)
        side_px = 2.0 * math.hypot(dx, dy) * BODY_MARGIN
        return cls(
            float(hip_xy_px[0]), float(hip_xy_px[1]), side_px, wrap_rad(math.pi / 2 - math.atan2(-dy, dx))
        )

    @classmethod
    def whole(cls, size_px: tuple[int, int], angle_rad: float = 0.0) -> "Region":
        """The square that holds a picture of this width and height, centred on it."""
        width, height = size_px
        return cls(width / 2, height / 2, float(max(width, height)), angle_rad)

    @property
    def usable(self) -> bool:
        """Whether the square is finite and at least two pixels wide."""
        finite = all(math.isfinite(v) for v in (self.x_px, self.y_px, self.side_px, self.angle_rad))
        return finite and self.side_px >= 2.0

    def to_picture(self, points: FloatArray) -> FloatArray:
        """Map (N, 2) points in 0..1 of the square to pixels of the picture."""
        x, y = self._axes()
        centred = (points - 0.5) * self.side_px
        return np.asarray(centred[:, :1] * x + centred[:, 1:] * y + (self.x_px, self.y_px))

    def from_picture(self, xy_px: FloatArray) -> FloatArray:
        """Map (N, 2) pixels of the picture to 0..1 of the square: the inverse of `to_picture`."""
        x, y = self._axes()
        centred = (xy_px - (self.x_px, self.y_px)) / self.side_px
        return np.stack([centred @ x, centred @ y], axis=1) + 0.5

    def turn(self, vectors: FloatArray) -> FloatArray:
        """Turn the x, y of (N, 3) vectors from the square's axes to the picture's; z stays."""
        x, y = self._axes()
        return np.concatenate([vectors[:, :1] * x + vectors[:, 1:2] * y, vectors[:, 2:]], axis=1)

    def crop(self, image_rgb: NDArray[np.uint8], size_px: int, *, border: int) -> NDArray[np.uint8]:
        """Cut the square out of a picture, bilinear, to (size_px, size_px, 3).

        Corners map to corners (0 to 0, side to size), without the half-pixel shift of an image resize:
        MediaPipe feeds the models so, and half a pixel is a percent of a torso.

        Args:
            image_rgb: (height, width, 3) picture.
            size_px: side of the result.
            border: OpenCV border mode for what lies outside the picture.
        """
        half, step = self.side_px / 2, self.side_px / size_px
        cos, sin = math.cos(self.angle_rad), math.sin(self.angle_rad)
        part, left, upper = self._around(image_rgb)
        # from a pixel of the result to the picture, which is the way OpenCV goes anyway
        across = (step * cos, -step * sin, self.x_px - left - half * cos + half * sin)
        down = (step * sin, step * cos, self.y_px - upper - half * sin - half * cos)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        size = (size_px, size_px)
        # four channels fit the processor's registers: the same numbers in half the time
        padded = cv2.cvtColor(part, cv2.COLOR_RGB2RGBA)
        crop = cv2.warpAffine(padded, np.array([across, down]), size, flags=flags, borderMode=border)
        return np.asarray(cv2.cvtColor(crop, cv2.COLOR_RGBA2RGB), np.uint8)

    def _around(self, image_rgb: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int, int]:
        """The part of a picture that holds the square, and where it begins; whole when nothing is inside."""
        height, width = image_rgb.shape[:2]
        reach = self.side_px / 2 * (abs(math.cos(self.angle_rad)) + abs(math.sin(self.angle_rad))) + _EDGE_PX
        left, right = max(0, int(self.x_px - reach)), min(width, int(self.x_px + reach) + 1)
        upper, lower = max(0, int(self.y_px - reach)), min(height, int(self.y_px + reach) + 1)
        if left >= right or upper >= lower:
            return image_rgb, 0, 0
        return image_rgb[upper:lower, left:right], left, upper

    def _axes(self) -> tuple[FloatArray, FloatArray]:
        """Unit vectors of the square's x and y in the picture."""
        cos, sin = math.cos(self.angle_rad), math.sin(self.angle_rad)
        return np.array([cos, sin]), np.array([-sin, cos])


def wrap_rad(angle_rad: float) -> float:
    """Bring an angle into -pi..pi."""
    return angle_rad - 2 * math.pi * math.floor((angle_rad + math.pi) / (2 * math.pi))

"""A person's landmarks in one picture, and what every pose backend promises."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose.landmarks import COUNT

FloatArray = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Pose:
    """The 33 canonical landmarks of one person at one moment.

    Attributes:
        t_s: seconds, the time of the frame it was seen in.
        xy_px: (33, 2) position in the upright picture, x right, y down; NaN where not seen. A landmark
            guessed outside the picture keeps its coordinates: the repair stage judges it.
        world_m: (33, 3) metres about the hip centre, axes of the camera: x right, y down, z away; NaN where
            the backend has none.
        visibility: (33,) the backend's own 0..1 claim, never trusted alone.
        size_px: width and height of the picture.
    """

    t_s: float
    xy_px: FloatArray
    world_m: FloatArray
    visibility: FloatArray
    size_px: tuple[int, int]

    def __post_init__(self) -> None:
        for name, shape in (("xy_px", (COUNT, 2)), ("world_m", (COUNT, 3)), ("visibility", (COUNT,))):
            actual = getattr(self, name).shape
            if actual != shape:
                raise ValueError(f"Pose.{name} must have shape {shape}, not {actual}")


class Estimator(Protocol):
    """A pose backend: one person per frame, in the order the frames were taken."""

    def __call__(self, frame: Frame) -> Pose | None:
        """Return the followed person's landmarks, or None when nobody is seen."""
        ...

    def close(self) -> None:
        """Release the backend's resources; the estimator is not used afterwards."""
        ...

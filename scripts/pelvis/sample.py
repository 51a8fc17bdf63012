"""One picture of somebody's hips with the truth about them, as the training keeps it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.pose import FloatArray
from pelvis.square import INPUT_PX

# Kept larger than the model sees, so that training can move and turn the square.
MARGIN = 1.25
KEPT_PX = round(INPUT_PX * MARGIN)
# Pictures of a set.
FRAMES = 6


class Sample(NamedTuple):
    """One picture's hips and the truth about them.

    Attributes:
        crop: (KEPT_PX, KEPT_PX, 3).
        marks: (40,) as ``pelvis.square.marks_of``.
        truth: (3, 3) unit vectors in the square's axes (x right, y down, z along the line of sight): the
            pelvis' own left, its up, the chest's left.
        where: the set's number, the frame, the camera's height (m).
        kind: the movement.
    """

    crop: NDArray[np.uint8]
    marks: FloatArray
    truth: FloatArray
    where: tuple[float, float, float]
    kind: str

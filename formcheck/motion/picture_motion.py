"""The main motion of a part of the picture: for what no pose shows, such as toes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import ExerciseError
from formcheck.motion.main_motion import MainMotion
from formcheck.motion.signals_picture import PICTURE_MOTION, PICTURE_WAY
from formcheck.video.region import MIDDLE, Region

# The least movement that counts, in shares of the region, all its cells together: synthetic films of a towel
# that lies still stay below it, one pulled by a tenth of the region moves four times as far.
LEAST_SHARES = 0.08


class PictureMotion:
    """Follows a region of a film.

    Args:
        region: which part of the picture; the middle half unless given.
    """

    def __init__(self, region: Region | None = None) -> None:
        # only who watches a picture needs what reads it
        from formcheck.video.flow import Flow

        self._flow = Flow(region or MIDDLE)
        self._motion = MainMotion()

    def step(self, t_s: float, image_rgb: NDArray[np.uint8] | None) -> Mapping[str, float]:
        """Take one picture; return its signals by name.

        Raises:
            ExerciseError: there is no picture.
        """
        if image_rgb is None:
            raise ExerciseError(
                "this exercise is counted in the picture",
                cause="Recorded landmarks have none",
                mend="Give the clip they were recorded from",
            )
        ratio = self._motion.step(t_s, self._flow.step(t_s, image_rgb), LEAST_SHARES)
        return {PICTURE_MOTION: ratio, PICTURE_WAY: self._motion.far}

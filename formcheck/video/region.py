"""A part of the picture, in shares of it, so that it means the same in every size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import VideoError

LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the picture.

    Attributes:
        x, y: its left upper corner, in shares of the picture's width and height.
        width, height: in the same shares.

    Raises:
        VideoError: it does not lie in the picture, or holds next to nothing of it.
    """

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        inside = min(self.x, self.y) >= 0.0 and max(self.x + self.width, self.y + self.height) <= 1.0 + 1e-9
        if not inside or min(self.width, self.height) < LEAST_SHARE:
            raise VideoError(
                f"the region {self.x:g},{self.y:g},{self.width:g},{self.height:g} is no part of the picture",
                cause="x, y, width and height are shares of it, from 0 to 1",
                mend="Try --region 0.25,0.25,0.5,0.5",
            )

    @classmethod
    def parse(cls, words: str) -> "Region":
        """Read ``x,y,w,h``.

        Raises:
            VideoError: it is not four numbers, or they make no region.
        """
        try:
            x, y, width, height = (float(word) for word in words.split(","))
        except ValueError as error:
            raise VideoError(
                f"the region {words!r} is not four numbers", mend="Try --region 0.25,0.25,0.5,0.5"
            ) from error
        return cls(x, y, width, height)

    def cut(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """This part of a picture (height, width, ...), a view of it."""
        high, wide = image.shape[:2]
        top, left = round(self.y * high), round(self.x * wide)
        return image[top : top + round(self.height * high), left : left + round(self.width * wide)]


MIDDLE = Region(0.25, 0.25, 0.5, 0.5)

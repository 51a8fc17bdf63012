"""What a file of landmarks may claim: checked before anything is measured with it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

# A day at 120 pictures a second; what claims more is no recording, or would fill the memory.
MOST_FRAMES, MOST_S = 24 * 60 * 60 * 120, 1e10


def check_number(frames: int) -> None:
    """Refuse a number of frames that no recording has.

    Raises:
        ValueError: it is one.
    """
    if not 0 <= frames <= MOST_FRAMES:
        raise ValueError(f"it tells of {frames} frames, at most {MOST_FRAMES} are read")


def check_times(times: Iterator[NDArray[Any]]) -> None:
    """Refuse times that go back or stand still: whoever measures divides by their steps.

    Raises:
        ValueError: they do, or are none.
    """
    last_s = -1.0
    for time_s in map(float, times):
        # written so that NaN is refused, too
        if not (last_s < time_s and 0 <= time_s <= MOST_S):
            raise ValueError(f"its times must grow from 0 on, but {time_s:g} s follows {last_s:g} s")
        last_s = time_s


def expect(
    name: str, found: tuple[tuple[int, ...], np.dtype[Any]], shape: tuple[int, ...], dtype: str
) -> None:
    """Refuse an array of another shape or type than expected.

    Raises:
        ValueError: it is one.
    """
    right_type = found[1].kind == "f" if dtype == "float" else found[1] == np.dtype(dtype)
    if found[0] != shape or not right_type:
        raise ValueError(f"{name} is {found[1]} {found[0]}, expected {dtype} {shape}")

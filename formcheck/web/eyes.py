"""Pose for live pictures: decoded and estimated beside the event loop, one estimator a coaching."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

from formcheck.frame import Frame
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.pose import Estimator, Pose
from formcheck.web.settings import Limits
from formcheck.web.wire import WireError, read_jpeg


class Eyes:
    """Sees one person in one stream of JPEG pictures.

    Args:
        options: the pose backend.
        pool: the threads that decode and estimate; OpenCV and ONNX Runtime leave the interpreter free.
        limits: of one picture.
    """

    def __init__(self, options: PoseOptions, pool: ThreadPoolExecutor, limits: Limits) -> None:
        self._options, self._pool, self._limits = options, pool, limits
        self._estimator: Estimator | None = None
        self._one = asyncio.Lock()

    async def see(self, t_s: float, data: bytes) -> tuple[Pose | None, tuple[int, int]]:
        """The person in a binary message, and the picture's size.

        Raises:
            WireError: no picture, or one beyond the limits.
            FormcheckError: the pose backend cannot be made.
        """
        jpeg = read_jpeg(data, self._limits)
        # one picture at a time: an estimator follows one person through time
        async with self._one:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._estimate, t_s, jpeg)

    def _estimate(self, t_s: float, jpeg: bytes) -> tuple[Pose | None, tuple[int, int]]:
        # kept in hand: the training may be ended, and its eyes closed, while this picture is looked at
        estimator = self._estimator = self._estimator or create(self._options)
        frame = Frame(t_s, _decode(jpeg))
        return estimator(frame), frame.size_px

    def close(self) -> None:
        """Release the backend."""
        if self._estimator is not None:
            self._estimator.close()
            self._estimator = None


def _decode(jpeg: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    # the browser has turned the picture upright; a tag that says otherwise is not to be followed
    flags = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), flags)
    except cv2.error:
        image = None
    if image is None:
        raise WireError("the picture cannot be decoded")
    return np.asarray(image, np.uint8)

"""The default pose backend: BlazePose on ONNX Runtime, detector and tracking done here."""

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose.detector import Detector
from formcheck.pose.landmarker import Landmarker, Landmarks
from formcheck.pose.models import DETECTOR, landmark_model, model_bytes
from formcheck.pose.network import OnnxNetwork
from formcheck.pose.pose import Pose
from formcheck.pose.region import Region

# Below this score the model says that nobody is in the square. Source: MediaPipe Tasks default.
MIN_SCORE = 0.5


class BlazePose:
    """Follows one person and gives raw landmarks (an `Estimator`).

    Args:
        model: `lite`, `full` or `heavy`.
        threads: cores one model call may use.
    """

    def __init__(self, model: str = "full", *, threads: int = 1) -> None:
        self._detector = Detector(OnnxNetwork(model_bytes(DETECTOR), threads))
        self._landmarker = Landmarker(OnnxNetwork(model_bytes(landmark_model(model)), threads))
        self._region: Region | None = None

    @property
    def region(self) -> Region | None:
        """The square in which the next frame is searched; None while nobody is followed."""
        return self._region

    def __call__(self, frame: Frame) -> Pose | None:
        """Return the followed person's landmarks, or None when nobody is seen."""
        image = as_rgb(frame.image_rgb)
        seen = self._look(image, self._region) or self._find(image)
        self._region = seen.next_region if seen else None
        if seen is None:
            return None
        return Pose(frame.t_s, seen.xy_px, seen.world_m, seen.visibility, frame.size_px)

    def close(self) -> None:
        """Forget the person; the models are freed with the estimator."""
        self._region = None

    def _look(self, image: NDArray[np.uint8], region: Region | None) -> Landmarks | None:
        if region is None or not region.usable:
            return None
        seen = self._landmarker(image, region)
        return seen if seen.score >= MIN_SCORE else None

    def _find(self, image: NDArray[np.uint8]) -> Landmarks | None:
        people = self._detector(image)
        return self._look(image, people[0].region) if people else None


def as_rgb(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a contiguous (height, width, 3) view or copy of a grey, RGB or RGBA picture."""
    if image.ndim == 2 or image.shape[2] == 1:
        return np.asarray(cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_GRAY2RGB), np.uint8)
    return np.ascontiguousarray(image[:, :, :3])

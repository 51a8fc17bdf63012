"""The default pose backend: BlazePose on ONNX Runtime or OpenVINO, detector and tracking done here."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose import anchors, landmarker
from formcheck.pose.detector import Detector
from formcheck.pose.follow import Follower
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.models import DETECTOR, landmark_model, model_bytes
from formcheck.pose.network import Network, OnnxNetwork
from formcheck.pose.pose import Pose
from formcheck.pose.region import Region

Models = Callable[[str, int], tuple[Detector, Landmarker]]


class BlazePose:
    """Follows one person and gives raw landmarks (an `Estimator`).

    Args:
        model: `lite`, `full` or `heavy`.
        threads: cores one model call may use.
        models: loads the two models of that size: `load`, or `load_bfloat16`.

    Raises:
        ModelError: the model is unknown, missing or altered.
        BackendError: what the models run on is missing.
    """

    def __init__(self, model: str = "full", *, threads: int = 1, models: "Models | None" = None) -> None:
        self._follower = Follower(*(models or load)(model, threads))

    @property
    def region(self) -> Region | None:
        """The square in which the next frame is searched; None while nobody is followed."""
        return self._follower.region

    def __call__(self, frame: Frame) -> Pose | None:
        """Return the followed person's landmarks, or None when nobody is seen."""
        seen = self._follower(frame.t_s, as_rgb(frame.image_rgb))
        if seen is None:
            return None
        return Pose(frame.t_s, seen.xy_px, seen.world_m, seen.visibility, frame.size_px)

    def close(self) -> None:
        """Forget the person; the models are freed with the estimator."""
        self._follower.reset()


def load(model: str, threads: int = 1) -> tuple[Detector, Landmarker]:
    """Load the two models that the chain runs.

    Raises:
        ModelError: the model is unknown, missing or altered.
    """
    _keep_opencv_to_one_thread()
    detector = OnnxNetwork(model_bytes(DETECTOR), threads)
    return Detector(detector), Landmarker(OnnxNetwork(model_bytes(landmark_model(model)), threads))


def load_bfloat16(model: str, threads: int = 1) -> tuple[Detector, Landmarker]:
    """Load the same two models on OpenVINO: the landmarks in bfloat16, the detector, which seldom runs, not.

    Raises:
        ModelError: the model is unknown, missing or altered.
        BackendError: OpenVINO is missing, or the processor does not compute in bfloat16.
    """
    from formcheck.pose.openvino_network import OpenVinoNetwork

    _keep_opencv_to_one_thread()
    weights, finder = model_bytes(landmark_model(model)), model_bytes(DETECTOR)
    looker: Network = OpenVinoNetwork(weights, _shape(landmarker.INPUT_PX), exact=_EXACT, threads=threads)
    detector = OpenVinoNetwork(finder, _shape(anchors.INPUT_PX), precision="f32", threads=threads)
    return Detector(detector), Landmarker(looker)


def _keep_opencv_to_one_thread() -> None:
    # On crops this small, handing pieces to other threads costs a quarter more than it saves.
    cv2.setNumThreads(1)


_EXACT = ("landmarks", "score", "world")


def _shape(side_px: int) -> tuple[int, int, int, int]:
    return 1, side_px, side_px, 3


def as_rgb(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a (height, width, 3) picture of a grey, RGB or RGBA one; rows may keep their padding."""
    if image.ndim == 2 or image.shape[2] == 1:
        return np.asarray(cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_GRAY2RGB), np.uint8)
    # OpenCV reads padded rows as they are; copying a decoder's whole picture would cost more than the crop.
    return (
        image
        if image.shape[2] == 3 and image.strides[1:] == (3, 1)
        else np.ascontiguousarray(image[:, :, :3])
    )

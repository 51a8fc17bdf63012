"""The `onnx` pose backend: a top-down model file of the user's own, in the RTMPose Halpe-26 layout.

Such a model looks at one upright box around the person and answers, for each of 26 points, how likely each
column (``simcc_x``) and each row (``simcc_y``) is. Source of the layout and its numbers: MMPose, the
configurations ``rtmpose-*_body8-halpe26-256x192`` and ``_base_/datasets/halpe26.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from formcheck.errors import ModelError
from formcheck.frame import Frame
from formcheck.pose.detector import Detection, Detector
from formcheck.pose.landmarks import COUNT, Landmark
from formcheck.pose.models import DETECTOR, model_bytes
from formcheck.pose.network import OnnxNetwork
from formcheck.pose.pose import FloatArray, Pose

# Position of each landmark among the 26 points; the others of the 33 are not in this layout.
HALPE26: dict[Landmark, int] = {
    Landmark.NOSE: 0,
    Landmark.LEFT_EYE: 1,
    Landmark.RIGHT_EYE: 2,
    Landmark.LEFT_EAR: 3,
    Landmark.RIGHT_EAR: 4,
    Landmark.LEFT_SHOULDER: 5,
    Landmark.RIGHT_SHOULDER: 6,
    Landmark.LEFT_ELBOW: 7,
    Landmark.RIGHT_ELBOW: 8,
    Landmark.LEFT_WRIST: 9,
    Landmark.RIGHT_WRIST: 10,
    Landmark.LEFT_HIP: 11,
    Landmark.RIGHT_HIP: 12,
    Landmark.LEFT_KNEE: 13,
    Landmark.RIGHT_KNEE: 14,
    Landmark.LEFT_ANKLE: 15,
    Landmark.RIGHT_ANKLE: 16,
    Landmark.LEFT_FOOT_INDEX: 20,  # big toe
    Landmark.RIGHT_FOOT_INDEX: 21,
    Landmark.LEFT_HEEL: 24,
    Landmark.RIGHT_HEEL: 25,
}
POINTS = 26
OUTPUTS = ("simcc_x", "simcc_y")

MEAN_RGB = np.array([123.675, 116.28, 103.53], np.float32)
STD_RGB = np.array([58.395, 57.12, 57.375], np.float32)
SPLIT_RATIO = 2  # bins per input pixel
BOX_MARGIN = 1.25
DEFAULT_HEIGHT_PX, DEFAULT_WIDTH_PX = 256, 192

# A point below this score is taken as a guess. Source: MMPose visualiser, `kpt_thr` 0.3.
MIN_SCORE = 0.3

FindPeople = Callable[[NDArray[np.uint8]], list[Detection]]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in the picture: (2,) centre and (2,) width and height, in pixels."""

    centre_px: FloatArray
    extent_px: FloatArray

    @classmethod
    def around(cls, xy_px: FloatArray) -> "Box":
        """Return the smallest box that holds all of (N, 2) points."""
        low, high = xy_px.min(axis=0), xy_px.max(axis=0)
        return cls((low + high) / 2, high - low)

    @classmethod
    def around_body(cls, detection: Detection) -> "Box":
        """Return the box of the circle that the detector draws about a body."""
        hip, reach = detection.points_px[:2]
        return cls(hip, np.full(2, 2 * np.linalg.norm(reach - hip)))

    def padded(self, aspect: float) -> "Box":
        """Return the box with its margin, widened or heightened to this width / height."""
        width, height = self.extent_px * BOX_MARGIN
        return Box(self.centre_px, np.array([max(width, height * aspect), max(height, width / aspect)]))

    @property
    def usable(self) -> bool:
        """Whether the box is finite and at least two pixels wide and high."""
        values = np.concatenate([self.centre_px, self.extent_px])
        return bool(np.isfinite(values).all() and (self.extent_px >= 2).all())


class TopDownOnnx:
    """Follows one person with a model of the RTMPose Halpe-26 layout (an `Estimator`); no world landmarks.

    Args:
        path: ONNX file; input (1, 3, height, width), outputs `simcc_x` (1, 26, 2 * width) and `simcc_y`
            (1, 26, 2 * height).
        threads: cores one model call may use.
        find_people: finds people in an RGB picture, surest first; the BlazePose detector unless given.

    Raises:
        ModelError: the file is missing, no ONNX model, or of another layout.
    """

    def __init__(self, path: Path | str, *, threads: int = 1, find_people: FindPeople | None = None) -> None:
        self._session = _load(Path(path), threads)
        self._input = self._session.get_inputs()[0].name
        self._height_px, self._width_px = _input_size(self._session, Path(path))
        self._check_outputs(Path(path))
        self._find_people = find_people or Detector(OnnxNetwork(model_bytes(DETECTOR), threads))
        self._box: Box | None = None

    def __call__(self, frame: Frame) -> Pose | None:
        """Return the followed person's landmarks, or None when nobody is seen."""
        seen = self._look(frame.image_rgb, self._box) or self._find(frame.image_rgb)
        if seen is None:
            self._box = None
            return None
        xy_px, score = seen
        self._box = Box.around(xy_px[score >= MIN_SCORE])
        return _canonical(frame, xy_px, score)

    def close(self) -> None:
        """Forget the person; the model is freed with the estimator."""
        self._box = None

    def _find(self, image: NDArray[np.uint8]) -> tuple[FloatArray, FloatArray] | None:
        """Look where the detector points, then again through the tighter box of what was seen."""
        people = self._find_people(image)
        rough = self._look(image, Box.around_body(people[0])) if people else None
        if rough is None:
            return None
        xy_px, score = rough
        return self._look(image, Box.around(xy_px[score >= MIN_SCORE])) or rough

    def _look(self, image: NDArray[np.uint8], box: Box | None) -> tuple[FloatArray, FloatArray] | None:
        """Return (26, 2) points in the picture and their (26,) scores; None when most are guesses."""
        if box is None or not box.usable:
            return None
        box = box.padded(self._width_px / self._height_px)
        outputs = self._run(_crop(image, box, self._width_px, self._height_px))
        share, score = decode(*outputs)
        if np.median(score) < MIN_SCORE:
            return None
        return box.centre_px + (share - 0.5) * box.extent_px, score

    def _run(self, crop: NDArray[np.uint8]) -> list[FloatArray]:
        tensor = ((crop.astype(np.float32) - MEAN_RGB) / STD_RGB).transpose(2, 0, 1)[np.newaxis]
        outputs: list[FloatArray] = self._session.run(
            list(OUTPUTS), {self._input: np.ascontiguousarray(tensor)}
        )
        return outputs

    def _check_outputs(self, path: Path) -> None:
        """Compare the outputs for a black picture with the layout: declared shapes may be left open."""
        names = {output.name: output.shape for output in self._session.get_outputs()}
        if set(OUTPUTS) <= set(names):
            outputs = self._run(np.zeros((self._height_px, self._width_px, 3), np.uint8))
            names.update({name: list(array.shape) for name, array in zip(OUTPUTS, outputs, strict=True)})
        expected = {
            "simcc_x": [1, POINTS, SPLIT_RATIO * self._width_px],
            "simcc_y": [1, POINTS, SPLIT_RATIO * self._height_px],
        }
        if any(names.get(name) != shape for name, shape in expected.items()):
            raise _wrong_layout(path, "outputs", _described(expected), _described(names))


def decode(simcc_x: FloatArray, simcc_y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Turn bins into places.

    Args:
        simcc_x: (1, N, columns) likelihood of each column.
        simcc_y: (1, N, rows) likelihood of each row.

    Returns:
        (N, 2) places as shares of the crop's width and height, NaN where nothing was found, and (N,) scores
        in 0..1: the lower of both maxima.
    """
    best = np.stack([simcc_x[0].argmax(axis=1), simcc_y[0].argmax(axis=1)], axis=1)
    share = best / np.array([simcc_x.shape[2], simcc_y.shape[2]])
    score = np.minimum(simcc_x[0].max(axis=1), simcc_y[0].max(axis=1))
    share[~(score > 0)] = np.nan
    return share, np.clip(np.nan_to_num(score), 0.0, 1.0)


def _canonical(frame: Frame, xy_px: FloatArray, score: FloatArray) -> Pose:
    all_xy_px, visibility = np.full((COUNT, 2), np.nan), np.zeros(COUNT)
    landmarks, points = list(HALPE26), list(HALPE26.values())
    all_xy_px[landmarks], visibility[landmarks] = xy_px[points], score[points]
    return Pose(frame.t_s, all_xy_px, np.full((COUNT, 3), np.nan), visibility, frame.size_px)


def _crop(image: NDArray[np.uint8], box: Box, width_px: int, height_px: int) -> NDArray[np.uint8]:
    """Cut the box out, corner to corner as in training, black past the picture's edge."""
    shares = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    source = (box.centre_px + (shares - 0.5) * box.extent_px).astype(np.float32)
    target = (shares * (width_px, height_px)).astype(np.float32)
    matrix = cv2.getAffineTransform(source, target)
    return np.asarray(cv2.warpAffine(image, matrix, (width_px, height_px), flags=cv2.INTER_LINEAR), np.uint8)


def _load(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 4  # what goes wrong arrives as an exception
    try:
        return ort.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except OSError as error:
        raise ModelError(f"cannot read the pose model {path}", cause=str(error.strerror or error)) from error
    except Exception as error:  # onnxruntime raises its own unexported types
        raise ModelError(
            f"{path} is not a model that ONNX Runtime can load",
            cause=str(error).splitlines()[0],
            mend="Give an ONNX file in the RTMPose Halpe-26 layout",
        ) from error


def _input_size(session: ort.InferenceSession, path: Path) -> tuple[int, int]:
    """Return the height and width of the input; where the file leaves them open, those of RTMPose."""
    inputs = {value.name: value.shape for value in session.get_inputs()}
    shape = next(iter(inputs.values()))
    colours_open_or_three = len(shape) == 4 and (shape[1] == 3 or not isinstance(shape[1], int))
    if len(inputs) != 1 or not colours_open_or_three:
        raise _wrong_layout(path, "input", "[1, 3, 256, 192]", _described(inputs))
    height, width = shape[2:]
    return (
        height if isinstance(height, int) else DEFAULT_HEIGHT_PX,
        width if isinstance(width, int) else DEFAULT_WIDTH_PX,
    )


def _wrong_layout(path: Path, part: str, expected: str, found: str) -> ModelError:
    return ModelError(
        f"the pose model {path} has another layout than RTMPose Halpe-26",
        cause=f"expected {part} {expected}, found {found}",
        mend="Export the model with its SimCC head and 26 points, or choose another backend",
    )


def _described(shapes: dict[str, list[int]]) -> str:
    return ", ".join(f"{name} {shape}" for name, shape in shapes.items())

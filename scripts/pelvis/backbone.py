"""The lower layers of the landmark model, cut off to be looked through at the hips.

They have seen real people, which rendered ones cannot make up for. Trained from nothing on as many pictures,
a network of the same cost read no more from the picture than from the landmarks alone.
"""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx.utils import Extractor

from pelvis.square import INPUT_PX

# The last layer with a sixteenth of the picture's side in ``pose_landmark_full.onnx``: 88 channels.
LAYER, CHANNELS, CELLS = "value_203", 88, INPUT_PX // 16


def cut(landmark_model: Path) -> onnx.ModelProto:
    """The landmark model up to ``LAYER``, for squares of ``INPUT_PX``."""
    whole = onnx.shape_inference.infer_shapes(onnx.load(landmark_model))
    lower = Extractor(whole).extract_model(["image"], [LAYER])
    del lower.graph.value_info[:]
    _set_shape(lower.graph.input[0], ("batch", INPUT_PX, INPUT_PX, 3))
    _set_shape(lower.graph.output[0], ("batch", CHANNELS, CELLS, CELLS))
    return lower


def _set_shape(value: onnx.ValueInfoProto, shape: tuple[str | int, ...]) -> None:
    for dim, size in zip(value.type.tensor_type.shape.dim, shape, strict=True):
        if isinstance(size, str):
            dim.dim_param = size
        else:
            dim.dim_value = size


class Backbone:
    """Runs the lower layers on many squares.

    Args:
        landmark_model: ``models/pose_landmark_full.onnx``.
    """

    def __init__(self, landmark_model: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = ort.InferenceSession(cut(landmark_model).SerializeToString(), options)

    def __call__(self, image: NDArray[np.float32]) -> NDArray[np.float16]:
        """(N, 96, 96, 3) in 0..1 to (N, 88, 6, 6)."""
        return np.asarray(self._session.run(None, {"image": image})[0], np.float16)

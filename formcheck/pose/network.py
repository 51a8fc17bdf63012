"""Runs a model file on ONNX Runtime, set for many small single-picture calls."""

from typing import Protocol

import numpy as np
import onnxruntime as ort

from formcheck.errors import ModelError
from formcheck.pose.pose import FloatArray

_SPIN_US = "200"


class Network(Protocol):
    """A model: one input tensor to its outputs by name."""

    def __call__(self, tensor: FloatArray) -> dict[str, FloatArray]:
        """Run the model on one input."""
        ...


class OnnxNetwork:
    """A loaded model with one input.

    Args:
        model: the bytes of an ONNX file.
        threads: cores one call may use. Two make a clip faster by a third and more, for an eighth more
            processor time (scripts/bench/speed.py); many clips gain more by working on several at a time.

    Raises:
        ModelError: ONNX Runtime cannot load the bytes.
    """

    def __init__(self, model: bytes, threads: int = 1) -> None:
        try:
            self._session = ort.InferenceSession(model, _options(threads), providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own unexported types
            raise ModelError(
                "A pose model could not be loaded",
                cause=str(error).splitlines()[0],
                mend="Reinstall formcheck, or run: formcheck doctor",
            ) from error
        self._input = self._session.get_inputs()[0].name
        self._outputs = [out.name for out in self._session.get_outputs()]

    def __call__(self, tensor: FloatArray) -> dict[str, FloatArray]:
        """Run the model and return its outputs by name."""
        return dict(zip(self._outputs, self._session.run(None, {self._input: tensor}), strict=True))


def _options(threads: int) -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # To wake a thread for each of hundreds of layers takes as long as a layer: it spins while it waits, but
    # not from one frame to the next, which would burn a core. One alone never waits.
    options.add_session_config_entry("session.intra_op.allow_spinning", "1" if threads > 1 else "0")
    options.add_session_config_entry("session.intra_op.spin_duration_us", _SPIN_US)
    options.log_severity_level = 3
    return options


def sigmoid(logits: FloatArray) -> FloatArray:
    """Logistic function, without overflow."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -80.0, 80.0))))

"""Pose backends by name, imported only when they are wanted."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import BackendError
from formcheck.pose.pose import Estimator

SIZES = ("lite", "full", "heavy")


@dataclass(frozen=True, slots=True, kw_only=True)
class PoseOptions:
    """Which backend estimates the pose, and how.

    Attributes:
        backend: a name of ``BACKENDS``.
        model: lite, full or heavy.
        model_file: the user's own model, for the ``onnx`` backend.
        threads: cores that one model call may use.
    """

    backend: str = "blazepose"
    model: str = "full"
    model_file: Path | None = None
    threads: int = 1


def _blazepose(options: PoseOptions) -> Estimator:
    from formcheck.pose.blazepose import BlazePose

    return BlazePose(options.model, threads=options.threads)


def _openvino(options: PoseOptions) -> Estimator:
    from formcheck.pose.blazepose import BlazePose, load_bfloat16

    return BlazePose(options.model, threads=options.threads, models=load_bfloat16)


def _mediapipe(options: PoseOptions) -> Estimator:
    from formcheck.pose.mediapipe_tasks import MediaPipeTasks

    return MediaPipeTasks(options.model)


def _onnx(options: PoseOptions) -> Estimator:
    from formcheck.pose.topdown_onnx import TopDownOnnx

    if options.model_file is None:
        raise BackendError("the onnx backend needs a model file", mend="Add --model-file YOUR_MODEL.onnx")
    return TopDownOnnx(options.model_file, threads=options.threads)


BACKENDS: Mapping[str, Callable[[PoseOptions], Estimator]] = {
    "blazepose": _blazepose,
    "openvino": _openvino,
    "mediapipe": _mediapipe,
    "onnx": _onnx,
}


def create(options: PoseOptions) -> Estimator:
    """Make the backend that the options name.

    Raises:
        BackendError: unknown name or size, or its packages are not installed.
        ModelError: its model file is missing or altered.
    """
    check(options)
    return BACKENDS[options.backend](options)


def check(options: PoseOptions) -> None:
    """Refuse what is misspelt, before any work is begun.

    Raises:
        BackendError: unknown name or size.
    """
    _check("pose backend", options.backend, tuple(BACKENDS))
    _check("model size", options.model, SIZES)


def _check(what: str, name: str, known: tuple[str, ...]) -> None:
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise BackendError(f"unknown {what} {name!r}", mend=f"{hint}Choose one of: {', '.join(known)}")

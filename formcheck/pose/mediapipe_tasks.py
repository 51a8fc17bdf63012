"""The `mediapipe` pose backend: Google's own Tasks PoseLandmarker, the reference for `blazepose`.

It needs the extra ``formcheck[mediapipe]`` (mediapipe 1.2 or newer) and runs the same models in VIDEO mode,
which tracks from frame to frame and smooths the landmarks itself.

Newer versions of mediapipe report usage figures (versions of mediapipe and Python, timings; no pictures) to
Google over HTTPS and offer no switch (google-ai-edge/mediapipe issue 6291). What people do at home is nobody
else's business, so `task_options` leaves the uploader without certificates: it still looks the server up,
but cannot set up an encrypted connection and so sends no figures. Measured with mediapipe 1.2.2.
"""

import contextlib
import importlib
import os
import sys
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np

from formcheck.errors import BackendError
from formcheck.frame import Frame
from formcheck.pose.landmarks import COUNT
from formcheck.pose.models import model_path, task_bundle
from formcheck.pose.pose import FloatArray, Pose

INSTALL = 'pip install "formcheck[mediapipe]"'

# Debian and Ubuntu packages of the system libraries that mediapipe and its OpenCV build load.
APT_PACKAGES = {
    "libEGL": "libegl1",
    "libGLESv2": "libgles2",
    "libGL": "libgl1",
    "libgthread": "libglib2.0-0",
    "libglib": "libglib2.0-0",
    "libxcb": "libxcb1",
}

_stderr_lock = threading.Lock()


class MediaPipeTasks:
    """Follows one person with MediaPipe Tasks (an `Estimator`); smoothed landmarks, as MediaPipe gives them.

    Args:
        model: `lite`, `full` or `heavy`.

    Raises:
        BackendError: mediapipe or a system library it loads is missing.
        ModelError: the model's file is missing or altered.
    """

    def __init__(self, model: str = "full") -> None:
        bundle = model_path(task_bundle(model))
        with _clear_errors(), _quiet_stderr():
            self._mediapipe = importlib.import_module("mediapipe")
            vision = importlib.import_module("mediapipe.tasks.python.vision")
            options = vision.PoseLandmarkerOptions(
                base_options=task_options(self._mediapipe.tasks.BaseOptions, str(bundle)),
                running_mode=vision.RunningMode.VIDEO,
            )
            self._landmarker = vision.PoseLandmarker.create_from_options(options)
        self._last_ms = -1

    def __call__(self, frame: Frame) -> Pose | None:
        """Return the followed person's landmarks, or None when nobody is seen."""
        image = self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(frame.image_rgb)
        )
        # the first frame builds the inference graph, which logs
        with _quiet_stderr() if self._last_ms < 0 else contextlib.nullcontext():
            result = self._landmarker.detect_for_video(image, self._next_ms(frame.t_s))
        if not result.pose_landmarks:
            return None
        return _pose(frame, result.pose_landmarks[0], result.pose_world_landmarks[0])

    def close(self) -> None:
        """Release the model."""
        self._landmarker.close()

    def _next_ms(self, t_s: float) -> int:
        """Return the time in whole milliseconds, which MediaPipe wants to grow with every frame."""
        self._last_ms = max(round(t_s * 1000), self._last_ms + 1)
        return self._last_ms


def _pose(frame: Frame, landmarks: list[Any], world: list[Any]) -> Pose:
    visibility = np.array([point.visibility for point in landmarks[:COUNT]])
    xy_px = _coordinates(landmarks, "xy") * frame.size_px
    return Pose(frame.t_s, xy_px, _coordinates(world, "xyz"), visibility, frame.size_px)


def _coordinates(points: list[Any], axes: str) -> FloatArray:
    return np.array([[getattr(point, axis) for axis in axes] for point in points[:COUNT]])


def task_options(base_options: type[Any], bundle: str) -> Any:
    """Return the options of a task that keeps its usage figures to itself (see the module's docstring)."""

    class PrivateOptions(base_options):  # type: ignore[misc]  # a class known at run time only
        def to_ctypes(self) -> Any:
            options = super().to_ctypes()
            options.ca_bundle_path = os.path.join(os.path.dirname(bundle), "no-certificates").encode()
            return options

    return PrivateOptions(model_asset_path=bundle)


@contextlib.contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn a missing package or system library into a BackendError that says what to install."""
    try:
        yield
    except (ImportError, OSError) as error:
        missing = [
            library for library in APT_PACKAGES if f"{library}." in str(error) or f"{library}-" in str(error)
        ]
        if missing:
            raise _library_missing(missing[0], error) from error
        raise BackendError(
            "the pose backend mediapipe cannot be loaded", cause=str(error), mend=f"Install it: {INSTALL}"
        ) from error
    except AttributeError as error:
        raise BackendError(
            "the installed mediapipe has another interface than the one expected here",
            cause=str(error),
            mend=f"Bring it up to date: {INSTALL} --upgrade",
        ) from error


def _library_missing(library: str, error: Exception) -> BackendError:
    return BackendError(
        "the pose backend mediapipe needs a system library that is not installed",
        cause=str(error),
        mend=f"Install it: sudo apt-get install {APT_PACKAGES[library]}",
    )


@contextlib.contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Drop what native code writes to standard error; Python's own errors pass as exceptions.

    MediaPipe's C++ logs there directly, and none of its settings silences it.
    """
    with _stderr_lock, contextlib.ExitStack() as stack:
        with contextlib.suppress(
            OSError, ValueError, AttributeError
        ):  # no standard error: nothing to silence
            sys.stderr.flush()
            saved = os.dup(2)
            stack.callback(os.close, saved)
            stack.callback(os.dup2, saved, 2)
            with open(os.devnull, "wb") as devnull:
                os.dup2(devnull.fileno(), 2)
        yield

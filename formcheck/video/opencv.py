"""OpenCV, or one clear line about why it does not load."""

import os
from importlib import import_module
from types import ModuleType

from formcheck.errors import BackendError

VERSION = "5.0.0.93"  # the release pinned in pyproject.toml; every OpenCV build owns the same cv2 folder

_MEND = f"pip install --force-reinstall --no-deps opencv-python-headless=={VERSION}"


def load_cv2() -> ModuleType:
    """Import ``cv2`` quietly.

    Raises:
        BackendError: OpenCV is missing, or a windowed build lacks libGL, as on a headless server.
    """
    os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
    try:
        cv2 = import_module("cv2")
    except ImportError as error:
        raise _explain(str(error)) from error
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2


def _explain(reason: str) -> BackendError:
    if "libGL" in reason or "libgthread" in reason or "libxcb" in reason:
        cause = f"A build with windows needs libraries this machine lacks ({reason})"
    else:
        cause = reason
    return BackendError("OpenCV does not load", cause=cause, mend=_MEND)

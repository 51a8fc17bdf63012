"""The models and the pose backends, each really run."""

import os
import subprocess
import sys
import time
from functools import partial
from importlib import import_module, metadata
from pathlib import Path

from formcheck.doctor.check import Probe
from formcheck.doctor.packages import pip, reinstall
from formcheck.doctor.requirements import requirements
from formcheck.errors import BackendError, FormcheckError

MEDIAPIPE_WAIT_S = 120
_BLANK_PX = (480, 640, 3)


def model(size: str) -> str:
    """The files of one model against their sha256."""
    from formcheck.pose.models import DETECTOR, landmark_model, model_path, task_bundle

    names = [DETECTOR] if size == "detector" else [landmark_model(size), task_bundle(size)]
    size_mb = sum(model_path(name).stat().st_size for name in names) / 1e6
    return f"{size_mb:.1f} MB, sha256 as it should be"


def blazepose() -> str:
    """The default backend on a blank picture."""
    return _run("blazepose")


def openvino() -> str:
    """The same models in bfloat16, if that is installed and the processor computes in it."""
    wanted = [str(r) for r in requirements() if r.extra == "openvino"]
    try:
        version = metadata.version("openvino")
    except metadata.PackageNotFoundError:
        raise FormcheckError("not installed; blazepose does without", mend=pip("install", *wanted)) from None
    return f"{version}, {_run('openvino')}"


def mediapipe() -> str:
    """The official backend, if it is installed: in a process of its own, for it talks and may crash."""
    wanted = [str(r) for r in requirements() if r.extra == "mediapipe"]
    try:
        version = metadata.version("mediapipe")
    except metadata.PackageNotFoundError:
        raise FormcheckError("not installed; blazepose does without", mend=pip("install", *wanted)) from None
    code = "from formcheck.doctor.backends import run_alone; run_alone('mediapipe')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=MEDIAPIPE_WAIT_S,
        env=_environment(),
        check=False,
    )
    said = (done.stdout.splitlines() or [f"it ended with {done.returncode}"])[-1]
    if done.returncode:
        raise FormcheckError(f"{version} does not run", cause=said, mend=reinstall(*wanted))
    return f"{version}, {said}"


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}


def run_alone(name: str) -> None:
    """Run a backend, say how it went on standard output, and exit: the other side of `mediapipe`."""
    check = Probe(name, partial(_run, name)).check()
    sys.stdout.write(f"{check.found}\n")
    sys.exit(not check.works)


def _run(name: str) -> str:
    import numpy as np

    from formcheck.frame import Frame
    from formcheck.pose.backends import PoseOptions, create

    estimator = create(PoseOptions(backend=name))
    blank = np.zeros(_BLANK_PX, np.uint8)
    estimator(Frame(0.0, blank))  # the first call also sets up
    start_s = time.perf_counter()
    seen = estimator(Frame(0.1, blank))
    took_ms = (time.perf_counter() - start_s) * 1000
    estimator.close()
    if seen is not None:
        raise BackendError("it sees a person in a blank picture", mend=reinstall("onnxruntime"))
    return f"searched a blank picture in {took_ms:.0f} ms"


def onnx() -> str:
    """Whether the user's own models can run."""
    import_module("formcheck.pose.topdown_onnx")
    return "ready for --model-file"

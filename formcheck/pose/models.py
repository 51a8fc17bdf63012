"""The pose models: where they lie, and proof that they are the right ones.

The wheel carries them in ``formcheck/models``, a checkout in ``models`` beside the package. What is too large
to ship (heavy) is built into the user's data folder. Each folder has a ``manifest.json`` with the sha256,
licence, origin, inputs and outputs of its files; a file is compared with it whenever it is read.
"""

import hashlib
import json
import os
import sys
from importlib import resources
from pathlib import Path
from typing import Any

from formcheck.errors import ModelError

DETECTOR = "pose_detector.onnx"
SIZES = ("lite", "full", "heavy")
MANIFEST = "manifest.json"
BUILD_COMMAND = "python scripts/build_models.py"


def landmark_model(size: str) -> str:
    """Return the file name of the ONNX landmark model of one size.

    Raises:
        ModelError: ``size`` is not lite, full or heavy.
    """
    return f"pose_landmark_{_known(size)}.onnx"


def task_bundle(size: str) -> str:
    """Return the file name of the MediaPipe Tasks bundle of one size.

    Raises:
        ModelError: ``size`` is not lite, full or heavy.
    """
    return f"pose_landmarker_{_known(size)}.task"


def _known(size: str) -> str:
    if size not in SIZES:
        raise ModelError(f"no pose model is called {size!r}", mend=f"Choose one of: {', '.join(SIZES)}")
    return size


def model_path(name: str) -> Path:
    """Return the path of a model file after comparing it with its manifest.

    Raises:
        ModelError: the file or its manifest is missing or altered.
    """
    path, expected = _find(name)
    _verified(path, expected)
    return path


def model_bytes(name: str) -> bytes:
    """Return the content of a model file: the very bytes that were compared with the manifest.

    Raises:
        ModelError: the file or its manifest is missing or altered.
    """
    return _verified(*_find(name))


def shipped_folder() -> Path:
    """Return the folder of the models that come with the package."""
    package = Path(str(resources.files("formcheck")))
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def user_folder() -> Path:
    """Return the folder of the models that the user built, whether or not it exists."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "formcheck" / "models"


def manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what a folder's ``manifest.json`` says of each file, by file name.

    Raises:
        ModelError: it is missing or not a manifest.
    """
    path = folder / MANIFEST
    try:
        files: dict[str, dict[str, Any]] = json.loads(path.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"cannot read the list of models {path}", cause=str(error), mend=_mend(path)
        ) from error
    return files


def _find(name: str) -> tuple[Path, str]:
    """Return where a file should lie, and the sha256 it should have."""
    shipped, built = shipped_folder(), user_folder()
    folders = [shipped, built] if (built / MANIFEST).is_file() else [shipped]
    for folder in folders:
        files = manifest(folder)
        if name in files:
            return folder / name, str(files[name]["sha256"])
    if "heavy" in name:
        raise ModelError(
            f"the model {name} is not on this machine",
            cause="it is too large to ship",
            mend=f"Build it in a checkout of the project: {BUILD_COMMAND} --heavy",
        )
    raise ModelError(
        f"no model is called {name!r}", mend=f"The shipped ones are: {', '.join(manifest(shipped))}"
    )


def _verified(path: Path, expected: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read the model {path}", cause=str(error), mend=_mend(path)) from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise ModelError(
            f"the model {path} is not the file it should be",
            cause="its sha256 differs from manifest.json: altered, or copied incompletely",
            mend=_mend(path),
        )
    return content


def _mend(path: Path) -> str:
    """Return the command that brings a file back, which depends on how it came here."""
    if path.parent == user_folder():
        return f"Build it again: {BUILD_COMMAND} --heavy"
    if (path.parent.parent / "__init__.py").is_file():
        return "Install the package again: pip install --force-reinstall --no-deps formcheck"
    return f"Bring it back: git checkout -- {path.parent.name}, or build it again: {BUILD_COMMAND}"

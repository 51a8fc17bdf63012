"""Python and the packages that formcheck cannot do without."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterable
from importlib import import_module, metadata
from pathlib import Path

from formcheck.doctor.requirements import Requirement, requirements
from formcheck.errors import FormcheckError

OLDEST, NEWEST_TESTED = (3, 11), (3, 13)
OPENCV = (
    "opencv-python",
    "opencv-python-headless",
    "opencv-contrib-python",
    "opencv-contrib-python-headless",
)


def python() -> str:
    """The interpreter."""
    low, high = (".".join(map(str, v)) for v in (OLDEST, NEWEST_TESTED))
    here = sys.version_info[:2]
    if here < OLDEST:
        raise FormcheckError(f"{platform.python_version()} is too old", mend=f"install Python {high}")
    tested = (
        f"tested on {low} to {high}" if here <= NEWEST_TESTED else f"newer than the tested {low} to {high}"
    )
    return f"{platform.python_version()}, {tested}"


def needed() -> list[Requirement]:
    """The packages without which nothing works; OpenCV, which comes in several builds, apart."""
    return [r for r in requirements() if not r.extra and r.name not in OPENCV]


_IMPORTED_AS = {"pygame-ce": "pygame"}


def package(wanted: Requirement) -> str:
    """One required package: its version, and that it loads."""
    try:
        version = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        raise FormcheckError("not installed", mend=pip("install", str(wanted))) from None
    if not wanted.allows(version):
        raise FormcheckError(f"{version}, but {wanted.limits} is needed", mend=pip("install", str(wanted)))
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # or it greets among the lines of the doctor
    try:
        import_module(_IMPORTED_AS.get(wanted.name, wanted.name.replace("-", "_")))
    except Exception as error:  # a half-installed package may raise anything
        raise FormcheckError(f"{version} does not load", cause=str(error), mend=_reload(wanted)) from error
    return version


def _reload(wanted: Requirement) -> str:
    if sys.platform == "win32" and wanted.name == "onnxruntime":
        return "winget install Microsoft.VCRedist.2015+.x64"  # its DLL needs Microsoft's C++ runtime
    return reinstall(str(wanted))


def opencv() -> str:
    """OpenCV: every build owns the same folder, so all that are installed must be of one release."""
    from formcheck.video.opencv import VERSION, load_cv2

    installed = installed_opencv()
    if any(version != VERSION for version in installed.values()):
        raise FormcheckError(
            _clash(installed, VERSION), mend=reinstall(*(f"{n}=={VERSION}" for n in installed))
        )
    try:
        loaded = str(load_cv2().__version__)
    except Exception as error:  # a half-overwritten cv2 folder may raise anything
        reason = getattr(error, "cause", "") or str(error)
        # the window-less build needs no libGL, and it may lie on top of any other of the same release
        mend = reinstall(f"opencv-python-headless=={VERSION}")
        raise FormcheckError("does not load", cause=reason, mend=mend) from error
    return f"{loaded} ({_listed(installed)})"


def _clash(installed: dict[str, str], version: str) -> str:
    if len(set(installed.values())) > 1:
        return f"builds of different releases lie over each other: {_listed(installed)}"
    return f"{_listed(installed)}, but {version} is needed"


def installed_opencv() -> dict[str, str]:
    """Return the version of every OpenCV build that is installed here."""
    found = {}
    for name in OPENCV:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _listed(installed: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in installed.items()) or "not from pip"


def reinstall(*wanted: str) -> str:
    """Return the command that puts packages in place again, whatever is there."""
    return pip("install", "--force-reinstall", "--no-deps", *wanted)


def pip(*words: str) -> str:
    """Return a pip command for the very environment that runs, as it can be typed in any shell."""
    return " ".join([_python_command(), "-m", "pip", *_quoted(words)])


def _python_command() -> str:
    for name in ("python", "python3"):
        found = shutil.which(name)
        if found and Path(found) == Path(sys.executable):
            return name
    return "".join(_quoted([sys.executable]))


def _quoted(words: Iterable[str]) -> list[str]:
    return [f'"{word}"' if re.search(r"[\s<>|&;()*!$]", word) else word for word in words]

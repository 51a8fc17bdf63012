"""Clips that lie elsewhere: any address of fsspec, such as s3://, https:// or zip://."""

import importlib
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import Any

from formcheck.batch.folder import VIDEOS
from formcheck.errors import VideoError

_PATTERN = "*?["


def is_address(clip: str) -> bool:
    """Whether it is an address and no path."""
    return "://" in clip


def is_clip(name: str) -> bool:
    """Whether a file of this name is read as a clip."""
    return PurePosixPath(name).suffix.lower() in (*VIDEOS, ".npz")


def listed(address: str) -> list[str]:
    """The addresses of all clips below a folder's address or matching a pattern; of one clip, its own.

    Raises:
        VideoError: it cannot be reached, holds no clip, or a package for it is missing.
    """
    if is_clip(name_of(address)) and not any(c in name_of(address) for c in _PATTERN):
        return [address]
    first, *behind = address.split("::")
    scheme = first.partition("://")[0]
    try:
        system, path = _fsspec().url_to_fs(address)
        found = system.glob(path) if any(c in path for c in _PATTERN) else system.find(path)
    except Exception as error:  # every file system has errors of its own
        raise _unreachable(address, error) from error
    clips = sorted(name for name in found if is_clip(name))
    if not clips:
        raise VideoError(
            f"no clip at {shown(address)}", mend="Name a folder, a pattern such as *.mp4, or a clip"
        )
    # what a chained address is unpacked from is not known to the file system
    return ["::".join([f"{scheme}://{name.removeprefix(f'{scheme}://')}", *behind]) for name in clips]


def name_of(address: str) -> str:
    """The clip's file name."""
    return shown(address).split("::")[0].rstrip("/").rpartition("/")[2]


def shown(address: str) -> str:
    """An address as it may be shown: without the signature behind it, and without who asks."""
    return re.sub(r"//[^/@]*@", "//", re.sub(r"\?[^:]*", "", address))


def mark_of(address: str) -> str:
    """What its place says of a clip, such as size, time and checksum: another one when the clip is changed.

    Raises:
        VideoError: it cannot be reached.
    """
    try:
        system, path = _fsspec().url_to_fs(address)
        return repr(sorted((str(k), str(v)) for k, v in system.info(path).items()))
    except Exception as error:  # every file system has errors of its own
        raise _unreachable(address, error) from error


def copied(address: str, path: Path) -> Path:
    """Fetch a clip into a file.

    Raises:
        VideoError: it cannot be fetched.
    """
    try:
        with _fsspec().open(address, "rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
    except Exception as error:  # every file system has errors of its own
        raise _unreachable(address, error) from error
    return path


def _fsspec() -> Any:
    return importlib.import_module("fsspec.core")


def _unreachable(address: str, error: Exception) -> VideoError:
    said = " ".join(str(error).split())[:200]
    mend = "Check the address, and the access rights of this machine"
    if isinstance(error, ImportError):
        mend = "pip install 'formcheck[ray]', and the package that it names"
    return VideoError(
        f"no clip can be had from {shown(address)}", cause=f"{type(error).__name__}: {said}", mend=mend
    )

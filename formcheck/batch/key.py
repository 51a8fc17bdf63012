"""The key of an outcome: all that decides it, in one number, so that it is only worked out once."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib import resources
from importlib.metadata import entry_points, version
from pathlib import Path, PurePath
from typing import Any

from formcheck.analysis import AUTO
from formcheck.batch.work import Work
from formcheck.errors import VideoError
from formcheck.exercises import GROUP, discovered, find
from formcheck.pose.backends import PoseOptions, check
from formcheck.pose.models import MANIFEST, shipped_folder, user_folder

_FORMAT = 1
# What serves pages or prints decides nothing about a clip.
_ELSEWHERE = frozenset({"web", "cli", "live", "doctor", "report", "models", "__pycache__"})


def settings_of(work: Work) -> str:
    """Digest of all that decides the outcome of any clip, besides the clip itself.

    The exercise with its whole declaration, the targets, this program, the models, and which files are
    written; not where they are written, nor how many cores do it.

    Raises:
        FormcheckError: an exercise or a model is not there.
    """
    check(work.pose)
    exercises = discovered().values() if work.exercise == AUTO else [find(work.exercise)]
    said = {
        "format": _FORMAT,
        "program": [version("formcheck"), _program(), *_packages()],
        "models": [_file(path) for path in _manifests()],
        "exercise": [work.exercise, *map(_plain, exercises)],
        "own": [_file(path) for path in sorted(work.own_exercises)],
        "targets": _plain(work.targets),
        "pose": _pose(work.pose),
        "region": _plain(work.region),
        "files": work.wanted.endings,
        "keep": _plain(work.keep),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def key_of(work: Work) -> str:
    """The key of what comes of this very clip.

    Raises:
        VideoError: the clip cannot be read.
    """
    said = [work.settings, work.name, _file(Path(work.clip))]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _pose(pose: PoseOptions) -> Any:
    """The backend with the content of the user's own model."""
    own = _file(pose.model_file) if pose.model_file else None
    return [_plain(replace(pose, threads=1, model_file=None)), own]


def _manifests() -> Iterable[Path]:
    """They hold the sha256 of every model, which is compared when it is read."""
    return (path for folder in (shipped_folder(), user_folder()) if (path := folder / MANIFEST).is_file())


def _packages() -> list[str]:
    """Those that bring exercises of their own."""
    return sorted(f"{e.value} {e.dist.version if e.dist else ''}" for e in entry_points(group=GROUP))


@cache
def _program() -> str:
    """Digest of this package's files: in a checkout the version stays while the code changes."""
    package = Path(str(resources.files("formcheck")))
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package)
        if path.is_file() and not _ELSEWHERE & set(name.parts):
            digest.update(name.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise VideoError(f"cannot read {path}", cause=error.strerror or str(error)) from error


def _plain(value: Any) -> Any:
    """Declarations as data; of a function the name, its code being part of the program."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if callable(value):
        return f"{value.__module__}.{value.__qualname__}"
    return str(value) if isinstance(value, PurePath) else value

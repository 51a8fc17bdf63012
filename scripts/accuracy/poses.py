"""Poses of a clip, estimated once and kept as recorded landmarks."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from formcheck.analysis import replay
from formcheck.loop import Sighting, look
from formcheck.pose.backends import PoseOptions, create
from formcheck.pose.pose import Pose
from formcheck.pose.recorded import LandmarkRecorder, RecordedPoses
from formcheck.video.reader import open_clip

ROOT = Path(__file__).parents[2]
# These work on poses that were already seen: changing them leaves a recording valid.
_AFTER_RECORDING = {
    "back.py",
    "cut.py",
    "doubt.py",
    "leap.py",
    "recorded.py",
    "repair.py",
    "scale.py",
    "smooth.py",
}


def record(clip: Path, target: Path, model: str) -> None:
    """Estimate the poses of a clip and save them, positions as float32: 0.00003 px, half the size.

    Raises:
        FormcheckError: the clip cannot be read, or the file cannot be written.
    """
    options = PoseOptions(model=model)
    estimator = create(options)
    with (
        open_clip(clip) as frames,
        LandmarkRecorder(target, backend=options.backend, model=model, source=clip) as recorder,
    ):
        for seen in look(frames, estimator):
            recorder.write(seen.t_s, _small(seen.pose), seen.size_px)
    estimator.close()


def _small(pose: Pose | None) -> Pose | None:
    return pose and replace(pose, xy_px=pose.xy_px.astype(np.float32))


def cached(clip: Path, folder: Path, model: str) -> Path:
    """The recording of a clip by the pose chain as it is now; made when the folder has none."""
    path = folder / f"{clip.name}.{model}.{pose_chain_digest()}.npz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        record(clip, path, model)
    return path


def pose_chain_digest() -> str:
    """Short name of the code and models a recording depends on: one from an older chain is not used."""
    package = ROOT / "formcheck"
    files = [*package.glob("pose/*.py"), *package.glob("video/*.py"), ROOT / "models" / "manifest.json"]
    digest = hashlib.sha256()
    for path in sorted(files):
        if path.name not in _AFTER_RECORDING:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def sightings(recording: Path) -> list[Sighting]:
    """The recorded poses of one clip."""
    return list(replay(RecordedPoses(recording)))

"""One case filmed, its pose estimated, and everything that the evaluation needs of it saved."""

import json
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from accuracy import compact
from numpy.typing import NDArray
from truth.video import ClipWriter

from evalset.cases import Case
from evalset.pictures import Pictures
from evalset.scene import Moment, Scene
from evalset.truth import exact_signals, truth_of
from formcheck.loop import Sighting, look
from formcheck.pose.backends import PoseOptions, create
from formcheck.video.reader import open_clip

Picture = NDArray[np.uint8]


def film(case: Case, assets: Path, clip: Path) -> None:
    """Draw a case into a video file.

    Args:
        case: what to film.
        assets: the body data.
        clip: the MP4 to write.
    """
    scene, film_ = Scene(case, assets), case.film
    with (
        Pictures(scene) as pictures,
        ClipWriter(
            clip,
            case.place.size_px,
            film_.fps,
            _seed(case),
            noise=film_.noise,
            crf=film_.crf,
            preset="veryfast",
        ) as writer,
    ):
        for t_s in kept_times_s(scene):
            writer.write(pictures.at(t_s), t_s)


def kept_times_s(scene: Scene) -> Iterator[float]:
    """When the frames were taken that are in the file: some cameras drop a few in a row."""
    rng, skip = random.Random(_seed(scene.case)), 0
    for i, t_s in enumerate(scene.times_s()):
        if skip == 0 and i > 0 and rng.random() < scene.case.film.dropped / 2:
            skip = rng.choice((1, 2, 3))
        if skip:
            skip -= 1
            continue
        yield t_s


def estimate(clip: Path, model: str = "full") -> list[Sighting]:
    """The landmarks of every frame of a clip, without its pictures."""
    estimator = create(PoseOptions(model=model))
    with open_clip(clip) as frames:
        seen = [Sighting(s.t_s, s.pose, s.size_px) for s in look(frames, estimator)]
    estimator.close()
    return seen


def save(case: Case, assets: Path, seen: list[Sighting], folder: Path) -> None:
    """Write landmarks, exact signals and truth of a case into ``folder``; the truth file comes last."""
    scene = Scene(case, assets)
    moments: list[Moment] = [scene.moment(s.t_s) for s in seen]
    exact = exact_signals(moments, scene)
    compact.save(folder / f"{case.name}.npz", seen, exact)
    truth = truth_of(scene, np.array([s.t_s for s in seen]), exact)
    truth["recipe"] = recipe_digest(case)
    path = folder / f"{case.name}.json"
    path.write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")


def recipe_digest(case: Case) -> str:
    """Short name of all that a case declares: a clip of another recipe is filmed anew."""
    return f"{zlib.crc32(repr(case).encode()):08x}"


def is_done(case: Case, folder: Path) -> bool:
    """Whether the folder holds this very case."""
    path = folder / f"{case.name}.json"
    if not path.exists():
        return False
    return bool(json.loads(path.read_text(encoding="utf-8")).get("recipe") == recipe_digest(case))


def _seed(case: Case) -> int:
    return zlib.crc32(case.name.encode())

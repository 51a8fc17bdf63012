"""One case filmed, its pose estimated, and everything that the evaluation needs of it saved."""

import json
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accuracy import compact, places
from evalset.cases import Case
from evalset.pictures import Pictures
from evalset.reel import Reel, RoughFilm
from evalset.scene import Moment, Scene
from evalset.truth import exact_signals, truth_of
from evalset.whereabouts import whereabouts
from formcheck.loop import Sighting, look
from formcheck.pose.backends import PoseOptions, create
from formcheck.video.reader import open_clip
from truth.video import ClipWriter

Picture = NDArray[np.uint8]


def film(case: Case, assets: Path, clip: Path) -> None:
    """Draw a case into a video file.

    Args:
        case: what to film.
        assets: the body data.
        clip: the MP4 to write.
    """
    reel, film_ = Reel(Scene(case, assets)), case.film
    with (
        Pictures(reel) as pictures,
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
        for t_s in kept_times_s(reel):
            writer.write(pictures.at(t_s), t_s)


def kept_times_s(reel: Reel) -> Iterator[float]:
    """When the frames were taken that are in the file: some cameras drop a few in a row."""
    case, skip = reel.scene.case, 0
    rng = random.Random(_seed(case))
    for i, t_s in enumerate(reel.times_s()):
        if skip == 0 and i > 0 and rng.random() < case.film.dropped / 2:
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
    reel, times_s = Reel(scene), [s.t_s for s in seen]
    moments: list[Moment] = [reel.moment(t_s) for t_s in times_s]
    exact = exact_signals(moments, scene)
    compact.save(folder / f"{case.name}.npz", seen, exact)
    if is_rough(case):
        places.save(folder / places.FOLDER / f"{case.name}.npz", whereabouts(reel, times_s))
    truth = truth_of(scene, np.array([m.t_s for m in moments]), exact)
    truth = reel.retimed(truth) if isinstance(case.film, RoughFilm) else truth
    truth["recipe"] = recipe_digest(case)
    path = folder / f"{case.name}.json"
    path.write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")


def is_rough(case: Case) -> bool:
    """Whether the person is hidden, alone in the picture only at times, or filmed in two takes."""
    film = case.film
    return isinstance(film, RoughFilm) or bool(film.passer_by) or film.mirror


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

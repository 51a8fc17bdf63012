"""One annotated picture of each exercise, from its sample clip and the landmarks recorded of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from accuracy.poses import sightings
from accuracy.samples import RECORDED, SAMPLES
from formcheck.engine.events import Rep
from formcheck.engine.spec import Exercise
from formcheck.loop import Session, Sighting, follow
from formcheck.sinks.annotate import SceneMaker
from formcheck.sinks.overlay import draw
from formcheck.sinks.scene import Scene
from formcheck.video.reader import open_clip

Picture = NDArray[np.uint8]
_LONG_PX = 560
# Full range shows the exercise, and a count is worth showing from here on.
_FULL, _REPS = 0.9, 2


def clip_of(exercise: Exercise) -> Path | None:
    """The sample clip that shows most of an exercise: one with a planted fault, where there is one."""
    found = sorted(SAMPLES.glob(f"{exercise.name}_*.mp4"))
    mine = [clip for clip in found if (RECORDED / f"{clip.stem}.npz").exists() and _is_of(clip, exercise)]
    return next((clip for clip in mine if not clip.stem.endswith("_clean")), mine[0] if mine else None)


def _is_of(clip: Path, exercise: Exercise) -> bool:
    return f'"exercise": "{exercise.name}"' in clip.with_suffix(".json").read_text(encoding="utf-8")


def picture(exercise: Exercise, clip: Path) -> Picture:
    """The annotated picture (RGB) that tells most: a fault at full range, else a repetition held."""
    scenes = dict(_scenes(exercise, clip))
    best_s = max(scenes, key=lambda t_s: _worth(scenes[t_s], t_s))
    with open_clip(clip) as frames:
        frame = min(frames, key=lambda f: abs(f.t_s - best_s))
    drawn = draw(frame.image_rgb, scenes[best_s])
    high, wide = drawn.shape[:2]
    share = _LONG_PX / max(high, wide)
    scaled = cv2.resize(drawn, (round(wide * share), round(high * share)), interpolation=cv2.INTER_AREA)
    return np.asarray(scaled, np.uint8)


def _scenes(exercise: Exercise, clip: Path) -> Iterator[tuple[float, Scene]]:
    maker = SceneMaker(exercise)
    seen: list[Sighting] = sightings(RECORDED / f"{clip.stem}.npz")
    reps = 0
    for step in follow(seen, Session(exercise)):
        reps += sum(isinstance(event, Rep) for event in step.events)
        yield step.sighting.t_s, replace(maker.scene(step), reps=reps)


def _worth(scene: Scene, t_s: float) -> tuple[bool, bool, int, float]:
    progress = scene.progress if scene.progress is not None and np.isfinite(scene.progress) else 0.0
    return bool(scene.flags), progress >= _FULL, min(scene.reps or 0, _REPS), -t_s


def write(picture_rgb: Picture, path: Path) -> None:
    """Save a picture as a small JPEG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture_rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85])

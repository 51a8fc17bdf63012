"""Events of recorded landmarks as data, compared exactly by the tests."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from accuracy.poses import sightings
from formcheck.engine.events import Flag, Held, Raise, Rep
from formcheck.exercises import find
from formcheck.loop import Session, Sighting, follow
from formcheck.pose.pose import Pose
from formcheck.sinks.tables import event_dict

Line = Mapping[str, Any]
_COUNTS = (Raise, Rep, Held, Flag)
# No event may hang on a difference that no camera shows.
HAIR_PX = 0.01
_WORDS = ("exercise", "event", "name", "side", "rep", "number", "severity")


def events(recording: Path, exercises: Sequence[str]) -> list[Line]:
    """Every event of an exercise on one recording, in order.

    Of several exercises, which is how a clip of none is judged, only what counts: somewhere among so many, a
    movement that is none begins or is given up on a hair.
    """
    return _events(sightings(recording), exercises)


def _events(seen: list[Sighting], exercises: Sequence[str]) -> list[Line]:
    return [
        {"exercise": name, **event_dict(event)}
        for name in exercises
        for step in follow(seen, Session(find(name)))
        for event in step.events
        if len(exercises) == 1 or isinstance(event, _COUNTS)
    ]


def hangs_on_a_hair(recording: Path, exercises: Sequence[str]) -> bool:
    """Whether landmarks moved by a hair give other events: such a golden would break on the next machine."""
    seen, rng = sightings(recording), np.random.default_rng(0)
    moved = [Sighting(s.t_s, _moved(s.pose, rng), s.size_px) for s in seen]
    return _shape(_events(seen, exercises)) != _shape(_events(moved, exercises))


def _moved(pose: Pose | None, rng: np.random.Generator) -> Pose | None:
    if pose is None:
        return None
    xy_px = pose.xy_px + rng.uniform(-HAIR_PX, HAIR_PX, pose.xy_px.shape)
    return Pose(pose.t_s, xy_px, pose.world_m, pose.visibility, pose.size_px)


def _shape(lines: list[Line]) -> list[tuple[Any, ...]]:
    return [tuple(line.get(word) for word in _WORDS) for line in lines]


def write(path: Path, lines: list[Line]) -> None:
    """Save events, one JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def read(path: Path) -> list[Line]:
    """Events that were saved."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

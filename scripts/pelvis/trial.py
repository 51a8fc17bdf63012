"""Films people the model never saw, doing the exercises well and with the pelvis turned, from many places."""

from pathlib import Path
from random import Random
from types import TracebackType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose.blazepose import BlazePose
from formcheck.pose.landmarks import COUNT
from pelvis.filming import looked_at, through_lens
from pelvis.sample import KEPT_PX, MARGIN
from pelvis.square import SIDE_M, around_hips
from sweep.plan import LANDSCAPE, LARGE, SIZE, Group, Spot
from sweep.shoot import STEP_S, Aimed
from sweep.stage import Stage, frames_of
from truth.people import PEOPLE

_MAT_M = (-1.25, 1.25, -1.25, 1.05)
HEIGHTS_M = (0.5, 1.2, 2.0)
_SIZES = (SIZE, LARGE)
_AROUND = (60.0, 90.0, 120.0, 150.0, 180.0, -150.0, -120.0, -90.0, -60.0)


def _group(exercise: str, fault: str, yaws_deg: tuple[float, ...], variant: str = "") -> Group:
    faults = tuple((fault, size) for size in _SIZES)
    return Group(exercise=exercise, variant=variant, faults=faults, yaws_deg=yaws_deg, size_px=LANDSCAPE)


# Where one side works it is the left one.
GROUPS = (
    _group("clamshell", "pelvis_rolls_back", (0.0, 30.0, 60.0, -30.0, -60.0, 180.0)),
    _group("superman", "hip_drop", _AROUND),
    _group("bridge", "hip_drop", _AROUND, "single"),
    _group("bridge", "hip_drop", _AROUND),
)


class Takes(NamedTuple):
    """One person's sets of one movement, one from each place.

    Attributes:
        crop: (places, frames, KEPT_PX, KEPT_PX, 3); frames as in ``sweep.stage.Take``.
        marks: (places, frames, 40).
        truth: (places, frames, 3, 3); NaN, as the marks, where nobody is seen.
        angle_rad: (places, frames) of the squares.
        xy_px, world_m, visibility: the landmarks.
        place: (places, 2) yaw (degrees) and height (m).
    """

    crop: NDArray[np.uint8]
    marks: NDArray[np.float32]
    truth: NDArray[np.float32]
    angle_rad: NDArray[np.float32]
    xy_px: NDArray[np.float32]
    world_m: NDArray[np.float32]
    visibility: NDArray[np.float32]
    place: NDArray[np.float32]


class Trial:
    """A context manager whose ``films`` takes one person's sets from all places.

    Args:
        group: movement and faults.
        person: who.
        root: the body data.
    """

    def __init__(self, group: Group, person: str, root: Path) -> None:
        self._group, self._stage = group, Stage(group, person, root)
        self._take, self._estimator = self._stage.take(0), BlazePose()
        start = self._stage.camera(Spot(0.0, 1.0), self._take)
        body = self._stage.scene.poser.body
        self._renderer = Aimed(body, root, PEOPLE[person], start, _MAT_M, samples=0)
        self._rng = Random(f"{group.name} {person}")

    def __enter__(self) -> "Trial":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._renderer.close()
        self._estimator.close()

    def films(self) -> Takes:
        """The sets from every yaw and height."""
        spots = [Spot(yaw_deg, height_m) for yaw_deg in self._group.yaws_deg for height_m in HEIGHTS_M]
        shape = len(spots), frames_of(self._group)
        parts = (40,), (3, 3), (), (COUNT, 2), (COUNT, 3), (COUNT,)
        marks, truth, *rest = (np.full((*shape, *part), np.nan, np.float32) for part in parts)
        crop = np.zeros((*shape, KEPT_PX, KEPT_PX, 3), np.uint8)
        place = np.array([(s.yaw_deg, s.height_m) for s in spots], np.float32)
        found = Takes(crop, marks, truth, rest[0], rest[1], rest[2], rest[3], place)
        for number, spot in enumerate(spots):
            self._film(spot, number, found)
        return found

    def _film(self, spot: Spot, number: int, into: Takes) -> None:
        camera, turn = self._stage.camera(spot, self._take), self._stage.turn(spot, self._take)
        self._renderer.aim(camera)
        self._estimator.close()
        for i, pose in enumerate(self._take.poses):
            placed = self._stage.placed(pose, turn)
            picture = through_lens(self._renderer.draw(placed), self._rng)
            seen = self._estimator(Frame(i * STEP_S, picture))
            region = around_hips(seen, SIDE_M * MARGIN) if seen else None
            if seen is None or region is None:
                continue
            trunk = placed.rotation["pelvis"], placed.rotation["spine_03"]
            points = self._stage.scene.poser.body.points(placed)
            looks = looked_at(picture, seen, region, points, trunk, camera)
            into.crop[number, i], into.marks[number, i], into.truth[number, i] = looks
            into.angle_rad[number, i] = region.angle_rad
            into.xy_px[number, i], into.world_m[number, i] = seen.xy_px, seen.world_m
            into.visibility[number, i] = seen.visibility

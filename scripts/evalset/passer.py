"""Somebody who walks through the picture once: who, and where they are."""

import zlib

import numpy as np

from evalset.scene import Scene
from truth.body import Body
from truth.entering import walk_in
from truth.idle import idle_at
from truth.passage import moved
from truth.people import PEOPLE
from truth.pose import Pose, Poser
from truth.standing import Squat

# They walk this far, from right to left, and come to stand outside the picture.
_WALK_M, _END_M = 5.2, -2.7
_BEHIND_M, _IN_FRONT_SHARE = 1.05, 0.42


class Passer:
    """A passer-by, behind or in front of the person.

    Args:
        scene: what is filmed.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, case = scene, scene.case
        others = [name for name in PEOPLE if name != case.person]
        self.name = others[zlib.crc32(case.name.encode()) % len(others)]
        self.poser = Poser(Body(scene.root, PEOPLE[self.name]))
        self.in_front = case.film.passer_by == "in front"
        self._walk = walk_in(Squat(), self.poser, from_m=_WALK_M, from_deg=90.0)
        away_m = -_IN_FRONT_SHARE * case.place.distance_m if self.in_front else _BEHIND_M
        self._end_m = np.array([_END_M, away_m, 0.0])
        reps = scene.clock.reps
        self._from_s = reps[min(1, len(reps) - 1)].start_s - self._walk.seconds / 2

    def pose(self, t_s: float) -> Pose | None:
        """How they stand or walk at a moment of the scene; None before and after."""
        share = (t_s - self._from_s) / self._walk.seconds
        if not 0.0 <= share <= 1.0:
            return None
        return moved(self._walk.pose(self.poser, share, idle_at(t_s, 1.0)), 0.0, self._end_m)

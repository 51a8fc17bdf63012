"""Films sets of good and turned repetitions and keeps picture, exact outline and landmarks of each moment."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose.landmarks import COUNT
from outline.film import Film
from outline.plan import FRAMES, SETS
from outline.unrest import LEG_DEG, restless, rough
from sweep.plan import Group, Spot
from sweep.shoot import STEP_S, Shooting


class Looking(Shooting):
    """The sweep's takes, with the pictures and the exact outlines kept.

    Args:
        group: the movement and its faults.
        person: who.
        root: the body data.
        manner: a key of ``SETS``.
    """

    def __init__(self, group: Group, person: str, root: Path, manner: str) -> None:
        super().__init__(group, person, root)
        self._takes, self._still = self._takes[: SETS[manner]], manner == "still"
        if not self._still:
            names = (f"{group.name} {person} {number}" for number in range(len(self._takes)))
            leg_deg = LEG_DEG if manner == "any_leg" else 0.0
            self._takes = [restless(t, name, leg_deg) for t, name in zip(self._takes, names, strict=True)]
        self._rng = np.random.default_rng(len(person))

    def film(self, spot: Spot) -> Film:
        """All sets from a place."""
        wide, high = self._group.size_px
        shape = len(self._takes), FRAMES
        marks = (np.full((*shape, COUNT, *n), np.nan, np.float32) for n in ((2,), (3,), (), (2,)))
        grey = np.zeros((*shape, high, wide), np.uint8)
        found = Film(grey, np.zeros(grey.shape, np.bool_), *marks)
        for take in range(len(self._takes)):
            self._film_take(spot, take, found)
        return found

    def _film_take(self, spot: Spot, number: int, into: Film) -> None:
        take = self._takes[number]
        turn = self._stage.turn(spot, take)
        self._renderer.aim(self._stage.camera(spot, take))
        self._estimator.close()
        for i, moment in enumerate(take.poses[:FRAMES]):
            drawn, cover = self._renderer.draw_layer(self._stage.placed(moment, turn))
            picture = self._through_lens(drawn)
            into.grey[number, i] = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
            into.body[number, i] = cover > 0.5
            into.exact_px[number, i] = self._exact(spot, take, i)[0]
            pose = self._estimator(Frame(i * STEP_S, picture))
            if pose is not None:
                into.xy_px[number, i], into.world_m[number, i] = pose.xy_px, pose.world_m
                into.visibility[number, i] = pose.visibility

    def _through_lens(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return picture if self._still else rough(picture, self._rng)

"""Draws what the camera sees from a place, and lets the product's pose model look at it."""

from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from formcheck.frame import Frame
from formcheck.pose.blazepose import BlazePose
from formcheck.pose.landmarks import COUNT, Landmark
from sweep.plan import TAKES, Group, Spot
from sweep.stage import Stage, Take, frames_of
from sweep.store import Landmarks
from truth.camera import Camera, look_at
from truth.look import Look
from truth.people import PEOPLE
from truth.render import Renderer

Floats = NDArray[np.float32]
_NAMES = frozenset(Landmark.__members__)
# Wide enough for a person lying any way round.
_MAT_M = (-1.25, 1.25, -1.25, 1.05)
# Between one picture and the next: the tracking takes a new place for a movement, not for a cut.
STEP_S = 0.5


class Aimed(Renderer):
    """A renderer whose camera can be moved: setting one up takes longer than a hundred pictures."""

    def aim(self, camera: Camera) -> None:
        """Look from another place; the picture's size stays."""
        self.camera, self._last = camera, None
        # once a picture was drawn no context is the current one, and what is set then is lost
        with self._context:
            self._set("eye", tuple(camera.eye_m))
            self._set_matrix("view", camera.matrix)

    def dress(self, look: Look) -> None:
        """Give person, room and light other colours; the cut of the clothes stays."""
        with self._context:
            self._set_look(look, self.surface.reference.cube["l-eye"])


class Shooting:
    """A context manager whose ``at`` films one person's takes from a place.

    Args:
        group: the movement and its faults.
        person: who.
        root: the body data.
    """

    def __init__(self, group: Group, person: str, root: Path) -> None:
        self._group, self._stage = group, Stage(group, person, root)
        self._takes = [self._stage.take(number) for number in range(TAKES)]
        self._estimator = BlazePose()
        start = self._stage.camera(Spot(0.0, 1.0), self._takes[0])
        body = self._stage.scene.poser.body
        self._renderer = Aimed(body, root, PEOPLE[person], start, _MAT_M, samples=0)

    def __enter__(self) -> "Shooting":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._renderer.close()
        self._estimator.close()

    def at(self, spot: Spot) -> Landmarks:
        """Landmarks of every frame of every take, seen and true."""
        shape = (len(self._takes), frames_of(self._group), COUNT)
        parts = (2,), (3,), (), (2,), (3,)
        found = Landmarks(*(np.full((*shape, *part), np.nan, np.float32) for part in parts))
        for number, take in enumerate(self._takes):
            self._estimator.close()
            for i, picture in enumerate(self.pictures(spot, number)):
                pose = self._estimator(Frame(i * STEP_S, picture))
                if pose is not None:
                    found.xy_px[number, i], found.world_m[number, i] = pose.xy_px, pose.world_m
                    found.visibility[number, i] = pose.visibility
                found.exact_px[number, i], found.exact_m[number, i] = self._exact(spot, take, i)
        return found

    def pictures(self, spot: Spot, number: int) -> list[NDArray[np.uint8]]:
        """The pictures of one take."""
        take = self._takes[number]
        turn = self._stage.turn(spot, take)
        self._renderer.aim(self._stage.camera(spot, take))
        return [self._renderer.draw(self._stage.placed(pose, turn)) for pose in take.poses]

    def _exact(self, spot: Spot, take: Take, frame: int) -> tuple[Floats, Floats]:
        camera, turn = self._stage.camera(spot, take), self._stage.turn(spot, take)
        points = self._stage.scene.poser.body.points(self._stage.placed(take.poses[frame], turn))
        named = {Landmark[name.upper()]: p for name, p in points.items() if name.upper() in _NAMES}
        where, joints = list(named), np.array(list(named.values()))
        xy_px, world_m = (np.full((COUNT, n), np.nan, np.float32) for n in (2, 3))
        xy_px[where] = camera.project(joints)
        # the renderer's camera looks along -z with y up; the product's axes are x right, y down, z away
        seen = (np.c_[joints, np.ones(len(joints))] @ look_at(camera.eye_m, camera.at_m).T)[:, :3]
        world_m[where] = seen * [1, -1, -1]
        world_m -= (world_m[Landmark.LEFT_HIP] + world_m[Landmark.RIGHT_HIP]) / 2
        return xy_px, world_m

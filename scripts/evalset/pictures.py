"""Draws the pictures of a scene: the person, whoever walks past, the mirror, the open shutter."""

import zlib
from types import TracebackType

import numpy as np
from truth.body import Body, Placed
from truth.camera_effects import Together, exposure_times_s, in_room_of, motion_blur
from truth.entering import walk_in
from truth.idle import idle_at
from truth.mirror import mirror_behind
from truth.passage import moved
from truth.people import PEOPLE
from truth.pose import Poser
from truth.render import Picture, Renderer
from truth.standing import Squat

from evalset.scene import Scene

# Wide enough for a person lying any way round.
_MAT_M = (-1.25, 1.25, -1.25, 1.05)
# Pictures drawn for one exposure.
_EXPOSED = 3
# The passer-by walks this far, from right to left, and comes to stand outside the picture.
_WALK_M, _END_M = 5.2, -2.7
_BEHIND_M, _IN_FRONT_SHARE = 1.05, 0.42


class Pictures:
    """A context manager whose ``at`` draws the scene at a moment.

    Args:
        scene: what is filmed.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene, case = scene, scene.case
        look = PEOPLE[case.person]
        mirror = mirror_behind(scene.camera) if case.film.mirror and not case.film.passer_by else None
        self._renderer = Renderer(scene.poser.body, scene.root, look, scene.camera, _MAT_M, mirror)
        self._passer = Passer(scene, self._renderer) if case.film.passer_by else None

    def __enter__(self) -> "Pictures":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._renderer.close()
        if self._passer:
            self._passer.close()

    def at(self, t_s: float) -> Picture:
        """The picture (height, width, 3), RGB, whose exposure has its middle at ``t_s``."""
        film = self._scene.case.film
        if not film.shutter:
            return self._sharp(t_s)
        times_s = exposure_times_s(t_s, film.shutter / film.fps, _EXPOSED)
        return motion_blur([self._sharp(moment) for moment in times_s])

    def _sharp(self, t_s: float) -> Picture:
        placed = self._scene.poser.place(self._scene.moment(t_s).pose)
        other = self._passer.at(t_s) if self._passer else None
        if self._passer is None or other is None:
            return self._renderer.draw(placed)
        return self._passer.draw(placed, other)


class Passer:
    """Somebody who walks through the picture once, behind or in front of the person.

    Args:
        scene: what is filmed.
        renderer: of the person.
    """

    def __init__(self, scene: Scene, renderer: Renderer) -> None:
        case = scene.case
        others = [name for name in PEOPLE if name != case.person]
        name = others[zlib.crc32(case.name.encode()) % len(others)]
        look = in_room_of(PEOPLE[name], PEOPLE[case.person])
        self._poser = Poser(Body(scene.root, PEOPLE[name]))
        self._own = Renderer(self._poser.body, scene.root, look, scene.camera, _MAT_M)
        self._together = Together(renderer, self._own)
        self._walk = walk_in(Squat(), self._poser, from_m=_WALK_M, from_deg=90.0)
        self._in_front = case.film.passer_by == "in front"
        away_m = -_IN_FRONT_SHARE * case.place.distance_m if self._in_front else _BEHIND_M
        self._end_m = np.array([_END_M, away_m, 0.0])
        reps = scene.clock.reps
        self._from_s = reps[min(1, len(reps) - 1)].start_s - self._walk.seconds / 2

    def at(self, t_s: float) -> Placed | None:
        """Where they are at a moment; None before and after."""
        share = (t_s - self._from_s) / self._walk.seconds
        if not 0.0 <= share <= 1.0:
            return None
        pose = self._walk.pose(self._poser, share, idle_at(t_s, 1.0))
        return self._poser.place(moved(pose, 0.0, self._end_m))

    def draw(self, person: Placed, passer: Placed) -> Picture:
        """Both in the room."""
        return self._together.draw(person, passer, self._in_front)

    def close(self) -> None:
        """Free the graphics context."""
        self._own.close()

"""Draws the pictures of a film: the person, a passer-by, the mirror, the board in front, the shutter."""

from types import TracebackType

from evalset.board import Board
from evalset.passer import Passer
from evalset.reel import Reel, Take
from evalset.scene import Scene
from truth.body import Placed
from truth.camera_effects import Together, exposure_times_s, in_room_of, motion_blur
from truth.mirror import mirror_behind
from truth.people import PEOPLE
from truth.render import Picture, Renderer

# Wide enough for a person lying any way round.
_MAT_M = (-1.25, 1.25, -1.25, 1.05)
# Pictures drawn for one exposure.
_EXPOSED = 3


class Pictures:
    """A context manager whose ``at`` draws the film at a moment.

    Args:
        reel: the film.
    """

    def __init__(self, reel: Reel) -> None:
        self._reel = reel
        self._drawn = {take: Drawn(take.scene) for take in reel.takes}
        self._boards = [Board(reel, stretch) for stretch in reel.hidden]

    def __enter__(self) -> "Pictures":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for drawn in self._drawn.values():
            drawn.close()

    def at(self, t_s: float) -> Picture:
        """The picture (height, width, 3), RGB, whose exposure has its middle at ``t_s``."""
        film, take = self._reel.film, self._reel.take(t_s)
        if not film.shutter:
            return self._sharp(take, t_s)
        times_s = exposure_times_s(t_s, film.shutter / film.fps, _EXPOSED)
        return motion_blur([self._sharp(take, moment) for moment in times_s])

    def _sharp(self, take: Take, t_s: float) -> Picture:
        picture = self._drawn[take].at(t_s + take.shift_s)
        for board in self._boards:
            picture = board.lay(picture, t_s)
        return picture


class Drawn:
    """One camera's pictures of a scene.

    Args:
        scene: what is filmed.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene, film = scene, scene.case.film
        mirror = mirror_behind(scene.camera) if film.mirror and not film.passer_by else None
        look = PEOPLE[scene.case.person]
        self._renderer = Renderer(
            scene.poser.body, scene.root, look, scene.camera, _MAT_M, mirror, step_m=scene.step_m
        )
        self._passer = DrawnPasser(scene, self._renderer) if film.passer_by else None

    def at(self, t_s: float) -> Picture:
        """The picture at one instant of the scene."""
        placed = self._scene.poser.place(self._scene.moment(t_s).pose)
        both = self._passer.draw(placed, t_s) if self._passer else None
        return self._renderer.draw(placed) if both is None else both

    def close(self) -> None:
        """Free the graphics contexts."""
        self._renderer.close()
        if self._passer:
            self._passer.close()


class DrawnPasser:
    """Draws a passer-by together with the person.

    Args:
        scene: what is filmed.
        renderer: of the person.
    """

    def __init__(self, scene: Scene, renderer: Renderer) -> None:
        self._passer = Passer(scene)
        look = in_room_of(PEOPLE[self._passer.name], PEOPLE[scene.case.person])
        self._own = Renderer(
            self._passer.poser.body, scene.root, look, scene.camera, _MAT_M, step_m=scene.step_m
        )
        self._together = Together(renderer, self._own)

    def draw(self, person: Placed, t_s: float) -> Picture | None:
        """Both in the room; None while the passer-by is not there."""
        pose = self._passer.pose(t_s)
        if pose is None:
            return None
        return self._together.draw(person, self._passer.poser.place(pose), self._passer.in_front)

    def close(self) -> None:
        """Free the graphics context."""
        self._own.close()

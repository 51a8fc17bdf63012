"""Films that are not one quiet take: cut together from two, or with something in front of the person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from evalset.cases import Film, Place
from evalset.scene import Moment, Scene

Truth = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class At:
    """A moment: an attempt's number from 0, and the share of its time; below 0 before it, above 1 after."""

    attempt: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Two takes edited together: the film leaves one moment and goes on at another.

    Attributes:
        leave, resume: the moments; what lies between is not in the film.
        place: where the camera stands afterwards; None = where it stood.
    """

    leave: At
    resume: At
    place: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """A plain board that slides in before the person and away again.

    Attributes:
        at: when it has covered them.
        seconds: for how long it does.
        part: ``whole`` or ``lower``: all of the person, or what is below the middle of the hips.
    """

    at: At
    seconds: float
    part: str = "whole"


@dataclass(frozen=True, kw_only=True)
class RoughFilm(Film):
    """A film with a cut or with hidden stretches."""

    cut: Cut | None = None
    hidden: tuple[Hidden, ...] = ()


@dataclass(frozen=True)
class Take:
    """What is filmed without a break: from ``from_s`` of the film on, scene time is ``shift_s`` later."""

    scene: Scene
    from_s: float = 0.0
    shift_s: float = 0.0


@dataclass(frozen=True)
class Stretch:
    """The person is covered from ``from_s`` to ``to_s`` of the film."""

    from_s: float
    to_s: float
    part: str


@dataclass(frozen=True)
class Reel:
    """A case's film on its own clock.

    Args:
        scene: what happens in front of the camera, without breaks.
    """

    scene: Scene

    @property
    def film(self) -> RoughFilm:
        """How it is filmed; a plain film has neither cut nor hidden stretches."""
        film = self.scene.case.film
        return film if isinstance(film, RoughFilm) else RoughFilm()

    @cached_property
    def takes(self) -> tuple[Take, ...]:
        """One, or two with a cut."""
        cut = self.film.cut
        if cut is None:
            return (Take(self.scene),)
        leave_s, resume_s = self._scene_s(cut.leave), self._scene_s(cut.resume)
        case = self.scene.case
        other = Scene(replace(case, place=cut.place), self.scene.root) if cut.place else self.scene
        return Take(self.scene), Take(other, leave_s, resume_s - leave_s)

    def _scene_s(self, at: At) -> float:
        rep = self.scene.clock.reps[at.attempt]
        return rep.start_s + at.share * (rep.end_s - rep.start_s)

    @cached_property
    def hidden(self) -> tuple[Stretch, ...]:
        """When the person is covered."""
        starts = [(self._scene_s(h.at), h) for h in self.film.hidden]
        return tuple(Stretch(t, t + h.seconds, h.part) for t, h in starts)

    @property
    def cut_s(self) -> float | None:
        """When the second take begins."""
        return self.takes[1].from_s if len(self.takes) > 1 else None

    def times_s(self) -> Iterator[float]:
        """When a picture is taken."""
        length_s = self.scene.clock.length_s - self.takes[-1].shift_s
        yield from np.arange(0.0, length_s, 1.0 / self.scene.case.film.fps).tolist()

    def take(self, t_s: float) -> Take:
        """The take that a moment of the film belongs to."""
        return [take for take in self.takes if take.from_s <= t_s + 1e-9][-1]

    def moment(self, t_s: float) -> Moment:
        """The person at a moment of the film; its time is the scene's."""
        take = self.take(t_s)
        return take.scene.moment(t_s + take.shift_s)

    # ---- truth

    def retimed(self, truth: Truth) -> Truth:
        """A truth on the scene's clock put on the film's: what the cut breaks is partial, no repetition."""
        said = {"cut_s": self.cut_s, "hidden_s": [[h.from_s, h.to_s, h.part] for h in self.hidden]}
        truth = truth | {"rough": said, "conditions": [*truth["conditions"], *self._conditions()]}
        if self.cut_s is None:
            return truth
        leave_s, resume_s = self.cut_s, self.cut_s + self.takes[1].shift_s
        rows = {key: split(truth[key], leave_s, resume_s) for key in ("rep_times", "partial_times", "holds")}
        broken = rows["rep_times"][1] + rows["partial_times"][1]
        reps, partials = rows["rep_times"][0], sorted([*rows["partial_times"][0], *broken])
        return truth | {
            "reps": len(reps),
            "reps_by_side": {side: sum(row[3] == side for row in reps) for side in ("left", "right")},
            "rep_times": reps,
            "partials": len(partials),
            "partial_times": partials,
            "holds": [h for h in rows["holds"][0] if not any(b[0] <= h[0] <= b[2] for b in broken)],
        }

    def _conditions(self) -> list[str]:
        cut = self.film.cut
        cuts = [] if cut is None else ["cut to another place" if cut.place else "cut in the same place"]
        return cuts + sorted({f"{h.part} body hidden" for h in self.film.hidden})


Row = list[Any]


def split(rows: Sequence[Row], leave_s: float, resume_s: float) -> tuple[list[Row], list[Row]]:
    """Rows of times, side last, as the film shows them: the whole ones, and those that the cut broke.

    A broken one lasts as long as it is seen; its middle time is brought into that.
    """
    whole: list[Row] = []
    broken: list[Row] = []
    for *times, side in rows:
        shown = [min(t, leave_s) if t < resume_s else t - (resume_s - leave_s) for t in times]
        is_gone = leave_s <= times[0] and times[-1] <= resume_s
        is_whole = times[-1] <= leave_s or times[0] >= resume_s
        if not is_gone:
            (whole if is_whole else broken).append([*(round(t, 3) for t in shown), side])
    return whole, broken

"""People in front of a coach: what they do is declared, what is seen of them is a stick figure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from figure import STANDING
from figure import pose as figure_pose
from formcheck.coach.coaching import Coaching
from formcheck.coach.moment import Moment, Said, State
from formcheck.coach.plan import Plan
from formcheck.engine.spec import Exercise
from formcheck.loop import Sighting
from formcheck.motion.observe import Observation
from formcheck.pose.pose import Pose
from synthetic import Move, Routine, best_view

FPS = 20.0
SIZE_PX = (200, 200)
Observe = Callable[[float], Observation]


class Declared:
    """Stands in for the measuring: the observation of the moment is declared, not measured."""

    def __init__(self, at: Observe) -> None:
        self._at = at

    def step(self, t_s: float, pose: Pose | None) -> tuple[Pose | None, Observation]:
        return pose, self._at(t_s) if pose is not None else Observation(t_s, seen=False)


@dataclass
class Visit:
    """A person doing repetitions in front of a coach.

    Attributes:
        away: spans in which nobody is in the picture.
        commands: method names of the coaching, each with the time it is called at.
    """

    exercise: Exercise
    plan: Plan
    starts_s: tuple[float, ...] = ()
    move: Callable[[float], Move] = lambda start_s: Move(start_s, hold_s=0.5)
    away: tuple[tuple[float, float], ...] = ()
    commands: tuple[tuple[float, str], ...] = ()
    points: dict[str, tuple[float, float]] = field(default_factory=lambda: dict(STANDING))

    def coaching(self) -> Coaching:
        coaching = Coaching(self.exercise, self.plan)
        moves = tuple(self.move(s) for s in self.starts_s)
        routine = Routine(self.exercise, moves, view=best_view(self.exercise))
        coaching.session._measuring = Declared(routine.at)  # type: ignore[assignment]
        return coaching

    def moments(self, to_s: float) -> Iterator[Moment]:
        coaching, waiting = self.coaching(), list(self.commands)
        for frame in range(round(to_s * FPS)):
            t_s = frame / FPS
            while waiting and waiting[0][0] <= t_s:
                getattr(coaching, waiting.pop(0)[1])()
            seen = not any(a <= t_s < b for a, b in self.away)
            pose = figure_pose(self.points, t_s=t_s) if seen else None
            yield coaching.step(Sighting(t_s, pose, SIZE_PX))
        last = coaching.end()
        if last is not None:
            yield last


def states(moments: list[Moment]) -> list[tuple[float, State]]:
    """Each state with the time it was entered at."""
    entered: list[tuple[float, State]] = []
    for moment in moments:
        if not entered or entered[-1][1] is not moment.state:
            entered.append((round(moment.t_s, 2), moment.state))
    return entered


def heard(moments: list[Moment], kind: Said) -> list[str]:
    return [spoken.text for moment in moments for spoken in moment.say if spoken.kind is kind]

"""What a sample clip is, as data: who moves how, seen from where, with which fault on which repetition."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from truth.idle import Idle
from truth.pose import Pose, Poser
from truth.timing import Tempo
from truth.views import View

# The exercise of a clip in which nothing must be counted.
NO_EXERCISE = "none"
# A hold lasts as long as the body is within a tenth of its full range.
HOLD_SHARE = 0.9


class Motion(Protocol):
    """Anything with a pose at a phase from 0 (rest) to 1 (full range).

    ``on_feet`` says that planted feet set the body's height; else its lowest skin is laid on the mat.
    """

    on_feet: ClassVar[bool]

    def pose(self, poser: Poser, u: float, idle: Idle) -> Pose:
        """The pose at phase ``u``."""
        ...


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One repetition, or one raise of a Superman.

    Args:
        motion: how it is done.
        tempo: how fast.
        side: moving or leading leg; None where both work.
        fault: the planted fault.
        reaches_full: it gets to the full position, so that time spent there is a hold.
        fault_value, fault_unit: how bad the planted fault is at full range; None: measured on the body.
    """

    motion: Motion
    tempo: Tempo
    side: str | None = None
    fault: str | None = None
    reaches_full: bool = True
    fault_value: float | None = None
    fault_unit: str = "deg"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """One clip.

    Args:
        exercise: the name the program under test uses.
        look: key of ``PEOPLE``.
        holds: the full position is held and timed.
        held_from: the share of the full range from which on it is held.
        raises_per_rep: attempts that make one repetition (2 on hands and knees: both diagonals).
    """

    name: str
    exercise: str
    look: str
    view: View
    attempts: tuple[Attempt, ...]
    fps: int = 24
    holds: bool = False
    held_from: float = HOLD_SHARE
    raises_per_rep: int = 1


def attempts(
    count: int, good: Attempt, bad: Attempt | None = None, bad_reps: tuple[int, ...] = ()
) -> tuple[Attempt, ...]:
    """``count`` attempts, the ``bad_reps`` (counted from 1) done the bad way."""
    return tuple(bad if bad and i in bad_reps else good for i in range(1, count + 1))

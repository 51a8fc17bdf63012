"""What a coached session asks for: sets, repetitions, rest, hold, side."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from formcheck.engine.spec import Exercise, Sides
from formcheck.errors import PlanError

# Wide enough for every programme, narrow enough that a slip of the finger is noticed.
RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "sets": (1, 50),
        "reps": (1, 1000),
        "rest_s": (0, 3600),
        "hold_s": (0.5, 3600),
        "countdown_s": (0, 60),
        "count_every": (1, 1000),
    }
)
_WORDS = {"reps": "repetitions", "rest_s": "rest", "hold_s": "hold", "countdown_s": "countdown"}


class PlanSide(StrEnum):
    """Which side a set is done with."""

    BOTH = "both"  # as the exercise goes; no side is asked for
    LEFT = "left"
    RIGHT = "right"
    EACH = "each"  # the repetitions are asked of each side


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A session's goals.

    Attributes:
        sets: how many sets.
        reps: repetitions of a set, with ``each`` of each side; None is as many as the person likes, until
            told ``next``.
        rest_s: rest between two sets.
        hold_s: how long each repetition is to be held; None asks for no time.
        countdown_s: from the start posture to the first repetition that counts; 0 begins at once.
        count_every: which repetitions are said aloud: 1 every one, 5 every fifth; the last always.
        side: which side is asked for.

    Raises:
        PlanError: a number is outside its range.
    """

    sets: int = 1
    reps: int | None = None
    rest_s: float = 45.0
    hold_s: float | None = None
    countdown_s: float = 3.0
    count_every: int = 1
    side: PlanSide = PlanSide.BOTH

    def __post_init__(self) -> None:
        for name, (least, most) in RANGES.items():
            value = getattr(self, name)
            # written so that NaN is refused, too
            if value is not None and not least <= value <= most:
                words = _WORDS.get(name, name)
                raise PlanError(f"{words} must be from {least:g} to {most:g}, not {value:g}")

    def goal(self, exercise: Exercise) -> int | None:
        """Repetitions of a set as they are counted: of each side, twice as many."""
        if self.reps is None:
            return None
        # where a repetition is one of each side by itself, as many are enough
        is_twice = self.side is PlanSide.EACH and exercise.sides is not Sides.DIAGONAL
        return 2 * self.reps if is_twice else self.reps

    def total(self, exercise: Exercise) -> int | None:
        """Repetitions of all sets, as they are counted; None where no number is asked for."""
        goal = self.goal(exercise)
        return None if goal is None else self.sets * goal


def sides_of(exercise: Exercise) -> tuple[PlanSide, ...]:
    """The sides that can be asked for in an exercise: only those that its counting tells apart."""
    match exercise.sides:
        case Sides.BOTH:
            return (PlanSide.BOTH,)
        case Sides.DIAGONAL:
            return (PlanSide.BOTH, PlanSide.EACH)
    return tuple(PlanSide)

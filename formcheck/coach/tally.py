"""What one set has come to: repetitions, sides, good ones, and the hold under way."""

import math
from dataclasses import dataclass

from formcheck.coach.plan import Plan, PlanSide
from formcheck.engine.events import Raise, Reached, Rep
from formcheck.engine.spec import Exercise, Kind, Phase, Severity, Sides
from formcheck.loop import Step

# The exact time of a finished hold stays to be read this long.
HELD_SHOWN_S = 2.0


@dataclass(slots=True)
class SetTally:
    """Counts within one set.

    Attributes:
        number: of the set, from 1.
        start_s: when it began to count; NaN before.
        end_s: when it was over; NaN before.
        reps, good_reps, left, right: counts.
        held_s: of the latest finished movement; NaN before the first.
    """

    number: int
    start_s: float = math.nan
    end_s: float = math.nan
    reps: int = 0
    good_reps: int = 0
    left: int = 0
    right: int = 0
    held_s: float = math.nan

    @property
    def has_begun(self) -> bool:
        """Whether anything could count yet."""
        return not math.isnan(self.start_s)

    def add(self, event: object) -> None:
        """Take one event."""
        match event:
            case Rep():
                self.reps += 1
                self.good_reps += all(flag.severity is not Severity.FAULT for flag in event.flags)
            case Raise():
                self.left += event.side == "left"
                self.right += event.side == "right"
                self.held_s = event.hold_s

    def counted(self, exercise: Exercise, plan: Plan) -> int:
        """Repetitions that count towards the plan: with a side asked for, only its own."""
        match plan.side:
            case PlanSide.LEFT:
                return self.left
            case PlanSide.RIGHT:
                return self.right
            case PlanSide.EACH if exercise.sides is not Sides.DIAGONAL and plan.reps is not None:
                return min(self.left, plan.reps) + min(self.right, plan.reps)
        return self.reps

    def by_side(self, exercise: Exercise) -> tuple[int, int] | None:
        """Left and right, where the exercise tells them apart."""
        return None if exercise.sides is Sides.BOTH else (self.left, self.right)


@dataclass(slots=True)
class HoldTimer:
    """Times the hold under way, and says once when its goal is reached.

    Args:
        exercise: what is held.
        goal_s: seconds asked for; None asks for none.
    """

    exercise: Exercise
    goal_s: float | None
    _since_s: float = math.nan
    _held_s: float = math.nan
    _held_at_s: float = math.nan
    _told_s: float = 0.0

    @property
    def is_used(self) -> bool:
        """Whether there is anything to time."""
        return self.exercise.kind is not Kind.REPS or self.goal_s is not None

    def step(self, step: Step) -> None:
        """Take one counted step."""
        for event in step.events:
            if isinstance(event, Reached):
                self._since_s, self._told_s = event.t_s, 0.0
            elif isinstance(event, Raise):
                self._held_s, self._held_at_s = event.hold_s, step.sighting.t_s
        if step.phase is not Phase.HOLD or not step.is_armed:
            self._since_s = math.nan

    def reset(self) -> None:
        """Forget the hold under way."""
        self._since_s = self._held_at_s = math.nan

    def shown_s(self, t_s: float) -> float | None:
        """Seconds to show: running, or the exact time of one just over; None when there is neither."""
        if not self.is_used:
            return None
        if not math.isnan(self._since_s):
            return max(0.0, t_s - self._since_s)
        return self._held_s if t_s - self._held_at_s <= HELD_SHOWN_S else None

    def news(self, t_s: float) -> str:
        """What is worth saying now: every fifth second on the way, and the goal; else nothing."""
        if self.goal_s is None or math.isnan(self._since_s):
            return ""
        before_s, self._told_s = self._told_s, t_s - self._since_s
        if before_s < self.goal_s <= self._told_s:
            return GOAL_REACHED
        five = 5.0 * math.floor(self._told_s / 5.0)
        return str(int(five)) if before_s < five < self.goal_s else ""


GOAL_REACHED = "Time, come back"

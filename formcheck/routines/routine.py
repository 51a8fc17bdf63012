"""What a routine is: a title and steps, each an exercise with its plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from formcheck.coach.lead import task_words
from formcheck.coach.plan import Plan
from formcheck.engine.spec import Exercise
from formcheck.errors import FormcheckError

# For telling beforehand how long a routine takes. Engineering defaults: a repetition at an easy pace without
# its hold, and how many somebody does where no number is asked for.
_REP_S, _OPEN_REPS = 4.0, 10


class RoutineError(FormcheckError):
    """There is no such routine, or its file cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineStep:
    """One step.

    Attributes:
        exercise: what is trained.
        plan: sets, repetitions, hold, side; the rest follows each set, the last one too.
        note: the routine's own word for it, shown and said before it; empty for none.
    """

    exercise: Exercise
    plan: Plan
    note: str = ""

    @property
    def words(self) -> str:
        """What is asked for: ``2 sets of 12 on each side``."""
        return task_words(self.plan)

    def as_json(self) -> dict[str, Any]:
        """Plain data, as the history keeps it and pages show it."""
        plan = self.plan
        return {
            "exercise": self.exercise.name,
            "title": self.exercise.title,
            "sets": plan.sets,
            "reps": plan.reps,
            "hold_s": plan.hold_s,
            "rest_s": plan.rest_s,
            "side": str(plan.side),
            "note": self.note,
            "words": self.words,
            "reps_planned": plan.total(self.exercise),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A routine.

    Attributes:
        name: of its file, without the ending.
        title: in plain words.
        about: one sentence: what it is good for; may be empty.
        steps: in their order, one at least.
        is_own: whether it is the user's own.
    """

    name: str
    title: str
    about: str = ""
    steps: tuple[RoutineStep, ...]
    is_own: bool = False

    @property
    def duration_s(self) -> float:
        """About how long it takes, with its rests, at four seconds a repetition and its hold."""
        return sum(_duration_s(step) for step in self.steps) - self.steps[-1].plan.rest_s

    def with_exercises(self, changed: Callable[[Exercise], Exercise]) -> "Routine":
        """The routine with each exercise changed, such as to a person's own limits."""
        steps = tuple(replace(step, exercise=changed(step.exercise)) for step in self.steps)
        return replace(self, steps=steps)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "name": self.name,
            "title": self.title,
            "about": self.about,
            "is_own": self.is_own,
            "duration_s": round(self.duration_s),
            "steps": [step.as_json() for step in self.steps],
        }


def _duration_s(step: RoutineStep) -> float:
    goal = step.plan.goal(step.exercise) or _OPEN_REPS
    return step.plan.sets * (goal * (_REP_S + (step.plan.hold_s or 0.0)) + step.plan.rest_s)

"""Plain data into a routine, every field checked; what is wrong is named with the range that is allowed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from formcheck.coach.plan import RANGES, Plan, PlanSide, sides_of
from formcheck.engine.spec import Exercise
from formcheck.errors import ExerciseError
from formcheck.exercises import find
from formcheck.routines.routine import Routine, RoutineError, RoutineStep

MOST_STEPS, MOST_LETTERS = 40, 200
_TOP = ("title", "about", "steps")
_STEP = ("exercise", "sets", "reps", "hold_s", "rest_s", "side", "note")
_WHOLE = ("sets", "reps")

Where = Callable[[int | None, str | None], str]
"""Names the place of a field: the number of its step, from 0, or None, and the field's name, or None."""


def routine_of(data: Mapping[str, Any], name: str, where: Where, *, is_own: bool = False) -> Routine:
    """Check plain data and make a routine of it.

    Args:
        data: ``title``, ``about`` and ``steps``, as in a file.
        name: of the routine.
        where: names the place of what is wrong.
        is_own: whether it is the user's own.

    Raises:
        RoutineError: a field is missing, unknown or out of range; one line that names it.
    """
    check = _Checked(data, _TOP, partial(where, None))
    title, about, steps = check.text("title", needed=True), check.text("about"), check.value("steps")
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise RoutineError(f"{where(None, 'steps')}: steps must be from 1 to {MOST_STEPS} tables")
    made = tuple(_step(one, partial(where, i)) for i, one in enumerate(steps))
    return Routine(name=name, title=title, about=about, steps=made, is_own=is_own)


def _step(data: object, where: Callable[[str | None], str]) -> RoutineStep:
    if not isinstance(data, Mapping):
        raise RoutineError(f"{where(None)}: a step must be a table with exercise, sets and reps")
    check = _Checked(data, _STEP, where)
    exercise = check.exercise()
    asked = {name: check.number(name) for name in ("sets", "reps", "hold_s", "rest_s")}
    given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    plan = Plan(side=check.side(exercise), **given)
    return RoutineStep(exercise=exercise, plan=plan, note=check.text("note"))


class _Checked:
    """The fields of one table.

    Args:
        data: the table.
        names: what it may hold.
        where: names the place of a field.
    """

    def __init__(
        self, data: Mapping[str, Any], names: tuple[str, ...], where: Callable[[str | None], str]
    ) -> None:
        self._data, self._where = data, where
        for name in data:
            if name not in names:
                raise RoutineError(
                    f"{where(name)}: unknown field {name!r}", mend=f"Choose from: {', '.join(names)}"
                )

    def value(self, name: str) -> Any:
        """A field that must be there."""
        if self._data.get(name) is None:
            raise RoutineError(f"{self._where(None)}: {name} is missing")
        return self._data[name]

    def text(self, name: str, *, needed: bool = False) -> str:
        """A line of text."""
        value = self.value(name) if needed else self._data.get(name, "")
        if not isinstance(value, str) or len(value) > MOST_LETTERS or (needed and not value.strip()):
            raise self._wrong(name, f"text of at most {MOST_LETTERS} letters", value)
        return " ".join(value.split())

    def number(self, name: str) -> float | int | None:
        """A number within its range, or None where none is given."""
        value = self._data.get(name)
        if value is None:
            return None
        least, most = RANGES[name]
        kinds = (int,) if name in _WHOLE else (int, float)
        # a boolean is a whole number to Python, and NaN is in no range
        if type(value) not in kinds or not least <= value <= most:
            kind = "a whole number" if name in _WHOLE else "a number"
            raise self._wrong(name, f"{kind} from {least:g} to {most:g}", value)
        return float(value) if name not in _WHOLE else int(value)

    def exercise(self) -> Exercise:
        """An exercise by name or alias."""
        name = self.value("exercise")
        if not isinstance(name, str):
            raise self._wrong("exercise", "the name of an exercise", name)
        try:
            return find(name)
        except ExerciseError as error:
            raise RoutineError(f"{self._where('exercise')}: {error.what}", mend=error.mend) from error

    def side(self, exercise: Exercise) -> PlanSide:
        """A side that the exercise's counting tells apart."""
        value, allowed = self._data.get("side", PlanSide.BOTH), sides_of(exercise)
        if value not in allowed:
            raise self._wrong("side", f"{' or '.join(allowed)} for {exercise.name}", value)
        return PlanSide(value)

    def _wrong(self, name: str, allowed: str, value: object) -> RoutineError:
        return RoutineError(f"{self._where(name)}: {name} must be {allowed}, not {str(value)[:60]!r}")

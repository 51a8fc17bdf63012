"""Plain data into a routine, every field checked; what is wrong is named with what is allowed."""

from dataclasses import dataclass
from typing import Any

from formcheck.coach.plan import RANGES, Plan, PlanSide, sides_of
from formcheck.engine.spec import Exercise
from formcheck.errors import ExerciseError
from formcheck.exercises import find
from formcheck.routines.routine import Routine, RoutineStep
from formcheck.toml_lines import TomlError, TomlFile, dotted
from formcheck.toml_scan import KeyPath

MOST_STEPS, MOST_LETTERS = 40, 200
_TOP = ("title", "about", "steps")
_STEP = ("exercise", "sets", "reps", "hold_s", "rest_s", "side", "note")


def routine_of(file: TomlFile, name: str, *, is_own: bool = False) -> Routine:
    """Check a file and make a routine of it.

    Args:
        file: holds ``title``, ``about`` and ``steps``.
        name: of the routine.
        is_own: whether it is the user's own.

    Raises:
        TomlError: a field is missing, unknown or out of range; one line that names it.
    """
    file.only((), _TOP)
    _needed(file, ("title",))
    steps = file.get(("steps",))
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise file.error(("steps",), f"a routine has from 1 to {MOST_STEPS} steps, each a table [[steps]]")
    return Routine(
        name=name,
        title=_text(file, ("title",)),
        about=_text(file, ("about",)),
        steps=tuple(_step(file, ("steps", i)) for i in range(len(steps))),
        is_own=is_own,
    )


def sent_routine(values: dict[str, Any]) -> Routine:
    """Check a routine that a page has sent.

    Raises:
        TomlError: as for a file.
    """
    return routine_of(_Sent("the routine", values, {}), "", is_own=True)


@dataclass(frozen=True, slots=True)
class _Sent(TomlFile):
    """Values that come from no file, so that there are no lines to name."""

    def error(self, path: KeyPath, what: str, mend: str = "") -> TomlError:
        """The error about one field."""
        return TomlError(
            f"{self.name}, {dotted(path)}: {what}" if path else f"{self.name}: {what}", mend=mend
        )


def _step(file: TomlFile, path: KeyPath) -> RoutineStep:
    file.only(path, _STEP)
    exercise = _exercise(file, (*path, "exercise"))
    given: dict[str, Any] = {
        "sets": file.whole((*path, "sets"), *_whole("sets")),
        "reps": file.whole((*path, "reps"), *_whole("reps")),
        "hold_s": file.number((*path, "hold_s"), *RANGES["hold_s"]),
        "rest_s": file.number((*path, "rest_s"), *RANGES["rest_s"]),
        "side": _side(file, (*path, "side"), exercise),
    }
    plan = Plan(**{name: value for name, value in given.items() if value is not None})
    return RoutineStep(exercise=exercise, plan=plan, note=_text(file, (*path, "note")))


def _whole(name: str) -> tuple[int, int]:
    least, most = RANGES[name]
    return int(least), int(most)


def _needed(file: TomlFile, path: KeyPath) -> None:
    if file.get(path) is None:
        raise file.error(path, "is missing")


def _text(file: TomlFile, path: KeyPath) -> str:
    """A line of text; empty where none is given."""
    text = " ".join((file.text(path) or "").split())
    if len(text) > MOST_LETTERS:
        raise file.error(path, f"has {len(text)} letters; allowed: at most {MOST_LETTERS}")
    return text


def _exercise(file: TomlFile, path: KeyPath) -> Exercise:
    _needed(file, path)
    try:
        return find(file.text(path) or "")
    except ExerciseError as error:
        raise file.error(path, error.what, error.mend) from error


def _side(file: TomlFile, path: KeyPath, exercise: Exercise) -> PlanSide | None:
    """A side that the exercise's counting tells apart."""
    allowed = sides_of(exercise)
    if len(allowed) > 1:
        side = file.text(path, allowed)
    else:
        side = file.text(path, tuple(PlanSide))
        if side not in (None, *allowed):
            raise file.error(path, f"is {side!r}; allowed for {exercise.name}, which tells no sides: both")
    return None if side is None else PlanSide(side)

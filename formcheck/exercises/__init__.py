"""One declaration a file; everything else is generated from the discovered set.

An exercise is a module of this package holding one constant ``EXERCISE``; a third-party package adds its own
through the entry point group ``formcheck.exercises``.
"""

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from formcheck.engine.spec import Exercise
from formcheck.errors import ExerciseError

GROUP = "formcheck.exercises"
# What several exercises share lies beside them.
SHARED = frozenset({"ankles", "heels", "leg_lifts", "measures", "places"})


@cache
def discovered() -> Mapping[str, Exercise]:
    """Every exercise by name, the project's own first, each set in alphabetical order.

    Raises:
        ExerciseError: a file or entry point does not hold an ``Exercise`` of its own name.
    """
    found = {info.name: importlib.import_module(f"{__name__}.{info.name}") for info in _modules()}
    exercises = {name: _checked(name, getattr(module, "EXERCISE", None)) for name, module in found.items()}
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        exercises.setdefault(entry.name, _checked(entry.name, entry.load()))
    return exercises


def _modules() -> list[pkgutil.ModuleInfo]:
    return sorted((m for m in pkgutil.iter_modules(__path__) if m.name not in SHARED), key=lambda m: m.name)


def _checked(name: str, exercise: object) -> Exercise:
    if not isinstance(exercise, Exercise):
        raise ExerciseError(f"{name} holds no exercise", cause="Its file defines no constant EXERCISE")
    if exercise.name != name:
        raise ExerciseError(
            f"the exercise in {name} calls itself {exercise.name}", mend="Give both the same name"
        )
    return exercise


def find(name: str) -> Exercise:
    """Look up an exercise by name or alias.

    Raises:
        ExerciseError: there is none; lists the choices and the nearest.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    for exercise in discovered().values():
        if wanted in (exercise.name, *exercise.aliases):
            return exercise
    known = {alias: e.name for e in discovered().values() for alias in (e.name, *e.aliases)}
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
    hint = f"Did you mean {known[near[0]]}? " if near else ""
    raise ExerciseError(f"unknown exercise {name!r}", mend=f"{hint}Choose one of: {', '.join(discovered())}")

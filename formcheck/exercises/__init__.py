"""One declaration a file; everything else is generated from the discovered set.

An exercise is a module of this package holding one constant ``EXERCISE``; a third-party package adds its own
through the entry point group ``formcheck.exercises``, the user by a file: docs/adding_an_exercise.md.
"""

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from formcheck.engine.spec import Exercise
from formcheck.errors import ExerciseError
from formcheck.exercises._files import checked, from_file, from_package
from formcheck.exercises.unmeasured import INSTEAD, NOT_MEASURABLE
from formcheck.folder import data_folder

GROUP, FOLDER = "formcheck.exercises", "exercises"
# What several exercises share lies beside them.
SHARED = frozenset({"ankles", "bridges", "heels", "leg_lifts", "measures", "one_leg", "places", "unmeasured"})

# The user's files by their place, with the exercise each holds.
_files: dict[Path, str] = {}


@cache
def _registry() -> dict[str, Exercise]:
    """Every exercise by name: the project's own, then those of other packages, then the user's files."""
    found = {info.name: importlib.import_module(f"{__name__}.{info.name}") for info in _modules()}
    known = {name: checked(name, getattr(module, "EXERCISE", None), name) for name, module in found.items()}
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        _add(known, from_package(entry), f"the package of {entry.value}")
    for path in sorted((data_folder() / FOLDER).glob("*.py")):
        _add(known, from_file(path), str(path))
        _files[path.resolve()] = path.stem
    return known


def discovered() -> Mapping[str, Exercise]:
    """Every exercise by name, the project's own first, each set in alphabetical order.

    The user's own lie in the folder ``exercises`` of the user's data folder; their code is run.

    Raises:
        ExerciseError: a file or entry point holds no ``Exercise`` of its own name, or one of a name in use.
    """
    return _registry()


def load(path: Path) -> Exercise:
    """Add the exercise of a file, whose code is run; from now on it is found by name, too.

    Raises:
        ExerciseError: the file holds no ``Exercise`` of its own name, or one of a name in use.
    """
    known, place = _registry(), path.resolve()
    if place not in _files:
        _add(known, from_file(path), str(path))
        _files[place] = path.stem
    return known[_files[place]]


def own_files() -> tuple[Path, ...]:
    """The user's own files known so far; another process has to ``load`` them, too."""
    return tuple(_files)


def _add(known: dict[str, Exercise], exercise: Exercise, where: str) -> None:
    taken = {name: e.name for e in known.values() for name in (e.name, *e.aliases)}
    for name in (exercise.name, *exercise.aliases):
        if name in taken:
            raise ExerciseError(
                f"{where} answers to {name}, which is {taken[name]} already",
                mend="Choose another name or alias",
            )
    known[exercise.name] = exercise


def _modules() -> list[pkgutil.ModuleInfo]:
    mine = (m for m in pkgutil.iter_modules(__path__) if m.name not in SHARED and not m.name.startswith("_"))
    return sorted(mine, key=lambda m: m.name)


def find(name: str) -> Exercise:
    """Look up an exercise by name or alias.

    Raises:
        ExerciseError: there is none; lists the choices and the nearest. Or it cannot be measured; says why.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    for exercise in discovered().values():
        if wanted in (exercise.name, *exercise.aliases):
            return exercise
    if wanted in NOT_MEASURABLE:
        raise ExerciseError(
            f"{wanted} cannot be measured", cause=NOT_MEASURABLE[wanted], mend=INSTEAD[wanted]
        )
    known = {alias: e.name for e in discovered().values() for alias in (e.name, *e.aliases)}
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
    hint = f"Did you mean {known[near[0]]}? " if near else ""
    raise ExerciseError(f"unknown exercise {name!r}", mend=f"{hint}Choose one of: {', '.join(discovered())}")

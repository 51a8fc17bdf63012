"""Exercises from the user's files and from other packages: their code runs, their mistakes are one line."""

import importlib.util
import os
import sys
import traceback
from importlib.metadata import EntryPoint
from pathlib import Path

from formcheck.engine.spec import Exercise, base_name
from formcheck.errors import ExerciseError
from formcheck.motion.signals import SIGNALS

MEND = "Mend the file, or take it away: docs/adding_an_exercise.md"


def from_file(path: Path) -> Exercise:
    """Run a file and take its ``EXERCISE``.

    Raises:
        ExerciseError: there is no such file, its code fails, or its exercise is none that can be counted.
    """
    if not path.is_file():
        raise ExerciseError(f"there is no exercise file {path}")
    name = f"formcheck_own_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ExerciseError(f"{path} is no Python file", mend=MEND)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # the user's own code may raise anything
        raise ExerciseError(f"{path} cannot be used", cause=reason(error, path), mend=MEND) from error
    return checked(path.stem, getattr(module, "EXERCISE", None), str(path))


def from_package(entry: EntryPoint) -> Exercise:
    """Load what another package offers.

    Raises:
        ExerciseError: it does not load, or its exercise is none that can be counted.
    """
    package = entry.dist.name if entry.dist else entry.value
    where = f"{entry.name} of the package {package}"
    try:
        exercise = entry.load()
    except Exception as error:  # another package may raise anything
        raise ExerciseError(
            f"{where} cannot be used", cause=reason(error), mend=f"Mend or uninstall {package}"
        ) from error
    return checked(entry.name, exercise, where)


def reason(error: Exception, file: Path | None = None) -> str:
    """What went wrong, in one line, with the line of the user's file where it is known."""
    if isinstance(error, SyntaxError):
        return f"Line {error.lineno}: {error.msg}"
    place = str(file.resolve()) if file else ""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if os.path.realpath(frame.filename) == place]
    text = (str(error) or type(error).__name__).partition("\n")[0]
    kind = "" if isinstance(error, ValueError) else f"{type(error).__name__}: "
    return (f"Line {lines[-1]}: " if lines else "") + kind + text


def checked(name: str, exercise: object, where: str) -> Exercise:
    """An exercise of this very name, whose signals can be there at all.

    Raises:
        ExerciseError: it is none.
    """
    if not isinstance(exercise, Exercise):
        raise ExerciseError(f"{where} holds no exercise", cause="It defines no constant EXERCISE")
    if exercise.name != name:
        raise ExerciseError(
            f"the exercise in {where} calls itself {exercise.name}", mend=f"Give both the same name: {name}"
        )
    for signal in sorted(exercise.signals):
        if wrong := _wrong_side(exercise, signal):
            raise ExerciseError(f"{where} would measure nothing", cause=wrong)
    return exercise


def _wrong_side(exercise: Exercise, signal: str) -> str:
    """Why a signal of this name is never observed; empty when it is."""
    base = base_name(signal)
    if SIGNALS[base].sided and signal == base:
        return f"{signal} is measured on each side: write {signal}_{{side}}, or {signal}_left"
    if not SIGNALS[base].sided and signal != base:
        return f"{base} is not measured by side: leave the side away"
    if signal == exercise.drive.signal and "{" in signal and None in exercise.machine_sides:
        return f"{signal} is counted on one side at a time, which sides={exercise.sides} does not do"
    return ""

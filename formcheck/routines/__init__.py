"""Routines: exercises one after the other, from a TOML file, walked through by the coach and kept as one.

routine = load("hips")              # a shipped one, one of the user's own folder, or any file
walk = Walk(routine, source="camera 0")
for sighting in ...:
    moment = walk.step(sighting)    # as of one exercise; the next one is announced in the rest before it
"""

from formcheck.routines.check import sent_routine
from formcheck.routines.finding import available, load, load_named, own_folder
from formcheck.routines.kept import KeptRun, WalkRecorder
from formcheck.routines.routine import Routine, RoutineError, RoutineStep
from formcheck.routines.walk import Walk

__all__ = [
    "KeptRun",
    "Routine",
    "RoutineError",
    "RoutineStep",
    "Walk",
    "WalkRecorder",
    "available",
    "load",
    "load_named",
    "own_folder",
    "sent_routine",
]

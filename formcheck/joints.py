"""Where on the body a fault is shown: the one mapping that videos, pages and reports mark joints by."""

from formcheck.engine.spec import Exercise, base_name
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.signals import SIGNALS
from formcheck.pose.landmarks import Landmark


def fault_joints(exercise: Exercise, name: str, side: str | None) -> tuple[Landmark, ...]:
    """The joints that a fault is measured at; of what is judged by the repetition, those it is counted by.

    Args:
        exercise: declares the fault.
        name: of the fault.
        side: ``left`` or ``right``; None is both.
    """
    signals = [fault.signal for fault in exercise.faults if fault.name == name]
    signal = signals[0] if signals else exercise.drive.signal
    is_other = "{other}" in signal
    sides = [s for s in SIDE_NAMES if side is None or (s == side) != is_other]
    names = SIGNALS[base_name(signal)].joints
    return tuple(Landmark[f"{one}_{name}".upper()] for one in sides for name in names)

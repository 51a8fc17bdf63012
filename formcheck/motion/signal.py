"""What a signal is: one measurement of the body by name, with what it needs and from where it can be seen."""

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.motion.body import Body
from formcheck.motion.view import FRONTAL, ViewKind

ANYWHERE = frozenset(ViewKind)
FACING = FRONTAL | {ViewKind.OBLIQUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One measurement of the body, for one side or for the whole.

    Attributes:
        name: with its unit; a sided signal appears as ``name_left`` and ``name_right``.
        unit: deg, ratio or 1 (a sign).
        title: plain words for tables.
        measure: the function of the body and the side.
        joints: the joints it needs, for the reason given when it is missing.
        views: where the picture shows it; NaN elsewhere.
        error: standard error of one reading in a valid view, in the unit.
        sided: whether left and right are measured apart.
        source: where the definition or the error comes from.
    """

    name: str
    unit: str
    title: str
    measure: Callable[[Body, str], float]
    joints: tuple[str, ...]
    views: frozenset[ViewKind] = ANYWHERE
    error: float
    sided: bool = True
    source: str = "engineering default"


KNEE_JOINTS = ("hip", "knee", "ankle")
TRUNK_JOINTS = ("shoulder", "hip")
GWYNNE = "SEM 2-4 deg: Gwynne & Curran, IJSPT"
RENDERED = "spread of level repetitions on rendered clips"
COSOLI = "side view, MediaPipe against IMU: Cosoli, Arnesano, Scalise 2026"

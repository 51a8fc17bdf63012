"""Checks that several exercises share."""

import math
from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Fault, RepCheck, Severity
from formcheck.engine.stats import RepStats
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.view import FRONTAL


def duration_s(s: RepStats) -> float:
    """Seconds from start to end."""
    return s.raise_.end_s - s.raise_.start_s


def hold_s(s: RepStats) -> float:
    """Seconds held near the furthest point."""
    return s.raise_.hold_s


TOO_FAST = RepCheck(
    name="too_fast",
    title="too fast",
    measure=duration_s,
    gate=Gate(on=0.8, off=0.9),
    unit="s",
    error=0.1,
    severity=Severity.CAUTION,
    cue="Slower",
    movable=(0.5, 8.0),
    source="engineering default: half of the fastest tempo named for these exercises, 2 s up and down",
)

HOLD_SHORT = RepCheck(
    name="hold_short",
    title="hold too short",
    measure=hold_s,
    gate=Gate(on=1.0, off=1.2),
    unit="s",
    error=0.2,
    severity=Severity.CAUTION,
    cue="Hold it longer",
    movable=(0.5, 20.0),
    source="engineering default; ACE asks for 5 to 10 s",
)

FACE_CAMERA = "turn to face the camera"

KNEE_CAUTION = Fault(
    name="knee_collapse",
    title="knee caves in",
    signal="fppa_deg_{side}",
    gate=Gate(on=10.0, off=7.0, for_s=0.2),
    during=LOADED,
    views=FRONTAL,
    severity=Severity.CAUTION,
    cue="Knee over the toes",
    advice=f"{FACE_CAMERA} to check the knees",
    movable=(0.5, 1.5),
    source="engineering default above the norm of 5-12 deg in women, 1-9 in men: Herrington & Munro 2010,"
    " 10.1016/j.ptsp.2009.11.004",
)

KNEE_FAULT = replace(
    KNEE_CAUTION,
    gate=Gate(on=15.0, off=11.0, for_s=0.2),
    severity=Severity.FAULT,
    cue="Push the knee out over the toes",
    # from the norm of 12 deg to that and a minimal detectable change of 8
    movable=(0.8, 1.35),
    source="engineering default: norm of 12 deg (Herrington & Munro 2010) plus one SEM of 3 (Gwynne & Curran,"
    " IJSPT)",
)


def _inward(s: RepStats, signal: str) -> float:
    """How much further in the knee is than in one's own best repetition, or than straight, if that is less.

    Who pushes the knees out in one repetition and keeps them straight in the next has done nothing wrong.
    """
    worse_deg = s.worse_than_own(signal)
    return worse_deg if math.isnan(worse_deg) else max(0.0, min(worse_deg, s.at_peak(signal)))


def either_knee_inward_deg(s: RepStats) -> float:
    """Of the worse leg; NaN while neither can be compared."""
    both = [_inward(s, f"fppa_deg_{side}") for side in SIDE_NAMES]
    return max((v for v in both if not math.isnan(v)), default=math.nan)


KNEE_OWN = RepCheck(
    name="knee_collapse",
    title="knee further in than in your best repetition",
    measure=either_knee_inward_deg,
    gate=Gate(on=8.5, off=7.0),
    unit="deg",
    error=3.0,
    views=FRONTAL,
    severity=Severity.CAUTION,
    cue="Knee over the toes",
    advice=f"{FACE_CAMERA} to check the knees",
    movable=(1.0, 2.0),
    source="minimal detectable change for an SEM of 3 deg (Gwynne & Curran, IJSPT): 1.96 * sqrt 2 * 3 = 8.3",
)

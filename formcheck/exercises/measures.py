"""Checks that several exercises share."""

import math
from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Fault, RepCheck, Severity
from formcheck.engine.stats import RepStats
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.view import FRONTAL, SIDES


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
BESIDE = "stand side-on to the camera"
CHECK_HIPS = f"{FACE_CAMERA} to check the hips"

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


def worse(s: RepStats, signal: str) -> float:
    """How much further a signal is than in one's own best repetition, or than 0, if that is less.

    Who pushes the knees out in one repetition and keeps them straight in the next has done nothing wrong.
    """
    further = s.worse_than_own(signal)
    return further if math.isnan(further) else max(0.0, min(further, s.at_peak(signal)))


def either_knee_inward_deg(s: RepStats) -> float:
    """Of the worse leg; NaN while neither can be compared."""
    both = [worse(s, f"fppa_deg_{side}") for side in SIDE_NAMES]
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

TRUNK_FORWARD = Fault(
    name="trunk_lean",
    title="trunk leans far forward",
    signal="trunk_lean_deg",
    gate=Gate(on=60.0, off=55.0, for_s=0.3),
    views=SIDES,
    severity=Severity.CAUTION,
    cue="Chest up",
    advice=f"{BESIDE} to check the trunk",
    source="engineering default: a parallel squat leans 35-50 deg",
)

HEEL_LIFTS = Fault(
    name="heel_lifts",
    title="heel lifts",
    signal="foot_pitch_deg_{side}",
    gate=Gate(on=18.0, off=12.0, for_s=0.3),
    views=SIDES,
    relative=True,
    cue="Heels down",
    advice=f"{BESIDE} with the feet in the picture to check the heels",
    source="engineering default: three standard errors of the sole line",
)


def deepest_front_knee_deg(s: RepStats) -> float:
    """Smallest angle of the knee of the side that is counted."""
    return s.lowest("knee_deg_{side}")


TOO_SHALLOW = RepCheck(
    name="too_shallow",
    title="too shallow",
    measure=deepest_front_knee_deg,
    gate=Gate(on=117.0, off=110.0),
    unit="deg",
    error=6.4,
    views=SIDES,
    severity=Severity.CAUTION,
    cue="Go a little deeper",
    advice=f"{BESIDE} to check the depth",
    source="engineering default: down is a front knee of 110 deg, and one standard error of 6.4 more",
)
# How far a person's own limit of the depth may move, where one's own depth differs much.
DEPTH_MOVABLE = (0.6, 1.5)

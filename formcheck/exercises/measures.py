"""Checks that several exercises share: what is judged once a repetition has ended."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Fault, RepCheck, Severity
from formcheck.engine.stats import RepStats
from formcheck.motion.view import FRONTAL


def duration_s(s: RepStats) -> float:
    """Seconds from start to end."""
    return s.raise_.end_s - s.raise_.start_s


def hold_s(s: RepStats) -> float:
    """Seconds held within a tenth of the furthest point."""
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
    source="engineering default: half of the fastest tempo named for these exercises, 2 s up and down",
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
    source="engineering default above the norm of 5-12 deg in women, 1-9 in men: Herrington & Munro 2010,"
    " 10.1016/j.ptsp.2009.11.004",
)

KNEE_FAULT = replace(
    KNEE_CAUTION,
    gate=Gate(on=15.0, off=11.0, for_s=0.2),
    severity=Severity.FAULT,
    cue="Push the knee out over the toes",
    source="engineering default: norm of 12 deg (Herrington & Munro 2010) plus one SEM of 3 (Gwynne & Curran, IJSPT)",
)

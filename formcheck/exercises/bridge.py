"""Glute bridge on two legs or one."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Guard, Kind, RepCheck, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import TOO_FAST
from formcheck.motion.view import SIDES, Posture, ViewKind

FEET_END = "put the camera at the feet end, about 1.7 m high, to check the knees"


def height_deg(s: RepStats) -> float:
    """Hip angle at the top."""
    return s.at_peak("hips_open_deg")


def hold_against_best(s: RepStats) -> float:
    """Hold against the longest before it, once somebody holds at all; NaN before that."""
    longest = max((past.raise_.hold_s for past in s.before), default=0.0)
    return s.raise_.hold_s / longest if longest >= HOLDS_FROM_S else float("nan")


HOLDS_FROM_S = 3.0

EXERCISE = Exercise(
    name="bridge",
    title="Bridge",
    aliases=("glute_bridge", "hip_bridge", "bridges", "single_leg_bridge"),
    kind=Kind.REPS_AND_HOLD,
    postures=frozenset({Posture.SUPINE}),
    drive=Drive(signal="hips_open_deg", rest=118.0, work=170.0, rest_limit=145.0, work_limit=163.0),
    sides=Sides.BOTH,
    faults=(
        Fault(
            name="over_arch",
            title="back over-arches",
            signal="hips_open_deg",
            gate=Gate(on=200.0, off=195.0, for_s=0.3),
            during=LOADED,
            views=SIDES,
            severity=Severity.CAUTION,
            cue="Ribs down",
            advice="put the camera at your side to check the height of the hips",
            source="engineering default: 190 deg and two standard errors of 5",
        ),
        Fault(
            name="knee_collapse",
            title="knees fall in",
            signal="knee_gap_ratio",
            gate=Gate(on=0.6, off=0.7, for_s=0.3),
            during=LOADED,
            views=frozenset({ViewKind.FEET_END}),
            cue="Knees apart, over the feet",
            advice=FEET_END,
            source="engineering default below the knee-to-foot width of 0.7 of Exercise-Correction",
        ),
        Fault(
            name="knees_fall_apart",
            title="knees fall apart",
            signal="knee_gap_ratio",
            gate=Gate(on=1.8, off=1.6, for_s=0.3),
            during=LOADED,
            views=frozenset({ViewKind.FEET_END}),
            cue="Knees over the feet",
            advice=FEET_END,
            source="engineering default",
        ),
    ),
    checks=(
        RepCheck(
            name="hips_low",
            title="hips too low",
            measure=height_deg,
            gate=Gate(on=161.0, off=165.0),
            unit="deg",
            error=4.0,
            views=SIDES,
            cue="Hips higher",
            advice="put the camera at your side to check the height of the hips",
            source="engineering default: up is 165 deg, less one standard error of 4",
        ),
        RepCheck(
            name="hold_short",
            title="hold cut short",
            measure=hold_against_best,
            gate=Gate(on=0.6, off=0.7),
            unit="of own longest hold",
            error=0.05,
            severity=Severity.CAUTION,
            cue="Hold it longer",
            source="engineering default; a hold of 5 s is common (Reinold)",
        ),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="legs straight: this is no bridge",
            signal="knees_deg",
            gate=Gate(on=150.0, off=140.0, for_s=0.3),
        ),
    ),
    counts="From the hips on the floor up until shoulder, hip and knee are in line, and back down.",
    setup="Camera at your side, 0.5 to 1 m high, 2.5 to 3 m away, shoulders to feet in the picture.",
    source="hip angle down < 140, up >= 165 deg: engineering default; opens to about 180 (Human Kinetics)",
)

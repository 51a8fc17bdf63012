"""Clamshell: side-lying, the top knee opens."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Kind, RepCheck, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import TOO_FAST
from formcheck.motion.view import Posture, ViewKind

FRONT = frozenset({ViewKind.FRONT})


def range_share(s: RepStats) -> float:
    """Opening against one's own largest before it."""
    return s.share_of_best()


EXERCISE = Exercise(
    name="clamshell",
    title="Clamshell",
    aliases=("clam", "clams", "clamshells"),
    kind=Kind.REPS,
    postures=frozenset({Posture.LYING_ON_LEFT, Posture.LYING_ON_RIGHT}),
    drive=Drive(
        signal="knees_apart_deg",
        rest=-12.0,
        work=24.0,
        rest_limit=6.0,
        work_limit=14.0,
        depth=Gate(on=0.54, off=0.45, for_s=0.06, off_for_s=0.05),
    ),
    sides=Sides.SIGN,
    side_signal="top_sign",
    faults=(
        Fault(
            name="feet_apart",
            title="feet come apart",
            signal="feet_apart_ratio",
            gate=Gate(on=0.18, off=0.13, for_s=0.2),
            during=LOADED,
            views=FRONT,
            relative=True,
            cue="Heels together",
            advice="put the camera in front of your trunk with the feet in the picture",
            source="engineering default: 15 % of the shank and half a standard error",
        ),
        Fault(
            name="pelvis_rolls_back",
            title="pelvis rolls back",
            signal="pelvis_roll_ratio",
            gate=Gate(on=0.068, off=0.05, for_s=0.2),
            during=LOADED,
            views=FRONT,
            relative=True,
            cue="Hips stacked, don't roll back",
            advice="put the camera in front of you, about 2 m high, looking down",
            source="tuned on rendered clips of four bodies, camera 1.5 and 2.0 m high: level reads up to"
            " 0.063, 18 deg 0.06 to 0.135, 25 deg 0.075 to 0.155 (d' 2.7 and 3.9); not from 0.5 m",
        ),
    ),
    checks=(
        RepCheck(
            name="range_small",
            title="opens less than before",
            measure=range_share,
            gate=Gate(on=0.65, off=0.7),
            unit="of own largest",
            error=0.08,
            severity=Severity.CAUTION,
            cue="Open the knee further",
            source="engineering default: no norm in degrees was found, so one's own largest is the measure",
        ),
        TOO_FAST,
    ),
    counts="The top knee opens away from the lower one and closes again, feet together.",
    setup="Camera in front of your trunk, 2.5 to 3 m away, head to feet in the picture; about 2 m high,"
    " looking down, also shows whether the pelvis rolls back.",
    source="hips about 45, knees about 90 deg, heels together, up at most 2 s, down 2 s: Reinold; Clam, Human"
    " Kinetics",
)

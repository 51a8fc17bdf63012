"""Clamshell: side-lying, the top knee opens."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Kind, Placement, RepCheck, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import TOO_FAST
from formcheck.exercises.places import MAP
from formcheck.motion.view import Posture, ViewKind

FRONT = frozenset({ViewKind.FRONT})


def range_share(s: RepStats) -> float:
    """Opening against one's own largest before it."""
    return s.share_of_best()


def rolled_further_ratio(s: RepStats) -> float:
    """Roll of the pelvis against one's own least; NaN for the first repetition."""
    return s.worse_than_own("pelvis_roll_ratio")


FROM_ABOVE = "put the camera in front of you, about 2 m high, looking down"

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
            gate=Gate(on=0.24, off=0.18, for_s=0.2),
            during=LOADED,
            views=FRONT,
            relative=True,
            cue="Heels together",
            advice="put the camera in front of your trunk with the feet in the picture",
            source="engineering default: 15 % of the shank and one and a half standard errors",
        ),
        Fault(
            name="pelvis_rolls_back",
            title="pelvis rolls back",
            signal="pelvis_roll_ratio",
            gate=Gate(on=0.12, off=0.1, for_s=0.2),
            during=LOADED,
            views=FRONT,
            relative=True,
            cue="Hips stacked, don't roll back",
            advice=FROM_ABOVE,
            source="tuned on rendered clips, camera 1.5 and 2.0 m high: level reads up to 0.108, 25 deg 0.075"
            " to 0.155; not from 0.5 m",
        ),
    ),
    checks=(
        RepCheck(
            name="pelvis_rolls_back",
            title="pelvis rolls back further than in your best repetition",
            measure=rolled_further_ratio,
            gate=Gate(on=0.03, off=0.024),
            unit="ratio",
            error=0.02,
            views=FRONT,
            cue="Hips stacked, don't roll back",
            advice=FROM_ABOVE,
            source="tuned on rendered clips, camera 2.0 m high: level repetitions of one person differ by a"
            " few thousandths, 12, 16 and 24 deg read 0.031, 0.05 and 0.09 more",
        ),
        RepCheck(
            name="range_small",
            title="opens less than before",
            measure=range_share,
            gate=Gate(on=0.65, off=0.7),
            unit="of own largest",
            error=0.08,
            severity=Severity.CAUTION,
            cue="Open the knee further",
            movable=(0.5, 1.5),
            source="engineering default: no norm in degrees was found, so one's own largest is the measure",
        ),
        TOO_FAST,
    ),
    further="Open the knee further",
    counts="The top knee opens away from the lower one and closes again, feet together.",
    placements=(
        Placement(
            name="in front of your trunk",
            shows="whether the feet stay together",
            yaw_deg=0.0,
            height_m=(0.5, 1.0),
            distance_m=(2.5, 3.0),
            source=MAP,
        ),
        Placement(
            name="in front of your trunk, looking down",
            shows="also whether the pelvis rolls far back",
            yaw_deg=0.0,
            height_m=(1.9, 2.1),
            distance_m=(2.5, 3.0),
            source=MAP,
        ),
    ),
    source="hips about 45, knees about 90 deg, heels together, up at most 2 s, down 2 s: Reinold; Clam, Human"
    " Kinetics",
)

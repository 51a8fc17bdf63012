"""Squat on two legs."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Drive, Exercise, Fault, Guard, Kind, RepCheck, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import KNEE_CAUTION, KNEE_FAULT, KNEE_OWN, TOO_FAST, either_knee_inward_deg
from formcheck.exercises.places import beside_standing, facing
from formcheck.motion.view import PROFILE, SIDES, Posture

# One knee that caves alone is told by the comparison with the person's own best repetition.
BOTH_KNEES = "knees_in_deg"


def deepest_knee_deg(s: RepStats) -> float:
    """Knee angle at the deepest point, as the bend of both legs tells it from any view."""
    return 180.0 - s.highest("squat_bend_deg")


EXERCISE = Exercise(
    name="squat",
    title="Squat",
    aliases=("squats", "air_squat"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(
        signal="squat_bend_deg",
        rest=10.0,
        work=80.0,
        rest_limit=35.0,
        work_limit=72.0,
        depth=Gate(on=0.54, off=0.45, for_s=0.06, off_for_s=0.05),
        also="sunk_ratio",
    ),
    sides=Sides.BOTH,
    faults=(
        replace(KNEE_CAUTION, signal=BOTH_KNEES),
        replace(KNEE_FAULT, signal=BOTH_KNEES),
        Fault(
            name="trunk_lean",
            title="trunk leans far forward",
            signal="trunk_lean_deg",
            gate=Gate(on=60.0, off=55.0, for_s=0.3),
            views=SIDES,
            severity=Severity.CAUTION,
            cue="Chest up",
            advice="stand side-on to the camera to check the trunk",
            movable=(0.5, 1.25),
            source="engineering default: a parallel squat leans 35-50 deg",
        ),
        Fault(
            name="heel_lifts",
            title="heel lifts",
            signal="foot_pitch_deg_{side}",
            gate=Gate(on=18.0, off=12.0, for_s=0.3),
            views=SIDES,
            relative=True,
            cue="Heels down",
            advice="stand side-on to the camera with the feet in the picture to check the heels",
            source="engineering default: three standard errors of the sole line",
        ),
    ),
    checks=(
        replace(KNEE_OWN, measure=either_knee_inward_deg),
        RepCheck(
            name="too_shallow",
            title="too shallow",
            measure=deepest_knee_deg,
            gate=Gate(on=106.0, off=100.0),
            unit="deg",
            error=6.4,
            severity=Severity.CAUTION,
            views=PROFILE,
            cue="Go a little deeper",
            advice="stand side-on to the camera to check the depth",
            movable=(0.6, 1.5),
            source="engineering default: down is a knee angle of 100 deg, and one standard error of 6 more",
        ),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="one knee far above the other: this is a lunge",
            signal="split_ratio",
            gate=Gate(on=0.42, off=0.4),
            at_peak=True,
        ),
    ),
    further="Go deeper",
    counts="From standing down until the thighs are about level and back up.",
    placements=(facing("the knees"), beside_standing("depth, trunk and heels")),
    source="down <= 100 deg, up >= 160 deg at the knee: engineering default; knee collapse as in"
    " Herrington & Munro 2010",
)

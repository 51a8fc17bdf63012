"""Squat on two legs."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Drive, Exercise, Guard, Kind, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import (
    DEPTH_MOVABLE,
    HEEL_LIFTS,
    KNEE_CAUTION,
    KNEE_FAULT,
    KNEE_OWN,
    TOO_FAST,
    TOO_SHALLOW,
    TRUNK_FORWARD,
)
from formcheck.exercises.places import beside_standing, facing
from formcheck.motion.view import PROFILE, Posture

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
        replace(TRUNK_FORWARD, movable=(0.5, 1.25)),
        HEEL_LIFTS,
    ),
    checks=(
        KNEE_OWN,
        replace(
            TOO_SHALLOW,
            measure=deepest_knee_deg,
            gate=Gate(on=106.0, off=100.0),
            views=PROFILE,
            movable=DEPTH_MOVABLE,
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

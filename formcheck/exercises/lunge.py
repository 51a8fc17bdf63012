"""Lunge: forward, reverse, stationary or walking; the front leg is counted."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Guard, Kind, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises import one_leg
from formcheck.exercises.measures import (
    BESIDE,
    DEPTH_MOVABLE,
    HEEL_LIFTS,
    KNEE_CAUTION,
    KNEE_FAULT,
    KNEE_OWN,
    TOO_FAST,
    TOO_SHALLOW,
    TRUNK_FORWARD,
    worse,
)
from formcheck.exercises.places import beside_standing, facing
from formcheck.motion.view import Posture, ViewKind


def knee_inside_deg(s: RepStats) -> float:
    """How much further inside its ankle the front knee is than in one's own best, or than straight up."""
    return worse(s, KNEE)


# The thigh of a lunge points at the camera: its angle to the shank swings by 20 degrees with a turn of five.
KNEE = "shank_in_deg_{side}"
KNEE_SOURCE = (
    "Piva 2006: knee inside the second toe, or the foot's inner border, which is 6 deg of the shank;"
)
# Seen from behind, the front leg is hidden by the rest of the body.
FACING = frozenset({ViewKind.FRONT})
KNEE_INSIDE = replace(
    KNEE_FAULT,
    signal=KNEE,
    views=FACING,
    gate=Gate(on=6.0, off=4.0, for_s=0.2),
    source=f"{KNEE_SOURCE} the border",
)
KNEE_TOWARDS = replace(
    KNEE_CAUTION,
    signal=KNEE,
    views=FACING,
    gate=Gate(on=4.0, off=2.5, for_s=0.2),
    source=f"{KNEE_SOURCE} the toe, with two standard errors and a half",
)

HIP_DROP = replace(
    one_leg.HIP_DROP,
    title="pelvis drops on the side of the rear leg",
    gate=Gate(on=8.5, off=7.0, for_s=0.2),
    relative=True,
    source="tuned on rendered clips seen from the front: a level pelvis reads 2 to 6 deg at the bottom, one"
    " dropped by 12 deg 8 to 13",
)

TRUNK = replace(
    TRUNK_FORWARD,
    title="trunk leans",
    gate=Gate(on=25.0, off=21.0, for_s=0.3),
    during=LOADED,
    severity=Severity.FAULT,
    source="engineering default: the in-line lunge of the FMS asks for an upright trunk",
)

EXERCISE = Exercise(
    name="lunge",
    title="Lunge",
    aliases=("lunges", "forward_lunge", "reverse_lunge", "split_squat", "walking_lunge"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(
        signal="leg_bend_deg",
        rest=10.0,
        work=90.0,
        rest_limit=40.0,
        work_limit=78.0,
        also="step_ratio",
    ),
    sides=Sides.SIGN,
    side_signal="lead_sign",
    faults=(
        KNEE_TOWARDS,
        KNEE_INSIDE,
        HIP_DROP,
        replace(TRUNK, gate=Gate(on=15.0, off=12.0, for_s=0.3), severity=Severity.CAUTION),
        TRUNK,
        replace(
            HEEL_LIFTS,
            title="front heel lifts",
            during=LOADED,
            cue="Front heel down",
            advice=f"{BESIDE} with the feet in the picture to check the heel",
        ),
    ),
    checks=(
        replace(
            KNEE_OWN,
            measure=knee_inside_deg,
            gate=Gate(on=6.0, off=5.0),
            error=2.0,
            views=FACING,
            source="minimal detectable change for a standard error of 2 deg: 1.96 * sqrt 2 * 2 = 5.5",
        ),
        replace(
            one_leg.HIP_OWN,
            measure=one_leg.hip_further_deg,
            gate=Gate(on=3.5, off=2.5),
            source="tuned on rendered clips: level repetitions of one person and side differ by 0.8 deg,"
            " one dropped by 12 deg reads 4.6 more. The two sides differ by up to 3: they are not compared",
        ),
        replace(TOO_SHALLOW, movable=DEPTH_MOVABLE),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="knees side by side: this is a squat",
            signal="split_ratio",
            gate=Gate(on=0.33, off=0.35),
            at_peak=True,
        ),
    ),
    further="Go deeper",
    counts="From standing down on the front leg until the rear knee is near the floor, and back up.",
    placements=(facing("knees and hips"), beside_standing("depth, trunk and heel")),
    source="front knee up >= 160, down <= 110 deg: engineering default within the 60-125 deg of"
    " Exercise-Correction",
)

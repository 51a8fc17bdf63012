"""Lunge: forward, reverse, stationary or walking; the front leg is counted."""

import math
from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Guard, Kind, RepCheck, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import FACE_CAMERA, KNEE_CAUTION, KNEE_FAULT, KNEE_OWN, TOO_FAST
from formcheck.exercises.places import beside_standing, facing
from formcheck.motion.view import FRONTAL, SIDES, Posture, ViewKind


def deepest_front_knee_deg(s: RepStats) -> float:
    """Smallest angle of the front knee."""
    return s.lowest("knee_deg_{side}")


def knee_inside_deg(s: RepStats) -> float:
    """How much further inside its ankle the front knee is than in one's own best, or than straight up."""
    worse_deg = s.worse_than_own(KNEE)
    return worse_deg if math.isnan(worse_deg) else max(0.0, min(worse_deg, s.at_peak(KNEE)))


def hip_lower_deg(s: RepStats) -> float:
    """How much further the pelvis drops than in one's own best repetition with this leg in front."""
    return s.worse_than_own(HIP)


HIP = "hip_drop_deg_{side}"
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

HIP_DROP = Fault(
    name="hip_drop",
    title="pelvis drops on the side of the rear leg",
    signal=HIP,
    gate=Gate(on=8.5, off=7.0, for_s=0.2),
    during=LOADED,
    views=FRONTAL,
    relative=True,
    cue="Keep the hips level",
    advice=f"{FACE_CAMERA} to check the hips",
    source="tuned on rendered clips seen from the front: a level pelvis reads 2 to 6 deg at the bottom, one"
    " dropped by 12 deg 8 to 13",
)

TRUNK = Fault(
    name="trunk_lean",
    title="trunk leans",
    signal="trunk_lean_deg",
    gate=Gate(on=25.0, off=21.0, for_s=0.3),
    during=LOADED,
    views=SIDES,
    cue="Chest up",
    advice="stand side-on to the camera to check the trunk",
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
        Fault(
            name="heel_lifts",
            title="front heel lifts",
            signal="foot_pitch_deg_{side}",
            gate=Gate(on=18.0, off=12.0, for_s=0.3),
            during=LOADED,
            views=SIDES,
            relative=True,
            cue="Front heel down",
            advice="stand side-on to the camera with the feet in the picture to check the heel",
            source="engineering default: three standard errors of the sole line",
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
        RepCheck(
            name="hip_drop",
            title="pelvis drops further than in your best repetition",
            measure=hip_lower_deg,
            gate=Gate(on=3.5, off=2.5),
            unit="deg",
            error=1.0,
            views=FRONTAL,
            cue="Keep the hips level",
            advice=f"{FACE_CAMERA} to check the hips",
            source="tuned on rendered clips: level repetitions of one person and side differ by 0.8 deg,"
            " one dropped by 12 deg reads 4.6 more. The two sides differ by up to 3: they are not compared",
        ),
        RepCheck(
            name="too_shallow",
            title="too shallow",
            measure=deepest_front_knee_deg,
            gate=Gate(on=117.0, off=110.0),
            unit="deg",
            error=6.4,
            views=SIDES,
            severity=Severity.CAUTION,
            cue="Go a little deeper",
            advice="stand side-on to the camera to check the depth",
            movable=(0.6, 1.5),
            source="engineering default: down is a front knee of 110 deg, and one standard error of 6.4 more",
        ),
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

"""Side lunge: a step aside and down onto that leg; the leg that bends is counted."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import (
    LOADED,
    Drive,
    Exercise,
    Fault,
    Guard,
    Kind,
    Severity,
    Sides,
    Unseen,
)
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import FACE_CAMERA, KNEE_FAULT, KNEE_OWN, TOO_FAST, TOO_SHALLOW
from formcheck.exercises.places import CLIPS, facing
from formcheck.motion.signal import FACING
from formcheck.motion.view import FRONTAL, Posture

KNEE = "knee_over_foot_deg_{side}"


def deepest_knee_deg(s: RepStats) -> float:
    """Smallest angle of the leading knee, as the length of the leg tells it from the front."""
    return s.lowest("folded_knee_deg_{side}")


def knee_inside_deg(s: RepStats) -> float:
    """How much further in the knee is than in one's own best repetition with this leg; NaN for the first."""
    return s.worse_than_own(KNEE)


TRUNK = Fault(
    name="trunk_lean",
    title="trunk leans to the side",
    signal="trunk_aside_deg",
    gate=Gate(on=29.0, off=25.0, for_s=0.2),
    during=LOADED,
    views=FRONTAL,
    cue="Chest up",
    advice=f"{FACE_CAMERA} to check the trunk",
    source="engineering default of the lunge, 15 and 25 deg, and the 4 that the pose model reads too much",
)

EXERCISE = Exercise(
    name="side_lunge",
    title="Side lunge",
    aliases=("lateral_lunge", "side_lunges", "cossack_squat"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(
        signal="sunk_aside_ratio",
        rest=0.01,
        work=0.26,
        rest_limit=0.05,
        work_limit=0.19,
        depth=Gate(on=0.54, off=0.45, for_s=0.06, off_for_s=0.05),
        also="side_step_ratio",
    ),
    sides=Sides.SIGN,
    side_signal="over_foot_ratio",
    faults=(
        replace(
            KNEE_FAULT,
            signal=KNEE,
            gate=Gate(on=12.0, off=8.0, for_s=0.2),
            source="engineering default of 15 deg, less one standard error: bodies read 11 deg apart",
        ),
        replace(TRUNK, gate=Gate(on=19.0, off=16.0, for_s=0.2), severity=Severity.CAUTION),
        TRUNK,
    ),
    checks=(
        replace(
            KNEE_OWN,
            measure=knee_inside_deg,
            gate=Gate(on=13.0, off=10.0),
            error=4.0,
            source="tuned on rendered clips: clean ones of one person and leg differ by up to 3 deg, one half"
            " of the limit in by 7, one and a half times the limit by 19",
        ),
        replace(
            TOO_SHALLOW,
            measure=deepest_knee_deg,
            gate=Gate(on=113.0, off=107.0),
            error=8.0,
            views=FACING,
            advice=f"{FACE_CAMERA} to check the depth",
            source="engineering default: 105 deg, and one standard error more; higher, it counts as half",
        ),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="hips between the feet: this is a lunge to the front or a squat",
            signal="off_middle_ratio",
            gate=Gate(on=0.15, off=0.17),
            at_peak=True,
        ),
        Guard(
            title="feet side by side: this is a squat",
            signal="side_step_ratio",
            gate=Gate(on=0.55, off=0.6),
            at_peak=True,
        ),
    ),
    unseen=(
        Unseen(
            name="hip_drop",
            title="pelvis drops on the side of the straight leg",
            reason="not measurable: the pose model shows a quarter of it, and as much when the knee moves in",
            source="rendered pictures of two bodies: a drop of 12 deg reads 3, a knee moved in reads 2 to 5",
        ),
        Unseen(
            name="heel_lifts",
            title="heel lifts",
            reason="not measurable where a side lunge can be counted: the sole shows from the side only",
            source="from the front heel and toes lie behind one another",
        ),
    ),
    further="Go deeper",
    counts="From standing a step aside, down onto that leg with the other one straight, and back up.",
    placements=(facing("depth, knee and trunk", CLIPS),),
    source="leading knee down <= 110 deg as in the lunge: engineering default",
)

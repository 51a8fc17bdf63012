"""Leg lift to the side, standing: seen from the front or from behind."""

import math
from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Guard, Kind, RepCheck, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.leg_lifts import HIPS_SINK, STANDS_ASKEW, TRUNK_LEAN
from formcheck.exercises.measures import FACE_CAMERA, TOO_FAST
from formcheck.exercises.places import CLIPS, facing
from formcheck.motion.view import FRONTAL, Posture

HIKE = "hip_hike_deg_{side}"
CHECK_HIPS = f"{FACE_CAMERA} to check the hips"
LEVEL = "Keep the hips level"


def raised_more_deg(s: RepStats) -> float:
    """How much higher the pelvis is than in one's own best repetition with this leg, or than level."""
    worse_deg = s.worse_than_own(HIKE)
    return worse_deg if math.isnan(worse_deg) else max(0.0, min(worse_deg, s.at_peak(HIKE)))


HIP_HIKE = Fault(
    name="hip_hike",
    title="pelvis is pulled up on the side of the lifted leg",
    signal=HIKE,
    gate=Gate(on=11.0, off=8.0, for_s=0.2),
    during=LOADED,
    views=FRONTAL,
    relative=True,
    cue="Lift from the hip, not the waist",
    advice=CHECK_HIPS,
    source="engineering default of 8 deg and one standard error",
)
HIP_DROP = replace(
    HIP_HIKE,
    name="hip_drop",
    title="pelvis drops on the side of the lifted leg",
    gate=Gate(on=-11.0, off=-8.0, for_s=0.2),
    cue=LEVEL,
)

EXERCISE = Exercise(
    name="leg_lift_side",
    title="Leg lift to the side",
    aliases=("side_leg_lift", "side_leg_raise", "standing_hip_abduction", "leg_lifts_side"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(signal="lift_aside_deg", rest=2.0, work=32.0, rest_limit=9.0, work_limit=20.0, fastest_s=0.4),
    sides=Sides.SIGN,
    side_signal="further_out_deg",
    faults=(
        replace(TRUNK_LEAN, views=FRONTAL, advice=f"{FACE_CAMERA} to check the trunk"),
        HIP_HIKE,
        HIP_DROP,
        Fault(
            name="knee_bends",
            title="knee of the lifted leg bends",
            signal="shank_short_ratio_{side}",
            gate=Gate(on=0.85, off=0.9, for_s=0.2),
            during=LOADED,
            views=FRONTAL,
            cue="Knee straight",
            advice=f"{FACE_CAMERA} to check the knee",
            source="tuned on rendered clips: a knee bent by 40 deg shortens the shank to 0.8 of the other",
        ),
    ),
    checks=(
        RepCheck(
            name="hip_hike",
            title="pelvis higher than in your best repetition",
            measure=raised_more_deg,
            gate=Gate(on=8.0, off=6.0),
            unit="deg",
            error=3.0,
            views=FRONTAL,
            cue="Lift from the hip, not the waist",
            advice=CHECK_HIPS,
            source="minimal detectable change for a standard error of 3 deg: 1.96 * sqrt 2 * 3 = 8.3",
        ),
        TOO_FAST,
    ),
    guards=(
        HIPS_SINK,
        STANDS_ASKEW,
        Guard(
            title="both feet on the floor: this is a step",
            signal="foot_up_ratio",
            gate=Gate(on=0.05, off=0.07),
            at_peak=True,
        ),
    ),
    further="Lift the leg higher",
    counts="From standing, one straight leg out to the side, and back down.",
    placements=(facing("how far the leg goes, trunk, hips and knee", CLIPS),),
    source="full range 32 deg against the vertical, at least 20: engineering default; no norm was found",
)

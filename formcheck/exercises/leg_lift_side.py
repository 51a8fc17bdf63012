"""Leg lift to the side, standing: seen from the front or from behind."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Kind, RepCheck, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.leg_lifts import HIPS_SINK, STANDS_ASKEW, TRUNK_LEAN
from formcheck.exercises.measures import CHECK_HIPS, FACE_CAMERA, TOO_FAST, worse
from formcheck.exercises.places import CLIPS, facing
from formcheck.motion.view import FRONTAL, Posture

HIKE = "hip_hike_deg_{side}"
LEVEL = "Keep the hips level"


def raised_more_deg(s: RepStats) -> float:
    """How much higher the pelvis is than in one's own best repetition with this leg, or than level."""
    return worse(s, HIKE)


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
    # a foot that comes nearer to the camera as it rises is no higher in the picture; the legs' slant is told
    guards=(
        replace(HIPS_SINK, gate=Gate(on=0.1, off=0.08)),
        replace(STANDS_ASKEW, gate=Gate(on=9.0, off=8.0)),
    ),
    further="Lift the leg higher",
    counts="From standing, one straight leg out to the side, and back down.",
    placements=(facing("how far the leg goes, trunk, hips and knee", CLIPS),),
    source="full range 32 deg against the vertical, at least 20: engineering default; no norm was found",
)

"""Squat on one leg; the leg that stands is counted."""

import math

from formcheck.engine.gate import Gate
from formcheck.engine.spec import (
    LOADED,
    Drive,
    Exercise,
    Fault,
    Guard,
    Kind,
    RepCheck,
    Severity,
    Sides,
    Unseen,
)
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import FACE_CAMERA, KNEE_CAUTION, KNEE_FAULT, TOO_FAST
from formcheck.exercises.places import CLIPS, beside_standing, facing
from formcheck.motion.view import FRONTAL, PROFILE, SIDES, Posture

HIP = "hip_drop_deg_{side}"
BESIDE = "stand side-on to the camera"


def hip_lower_deg(s: RepStats) -> float:
    """How much further the pelvis drops than in one's own best repetition on this leg, or than level."""
    worse_deg = s.worse_than_own(HIP)
    return worse_deg if math.isnan(worse_deg) else max(0.0, min(worse_deg, s.at_peak(HIP)))


def deepest_knee_deg(s: RepStats) -> float:
    """Knee angle of the standing leg at the deepest point."""
    return 180.0 - s.highest("stance_bend_deg")


# At rest the pose model errs by up to 3 deg, at the bottom by 1: the change from rest would say less.
HIP_DROP = Fault(
    name="hip_drop",
    title="pelvis drops on the side of the free leg",
    signal=HIP,
    gate=Gate(on=3.5, off=2.5, for_s=0.3),
    during=LOADED,
    views=FRONTAL,
    cue="Keep the hips level",
    advice=f"{FACE_CAMERA} to check the hips",
    source="tuned on rendered clips: a level pelvis reads -5 to 1 deg, one dropped by 12 deg 4.2 to 5.6, by"
    " 16 deg 5.7 to 6.9",
)

HIP_OWN = RepCheck(
    name="hip_drop",
    title="pelvis drops further than in your best repetition",
    measure=hip_lower_deg,
    gate=Gate(on=2.4, off=1.8),
    unit="deg",
    error=1.0,
    views=FRONTAL,
    cue="Keep the hips level",
    advice=f"{FACE_CAMERA} to check the hips",
    source="tuned on rendered clips: level repetitions of one person and side differ by up to 1.9 deg and"
    " read 1 at most, one dropped by 12 deg reads 4.7 more",
)

# The pose model draws the hips square to the trunk.
HIP_HIKE = Unseen(
    name="hip_hike",
    title="pelvis hikes on the side of the free leg",
    reason="the pose model tilts the hips with the trunk: a trunk that leans to a side looks like a hike",
    source="rendered clips: a level pelvis reads 4 to 9 deg hiked under a trunk that leans by 15",
)

SIDE_LEAN = Fault(
    name="side_lean",
    title="trunk leans to a side",
    signal="trunk_lean_deg",
    gate=Gate(on=10.0, off=8.0, for_s=0.3),
    during=LOADED,
    views=FRONTAL,
    cue="Trunk upright, not to the side",
    advice=f"{FACE_CAMERA} to check whether the trunk leans to a side",
    source="engineering default: two and a half standard errors of the trunk's line",
)

EXERCISE = Exercise(
    name="single_leg_squat",
    title="Single-leg squat",
    aliases=("one_leg_squat", "single_leg_squats", "pistol_squat"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(
        signal="stance_bend_deg",
        rest=8.0,
        work=65.0,
        rest_limit=30.0,
        work_limit=55.0,
        depth=Gate(on=0.52, off=0.44, for_s=0.06, off_for_s=0.05),
        also="lift_ratio",
    ),
    sides=Sides.SIGN,
    side_signal="stance_sign",
    faults=(
        KNEE_CAUTION,
        KNEE_FAULT,
        HIP_DROP,
        SIDE_LEAN,
        Fault(
            name="trunk_lean",
            title="trunk leans far forward",
            signal="trunk_lean_deg",
            gate=Gate(on=45.0, off=40.0, for_s=0.3),
            views=SIDES,
            severity=Severity.CAUTION,
            cue="Chest up",
            advice=f"{BESIDE} to check the trunk",
            source="engineering default: a single-leg squat to 60-70 deg of the knee leans 15-35 deg",
        ),
        Fault(
            name="heel_lifts",
            title="heel lifts",
            signal="foot_pitch_deg_{side}",
            gate=Gate(on=18.0, off=12.0, for_s=0.3),
            views=SIDES,
            relative=True,
            cue="Heel down",
            advice=f"{BESIDE}, the standing leg nearer to it and its foot in the picture, to check the heel",
            source="engineering default: three standard errors of the sole line",
        ),
    ),
    checks=(
        HIP_OWN,
        RepCheck(
            name="too_shallow",
            title="too shallow",
            measure=deepest_knee_deg,
            gate=Gate(on=126.0, off=120.0),
            unit="deg",
            error=6.4,
            views=PROFILE,
            severity=Severity.CAUTION,
            cue="Go a little deeper",
            advice=f"{BESIDE} to check the depth",
            source="knee flexion of 60 deg and more (Lewis 2015, PLOS 0126258), less a standard error of 6.4",
        ),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="both feet on the floor: this is no squat on one leg",
            signal="feet_uneven_ratio",
            gate=Gate(on=0.12, off=0.14),
            at_peak=True,
        ),
    ),
    unseen=(HIP_HIKE,),
    further="Go deeper",
    counts="From standing on one leg until the knee is bent by 60 degrees and more, and back up.",
    placements=(
        facing("knee, hips and trunk", CLIPS),
        beside_standing("depth, trunk and heel of the nearer leg", CLIPS),
    ),
    source="knee flexion >= 60 deg: Lewis 2015, PLOS 0126258; knee collapse as in Herrington & Munro 2010",
)

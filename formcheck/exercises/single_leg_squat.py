"""Squat on one leg; the leg that stands is counted."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Drive, Exercise, Guard, Kind, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import (
    BESIDE,
    HEEL_LIFTS,
    KNEE_CAUTION,
    KNEE_FAULT,
    TOO_FAST,
    TOO_SHALLOW,
    TRUNK_FORWARD,
)
from formcheck.exercises.one_leg import HIP_DROP, HIP_HIKE, HIP_OWN, SIDE_LEAN
from formcheck.exercises.places import CLIPS, beside_standing, facing
from formcheck.motion.view import PROFILE, Posture


def deepest_knee_deg(s: RepStats) -> float:
    """Knee angle of the standing leg at the deepest point."""
    return 180.0 - s.highest("stance_bend_deg")


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
        replace(
            TRUNK_FORWARD,
            gate=Gate(on=45.0, off=40.0, for_s=0.3),
            source="engineering default: a single-leg squat to 60-70 deg of the knee leans 15-35 deg",
        ),
        replace(
            HEEL_LIFTS,
            cue="Heel down",
            advice=f"{BESIDE}, the standing leg nearer to it and its foot in the picture, to check the heel",
        ),
    ),
    checks=(
        HIP_OWN,
        replace(
            TOO_SHALLOW,
            measure=deepest_knee_deg,
            gate=Gate(on=126.0, off=120.0),
            views=PROFILE,
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

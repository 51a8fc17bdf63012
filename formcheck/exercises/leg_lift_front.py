"""Leg lift to the front, standing: seen from the side."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Drive, Exercise, Kind, Sides
from formcheck.exercises.leg_lifts import (
    HIPS_SINK,
    HIPS_UNSEEN,
    KNEE_BENDS,
    MARCHING,
    STANDS_ASKEW,
    TOGETHER,
    TRUNK_LEAN,
)
from formcheck.exercises.measures import TOO_FAST
from formcheck.exercises.places import CLIPS, beside_standing
from formcheck.motion.view import Posture

EXERCISE = Exercise(
    name="leg_lift_front",
    title="Leg lift to the front",
    aliases=("front_leg_lift", "front_leg_raise", "standing_hip_flexion"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(
        signal="lift_front_deg", rest=2.0, work=42.0, rest_limit=12.0, work_limit=28.0, fastest_s=0.4
    ),
    sides=Sides.SIGN,
    side_signal="further_front_deg",
    faults=(
        replace(
            TRUNK_LEAN,
            gate=Gate(on=12.5, off=10.5, for_s=0.2),
            source="engineering default of 10 deg, and the 2 to 3 that the pose model adds while a leg"
            " is held in front (tuning clips)",
        ),
        KNEE_BENDS,
    ),
    checks=(TOO_FAST,),
    guards=(HIPS_SINK, STANDS_ASKEW, TOGETHER, MARCHING),
    unseen=HIPS_UNSEEN,
    further="Lift the leg higher",
    counts="From standing, one straight leg out to the front, and back down.",
    placements=(beside_standing("how far the leg goes, trunk and knee", CLIPS),),
    source="full range 42 deg against the vertical, at least 28: engineering default; no norm was found",
)

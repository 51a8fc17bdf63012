"""Leg lift to the back, standing: seen from the side."""

from formcheck.engine.spec import Drive, Exercise, Kind, Sides
from formcheck.exercises.leg_lifts import (
    HIPS_SINK,
    HIPS_UNSEEN,
    KNEE_BENDS,
    STANDS_ASKEW,
    TOGETHER,
    TRUNK_LEAN,
)
from formcheck.exercises.measures import TOO_FAST
from formcheck.exercises.places import CLIPS, beside_standing
from formcheck.motion.view import Posture

EXERCISE = Exercise(
    name="leg_lift_back",
    title="Leg lift to the back",
    aliases=("back_leg_lift", "back_leg_raise", "standing_hip_extension"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(signal="lift_back_deg", rest=3.0, work=25.0, rest_limit=9.0, work_limit=18.0, fastest_s=0.4),
    sides=Sides.SIGN,
    side_signal="further_back_deg",
    faults=(TRUNK_LEAN, KNEE_BENDS),
    checks=(TOO_FAST,),
    guards=(HIPS_SINK, STANDS_ASKEW, TOGETHER),
    unseen=HIPS_UNSEEN,
    further="Lift the leg higher",
    counts="From standing, one straight leg out to the back, and back down.",
    placements=(beside_standing("how far the leg goes, trunk and knee", CLIPS),),
    source="full range 25 deg against the vertical, at least 18: engineering default; no norm was found",
)

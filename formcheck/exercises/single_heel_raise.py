"""Heel raise on one leg."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Exercise, Guard, Kind, Sides
from formcheck.exercises.heels import BESIDE, FADING, OFF_PACE, RISE, SINKS, SITS, knee_bends
from formcheck.motion.view import Posture

EXERCISE = Exercise(
    name="single_heel_raise",
    title="Heel raise on one leg",
    aliases=("single_heel_raises", "single_leg_heel_raise", "single_leg_calf_raise", "single_calf_raise"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=replace(RISE, signal="stance_heel_ratio"),
    sides=Sides.SIGN,
    side_signal="stance_sign",
    faults=(knee_bends("near_knee_deg_{side}"),),
    checks=(FADING, OFF_PACE),
    guards=(
        Guard(
            title="both feet on the floor: this is a heel raise on two legs",
            signal="feet_uneven_ratio",
            gate=Gate(on=0.06, off=0.09, for_s=0.3),
        ),
        SINKS,
        SITS,
    ),
    further="Heel higher",
    counts="From a flat foot up onto the toes of one leg and back down.",
    placements=(replace(BESIDE, name="at the side of the leg that stands"),),
    source="Hebert-Losier 2017, PubMed 28886865: 30 a minute, as high as one's own first; 70 % of the height:"
    " engineering default",
)

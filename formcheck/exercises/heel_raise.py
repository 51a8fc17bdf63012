"""Heel raise on two legs."""

from dataclasses import replace

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Exercise, Guard, Kind, Sides
from formcheck.exercises.heels import BESIDE, FADING, OFF_PACE, RISE, SINKS, SITS, UNEVEN, knee_bends
from formcheck.motion.view import Posture

EXERCISE = Exercise(
    name="heel_raise",
    title="Heel raise",
    aliases=("heel_raises", "calf_raise", "calf_raises"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=RISE,
    sides=Sides.BOTH,
    faults=(knee_bends("knees_deg"),),
    checks=(UNEVEN, FADING, OFF_PACE),
    guards=(
        Guard(
            title="on one leg: this is a single-leg heel raise",
            signal="feet_uneven_ratio",
            gate=Gate(on=0.15, off=0.12, for_s=0.3),
        ),
        SINKS,
        SITS,
    ),
    further="Heels higher",
    counts="From flat feet up onto the toes and back down.",
    placements=(
        BESIDE,
        replace(
            BESIDE,
            name="behind you",
            shows="whether both heels rise alike",
            yaw_deg=180.0,
            height_m=(0.3, 0.6),
        ),
    ),
    source="height against one's own first three: engineering default; 30 a minute: Hebert-Losier 2017",
)

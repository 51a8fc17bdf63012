"""Leg extension from the bridge: the hips stay up while one leg straightens; repetitions or holds a leg."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import LOADED, Drive, Exercise, Fault, Guard, Kind, RepCheck, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.bridges import FAR_DROP, NEAR_DROP
from formcheck.exercises.measures import TOO_FAST
from formcheck.exercises.places import beside_floor
from formcheck.motion.view import SIDES, Posture

KNEE = "straightest_knee_deg"
SIDE_ON = "put the camera at your side to check hips and knee"


def straightest_deg(s: RepStats) -> float:
    """The knee angle of the stretched leg while it is held."""
    return s.at_peak(KNEE)


EXERCISE = Exercise(
    name="leg_extension",
    title="Leg extension from the bridge",
    aliases=("leg_extensions", "bridge_leg_extension", "bridge_march"),
    kind=Kind.REPS_AND_HOLD,
    postures=frozenset({Posture.SUPINE}),
    drive=Drive(signal=KNEE, rest=80.0, work=174.0, rest_limit=115.0, work_limit=160.0),
    sides=Sides.SIGN,
    side_signal="straighter_sign",
    faults=(
        Fault(
            name="hips_sink",
            title="hips sink",
            signal="hips_open_deg",
            gate=Gate(on=155.0, off=160.0, for_s=0.3),
            during=LOADED,
            views=SIDES,
            cue="Hips up",
            advice=SIDE_ON,
            source="engineering default: in line is 165 deg or more, less two standard errors of 4",
        ),
        FAR_DROP,
        NEAR_DROP,
    ),
    checks=(
        RepCheck(
            name="knee_bent",
            title="knee of the free leg bent",
            measure=straightest_deg,
            gate=Gate(on=157.0, off=161.0),
            unit="deg",
            error=6.4,
            views=SIDES,
            cue="Leg straight",
            advice=SIDE_ON,
            source="engineering default: straight is 170 deg, less two standard errors of 6.4",
        ),
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="hips down: this is no leg extension from the bridge",
            signal="hips_open_deg",
            gate=Gate(on=128.0, off=133.0, for_s=0.3),
        ),
    ),
    further="Stretch the leg out",
    counts="In a bridge, from both feet on the floor until one leg is straight beside the other thigh, and"
    " back.",
    placements=(beside_floor("hips and knee", "shoulders to feet"),),
    source="Reinold 2004 and Butowicz 2016 hold the bridge on one leg: hips in line, free leg straight",
)

"""Superman lying on the front: chest, arms and legs rise together."""

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Drive, Exercise, Guard, Kind, RepCheck, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import HOLD_SHORT, TOO_FAST
from formcheck.exercises.places import beside_floor
from formcheck.motion.view import PROFILE, Posture

SIDE_ON = "put the camera at your side, low"


def lift_deg(s: RepStats) -> float:
    """How far chest and legs together rise."""
    return s.raise_.range


EXERCISE = Exercise(
    name="superman_prone",
    title="Superman lying on the front",
    aliases=("prone_superman", "supermans"),
    kind=Kind.REPS_AND_HOLD,
    postures=frozenset({Posture.PRONE}),
    drive=Drive(
        signal="arch_deg",
        rest=-3.0,
        work=28.0,
        rest_limit=14.0,
        work_limit=20.0,
        depth=Gate(on=0.54, off=0.45, for_s=0.06, off_for_s=0.05),
    ),
    sides=Sides.BOTH,
    checks=(
        RepCheck(
            name="limb_low",
            title="chest and legs rise too little",
            measure=lift_deg,
            gate=Gate(on=18.0, off=20.0),
            unit="deg",
            error=4.0,
            views=PROFILE,
            severity=Severity.CAUTION,
            cue="Lift chest and legs higher",
            advice=SIDE_ON,
            source="engineering default",
        ),
        HOLD_SHORT,
        TOO_FAST,
    ),
    guards=(
        Guard(
            title="trunk off the floor: this is no Superman",
            signal="trunk_slope_deg",
            gate=Gate(on=27.0, off=24.0, for_s=0.3),
        ),
        Guard(
            title="knees bent: this is no Superman",
            signal="knees_deg",
            gate=Gate(on=148.0, off=153.0, for_s=0.3),
        ),
    ),
    further="Chest and legs higher",
    counts="Chest, arms and legs rise off the floor together and come down.",
    placements=(beside_floor("how far chest and legs rise"),),
    source="engineering default; hold 5 to 10 s: ACE exercise library",
)

"""Band work for the ankle: the foot is pushed down."""

from formcheck.engine.spec import Drive, Exercise, Kind, Sides
from formcheck.exercises.ankles import BESIDE_FOOT, DEPTH, LEG_HELPS, RANGE_SMALL, SEATED
from formcheck.exercises.measures import TOO_FAST
from formcheck.motion.view import Posture

EXERCISE = Exercise(
    name="ankle_down",
    title="Ankle down (band)",
    aliases=("plantarflexion", "ankle_plantarflexion"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(
        signal="near_foot_deg", depth=DEPTH, rest=90.0, work=135.0, rest_limit=110.0, work_limit=120.0
    ),
    sides=Sides.SIGN,
    side_signal="near_sign",
    checks=(LEG_HELPS, RANGE_SMALL, TOO_FAST),
    guards=(SEATED,),
    further="Turn the foot further",
    counts="Seated, the foot is pushed down against the band and let up again.",
    placements=(BESIDE_FOOT,),
    source="one's own range: no norm in degrees was found",
)

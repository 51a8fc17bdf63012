"""Band work for the ankle: the foot is drawn up."""

from formcheck.engine.spec import Drive, Exercise, Kind, Sides
from formcheck.exercises.ankles import BESIDE_FOOT, DEPTH, LEG_HELPS, RANGE_SMALL, SEATED
from formcheck.exercises.measures import TOO_FAST
from formcheck.motion.view import Posture

EXERCISE = Exercise(
    name="ankle_up",
    title="Ankle up (band)",
    aliases=("dorsiflexion", "ankle_dorsiflexion"),
    kind=Kind.REPS,
    postures=frozenset({Posture.STANDING}),
    drive=Drive(signal="near_foot_deg", depth=DEPTH, rest=114.0, work=76.0, rest_limit=98.0, work_limit=90.0),
    sides=Sides.SIGN,
    side_signal="near_sign",
    checks=(LEG_HELPS, RANGE_SMALL, TOO_FAST),
    guards=(SEATED,),
    further="Turn the foot further",
    counts="Seated, the foot is drawn up towards the shin against the band and let down again.",
    placements=(BESIDE_FOOT,),
    source="one's own range: no norm in degrees was found",
)

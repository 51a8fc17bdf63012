"""Any movement that repeats itself: counted by the body's main motion, and not judged."""

from formcheck.engine.spec import Drive, Exercise, Kind, Placement, Sides
from formcheck.exercises.places import CLIPS
from formcheck.motion.signals_any import MAIN_MOTION
from formcheck.motion.view import Posture

EXERCISE = Exercise(
    name="any",
    title="Any other movement",
    aliases=("anything", "other", "free"),
    kind=Kind.REPS,
    postures=frozenset(Posture) - {Posture.UNKNOWN},
    # quicker than this is tracking that trembles
    drive=Drive(signal=MAIN_MOTION, rest=0.0, work=1.0, rest_limit=0.2, work_limit=0.7, fastest_s=0.4),
    sides=Sides.BOTH,
    counts="From where you keep still, out and back; to the left and to the right count one each.",
    placements=(
        Placement(
            name="where the movement shows best: at your side for up and down, facing you for sideways",
            shows="that and how often the movement repeats itself",
            yaw_deg=90.0,
            height_m=(0.4, 1.3),
            distance_m=(2.5, 4.0),
            source=CLIPS,
        ),
    ),
    source="engineering default: the range is the person's own, learned from the last five movements",
    # longer than this is somebody who has gone to rest elsewhere
    max_s=20.0,
    further="All the way, as before",
    repeats=True,
)

"""Towel curl: the toes pull a towel in; counted by the motion of the picture, for no pose shows toes."""

import math

from formcheck.engine.gate import Gate
from formcheck.engine.spec import Drive, Exercise, Kind, Placement, RepCheck, Severity, Sides
from formcheck.engine.stats import RepStats
from formcheck.exercises.measures import TOO_FAST
from formcheck.motion.signals_picture import PICTURE_MOTION, PICTURE_WAY
from formcheck.motion.view import Posture


def share_of_best(s: RepStats) -> float:
    """How far the picture moved, against the furthest movement before it; NaN for the first."""
    return s.at_peak(PICTURE_WAY) / max(s.peaks_before(PICTURE_WAY), default=math.nan)


EXERCISE = Exercise(
    name="towel_curl",
    title="Towel curl",
    aliases=("towel_curls", "toe_curl", "toe_curls", "towel_scrunch"),
    kind=Kind.REPS,
    # no body need be in the picture
    postures=frozenset(Posture),
    drive=Drive(
        signal=PICTURE_MOTION,
        rest=0.0,
        work=1.0,
        rest_limit=0.2,
        work_limit=0.7,
        # tired toes still count, and are told that they pull less far
        depth=Gate(on=0.53, off=0.44, for_s=0.06, off_for_s=0.05),
        fastest_s=0.4,
    ),
    sides=Sides.BOTH,
    checks=(
        RepCheck(
            name="range_fades",
            title="the toes pull less far than before",
            measure=share_of_best,
            gate=Gate(on=0.7, off=0.75),
            unit="of own furthest",
            error=0.1,
            severity=Severity.CAUTION,
            cue="Pull as far as before",
            source="engineering default: seven tenths of one's own furthest; below six it is half a curl",
        ),
        TOO_FAST,
    ),
    counts="The toes pull the towel in and let it go.",
    placements=(
        Placement(
            name="close to the foot, on a stand, with toes and towel in the middle of the picture",
            shows="the motion of the toes",
            yaw_deg=0.0,
            height_m=(0.2, 0.6),
            distance_m=(2.0, 2.0),
            in_picture="the foot",
            source="synthetic films of a towel: scripts/towel_films.py",
        ),
    ),
    source="10 to 15 repetitions: the programme for runners",
    max_s=20.0,
    further="Pull further",
    repeats=True,
)

"""The leg lift to the front."""

from dataclasses import replace

from truth.leg_lifts import LegLift
from truth.recipes import Attempt, Recipe
from truth.timing import Tempo
from truth.views import SQUAT_SIDE

_VIEW = replace(SQUAT_SIDE, size_px=(360, 480))
_TEMPO = Tempo(out_s=1.0, hold_s=0.4, back_s=1.0, rest_s=0.45)
_LIFT_DEG = 42.0


def _recipes() -> list[Recipe]:
    good = [
        Attempt(motion=LegLift(leg=s, way="front", lift_deg=_LIFT_DEG), tempo=_TEMPO, side=s)
        for s in ("left", "right")
    ]
    bending = Attempt(
        motion=LegLift(leg="left", way="front", lift_deg=_LIFT_DEG, bend_deg=50),
        tempo=_TEMPO,
        side="left",
        fault="knee_bends",
    )
    return [
        Recipe(
            name="leg_lift_front_clean",
            exercise="leg_lift_front",
            look="woman_red",
            view=_VIEW,
            attempts=(*good, good[0]),
        ),
        Recipe(
            name="leg_lift_front_knee_bends",
            exercise="leg_lift_front",
            look="man_green",
            view=_VIEW,
            attempts=(*good, bending),
        ),
    ]


RECIPES = _recipes()

"""The leg lift to the side."""

from dataclasses import replace

from truth.leg_lifts import LegLift
from truth.recipes import Attempt, Recipe
from truth.timing import Tempo
from truth.views import FRONT

_VIEW = replace(FRONT, size_px=(360, 480))
_TEMPO = Tempo(out_s=1.0, hold_s=0.4, back_s=1.0, rest_s=0.45)


def _recipes() -> list[Recipe]:
    good = [Attempt(motion=LegLift(leg=s), tempo=_TEMPO, side=s) for s in ("left", "right")]
    leaning = Attempt(
        motion=LegLift(leg="left", lean_deg=26),
        tempo=_TEMPO,
        side="left",
        fault="trunk_lean",
        fault_value=16.9,
    )
    return [
        Recipe(
            name="leg_lift_side_clean",
            exercise="leg_lift_side",
            look="woman_blue",
            view=_VIEW,
            attempts=(*good, good[0]),
        ),
        Recipe(
            name="leg_lift_side_trunk_lean",
            exercise="leg_lift_side",
            look="man_grey",
            view=_VIEW,
            attempts=(*good, leaning),
        ),
    ]


RECIPES = _recipes()

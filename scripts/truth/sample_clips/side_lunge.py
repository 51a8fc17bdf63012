"""The side lunge."""

from truth.recipes import Attempt, Recipe
from truth.side_lunge import SideLunge
from truth.timing import Tempo
from truth.views import View

_VIEW = View(
    name="front",
    eye_m=(0, -3.6, 1.0),
    at_m=(0, -0.1, 0.87),
    fovy_deg=36,
    size_px=(480, 480),
    mat_m=(-1.4, 1.4, -1.2, 0.6),
)
_TEMPO = Tempo(out_s=1.35, hold_s=0.25, back_s=1.2, rest_s=0.4)


def _recipes() -> list[Recipe]:
    left, right = (Attempt(motion=SideLunge(lead=s), tempo=_TEMPO, side=s) for s in ("left", "right"))
    caving = Attempt(
        motion=SideLunge(lead="left", cave_deg=18), tempo=_TEMPO, side="left", fault="knee_collapse"
    )
    return [
        Recipe(
            name="side_lunge_clean",
            exercise="side_lunge",
            look="woman_blue",
            view=_VIEW,
            attempts=(left, right, left),
        ),
        Recipe(
            name="side_lunge_knee_collapse",
            exercise="side_lunge",
            look="man_grey",
            view=_VIEW,
            attempts=(left, right, caving),
        ),
    ]


RECIPES = _recipes()

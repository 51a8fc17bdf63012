"""The lunge."""

from truth.recipes import Attempt, Recipe
from truth.standing import Lunge
from truth.timing import Tempo
from truth.views import LUNGE_FRONT, LUNGE_SIDE

_TEMPO = Tempo(out_s=1.35, hold_s=0.25, back_s=1.2, rest_s=0.35)


def _recipes() -> list[Recipe]:
    sides = ("left", "right", "left", "right")
    good = [Attempt(motion=Lunge(lead=s), tempo=_TEMPO, side=s) for s in sides]
    caving = [
        Attempt(motion=Lunge(lead=s, cave_deg=14), tempo=_TEMPO, side=s, fault="knee_collapse") for s in sides
    ]
    dropping = [
        Attempt(motion=Lunge(lead=s, drop_deg=13), tempo=_TEMPO, side=s, fault="hip_drop") for s in sides
    ]
    return [
        Recipe(name="lunge_clean", exercise="lunge", look="woman_red", view=LUNGE_SIDE, attempts=tuple(good)),
        Recipe(
            name="lunge_knee_collapse",
            exercise="lunge",
            look="woman_blue",
            view=LUNGE_FRONT,
            attempts=(good[0], caving[1], caving[2], good[3]),
        ),
        Recipe(
            name="lunge_hip_drop",
            exercise="lunge",
            look="man_grey",
            view=LUNGE_FRONT,
            attempts=(good[0], good[1], dropping[2], dropping[3]),
        ),
    ]


RECIPES = _recipes()

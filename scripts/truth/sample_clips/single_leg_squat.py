"""The squat on one leg."""

from truth.one_leg import SingleLegSquat
from truth.recipes import Attempt, Recipe
from truth.timing import Tempo
from truth.views import FRONT, SQUAT_SIDE

_TEMPO = Tempo(out_s=1.25, hold_s=0.25, back_s=1.15, rest_s=0.5)


def _recipes() -> list[Recipe]:
    sides = ("left", "right", "left")
    good = [Attempt(motion=SingleLegSquat(leg=s), tempo=_TEMPO, side=s) for s in sides]
    caving = [
        Attempt(motion=SingleLegSquat(leg=s, cave_deg=15), tempo=_TEMPO, side=s, fault="knee_collapse")
        for s in sides
    ]
    return [
        Recipe(
            name="single_leg_squat_clean",
            exercise="single_leg_squat",
            look="man_green",
            view=SQUAT_SIDE,
            attempts=tuple(good),
        ),
        Recipe(
            name="single_leg_squat_knee_collapse",
            exercise="single_leg_squat",
            look="woman_red",
            view=FRONT,
            attempts=(good[0], caving[1], good[2]),
        ),
    ]


RECIPES = _recipes()

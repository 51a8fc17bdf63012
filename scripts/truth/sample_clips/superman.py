"""The Superman on hands and knees."""

from dataclasses import replace

from truth.raising import HandsKnees
from truth.recipes import Attempt, Recipe
from truth.timing import Tempo
from truth.views import KNEELING_SIDE

_TEMPO = Tempo(out_s=0.75, hold_s=1.5, back_s=0.75, rest_s=0.17)


def _recipes() -> list[Recipe]:
    sides = ("right", "left", "right", "left")
    good = [Attempt(motion=HandsKnees(leg=s), tempo=_TEMPO, side=s) for s in sides]
    low = [
        replace(
            a, motion=HandsKnees(leg=s, leg_below_deg=32, knee_deg=29), fault="limb_low", reaches_full=False
        )
        for a, s in zip(good, sides, strict=True)
    ]
    clean = Recipe(
        name="superman_clean",
        exercise="superman",
        look="man_green",
        view=KNEELING_SIDE,
        attempts=tuple(good),
        holds=True,
        raises_per_rep=2,
    )
    return [
        clean,
        replace(
            clean, name="superman_limb_low", look="woman_blue", attempts=(good[0], low[1], low[2], good[3])
        ),
    ]


RECIPES = _recipes()

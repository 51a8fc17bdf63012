"""The heel raise on two legs."""

from dataclasses import replace

from truth.heel_raises import HeelRaise
from truth.recipes import Attempt, Recipe, attempts
from truth.timing import Tempo
from truth.views import SQUAT_SIDE

TEMPO = Tempo(out_s=0.65, hold_s=0.25, back_s=0.7, rest_s=0.4)


def _recipes() -> list[Recipe]:
    good = Attempt(motion=HeelRaise(), tempo=TEMPO)
    bent = replace(good, motion=HeelRaise(bend_deg=32), fault="knee_bends")
    clean = Recipe(
        name="heel_raise_clean",
        exercise="heel_raise",
        look="woman_blue",
        view=SQUAT_SIDE,
        attempts=attempts(6, good),
    )
    return [
        clean,
        replace(
            clean, name="heel_raise_knees_bend", look="man_grey", attempts=attempts(6, good, bent, (3, 5))
        ),
    ]


RECIPES = _recipes()

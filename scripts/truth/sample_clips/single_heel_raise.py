"""The heel raise on one leg."""

from dataclasses import replace

from truth.heel_raises import SingleHeelRaise
from truth.recipes import Attempt, Recipe, attempts
from truth.sample_clips.heel_raise import TEMPO
from truth.views import SQUAT_SIDE


def _recipes() -> list[Recipe]:
    good = Attempt(motion=SingleHeelRaise(), tempo=TEMPO, side="left")
    bent = replace(good, motion=SingleHeelRaise(bend_deg=32), fault="knee_bends")
    clean = Recipe(
        name="single_heel_raise_clean",
        exercise="single_heel_raise",
        look="woman_red",
        view=SQUAT_SIDE,
        attempts=attempts(6, good),
    )
    return [
        clean,
        replace(
            clean,
            name="single_heel_raise_knees_bend",
            look="man_green",
            attempts=attempts(6, good, bent, (3, 5)),
        ),
    ]


RECIPES = _recipes()

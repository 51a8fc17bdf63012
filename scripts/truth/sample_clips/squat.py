"""The squat."""

from truth.recipes import Attempt, Recipe, attempts
from truth.standing import Squat
from truth.timing import Tempo
from truth.views import FRONT, SQUAT_SIDE

_TEMPO = Tempo(out_s=1.15, hold_s=0.25, back_s=1.05, rest_s=0.4)


def _recipes() -> list[Recipe]:
    side, front = (
        Attempt(motion=Squat(), tempo=_TEMPO),
        Attempt(motion=Squat(free_arms=False, cave_deg=6), tempo=_TEMPO),
    )
    shallow = Attempt(motion=Squat(depth_deg=62), tempo=_TEMPO, fault="too_shallow")
    caving = Attempt(motion=Squat(free_arms=False, cave_deg=23), tempo=_TEMPO, fault="knee_collapse")
    return [
        Recipe(
            name="squat_clean",
            exercise="squat",
            look="woman_blue",
            view=SQUAT_SIDE,
            attempts=attempts(4, side),
        ),
        Recipe(
            name="squat_knee_collapse",
            exercise="squat",
            look="man_grey",
            view=FRONT,
            attempts=attempts(4, front, caving, (2, 4)),
        ),
        Recipe(
            name="squat_too_shallow",
            exercise="squat",
            look="man_green",
            view=SQUAT_SIDE,
            attempts=attempts(4, side, shallow, (3,)),
            fps=30,
        ),
    ]


RECIPES = _recipes()

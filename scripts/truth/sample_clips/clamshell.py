"""The clamshell."""

from dataclasses import replace

from truth.lying import Clamshell
from truth.recipes import Attempt, Recipe, attempts
from truth.timing import Tempo
from truth.views import CLAM_FRONT, CLAM_HIGH

_TEMPO = Tempo(out_s=0.95, hold_s=0.25, back_s=0.95, rest_s=0.3)


def _recipes() -> list[Recipe]:
    good = Attempt(motion=Clamshell(), tempo=_TEMPO, side="left")
    apart = replace(good, motion=Clamshell(foot_lift_ratio=0.42), fault="feet_apart")
    rolling = replace(good, motion=Clamshell(pelvis_back_deg=26), fault="pelvis_rolls_back")
    clean = Recipe(
        name="clamshell_clean",
        exercise="clamshell",
        look="woman_blue",
        view=CLAM_FRONT,
        attempts=attempts(5, good),
    )
    return [
        clean,
        replace(
            clean, name="clamshell_feet_apart", look="man_green", attempts=attempts(5, good, apart, (2, 4))
        ),
        replace(
            clean,
            name="clamshell_pelvis_rolls_back",
            look="woman_red",
            view=CLAM_HIGH,
            attempts=attempts(4, good, rolling, (2, 3)),
        ),
    ]


RECIPES = _recipes()

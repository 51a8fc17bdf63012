"""The jackknife."""

from dataclasses import replace

from truth.folding import Jackknife
from truth.recipes import Attempt, Recipe, attempts
from truth.timing import Tempo
from truth.views import BRIDGE_SIDE

_TEMPO = Tempo(out_s=1.1, hold_s=0.3, back_s=1.2, rest_s=0.35)
_SIDE = replace(BRIDGE_SIDE, eye_m=(0.05, -3.0, 0.7), at_m=(0.05, 0, 0.48), fovy_deg=38)


def _recipes() -> list[Recipe]:
    good = Attempt(motion=Jackknife(), tempo=_TEMPO)
    bent = Attempt(
        motion=Jackknife(knee_deg=60), tempo=_TEMPO, fault="knee_bends", fault_value=120, fault_unit="deg"
    )
    clean = Recipe(
        name="jackknife_clean",
        exercise="jackknife",
        look="man_grey",
        view=_SIDE,
        attempts=attempts(3, good),
    )
    return [
        clean,
        replace(clean, name="jackknife_knees_bend", look="woman_red", attempts=attempts(3, good, bent, (2,))),
    ]


RECIPES = _recipes()

"""Band work for the ankle: the foot is drawn up."""

from dataclasses import replace

from truth.recipes import Attempt, Recipe, attempts
from truth.seated import AnkleTurn
from truth.timing import Tempo
from truth.views import View

TEMPO = Tempo(out_s=0.9, hold_s=0.3, back_s=1.0, rest_s=0.5)

FOOT_SIDE = View(name="side_left", eye_m=(1.45, -0.35, 0.55), at_m=(0, -0.35, 0.62), fovy_deg=62)
FOOT_FRONT = replace(
    FOOT_SIDE, name="front", eye_m=(0, -1.75, 0.8), at_m=(0, 0, 0.6), fovy_deg=58, size_px=(480, 640)
)


def _recipes() -> list[Recipe]:
    good = Attempt(motion=AnkleTurn(way="up"), tempo=TEMPO, side="left")
    helped = replace(good, motion=AnkleTurn(way="up", knee_moves_deg=22), fault="leg_helps", fault_value=22.0)
    clean = Recipe(
        name="ankle_up_clean",
        exercise="ankle_up",
        look="woman_blue",
        view=FOOT_SIDE,
        attempts=attempts(4, good),
    )
    bad = attempts(4, good, helped, (2, 3))
    return [clean, replace(clean, name="ankle_up_leg_helps", look="woman_red", attempts=bad)]


RECIPES = _recipes()

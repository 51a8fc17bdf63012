"""Band work for the ankle: the foot is pushed down."""

from dataclasses import replace

from truth.recipes import Attempt, Recipe, attempts
from truth.sample_clips.ankle_up import FOOT_SIDE, TEMPO
from truth.seated import AnkleTurn


def _recipes() -> list[Recipe]:
    good = Attempt(motion=AnkleTurn(way="down"), tempo=TEMPO, side="left")
    helped = replace(
        good, motion=AnkleTurn(way="down", knee_moves_deg=22), fault="leg_helps", fault_value=22.0
    )
    clean = Recipe(
        name="ankle_down_clean",
        exercise="ankle_down",
        look="woman_red",
        view=FOOT_SIDE,
        attempts=attempts(4, good),
    )
    bad = attempts(4, good, helped, (2, 3))
    return [clean, replace(clean, name="ankle_down_leg_helps", look="man_green", attempts=bad)]


RECIPES = _recipes()

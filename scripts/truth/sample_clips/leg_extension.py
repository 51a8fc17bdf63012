"""The leg extension from the bridge."""

from dataclasses import replace

from truth.extending import LegExtension
from truth.recipes import Attempt, Recipe
from truth.timing import Tempo
from truth.views import BRIDGE_SIDE

_TEMPO = Tempo(out_s=0.9, hold_s=1.4, back_s=0.9, rest_s=0.35)
_VIEW = replace(BRIDGE_SIDE, at_m=(0.0, 0, 0.36), eye_m=(0.0, -3.0, 0.8), fovy_deg=33)


def _attempt(leg: str, top_deg: float = 177.0) -> Attempt:
    good = Attempt(motion=LegExtension(leg=leg), tempo=_TEMPO, side=leg)
    if top_deg == LegExtension.in_line_deg:
        return good
    motion = LegExtension(leg=leg, top_deg=top_deg)
    return replace(good, motion=motion, fault="hips_sink", fault_value=top_deg)


def _recipes() -> list[Recipe]:
    clean = Recipe(
        name="leg_extension_clean",
        exercise="leg_extension",
        look="woman_blue",
        view=_VIEW,
        attempts=tuple(_attempt(leg) for leg in ("left", "right", "left", "right")),
        holds=True,
    )
    sinking = (_attempt("left"), _attempt("right"), _attempt("left", 145.0), _attempt("right", 145.0))
    return [clean, replace(clean, name="leg_extension_hips_sink", look="man_green", attempts=sinking)]


RECIPES = _recipes()

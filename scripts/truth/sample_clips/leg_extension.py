"""The leg extension from the bridge."""

from dataclasses import replace

from truth.extending import LegExtension
from truth.recipes import Attempt, Recipe
from truth.timing import Tempo
from truth.views import BRIDGE_SIDE

_TEMPO = Tempo(out_s=0.9, hold_s=1.4, back_s=0.9, rest_s=0.35)
_VIEW = replace(BRIDGE_SIDE, at_m=(0.0, 0, 0.36), eye_m=(0.0, -3.0, 0.8), fovy_deg=33)
_BENT_SHARE, _BENT_DEG = 0.7, 144.0


def _attempt(leg: str) -> Attempt:
    return Attempt(motion=LegExtension(leg=leg), tempo=_TEMPO, side=leg)


def _bent(leg: str) -> Attempt:
    """The knee opens to 144 degrees only."""
    motion = LegExtension(leg=leg, straight_share=_BENT_SHARE)
    return replace(_attempt(leg), motion=motion, fault="knee_bent", fault_value=_BENT_DEG, reaches_full=False)


def _recipes() -> list[Recipe]:
    clean = Recipe(
        name="leg_extension_clean",
        exercise="leg_extension",
        look="woman_blue",
        view=_VIEW,
        attempts=tuple(_attempt(leg) for leg in ("left", "right", "left", "right")),
        holds=True,
    )
    # a set of one leg, the nearer one
    bent = (_attempt("left"), _bent("left"), _attempt("left"))
    return [clean, replace(clean, name="leg_extension_knee_bent", look="woman_red", attempts=bent)]


RECIPES = _recipes()

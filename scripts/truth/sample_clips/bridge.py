"""The bridge, on two legs and one."""

from dataclasses import replace

from truth.lying import Bridge
from truth.recipes import Attempt, Recipe, attempts
from truth.timing import Tempo
from truth.views import BRIDGE_HEAD, BRIDGE_SIDE

_TEMPO = Tempo(out_s=0.8, hold_s=1.35, back_s=0.8, rest_s=0.25)


def _recipes() -> list[Recipe]:
    good = Attempt(motion=Bridge(), tempo=_TEMPO)
    low = Attempt(motion=Bridge(top_deg=149.5), tempo=_TEMPO, fault="hips_low", reaches_full=False)
    level = Attempt(motion=Bridge(raised="right"), tempo=_TEMPO)
    dropping = replace(level, motion=Bridge(raised="right", drop_deg=14), fault="hip_drop")
    clean = Recipe(
        name="bridge_clean",
        exercise="bridge",
        look="man_grey",
        view=BRIDGE_SIDE,
        attempts=attempts(4, good),
        holds=True,
    )
    return [
        clean,
        replace(clean, name="bridge_hips_low", look="woman_red", attempts=attempts(4, good, low, (2, 3))),
        replace(
            clean,
            name="bridge_single_leg_hip_drop",
            look="woman_blue",
            view=BRIDGE_HEAD,
            attempts=attempts(3, level, dropping, (2, 3)),
        ),
    ]


RECIPES = _recipes()

"""The step-up."""

from dataclasses import replace

from truth.recipes import Attempt, Recipe
from truth.step_up import StepUp
from truth.timing import Tempo
from truth.views import LUNGE_SIDE

_TEMPO = Tempo(out_s=1.7, hold_s=0.3, back_s=1.7, rest_s=0.4)
_STEP_SIDE = replace(LUNGE_SIDE, at_m=(0, -0.25, 0.93), fovy_deg=39)
# What the trunk leans under load when the chest leans by 70 degrees.
_LEAN_DEG, _TRUNK_DEG = 70.0, 53.0


def _recipes() -> list[Recipe]:
    sides = ("left", "right", "left")
    good = [Attempt(motion=StepUp(lead=s), tempo=_TEMPO, side=s) for s in sides]
    leaning = [
        Attempt(
            motion=StepUp(lead=s, lean_deg=_LEAN_DEG),
            tempo=_TEMPO,
            side=s,
            fault="trunk_lean",
            fault_value=_TRUNK_DEG,
        )
        for s in sides
    ]
    return [
        Recipe(
            name="step_up_clean",
            exercise="step_up",
            look="man_grey",
            view=_STEP_SIDE,
            attempts=tuple(good),
        ),
        Recipe(
            name="step_up_trunk_lean",
            exercise="step_up",
            look="woman_blue",
            view=_STEP_SIDE,
            attempts=(good[0], leaning[1], good[2]),
        ),
    ]


RECIPES = _recipes()

"""The lateral step-down."""

from dataclasses import replace

from truth.one_leg import StepDown
from truth.recipes import Attempt, Recipe, attempts
from truth.timing import Tempo
from truth.views import FRONT

_TEMPO = Tempo(out_s=1.4, hold_s=0.2, back_s=1.2, rest_s=0.5)
# On the step, somebody reaches higher.
_STEP_FRONT = replace(FRONT, at_m=(0, -0.1, 0.95), fovy_deg=40)


def _recipes() -> list[Recipe]:
    good, other = (Attempt(motion=StepDown(leg=s), tempo=_TEMPO, side=s) for s in ("left", "right"))
    dropping = Attempt(motion=StepDown(drop_deg=14), tempo=_TEMPO, side="left", fault="hip_drop")
    return [
        Recipe(
            name="step_down_clean",
            exercise="step_down",
            look="woman_blue",
            view=_STEP_FRONT,
            attempts=attempts(3, other),
        ),
        Recipe(
            name="step_down_hip_drop",
            exercise="step_down",
            look="man_grey",
            view=_STEP_FRONT,
            attempts=attempts(3, good, dropping, (2,)),
        ),
    ]


RECIPES = _recipes()

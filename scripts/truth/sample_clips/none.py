"""Movements in which nothing may be counted."""

from dataclasses import replace

from truth.distractors import ArmRaise, ForwardBend, GettingDown
from truth.recipes import NO_EXERCISE, Attempt, Recipe
from truth.timing import Tempo
from truth.views import DOWN_SIDE, SQUAT_SIDE

_TEMPO = Tempo(out_s=1.15, hold_s=0.25, back_s=1.05, rest_s=0.4)


def _recipes() -> list[Recipe]:
    lift = Attempt(motion=ArmRaise(), tempo=_TEMPO)
    bend = Attempt(motion=ForwardBend(), tempo=replace(_TEMPO, out_s=1.5, back_s=1.4))
    down = Attempt(motion=GettingDown(), tempo=Tempo(out_s=4.4, hold_s=1.5, back_s=4.0, rest_s=0.0))
    return [
        Recipe(
            name="none_warm_up",
            exercise=NO_EXERCISE,
            look="man_green",
            view=SQUAT_SIDE,
            attempts=(lift, lift, bend, bend),
        ),
        Recipe(
            name="none_getting_down_and_up",
            exercise=NO_EXERCISE,
            look="woman_red",
            view=DOWN_SIDE,
            attempts=(down,),
        ),
    ]


RECIPES = _recipes()

"""Standing on one leg."""

from dataclasses import replace

from truth.balancing import Balance
from truth.recipes import Attempt, Recipe
from truth.timing import Tempo
from truth.views import FRONT

# How far the wrists are from the hips, further than at rest, in trunk lengths, with the hands 0.3 m off.
_OFF_RATIO = 0.6
_LONG = Tempo(out_s=0.7, hold_s=3.8, back_s=0.7, rest_s=1.9)
_SHORT = replace(_LONG, hold_s=2.4)
# The foot is off the floor long before it is all the way up.
_HELD_FROM = 0.35


def _recipes() -> list[Recipe]:
    good = Attempt(motion=Balance(leg="left"), tempo=_SHORT, side="left")
    arms = Attempt(
        motion=Balance(leg="left", hands_m=0.3),
        tempo=_SHORT,
        side="left",
        fault="arms_off",
        fault_value=_OFF_RATIO,
        fault_unit="ratio",
    )
    both = [Attempt(motion=Balance(leg=s), tempo=_LONG, side=s) for s in ("left", "right")]
    return [
        Recipe(
            name="balance_clean",
            exercise="balance",
            look="woman_blue",
            view=FRONT,
            attempts=tuple(both),
            holds=True,
            held_from=_HELD_FROM,
        ),
        Recipe(
            name="balance_arms_off",
            exercise="balance",
            look="woman_red",
            view=FRONT,
            attempts=(good, arms, good),
            holds=True,
            held_from=_HELD_FROM,
        ),
    ]


RECIPES = _recipes()

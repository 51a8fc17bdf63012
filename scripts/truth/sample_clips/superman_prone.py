"""The prone Superman."""

from dataclasses import replace

from truth.raising import Prone
from truth.recipes import Attempt, Recipe, attempts
from truth.timing import Tempo
from truth.views import PRONE_SIDE

_TEMPO = Tempo(out_s=0.9, hold_s=1.55, back_s=0.9, rest_s=0.5)


def _recipes() -> list[Recipe]:
    good = Attempt(motion=Prone(), tempo=_TEMPO)
    short = replace(good, tempo=replace(_TEMPO, hold_s=0.1), fault="hold_short")
    clean = Recipe(
        name="superman_prone_clean",
        exercise="superman_prone",
        look="woman_blue",
        view=PRONE_SIDE,
        attempts=attempts(3, good),
        holds=True,
    )
    return [
        clean,
        replace(
            clean, name="superman_prone_hold_short", look="man_grey", attempts=attempts(3, good, short, (2,))
        ),
    ]


RECIPES = _recipes()

"""The lateral squat walk."""

from truth.lateral import LateralStep, in_line
from truth.recipes import Attempt, Recipe
from truth.timing import Tempo
from truth.views import View

_VIEW = View(
    name="front",
    eye_m=(0.3, -3.6, 1.0),
    at_m=(0.3, -0.1, 0.87),
    fovy_deg=36,
    size_px=(480, 480),
    mat_m=(-0.9, 1.5, -1.2, 0.6),
)
_TEMPO = Tempo(out_s=0.85, hold_s=0.15, back_s=0.85, rest_s=0.3)


def _walk(*steps: LateralStep) -> tuple[Attempt, ...]:
    """Two steps to the left and two back; a step with knees that cave has that fault."""
    return tuple(
        Attempt(
            motion=step,
            tempo=_TEMPO,
            side=step.lead,
            fault="knees_cave" if step.cave_deg else None,
            fault_value=0.76,
            fault_unit="ratio",
        )
        for step in in_line(steps)
    )


_LEFT, _RIGHT = LateralStep(lead="left"), LateralStep(lead="right")
_CAVING = LateralStep(lead="right", cave_deg=30)

RECIPES = [
    Recipe(
        name="lateral_walk_clean",
        exercise="lateral_walk",
        look="woman_blue",
        view=_VIEW,
        attempts=_walk(_LEFT, _LEFT, _RIGHT, _RIGHT),
    ),
    Recipe(
        name="lateral_walk_knees_cave",
        exercise="lateral_walk",
        look="man_grey",
        view=_VIEW,
        attempts=_walk(_LEFT, _LEFT, _CAVING, _CAVING),
    ),
]

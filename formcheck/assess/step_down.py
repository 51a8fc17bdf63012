"""The lateral step-down: five repetitions scored item by item (Piva 2006)."""

import math

from formcheck.assess.spec import Attempt, Count, Test
from formcheck.assess.taken import Taken
from formcheck.engine.events import Raise, Side
from formcheck.norms.step_down import REPS, SOURCE, STEP_M, StepDownScore, step_down_score


def _first(taken: Taken, side: Side | None) -> list[Raise]:
    return [r for r in taken.raises if side is None or r.side in (side, None)][:REPS]


def _score(taken: Taken, side: Side | None) -> StepDownScore | None:
    raises = _first(taken, side)
    if not raises:
        return None
    mine = [f for f in taken.flags if raises[0].start_s <= f.t_s <= raises[-1].end_s]
    flags = [f for f in mine if side is None or f.side in (side, None)]
    return step_down_score(flags, taken.not_checked, len(raises))


def scored(taken: Taken, side: Side | None) -> list[Attempt]:
    """The set as one trial."""
    score, raises = _score(taken, side), _first(taken, side)
    if score is None:
        return []
    ended = f"{REPS} repetitions" if len(raises) == REPS else f"only {len(raises)} of {REPS} repetitions"
    return [Attempt(raises[0].start_s, raises[-1].end_s, float(score.points), f"{ended}; {score.words}")]


def items(taken: Taken, side: Side | None) -> list[Count]:
    """The score item by item."""
    score = _score(taken, side)
    if score is None:
        return []
    return [
        Count(i.item.title, math.nan if i.unseen and not i.points else float(i.points), i.unseen)
        for i in score.items
    ]


def is_over(taken: Taken) -> bool:
    """Whether the set of the latest leg is done."""
    return bool(taken.raises) and len(_first(taken, taken.raises[-1].side)) == REPS


STEP_DOWN = Test(
    name="step_down",
    title="Lateral step-down",
    aliases=("lateral_step_down",),
    exercise="step_down",
    unit="points",
    how=f"On a step of {100 * STEP_M:.0f} cm, hands on the waist, five times: the other heel down to the"
    " floor beside it and up again.",
    ends=f"The test ends after {REPS} repetitions.",
    attempts=scored,
    counts=items,
    is_over=is_over,
    more_is_better=False,
    source=f"{SOURCE}: 0 to 1 good, 2 to 3 medium, 4 and more poor",
)

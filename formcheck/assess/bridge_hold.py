"""A bridge on one leg held until the pelvis leaves the line (Butowicz 2016)."""

from collections.abc import Iterable

from formcheck.assess.spec import Attempt, Test
from formcheck.assess.taken import Stay, Taken
from formcheck.engine.events import Flag, Side
from formcheck.norms.bridge_hold import BRIDGE_HOLD

# What ends the hold before the leg or the hips come down.
ENDINGS = {"hip_drop": "pelvis dropped to one side", "hips_sink": "hips sank"}
DOWN, PICTURES_END = "hips or leg came down", "the pictures ended"


def holds(taken: Taken, side: Side | None) -> list[Attempt]:
    """The trial: the first hold."""
    return [_trial(stay, taken.flags) for stay in taken.stays_of(side)[:1]]


def _trial(stay: Stay, flags: Iterable[Flag]) -> Attempt:
    ended = [(stay.end_s, PICTURES_END if stay.is_open else DOWN)]
    ended += [
        (f.t_s, ENDINGS[f.name]) for f in flags if f.name in ENDINGS and stay.start_s < f.t_s < stay.end_s
    ]
    end_s, why = min(ended)
    return Attempt(stay.start_s, end_s, round(end_s - stay.start_s, 2), why)


def is_over(taken: Taken) -> bool:
    """Whether the hold is over."""
    return bool(taken.stays)


BRIDGE = Test(
    name="bridge_hold",
    title="Single-leg bridge hold",
    aliases=("single_leg_bridge", "bridge", "leg_extension"),
    exercise="leg_extension",
    unit="s",
    how="On your back, lift the hips into line, stretch one leg out beside the other thigh and hold. The"
    " side told is that of the stretched leg; the other one works.",
    ends="The test ends when the pelvis leaves the line.",
    attempts=holds,
    is_over=is_over,
    norms=BRIDGE_HOLD,
    source="Butowicz 2016, as quoted elsewhere",
)

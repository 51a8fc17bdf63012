"""Heel raises on one leg at 30 a minute, as many as can be done well (Hebert-Losier 2017)."""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.assess.spec import Attempt, Test
from formcheck.assess.taken import Taken
from formcheck.engine.events import Raise, Side
from formcheck.norms.heel_raise import DETECTABLE, HEEL_RAISE, SOURCE

# Faults that make a raise a bad one, and how many bad ones in a row end the test.
BAD = {"fading": "heel below 70 % of its own first height", "knee_bends": "knee bent"}
BAD_IN_A_ROW = 2
# Whoever rests for longer than this has ended the test.
PAUSE_S = 5.0


@dataclass(frozen=True, slots=True)
class _End:
    """Raises that count, and why no more do."""

    count: int
    why: str


def raises_done(taken: Taken, side: Side | None) -> list[Attempt]:
    """The one trial of a leg: its raises until the end."""
    raises = _of(taken, side)
    if not raises:
        return []
    end = _end(taken, raises)
    last_s = raises[max(0, end.count - 1)].end_s
    return [Attempt(raises[0].start_s, last_s, float(end.count), end.why)]


def _of(taken: Taken, side: Side | None) -> list[Raise]:
    return [r for r in taken.raises if side is None or r.side in (side, None)]


def _end(taken: Taken, raises: Sequence[Raise]) -> _End:
    bad = [_wrong(taken, r) for r in raises]
    for i, one in enumerate(raises):
        if i and one.start_s - raises[i - 1].end_s > PAUSE_S:
            return _End(i, f"a rest of more than {PAUSE_S:g} s")
        recent = bad[max(0, i - BAD_IN_A_ROW + 1) : i + 1]
        if len(recent) == BAD_IN_A_ROW and all(recent):
            return _End(i + 1 - BAD_IN_A_ROW, f"{BAD_IN_A_ROW} in a row: {recent[-1]}")
    return _End(len(raises), "no more raises")


def _wrong(taken: Taken, one: Raise) -> str:
    """What was bad about a raise; empty when nothing was."""
    names = [f.name for f in taken.flags if f.name in BAD and one.start_s <= f.t_s <= one.end_s]
    return BAD[names[0]] if names else ""


def is_over(taken: Taken) -> bool:
    """Whether the latest leg has rested for too long, or done two bad raises in a row."""
    if not taken.raises:
        return False
    raises = _of(taken, taken.raises[-1].side)
    return taken.t_s - raises[-1].end_s > PAUSE_S or _end(taken, raises).count < len(raises)


HEELS = Test(
    name="heel_raise",
    title="Heel raises on one leg",
    aliases=("heel_raises", "single_heel_raise", "calf_raise"),
    exercise="single_heel_raise",
    unit="reps",
    how="On one leg, rise onto the toes as high as you can and come back, 30 times a minute: up for a second,"
    " down for a second. A finger at the wall keeps the balance.",
    ends=f"The test ends at a rest of more than {PAUSE_S:g} s, or at two raises in a row that are too low or"
    " done with a bent knee.",
    attempts=raises_done,
    is_over=is_over,
    norms=HEEL_RAISE,
    detectable=DETECTABLE,
    detectable_source=f"between days: {SOURCE}",
    source=f"{SOURCE}; which raises end it: engineering default",
)

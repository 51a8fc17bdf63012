"""What the three leg lifts of the evaluation set share."""

from collections.abc import Callable

from evalset.cases import Case, Try
from evalset.trial import CLEAN, PARTIAL, Plant
from truth.leg_lifts import LegLift
from truth.timing import Tempo

TEMPO = Tempo(out_s=0.95, hold_s=0.35, back_s=0.95, rest_s=0.45)
# whoever gives up tries the same side again
PARTLY = (CLEAN, CLEAN, PARTIAL, CLEAN, PARTIAL, CLEAN)
SLOWER = (CLEAN, CLEAN, Try(pace=0.55), CLEAN)
LEAN = Plant(signal="trunk_lean_deg", limit=10.0, parameters=("lean_deg",), between=(0, 60))


def lift(way: str, lift_deg: float) -> Callable[[Case, str | None], LegLift]:
    """The movement of a trial."""
    return lambda _, side: LegLift(leg=side or "left", way=way, lift_deg=lift_deg)


def knee(limit_deg: float) -> Plant:
    """The lifted knee bends; size 0 is the straight one's own angle."""
    return Plant(
        signal="knee_deg_{side}",
        limit=limit_deg,
        parameters=("bend_deg",),
        between=(3, 90),
        from_clean=True,
        at_full=True,
    )


def on_both_sides(name: str, *sizes: float) -> tuple[Try, ...]:
    """A clean lift of each leg, then three faulty ones of either leg in turn, with a clean one among them."""
    bad = [Try(sizes=((name, size),)) for size in sizes]
    return (CLEAN, CLEAN, *bad[:2], CLEAN, *bad[2:])


def of_each_size(name: str, *sizes: float) -> tuple[Try, ...]:
    """A clean lift of each leg, then faulty ones of either leg in turn."""
    return (CLEAN, CLEAN, *(Try(sizes=((name, size),)) for size in sizes))

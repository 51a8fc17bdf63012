"""The side lunge."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, Plant, Slot, Trial, Turns, paced
from truth.side_lunge import SideLunge
from truth.timing import Tempo

# the first half of a side lunge is the step
HALF = Try(reach=0.6, is_partial=True)


def _motion(_: Case, side: str | None) -> SideLunge:
    return SideLunge(lead=side or "left")


def _faulty(name: str, *sizes: float) -> tuple[Try, ...]:
    """A clean lunge to each side, then faulty ones to either side in turn."""
    return (CLEAN, CLEAN, *(Try(sizes=((name, size),)) for size in sizes))


TRIAL = Trial(
    slots=(
        Slot(title="knee_collapse", yaw_deg=0, height_m=1.0, tries=_faulty("knee_collapse", 1.5, 0.5, 2)),
        Slot(title="too_shallow", yaw_deg=0, height_m=0.9, tries=_faulty("too_shallow", 0.5, 1.2, 1)),
        Slot(title="enters", yaw_deg=0, height_m=1.1, tries=(CLEAN, CLEAN, HALF, CLEAN, HALF), enters=True),
        Slot(title="trunk_lean", yaw_deg=0, height_m=1.0, tries=_faulty("trunk_lean", 1.5, 0.5, 1)),
        Slot(title="fast_turned_20", yaw_deg=20, height_m=1.2, tries=paced(1.4)),
    ),
    motion=_motion,
    tempo=Tempo(out_s=1.3, hold_s=0.2, back_s=1.2, rest_s=0.4),
    plants={
        "knee_collapse": Plant(
            signal="fppa_deg_{side}", limit=15.0, parameters=("cave_deg",), between=(-10.0, 60.0)
        ),
        "trunk_lean": Plant(signal="trunk_aside_deg", limit=25.0, parameters=("lean_deg",), between=(0, 70)),
        "too_shallow": Plant(
            signal="knee_deg_{side}",
            limit=113.0,
            parameters=("depth_deg",),
            between=(40, 100),
            from_clean=True,
            at_full=True,
        ),
    },
    turns=Turns.TAKEN,
)

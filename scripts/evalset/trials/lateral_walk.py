"""The lateral squat walk: some steps to one side, as many back."""

from dataclasses import replace

from evalset.cases import Case, Try
from evalset.trial import CLEAN, PARTIAL, Plant, Slot, Trial, Turns
from truth.lateral import LateralStep
from truth.timing import Tempo


def _motion(_: Case, side: str | None) -> LateralStep:
    return LateralStep(lead=side or "left")


def _to_and_fro(*tries: Try) -> tuple[Try, ...]:
    """The first half to the left, the second to the right."""
    half = len(tries) / 2
    return tuple(replace(t, side="left" if i < half else "right") for i, t in enumerate(tries))


def _faulty(name: str, *sizes: float) -> tuple[Try, ...]:
    """A clean step each way, then two faulty ones."""
    bad = [Try(sizes=((name, size),)) for size in sizes]
    return _to_and_fro(CLEAN, *bad[:2], CLEAN, *bad[2:])


def _paced(pace: float) -> tuple[Try, ...]:
    return _to_and_fro(*(Try(pace=pace),) * 4)


TRIAL = Trial(
    slots=(
        Slot(title="knees_cave", yaw_deg=0, height_m=1.0, tries=_faulty("knees_cave", 1.5, 0.5, 2, 1)),
        Slot(
            title="feet_together", yaw_deg=0, height_m=0.9, tries=_faulty("feet_together", 1.5, 0.5, 1, 1.5)
        ),
        Slot(title="enters", yaw_deg=0, height_m=1.1, tries=_to_and_fro(*(CLEAN,) * 6), enters=True),
        Slot(title="standing_up", yaw_deg=0, height_m=1.0, tries=_faulty("standing_up", 1.5, 0.5, 2, 1)),
        Slot(title="fast_turned_20", yaw_deg=20, height_m=1.2, tries=_paced(1.4)),
        Slot(
            title="partials",
            yaw_deg=-10,
            height_m=0.8,
            tries=_to_and_fro(CLEAN, PARTIAL, CLEAN, CLEAN, PARTIAL, CLEAN),
        ),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.75, hold_s=0.1, back_s=0.75, rest_s=0.25),
    plants={
        "knees_cave": Plant(
            signal="knee_width_ratio",
            limit=0.9,
            unit="ratio",
            parameters=("cave_deg",),
            between=(-10, 60),
            from_clean=True,
            at_full=True,
        ),
        "feet_together": Plant(
            signal="side_step_ratio",
            limit=0.22,
            unit="ratio",
            parameters=("closing",),
            between=(0.0, 0.75),
            from_clean=True,
            at_full=True,
            at_u=2.0,
        ),
        "standing_up": Plant(limit=0.5, unit="of the crouch", parameters=("rise",), at_u=2.0),
    },
    turns=Turns.GIVEN,
)

"""The Superman on hands and knees: a repetition is both diagonals."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, GOOD, PARTIAL, Plant, Slot, Trial, Turns, paced, paired
from truth.raising import HandsKnees
from truth.timing import Tempo


def _motion(_: Case, side: str | None) -> HandsKnees:
    return HandsKnees(leg=side or "left")


TRIAL = Trial(
    slots=(
        Slot(title="limb_low", yaw_deg=90, height_m=0.6, tries=paired("limb_low", 1.5)),
        Slot(title="enters", yaw_deg=-90, height_m=0.9, tries=GOOD, enters=True),
        Slot(title="arm_low", yaw_deg=-90, height_m=0.7, tries=paired("arm_low", 1.5, 2)),
        Slot(title="oblique", yaw_deg=60, height_m=0.8, tries=GOOD),
        Slot(title="limb_high", yaw_deg=90, height_m=0.5, tries=paired("limb_high", 1.5)),
        Slot(title="hip_drop", yaw_deg=90, height_m=0.6, tries=paired("hip_drop", 1.5, 2)),
        Slot(
            title="holds",
            yaw_deg=-90,
            height_m=0.5,
            tries=(Try(hold_s=3.5), Try(hold_s=3.5), Try(hold_s=0.45, sizes=(("hold_short", 2.0),)), CLEAN),
        ),
        Slot(title="back_sags", yaw_deg=-90, height_m=0.8, tries=paired("back_sags", 1.25)),
        Slot(title="towards_head", yaw_deg=-115, height_m=0.8, tries=GOOD),
        Slot(
            title="partials",
            yaw_deg=90,
            height_m=1.0,
            tries=(CLEAN, CLEAN, PARTIAL, CLEAN, CLEAN),
            leaves=True,
        ),
        Slot(title="arm_low_steps", yaw_deg=90, height_m=0.9, tries=paired("arm_low", 0.5, 1)),
        Slot(title="slow", yaw_deg=75, height_m=0.7, tries=paced(0.5, 2)),
        Slot(title="towards_head_drop", yaw_deg=-135, height_m=1.2, tries=paired("hip_drop", 1.5, 2)),
        Slot(title="fast", yaw_deg=90, height_m=0.4, tries=paced(1.7)),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.75, hold_s=1.5, back_s=0.75, rest_s=0.3),
    plants={
        "limb_low": Plant(
            signal="leg_low_deg_{side}",
            limit=-20.0,
            parameters=("leg_below_deg",),
            between=(-30, 70),
            at_full=True,
            spoils_hold_at=1.4,
        ),
        "arm_low": Plant(
            signal="arm_line_deg_{other}",
            limit=-20.0,
            parameters=("arm_below_deg",),
            between=(-60, 80),
            at_full=True,
            called="limb_low",
        ),
        "limb_high": Plant(
            signal="arm_line_deg_{other}",
            limit=24.0,
            parameters=("arm_below_deg",),
            between=(-75, 60),
            at_full=True,
        ),
        "back_sags": Plant(limit=12.0, parameters=("sag_deg",)),
        "hip_drop": Plant(limit=-8.0, parameters=("turn_deg",)),
    },
    turns=Turns.TAKEN,
    is_upright=False,
    is_signed=False,
    is_held=True,
    raises_per_rep=2,
)

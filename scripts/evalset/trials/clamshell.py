"""The clamshell."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, GOOD, PARTIALS, PAUSES, Plant, Slot, Trial, Turns, paced, planted
from truth.lying import Clamshell
from truth.timing import Tempo


def _motion(_: Case, side: str | None) -> Clamshell:
    return Clamshell(top=side or "left")


TRIAL = Trial(
    slots=(
        Slot(title="feet_apart", yaw_deg=0, height_m=0.6, tries=planted("feet_apart", 1.5, 2)),
        Slot(title="roll_high", yaw_deg=0, height_m=2.0, tries=planted("pelvis_rolls_back", 1.5, 2, 3)),
        Slot(title="enters", yaw_deg=0, height_m=0.9, tries=PARTIALS, enters=True),
        Slot(title="towards_head", yaw_deg=30, height_m=0.7, tries=GOOD),
        Slot(title="roll_steps", yaw_deg=10, height_m=1.9, tries=planted("pelvis_rolls_back", 0.5, 1.5, 1)),
        Slot(title="fast", yaw_deg=0, height_m=1.0, tries=paced(2.0, 5)),
        Slot(
            title="range_small",
            yaw_deg=0,
            height_m=0.8,
            tries=(
                CLEAN,
                CLEAN,
                Try(reach=0.825, sizes=(("range_small", 0.5),)),
                Try(reach=0.6, sizes=(("range_small", 1.1),)),
            ),
        ),
        Slot(title="towards_feet", yaw_deg=-30, height_m=0.9, tries=GOOD),
        Slot(title="roll_low", yaw_deg=0, height_m=1.0, tries=planted("pelvis_rolls_back", 1.5, 3)),
        Slot(title="slow", yaw_deg=15, height_m=0.5, tries=paced(0.45, 3)),
        Slot(title="feet_apart_steps", yaw_deg=-15, height_m=1.2, tries=planted("feet_apart", 0.5, 1.5, 1)),
        Slot(title="high_clean", yaw_deg=-10, height_m=1.9, tries=PAUSES, leaves=True),
        Slot(title="turned_45", yaw_deg=45, height_m=0.8, tries=GOOD),
        Slot(
            title="too_fast",
            yaw_deg=0,
            height_m=0.7,
            tries=(
                CLEAN,
                Try(pace=4.0, sizes=(("too_fast", 1.5),)),
                CLEAN,
                Try(pace=4.0, sizes=(("too_fast", 1.5),)),
            ),
        ),
        Slot(title="roll_high_again", yaw_deg=0, height_m=2.0, tries=planted("pelvis_rolls_back", 2, 1.5)),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.9, hold_s=0.25, back_s=0.9, rest_s=0.35),
    plants={
        "pelvis_rolls_back": Plant(limit=8.0, parameters=("pelvis_back_deg",)),
        "feet_apart": Plant(
            signal="feet_apart_ratio",
            limit=0.18,
            unit="ratio",
            parameters=("foot_lift_ratio",),
            between=(0.0, 0.9),
            is_change=True,
        ),
    },
    turns=Turns.ONE,
    is_upright=False,
)

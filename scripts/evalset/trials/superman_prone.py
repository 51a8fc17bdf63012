"""The prone Superman."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, GOOD, PARTIALS, PAUSES, Plant, Slot, Trial, always, paced
from truth.raising import Prone
from truth.timing import Tempo


def _motion(_: Case, __: str | None) -> Prone:
    return Prone()


TRIAL = Trial(
    slots=(
        Slot(title="limb_low", yaw_deg=90, height_m=0.5, tries=always("limb_low", 1.05)),
        Slot(title="enters", yaw_deg=-90, height_m=0.8, tries=GOOD[:3], enters=True),
        Slot(
            title="hold_short",
            yaw_deg=-90,
            height_m=0.6,
            tries=(
                CLEAN,
                Try(hold_s=0.3, sizes=(("hold_short", 2.0),)),
                CLEAN,
                Try(hold_s=0.3, sizes=(("hold_short", 2.0),)),
            ),
        ),
        Slot(title="towards_feet", yaw_deg=60, height_m=0.9, tries=GOOD[:3]),
        Slot(title="partials", yaw_deg=90, height_m=0.7, tries=PARTIALS),
        Slot(title="towards_head", yaw_deg=-120, height_m=0.8, tries=GOOD[:3], leaves=True),
        Slot(title="limb_low_steps", yaw_deg=-90, height_m=0.4, tries=always("limb_low", 1.0)),
        Slot(title="slow", yaw_deg=105, height_m=0.7, tries=paced(0.5, 2)),
        Slot(title="pauses", yaw_deg=-75, height_m=1.0, tries=PAUSES),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.85, hold_s=1.5, back_s=0.85, rest_s=0.45),
    plants={
        "limb_low": Plant(
            signal="arch_deg",
            limit=18.0,
            parameters=("leg_lift_deg", "chest_lift_deg"),
            between=(1, 25),
            from_clean=True,
            is_change=True,
            at_full=True,
            spoils_hold_at=0.75,
        ),
    },
    is_upright=False,
    is_signed=False,
    is_held=True,
)

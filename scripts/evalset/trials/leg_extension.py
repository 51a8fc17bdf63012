"""The leg extension from the bridge."""

from evalset.cases import Case, Try
from evalset.trial import GOOD, PARTIALS, Plant, Slot, Trial, Turns, planted
from truth.extending import LegExtension
from truth.timing import Tempo


def _motion(_: Case, side: str | None) -> LegExtension:
    return LegExtension(leg=side or "left")


TRIAL = Trial(
    slots=(
        Slot(title="knee_bent", yaw_deg=90, height_m=0.6, tries=planted("knee_bent", 1.5, 2)),
        Slot(title="partials", yaw_deg=-90, height_m=0.8, tries=PARTIALS),
        Slot(title="hips_sink", yaw_deg=-90, height_m=0.5, tries=planted("hips_sink", 1.5, 1.5)),
        Slot(title="towards_feet", yaw_deg=65, height_m=0.7, tries=GOOD),
        Slot(title="hip_drop", yaw_deg=135, height_m=0.5, tries=planted("hip_drop", 1.5, 2)),
        Slot(
            title="holds", yaw_deg=90, height_m=0.9, tries=(Try(hold_s=4.0), Try(hold_s=4.0), Try(hold_s=3.0))
        ),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.9, hold_s=1.2, back_s=0.9, rest_s=0.5),
    plants={
        "knee_bent": Plant(
            signal="knee_deg_{side}",
            limit=157.0,
            parameters=("straight_share",),
            between=(0.3, 1.0),
            from_clean=True,
            at_full=True,
        ),
        "hips_sink": Plant(
            signal="hips_open_deg",
            limit=155.0,
            parameters=("top_deg",),
            between=(125.0, 177.0),
            from_clean=True,
            spoils_hold_at=5.0,
        ),
        "hip_drop": Plant(limit=8.0, parameters=("drop_deg",)),
    },
    turns=Turns.TAKEN,
    is_upright=False,
    is_signed=False,
    is_held=True,
)

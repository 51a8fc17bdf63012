"""The jackknife."""

from evalset.cases import Case
from evalset.trial import GOOD, PARTIALS, PAUSES, Plant, Slot, Trial, paced, planted
from truth.folding import Jackknife
from truth.timing import Tempo


def _motion(_: Case, __: str | None) -> Jackknife:
    return Jackknife()


TRIAL = Trial(
    slots=(
        Slot(title="knees_bend", yaw_deg=90, height_m=0.7, tries=planted("knee_bends", 1.5, 2)),
        Slot(title="enters", yaw_deg=-90, height_m=0.8, tries=PARTIALS, enters=True),
        Slot(title="legs_low", yaw_deg=-90, height_m=0.6, tries=planted("legs_low", 1.5, 1.5)),
        Slot(title="fast", yaw_deg=90, height_m=0.9, tries=paced(1.7)),
        Slot(title="arms_low", yaw_deg=90, height_m=0.5, tries=planted("arms_low", 1.5, 1.5)),
        Slot(title="half_range_steps", yaw_deg=-90, height_m=0.8, tries=planted("half_range", 0.5, 1.5, 1)),
        Slot(title="oblique", yaw_deg=60, height_m=0.8, tries=GOOD),
        Slot(title="pauses", yaw_deg=-75, height_m=0.6, tries=PAUSES, leaves=True),
    ),
    motion=_motion,
    tempo=Tempo(out_s=1.1, hold_s=0.25, back_s=1.2, rest_s=0.4),
    plants={
        "knee_bends": Plant(
            signal="knee_deg_{side}",
            limit=150.0,
            parameters=("knee_deg",),
            between=(0.0, 90.0),
            from_clean=True,
        ),
        "half_range": Plant(
            signal="hip_open_deg_{side}",
            limit=94.0,
            parameters=("hip_deg",),
            between=(45.0, 150.0),
            from_clean=True,
            at_full=True,
        ),
        "legs_low": Plant(
            signal="thighs_up_deg",
            limit=30.0,
            parameters=("legs_share",),
            between=(0.0, 0.7),
            from_clean=True,
            at_full=True,
        ),
        "arms_low": Plant(
            signal="arms_up_deg",
            limit=-20.0,
            parameters=("arms_low_deg",),
            between=(0.0, 100.0),
            from_clean=True,
            at_full=True,
        ),
    },
    is_upright=False,
    is_signed=False,
)

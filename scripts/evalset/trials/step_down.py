"""The lateral step-down: the items of its score, from the front."""

from evalset.cases import Case
from evalset.trial import GOOD, PARTIALS, Plant, Slot, Trial, Turns, paced, planted
from truth.one_leg import StepDown
from truth.timing import Tempo


def _motion(_: Case, side: str | None) -> StepDown:
    return StepDown(leg=side or "left")


TRIAL = Trial(
    slots=(
        Slot(title="knee_collapse", yaw_deg=0, height_m=1.0, tries=planted("knee_collapse", 1.5, 2, 0.5, 1)),
        Slot(title="hip_drop", yaw_deg=0, height_m=0.9, tries=planted("hip_drop", 1.5, 2, 0.5)),
        Slot(
            title="lean_and_hand",
            yaw_deg=0,
            height_m=1.1,
            tries=(*planted("side_lean", 1.5), *planted("hands_off", 1.5)),
        ),
        Slot(title="partials", yaw_deg=10, height_m=1.2, tries=PARTIALS),
        Slot(title="wavers", yaw_deg=0, height_m=1.0, tries=planted("wavers", 1.5, 2, 0.5)),
        Slot(title="side_fast", yaw_deg=90, height_m=0.8, tries=(*GOOD[:2], *paced(1.8, 2))),
    ),
    motion=_motion,
    tempo=Tempo(out_s=1.4, hold_s=0.2, back_s=1.2, rest_s=0.5),
    plants={
        "knee_collapse": Plant(
            signal="shank_in_deg_{side}", limit=6.0, parameters=("cave_deg",), between=(-10.0, 75.0)
        ),
        "hip_drop": Plant(limit=8.0, parameters=("drop_deg",)),
        "side_lean": Plant(limit=10.0, parameters=("side_lean_deg",)),
        "hands_off": Plant(
            signal="hands_off_ratio",
            limit=0.25,
            unit="ratio",
            parameters=("hand_m",),
            between=(0.0, 0.5),
            is_change=True,
        ),
        "wavers": Plant(limit=0.03, unit="m", parameters=("waver_m",)),
    },
    turns=Turns.ONE,
)

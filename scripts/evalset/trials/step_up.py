"""The step-up: push-off and trunk from the side, the knee from the front."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, Plant, Slot, Trial, Turns, paced, planted
from truth.step_up import StepUp
from truth.timing import Tempo

# the first foot is up, the second has just left the floor
HALF = Try(reach=0.55, is_partial=True)


def _motion(_: Case, side: str | None) -> StepUp:
    return StepUp(lead=side or "left")


TRIAL = Trial(
    slots=(
        Slot(title="push_off", yaw_deg=90, height_m=0.7, tries=planted("push_off", 1.5, 1.5)),
        Slot(title="knee_collapse", yaw_deg=0, height_m=1.1, tries=planted("knee_collapse", 1.5, 2)),
        Slot(title="trunk_lean", yaw_deg=-90, height_m=0.9, tries=planted("trunk_lean", 1.5, 0.5)),
        Slot(title="half", yaw_deg=55, height_m=0.9, tries=(CLEAN, HALF, CLEAN, HALF, *paced(1.6, 1))),
    ),
    motion=_motion,
    tempo=Tempo(out_s=1.9, hold_s=0.3, back_s=1.9, rest_s=0.5),
    # 14 deg of the foot is a foot that only leaves the floor. The trunk's line leans by 35 deg with 44 of the
    # chest, the knee comes 6 deg of the shank inside its foot with 24 of swivel.
    plants={
        "push_off": Plant(limit=28.0, parameters=("push_deg",)),
        "trunk_lean": Plant(limit=44.0, parameters=("lean_deg",)),
        "knee_collapse": Plant(limit=24.0, parameters=("cave_deg",)),
    },
    turns=Turns.TAKEN,
)

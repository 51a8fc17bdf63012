"""The bridge on two legs and on one."""

from evalset.cases import Case, Try
from evalset.trial import GOOD, PARTIALS, Plant, Slot, Trial, paced, planted
from truth.lying import Bridge
from truth.timing import Tempo


def _motion(case: Case, side: str | None) -> Bridge:
    return Bridge(raised=side if case.variant == "single" else None)


def _raised(slot: Slot) -> int:
    """The leg away from the camera, where the drop shows best, unless the clip is of the near one."""
    camera = 0 if slot.yaw_deg < 0 else 1
    return camera if slot.title.endswith("near") else 1 - camera


TRIAL = Trial(
    slots=(
        Slot(title="hips_low", yaw_deg=-90, height_m=0.6, tries=planted("hips_low", 1.5, 1.5)),
        Slot(
            title="single_drop",
            yaw_deg=-135,
            height_m=0.5,
            tries=planted("hip_drop", 1.5, 2, 3),
            variant="single",
        ),
        Slot(title="enters", yaw_deg=90, height_m=0.9, tries=PARTIALS, enters=True, leaves=True),
        Slot(title="towards_feet", yaw_deg=60, height_m=0.8, tries=GOOD),
        Slot(title="over_arch", yaw_deg=90, height_m=0.5, tries=planted("over_arch", 1.5)),
        Slot(
            title="single_drop_near",
            yaw_deg=135,
            height_m=0.5,
            tries=planted("hip_drop", 1.5, 2, 3),
            variant="single",
        ),
        Slot(title="fast", yaw_deg=-90, height_m=1.0, tries=paced(2.0)),
        Slot(title="hips_low_steps", yaw_deg=90, height_m=0.4, tries=planted("hips_low", 0.5, 1.5, 1)),
        Slot(title="single_level", yaw_deg=-130, height_m=0.5, tries=GOOD, variant="single"),
        Slot(
            title="holds",
            yaw_deg=-90,
            height_m=0.8,
            tries=(Try(hold_s=4.2), Try(hold_s=4.2), Try(hold_s=1.2, sizes=(("hold_short", 1.5),))),
        ),
        Slot(title="knees_in", yaw_deg=-75, height_m=0.7, tries=planted("knee_collapse", 1.5)),
        Slot(title="towards_head", yaw_deg=120, height_m=0.6, tries=GOOD, enters=True),
        Slot(title="two_leg_drop", yaw_deg=90, height_m=0.5, tries=planted("hip_drop", 1.5, 2)),
        Slot(
            title="single_drop_steps",
            yaw_deg=-135,
            height_m=0.45,
            tries=planted("hip_drop", 0.5, 1.5, 1),
            variant="single",
        ),
        Slot(title="single_side", yaw_deg=90, height_m=0.7, tries=GOOD, variant="single"),
        Slot(title="feet_end", yaw_deg=15, height_m=0.7, tries=GOOD),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.8, hold_s=1.2, back_s=0.8, rest_s=0.35),
    # Hips are low under the 165 degrees that up asks for. Faults of the pelvis on the floor count from 8
    # degrees: one and a half times that are the 12 that must be seen.
    plants={
        "hips_low": Plant(
            signal="hips_open_deg",
            limit=165.0,
            parameters=("top_deg",),
            between=(143, 177),
            from_clean=True,
            at_full=True,
            spoils_hold_at=1.25,
        ),
        "over_arch": Plant(
            signal="hips_open_deg",
            limit=207.0,
            parameters=("top_deg",),
            between=(170, 235),
            from_clean=True,
        ),
        "hip_drop": Plant(limit=8.0, parameters=("drop_deg",)),
        "knee_collapse": Plant(limit=-20.0, parameters=("knees_out_deg",)),
        "knees_fall_apart": Plant(limit=20.0, parameters=("knees_out_deg",)),
    },
    side_of_slot=_raised,
    is_upright=False,
    is_signed=False,
    is_held=True,
)

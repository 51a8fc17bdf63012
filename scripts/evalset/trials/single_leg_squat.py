"""The squat on one leg: knee, hips and trunk from the front, depth, trunk and heel from the side."""

from evalset.cases import Case
from evalset.trial import GOOD, HEEL, PARTIALS, Plant, Slot, Trial, Turns, paced, planted
from truth.one_leg import SingleLegSquat
from truth.timing import Tempo


def _motion(case: Case, side: str | None) -> SingleLegSquat:
    return SingleLegSquat(leg=side or "left", stays_up=case.variant == "single")


def _near(slot: Slot) -> int:
    """The leg that is nearer to the camera."""
    return 0 if slot.yaw_deg < 0 else 1


TRIAL = Trial(
    slots=(
        Slot(title="knee_collapse", yaw_deg=0, height_m=1.0, tries=planted("knee_collapse", 1.5, 2, 0.5)),
        Slot(
            title="too_shallow",
            yaw_deg=90,
            height_m=0.8,
            tries=planted("too_shallow", 1.5, 0.5, 1),
            variant="single",
        ),
        Slot(title="hip_drop", yaw_deg=0, height_m=0.9, tries=planted("hip_drop", 1.5, 2, 0.5)),
        Slot(title="partials", yaw_deg=0, height_m=1.2, tries=PARTIALS, enters=True),
        Slot(
            title="trunk_and_heel",
            yaw_deg=-90,
            height_m=0.6,
            tries=(*planted("trunk_lean", 1.5), *planted("heel_lifts", 1.5)),
            variant="single",
        ),
        Slot(title="side_lean", yaw_deg=0, height_m=1.0, tries=planted("side_lean", 1.5, 2, 0.5)),
        Slot(title="oblique_fast", yaw_deg=50, height_m=1.0, tries=(*GOOD[:2], *paced(1.9, 3))),
    ),
    motion=_motion,
    tempo=Tempo(out_s=1.2, hold_s=0.25, back_s=1.1, rest_s=0.5),
    plants={
        "knee_collapse": Plant(
            signal="fppa_deg_{side}",
            limit=15.0,
            parameters=("cave_deg",),
            between=(-10.0, 75.0),
            is_pictured=True,
        ),
        "hip_drop": Plant(limit=8.0, parameters=("drop_deg",)),
        "side_lean": Plant(limit=10.0, parameters=("side_lean_deg",)),
        "trunk_lean": Plant(
            signal="trunk_lean_deg", limit=45.0, parameters=("lean_deg",), between=(5, 100), from_clean=True
        ),
        "heel_lifts": HEEL,
        "too_shallow": Plant(
            signal="knee_deg_{side}",
            limit=126.0,
            parameters=("depth_deg",),
            between=(20, 100),
            from_clean=True,
            at_full=True,
        ),
    },
    turns=Turns.TAKEN,
    side_of_slot=_near,
)

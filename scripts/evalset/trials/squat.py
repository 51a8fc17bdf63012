"""The squat: knees from the front, depth, trunk and heels from the side."""

from evalset.cases import Case
from evalset.trial import GOOD, HEEL, PARTIALS, PAUSES, Plant, Slot, Trial, paced, planted, uneven
from truth.standing import Squat
from truth.timing import Tempo

_KNEES_IN = Plant(
    signal="knees_in_deg", limit=15.0, parameters=("cave_deg",), between=(-10.0, 75.0), is_pictured=True
)


def _motion(case: Case, _: str | None) -> Squat:
    facing = abs(case.place.yaw_deg) < 45 or abs(case.place.yaw_deg) > 135
    return Squat(free_arms=not facing, cave_deg=6.0 if facing else 0.0)


TRIAL = Trial(
    slots=(
        Slot(title="knee_collapse", yaw_deg=0, height_m=1.0, tries=planted("knee_collapse", 1.5, 2)),
        Slot(title="too_shallow", yaw_deg=90, height_m=0.9, tries=planted("too_shallow", 1.25, 1.5)),
        Slot(title="oblique", yaw_deg=45, height_m=1.0, tries=GOOD),
        Slot(title="partials_front", yaw_deg=0, height_m=0.7, tries=PARTIALS, enters=True),
        Slot(title="trunk_lean", yaw_deg=-90, height_m=1.2, tries=planted("trunk_lean", 1.25, 1.5)),
        Slot(
            title="knee_collapse_steps", yaw_deg=0, height_m=0.5, tries=planted("knee_collapse", 0.5, 1.5, 1)
        ),
        Slot(title="fast", yaw_deg=-60, height_m=1.4, tries=paced(2.4, 5)),
        Slot(title="heel_lifts", yaw_deg=90, height_m=0.4, tries=planted("heel_lifts", 1.5, 2)),
        Slot(title="rear_pauses", yaw_deg=180, height_m=1.0, tries=PAUSES),
        Slot(title="partials_side", yaw_deg=-90, height_m=0.8, tries=PARTIALS, enters=True, leaves=True),
        Slot(title="turned_15", yaw_deg=15, height_m=1.3, tries=uneven()),
        Slot(title="too_shallow_steps", yaw_deg=-90, height_m=1.6, tries=planted("too_shallow", 0.5, 1.5, 1)),
        Slot(title="turned_30", yaw_deg=-30, height_m=0.6, tries=GOOD, leaves=True),
        Slot(title="slow", yaw_deg=75, height_m=1.0, tries=paced(0.45, 3)),
        Slot(title="trunk_lean_steps", yaw_deg=90, height_m=0.6, tries=planted("trunk_lean", 0.5, 1.5, 1)),
        Slot(title="heel_lifts_steps", yaw_deg=-90, height_m=0.7, tries=planted("heel_lifts", 0.5, 1.5, 1)),
    ),
    motion=_motion,
    tempo=Tempo(out_s=1.1, hold_s=0.2, back_s=1.0, rest_s=0.4),
    plants={
        "knee_collapse": _KNEES_IN,
        "trunk_lean": Plant(
            signal="trunk_lean_deg", limit=60.0, parameters=("lean_deg",), between=(20, 110), from_clean=True
        ),
        "heel_lifts": HEEL,
        "too_shallow": Plant(
            signal="knee_deg_{side}",
            limit=106.0,
            parameters=("depth_deg",),
            between=(35, 125),
            from_clean=True,
            at_full=True,
        ),
    },
)

"""The lunge: forward, reverse and stationary."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, GOOD, HEEL, PAUSES, Plant, Slot, Trial, Turns, paced, planted, uneven
from truth.standing import Lunge
from truth.timing import Tempo

# the first half of a lunge is the step
HALF_LUNGE = Try(reach=0.6, is_partial=True)
HALF_LUNGES = (CLEAN, HALF_LUNGE, CLEAN, HALF_LUNGE, CLEAN)


def _motion(case: Case, side: str | None) -> Lunge:
    return Lunge(lead=side or "left", kind=case.variant or "forward")


TRIAL = Trial(
    slots=(
        Slot(title="knee_collapse", yaw_deg=0, height_m=1.0, tries=planted("knee_collapse", 1.5, 2)),
        Slot(title="side_clean", yaw_deg=-90, height_m=0.9, tries=GOOD, enters=True),
        Slot(title="hip_drop", yaw_deg=0, height_m=0.9, tries=planted("hip_drop", 1.5, 2)),
        Slot(title="oblique_partials", yaw_deg=45, height_m=1.0, tries=HALF_LUNGES),
        Slot(title="trunk_lean", yaw_deg=90, height_m=0.8, tries=planted("trunk_lean", 1.5, 2)),
        Slot(title="reverse", yaw_deg=0, height_m=1.1, tries=GOOD, variant="reverse", enters=True),
        Slot(title="fast", yaw_deg=-60, height_m=1.4, tries=paced(1.9)),
        Slot(title="hip_drop_steps", yaw_deg=0, height_m=0.6, tries=planted("hip_drop", 0.5, 1.5, 1)),
        Slot(title="heel_lifts", yaw_deg=90, height_m=0.4, tries=planted("heel_lifts", 1.5, 2)),
        Slot(title="stationary", yaw_deg=-90, height_m=0.8, tries=GOOD, variant="stationary"),
        Slot(
            title="knee_collapse_steps", yaw_deg=0, height_m=1.3, tries=planted("knee_collapse", 0.5, 1.5, 1)
        ),
        Slot(title="turned_15", yaw_deg=-15, height_m=0.7, tries=GOOD, leaves=True),
        Slot(title="too_shallow", yaw_deg=90, height_m=1.0, tries=planted("too_shallow", 0.5, 1.1, 1)),
        Slot(title="slow", yaw_deg=75, height_m=1.2, tries=paced(0.55, 3)),
        Slot(title="rear", yaw_deg=180, height_m=1.0, tries=uneven()),
        Slot(title="trunk_lean_steps", yaw_deg=-90, height_m=1.5, tries=planted("trunk_lean", 0.5, 1.5, 1)),
        Slot(title="turned_30", yaw_deg=30, height_m=0.9, tries=PAUSES),
        Slot(title="reverse_side", yaw_deg=90, height_m=0.6, tries=HALF_LUNGES, variant="reverse"),
    ),
    motion=_motion,
    tempo=Tempo(out_s=1.3, hold_s=0.2, back_s=1.15, rest_s=0.35),
    plants={
        "knee_collapse": Plant(
            signal="shank_in_deg_{side}", limit=6.0, parameters=("cave_deg",), between=(-10.0, 60.0)
        ),
        "hip_drop": Plant(limit=8.0, parameters=("drop_deg",)),
        "trunk_lean": Plant(signal="trunk_lean_deg", limit=25.0, parameters=("lean_deg",), between=(0, 80)),
        "heel_lifts": HEEL,
        "too_shallow": Plant(
            signal="knee_deg_{side}",
            limit=117.0,
            parameters=("depth_deg",),
            between=(40, 110),
            from_clean=True,
            at_full=True,
        ),
    },
    turns=Turns.TAKEN,
)

"""Standing on one leg: one side a clip, the foot put down for two seconds between the stances."""

from evalset.cases import Case, Try
from evalset.trial import CLEAN, Plant, Slot, Trial, Turns, paced, planted
from truth.balancing import Balance
from truth.timing import Tempo

THRICE = (CLEAN, CLEAN, CLEAN)
# The foot is down for half a second, and up again.
_SOON = Try(rest_s=0.35)
_TOUCHED = Try(sizes=(("foot_touches", 2.0),))
_TOUCHED_SOON = Try(rest_s=0.35, sizes=(("foot_touches", 2.0),))


def _motion(case: Case, side: str | None) -> Balance:
    leg = side or "left"
    if case.variant == "high":
        return Balance(leg=leg, thigh_deg=6.0, knee_deg=84.0)
    if case.variant == "low":
        return Balance(leg=leg, thigh_deg=24.0, knee_deg=52.0)
    return Balance(leg=leg, sway=6.0 if case.variant == "sways" else 2.0)


TRIAL = Trial(
    slots=(
        Slot(title="hip_drop", yaw_deg=0, height_m=1.0, tries=planted("hip_drop", 0.5, 1.5, 2)),
        Slot(title="front", yaw_deg=0, height_m=1.0, tries=THRICE, enters=True),
        Slot(title="rear", yaw_deg=180, height_m=1.0, tries=paced(1.8, 3), variant="high"),
        Slot(title="arms_off", yaw_deg=0, height_m=1.2, tries=planted("arms_off", 0.5, 1.5, 1)),
        Slot(title="low", yaw_deg=0, height_m=0.7, tries=THRICE, variant="low", leaves=True),
        Slot(title="turned_40", yaw_deg=40, height_m=1.0, tries=THRICE),
        Slot(title="hops", yaw_deg=0, height_m=0.9, tries=planted("hop", 0.5, 1.5, 1)),
        Slot(title="sways", yaw_deg=0, height_m=1.0, tries=(Try(hold_s=12.0),) * 2, variant="sways"),
        Slot(
            title="touches",
            yaw_deg=0,
            height_m=1.0,
            tries=(_SOON, _TOUCHED, _SOON, _TOUCHED_SOON, _TOUCHED),
        ),
        Slot(title="leg_out", yaw_deg=0, height_m=1.1, tries=planted("leg_out", 1.25, 1.5)),
    ),
    motion=_motion,
    tempo=Tempo(out_s=0.7, hold_s=3.0, back_s=0.7, rest_s=2.1),
    plants={
        "hip_drop": Plant(limit=8.0, parameters=("drop_deg",)),
        "arms_off": Plant(
            signal="hands_off_ratio", limit=0.35, parameters=("hands_m",), between=(0.0, 0.6), is_change=True
        ),
        "hop": Plant(
            signal="foot_x_ratio_{side}",
            limit=0.08,
            parameters=("hop_m",),
            between=(-0.3, 0.3),
            is_change=True,
        ),
        "leg_out": Plant(
            signal="leg_out_deg_{other}", limit=30.0, parameters=("out_deg",), between=(0.0, 75.0)
        ),
    },
    turns=Turns.ONE,
    is_held=True,
    # the foot is off the floor long before it is all the way up
    held_from=0.35,
)

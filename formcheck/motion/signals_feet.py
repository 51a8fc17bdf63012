"""What is measured of the feet: heels above toes, and the foot against its shank."""

from formcheck.motion.feet import (
    heel_up_ratio,
    heels_level_ratio,
    heels_up_ratio,
    near_knee_deg,
    stance_heel_ratio,
)
from formcheck.motion.signal import COSOLI, KNEE_JOINTS, Signal
from formcheck.motion.signals_ankle import ANKLE
from formcheck.motion.view import SIDES, ViewKind

# From the front the heels are hidden.
BEHIND = frozenset({ViewKind.REAR})
SHOWN = SIDES | BEHIND

FEET: tuple[Signal, ...] = (
    Signal(
        name="heel_up_ratio",
        unit="ratio",
        title="heel above toe in foot lengths",
        measure=heel_up_ratio,
        joints=("heel", "foot_index"),
        views=SHOWN,
        error=0.03,
    ),
    Signal(
        name="heels_up_ratio",
        unit="ratio",
        title="both heels above their toes in foot lengths",
        measure=heels_up_ratio,
        joints=("heel", "foot_index"),
        views=SHOWN,
        error=0.03,
        sided=False,
    ),
    Signal(
        name="heels_level_ratio",
        unit="ratio",
        title="left heel higher than the right one in foot lengths",
        measure=heels_level_ratio,
        joints=("heel", "ankle"),
        views=BEHIND,
        error=0.03,
        sided=False,
    ),
    Signal(
        name="stance_heel_ratio",
        unit="ratio",
        title="heel of the standing foot above its toe in foot lengths",
        measure=stance_heel_ratio,
        joints=("heel", "foot_index", "ankle"),
        views=SHOWN,
        error=0.03,
        sided=False,
    ),
    Signal(
        name="near_knee_deg",
        unit="deg",
        title="knee angle of the nearer leg",
        measure=near_knee_deg,
        joints=KNEE_JOINTS,
        views=SIDES,
        error=6.4,
        source=COSOLI,
    ),
    *ANKLE,
)

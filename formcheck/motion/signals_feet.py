"""What is measured of the feet: heels above toes, and the foot against its shank."""

from formcheck.motion.feet import (
    heel_up_ratio,
    heels_uneven_ratio,
    heels_up_ratio,
    stance_heel_ratio,
)
from formcheck.motion.signal import Signal
from formcheck.motion.signals_ankle import ANKLE

FEET: tuple[Signal, ...] = (
    Signal(
        name="heel_up_ratio",
        unit="ratio",
        title="heel above toe in foot lengths",
        measure=heel_up_ratio,
        joints=("heel", "foot_index"),
        error=0.03,
    ),
    Signal(
        name="heels_up_ratio",
        unit="ratio",
        title="both heels above their toes in foot lengths",
        measure=heels_up_ratio,
        joints=("heel", "foot_index"),
        error=0.03,
        sided=False,
    ),
    Signal(
        name="heels_uneven_ratio",
        unit="ratio",
        title="one heel higher than the other in foot lengths",
        measure=heels_uneven_ratio,
        joints=("heel", "foot_index"),
        error=0.03,
        sided=False,
    ),
    Signal(
        name="stance_heel_ratio",
        unit="ratio",
        title="heel of the standing foot above its toe in foot lengths",
        measure=stance_heel_ratio,
        joints=("heel", "foot_index", "ankle"),
        error=0.03,
        sided=False,
    ),
    *ANKLE,
)

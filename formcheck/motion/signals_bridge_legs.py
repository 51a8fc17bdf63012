"""What is measured of the legs in a bridge."""

from formcheck.motion.bridge_legs import straighter_sign, straightest_knee_deg
from formcheck.motion.signal import COSOLI, KNEE_JOINTS, Signal
from formcheck.motion.view import PROFILE

BRIDGE_LEGS: tuple[Signal, ...] = (
    Signal(
        name="straightest_knee_deg",
        unit="deg",
        title="angle of the straighter knee",
        measure=straightest_knee_deg,
        joints=KNEE_JOINTS,
        views=PROFILE,
        error=6.4,
        sided=False,
        source=COSOLI,
    ),
    Signal(
        name="straighter_sign",
        unit="ratio",
        title="straighter leg",
        measure=straighter_sign,
        joints=KNEE_JOINTS,
        views=PROFILE,
        error=0.1,
        sided=False,
    ),
)

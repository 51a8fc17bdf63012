"""What is measured of a movement that nobody has described."""

from formcheck.motion.body import Body
from formcheck.motion.signal import TRUNK_JOINTS, Signal

# Followed only for exercises that look at it.
MAIN_MOTION = "main_motion_ratio"


def main_motion_ratio(b: Body, _: str) -> float:
    """How far somebody is from where they rest, in shares of how far their movement usually goes."""
    return b.main_motion


ANYTHING: tuple[Signal, ...] = (
    Signal(
        name=MAIN_MOTION,
        unit="ratio",
        title="way from rest",
        measure=main_motion_ratio,
        joints=TRUNK_JOINTS,
        error=0.05,
        sided=False,
    ),
)

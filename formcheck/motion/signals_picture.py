"""What is measured in the picture itself, where no body shows it."""

from formcheck.motion.body import Body
from formcheck.motion.geometry import NAN
from formcheck.motion.signal import Signal

PICTURE_MOTION, PICTURE_WAY = "picture_motion_ratio", "picture_way_ratio"


def in_no_body(_: Body, __: str) -> float:
    """NaN: a pose does not tell it; see ``picture_motion``."""
    return NAN


PICTURE: tuple[Signal, ...] = (
    Signal(
        name=PICTURE_MOTION,
        unit="ratio",
        title="motion of the picture",
        measure=in_no_body,
        joints=(),
        error=0.05,
        sided=False,
    ),
    Signal(
        name=PICTURE_WAY,
        unit="ratio",
        title="way moved in the picture",
        measure=in_no_body,
        joints=(),
        error=0.02,
        sided=False,
    ),
)

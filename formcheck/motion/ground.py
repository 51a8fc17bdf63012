"""What is known of the ground under somebody's feet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.motion.geometry import NAN

Places = Mapping[str, float]


def _unknown() -> Places:
    return {"left": NAN, "right": NAN}


@dataclass(frozen=True, slots=True)
class Ground:
    """How low in the picture each foot has been, in pixels from its top.

    Attributes:
        ankle_px: by side; the farther foot stands higher in the picture.
        up_first: the leg that was put up last while the other one stood: +1 left, -1 right.
    """

    ankle_px: Places = field(default_factory=_unknown)
    up_first: float = NAN


NO_GROUND = Ground()

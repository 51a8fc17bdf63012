"""What is known of the ground under somebody's feet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.motion.geometry import NAN

Places = Mapping[str, float]


def _unknown() -> Places:
    return {"left": NAN, "right": NAN}


@dataclass(frozen=True, slots=True)
class Ground:
    """How low in the picture each foot has been, and how tall the legs were, in the last seconds.

    Attributes:
        ankle_px: by side, from the top of the picture; the farther foot stands higher.
        leg_px: the largest height of the hips above the lower ankle. `Body.leg_px` follows the model's scale,
            which errs by some percent as a body bends; nobody comes nearer within one repetition.
        hips_px: how low the hips have been over straight legs, from the top of the picture.
        up_first: the leg that was put up last while the other one stood: +1 left, -1 right.
    """

    ankle_px: Places = field(default_factory=_unknown)
    leg_px: float = NAN
    hips_px: float = NAN
    up_first: float = NAN


NO_GROUND = Ground()

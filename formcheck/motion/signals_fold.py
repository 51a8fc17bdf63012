"""What is measured of a body that folds at the hips: the jackknife."""

from formcheck.motion.fold import arms_up_deg, thighs_up_deg
from formcheck.motion.signal import Signal
from formcheck.motion.view import PROFILE

FOLD: tuple[Signal, ...] = (
    Signal(
        name="thighs_up_deg",
        unit="deg",
        title="thighs above the horizontal",
        measure=thighs_up_deg,
        joints=("hip", "knee"),
        views=PROFILE,
        error=5.0,
        sided=False,
    ),
    Signal(
        name="arms_up_deg",
        unit="deg",
        title="arms above the horizontal",
        measure=arms_up_deg,
        joints=("shoulder", "wrist"),
        views=PROFILE,
        error=6.0,
        sided=False,
    ),
)

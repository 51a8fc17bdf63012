"""Every measurement by name: what it is, what it needs, from where it can be seen, how far it errs.

All angles are taken in the picture. A signal seen from a wrong place, or missing a joint, is NaN.
Standard errors are the spread of this chain against exact truth on rendered clips
(``scripts/evaluate_samples.py``), or the literature's where that is larger.
"""

from collections.abc import Mapping

from formcheck.motion.signal import ANYWHERE, FACING, GWYNNE, RENDERED, Signal
from formcheck.motion.signals_any import ANYTHING
from formcheck.motion.signals_balance import BALANCE
from formcheck.motion.signals_bridge_legs import BRIDGE_LEGS
from formcheck.motion.signals_feet import FEET
from formcheck.motion.signals_floor import FLOOR
from formcheck.motion.signals_fold import FOLD
from formcheck.motion.signals_joints import JOINTS
from formcheck.motion.signals_lateral import LATERAL
from formcheck.motion.signals_leg_lift import LEG_LIFT
from formcheck.motion.signals_one_leg import ONE_LEG
from formcheck.motion.signals_picture import PICTURE
from formcheck.motion.signals_side_lunge import SIDE_LUNGE
from formcheck.motion.signals_upright import UPRIGHT

__all__ = ["ANYWHERE", "FACING", "GWYNNE", "RENDERED", "SIGNALS", "Signal"]

SIGNALS: Mapping[str, Signal] = {
    s.name: s
    for s in (
        *JOINTS,
        *UPRIGHT,
        *LATERAL,
        *LEG_LIFT,
        *SIDE_LUNGE,
        *ONE_LEG,
        *FEET,
        *FLOOR,
        *FOLD,
        *PICTURE,
        *BRIDGE_LEGS,
        *ANYTHING,
        *BALANCE,
    )
}

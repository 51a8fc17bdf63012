"""The small movements of a person who keeps still: sway and breathing."""

from typing import NamedTuple

import numpy as np

from truth.kinematics import Array


class Idle(NamedTuple):
    """Offset of the hips (m) and pitch of the chest (degrees) at one moment."""

    sway_m: Array
    breath_deg: float


STILL = Idle(np.zeros(3), 0.0)


def idle_at(t_s: float, phase_rad: float) -> Idle:
    """Idle movement at ``t_s``; ``phase_rad`` makes each clip its own.

    Sway of a few millimetres below 0.5 Hz and 15 breaths a minute, chosen to look alive.
    """
    slow = 2 * np.pi * 0.23 * t_s + phase_rad
    sway = 0.004 * np.array([np.sin(slow), 0.7 * np.sin(1.7 * slow + 1.0), 0.0])
    return Idle(sway, float(0.5 * np.sin(2 * np.pi * 0.25 * t_s + 2 * phase_rad)))

"""What is measured of somebody who bends one leg that carries the body alone."""

from formcheck.motion.one_leg import (
    feet_uneven_ratio,
    stance_bend_deg,
    stance_sign,
    step_bend_deg,
    step_sign,
)
from formcheck.motion.signal import KNEE_JOINTS, RENDERED, Signal

ONE_LEG: tuple[Signal, ...] = (
    Signal(
        name="stance_sign",
        unit="ratio",
        title="leg that stands",
        measure=stance_sign,
        joints=("ankle",),
        error=0.03,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="step_sign",
        unit="ratio",
        title="leg on the step",
        measure=step_sign,
        joints=("ankle",),
        error=0.03,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="feet_uneven_ratio",
        unit="ratio",
        title="one foot above the other",
        measure=feet_uneven_ratio,
        joints=("ankle",),
        error=0.03,
        sided=False,
        source=RENDERED,
    ),
    Signal(
        name="stance_bend_deg",
        unit="deg",
        title="bend of the leg that stands",
        measure=stance_bend_deg,
        joints=KNEE_JOINTS,
        error=8.0,
        sided=False,
    ),
    Signal(
        name="step_bend_deg",
        unit="deg",
        title="bend of the leg on the step",
        measure=step_bend_deg,
        joints=KNEE_JOINTS,
        error=8.0,
        sided=False,
    ),
)

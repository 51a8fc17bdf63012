"""Measured angles held against the exact ones of every rendered frame."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.loop import Step
from formcheck.motion.body import SIDE_NAMES

# Signal without its side, and the truth it measures: the angle between the joint centres in the picture.
ANGLES = {"knee_deg": "knee_px_deg", "hip_open_deg": "hip_px_deg"}


@dataclass
class AngleLog:
    """Gathers the measured angles of one run; give it to ``analyze`` as ``on_step``."""

    t_s: list[float] = field(default_factory=list)
    values: dict[str, list[float]] = field(default_factory=dict)

    def __call__(self, step: Step) -> None:
        """Take one step."""
        if step.is_last:
            return
        self.t_s.append(step.sighting.t_s)
        for name in (f"{angle}_{side}" for angle in ANGLES for side in SIDE_NAMES):
            self.values.setdefault(name, []).append(step.observation.values.get(name, np.nan))

    def errors_deg(self, truth: Path) -> dict[str, NDArray[np.float64]]:
        """Measured minus true angle by signal, both sides together, where it could be measured."""
        with np.load(truth) as exact:
            return {
                angle: np.concatenate([self._errors(angle, key, side, exact) for side in SIDE_NAMES])
                for angle, key in ANGLES.items()
            }

    def _errors(self, angle: str, key: str, side: str, exact: "np.lib.npyio.NpzFile") -> NDArray[np.float64]:
        measured = np.array(self.values[f"{angle}_{side}"])
        # the truth knows no back of the body and stays under 180 degrees
        folded = np.where(measured > 180.0, 360.0 - measured, measured)
        true = np.interp(self.t_s, exact["t_s"], exact[f"{side}_{key}"])
        errors = folded - true
        return np.asarray(errors[np.isfinite(errors)], np.float64)


def summary(errors_deg: NDArray[np.float64]) -> str:
    """Mean size and bias of some errors, in degrees."""
    if errors_deg.size == 0:
        return "-"
    return f"{np.abs(errors_deg).mean():.1f} / {errors_deg.mean():+.1f}"

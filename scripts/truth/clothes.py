"""Where the clothes are and how far they stand off the body, by rest position on the reference body."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from truth.kinematics import Array
from truth.look import Look

_WAIST_M, _NECK_M = 0.93, 1.37
# Skin that goes on under a garment's edge: loose cloth lets one look in at the hems.
_UNDER_TIGHT_M, _UNDER_LOOSE_M = 0.012, 0.06


def skin_under_m(look: Look) -> float:
    """How far (m) behind a garment's edge the skin is still drawn."""
    return _UNDER_LOOSE_M if look.loose_m else _UNDER_TIGHT_M


def stand_off_m(rest_m: Array, look: Look) -> Array:
    """How far (m) the cloth stands off its tight place: most at waist and hems, least on the shoulders.

    Args:
        rest_m: cloth vertices (N, 3) on the reference body.
        look: how loose the clothes are, and how long the legs.
    """
    across, z = np.abs(rest_m[:, 0]), rest_m[:, 2]
    hem = 0.47 if look.shorts else 0.13
    top = np.interp(z, [_WAIST_M, 1.1, 1.25, _NECK_M], [1.0, 0.8, 0.45, 0.15])
    # the sleeves hang off the arms
    top = np.maximum(top, np.interp(across, [0.16, 0.25], [0.0, 0.5]))
    leg = np.interp(z, [hem, hem + 0.12, 0.75, _WAIST_M], [1.2, 0.9, 0.5, 0.5])
    share = np.where(z >= _WAIST_M, top, leg)
    return np.asarray(look.loose_m * share * _folds(rest_m))


def _folds(rest_m: Array) -> Array:
    """Uneven cloth, 0.65 to 1.35: folds that run mostly across the limb and the trunk."""
    x, y, z = rest_m.T
    wave = np.sin(34 * z + 9 * np.sin(7 * x + 3) + 6 * y) + 0.7 * np.sin(61 * z - 23 * x + 17 * y)
    return np.asarray(1 + 0.2 * wave)


def covered(rest: NDArray[np.floating[Any]], shorts: bool, grow_m: float) -> NDArray[np.bool_]:
    """Whether a garment, grown by ``grow_m``, covers each rest position (N, 3), as the shader has it."""
    across, z = np.abs(rest[:, 0]), rest[:, 2]
    hem, sleeve = (0.47, 0.265) if shorts else (0.13, 0.235)
    legs = (across < 0.27) & (z < 0.93 + grow_m) & (z > hem - grow_m)
    neck = np.linalg.norm((rest - [0, -0.015, 1.365]) * [1, 1, 0.9], axis=1)
    top = (across < sleeve + grow_m) & (z >= 0.93 - grow_m) & (z < 1.37) & (neck > 0.104 - grow_m)
    return np.asarray(legs | top)

"""The exact values of what the legs in a bridge show."""

from collections.abc import Mapping

_RIGHT_DEG = 90.0


def extend_signals(sided: Mapping[str, float]) -> dict[str, float]:
    """The straighter knee's angle, and which one it is in right angles, positive left."""
    left, right = sided["knee_deg_left"], sided["knee_deg_right"]
    return {"straightest_knee_deg": max(left, right), "straighter_sign": (left - right) / _RIGHT_DEG}

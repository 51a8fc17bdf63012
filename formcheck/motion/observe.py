"""From a pose to everything the engine may ask about that moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.motion.body import SIDE_NAMES, Body, StandingHeight
from formcheck.motion.geometry import NAN
from formcheck.motion.signals import SIGNALS, Signal
from formcheck.motion.view import NO_VIEW, Posture, View, ViewKind, ViewTracker
from formcheck.pose.pose import Pose


@dataclass(frozen=True, slots=True)
class Observation:
    """One moment in numbers: all the engine ever sees.

    Attributes:
        t_s: seconds.
        values: signal name (with ``_left``/``_right`` for sided ones) to value; NaN = not measurable here.
        view, posture: averaged over about a second.
        seen: whether a person was found at all.
        cut_s: when the picture jumped to another take or person, once it is known; None otherwise.
    """

    t_s: float
    values: Mapping[str, float] = field(default_factory=dict)
    view: View = NO_VIEW
    posture: Posture = Posture.UNKNOWN
    seen: bool = True
    cut_s: float | None = None


class Observer:
    """Turns repaired poses into observations; remembers the view and the standing height.

    Args:
        names: the signals wanted (without side); all when None.
    """

    def __init__(self, names: frozenset[str] | None = None) -> None:
        self._signals = [s for s in SIGNALS.values() if names is None or s.name in names]
        self._view, self._height = ViewTracker(), StandingHeight()
        self.body: Body | None = None

    def step(self, t_s: float, pose: Pose | None) -> Observation:
        """Measure one pose; None means that nobody was seen."""
        if pose is None:
            return Observation(t_s, seen=False)
        body = Body(pose)
        body.view = self._view.step(pose)
        body.posture, body.axes = self._view.posture, self._view.axes
        body.leg_px = self._height.step(body)
        self.body = body
        values = {name: value for s in self._signals for name, value in _measure(s, body)}
        return Observation(t_s, values, body.view, body.posture)


def _measure(signal: Signal, body: Body) -> list[tuple[str, float]]:
    # An unknown view (the first moments) measures nothing that depends on it.
    visible = body.view.kind in signal.views or signal.views == frozenset(ViewKind)
    if signal.sided:
        return [(f"{signal.name}_{s}", signal.measure(body, s) if visible else NAN) for s in SIDE_NAMES]
    return [(signal.name, signal.measure(body, "") if visible else NAN)]

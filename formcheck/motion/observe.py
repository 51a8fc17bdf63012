"""From a pose to everything the engine may ask about that moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from formcheck.motion.body import SIDE_NAMES, Body, StandingHeight
from formcheck.motion.body_motion import BodyMotion
from formcheck.motion.floor import Floor
from formcheck.motion.geometry import NAN
from formcheck.motion.signals import SIGNALS, Signal
from formcheck.motion.travel import Travel
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
        is_back: whether the person from before that jump is back: it was somebody who passed.
    """

    t_s: float
    values: Mapping[str, float] = field(default_factory=dict)
    view: View = NO_VIEW
    posture: Posture = Posture.UNKNOWN
    seen: bool = True
    cut_s: float | None = None
    is_back: bool = False


class Measured(Mapping[str, float]):
    """The signals of one body by name, each measured when it is first asked for.

    An exercise looks at a few of them; all would cost as much as everything else of a frame together.
    """

    __slots__ = ("_body", "_known", "_signals")

    def __init__(self, signals: Mapping[str, tuple[Signal, str]], body: Body) -> None:
        self._signals, self._body = signals, body
        self._known: dict[str, float] = {}

    def __getitem__(self, name: str) -> float:
        """Value of a signal; NaN = not measurable here."""
        known = self._known
        if name not in known:
            known[name] = _measure(*self._signals[name], self._body)
        return known[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The same, and the default for a name that is no signal; what is asked for most, without detours."""
        known = self._known.get(name)
        if known is None:
            return self[name] if name in self._signals else default
        return known

    def __contains__(self, name: object) -> bool:
        return name in self._signals

    def __iter__(self) -> Iterator[str]:
        return iter(self._signals)

    def __len__(self) -> int:
        return len(self._signals)


class Observer:
    """Turns repaired poses into observations; remembers the view and the standing height.

    Args:
        names: the signals wanted (without side); all when None.
        follows_motion: whether the main motion is followed, which costs more than all else and few need.
    """

    def __init__(self, names: frozenset[str] | None = None, *, follows_motion: bool = False) -> None:
        wanted = [s for s in SIGNALS.values() if names is None or s.name in names]
        self._signals = {name: (s, side) for s in wanted for name, side in _sides(s)}
        self._view, self._height, self._travel = ViewTracker(), StandingHeight(), Travel()
        self._floor = Floor()
        self._motion = BodyMotion() if follows_motion else None
        self.body: Body | None = None

    def step(self, t_s: float, pose: Pose | None) -> Observation:
        """Measure one pose; None means that nobody was seen."""
        if pose is None:
            return Observation(t_s, seen=False)
        body = Body(pose)
        body.view = self._view.step(pose)
        body.posture, body.axes = self._view.posture, self._view.axes
        body.leg_px = self._height.step(body)
        body.travel = self._travel.step(body)
        body.ground = self._floor.step(body)
        if self._motion is not None:
            body.main_motion = self._motion.step(pose, body.posture)
        self.body = body
        return Observation(t_s, Measured(self._signals, body), body.view, body.posture)


def _sides(signal: Signal) -> list[tuple[str, str]]:
    """Names of a signal, each with the side it is measured on."""
    return [(f"{signal.name}_{side}", side) for side in SIDE_NAMES] if signal.sided else [(signal.name, "")]


def _measure(signal: Signal, side: str, body: Body) -> float:
    # An unknown view (the first moments) measures nothing that depends on it.
    visible = body.view.kind in signal.views or len(signal.views) == len(ViewKind)
    return signal.measure(body, side) if visible else NAN

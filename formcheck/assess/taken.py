"""What is gathered of a test while it is taken: movements, faults, and where hips and hands were."""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.events import Flag, Held, Raise, Reached, Side
from formcheck.engine.spec import Phase
from formcheck.engine.unchecked import NotChecked
from formcheck.loop import Step
from formcheck.results import Result

Floats = NDArray[np.float64]
# What sway is measured from; kept of every moment.
SWAY = ("hip_x_ratio", "hip_y_ratio", "body_height_ratio")


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody in the full position, from and to; ``is_open`` when the pictures ended in it."""

    start_s: float
    end_s: float
    side: Side | None
    is_open: bool = False


@dataclass(slots=True)
class Taken:
    """All that a test is scored by; give it each step.

    Attributes:
        signals: names kept of every moment, besides those of sway.
        stays: the finished stays in the full position, in order.
        raises: the counted movements.
        flags: the faults, with the number of their repetition.
        t_s: the latest moment.
    """

    signals: tuple[str, ...] = ()
    side_signal: str = ""
    stays: list[Stay] = field(default_factory=list)
    raises: list[Raise] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    not_checked: tuple[NotChecked, ...] = ()
    t_s: float = math.nan
    _times: list[float] = field(default_factory=list)
    _rows: list[tuple[float, ...]] = field(default_factory=list)
    _since_s: float = math.nan
    _side: Side | None = None

    def __call__(self, step: Step) -> None:
        """Take one step."""
        self.t_s = step.sighting.t_s
        for event in step.events:
            self._add(event)
        if step.phase is not Phase.HOLD or not step.is_armed:
            self._since_s = math.nan
        elif self.side_signal:
            self._learn_side(step)
        if not step.is_last:
            self._times.append(self.t_s)
            self._rows.append(tuple(step.observation.values.get(n, math.nan) for n in self._names))

    def _add(self, event: object) -> None:
        match event:
            case Reached():
                self._since_s, self._side = event.t_s, event.side
            case Held():
                self.stays.append(Stay(event.start_s, event.end_s, event.side))
            case Raise():
                self.raises.append(event)
            case Flag():
                self.flags.append(event)

    def _learn_side(self, step: Step) -> None:
        sign = step.observation.values.get(self.side_signal, math.nan)
        if not math.isnan(sign):
            self._side = "left" if sign > 0 else "right"

    @property
    def _names(self) -> tuple[str, ...]:
        return (*SWAY, *self.signals)

    @property
    def open_stay(self) -> Stay | None:
        """The stay that is still under way; None when there is none."""
        if math.isnan(self._since_s):
            return None
        return Stay(self._since_s, self.t_s, self._side, is_open=True)

    def stays_of(self, side: Side | None) -> list[Stay]:
        """All stays of a side, the one under way included; of everybody where the side is None."""
        stays = [*self.stays, *([self.open_stay] if self.open_stay else [])]
        return [s for s in stays if side is None or s.side in (side, None)]

    def sides(self) -> tuple[Side | None, ...]:
        """The sides that anything was done on, left first; None where the exercise tells none."""
        stays = [*self.stays, *([self.open_stay] if self.open_stay else [])]
        done = {s.side for s in stays} | {r.side for r in self.raises}
        sided: tuple[Side, Side] = ("left", "right")
        return tuple(side for side in sided if side in done) or (None,)

    def between(self, start_s: float, end_s: float, *names: str) -> tuple[Floats, ...]:
        """Times and signals of a stretch, each (n,); NaN where not seen."""
        times = np.array(self._times)
        inside = (times >= start_s) & (times <= end_s)
        rows = np.array(self._rows, np.float64).reshape(len(times), len(self._names))[inside]
        return (times[inside], *(rows[:, self._names.index(name)] for name in names))

    def finish(self, result: Result) -> None:
        """The test is over: remember what could not be judged."""
        self.not_checked = tuple(NotChecked(one.name, one.reason) for one in result.not_checked)

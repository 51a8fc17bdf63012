"""What the product says of a clip, gathered while it runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from evaluation.truth import Hold, Movement
from formcheck.analysis import Stream, judge
from formcheck.engine.events import Flag, Noticed, Partial, Raise, Rep
from formcheck.engine.spec import Exercise
from formcheck.loop import Session, Sighting, Step
from formcheck.results import Result


@dataclass(frozen=True, slots=True)
class Told:
    """A fault that was told.

    Attributes:
        at_s: the moment it is about.
        known_s: the moment it was told.
        rep: number of its repetition; 0 where it is told while that is not yet known.
    """

    name: str
    side: str | None
    at_s: float
    known_s: float
    rep: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that the product said of one clip.

    Attributes:
        reps: repetitions, from the first start to the last end.
        raises: the movements of each repetition: one, or two of a diagonal pair.
        moves: every counted movement, also the one that found no partner.
        partials: repetitions that turned back.
        flags: the result's faults; ``cues``: what the coach was told while it happened.
        not_checked: fault name to the reason.
        dropped: movements seen and not counted, in words.
    """

    reps: tuple[Movement, ...] = ()
    raises: tuple[tuple[Movement, ...], ...] = ()
    moves: tuple[Movement, ...] = ()
    partials: tuple[Hold, ...] = ()
    holds: tuple[Hold, ...] = ()
    flags: tuple[Told, ...] = ()
    cues: tuple[Told, ...] = ()
    not_checked: Mapping[str, str] = field(default_factory=dict)
    view: str = ""
    dropped: tuple[str, ...] = ()


@dataclass
class Listener:
    """Gathers events and measured signals of one run; give it to ``judge`` as ``on_step``.

    Args:
        names: the signals to keep, with their side.
    """

    names: Sequence[str] = ()
    t_s: list[float] = field(default_factory=list)
    values: dict[str, list[float]] = field(default_factory=dict)
    flags: list[Told] = field(default_factory=list)
    cues: list[Told] = field(default_factory=list)
    partials: list[Hold] = field(default_factory=list)
    raises: list[tuple[Movement, ...]] = field(default_factory=list)
    moves: list[Movement] = field(default_factory=list)

    def __call__(self, step: Step) -> None:
        """Take one step."""
        now_s = step.sighting.t_s
        for event in step.events:
            match event:
                case Flag():
                    self.flags.append(Told(event.name, event.side, event.t_s, now_s, event.rep))
                case Noticed():
                    self.cues.append(Told(event.name, event.side, event.t_s, now_s))
                case Partial():
                    self.partials.append(Hold(event.start_s, event.t_s, event.side))
                case Raise():
                    self.moves.append(_movement(event))
                case Rep():
                    self.raises.append(tuple(map(_movement, event.raises)))
        if not step.is_last:
            self.t_s.append(now_s)
            for name in self.names:
                self.values.setdefault(name, []).append(step.observation.values.get(name, np.nan))


def _movement(r: Raise) -> Movement:
    return Movement(r.start_s, r.peak_s, r.end_s, r.side)


def run(seen: Sequence[Sighting], exercise: Exercise, names: Sequence[str] = ()) -> tuple[Said, Listener]:
    """Run one exercise on a clip's landmarks.

    Args:
        seen: the landmarks of each frame.
        exercise: what is counted.
        names: signals wanted, as in `Observation.values`.

    Returns:
        What was said, and the listener with the signals of each frame.
    """
    listener = Listener(names)
    stream = Stream("", seen[0].size_px, len(seen), seen)
    return _said(judge(stream, Session(exercise), on_step=listener), listener), listener


def _said(result: Result, listener: Listener) -> Said:
    return Said(
        reps=tuple(Movement(*row) for row in result.rep_times),
        raises=tuple(listener.raises),
        moves=tuple(listener.moves),
        partials=tuple(listener.partials),
        holds=tuple(Hold(*row) for row in result.holds),
        flags=tuple(listener.flags),
        cues=tuple(listener.cues),
        not_checked={entry.name: entry.reason for entry in result.not_checked},
        view=result.view,
        dropped=tuple(result.dropped),
    )

"""Which signals an exercise is counted and judged by, and how far each was off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evaluation.numbers import Floats
from evaluation.truth import Movement, Truth
from formcheck.engine.events import Raise
from formcheck.engine.spec import Exercise, RepCheck, Sides, base_name
from formcheck.engine.stats import RepStats
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.signals import SIGNALS
from formcheck.motion.view import PROFILE, ViewKind

Moments = NDArray[np.bool_]
# The drop of a hip is the hip line with a side.
_MADE_OF = {"hip_drop_deg": "hip_line_deg"}
KNEE = "knee_deg"
CHANGE = " change"
_NEAR = {ViewKind.SIDE_LEFT: "left", ViewKind.SIDE_RIGHT: "right"}
# Somebody stands still for this long before the first repetition.
REST_S = 1.0


@dataclass(frozen=True)
class _Asked(RepStats):
    """Statistics of no movement at all, which note the signals a check asks for."""

    names: list[str] = field(default_factory=list)

    def _note(self, signal: str) -> float:
        self.names.append(base_name(signal))
        return float("nan")

    def at_peak(self, signal: str) -> float:
        """Note the signal."""
        return self._note(signal)

    def peaks_before(self, signal: str) -> list[float]:
        """Note the signal; it was seen once."""
        return [self._note(signal)]

    def worse_than_own(self, signal: str) -> float:
        """Note the signal."""
        return self._note(signal)

    def seen_from_start(self, signal: str) -> bool:
        """Note the signal; it counts as seen."""
        self._note(signal)
        return True

    def lowest(self, signal: str) -> float:
        """Note the signal."""
        return self._note(signal)

    def highest(self, signal: str) -> float:
        """Note the signal."""
        return self._note(signal)


def used_by(exercise: Exercise) -> dict[str, frozenset[ViewKind]]:
    """The signals of its drive, faults and checks, and the knee angle, without side.

    Returns:
        Each with the places from which it is both seen and used.
    """
    # from the front a bent knee points at the camera: its angle in the picture is not the one in space
    uses = [(exercise.drive.signal, frozenset(ViewKind)), (KNEE, PROFILE)]
    uses += [(fault.signal, fault.views) for fault in exercise.faults]
    uses += [(name, check.views) for check in exercise.checks for name in asked_by(check)]
    found: dict[str, frozenset[ViewKind]] = {}
    for signal, views in sorted(uses):
        name = _MADE_OF.get(base_name(signal), base_name(signal))
        found[name] = found.get(name, frozenset()) | (views & SIGNALS[name].views)
    return found


def asked_by(check: RepCheck) -> list[str]:
    """The signals a check is made of, without side."""
    asked = _Asked(Raise(0, 0, None, 0, 0, 0, 0, 0, 0, 0), (), (), ())
    check.measure(asked)
    return asked.names


def judged_by_change(exercise: Exercise) -> set[str]:
    """The signals of which a fault judges the change from rest."""
    names = {base_name(f.signal) for f in exercise.faults if f.relative}
    return {_MADE_OF.get(name, name) for name in names}


def with_sides(name: str) -> list[str]:
    """A signal's names in an observation."""
    return [f"{name}_{side}" for side in SIDE_NAMES] if SIGNALS[name].sided else [name]


@dataclass(frozen=True)
class Compared:
    """One signal in one clip, measured and true, one value a moment within the repetitions.

    Attributes:
        signal: without side; with " change" for the change from rest.
        leg: near or far from the camera; empty where that is not known or means nothing.
    """

    signal: str
    unit: str
    leg: str
    true: Floats
    measured: Floats

    @property
    def errors(self) -> Floats:
        """Measured minus true, the shorter way round the circle for angles."""
        difference = self.measured - self.true
        return (difference + 180.0) % 360.0 - 180.0 if self.unit == "deg" else difference


def compare(
    truth: Truth,
    exercise: Exercise,
    t_s: Sequence[float],
    measured: Mapping[str, Sequence[float]],
    exact: Mapping[str, Floats],
) -> list[Compared]:
    """Hold the signals of a clip against the exact ones, seen from places that show them.

    Args:
        truth: gives the repetitions, and the camera's true place.
        exercise: whose signals are meant.
        t_s: of each frame.
        measured: signal name with side to one value a frame.
        exact: the same, true; a name that is missing is passed over.
    """
    times, found = np.array(t_s), list[Compared]()
    changes = judged_by_change(exercise)
    seen = [base for base, views in used_by(exercise).items() if truth.place in views]
    for base, name in [(each, name) for each in seen for name in with_sides(each)]:
        if name not in exact or name not in measured:
            continue
        pair, leg = (exact[name], np.array(measured[name])), _leg(name, truth.place)
        # which leg leads a lunge decides whose knee is judged; the knee's own angle means the same in both
        side = _side(name) if exercise.sides is Sides.SIGN and base != KNEE else ""
        inside = _inside(truth, times, side)
        found.append(_compared(base, leg, pair, inside))
        if base in changes:
            found.append(_compared(base + CHANGE, leg, _from_rest(pair, resting(truth, times)), inside))
    return [c for c in found if c.true.size]


def _inside(truth: Truth, times: Floats, side: str) -> Moments:
    """Which moments lie in a repetition, of a side where one is given."""
    reps = [r for r in truth.reps if not side or r.side in (None, side)]
    return np.asarray(np.any([np.zeros(times.shape, np.bool_), *(_within(times, r) for r in reps)], 0))


def _within(times: Floats, rep: Movement) -> Moments:
    return np.asarray((times >= rep.start_s) & (times <= rep.end_s))


def _compared(signal: str, leg: str, pair: tuple[Floats, Floats], inside: Moments) -> Compared:
    both = np.isfinite(pair[0]) & np.isfinite(pair[1]) & inside
    return Compared(signal, SIGNALS[signal.removesuffix(CHANGE)].unit, leg, pair[0][both], pair[1][both])


def _leg(name: str, place: ViewKind) -> str:
    if not _side(name) or place not in _NEAR:
        return ""
    return "near" if _NEAR[place] == _side(name) else "far"


def _side(name: str) -> str:
    ending = name.rpartition("_")[2]
    return ending if ending in SIDE_NAMES else ""


def resting(truth: Truth, times: Floats) -> Moments:
    """Which moments lie in the second before the first repetition.

    A clip's own first second may show somebody walking in.
    """
    first_s = min((m.start_s for m in (*truth.reps, *truth.partials)), default=0.0)
    return np.asarray((times >= first_s - REST_S) & (times < first_s))


def _from_rest(pair: tuple[Floats, Floats], resting: Moments) -> tuple[Floats, Floats]:
    both = np.isfinite(pair[0]) & np.isfinite(pair[1]) & resting
    if not both.any():
        return pair[0] * np.nan, pair[1]
    return pair[0] - np.median(pair[0][both]), pair[1] - np.median(pair[1][both])


def with_legs(place: str) -> list[str]:
    """The legs that are told apart from a place; the empty one is the whole body, or either leg."""
    return ["near", "far", ""] if place in [kind.value for kind in _NEAR] else [""]

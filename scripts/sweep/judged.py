"""By which signal the product judges a planted fault, and from where it says that it can."""

from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.engine.spec import Exercise, Fault, Sides
from formcheck.exercises import find
from formcheck.motion.view import ViewKind

# The product has one name for both.
_NAMES = {"arm_low": "limb_low"}
# Checks of a whole repetition are functions: their signal, and whether they judge its change from rest.
_CHECKED: Mapping[tuple[str, str], tuple[str, bool]] = {
    ("squat", "too_shallow"): ("squat_bend_deg", False),
    ("lunge", "too_shallow"): ("knee_deg_{side}", False),
    ("bridge", "hips_low"): ("hips_open_deg", False),
    ("superman", "limb_low"): ("leg_low_deg_{side}", False),
    ("superman", "arm_low"): ("arm_line_deg_{other}", False),
    ("superman", "limb_high"): ("arm_line_deg_{other}", False),
    ("superman_prone", "limb_low"): ("arch_deg", True),
}
# Of these a smaller value is the fault; a raised arm is the exception.
_LOW = frozenset({"squat_bend_deg", "hips_open_deg", "leg_low_deg", "arm_line_deg", "arch_deg"})
# Signals that look at the camera's place themselves, the same without that, and its sign.
_OPEN: Mapping[str, tuple[str, float]] = {
    "pelvis_roll_ratio": ("hip and shoulder line across trunk", 1.0),
    "near_hip_drop_ratio": ("hip_cross_ratio", -1.0),
    "far_hip_drop_ratio": ("hip_cross_ratio", 1.0),
    "knees_in_deg": ("knees inwards", 1.0),
    "shank_in_deg_left": ("shank inwards_left", 1.0),
    "shank_in_deg_right": ("shank inwards_right", 1.0),
    "fppa_deg_left": ("knee inwards_left", 1.0),
    "fppa_deg_right": ("knee inwards_right", 1.0),
}


@dataclass(frozen=True)
class Judged:
    """How the product judges a fault.

    Attributes:
        signals: the readings it may go by, with ``, change`` where the change from rest counts; empty where
            it says that the fault cannot be measured.
        worse: +1 when larger readings are worse, -1 when smaller ones are.
        views: from where it is judged.
    """

    signals: tuple[str, ...]
    worse: float
    views: frozenset[ViewKind]

    @property
    def anywhere(self) -> tuple[tuple[str, float], ...]:
        """The same readings and which way is worse, measured from wherever the camera stands."""
        parts = [signal.partition(", ") for signal in self.signals]
        opened = [(*_OPEN.get(name, (name, 1.0)), f"{comma}{rest}") for name, comma, rest in parts]
        return tuple((f"{name}{rest}", sign * self.worse) for name, sign, rest in opened)

    @property
    def here(self) -> tuple[tuple[str, float], ...]:
        """The readings and which way is worse, where the product measures them."""
        return tuple((signal, self.worse) for signal in self.signals)

    @property
    def title(self) -> str:
        """The signals in one line, the sides left out."""
        bare = dict.fromkeys(s.replace("_left", "").replace("_right", "") for s in self.signals)
        return " or ".join(bare)


def judged(exercise: str, fault: str) -> Judged:
    """Look up how a planted fault is judged. The left side works."""
    spec, name = find(exercise), _NAMES.get(fault, fault)
    if (exercise, fault) in _CHECKED:
        return _by_check(spec, fault, name)
    faults = [f for f in spec.faults if f.name == name]
    signals = [s for f in faults for s in _signals(spec, f.signal, f.relative)]
    worse = -1.0 if faults and faults[0].gate.on < faults[0].gate.off else 1.0
    return Judged(tuple(dict.fromkeys(signals)), worse, _views(faults))


def _views(faults: list[Fault]) -> frozenset[ViewKind]:
    return frozenset().union(*(f.views for f in faults))


def _by_check(spec: Exercise, fault: str, name: str) -> Judged:
    signal, relative = _CHECKED[spec.name, fault]
    views = next(c.views for c in spec.checks if c.name == name)
    lower = fault != "limb_high" and signal.split("_{")[0] in _LOW
    return Judged(_signals(spec, signal, relative), -1.0 if lower else 1.0, views)


def _signals(spec: Exercise, signal: str, relative: bool) -> tuple[str, ...]:
    change = ", change" if relative else ""
    sides = ("left", "right") if spec.sides is Sides.BOTH and "{side}" in signal else ("left",)
    other = {"left": "right", "right": "left"}
    return tuple(signal.format(side=side, other=other[side]) + change for side in sides)

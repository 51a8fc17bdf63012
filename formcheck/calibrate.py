"""A targets file from a clip of somebody's first good repetitions: their own range of motion and rest.

The full range becomes the furthest that a good repetition reached, the rest the middle of where they began;
both stay within what the exercise allows, so that nobody's target falls below the clinical floor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean, median, stdev

from formcheck.analysis import OnStep, analyze
from formcheck.engine.allowed import Range, allowed_rest, allowed_work
from formcheck.engine.events import Raise, Rep, Side
from formcheck.engine.spec import Exercise, Severity, base_name
from formcheck.errors import FormcheckError
from formcheck.loop import Step
from formcheck.motion.signals import SIGNALS
from formcheck.pose.backends import PoseOptions
from formcheck.results import Result
from formcheck.targets import read_targets

# Two could be a lucky pair; three show a spread.
NEEDED = 3
# Decimals that a measurement of this unit is good for.
_PLACES = {"deg": 1}


class CalibrationError(FormcheckError):
    """A clip shows too few good repetitions, or its figures cannot be kept."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the good repetitions of one clip measured.

    Attributes:
        exercise: as declared.
        clip: name of the clip.
        day: when it was measured.
        view: from where.
        reps: how many were counted.
        good: the good ones: two movements each where a repetition is one of each side.
    """

    exercise: Exercise
    clip: str
    day: date
    view: str
    reps: int
    good: tuple[Rep, ...]

    @property
    def _raises(self) -> list[Raise]:
        return [movement for rep in self.good for movement in rep.raises]

    @property
    def work(self) -> float:
        """The person's own full range: the furthest, within what is allowed."""
        drive = self.exercise.drive
        furthest = max if drive.work > drive.rest else min
        return self._kept(furthest(r.peak_value for r in self._raises), allowed_work(drive))

    @property
    def rest(self) -> float:
        """The person's own rest: the middle, within what is allowed."""
        return self._kept(median(r.rest_value for r in self._raises), allowed_rest(self.exercise.drive))

    @property
    def _places(self) -> int:
        return _PLACES.get(SIGNALS[base_name(self.exercise.drive.signal)].unit, 3)

    def _kept(self, value: float, allowed: Range) -> float:
        return min(max(round(value, self._places), allowed[0]), allowed[1])

    def toml(self) -> str:
        """The table of a targets file, with what was measured as comments."""
        e, signal = self.exercise, SIGNALS[base_name(self.exercise.drive.signal)]
        counted = f"{len(self.good)} good repetitions of {self.reps}"
        view = self.view.replace("_", " ")
        lines = (
            f"# {e.title}: calibrated on {self.day.isoformat()} from {_plain(self.clip)}.",
            f"# {counted}, seen from: {view}. {signal.title.capitalize()}, in {signal.unit};",
            f"# standard error of one reading {signal.error:g}.",
            f"[{e.name}]",
            *self._end("work", "Full range, the furthest", self.work, allowed_work(e.drive)),
            *self._end("rest", "Rest, the middle", self.rest, allowed_rest(e.drive)),
        )
        return "\n".join(lines)

    def _end(self, name: str, what: str, value: float, allowed: Range) -> list[str]:
        of = {side: self._values(name, side) for side in ("left", "right", None)}
        told = "; ".join(f"{side or ''} {self._listed(v)}".strip() for side, v in of.items() if v)
        within = f"{allowed[0]:g} to {allowed[1]:g}{', which holds it back' if value in allowed else ''}"
        return [
            f"# {what}: {told};",
            f"# spread {self._spread(name):.{self._places}f}; allowed {within}.",
            f"{name} = {value:g}",
        ]

    def _values(self, name: str, side: Side | None) -> list[float]:
        mine = [r for r in self._raises if r.side == side]
        return [r.peak_value if name == "work" else r.rest_value for r in mine]

    def _listed(self, values: Sequence[float]) -> str:
        return ", ".join(f"{v:.{self._places}f}" for v in values) + f" (mean {mean(values):.{self._places}f})"

    def _spread(self, name: str) -> float:
        """Within a side: what differs between the sides is no spread."""
        sides = [v for side in ("left", "right", None) if len(v := self._values(name, side)) > 1]
        return max((stdev(values) for values in sides), default=0.0)


def _plain(name: str) -> str:
    """A file's name for a comment: no line of it may become a field."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def calibrate(
    clip: Path, exercise: Exercise, *, options: PoseOptions | None = None, on_step: OnStep | None = None
) -> Calibration:
    """Measure the good repetitions of a clip, or of landmarks saved from one.

    Args:
        clip: a video file or an ``.npz``.
        exercise: as declared.
        options: the pose backend.
        on_step: called after every step, for a progress bar.

    Raises:
        CalibrationError: fewer than 3 repetitions without a fault were seen.
        FormcheckError: the clip cannot be read.
    """
    reps: list[Rep] = []

    def take(step: Step) -> None:
        reps.extend(event for event in step.events if isinstance(event, Rep))
        if on_step:
            on_step(step)

    result = analyze(clip, exercise.name, options=options, on_step=take)
    good = tuple(r for r in reps if all(flag.severity is not Severity.FAULT for flag in r.flags))
    if len(good) < NEEDED:
        raise _too_few(clip, exercise, result, len(good))
    return Calibration(exercise, clip.name, date.today(), result.view, len(reps), good)


def _too_few(clip: Path, exercise: Exercise, result: Result, good: int) -> CalibrationError:
    seen = "repetition" if good == 1 else "repetitions"
    faults = ", ".join(dict.fromkeys(f.title for f in result.faults if f.severity == Severity.FAULT))
    why = f"{result.reps} were counted, with: {faults}" if faults else f"{result.reps} were counted"
    return CalibrationError(
        f"{good} good {seen} of {exercise.title.lower()} in {clip.name}, {NEEDED} are needed",
        cause=why,
        mend=f"Film at least {NEEDED} slow, clean repetitions. {exercise.setup}",
    )


def keep(calibration: Calibration, path: Path) -> None:
    """Write a calibration into a targets file, after what other exercises it holds.

    Raises:
        CalibrationError: the file holds this exercise already, or cannot be written.
        TomlError: the file that is there is no targets file.
    """
    name = calibration.exercise.name
    if path.exists() and name in read_targets(path).personal:
        raise CalibrationError(
            f"{path} holds targets for {name} already",
            mend=f"Remove its table [{name}] from the file, or name another file with --out",
        )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        between = "\n\n" if path.exists() else ""
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{between}{calibration.toml()}\n")
    except OSError as error:
        raise CalibrationError(f"cannot write {path}", cause=error.strerror or str(error)) from error

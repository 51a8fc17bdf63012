"""What a report says, in plain words for the runner; never a diagnosis, never a risk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formcheck.engine.spec import Exercise
from formcheck.results import FaultFound, Result, SideDifference

# Decimals that a measurement of this unit is good for.
_PLACES = {"deg": 0, "in a row": 0, "ratio": 3, "s": 1}


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of fault in a session.

    Attributes:
        letter: its mark in the plots.
        title, cue: in plain words.
        severity: the graver one found.
        reps: numbers of the repetitions it was found in.
    """

    letter: str
    name: str
    title: str
    cue: str
    severity: str
    reps: tuple[int, ...]

    @property
    def where(self) -> str:
        """The repetitions in words."""
        return f"in {named('repetition', self.reps)}"


def findings(result: Result) -> list[Finding]:
    """Every kind of fault found, the gravest and most frequent first."""
    kinds: dict[str, list[FaultFound]] = {}
    for fault in result.faults:
        kinds.setdefault(fault.name, []).append(fault)
    ordered = sorted(kinds.values(), key=lambda found: (_severity(found) != "fault", -len(_reps(found))))
    return [_finding(letter_of(i), found) for i, found in enumerate(ordered)]


def letter_of(number: int) -> str:
    """A, B, C, and after Z: A2, B2."""
    letter = chr(ord("A") + number % 26)
    return letter if number < 26 else f"{letter}{number // 26 + 1}"


def _finding(letter: str, found: Sequence[FaultFound]) -> Finding:
    gravest = next((f for f in found if f.severity == "fault"), found[0])
    title = gravest.title[:1].upper() + gravest.title[1:]
    return Finding(letter, gravest.name, title, gravest.cue, _severity(found), _reps(found))


def _severity(found: Iterable[FaultFound]) -> str:
    return "fault" if any(f.severity == "fault" for f in found) else "caution"


def _reps(found: Iterable[FaultFound]) -> tuple[int, ...]:
    return tuple(sorted({f.rep for f in found}))


def headline(result: Result) -> str:
    """The whole session in one sentence."""
    if not result.reps:
        return "No repetition was counted"
    if result.good_reps == result.reps:
        return "The repetition had no fault" if result.reps == 1 else "Every repetition was without a fault"
    return f"{result.good_reps} of {many(result.reps, 'repetition')} without a fault"


def clean(exercise: Exercise, result: Result) -> list[str]:
    """What was looked at and not found: the first title of each, none that was not judged."""
    if not result.reps:
        return []
    out = {fault.name for fault in result.faults} | {missing.name for missing in result.not_checked}
    titles: dict[str, str] = {}
    for judged in exercise.judged:
        if judged.name not in out:
            titles.setdefault(judged.name, judged.title)
    return list(titles.values())


def many(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def named(noun: str, numbers: Sequence[int]) -> str:
    """A noun with a list of numbers: repetitions 2 and 4."""
    if len(numbers) == 1:
        return f"{noun} {numbers[0]}"
    return f"{noun}s {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def amount(value: float | None, unit: str, error: float | None = None) -> str:
    """A value with its unit and standard error, in the digits it is good for."""
    if value is None:
        return "not measured"
    places = _PLACES.get(unit, 2)
    digits = f"{value:.{places}f}"
    plus_minus = f" ± {error:.2g}" if error else ""
    if unit == "deg":
        return f"{digits}{plus_minus}°"
    return f"{digits}{plus_minus} {'' if unit == '1' else unit}".rstrip()


def beyond(fault: FaultFound) -> str:
    """How far past its limit a fault lies, and how many standard errors that is."""
    if fault.value is None or fault.limit is None:
        return "not measured"
    far = abs(fault.value - fault.limit)
    if not fault.standard_error:
        return amount(far, fault.unit)
    errors = far / fault.standard_error
    doubt = "; within the error of one reading" if errors < 1 else ""
    return f"{amount(far, fault.unit)} ({errors:.1f} standard errors{doubt})"


def difference(d: SideDifference) -> str:
    """Left against right, and whether that means anything."""
    verdict = (
        "more than the spread: the sides differ"
        if d.exceeds_spread
        else "within the spread: no difference shown"
    )
    left, right = amount(d.left_mean, d.unit), amount(d.right_mean, d.unit)
    return f"left {left}, right {right}; spread {amount(d.spread, d.unit)}: {verdict}"


def view_words(view: str) -> str:
    """Where the camera stood, in words."""
    return {
        "front": "in front",
        "rear": "behind",
        "side_left": "at the left side",
        "side_right": "at the right side",
        "oblique": "half-way between front and side",
        "feet_end": "at the feet",
        "head_end": "at the head",
    }.get(view, "not recognised")

"""What a coached session asks for: sets, repetitions, rest, hold."""

from dataclasses import dataclass

from formcheck.errors import PlanError

# Wide enough for every programme, narrow enough that a slip of the finger is noticed.
_MOST_SETS, _MOST_REPS, _LONGEST_S = 50, 1000, 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A session's goals.

    Attributes:
        sets: how many sets.
        reps: repetitions of a set; None is as many as the person likes, until told ``next``.
        rest_s: rest between two sets.
        hold_s: how long each repetition is to be held; None asks for no time.
        countdown_s: from the start posture to the first repetition that counts; 0 begins at once.
        count_every: which repetitions are said aloud: 1 every one, 5 every fifth; the last always.

    Raises:
        PlanError: a number is outside its range.
    """

    sets: int = 1
    reps: int | None = None
    rest_s: float = 45.0
    hold_s: float | None = None
    countdown_s: float = 3.0
    count_every: int = 1

    def __post_init__(self) -> None:
        _within("sets", self.sets, 1, _MOST_SETS)
        _within("repetitions", self.reps, 1, _MOST_REPS)
        _within("rest", self.rest_s, 0, _LONGEST_S)
        _within("hold", self.hold_s, 0.5, _LONGEST_S)
        _within("countdown", self.countdown_s, 0, 60)
        _within("count_every", self.count_every, 1, _MOST_REPS)


def _within(what: str, value: float | None, least: float, most: float) -> None:
    # written so that NaN is refused, too
    if value is not None and not least <= value <= most:
        raise PlanError(f"{what} must be from {least:g} to {most:g}, not {value:g}")

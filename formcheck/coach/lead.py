"""What comes before an exercise of a routine: a rest in which the exercise is announced."""

from dataclasses import dataclass

from formcheck.coach.plan import Plan, PlanSide
from formcheck.engine.spec import Exercise

_SIDES = {PlanSide.LEFT: ", left side", PlanSide.RIGHT: ", right side", PlanSide.EACH: " on each side"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The way into an exercise.

    Attributes:
        text: shown while it lasts.
        say: said as it begins.
        rest_s: how long it lasts.
    """

    text: str
    say: str
    rest_s: float


def lead(exercise: Exercise, plan: Plan, *, rest_s: float, note: str = "", before: str = "") -> Lead:
    """Announce an exercise.

    Args:
        exercise: what comes.
        plan: what is asked for.
        rest_s: how long until then.
        note: the routine's own word for it.
        before: what is said first: how the exercise before went.
    """
    coming = f"Next: {_lower(exercise.title)}, {task_words(plan)}"
    camera = f"Camera {exercise.placements[0].name}"
    parts = [part for part in (coming, note.rstrip("."), camera) if part]
    return Lead(text=". ".join(parts), say=". ".join([before, *parts] if before else parts), rest_s=rest_s)


def task_words(plan: Plan) -> str:
    """What a plan asks for in a few words: ``2 sets of 12 on each side``."""
    side = _SIDES.get(plan.side, "")
    sets = f"{plan.sets} sets" if plan.sets > 1 else ""
    if plan.hold_s is not None and plan.reps == 1:
        held = f"of {seconds_words(plan.hold_s)}"
        return (f"{plan.sets} holds {held}" if sets else f"one hold {held}") + side
    if plan.reps is None:
        many = f"{sets}, as many as you like" if sets else "as many as you like"
    else:
        many = f"{sets} of {plan.reps}" if sets else reps_words(plan.reps)
    held = "" if plan.hold_s is None else f", held {seconds_words(plan.hold_s)}"
    return many + side + held


def reps_words(reps: int) -> str:
    """A count of repetitions in digits, which every voice can read."""
    return f"{reps} repetition{'' if reps == 1 else 's'}"


def seconds_words(value_s: float) -> str:
    """Seconds in digits, with the word."""
    return f"{value_s:g} second{'' if value_s == 1 else 's'}"


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]

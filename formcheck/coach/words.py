"""The sentences of the coach, from an exercise's declaration."""

from formcheck.coach.plan import Plan
from formcheck.coach.voice import in_words
from formcheck.engine.spec import Exercise, Kind, Phase
from formcheck.motion.view import Posture

_START = {
    Posture.STANDING: "Stand upright and still",
    Posture.SUPINE: "Lie on your back, knees bent, hips down",
    Posture.PRONE: "Lie on your front, everything down",
    Posture.HANDS_AND_KNEES: "Go on hands and knees",
    Posture.LYING_ON_LEFT: "Lie on your side, knees together",
    Posture.LYING_ON_RIGHT: "Lie on your side, knees together",
}
STILL = "Keep still for a moment"
TOO_EARLY = "Keep still until I say go"
GO, CARRY_ON, PAUSED = "Go", "Carry on", "Paused"
_FULL = {Phase.REST: "Go", Phase.OUT: "Out", Phase.HOLD: "Hold", Phase.BACK: "Back"}


def start_words(exercise: Exercise, posture: Posture) -> str:
    """How to get into the start posture; somebody who is in it is asked to keep still."""
    if posture in exercise.postures:
        return STILL
    return next((_START[p] for p in Posture if p in exercise.postures and p in _START), STILL)


def phase_words(exercise: Exercise, phase: Phase) -> str:
    """What happens now, in a word or two."""
    if phase is Phase.HOLD and exercise.kind is Kind.REPS:
        return "Far enough"  # nobody is asked to stay at the bottom of a squat
    return _FULL[phase]


def too_little(exercise: Exercise) -> str:
    """What to say of a movement that turned back too early."""
    return exercise.further


def hold_words(goal_s: float) -> str:
    """What to say of a hold that was too short."""
    return f"Hold for {_seconds(goal_s)}"


def rest_words(done: int, reps: int, plan: Plan) -> str:
    """Said when a set is over and another one follows."""
    return f"Set {in_words(done)} done, {reps_words(reps)}. Rest {_seconds(plan.rest_s)}"


def soon_words(number: int, left_s: float, what: str | None = None) -> str:
    """Said towards the end of a rest: which set, or which exercise comes."""
    return f"{what or f'Set {in_words(number)}'} in {_seconds(left_s)}"


def side_words(side: str) -> str:
    """Said to somebody who works with the other side than asked for, or is to change sides."""
    return f"Now the {side} side"


def next_words(number: int, sets: int) -> str:
    """Said when a rest is over: back into position."""
    if sets == 1:
        return "Get into position"
    return f"Set {in_words(number)} of {in_words(sets)}. Get into position"


def done_words(reps: int, good: int) -> str:
    """Said at the very end."""
    return f"Done. {reps_words(reps).capitalize()}, {in_words(good)} without a fault"


def reps_words(reps: int) -> str:
    """A count with its noun."""
    return f"{in_words(reps)} {'repetition' if reps == 1 else 'repetitions'}"


def _seconds(value_s: float) -> str:
    whole = round(value_s)
    return f"{in_words(whole)} {'second' if whole == 1 else 'seconds'}"

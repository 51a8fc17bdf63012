"""What a coach's front end is told at each moment: everything to show, everything to say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from formcheck.coach.cues import Cue
from formcheck.engine.events import Event
from formcheck.engine.spec import Exercise
from formcheck.loop import Step

Tone = Literal["lost", "ready", "active", "good"]
"""Colour of the skeleton: not followed, waiting, moving, at full range."""


class State(StrEnum):
    """Where in the session a moment lies."""

    FRAMING = "framing"  # the person cannot be seen as needed
    READY = "ready"  # seen; the start posture is awaited
    COUNTDOWN = "countdown"
    ACTIVE = "active"
    RESTING = "resting"
    PAUSED = "paused"
    DONE = "done"


class Said(StrEnum):
    """What kind of thing is said; ``REP`` is a sound and has no words."""

    CUE = "cue"
    COUNT = "count"
    PROMPT = "prompt"
    REP = "rep"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something to be heard; a newer one takes the place of one still being said, a sound never does."""

    text: str
    kind: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A coached session at one moment.

    Attributes:
        t_s: seconds, the sighting's.
        state: where in the session.
        text: the line to show: what to do now.
        caption: the words that were last said, while they are fresh; a spoken number stands in ``reps``,
            ``countdown_s`` or ``hold_s`` instead.
        set_number, sets: the set that runs or comes next, from 1, and how many there are.
        reps, reps_goal, good_reps: of this set.
        reps_by_side: left and right of this set; None where both sides work together.
        reps_total: of all sets.
        hold_s, hold_goal_s: seconds held, while a hold is timed, and the seconds asked for.
        progress: 0 at rest, 1 at full range; None when it cannot be measured.
        countdown_s, rest_left_s: what is left of a countdown or rest; None outside one.
        framing: how to be seen better; empty when all is well.
        cue: the one thing to correct.
        exercise: what is trained now.
        exercise_number, exercises: of a routine, from 1, and how many it has; 1 of 1 outside one.
        say: what to let hear at this moment.
        events: what the engine said.
        tone: colour of the skeleton.
        step: the pose and the measurements behind it all.
    """

    t_s: float
    state: State
    exercise: Exercise
    exercise_number: int = 1
    exercises: int = 1
    text: str
    caption: str = ""
    set_number: int
    sets: int
    reps: int
    reps_goal: int | None
    good_reps: int
    reps_by_side: tuple[int, int] | None
    reps_total: int
    hold_s: float | None = None
    hold_goal_s: float | None = None
    progress: float | None = None
    countdown_s: float | None = None
    rest_left_s: float | None = None
    framing: str = ""
    cue: Cue | None = None
    say: tuple[Spoken, ...] = ()
    events: tuple[Event, ...] = ()
    tone: Tone
    step: Step

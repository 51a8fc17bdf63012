"""A coached session: framing, countdown, sets, rests, cues. Knows no clock and no screen."""

import math
from dataclasses import replace

from formcheck.coach.counter import Counter
from formcheck.coach.framing import Advice, Framing
from formcheck.coach.lead import Lead
from formcheck.coach.moment import Moment, Said, State, Tone
from formcheck.coach.plan import Plan
from formcheck.coach.prompts import Prompts
from formcheck.coach.rest import SOON_S, RestClock
from formcheck.coach.start import StartWatch
from formcheck.coach.tally import HoldTimer, SetTally
from formcheck.coach.voice import Voice, spoken_s
from formcheck.coach.words import (
    CARRY_ON,
    GO,
    PAUSED,
    done_words,
    next_words,
    phase_words,
    rest_words,
    soon_words,
    start_words,
)
from formcheck.engine.spec import Exercise, Phase
from formcheck.loop import Session, Sighting, Step
from formcheck.video.region import Region

# Out of the start posture or out of sight for this long, on top of the engine's own 1.2 s, somebody has left.
AWAY_S = 2.0

_GETTING_READY = (State.FRAMING, State.READY, State.COUNTDOWN)


class Coaching:
    """One person's session, sighting by sighting.

    Nothing counts before the countdown is over, in a rest, in a pause, or while somebody who was away comes
    back into position.

    Args:
        exercise: what is trained.
        plan: sets, repetitions, rest and hold.
        is_mirrored: whether the person sees the picture as in a mirror; framing help names edges as seen.
        lead: a rest before the first set, in which the exercise is announced; None begins at once.
        region: the part of the picture to watch, for an exercise counted there.

    Attributes:
        state: where the session stands.
        sets: the sets so far, the running one last.
    """

    def __init__(
        self,
        exercise: Exercise,
        plan: Plan | None = None,
        *,
        is_mirrored: bool = True,
        lead: Lead | None = None,
        region: Region | None = None,
    ) -> None:
        self.exercise, self.plan = exercise, plan or Plan()
        self.session = Session(exercise, region)
        self.state = State.RESTING if lead else State.FRAMING
        self.sets = [SetTally(1)]
        self._framing = Framing(exercise, is_mirrored=is_mirrored)
        self._start, self._voice = StartWatch(), Voice()
        self._counter = Counter(exercise, self.plan, self._voice)
        self._hold = HoldTimer(exercise, self.plan.hold_s)
        self._prompts, self._rest_clock, self._lead = Prompts(self._voice), RestClock(), lead
        self._advice: Advice | None = None
        self._paused_in = State.FRAMING
        self._t_s = self._away_since_s = self._paused_s = math.nan
        self._countdown_s: float | None = None
        self._last: Step | None = None

    @property
    def current(self) -> SetTally:
        """The set that runs, or comes next."""
        return self.sets[-1]

    @property
    def reps_total(self) -> int:
        """Repetitions of all sets that count towards the plan."""
        return sum(self._counter.counted(s) for s in self.sets)

    @property
    def good_total(self) -> int:
        """Repetitions without a fault, of all sets."""
        return min(self.reps_total, sum(s.good_reps for s in self.sets))

    @property
    def is_waiting(self) -> bool:
        """Whether a set is awaited that has not begun, and no rest runs."""
        state = self._paused_in if self.state is State.PAUSED else self.state
        return state in _GETTING_READY and not self.current.has_begun

    def step(self, sighting: Sighting) -> Moment:
        """Take one sighting; times must not go back."""
        if sighting.t_s - self._t_s > AWAY_S and self.state in (State.ACTIVE, *_GETTING_READY):
            self._await_start()  # no picture came for a while: where the person is by now, nobody knows
        step = self.session.step(sighting, counting=self.state is State.ACTIVE)
        if self._last is None and self._lead:
            self._rest_clock.begin(sighting.t_s, self._lead.rest_s)
            self._voice.say(self._lead.say, Said.PROMPT)
        self._t_s, self._last = sighting.t_s, step
        self._countdown_s = None
        self._advice = self._framing.step(step)
        if self.state is State.ACTIVE:
            self._train(step)
        elif self.state is State.RESTING:
            self._rest()
        if self.state in _GETTING_READY:
            self._get_ready()
        return self._moment(step)

    def pause(self) -> None:
        """Count nothing until `resume`; a rest stands still, too."""
        if self.state in (State.PAUSED, State.DONE):
            return
        self._paused_in, self.state = self.state, State.PAUSED
        self._paused_s = self._t_s
        self._voice.say(PAUSED, Said.PROMPT)

    def resume(self) -> None:
        """Go on: in a rest where it stood, else with the start posture and the countdown."""
        if self.state is not State.PAUSED:
            return
        if self._paused_in is State.RESTING:
            self.state = State.RESTING
            self._rest_clock.put_off(self._t_s - self._paused_s)
        else:
            self._await_start()

    def next(self) -> None:
        """End the set or the rest that runs; before a set has begun there is nothing to end."""
        if self.state is State.PAUSED:
            self.state = self._paused_in
        if self.state is State.RESTING:
            self._begin_next()
        elif self.state is not State.DONE and self.current.has_begun:
            self._end_set()

    def end(self) -> Moment | None:
        """The session is over: the last moment once more, with what its end tells; None if there was none."""
        last, was_active = self._last, self.state is State.ACTIVE
        if last is None or last.is_last:
            return None
        # what is under way outside a set does not count, so nothing is asked of its end
        ended = self.session.finish() if was_active else None
        self._last = ended or replace(last, events=(), is_last=True)
        self._counter.count(self.current, self._last.events, self._t_s)
        if self.state is not State.DONE:
            self.current.end_s = self._t_s
            self.state = State.DONE
        return self._moment(self._last)

    def _get_ready(self) -> None:
        if self._advice is not None and self._advice.blocks:
            self._start.reset()
            self.state = State.FRAMING
            return
        is_at_start = self.session.engine.is_at_start
        held_s = self._start.step(self._t_s, is_at_start)
        if math.isnan(held_s):
            self.state = State.READY
            return
        left_s = self.plan.countdown_s - held_s
        if left_s <= 0 and is_at_start:
            self._begin_counting()
            return
        self.state, self._countdown_s = State.COUNTDOWN, max(0.0, left_s)

    def _begin_counting(self) -> None:
        self._voice.say(CARRY_ON if self.current.has_begun else GO, Said.PROMPT)
        if not self.current.has_begun:
            self.current.start_s = self._t_s
        self.state, self._away_since_s = State.ACTIVE, math.nan
        self._hold.reset()

    def _await_start(self) -> None:
        """Back into position: nothing counts until the start posture was held."""
        self.state = State.READY
        self._start.reset()
        self._hold.reset()

    def _train(self, step: Step) -> None:
        self._hold.step(step)
        if news := self._hold.news(self._t_s):
            self._voice.say(news, Said.COUNT)
        self._counter.count(self.current, step.events, self._t_s)
        if self._counter.is_enough(self.current):
            self._end_set()
        elif step.is_armed:
            self._away_since_s = math.nan
        elif math.isnan(self._away_since_s):
            self._away_since_s = self._t_s
        elif self._t_s - self._away_since_s >= AWAY_S:
            self._await_start()

    def _end_set(self) -> None:
        self.current.end_s = self._t_s
        self._hold.reset()
        if self.current.number >= self.plan.sets:
            self.state = State.DONE
            self._voice.say(done_words(self.reps_total, self.good_total), Said.PROMPT)
            return
        self._voice.say(
            rest_words(self.current.number, self._counter.counted(self.current), self.plan), Said.PROMPT
        )
        self.sets.append(SetTally(self.current.number + 1))
        self.state = State.RESTING
        self._rest_clock.begin(self._t_s, self.plan.rest_s)

    def _rest(self) -> None:
        if self._rest_clock.is_over(self._t_s):
            self._begin_next()
        elif self._rest_clock.is_soon(self._t_s):
            self._say_soon()

    def _say_soon(self) -> None:
        lead = self._lead if self.current.number == 1 else None
        what = self.exercise.title if lead else None
        # in a short rest, the announcement is still being said
        if lead is None or lead.rest_s - SOON_S > spoken_s(lead.say):
            self._voice.say(soon_words(self.current.number, SOON_S, what), Said.PROMPT)

    def _begin_next(self) -> None:
        self._voice.say(next_words(self.current.number, self.plan.sets), Said.PROMPT)
        self._await_start()

    def _moment(self, step: Step) -> Moment:
        text = self._text(step)
        left_s = math.nan if self._countdown_s is None else self._countdown_s
        self._prompts.step(self._t_s, self.state, text, self._shown_advice, left_s)
        now, t_s, counted = self.current, self._t_s, self._counter.counted(self.current)
        is_resting = State.RESTING in (self.state, self._paused_in if self.state is State.PAUSED else None)
        since_s = self._paused_s if self.state is State.PAUSED else t_s
        return Moment(
            t_s=t_s,
            state=self.state,
            exercise=self.exercise,
            text=text,
            say=self._voice.take(t_s),
            caption=self._voice.caption,
            set_number=now.number,
            sets=self.plan.sets,
            reps=counted,
            reps_goal=self.plan.goal(self.exercise),
            good_reps=min(counted, now.good_reps),
            reps_by_side=now.by_side(self.exercise),
            reps_total=self.reps_total,
            hold_s=self._hold.shown_s(t_s) if self.state is State.ACTIVE else None,
            hold_goal_s=self.plan.hold_s,
            progress=None if math.isnan(step.progress) else step.progress,
            countdown_s=self._countdown_s,
            rest_left_s=self._rest_clock.left_s(since_s) if is_resting else None,
            framing=advice.text if (advice := self._shown_advice) else "",
            cue=self._counter.cues.now(t_s),
            events=step.events,
            tone=self._tone(step),
            step=step,
        )

    @property
    def _shown_advice(self) -> Advice | None:
        """The advice that matters now: in a set only what keeps repetitions from counting."""
        if self._advice is None or (self.state is State.ACTIVE and not self._advice.blocks):
            return None
        return self._advice if self.state in (State.ACTIVE, *_GETTING_READY) else None

    def _text(self, step: Step) -> str:
        match self.state:
            case State.FRAMING:
                return self._advice.text if self._advice else ""
            case State.READY:
                return start_words(self.exercise, step.observation.posture)
            case State.COUNTDOWN:
                return f"Get ready: {math.ceil(self._countdown_s or 0.0)}"
            case State.ACTIVE:
                return phase_words(self.exercise, step.phase)
            case State.RESTING if self._lead and self.current.number == 1:
                return self._lead.text
            case State.RESTING:
                return f"Rest. Set {self.current.number} of {self.plan.sets} comes next"
            case State.PAUSED:
                return PAUSED
            case State.DONE:
                return f"Done: {self.reps_total} repetitions, {self.good_total} without a fault"

    def _tone(self, step: Step) -> Tone:
        if step.sighting.pose is None:
            return "lost"
        if self.state is not State.ACTIVE or step.phase is Phase.REST:
            return "ready"
        return "good" if step.phase is Phase.HOLD else "active"

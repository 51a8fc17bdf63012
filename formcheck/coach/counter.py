"""Events of a set into its tally, and into what is said of them: the count, the cue, the side."""

from formcheck.coach.cues import CueBoard
from formcheck.coach.moment import Said
from formcheck.coach.plan import Plan, PlanSide
from formcheck.coach.tally import SetTally
from formcheck.coach.voice import Voice, in_words
from formcheck.coach.words import hold_words, side_words, too_little
from formcheck.engine.events import Event, Partial, Raise, Rep
from formcheck.engine.spec import Exercise, Severity

# A hold may fall short by the error of its measurement.
HOLD_ERROR_S = 0.3


class Counter:
    """Counts what belongs to the plan, and says what is to be said of it.

    Args:
        exercise, plan: what is trained.
        voice: says it.

    Attributes:
        cues: the cue that is shown.
    """

    def __init__(self, exercise: Exercise, plan: Plan, voice: Voice) -> None:
        self._exercise, self._plan, self._voice = exercise, plan, voice
        self.cues = CueBoard()

    def counted(self, tally: SetTally) -> int:
        """Repetitions of a set that count towards the plan."""
        return tally.counted(self._exercise, self._plan)

    def is_enough(self, tally: SetTally) -> bool:
        """Whether a set has all that was asked for."""
        goal = self._plan.goal(self._exercise)
        return goal is not None and self.counted(tally) >= goal

    def count(self, tally: SetTally, events: tuple[Event, ...], t_s: float) -> None:
        """Take the events of one moment.

        Args:
            tally: of the set that runs; changed.
            events: what the engine said.
            t_s: the time of the moment.
        """
        for event in events:
            before = self.counted(tally)
            tally.add(event)
            if self.counted(tally) > before:
                self._count_aloud(tally)
            if cue := self.cues.add(event, t_s):
                self._voice.say(cue.text, Said.CUE)
            match event:
                case Rep():
                    self._voice.say("", Said.REP)
                case Partial():
                    self._correct(too_little(self._exercise), t_s)
                case Raise():
                    self._judge_hold(event, t_s)
                    self._judge_side(event, tally)

    def _count_aloud(self, tally: SetTally) -> None:
        reps = self.counted(tally)
        if reps % self._plan.count_every == 0 or self.is_enough(tally):
            self._voice.say(in_words(reps), Said.COUNT)

    def _judge_hold(self, movement: Raise, t_s: float) -> None:
        goal_s = self._plan.hold_s
        if goal_s is not None and movement.hold_s < goal_s - HOLD_ERROR_S:
            self._correct(hold_words(goal_s), t_s)

    def _judge_side(self, movement: Raise, tally: SetTally) -> None:
        """Say so when the other side's turn has come, or is asked for alone."""
        wanted = self._plan.side
        if movement.side is None or wanted is PlanSide.BOTH:
            return
        other = "right" if movement.side == "left" else "left"
        done, left_over = getattr(tally, movement.side), getattr(tally, other)
        if wanted == other or (wanted is PlanSide.EACH and left_over < done == self._plan.reps):
            self._voice.say(side_words(other), Said.PROMPT)

    def _correct(self, text: str, t_s: float) -> None:
        if cue := self.cues.offer(text, Severity.CAUTION, t_s):
            self._voice.say(cue.text, Said.CUE)

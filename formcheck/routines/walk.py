"""A person's way through a routine: one coached exercise after the other, as if it were one."""

import math
from dataclasses import replace

from formcheck.coach.lead import lead, seconds_words
from formcheck.coach.moment import Moment, Said, Spoken, State
from formcheck.coach.plan import Plan
from formcheck.coach.voice import spoken_s
from formcheck.coached import Coached
from formcheck.engine.spec import Exercise
from formcheck.loop import Sighting
from formcheck.results import Result
from formcheck.routines.routine import Routine
from formcheck.video.region import Region

# After the announcement of the first exercise, time to look up from the screen.
_BREATH_S = 1.5


class Walk:
    """Coaches a routine; used like a `Coached`.

    The times of each exercise begin at 0, as in its session; those of the moments go on through the routine.

    Args:
        routine: what is walked through.
        source: what the pictures come from.
        countdown_s: as in a `Plan`; with 0, nobody waits for an announcement either.
        is_mirrored: whether the person sees the picture as in a mirror.
        region: the part of the picture to watch, for exercises counted there.

    Attributes:
        coached: the exercise that runs, or is announced.
        results: of the exercises that are over, but for the last one.
    """

    def __init__(
        self,
        routine: Routine,
        *,
        source: str,
        countdown_s: float = Plan().countdown_s,
        is_mirrored: bool = True,
        region: Region | None = None,
    ) -> None:
        self.routine, self.results = routine, list[Result]()
        self._source, self._countdown_s, self._is_mirrored = source, countdown_s, is_mirrored
        self._region = region
        self._began_s, self._reps, self._good, self._was_begun = math.nan, 0, 0, False
        self.coached = self._begin()

    @property
    def number(self) -> int:
        """Of the step that runs, or is announced; from 1."""
        return len(self.results) + 1

    @property
    def exercise(self) -> Exercise:
        """What is trained now."""
        return self.coached.exercise

    @property
    def state(self) -> State:
        """Where the exercise that runs stands; done only when the routine is."""
        return self.coached.state

    def step(self, sighting: Sighting) -> Moment:
        """Take one sighting; times must not go back."""
        if math.isnan(self._began_s):
            self._began_s = sighting.t_s
        number, coached = self.number, self.coached
        moment = self._in_routine(coached.step(_since(sighting, self._began_s)), sighting.t_s, number)
        if coached.state is State.DONE and number < len(self.routine.steps):
            moment = self._go_on(moment)
        return moment

    def pause(self) -> None:
        """Count nothing until `resume`."""
        self.coached.pause()

    def resume(self) -> None:
        """Go on where it stood."""
        self.coached.resume()

    def next(self) -> None:
        """End the set or the rest that runs; leave an exercise out that is waited for."""
        if self.coached.is_waiting:
            self.coached.end()
        else:
            self.coached.next()

    def end(self) -> Moment | None:
        """The routine is over: the last moment once more; None if there was none."""
        moment = self.coached.end()
        return None if moment is None else self._in_routine(moment, self._began_s + moment.t_s, self.number)

    def result(self, warnings: tuple[str, ...] = ()) -> Result:
        """Of the exercise that runs."""
        return self.coached.result(warnings)

    def finish(self, warnings: tuple[str, ...] = ()) -> Result:
        """End the routine and return the result of the exercise that ran; safe to call twice."""
        self.end()
        return self.result(warnings)

    def _begin(self) -> Coached:
        step = self.routine.steps[self.number - 1]
        plan = replace(step.plan, countdown_s=self._countdown_s)
        before, rest_s = self._before()
        coming = lead(step.exercise, plan, rest_s=rest_s, note=step.note, before=before)
        if not before and self._countdown_s:
            coming = replace(coming, rest_s=spoken_s(coming.say) + _BREATH_S)
        self._coming = coming
        return Coached(
            step.exercise,
            plan,
            source=self._source,
            is_mirrored=self._is_mirrored,
            lead=coming,
            region=self._region,
        )

    def _before(self) -> tuple[str, float]:
        """What is said of the exercise before, and the rest after it."""
        if not self.results:
            return "", 0.0
        step = self.routine.steps[self.number - 2]
        if not self._was_begun:
            return f"{step.exercise.title} left out", 0.0
        rest_s = step.plan.rest_s
        rest = f". Rest {seconds_words(rest_s)}" if rest_s else ""
        return f"{step.exercise.title} done{rest}", rest_s

    def _go_on(self, moment: Moment) -> Moment:
        """The exercise is over: what counted in it goes out, and the next picture begins the next one."""
        self._reps, self._good = moment.reps_total, self._good + self.coached.good_total
        self._was_begun = self.coached.sets[0].has_begun
        self.results.append(self.coached.finish())
        self.coached, self._began_s = self._begin(), math.nan
        # the words at its end give way to the announcement, which tells of both
        sounds = tuple(spoken for spoken in moment.say if spoken.kind is Said.REP)
        return replace(
            moment,
            state=State.RESTING,
            say=sounds,
            caption="",
            text=self._coming.text,
            rest_left_s=self._coming.rest_s,
        )

    def _in_routine(self, moment: Moment, t_s: float, number: int) -> Moment:
        """A moment of one exercise as one of the routine."""
        moment = replace(
            moment,
            t_s=t_s,
            exercise_number=number,
            exercises=len(self.routine.steps),
            reps_total=self._reps + moment.reps_total,
        )
        if moment.state is not State.DONE or number < len(self.routine.steps):
            return moment
        good = self._good + self.coached.good_total
        text = f"Routine done: {moment.reps_total} repetitions, {good} without a fault"
        said = tuple(Spoken(text, s.kind) if s.kind is Said.PROMPT else s for s in moment.say)
        return replace(moment, text=text, say=said, caption=text if moment.caption else "")


def _since(sighting: Sighting, began_s: float) -> Sighting:
    """A sighting by the clock of its exercise."""
    t_s = sighting.t_s - began_s
    pose = sighting.pose
    return replace(sighting, t_s=t_s, pose=None if pose is None else replace(pose, t_s=t_s))

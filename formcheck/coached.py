"""A coached session that ends in a result, as every other way of counting does."""

from formcheck.coach.coaching import Coaching
from formcheck.coach.lead import Lead
from formcheck.coach.moment import Moment
from formcheck.coach.plan import Plan
from formcheck.engine.spec import Exercise
from formcheck.facts import Facts, driving_joints, remarks, unusable
from formcheck.loop import Sighting
from formcheck.results import Result, Tally, build
from formcheck.video.region import Region


class Coached(Coaching):
    """Coaching whose sets merge into one result: repetitions numbered through, times of the session.

    Args:
        exercise: what is trained.
        plan: sets, repetitions, rest and hold.
        source: what the pictures come from, as named in the result: ``camera 0``, ``browser``.
        is_mirrored: whether the person sees the picture as in a mirror.
        lead: a rest before the first set, in which the exercise is announced.
        region: the part of the picture to watch, for an exercise counted there.
    """

    def __init__(
        self,
        exercise: Exercise,
        plan: Plan | None = None,
        *,
        source: str,
        is_mirrored: bool = True,
        lead: Lead | None = None,
        region: Region | None = None,
    ) -> None:
        super().__init__(exercise, plan, is_mirrored=is_mirrored, lead=lead, region=region)
        self.source = source
        self._tally, self._facts = Tally(exercise), Facts(driving_joints(exercise))

    def step(self, sighting: Sighting) -> Moment:
        """Take one sighting; times must not go back."""
        moment = super().step(sighting)
        self._facts.add(moment.step)
        self._tally.add(moment.events)
        return moment

    def end(self) -> Moment | None:
        """The session is over: the last moment once more, with what its end tells; None if it was empty."""
        moment = super().end()
        if moment is not None:
            self._tally.add(moment.events)
        return moment

    def result(self, warnings: tuple[str, ...] = ()) -> Result:
        """Everything counted so far.

        Args:
            warnings: why the session ended early, if it did; it is marked incomplete then.
        """
        about = self.source, self.session, self._facts
        return build(
            self._tally,
            self.session.engine,
            source=self.source,
            complete=not warnings,
            duration_s=self._facts.t_s,
            frames=self._facts.frames,
            frames_with_person=self._facts.seen,
            view=str(self._facts.view),
            warnings=list(warnings),
            notes=[*unusable(*about), *remarks(*about)],
        )

    def finish(self, warnings: tuple[str, ...] = ()) -> Result:
        """End the session and return its result; safe to call twice."""
        self.end()
        return self.result(warnings)

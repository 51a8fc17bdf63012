"""The coachings under way, each kept for a while when its connection is cut."""

import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from formcheck.exercises import find
from formcheck.loop import Session, Sighting
from formcheck.web.eyes import Eyes
from formcheck.web.settings import Limits, ServerError
from formcheck.web.wire import Start


@dataclass(slots=True)
class Coached:
    """One person being coached.

    Attributes:
        token: lets a cut connection come back.
        start: what was asked for.
        session: what counts.
        eyes: sees them in pictures; None where their browser sends landmarks.
        last_t_s: time of the newest picture.
        left_s: when the connection was cut, by the monotonic clock; NaN while it stands.
    """

    token: str
    start: Start
    session: Session
    eyes: Eyes | None
    last_t_s: float = -1.0
    left_s: float = field(default=math.nan)

    def step(self, sighting: Sighting) -> dict[str, Any]:
        """Take one sighting and say what the page must show."""
        self.last_t_s = sighting.t_s
        step = self.session.step(sighting)
        state = "active" if step.is_armed else "framing"
        progress = None if math.isnan(step.progress) else step.progress
        return {"state": state, "text": "", "reps": step.reps, "progress": progress}


class Coaches:
    """All coachings of this server, by token.

    Args:
        limits: how many there may be, and how long a cut one waits.
        make_eyes: makes the eyes of a coaching from pictures.
    """

    def __init__(self, limits: Limits, make_eyes: Callable[[], Eyes]) -> None:
        self._limits, self._make_eyes = limits, make_eyes
        self._all: dict[str, Coached] = {}

    def begin(self, start: Start) -> Coached:
        """Begin a coaching, or go on with a cut one.

        Raises:
            ServerError: all places are taken, or the cut one is gone.
            ExerciseError: unknown.
        """
        self.sweep()
        if start.resume is not None:
            return self._resume(start.resume)
        exercise = find(start.exercise)
        self._check_room(start.mode)
        eyes = self._make_eyes() if start.mode == "frames" else None
        coached = Coached(secrets.token_urlsafe(24), start, Session(exercise), eyes)
        self._all[coached.token] = coached
        return coached

    def _resume(self, token: str) -> Coached:
        coached = self._all.get(token)
        if coached is None:
            raise ServerError("the interrupted training is no longer there", mend="Start anew")
        coached.left_s = math.nan
        return coached

    def leave(self, coached: Coached) -> None:
        """The connection is cut: keep the coaching for who comes back."""
        coached.left_s = time.monotonic()

    def end(self, coached: Coached) -> None:
        """The coaching is over."""
        self._all.pop(coached.token, None)
        if coached.eyes:
            coached.eyes.close()

    def sweep(self) -> None:
        """End what nobody came back to."""
        now_s = time.monotonic()
        for coached in list(self._all.values()):
            if now_s - coached.left_s > self._limits.resume_s:
                self.end(coached)

    @property
    def counts(self) -> dict[str, int]:
        """Coachings under way, by mode."""
        modes = [coached.start.mode for coached in self._all.values()]
        return {"frames": modes.count("frames"), "landmarks": modes.count("landmarks")}

    def _check_room(self, mode: str) -> None:
        taken = self.counts
        if mode == "frames" and taken["frames"] >= self._limits.picture_coaches:
            raise ServerError(
                f"{taken['frames']} trainings from pictures are under way, all that this machine can follow",
                mend="Let the browser find the pose, or wait for one of them to end",
            )
        if sum(taken.values()) >= self._limits.coaches:
            raise ServerError("as many trainings are under way as this server takes", mend="Try again later")

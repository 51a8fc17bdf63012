"""The coachings under way, each kept for a while when its connection is cut."""

import contextlib
import math
import secrets
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field, replace

from starlette.websockets import WebSocket, WebSocketDisconnect

from formcheck.coach.moment import Moment
from formcheck.coached import Coached
from formcheck.exercises import find
from formcheck.loop import Sighting
from formcheck.results import Result
from formcheck.routines import KeptRun, Routine, Walk, load_named, sent_routine
from formcheck.store import Recorder, Store
from formcheck.targets import Targets, load_targets, own
from formcheck.web.catalog import seen_by_pose
from formcheck.web.diary import Diary, WalkDiary
from formcheck.web.eyes import Eyes
from formcheck.web.settings import Limits, NotFound, TooBusy
from formcheck.web.wire import Start

SOURCES = {"frames": "camera", "landmarks": "browser"}
CUT = "the connection was lost and did not come back"
SILENT = "the page sent nothing any more, and another one needed the place"
STOPPED = "the server was stopped"
GONE = 1001  # RFC 6455 section 7.4.1


@dataclass(slots=True)
class Training:
    """One person being coached.

    Attributes:
        token: lets a cut connection come back.
        start: what was asked for.
        coached: who counts and speaks.
        diary: who writes down.
        eyes: sees them in pictures; None where their browser sends landmarks.
        socket: the connection; None while it is cut.
        last_t_s: time of the newest picture.
        left_s: when the connection was cut, by the monotonic clock; NaN while it stands.
        heard_s: when it last said something, by the same clock.
    """

    token: str
    start: Start
    coached: Coached | Walk
    diary: Diary | WalkDiary
    eyes: Eyes | None
    socket: WebSocket | None = None
    last_t_s: float = -1.0
    left_s: float = field(default=math.nan)
    heard_s: float = field(default_factory=time.monotonic)

    def step(self, sighting: Sighting) -> Moment:
        """Take one sighting."""
        self.last_t_s = sighting.t_s
        moment = self.coached.step(sighting)
        self.diary.add(moment)
        return moment


class Coaches:
    """All coachings of this server, by token.

    Args:
        limits: how many there may be, and how long a cut one waits.
        make_eyes: makes the eyes of a coaching from pictures.
        store, writer: where they are written down, and the thread that writes.
    """

    def __init__(self, limits: Limits, make_eyes: Callable[[], Eyes], store: Store, writer: Executor) -> None:
        self._limits, self._make_eyes = limits, make_eyes
        self._store, self._writer = store, writer
        self._all: dict[str, Training] = {}

    async def make_room(self, start: Start) -> None:
        """Where all places are taken, end what was heard of longest ago: who is here goes first."""
        while start.resume is None and self._is_full(start.mode):
            gone = [t for t in self._all.values() if self._gives_way(t)]
            if start.mode == "frames":
                gone = [t for t in gone if t.start.mode == "frames"]
            if not gone:
                return
            await self._end_gone(min(gone, key=lambda t: t.heard_s))

    def _gives_way(self, training: Training) -> bool:
        silent_s = time.monotonic() - training.heard_s
        return training.socket is None or silent_s > self._limits.silent_s

    async def _end_gone(self, training: Training) -> None:
        socket, training.socket = training.socket, None
        await self.end(training, CUT if socket is None else SILENT)
        if socket is not None:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await socket.close(GONE)

    def begin(self, start: Start) -> Training:
        """Begin a coaching, or go on with a cut one.

        Raises:
            TooBusy: all places are taken.
            NotFound: the cut one is gone.
            FormcheckError: the exercise or routine is unknown or wrong.
        """
        if start.resume is not None:
            return self._resume(start, start.resume)
        coached, diary = self._exercise(start) if start.routine is None else self._routine(start)
        self._check_room(start.mode)
        training = Training(
            token=secrets.token_urlsafe(24),
            start=start,
            coached=coached,
            diary=diary,
            eyes=self._make_eyes() if start.mode == "frames" else None,
        )
        self._all[training.token] = training
        return training

    def _exercise(self, start: Start) -> tuple[Coached, Diary]:
        exercise = own(seen_by_pose(find(start.exercise)), self._targets(start))
        source = SOURCES[start.mode]
        coached = Coached(exercise, start.plan, source=source, is_mirrored=start.is_mirrored)

        def begin() -> Recorder:
            plan = asdict(start.plan)
            return self._store.begin(
                exercise, source_kind=source, source_name=source, plan=plan, ground=start.ground
            )

        return coached, Diary(self._writer, begin)

    def _targets(self, start: Start) -> Targets | None:
        return load_targets(None, start.person, self._store.folder)

    def _personal(self, routine: Routine, start: Start) -> Routine:
        targets = self._targets(start)
        return routine.with_exercises(lambda exercise: own(seen_by_pose(exercise), targets))

    def _routine(self, start: Start) -> tuple[Walk, WalkDiary]:
        wanted, source = start.routine, SOURCES[start.mode]
        routine = (
            sent_routine(wanted) if isinstance(wanted, dict) else load_named(str(wanted), self._store.folder)
        )
        routine = self._personal(routine, start)
        walk = Walk(routine, source=source, countdown_s=start.plan.countdown_s, is_mirrored=start.is_mirrored)
        kept = KeptRun(self._store, routine, source_kind=source, source_name=source, ground=start.ground)
        return walk, WalkDiary(self._writer, kept, walk)

    def _resume(self, start: Start, token: str) -> Training:
        training = self._all.get(token)
        if training is None or training.start.mode != start.mode:
            raise NotFound("the interrupted training is no longer there", mend="Start anew")
        # the camera may give pictures of another size after a pause; all else stays
        training.start = replace(training.start, size_px=start.size_px)
        training.left_s, training.heard_s = math.nan, time.monotonic()
        return training

    def leave(self, training: Training, socket: WebSocket) -> None:
        """A connection is cut: keep the coaching for who comes back, unless another took it over."""
        if training.socket is socket:
            training.socket, training.left_s = None, time.monotonic()

    async def end(self, training: Training, *warnings: str) -> tuple[str | None, Result]:
        """The coaching is over: its session's id, where it has one, and its result."""
        self._all.pop(training.token, None)
        if training.eyes:
            training.eyes.close()
        result = training.coached.finish(warnings)
        return await training.diary.finish(result), result

    async def sweep(self) -> None:
        """End what nobody came back to."""
        now_s = time.monotonic()
        for training in list(self._all.values()):
            if now_s - training.left_s > self._limits.resume_s:
                await self.end(training, CUT)

    async def stop(self) -> None:
        """End all."""
        for training in list(self._all.values()):
            await self.end(training, STOPPED)

    @property
    def counts(self) -> dict[str, int]:
        """Coachings under way, by mode."""
        modes = [training.start.mode for training in self._all.values()]
        return {mode: modes.count(mode) for mode in SOURCES}

    def _is_full(self, mode: str) -> bool:
        taken = self.counts
        is_full = mode == "frames" and taken["frames"] >= self._limits.picture_coaches
        return is_full or sum(taken.values()) >= self._limits.coaches

    def _check_room(self, mode: str) -> None:
        if not self._is_full(mode):
            return
        taken = self.counts
        if mode == "frames" and taken["frames"] >= self._limits.picture_coaches:
            raise TooBusy(
                f"{taken['frames']} trainings from pictures are under way, all that this machine can follow",
                mend="Let the browser find the pose, or wait for one of them to end",
            )
        raise TooBusy("as many trainings are under way as this server takes", mend="Try again later")

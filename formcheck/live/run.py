"""The live loop: take, look, coach, record, speak, draw."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from formcheck.coach.moment import Moment, Said, State
from formcheck.coached import Coached
from formcheck.errors import FormcheckError, VideoError
from formcheck.frame import Frame
from formcheck.interrupt import StopAtStep
from formcheck.live.colours import ColourWatch
from formcheck.live.keys import Action
from formcheck.live.lag import Lag
from formcheck.live.screen import Screen, Status
from formcheck.live.sound import RepSound
from formcheck.live.source import LiveSource
from formcheck.live.speech import Speaker
from formcheck.live.window import Window
from formcheck.loop import Sighting, Step
from formcheck.pose.pose import Estimator
from formcheck.results import Result
from formcheck.routines import Walk

# A key is answered within this time even when no picture comes.
WAIT_S = 0.05
# After the last set the summary stays this long, for whoever has yet to walk up to the laptop.
LINGER_S = 60.0


class Recording(Protocol):
    """Keeps a session: a `formcheck.store.Recorder`."""

    def write(self, step: Step) -> None:
        """Take one step."""
        ...

    def finish(self, result: Result) -> None:
        """Keep the result."""
        ...


class LiveSession:
    """One person in front of the window.

    Args:
        coached: the session: an exercise, or a routine.
        source: pictures.
        estimator: the pose backend.
        window: where it is shown.
        screen: how it is drawn.
        speaker: says cues and counts.
        rep_sound: is heard with every repetition.
        recording: the history; None keeps nothing.
        is_muted: whether it begins without sound.
        is_over: given each step, tells when the session ends by itself, before its plan is done.
    """

    def __init__(
        self,
        coached: Coached | Walk,
        source: LiveSource,
        estimator: Estimator,
        window: Window,
        screen: Screen,
        speaker: Speaker,
        rep_sound: RepSound,
        recording: Recording | None = None,
        *,
        is_muted: bool = False,
        is_over: Callable[[Step], bool] | None = None,
    ) -> None:
        self._coached, self._source, self._estimator = coached, source, estimator
        self._window, self._screen = window, screen
        self._speaker, self._rep_sound, self._recording = speaker, rep_sound, recording
        self.is_muted, self.lag, self.frames = is_muted, Lag(), 0
        self._warnings: list[str] = []
        self._shows_help = self._is_ended = False
        self._told_trouble = ""
        self._colours = ColourWatch()
        self._shown: Moment | None = None
        self._done_s: float | None = None
        self._ends_at = is_over

    def run(self) -> Result:
        """Go on until somebody ends it, the clip is over, or the camera fails; what was counted is kept.

        Raises:
            FormcheckError: the source failed before its first picture.
        """
        with StopAtStep() as ctrl_c:
            while not (self._is_ended or ctrl_c.wanted or self._is_over):
                self._act()
                frame = None if self._is_ended else self._take()
                if frame is not None:
                    self._see(frame)
                else:
                    self._tell_blindness()
        return self._close()

    @property
    def _is_over(self) -> bool:
        if self._done_s is not None and self._shown is not None:
            return self._shown.t_s - self._done_s > LINGER_S
        return self._source.is_over

    def _take(self) -> Frame | None:
        try:
            return self._source.take(WAIT_S)
        except VideoError as error:
            if self._shown is None:
                raise
            self._warnings.append(str(error))
            self._is_ended = True
            return None

    def _tell_blindness(self) -> None:
        """Show and say, once each, why no pictures come: the person may be three metres away."""
        trouble = self._source.trouble if self._source.is_blind else ""
        if not trouble or trouble == self._told_trouble or self._shown is None:
            return
        self._told_trouble = trouble
        if not self.is_muted:
            self._speaker.say(trouble.partition(":")[0])
        self._show(replace(self._shown, say=()))

    def _see(self, frame: Frame) -> None:
        self._told_trouble = ""
        pose = self._estimator(frame)
        if self._colours.step(pose, frame):
            self._source.swap_colours()
        moment = self._coached.step(Sighting(frame.t_s, pose, frame.size_px, frame.image_rgb))
        self._record(moment.step)
        if self._ends_at is not None and self._ends_at(moment.step):
            self._is_ended = True
        self._hear(moment)
        self._show(moment)
        self.lag.add(self._source.age_s(frame))
        self.frames += 1
        if moment.state is State.DONE and self._done_s is None:
            self._done_s = moment.t_s

    def _show(self, moment: Moment) -> None:
        self._shown = moment
        self._window.show(self._screen.picture(moment, Status(self._note(), self._shows_help)))

    def _note(self) -> str:
        """The one line at the bottom: what went wrong first."""
        if self._warnings:
            return self._warnings[0]
        if self._source.trouble:
            return self._source.trouble
        sound = self._rep_sound.trouble or self._speaker.trouble
        is_early = self._shown is None or self._shown.t_s < LINGER_S / 6
        return self.lag.text or ("muted" if self.is_muted else sound if is_early else "")

    def _hear(self, moment: Moment) -> None:
        if self.is_muted:
            return
        for spoken in moment.say:
            if spoken.kind is Said.REP:
                self._rep_sound.play()
            else:
                self._speaker.say(spoken.text)

    def _record(self, step: Step) -> None:
        """Keep a step; a full disk is told, and the coaching goes on."""
        if self._recording is None:
            return
        try:
            self._recording.write(step)
        except FormcheckError as error:
            self._recording = None
            self._warnings.append(str(error))

    def _act(self) -> None:
        actions = self._window.actions()
        for action in actions:
            self._do(action)
        # with a camera that hangs, a key still shows what it did
        if actions and self._shown is not None:
            self._show(replace(self._shown, say=()))

    def _do(self, action: Action) -> None:
        match action:
            case Action.PAUSE:
                paused = self._coached.state is State.PAUSED
                self._coached.resume() if paused else self._coached.pause()
            case Action.NEXT:
                self._coached.next()
            case Action.MUTE:
                self.is_muted = not self.is_muted
                if self.is_muted:
                    self._speaker.hush()
            case Action.FULL_SCREEN:
                self._window.toggle_full_screen()
            case Action.HELP:
                self._shows_help = not self._shows_help
            case Action.END:
                self._is_ended = True

    def _close(self) -> Result:
        last = self._coached.end()
        if last is not None:
            self._record(last.step)
        result = self._coached.result(tuple(self._warnings))
        if self._recording is not None:
            try:
                self._recording.finish(result)
            except FormcheckError as error:
                result = result.model_copy(update={"warnings": [*result.warnings, str(error)]})
        return result

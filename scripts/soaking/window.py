"""The live window, soaked: camera, pose, coach, history, drawing and window are the real ones."""

import os
import tempfile
from pathlib import Path

import psutil

os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from formcheck.coach.moment import Moment, Said
from formcheck.coach.plan import Plan
from formcheck.coached import Coached
from formcheck.engine.events import Flag, Noticed, Rep
from formcheck.exercises import find
from formcheck.live.run import LiveSession
from formcheck.live.screen import Screen, size_shown
from formcheck.live.sound import RepSound
from formcheck.live.speech import Speaker
from formcheck.live.window import Window
from formcheck.loop import Sighting
from formcheck.pose.backends import PoseOptions, create
from formcheck.store import Store
from soaking.camera import Device, Stepped, jpegs
from soaking.watch import Watch


class Watched(Coached):
    """A coach that is looked at.

    Args:
        exercise: a name.
        watch: takes what happens.
    """

    def __init__(self, exercise: str, watch: Watch) -> None:
        super().__init__(find(exercise), Plan(countdown_s=0.0), source="soak")
        self._watch, self._flagged_s = watch, float("nan")

    def step(self, sighting: Sighting) -> Moment:
        """Take one sighting."""
        moment = super().step(sighting)
        for event in moment.events:
            if isinstance(event, Rep):
                self._watch.reps.append((event.t_s, moment.t_s))
            elif isinstance(event, Flag | Noticed):
                self._flagged_s = event.t_s
        if any(said.kind is Said.CUE for said in moment.say):
            self._watch.cues.append((self._flagged_s, moment.t_s))
        self._watch.step(moment.t_s)
        return moment


def soak(clip: Path, exercise: str, reps: int, loops: int, fps: float, model: str) -> Watch:
    """Coach in the window for so many loops of a clip.

    Args:
        clip: begins and ends in the start posture.
        exercise: done in it.
        reps: truly done in it.
        loops: how often it comes round.
        fps: pictures a second of simulated time.
        model: lite, full or heavy.
    """
    pictures = jpegs(clip, fps)
    watch = Watch("window", len(pictures) / fps, loops, reps, psutil.Process())
    source, estimator = Stepped(Device(pictures, fps), watch.simulated_s), create(PoseOptions(model=model))
    coached = Watched(exercise, watch)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(folder=folder) as store,
        Window("soak", size_shown(source.size_px)) as window,
        store.begin(exercise, source_kind="camera", source_name="soak") as recorder,
    ):
        shown_by = (window, Screen(coached.exercise), Speaker(None), RepSound())
        result = LiveSession(coached, source, estimator, *shown_by, recorder).run()
        watch.end(result.reps, store.session(recorder.id).result.reps)
    source.close()
    estimator.close()
    return watch

"""The annotated clip: turns each step into a scene and writes it with the source's own timing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.coach.cues import CueBoard
from formcheck.engine.events import Event, Noticed, Raise, Reached, Recognised
from formcheck.engine.spec import Exercise, Kind, Phase, Sides, base_name
from formcheck.engine.stats import sided
from formcheck.exercises import find
from formcheck.joints import fault_joints
from formcheck.loop import Step
from formcheck.motion.signals import SIGNALS
from formcheck.motion.view import PROFILE
from formcheck.pose.landmarks import Landmark
from formcheck.sinks.overlay import AngleLabel, FlagMark, Scene, Tone, canvas_size, draw
from formcheck.sinks.tables import cannot_write
from formcheck.video.writer import ClipWriter

# A fault stays marked on the body this long after it was noticed, long enough to be read.
MARK_S = 1.5


@dataclass(slots=True)
class SceneMaker:
    """Remembers what a picture must show of the moments before it.

    Args:
        exercise: what is counted; None where it is recognised, or was not.
    """

    exercise: Exercise | None
    by_side: dict[str, int] = field(default_factory=lambda: {"left": 0, "right": 0})
    _cues: CueBoard = field(default_factory=CueBoard)
    _marks: list[tuple[float, Noticed]] = field(default_factory=list)
    _hold_since_s: float = math.nan
    _reps_before: int = 0

    def scene(self, step: Step) -> Scene:
        """Take one step and say what its picture shows."""
        t_s = step.sighting.t_s
        for event in step.events:
            self._take(event, t_s, step.reps)
        if self.exercise is None:
            return Scene(state="Not recognised", tone="lost", pose=step.pose)
        return self._scene(self.exercise, step, t_s)

    def _scene(self, exercise: Exercise, step: Step, t_s: float) -> Scene:
        cue = self._cues.now(t_s)
        tone, state = _state(exercise, step)
        return Scene(
            title=exercise.title,
            state=state,
            tone=tone,
            pose=step.pose,
            reps=step.reps - self._reps_before,
            reps_by_side=self._sides(exercise),
            hold_s=self._hold_s(exercise, step),
            progress=None if math.isnan(step.progress) else step.progress,
            cue=cue.text if cue else None,
            cue_severity=cue.severity if cue else "fault",
            angles=_angles(exercise, step),
            flags=self._flags(exercise, t_s),
        )

    def _take(self, event: Event, t_s: float, reps: int) -> None:
        self._cues.add(event, t_s)
        match event:
            case Recognised():
                self.exercise, self._reps_before = find(event.exercise), reps
                self.by_side = {"left": 0, "right": 0}
            case Raise(side="left" | "right" as side):
                self.by_side[side] += 1
            case Noticed():
                self._marks.append((t_s, event))
            case Reached():
                self._hold_since_s = event.t_s

    def _sides(self, exercise: Exercise) -> tuple[int, int] | None:
        if exercise.sides is Sides.BOTH:
            return None
        return self.by_side["left"], self.by_side["right"]

    def _hold_s(self, exercise: Exercise, step: Step) -> float | None:
        if exercise.kind is Kind.REPS or step.phase is not Phase.HOLD or not step.is_armed:
            return None
        # armed in the middle of a hold, nobody knows when it began
        if math.isnan(self._hold_since_s):
            return None
        return max(0.0, step.sighting.t_s - self._hold_since_s)

    def _flags(self, exercise: Exercise, t_s: float) -> tuple[FlagMark, ...]:
        self._marks = [(at_s, n) for at_s, n in self._marks if t_s - at_s <= MARK_S]
        return tuple(
            FlagMark(landmarks=fault_joints(exercise, n.name, n.side), severity=n.severity)
            for _, n in self._marks
        )


_WORDS: Mapping[Phase, tuple[Tone, str]] = {
    Phase.REST: ("ready", "Ready"),
    Phase.OUT: ("active", "Out"),
    Phase.HOLD: ("good", "Hold"),
    Phase.BACK: ("active", "Back"),
}


def _state(exercise: Exercise, step: Step) -> tuple[Tone, str]:
    if step.sighting.pose is None:
        return "lost", "Nobody in the picture"
    if not step.is_armed:
        return "ready", "Get ready"
    if step.phase is Phase.HOLD and exercise.kind is Kind.REPS:
        return "good", "Far enough"  # nobody is asked to stay at the bottom of a squat
    return _WORDS[step.phase]


def _angles(exercise: Exercise, step: Step) -> tuple[AngleLabel, ...]:
    """The driving signal's value beside the joint it is measured at, where it is an angle of one joint."""
    signal = SIGNALS[base_name(exercise.drive.signal)]
    # seen from the front a knee angle is foreshortened to nonsense
    if signal.unit != "deg" or len(signal.joints) != 3 or step.observation.view.kind not in PROFILE:
        return ()
    labels = []
    for side in ("left", "right"):
        value = step.observation.values.get(sided(f"{_shown(signal.name)}_{{side}}", side), math.nan)
        labels.append(AngleLabel(landmark=Landmark[f"{side}_{signal.joints[1]}".upper()], value=value))
    return tuple(labels)


# The drive may be an average or a mixture of both sides: show the joint's own angle.
_OF_ONE_JOINT = {
    "leg_bend_deg": "knee_deg",
    "squat_bend_deg": "knee_deg",
    "hips_open_deg": "hip_open_deg",
    "arch_deg": "hip_open_deg",
}


def _shown(name: str) -> str:
    return _OF_ONE_JOINT.get(name, name)


class AnnotatedClip:
    """A sink that writes the annotated clip.

    Args:
        path: the MP4 to write.
        exercise: what is counted; None where it is recognised, or was not.
        size_px: size of the source's pictures.
    """

    def __init__(self, path: Path, exercise: Exercise | None, size_px: tuple[int, int]) -> None:
        self._scenes = SceneMaker(exercise)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(path, error) from error
        self._writer = ClipWriter(path, canvas_size(size_px))

    def __enter__(self) -> Self:
        self._writer.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.__exit__(kind, error, trace)

    def write(self, step: Step) -> None:
        """Draw and write one frame; the closing step has no picture of its own."""
        if step.is_last or step.sighting.image_rgb is None:
            return
        scene = self._scenes.scene(step)
        self._writer.write(draw(step.sighting.image_rgb, scene), step.sighting.t_s)

"""What a result says about the clip itself, and why nothing could be counted in it."""

import math
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from formcheck.engine.spec import Exercise, base_name
from formcheck.errors import ExerciseError, VideoError
from formcheck.loop import Session, Step
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.signals import SIGNALS
from formcheck.motion.signals_picture import PICTURE_MOTION
from formcheck.motion.view import ViewKind
from formcheck.pose.landmarks import Landmark

# Where nothing was counted and the joints were seen in less than this share of the frames, the picture is at
# fault and not the person: below a body cut off at the waist, knees are guessed in a quarter of them.
SEEN_SHARE = 0.5
# Under this share, what is counted shows only from elsewhere, or something else is done.
MEASURED_SHARE = 0.05
# Movements of three seconds cannot be told from two or three pictures: under this rate nothing is counted.
LEAST_FPS = 3.0


@dataclass(slots=True)
class Facts:
    """What a result says about the clip itself.

    Attributes:
        joints: of each side, the joints that the exercise is counted by.
        frames, seen: frames in all, and with a person.
        jointed, measured: frames with those joints on a side, and with a progress.
        t_s: time of the last frame.
        views: frames a view.
    """

    joints: tuple[list[Landmark], ...]
    frames: int = 0
    seen: int = 0
    jointed: int = 0
    measured: int = 0
    t_s: float = 0.0
    views: Counter[ViewKind] = field(default_factory=Counter)

    def add(self, step: Step) -> None:
        """Take one step."""
        self.frames += 1
        self.t_s = step.sighting.t_s
        if step.sighting.pose is not None:
            self.seen += 1
            self.views[step.observation.view.kind] += 1
        if step.pose is not None:
            xy_px = step.pose.xy_px
            self.jointed += any(bool(np.isfinite(xy_px[side]).all()) for side in self.joints)
        self.measured += not math.isnan(step.progress)

    @property
    def view(self) -> ViewKind:
        """The view that prevailed."""
        return self.views.most_common(1)[0][0] if self.views else ViewKind.UNKNOWN


def driving_joints(exercise: Exercise) -> tuple[list[Landmark], ...]:
    """Of each side, the joints that an exercise is counted by."""
    joints = SIGNALS[base_name(exercise.drive.signal)].joints
    return tuple([Landmark[f"{side}_{joint}".upper()] for joint in joints] for side in SIDE_NAMES)


def unusable(name: str, session: Session, facts: Facts) -> list[str]:
    """Why a clip shows nothing that could be counted: one line, or none."""
    if _is_pictured(session):
        return []
    if facts.seen == 0:
        return [str(nobody(name))]
    if session.engine.reps or facts.jointed >= SEEN_SHARE * facts.frames:
        return []
    return [_unmeasured(name, session, "The joints it is counted by are outside the picture or hidden")]


def remarks(name: str, session: Session, facts: Facts) -> list[str]:
    """What may explain a count of 0 in a clip that is fit to be counted: one line, or none."""
    if session.engine.reps or unusable(name, session, facts):
        return []
    if _is_pictured(session):
        return [_still(name, session)]
    if 1 < facts.frames < LEAST_FPS * facts.t_s:
        return [_sparse(name, facts)]
    if facts.measured >= MEASURED_SHARE * facts.frames:
        return []
    cause = "It does not show from where the camera stands, or another exercise is done"
    return [_unmeasured(name, session, cause)]


def _is_pictured(session: Session) -> bool:
    """Whether it is counted in the picture, which no body need be in."""
    return PICTURE_MOTION in session.exercise.signals


def _still(name: str, session: Session) -> str:
    return str(
        VideoError(
            f"no {session.exercise.title.lower()} was seen in {name}",
            cause="In the part of the picture that is watched, nothing moves to and fro",
            mend="Name the part where it does, in shares of the picture: --region 0.25,0.25,0.5,0.5",
        )
    )


def _sparse(name: str, facts: Facts) -> str:
    return str(
        VideoError(
            f"{name} has one picture every {facts.t_s / (facts.frames - 1):.3g} s",
            cause="A repetition does not show in so few",
            mend="Film with 15 pictures a second or more; if it did, the file is damaged",
        )
    )


def _unmeasured(name: str, session: Session, cause: str) -> str:
    what = f"{session.exercise.title.lower()} cannot be measured in {name}"
    return str(VideoError(what, cause=cause, mend=session.exercise.setup))


def nobody(name: str) -> VideoError:
    """The error for a clip without a person."""
    return VideoError(
        f"nobody was seen in {name}",
        cause="The person is too small, too dark, or outside the picture",
        mend="Film the whole body from 2.5 to 4 m away",
    )


def unrecognised(name: str) -> ExerciseError:
    """The error for a clip whose movements are none of the exercises."""
    return ExerciseError(
        f"no known exercise was recognised in {name}",
        cause="The movement is another one, too little of the body is seen, or nothing is repeated",
        mend="Name it with --exercise; formcheck exercises lists them",
    )

"""A moment of a coached session as a picture that can be read from across the room."""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.coach.moment import Moment, State
from formcheck.engine.spec import Exercise, Phase
from formcheck.live.keys import HELP, HINT
from formcheck.motion.signals_picture import PICTURE_MOTION
from formcheck.pose.pose import Pose
from formcheck.sinks.annotate import SceneMaker
from formcheck.sinks.overlay import FlagMark, Scene, canvas_size, draw
from formcheck.video.region import MIDDLE, Region

# Letters are this much larger than on a clip: three metres away, capitals of 8 mm are read without effort.
ZOOM = 1.5
# Webcams give 640 x 480, on which letters are coarse: pictures are enlarged to this height before drawing.
LEAST_HEIGHT_PX = 720
# How long the keys are named at the beginning, for who stands at the laptop.
_HINT_S = 8.0


@dataclass(frozen=True, slots=True)
class Status:
    """What the window knows besides the moment.

    Attributes:
        note: a line about sound, speech, delay or the history; empty when all is well.
        shows_help: whether the keys are listed.
    """

    note: str = ""
    shows_help: bool = False


class Screen:
    """Draws moments.

    Args:
        exercise: what is trained; in a routine, each moment says what comes after it.
        is_mirrored: show the picture as in a mirror; text and the person's own sides stay what they are.
        region: the part of the picture to watch, outlined where the exercise is counted there.
    """

    def __init__(self, exercise: Exercise, *, is_mirrored: bool = True, region: Region | None = None) -> None:
        self._scenes, self._is_mirrored, self._region = SceneMaker(exercise), is_mirrored, region or MIDDLE
        self._exercise_number = 1

    def picture(self, moment: Moment, status: Status) -> NDArray[np.uint8]:
        """Draw one moment; its step must have a picture.

        Raises:
            ValueError: it has none.
        """
        image = moment.step.sighting.image_rgb
        if image is None:
            raise ValueError("a moment without a picture cannot be shown")
        scene = self.scene(moment, status)
        scale = enlargement((image.shape[1], image.shape[0]))
        if PICTURE_MOTION in moment.exercise.signals:
            image = _outlined(image, self._region)
        image = _shown(image, scale, is_mirrored=self._is_mirrored)
        pose = scene.pose and placed(scene.pose, scale, is_mirrored=self._is_mirrored)
        return draw(image, replace(scene, pose=pose))

    def scene(self, moment: Moment, status: Status) -> Scene:
        """Say what the picture shows, in the picture's own pixels and not yet mirrored."""
        if moment.exercise_number != self._exercise_number:
            self._scenes, self._exercise_number = SceneMaker(moment.exercise), moment.exercise_number
        seen = self._scenes.scene(moment.step)
        is_active = moment.state is State.ACTIVE
        # the number in the middle is another one: the rest, or all sets together
        is_counting = moment.state not in (State.RESTING, State.DONE)
        words, severity = _words(moment)
        big, note = _big(moment)
        return Scene(
            title=seen.title,
            set_text=_place(moment),
            state=_standing(moment),
            tone=moment.tone,
            pose=seen.pose,
            reps=moment.reps if is_counting else None,
            reps_goal=moment.reps_goal,
            reps_by_side=moment.reps_by_side if is_counting else None,
            hold_s=moment.hold_s,
            hold_target_s=moment.hold_goal_s,
            progress=moment.progress if is_active else None,
            cue=words,
            cue_severity=severity,
            angles=seen.angles if is_active else (),
            flags=seen.flags if is_active else tuple[FlagMark, ...](),
            footer=status.note or (HINT if _is_at_laptop(moment) else ""),
            big="" if status.shows_help else big,
            big_note=note,
            lines=HELP if status.shows_help else (),
            zoom=ZOOM,
            has_column=True,
        )


def size_shown(size_px: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the pictures drawn for pictures of a size."""
    scale = enlargement(size_px)
    return canvas_size((round(size_px[0] * scale), round(size_px[1] * scale)), ZOOM, has_column=True)


def enlargement(size_px: tuple[int, int]) -> float:
    """How much a picture is enlarged before it is drawn on."""
    return max(1.0, LEAST_HEIGHT_PX / size_px[1])


def placed(pose: Pose, scale: float, *, is_mirrored: bool) -> Pose:
    """A pose where it lies in the enlarged, perhaps mirrored picture; left stays the person's left."""
    width, height = (round(side * scale) for side in pose.size_px)
    xy_px = np.asarray(pose.xy_px, np.float64) * scale
    if is_mirrored:
        xy_px = xy_px * (-1.0, 1.0) + (width - 1.0, 0.0)
    return replace(pose, xy_px=xy_px, size_px=(width, height))


def _outlined(image_rgb: NDArray[np.uint8], region: Region) -> NDArray[np.uint8]:
    """The picture with the part that is watched, so that one can see what to move there."""
    high, wide = image_rgb.shape[:2]
    corner = round(region.x * wide), round(region.y * high)
    opposite = round((region.x + region.width) * wide), round((region.y + region.height) * high)
    outlined, width_px = image_rgb.copy(), max(2, high // 160)
    for colour, width in (((14, 20, 30), 3 * width_px), ((255, 255, 255), width_px)):
        cv2.rectangle(outlined, corner, opposite, colour, width)
    return outlined


def _shown(image_rgb: NDArray[np.uint8], scale: float, *, is_mirrored: bool) -> NDArray[np.uint8]:
    if is_mirrored:
        image_rgb = np.asarray(cv2.flip(image_rgb, 1), np.uint8)
    if scale == 1.0:
        return image_rgb
    size_px = round(image_rgb.shape[1] * scale), round(image_rgb.shape[0] * scale)
    return np.asarray(cv2.resize(image_rgb, size_px, interpolation=cv2.INTER_LINEAR), np.uint8)


def _place(moment: Moment) -> str:
    """Which exercise of how many, and which set."""
    exercise = f"Exercise {moment.exercise_number} of {moment.exercises}" if moment.exercises > 1 else ""
    now = f"Set {moment.set_number} of {moment.sets}" if moment.sets > 1 else ""
    if exercise and now:
        # both must fit into the column beside the picture
        return f"{exercise}, {now.lower()}".replace(" of ", "/")
    return exercise or now


def _words(moment: Moment) -> tuple[str | None, str]:
    """What has to be mended, with its severity: the form, or where the person stands."""
    if moment.cue and moment.state is State.ACTIVE:
        return moment.cue.text, moment.cue.severity
    if moment.framing:
        return moment.framing, "caution"
    return None, "fault"


def _standing(moment: Moment) -> str:
    """What the band says while there is nothing to mend."""
    match moment.state:
        case State.COUNTDOWN | State.PAUSED | State.DONE:
            return moment.text
        case State.ACTIVE if moment.step.phase is not Phase.REST:
            return moment.text
    return moment.caption or moment.text


def _big(moment: Moment) -> tuple[str, str]:
    """What stands in the middle, and the line below it."""
    match moment.state:
        case State.COUNTDOWN:
            return str(max(1, math.ceil(moment.countdown_s or 0.0))), ""
        case State.RESTING:
            return clock(moment.rest_left_s or 0.0), moment.text
        case State.PAUSED:
            return "Paused", "Space goes on"
        case State.DONE:
            return str(moment.reps_total), "Done. Q ends and saves"
    return "", ""


def clock(left_s: float) -> str:
    """Minutes and seconds left, the last second shown as 1."""
    minutes, seconds = divmod(math.ceil(left_s), 60)
    return f"{minutes}:{seconds:02d}"


def _is_at_laptop(moment: Moment) -> bool:
    """Whether somebody may be near enough to press a key."""
    return moment.state in (State.FRAMING, State.PAUSED, State.DONE) or moment.t_s < _HINT_S

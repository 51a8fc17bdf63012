"""Pictures of every layout become RGB, and exchanged colours are noticed by the face."""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.analysis import replay
from formcheck.frame import Frame
from formcheck.live.colours import ColourWatch
from formcheck.loop import Sighting
from formcheck.pose.recorded import RecordedPoses
from formcheck.video.layout import as_rgb
from formcheck.video.reader import open_clip
from made_clips import BLUE, RED, Image
from shell import SAMPLES

RECORDED = Path(__file__).parent / "recorded"
GREEN_BGR = np.zeros((4, 6, 3), np.uint8) + np.array([0, 200, 0], np.uint8)
LAYOUTS: list[tuple[str, Image, tuple[int, int, int]]] = [
    ("bgr", GREEN_BGR, (0, 200, 0)),
    ("bgra", np.dstack([GREEN_BGR, np.full((4, 6), 9, np.uint8)]), (0, 200, 0)),
    ("grey", np.full((4, 6), 77, np.uint8), (77, 77, 77)),
    ("grey-3d", np.full((4, 6, 1), 77, np.uint8), (77, 77, 77)),
    ("infrared-16-bit", np.full((4, 6), 77 * 256 + 5, np.uint16), (77, 77, 77)),
    ("yuy2", np.full((4, 6, 2), 128, np.uint8), (130, 130, 130)),
]


@pytest.mark.parametrize(("image", "rgb"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_every_layout_becomes_rgb(image: Image, rgb: tuple[int, int, int]) -> None:
    made = as_rgb(image, cv2)
    assert made.shape == (4, 6, 3)
    assert made.dtype == np.uint8
    assert made[2, 3].tolist() == list(rgb)


def test_exchanged_colours_are_put_right() -> None:
    blue_as_bgr = np.full((4, 6, 3), BLUE[::-1], np.uint8)
    assert as_rgb(blue_as_bgr, cv2)[0, 0].tolist() == list(BLUE)
    assert as_rgb(blue_as_bgr, cv2, is_swapped=True)[0, 0].tolist() == list(RED)


def face_frames(name: str) -> Iterator[tuple[Sighting, Frame]]:
    with open_clip(SAMPLES / f"{name}.mp4") as clip:
        for sighting, frame in zip(replay(RecordedPoses(RECORDED / f"{name}.npz")), clip, strict=False):
            if sighting.t_s > 3.0:
                return
            yield sighting, frame


@pytest.mark.parametrize(
    "name", ["ankle_down_leg_helps", "squat_clean", "bridge_clean", "lateral_walk_clean"]
)
@pytest.mark.parametrize(
    ("change", "swapped"),
    [
        (lambda rgb: rgb, False),
        (lambda rgb: rgb[..., ::-1], True),
        (lambda rgb: rgb[..., 1:2] + 0 * rgb, False),
    ],
    ids=["right", "exchanged", "grey"],
)
def test_blue_faces_tell_that_the_colours_are_exchanged(
    name: str, change: Callable[[Image], Image], swapped: bool
) -> None:
    watch = ColourWatch()
    told = [
        watch.step(sighting.pose, Frame(frame.t_s, np.ascontiguousarray(change(frame.image_rgb))))
        for sighting, frame in face_frames(name)
    ]
    assert told.count(True) == int(swapped)

"""What the renderer's camera does to pictures, its mirror, and its cast, without drawing anything."""

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from truth.camera import Camera
from truth.camera_effects import Layer, compose, exposure_times_s, in_room_of, motion_blur
from truth.mirror import Mirror, mirror_behind
from truth.people import PEOPLE, REPORT, TUNING
from truth.video import ClipWriter

_SIZE = (2, 4)


def _plain(grey: int) -> NDArray[np.uint8]:
    return np.full((*_SIZE, 3), grey, np.uint8)


def _layer(grey: int, column: int, room: int = 200) -> Layer:
    picture, cover = _plain(room), np.zeros(_SIZE, np.float32)
    picture[:, column], cover[:, column] = grey, 1
    return Layer(picture, cover)


def test_the_front_person_hides_the_other_and_both_shadows_stay() -> None:
    front, back = _layer(50, 1), _layer(90, 1)
    front.picture[:, 2] = 100  # half the light
    back.picture[:, 2:] = 150  # three quarters of it
    assert compose(front, back, _plain(200))[0, :, 0].tolist() == [200, 50, 75, 150]
    assert compose(back, front, _plain(200))[0, 1, 0] == 90


def test_a_shadow_in_front_does_not_darken_the_person_behind() -> None:
    front, back = _layer(50, 0), _layer(90, 1)
    front.picture[:, 1] = 100
    assert compose(front, back, _plain(200))[0, :, 0].tolist() == [50, 90, 200, 200]


def test_motion_blur_averages_light_and_not_grey_levels() -> None:
    assert np.array_equal(motion_blur([_plain(120)] * 3), _plain(120))
    assert motion_blur([_plain(0), _plain(255)])[0, 0, 0] == round(255 * 0.5 ** (1 / 2.2))


def test_an_exposure_lies_evenly_around_its_frame() -> None:
    assert exposure_times_s(1.0, 0.04, 4) == pytest.approx([0.985, 0.995, 1.005, 1.015])
    assert exposure_times_s(0.0, 0.02, 2) == pytest.approx([0.0, 0.005])


def test_a_mirror_turns_a_point_to_the_other_side_of_its_plane() -> None:
    mirror = Mirror(centre_m=(0.0, 1.0, 1.0), facing=(0.0, -1.0, 0.0))
    assert (mirror.reflection @ [0.3, -0.5, 0.2, 1.0])[:3] == pytest.approx([0.3, 2.5, 0.2])
    assert mirror.plane @ [0.3, -0.5, 0.2, 1.0] == pytest.approx(1.5)
    assert not mirror.seen_from(np.array([0.0, 2.0, 1.0]))


@pytest.mark.parametrize("yaw_deg", range(0, 360, 45))
def test_the_mirror_behind_a_person_shows_them_beside_themselves(yaw_deg: int) -> None:
    yaw = np.radians(yaw_deg)
    camera = Camera((3 * np.sin(yaw), -3 * np.cos(yaw), 1.0), (0.0, 0.0, 0.9), 36, (480, 640))
    mirror = mirror_behind(camera)
    image = camera.project((mirror.reflection @ [0.0, 0.0, 0.9, 1.0])[:3])[0]
    left, right = np.sort(camera.project(mirror.corners_m())[:, 0])[[1, 2]]
    assert mirror.seen_from(camera.eye_m)
    assert max(left, 300) < image[0] < min(right, 440)


def test_half_the_people_are_for_tuning_and_the_rest_span_the_range() -> None:
    assert sorted([*TUNING, *REPORT]) == sorted(PEOPLE)
    assert (len(TUNING), len(REPORT)) == (7, 7)
    heights_m = [PEOPLE[name].height_m or 0 for name in REPORT]
    assert (min(heights_m), max(heights_m)) == (1.50, 1.95)
    assert {PEOPLE[name].gender for name in REPORT} == {"female", "male"}


def test_a_guest_takes_over_the_room_and_keeps_the_clothes() -> None:
    guest = in_room_of(PEOPLE["man_grey"], PEOPLE["woman_black_dim"])
    assert (guest.wall, guest.light) == (PEOPLE["woman_black_dim"].wall, 0.5)
    assert guest.top == PEOPLE["man_grey"].top


def test_frames_keep_their_own_times_and_dropped_ones_leave_a_gap(tmp_path: Path) -> None:
    times_s = [i / 30 for i in range(12) if i not in (4, 5)]
    with ClipWriter(tmp_path / "a.mp4", (64, 48), 30, 1, noise=4, crf=30, preset="veryfast") as writer:
        for t_s in times_s:
            writer.write(np.full((48, 64, 3), 128, np.uint8), t_s)
    with av.open(str(tmp_path / "a.mp4")) as clip:
        assert [frame.time for frame in clip.decode(video=0)] == pytest.approx(times_s, abs=1e-4)

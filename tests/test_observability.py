"""The observability map: literal readings with known separations, places and rules."""

import math
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.exercises import find
from formcheck.motion.signals import SIGNALS
from formcheck.motion.view import FRONTAL, SIDES, ViewKind
from formcheck.pose.landmarks import Landmark as L
from sweep.features import Marks, against, readings
from sweep.judged import Judged, judged
from sweep.places import best_spot, neighbours, view_of, words
from sweep.plan import GROUPS, HEIGHTS_M, Spot, people, spots
from sweep.png import write_png
from sweep.separation import Sample, best_feature, d_prime, held_out, same_sign
from sweep.store import Landmarks, load, path_of
from sweep.store import save as save_landmarks
from sweep.table import rows
from truth.people import REPORT

NAN = float("nan")
PERSON = np.repeat(np.arange(4), 3)


def sample(*columns: list[float]) -> Sample:
    return Sample(np.array(columns, float).T, PERSON)


def test_d_prime_is_the_difference_in_spreads_corrected_for_small_samples() -> None:
    good = np.array([[-1.0], [0.0], [1.0]] * 4)
    # pooled variance 8 / 11, 22 degrees of freedom
    expected = 3.0 / math.sqrt(8 / 11) * (1 - 3 / 87)
    assert d_prime(good, good + 3.0)[0] == pytest.approx(expected)
    assert d_prime(good, good - 3.0)[0] == pytest.approx(-expected)


def test_d_prime_passes_over_what_is_no_number() -> None:
    good = np.array([[-1.0], [0.0], [1.0]] * 4)
    holes = good.copy()
    holes[:3] = NAN
    assert d_prime(holes, good + 3.0)[0] == pytest.approx(3.4, abs=0.3)
    holes[:4] = NAN
    assert math.isnan(d_prime(holes, good + 3.0)[0])


def test_what_does_not_vary_has_no_d_prime() -> None:
    assert math.isnan(d_prime(np.ones((12, 1)), np.ones((12, 1)))[0])


def test_d_prime_of_no_difference_is_small() -> None:
    rng = np.random.default_rng(1)
    values = d_prime(rng.normal(size=(2000, 5)), rng.normal(size=(2000, 5)))
    assert np.abs(values).max() < 0.15


def test_a_feature_that_flips_between_people_is_not_the_same_in_everybody() -> None:
    good = sample([0.0] * 12, [0.0] * 12, [NAN] * 12)
    bad = sample([1.0] * 12, [1.0] * 9 + [-0.1] * 3, [1.0] * 12)
    assert same_sign(good, bad).tolist() == [True, False, False]


def test_the_best_feature_is_the_one_that_tells_and_does_not_flip() -> None:
    noise = [0.1, -0.1, 0.0] * 4
    large = np.array(noise) * 20 + 1.0
    flips = np.array([*[9.0] * 9, *[-0.5] * 3])
    good = sample(noise, list(large), noise)
    bad = sample([n + 1 for n in noise], list(large + 1), list(flips + noise))
    best = best_feature(good, bad)
    assert best.feature == 0
    assert best.d_prime > 10
    # without the one in whom it flips, the others would choose the other one
    assert best.held_out < 3
    steady = best_feature(sample(noise, list(large)), sample([n + 1 for n in noise], list(large + 1)))
    assert steady.held_out == pytest.approx(best.d_prime, rel=0.01)


def test_what_was_lucky_in_some_people_fails_in_the_others() -> None:
    rng = np.random.default_rng(3)
    draws = [
        (best.d_prime, best.held_out)
        for _ in range(20)
        for best in [
            best_feature(
                Sample(rng.normal(size=(12, 200)), PERSON), Sample(rng.normal(size=(12, 200)), PERSON)
            )
        ]
    ]
    chosen, kept = np.array(draws).T
    assert np.mean(np.abs(chosen)) > 1.2
    assert abs(np.mean(kept)) < 0.4


def test_two_people_are_too_few_to_hold_one_out() -> None:
    both = Sample(np.zeros((6, 1)), np.repeat([0, 1], 3))
    assert math.isnan(held_out(both, both))


@pytest.mark.parametrize(
    ("exercise", "yaw_deg", "kind"),
    [
        ("squat", 0, ViewKind.FRONT),
        ("squat", 90, ViewKind.SIDE_RIGHT),
        ("squat", -120, ViewKind.SIDE_LEFT),
        ("lunge", 180, ViewKind.REAR),
        ("lunge", 45, ViewKind.OBLIQUE),
        ("bridge", 0, ViewKind.FEET_END),
        ("bridge", -135, ViewKind.OBLIQUE),
        ("superman", 180, ViewKind.HEAD_END),
        ("clamshell", 30, ViewKind.FRONT),
        ("clamshell", 90, ViewKind.HEAD_END),
        ("clamshell", -90, ViewKind.FEET_END),
    ],
)
def test_places_have_the_products_names(exercise: str, yaw_deg: float, kind: ViewKind) -> None:
    assert view_of(exercise, yaw_deg) is kind


def test_a_place_in_words() -> None:
    assert words("bridge", Spot(-120, 0.4)) == "side, 30 deg towards the head end, 0.4 m high"
    assert words("clamshell", Spot(0, 1.9)) == "in front, 1.9 m high"


GRID = {Spot(yaw, height): 1.0 for yaw in (-90.0, 0.0, 90.0, 120.0, 180.0) for height in (0.4, 0.8, 1.3)}


def test_neighbours_are_the_next_places_and_yaw_goes_round() -> None:
    grid = {Spot(yaw, 0.8): 0.0 for yaw in (-150.0, 0.0, 15.0, 120.0, 180.0)}
    assert neighbours(Spot(180.0, 0.8), grid) == [Spot(-150.0, 0.8), Spot(120.0, 0.8)]
    assert neighbours(Spot(0.0, 0.8), grid) == [Spot(15.0, 0.8)]
    assert Spot(90.0, 1.3) in neighbours(Spot(90.0, 0.8), GRID)


def test_the_best_place_is_one_that_forgives() -> None:
    lonely, broad = Spot(-90.0, 0.4), Spot(120.0, 0.8)
    values = GRID | {lonely: 5.0, broad: 4.5, Spot(90.0, 0.8): 4.0, Spot(120.0, 0.4): 4.0}
    assert best_spot(values) == broad


def test_nowhere_is_no_best_place() -> None:
    assert best_spot({Spot(0.0, 0.4): NAN}) is None


def test_the_product_judges_a_change_by_the_change_and_a_low_limb_downwards() -> None:
    assert judged("lunge", "trunk_lean") == Judged(("trunk_lean_deg",), 1.0, SIDES)
    assert judged("squat", "knee_collapse").views == FRONTAL
    assert judged("squat", "heel_lifts").signals[0] == "foot_pitch_deg_left, change"
    arm = judged("superman", "arm_low")
    assert (arm.signals, arm.worse) == (("arm_line_deg_right",), -1.0)
    assert judged("superman", "limb_high").worse == 1.0
    assert judged("squat", "too_shallow").worse == -1.0
    assert judged("lunge", "too_shallow").worse == 1.0


def test_the_same_measure_anywhere_has_no_rule_of_its_own() -> None:
    drop = Judged(("near_hip_drop_ratio, change", "trunk_lean_deg"), 1.0, SIDES)
    assert drop.anywhere == (("hip_cross_ratio, change", -1.0), ("trunk_lean_deg", 1.0))


def test_all_that_is_swept_is_an_exercise_and_nobody_is_of_the_report() -> None:
    assert not set(people()) & set(REPORT)
    for group in GROUPS:
        assert find(group.exercise).name == group.exercise
        places = list(spots(group))
        assert len(places) == len(set(places)) == len(group.yaws_deg) * len(HEIGHTS_M)
        for fault, _ in group.faults:
            for signal in judged(group.exercise, fault).signals:
                bare = signal.split(", ")[0].removesuffix("_left").removesuffix("_right")
                assert bare in SIGNALS


def standing(knee_in_px: float) -> tuple[np.ndarray, np.ndarray]:
    """Somebody who faces the camera, the left knee moved inwards."""
    xy, world = np.zeros((33, 2), np.float32), np.zeros((33, 3), np.float32)
    heights = {"SHOULDER": 100, "HIP": 200, "KNEE": 290, "ANKLE": 380, "HEEL": 385, "FOOT_INDEX": 390}
    for joint, y in heights.items():
        for side, sign in (("LEFT", 1), ("RIGHT", -1)):
            xy[L[f"{side}_{joint}"]] = (180 + sign * 25, y)
            world[L[f"{side}_{joint}"]] = (sign * 0.15, (y - 200) / 200, 0)
    xy[L.LEFT_KNEE, 0] -= knee_in_px
    return xy, world


def take(*knees_in_px: float) -> Marks:
    frames = [standing(knee) for knee in (0, 0, 0, *(k for k in knees_in_px for _ in range(2)))]
    xy, world = (np.stack(part) for part in zip(*frames, strict=True))
    return Marks(xy, world, np.ones(xy.shape[:2], np.float32))


def test_readings_tell_the_change_from_rest_of_each_repetition() -> None:
    good, bad = readings(take(0.0, 20.0), (360, 480))
    assert good.view is bad.view is ViewKind.FRONT
    assert good.free["knee inwards_left, change"] == pytest.approx(0.0)
    turn_deg = 2 * math.degrees(math.atan2(20, 90))
    assert bad.free["knee inwards_left"] == pytest.approx(turn_deg, abs=0.1)
    assert bad.gated["fppa_deg_left, change"] == pytest.approx(turn_deg, abs=0.1)
    assert bad.free["knee line sideways, change"] == pytest.approx(-0.2)
    # a level camera in front shows no heel
    assert math.isnan(bad.gated["foot_pitch_deg_left"])


def test_a_repetition_held_against_ones_own_is_a_difference() -> None:
    own, bad = readings(take(10.0, 20.0), (360, 480))
    difference = against(bad, own)
    assert difference.free["knee line sideways"] == pytest.approx(-0.1)
    assert difference.gated["fppa_deg_left"] == pytest.approx(12.4, abs=0.2)
    assert not any("change" in name for name in difference.free)


def test_a_repetition_without_a_pose_has_no_readings() -> None:
    marks = take(0.0, 20.0)
    marks.xy_px[5:] = NAN
    good, bad = readings(marks, (360, 480))
    assert good.is_seen
    assert not bad.is_seen
    assert bad.free == {}
    assert all(math.isnan(v) for v in against(good, bad).free.values())


def test_a_place_is_measured_when_everybody_was_filmed_there(tmp_path: Path) -> None:
    group = next(g for g in GROUPS if g.exercise == "squat")
    rng = np.random.default_rng(5)
    for person in people():
        assert not list(rows(group, [Spot(0.0, 0.8)], tmp_path))
        takes = [take(0.0, 0.0, 25.0, 0.0, 0.0, 0.0) for _ in range(3)]
        xy, world, visibility = (np.stack(part) for part in zip(*takes, strict=True))
        xy += rng.normal(scale=1.0, size=xy.shape).astype(np.float32)
        path = path_of(tmp_path, group, person, Spot(0.0, 0.8))
        save_landmarks(path, Landmarks(xy, world, visibility, np.full_like(xy, NAN), world))
        assert load(path).xy_px.shape == (3, 15, 33, 2)
    knee, lean, *_ = rows(group, [Spot(0.0, 0.8)], tmp_path)
    assert knee.product_d > 5
    assert knee.anywhere_own_d > 5
    assert knee.held_out_d > 5
    assert knee.own_held_out_d > 5
    assert (knee.seen, knee.view_seen, knee.good, knee.bad) == (1.0, "front", 24, 12)
    assert math.isnan(knee.exact_d)
    assert abs(lean.held_out_d) < 3
    assert math.isnan(lean.product_d) or lean.product_d < 3


def test_a_plot_with_many_colours_is_written_with_few(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    image = np.full((40, 50, 3), 255, np.uint8)
    image[10:30, 10:40] = rng.integers(0, 255, (20, 30, 3))
    write_png(tmp_path / "plot.png", image)
    read = cv2.imread(str(tmp_path / "plot.png"))
    assert read is not None
    again = read[..., ::-1]
    assert again[0, 0].tolist() == [255, 255, 255]
    assert np.abs(again.astype(int) - image).max() < 64
    assert len(np.unique(again.reshape(-1, 3), axis=0)) <= 256

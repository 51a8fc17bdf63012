"""Following one person, with a stage of people that stands for the two models."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest

from formcheck.pose.choose import Motion, jumped, likeness, prominence
from formcheck.pose.detector import Detection
from formcheck.pose.follow import Follower, Picture, quarter_turn
from formcheck.pose.landmarker import Landmarks
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.plausible import plausibility
from formcheck.pose.pose import FloatArray
from formcheck.pose.region import Region

STEP_S = 1 / 30
SIZE_PX = (640, 480)


def body(left_thigh: float = 1.0) -> FloatArray:
    """A standing body in metres about the hips, y down; the left thigh may be of another length."""
    world = np.zeros((33, 3))
    for side, x in (("LEFT", 0.1), ("RIGHT", -0.1)):
        thigh = 0.4 * (left_thigh if side == "LEFT" else 1.0)
        heights = {
            "SHOULDER": -0.5,
            "ELBOW": -0.2,
            "HIP": 0.0,
            "KNEE": thigh,
            "ANKLE": thigh + 0.4,
        }
        for joint, y in heights.items():
            world[L[f"{side}_{joint}"]] = (x, y, 0.0)
    return world


@dataclass
class Person:
    """Somebody on the stage: hip place, size of the square, turn; how sure the model is."""

    x_px: float
    y_px: float = 240.0
    side_px: float = 200.0
    turn_deg: float = 0.0
    score: float = 0.99
    colour: int = 200

    @property
    def region(self) -> Region:
        return Region(self.x_px, self.y_px, self.side_px, math.radians(self.turn_deg))

    def landmarks(self) -> Landmarks:
        world = self.region.turn(body())
        xy_px = world[:, :2] * self.side_px / 2.5 + (self.x_px, self.y_px)
        return Landmarks(self.score, xy_px, world, np.ones(33), self.region)


class Stage:
    """Answers like the detector (which sees only those upright in its view) and like the landmark model.

    Attributes:
        slips: wrong people that the landmark model sees next.
        look_uneven: whether every body looks uneven.
    """

    def __init__(self, *people: Person) -> None:
        self.people, self.finds = list(people), 0
        self.slips: list[Person] = []
        self.look_uneven = False

    def find(self, image_rgb: Picture, angle_rad: float) -> list[Detection]:
        self.finds += 1
        upright = [p for p in self.people if abs(math.sin((p.region.angle_rad - angle_rad) / 2)) < 0.1]
        return [self._detection(person.region) for person in upright]

    def _detection(self, region: Region) -> Detection:
        reach = region.to_picture(np.array([[0.5, 0.1]]))
        hip = np.array([[region.x_px, region.y_px]])
        return Detection(0.9, np.zeros((4, 2)), np.concatenate([hip, reach, hip, reach]))

    def look(self, image_rgb: Picture, region: Region) -> Landmarks:
        if self.slips:
            return self.slips.pop().landmarks()
        reach_px = region.side_px
        near = [p for p in self.people if math.hypot(p.x_px - region.x_px, p.y_px - region.y_px) < reach_px]
        if not near:
            return replace(Person(region.x_px, region.y_px).landmarks(), score=0.1)
        person = min(near, key=lambda p: abs(p.x_px - region.x_px))
        if math.cos(person.region.angle_rad - region.angle_rad) > 0.7 and not self.look_uneven:
            return person.landmarks()
        # a body at the wrong turn: sure of itself, uneven, and the square stays turned wrongly
        return replace(person.landmarks(), world_m=body(left_thigh=2.0), next_region=region)

    def picture(self) -> Picture:
        picture = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
        for person in self.people:
            low, high = max(int(person.x_px) - 20, 0), max(int(person.x_px) + 20, 0)
            picture[100:400, low:high] = person.colour
        return picture


class Show:
    """A follower watching a stage, frame after frame."""

    def __init__(self, *people: Person) -> None:
        self.stage, self.t_s = Stage(*people), 0.0
        self.follower = Follower(self.stage.find, self.stage.look)

    def __call__(self, seconds: float = STEP_S) -> float | None:
        """Let time pass; return where the followed person is seen in the last frame."""
        for _ in range(round(seconds / STEP_S)):
            seen = self.follower(self.t_s, self.stage.picture())
            self.t_s += STEP_S
        return None if seen is None else seen.next_region.x_px


def test_detector_runs_only_to_find_and_to_choose() -> None:
    show = Show(Person(300))
    assert show(5) == 300
    assert show.stage.finds == 2


def test_search_for_nobody_is_bounded() -> None:
    show = Show()
    assert show(10) is None
    assert show.stage.finds <= 30 + 9 * 10 + 3 * 34


@pytest.mark.parametrize("turn_deg", [90, -90, 180])
def test_person_lying_is_found_in_a_turned_view(turn_deg: float) -> None:
    show = Show(Person(300, turn_deg=turn_deg))
    assert show() == 300
    assert show.follower.region is not None
    assert math.cos(show.follower.region.angle_rad - math.radians(turn_deg)) == pytest.approx(1)


def test_largest_and_most_central_is_chosen() -> None:
    assert Show(Person(100, side_px=150), Person(330), Person(600))() == 330


def test_mover_is_preferred_after_a_while() -> None:
    show = Show(Person(200, side_px=210), Person(460, side_px=200))
    assert show(1.0) == 200
    for frame in range(30):
        show.stage.people[1].x_px = 460 + 8 * (frame % 2)
        show()
    assert show(0.2) == pytest.approx(464, abs=4)


def test_body_seen_at_the_wrong_turn_is_looked_at_anew() -> None:
    show = Show(Person(300))
    show(2)
    show.stage.people[0].turn_deg = 90
    show()
    assert show.follower.region is not None
    assert show.follower.region.angle_rad == pytest.approx(0)
    show(1)
    assert show.follower.region.angle_rad == pytest.approx(math.pi / 2)


def test_no_better_turn_leaves_the_track_and_costs_little() -> None:
    show = Show(Person(300))
    show(2)
    show.stage.look_uneven = True
    finds = show.stage.finds
    assert show(10) == 300
    assert show.stage.finds - finds <= 4 * 6


def test_jump_to_another_person_is_undone() -> None:
    show = Show(Person(300))
    show(2)
    show.stage.people.append(Person(370))
    show.stage.slips = [Person(370)]
    assert show() == 300


def test_cut_to_another_place_is_followed() -> None:
    show = Show(Person(200, side_px=240))
    show(2)
    show.stage.people[0].x_px = 320
    assert show() == 320


def test_newcomer_far_off_is_not_taken_for_the_lost_person() -> None:
    show = Show(Person(150, side_px=120))
    show(2)
    show.stage.people = [Person(500, side_px=120)]
    assert show(0.9) is None
    assert show(0.5) == 500


def test_lost_person_is_preferred_to_a_larger_newcomer() -> None:
    show = Show(Person(150, side_px=120))
    show(2)
    lost, show.stage.people = show.stage.people, []
    assert show(1.5) is None
    show.stage.people = [*lost, Person(450, side_px=260)]
    assert show(0.3) == 150


def test_track_carried_off_by_a_passer_by_returns() -> None:
    show = Show(Person(300))
    show(2)
    user, passer = show.stage.people[0], Person(300, colour=90)
    show.stage.people = [passer]
    for _ in range(20):
        passer.x_px += 5
        show()
    show.stage.people = [user, passer]
    assert show(0.4) == 300


def test_person_who_walks_away_is_followed() -> None:
    show = Show(Person(100))
    show(2)
    for _ in range(100):
        show.stage.people[0].x_px += 4
        seen = show()
        assert seen == show.stage.people[0].x_px


def test_bystander_at_a_place_left_long_ago_is_ignored() -> None:
    show = Show(Person(150))
    show(2)
    for _ in range(60):
        show.stage.people[0].x_px += 4
        show()
    show(2)
    show.stage.people.append(Person(150))
    assert show(1) == 390


def test_nan_square_is_not_looked_at() -> None:
    show = Show(Person(300))
    show()
    show.follower.region = Region(math.nan, 0.0, 10.0)
    assert show() == 300


def test_reset_forgets_the_person() -> None:
    show = Show(Person(300))
    show(1)
    show.follower.reset()
    assert show.follower.region is None


@pytest.mark.parametrize(
    ("region", "gap_s", "expected"),
    [
        pytest.param(Region(100, 100, 100), 0.04, False, id="still"),
        pytest.param(Region(127, 100, 100), 0.04, False, id="fast-step"),
        pytest.param(Region(140, 100, 100), 0.04, True, id="too-far"),
        pytest.param(Region(140, 100, 100), 0.2, False, id="far-enough-time"),
        pytest.param(Region(100, 100, 140), 0.04, True, id="too-large"),
        pytest.param(Region(100, 100, 70), 0.04, True, id="too-small"),
    ],
)
def test_jumped(region: Region, gap_s: float, expected: bool) -> None:
    assert jumped(region, Region(100, 100, 100), gap_s) is expected


def test_likeness_falls_with_distance_and_rises_with_time() -> None:
    here, near, far = (Region(x, 100, 100) for x in (100, 110, 150))
    assert likeness(here, here, 0.1) == 1.0
    assert likeness(near, here, 0.1) > likeness(far, here, 0.1)
    assert likeness(far, here, 1.0) > likeness(far, here, 0.1)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param((Region(320, 240, 300), 1.0), (Region(320, 240, 200), 1.0), id="larger"),
        pytest.param((Region(320, 240, 200), 1.0), (Region(60, 240, 200), 1.0), id="central"),
        pytest.param((Region(320, 240, 200), 1.0), (Region(320, 240, 200), 0.1), id="moving"),
    ],
)
def test_prominence(better: tuple[Region, float], worse: tuple[Region, float]) -> None:
    assert prominence(better[0], SIZE_PX, better[1]) > prominence(worse[0], SIZE_PX, worse[1])


def test_motion_is_where_the_picture_changes() -> None:
    motion, picture = Motion(), np.zeros((480, 640, 3), np.uint8)
    left, right = Region(160, 240, 200), Region(480, 240, 200)
    motion.add(0.0, picture)
    assert motion.shares([left, right]) == [1.0, 1.0]
    picture = picture.copy()
    picture[200:280, 440:520] = 255
    motion.add(0.2, picture)
    assert motion.shares([left, right]) == [0.0, 1.0]


def test_plausibility_of_right_and_wrong_bodies() -> None:
    seen = Person(300).landmarks()
    uneven = replace(seen, world_m=body(left_thigh=2.0))
    flat = replace(seen, xy_px=seen.xy_px * (1.0, 0.2))
    assert plausibility(seen) == pytest.approx(0.99)
    assert plausibility(uneven) < 0.1
    assert plausibility(flat) < 0.5
    assert plausibility(replace(seen, score=0.5)) == pytest.approx(0.5)


@pytest.mark.parametrize(("angle_deg", "turn_deg"), [(0, 0), (40, 0), (50, 90), (-100, -90), (170, 180)])
def test_quarter_turn(angle_deg: int, turn_deg: int) -> None:
    assert math.degrees(quarter_turn(math.radians(angle_deg))) == pytest.approx(turn_deg)

"""What the evaluation set holds, as declared: before anything is drawn."""

from collections import Counter
from itertools import pairwise

import pytest

from evalset.cases import Case, Try
from evalset.generate import cases
from formcheck.exercises import discovered
from truth.people import PEOPLE, REPORT, TUNING

CASES = cases()


def of(exercise: str, part: str) -> list[Case]:
    return [case for case in CASES if (case.exercise, case.part) == (exercise, part)]


def test_there_are_at_least_160_clips_of_different_names() -> None:
    assert len(CASES) >= 160
    assert max(Counter(case.name for case in CASES).values()) == 1


def test_nobody_is_both_tuned_on_and_reported() -> None:
    assert not set(TUNING) & set(REPORT)
    for case in CASES:
        assert case.person in (TUNING if case.part == "tuning" else REPORT)


def test_everybody_is_filmed() -> None:
    assert {case.person for case in CASES} == set(PEOPLE)


@pytest.mark.parametrize("part", ["tuning", "report"])
@pytest.mark.parametrize("exercise", ["bridge", "clamshell", "lunge", "squat", "superman", "superman_prone"])
def test_each_exercise_is_in_each_part(exercise: str, part: str) -> None:
    assert exercise in discovered()
    assert len(of(exercise, part)) >= 4


def test_the_same_clip_has_another_camera_in_each_part() -> None:
    for case in CASES:
        twin = next((c for c in CASES if c.part == "tuning" and c.name[7:] == case.name[6:]), None)
        if case.part == "report" and twin is not None:
            assert twin.place != case.place


@pytest.mark.parametrize(
    ("exercise", "planted"),
    [
        ("squat", {"knee_collapse", "trunk_lean", "heel_lifts", "too_shallow"}),
        ("lunge", {"knee_collapse", "hip_drop", "trunk_lean", "heel_lifts", "too_shallow"}),
        ("bridge", {"hip_drop", "hips_low", "over_arch", "hold_short", "knee_collapse"}),
        ("clamshell", {"pelvis_rolls_back", "feet_apart", "range_small", "too_fast"}),
        ("superman", {"limb_low", "arm_low", "limb_high", "back_sags", "hip_drop", "hold_short"}),
        ("superman_prone", {"limb_low", "hold_short"}),
        ("leg_lift_side", {"trunk_lean", "hip_hike", "hip_drop", "knee_bends"}),
        ("leg_lift_front", {"trunk_lean", "knee_bends"}),
        ("leg_lift_back", {"trunk_lean", "knee_bends"}),
        ("lateral_walk", {"knees_cave", "feet_together", "standing_up"}),
        ("side_lunge", {"knee_collapse", "trunk_lean", "too_shallow"}),
        ("single_leg_squat", {"knee_collapse", "hip_drop", "side_lean", "trunk_lean", "heel_lifts"}),
        ("step_down", {"knee_collapse", "hip_drop", "side_lean", "hands_off", "wavers"}),
        ("step_up", {"knee_collapse", "trunk_lean"}),
    ],
)
@pytest.mark.parametrize("part", ["tuning", "report"])
def test_each_fault_is_planted_in_each_part(exercise: str, planted: set[str], part: str) -> None:
    assert set().union(*(case.planted for case in of(exercise, part))) >= planted


def test_diagonals_and_lunges_take_sides_in_turn() -> None:
    for case in CASES:
        whole = [attempt.side for attempt in case.tries if not attempt.is_partial]
        if case.exercise in ("lunge", "superman"):
            assert all(a != b for a, b in pairwise(whole)), case.name


def test_a_walk_to_a_side_comes_back() -> None:
    for case in of("lateral_walk", "report"):
        sides = [t.side for t in case.tries if not t.is_partial]
        assert sides.count("left") == sides.count("right"), case.name
        assert sides == sorted(sides, key=str), case.name


def test_who_turns_round_half_way_tries_the_same_side_again() -> None:
    sides = [t.side for t in next(c for c in CASES if c.name.endswith("superman_09_partials")).tries]
    # a pair, the third raise given up, then the same side again and the other
    assert sides[2] == sides[3] == sides[0] != sides[1] == sides[4]


def test_an_attempt_is_whole_unless_said() -> None:
    assert not Try().is_partial
    assert Try(reach=0.36, is_partial=True).is_partial

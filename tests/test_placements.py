"""The advice where to put the camera follows from the measured map of camera places."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from formcheck.engine.spec import Exercise, Placement
from formcheck.exercises import discovered, find
from sweep.judged import judged

ROOT = Path(__file__).parents[1]
# d' of 2 is the least at which a limit is of use; see docs/accuracy/observability.md.
OF_USE = 2.0
# The pelvis on the floor reaches it in no place for every size; docs/accuracy/pelvis.md says what was tried.
PELVIS = frozenset({("bridge", "hip_drop"), ("clamshell", "pelvis_rolls_back"), ("superman", "hip_drop")})
# Not told by any signal of the product: reported as not measurable.
UNSEEN = frozenset({("bridge", "knee_collapse"), ("bridge", "knees_fall_apart")})


def load_map() -> list[dict[str, Any]]:
    kept = json.loads((ROOT / "docs" / "accuracy" / "observability.json").read_text(encoding="utf-8"))
    return [dict(zip(kept["columns"], row, strict=True)) for row in kept["rows"]]


MAP = load_map()
FAULTS = sorted({(row["exercise"], row["fault"]) for row in MAP} - PELVIS - UNSEEN)


def is_near(row: dict[str, Any], place: Placement) -> bool:
    """Whether a place of the map is one that the advice describes, from either side of the body."""
    turned_deg = abs(abs(row["yaw_deg"]) - place.yaw_deg)
    low_m, high_m = place.height_m
    return bool(turned_deg <= 15.0 and low_m - 0.05 <= row["height_m"] <= high_m + 0.05)


def shown(exercise: str, fault: str) -> float:
    """The largest d' with which the product tells a fault from a place that it advises."""
    places = find(exercise).placements
    found = [
        max(row[name] or 0.0 for name in ("product_d", "product_own_d"))
        for row in MAP
        if (row["exercise"], row["fault"]) == (exercise, fault) and any(is_near(row, p) for p in places)
    ]
    return max(found, default=math.nan)


@pytest.mark.parametrize(("exercise", "fault"), FAULTS, ids="-".join)
def test_every_fault_shows_from_a_place_that_is_advised(exercise: str, fault: str) -> None:
    assert shown(exercise, fault) >= OF_USE


@pytest.mark.parametrize(("exercise", "fault"), FAULTS, ids="-".join)
def test_a_fault_is_judged_only_from_views_in_which_it_shows(exercise: str, fault: str) -> None:
    views = {str(view) for view in judged(exercise, fault).views}
    of_view: dict[str, float] = {}
    for row in MAP:
        if (row["exercise"], row["fault"]) == (exercise, fault) and row["view"] in views:
            best = max(row[name] or 0.0 for name in ("product_d", "product_own_d"))
            of_view[row["view"]] = max(best, of_view.get(row["view"], 0.0))
    assert of_view
    assert min(value for value in of_view.values() if value) >= OF_USE


@pytest.mark.parametrize("exercise", discovered().values(), ids=lambda e: e.name)
def test_a_place_is_within_reach_and_named(exercise: Exercise) -> None:
    assert exercise.placements
    for place in exercise.placements:
        (low_m, high_m), (near_m, far_m) = place.height_m, place.distance_m
        assert 0.2 <= low_m <= high_m <= 2.2
        assert (1.0 if place.is_close else 2.0) <= near_m <= far_m <= (2.0 if place.is_close else 4.0)
        assert all((place.name, place.shows, place.source))
        assert place.words in exercise.setup


def test_the_words_of_a_place() -> None:
    place = Placement(
        name="at your side",
        shows="depth",
        yaw_deg=90.0,
        height_m=(0.5, 1.0),
        distance_m=(3.0, 3.0),
        is_upright=True,
        source="measured",
    )
    assert place.words == (
        "Camera at your side, 0.5 to 1 m high, 3 m away, phone upright, head to feet in the picture:"
        " shows depth"
    )

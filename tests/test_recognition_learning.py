"""Learning to recognise exercises, and the figures on it, on movements and outcomes that are made up."""

import json
from typing import Any

import numpy as np
import pytest

from figure import SIZE_PX, STANDING, pose
from formcheck.engine.sets import UNKNOWN
from formcheck.loop import Sighting
from formcheck.recognise.movement import feature_names
from formcheck.recognise.prototypes import parsed, shipped
from formcheck.results import SetFound
from recognition.document import Found, document, matrix, shares
from recognition.joined import BETWEEN_S, CUT_S, Long, TrueSet, joined
from recognition.learn import APART, Example, as_text, left_out, table, trained
from recognition.outcome import LongOutcome, Outcome, labels

PEOPLE = ("ann", "ben", "eve")


def learned() -> list[Example]:
    """Two exercises that differ in one feature by ten times its spread; three people."""
    rng, size = np.random.default_rng(3), len(feature_names())
    away = np.zeros(size)
    away[0] = 100.0
    return [
        Example(name, f"{name}_{who}", who, off + rng.normal(0.0, 10.0, size))
        for name, off in (("squat", away), ("lunge", 0.0 * away))
        for who in PEOPLE
        for _ in range(8)
    ]


def test_people_left_out_of_the_learning_are_told_apart() -> None:
    away = left_out(learned())
    assert len(away) == 48
    assert all(int(np.argmin(distances)) == truth for truth, distances in away)


def test_what_lies_far_from_all_that_was_learned_is_unlikely() -> None:
    examples = learned()
    known = trained(examples)
    assert known.likely("squat", examples[0].features) > 0.9
    assert known.likely("lunge", examples[0].features) < 0.1
    assert known.likely("squat", examples[0].features + 200.0) < 0.01


def test_the_file_keeps_what_was_learned() -> None:
    examples = learned()
    known = trained(examples)
    again = parsed(json.loads(as_text(table(known, examples))))
    assert again.exercises == known.exercises == ("lunge", "squat")
    assert again.sharpness == known.sharpness
    assert again.reach == pytest.approx(known.reach, abs=0.01)
    for one in examples[::9]:
        for name in known.exercises:
            assert again.likely(name, one.features) == pytest.approx(
                known.likely(name, one.features), abs=0.02
            )


def test_the_shipped_table_knows_only_exercises_that_take_part() -> None:
    assert len(shipped().exercises) >= 6
    assert not APART & set(shipped().exercises)


def part() -> list[Sighting]:
    return [Sighting(t / 10, pose(STANDING, t_s=t / 10), SIZE_PX) for t in range(11)]


@pytest.mark.parametrize(
    ("after", "later_s"),
    [
        pytest.param("lunge", 1.0 + BETWEEN_S + 0.1, id="same posture: the way there"),
        pytest.param("bridge", 1.0 + CUT_S + BETWEEN_S + 0.1, id="another posture: a cut, and rest"),
    ],
)
def test_clips_are_joined_with_time_between(after: str, later_s: float) -> None:
    seen, by_s = joined([("squat", part()), (after, part())])
    assert by_s == [0.0, pytest.approx(later_s)]
    times = [s.t_s for s in seen]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(later_s + 1.0)
    assert all(s.pose is not None and s.pose.t_s == s.t_s for s in seen)


def outcomes() -> list[Outcome]:
    row = (
        ("squat", "squat", ()),
        ("squat", "lunge", ()),
        ("lunge", "lunge", ("squat",)),
        ("lunge", UNKNOWN, ()),
    )
    none = (UNKNOWN, UNKNOWN, ()), (UNKNOWN, "squat", ())
    return [Outcome(f"clip {i}", "report", *o, 3, 0.5) for i, o in enumerate((*row, *none))]


def test_right_is_the_exercise_and_no_other() -> None:
    assert [o.is_right for o in outcomes()] == [True, False, False, False, True, False]
    figures = {name: (share.k, share.n) for name, share in shares(outcomes()).items()}
    assert figures == {
        "right, of all clips": (2, 6),
        "right, of clips of an exercise": (1, 4),
        "unknown, of clips of no exercise": (1, 2),
        "taken for another exercise": (1, 4),
        "unknown, of clips of an exercise": (1, 4),
    }


def test_the_matrix_has_a_row_for_what_is_done() -> None:
    assert labels(outcomes()) == ["lunge", "squat", UNKNOWN]
    assert matrix(outcomes()).splitlines()[2:] == [
        "| **lunge** | 1 |  | 1 |",
        "| **squat** | 1 | 1 |  |",
        "| **unknown** |  | 1 | 1 |",
    ]


def test_the_document_tells_borders_and_counts_of_long_clips() -> None:
    true = [TrueSet("squat", 1.0, 9.0, 3), TrueSet("lunge", 12.0, 20.0, 4)]
    about: dict[str, Any] = {"first_rep": 1, "good_reps": 3, "faults": []}
    sets = [
        SetFound(number=1, exercise="squat", start_s=1.2, end_s=9.1, reps=3, **about),
        SetFound(number=2, exercise="lunge", start_s=12.4, end_s=20.3, reps=3, **about),
    ]
    longs = [LongOutcome(Long(("a", "b"), [], true), sets)]
    text = document(Found(outcomes(), frozenset({"squat"}), longs, None), has_plot=False)
    assert "Clips with exactly the true exercises in order: 1 of 1" in text
    assert "Sets found: 2 of 2; with the exact count: 1 of 2" in text
    assert "start 0.30 / 0.39 s, end 0.20 / 0.29 s" in text
    assert (
        "Not learned yet, for lack of tuning clips: lunge. Without their clips, right of all: 2 of 4" in text
    )

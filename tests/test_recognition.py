"""Which exercise is done, and from when to when; unknown movement is unknown."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from accuracy.poses import sightings
from accuracy.samples import clips, truth_of
from accuracy.verdict import NO_EXERCISE
from formcheck.analysis import Stream, analyze, judge
from formcheck.engine.sets import SEVERAL, UNKNOWN
from formcheck.loop import Sighting
from formcheck.recognise.guided import Guided, spans
from formcheck.recognise.prototypes import Prototypes, PrototypesError, parsed, shipped
from formcheck.recognise.recogniser import recognise
from formcheck.recognise.sets import Claim, sets_of
from formcheck.results import Result
from recognition.joined import joined

RECORDED = Path(__file__).parent / "recorded"


def claims(exercise: str, starts_s: Sequence[float], likely: float = 0.95, for_s: float = 2.0) -> list[Claim]:
    return [Claim(exercise, t, t + for_s, t + for_s, likely) for t in starts_s]


def found(*claimed: list[Claim]) -> list[tuple[str, float, float, int]]:
    return [
        (s.exercise, s.start_s, s.end_s, s.movements)
        for s in sets_of([claim for some in claimed for claim in some])
    ]


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([claims("squat", [0, 3, 6])], [("squat", 0, 8, 3)], id="one set"),
        pytest.param(
            [claims("squat", [0, 3, 20, 23])],
            [("squat", 0, 5, 2), ("squat", 20, 25, 2)],
            id="two sets with a rest",
        ),
        pytest.param([claims("squat", [0, 3, 6], 0.3)], [], id="unlikely movements are unknown"),
        pytest.param([claims("squat", [0], 0.6)], [], id="too little for a set"),
        pytest.param([claims("squat", [0])], [("squat", 0, 2, 1)], id="one clear movement"),
        pytest.param(
            [claims("squat", [0, 3, 6], 0.6), claims("lunge", [0.1, 3.1, 6.1], 0.9)],
            [("lunge", 0.1, 8.1, 3)],
            id="the likelier of two takes the time",
        ),
        pytest.param(
            [claims("squat", [0, 3, 6]), claims("squat", [9, 12, 15], 0.1), claims("lunge", [9, 12, 15])],
            [("squat", 0, 8, 3), ("lunge", 9, 17, 3)],
            id="two exercises without a rest",
        ),
        pytest.param(
            [claims("squat", [0, 6]), claims("squat", [3], 0.2)],
            [("squat", 0, 8, 2)],
            id="a doubtful movement between good ones",
        ),
        pytest.param(
            [claims("squat", [0, 3]), claims("lunge", [6, 9]), claims("squat", [12, 15])],
            [("squat", 0, 5, 2), ("lunge", 6, 11, 2), ("squat", 12, 17, 2)],
            id="back to the first",
        ),
        pytest.param(
            [claims("squat", [0, 3, 6, 9, 15, 18]), claims("squat", [12], 0.3), claims("lunge", [12], 0.8)],
            [("squat", 0, 20, 6)],
            id="one that looks like another exercise is no set",
        ),
        pytest.param(
            [
                claims("squat", [0, 3, 6, 9, 21, 24]),
                claims("squat", [12, 15, 18], 0.7),
                claims("lunge", [12, 15, 18]),
            ],
            [("squat", 0, 11, 4), ("lunge", 12, 20, 3), ("squat", 21, 26, 2)],
            id="three that look like another exercise are one",
        ),
        pytest.param([claims("bridge", [0], 0.9, 60.0)], [("bridge", 0, 60, 1)], id="one long hold is a set"),
    ],
)
def test_sets(claimed: list[list[Claim]], expected: list[tuple[str, float, float, int]]) -> None:
    assert found(*claimed) == expected
    assert found(*reversed(claimed)) == expected


def test_a_set_is_known_with_its_first_clear_movement() -> None:
    assert sets_of(claims("squat", [0, 3, 6]))[0].known_s == 2.0
    assert sets_of(claims("squat", [0, 3, 6], 0.7))[0].known_s == 5.0


def test_each_set_is_counted_as_far_as_half_way_to_the_next() -> None:
    sets = sets_of([*claims("squat", [10, 13]), *claims("lunge", [19, 22]), *claims("squat", [60, 63])])
    times = [(s.shown_from_s, s.from_s, s.to_s) for s in spans(sets)]
    assert times == [(-np.inf, 2, 17), (17, 17, 32), (42, 52, 73)]


def table() -> Prototypes:
    """Two exercises on three features: one at 0, one at 4 of the first."""
    means = np.array([[0.0, 0.0, 0.0], [4.0, 0.0, 0.0]])
    return Prototypes(("squat", "lunge"), means, np.ones(3), np.eye(3), sharpness=4.0, reach=2.0)


@pytest.mark.parametrize(
    ("features", "squat", "lunge"),
    [
        pytest.param([0.0, 0.0, 0.0], 1.0, 0.0, id="at a prototype"),
        pytest.param([2.0, 0.0, 0.0], 0.51, 0.51, id="half-way: their own rules tell"),
        pytest.param([0.0, 0.0, 6**0.5], 0.5, 0.0, id="at reach"),
        pytest.param([0.0, 0.0, 9.0], 0.0, 0.0, id="far from both"),
        pytest.param([np.nan, 0.0, 0.0], 0.77, 0.77, id="what tells them apart is not seen"),
        pytest.param([0.0, np.nan, np.nan], 1.0, 0.0, id="what is seen is enough"),
        pytest.param([np.nan, np.nan, np.nan], 0.0, 0.0, id="nothing seen"),
    ],
)
def test_likely(features: list[float], squat: float, lunge: float) -> None:
    known = table()
    assert known.likely("squat", np.array(features)) == pytest.approx(squat, abs=0.02)
    assert known.likely("lunge", np.array(features)) == pytest.approx(lunge, abs=0.02)


def auto(seen: Sequence[Sighting]) -> Result:
    return judge(Stream("", seen[0].size_px, len(seen), seen), Guided(recognise(seen)))


def test_the_table_of_other_features_is_refused() -> None:
    with pytest.raises(PrototypesError, match="other features"):
        parsed({"features": ["knee_bend"], "prototypes": []})


@pytest.mark.parametrize("clip", clips(), ids=lambda clip: clip.stem)
def test_each_sample_clip_is_recognised(clip: Path) -> None:
    recording, exercise = RECORDED / f"{clip.stem}.npz", truth_of(clip)["exercise"]
    if not recording.exists() or exercise not in {*shipped().exercises, NO_EXERCISE}:
        pytest.skip("asked for by name only")
    names = {one.exercise for one in recognise(sightings(recording))}
    assert names == (set() if exercise == NO_EXERCISE else {exercise})


def test_a_clip_of_no_exercise_says_so() -> None:
    result = analyze(RECORDED / "none_warm_up.npz")
    assert (result.exercise, result.reps, result.sets, result.warnings) == (UNKNOWN, 0, [], [])
    assert "no known exercise was recognised" in result.notes[0]


def test_a_named_and_a_recognised_exercise_give_the_same() -> None:
    recording = RECORDED / "lunge_hip_drop.npz"
    assert analyze(recording) == analyze(recording, "lunge")


THREE = ("squat_clean", "lunge_clean", "bridge_clean")


@pytest.fixture(scope="module")
def long() -> tuple[list[Sighting], list[float]]:
    return joined([(name.split("_")[0], sightings(RECORDED / f"{name}.npz")) for name in THREE])


def test_three_exercises_in_one_clip_are_three_sets(long: tuple[list[Sighting], list[float]]) -> None:
    truths = [truth_of(Path(f"{name}.mp4")) for name in THREE]
    result = auto(long[0])
    assert result.exercise == SEVERAL
    assert [(s.exercise, s.reps) for s in result.sets] == [(t["exercise"], t["reps"]) for t in truths]
    assert [s.first_rep for s in result.sets] == list(np.cumsum([1, *(t["reps"] for t in truths[:-1])]))
    assert [rep.number for rep in result.repetitions] == list(range(1, result.reps + 1))
    for one, truth, by_s in zip(result.sets, truths, long[1], strict=True):
        assert one.start_s == pytest.approx(truth["rep_times"][0][0] + by_s, abs=0.4)
        assert one.end_s == pytest.approx(truth["rep_times"][-1][2] + by_s, abs=0.4)


def test_a_fault_in_the_second_set_keeps_its_repetition() -> None:
    names = ("squat_clean", "lunge_knee_collapse")
    parts = [(name.split("_")[0], sightings(RECORDED / f"{name}.npz")) for name in names]
    result, alone = auto(joined(parts)[0]), analyze(RECORDED / "lunge_knee_collapse.npz")
    before = result.sets[0].reps
    assert [(f.name, f.rep - before, f.side) for f in result.faults] == [
        (f.name, f.rep, f.side) for f in alone.faults
    ]
    assert result.sets[1].faults == alone.sets[0].faults != []


def test_each_exercise_has_a_result_of_its_own(long: tuple[list[Sighting], list[float]]) -> None:
    whole = auto(long[0])
    assert [part.exercise for part in whole.parts] == ["squat", "lunge", "bridge"]
    for part, by_s in zip(whole.parts, long[1], strict=True):
        alone = analyze(RECORDED / f"{part.exercise}_clean.npz", part.exercise)
        assert [rep.number for rep in part.repetitions] == [rep.number for rep in alone.repetitions]
        assert [rep.side for rep in part.repetitions] == [rep.side for rep in alone.repetitions]
        assert part.repetitions[0].start_s == pytest.approx(alone.repetitions[0].start_s + by_s, abs=0.4)
        assert not any(missing.reason.startswith(part.exercise.title()) for missing in part.not_checked)
    assert sum(part.frames for part in whole.parts) == whole.frames
    assert "parts" not in whole.model_dump()


def test_the_sets_of_one_exercise_before_and_after_another_are_numbered_through() -> None:
    names = ("squat_clean", "lunge_knee_collapse", "squat_clean")
    parts = [(name.split("_")[0], sightings(RECORDED / f"{name}.npz")) for name in names]
    squat, lunge = auto(joined(parts)[0]).parts
    assert [rep.number for rep in squat.repetitions] == list(range(1, squat.reps + 1))
    assert [one.first_rep for one in squat.sets] == [1, squat.reps // 2 + 1]
    assert [rep.number for rep in lunge.repetitions] == list(range(1, lunge.reps + 1))
    assert {f.rep for f in lunge.faults} <= {rep.number for rep in lunge.repetitions}


def test_the_first_half_of_a_clip_gives_the_same_claims(long: tuple[list[Sighting], list[float]]) -> None:
    """What was recognised depends on nothing that comes later: it can run live."""
    seen = long[0]
    half = seen[: len(seen) // 2]
    early = [s for s in recognise(half) if s.end_s < half[-1].t_s - 3.0]
    assert early == recognise(seen)[: len(early)]
    assert early != []


def test_without_a_set_nothing_is_counted() -> None:
    seen = sightings(RECORDED / "squat_clean.npz")
    result = judge(Stream("", seen[0].size_px, len(seen), seen), Guided([]))
    assert (result.exercise, result.reps, result.partials, result.sets) == (UNKNOWN, 0, 0, [])
    assert result.frames == len(seen)

"""The evaluation's scores: literal truths against literal results."""

import json
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from accuracy import compact, samples
from accuracy.poses import sightings
from evaluation.beyond import beyond
from evaluation.data import as_data
from evaluation.document import document
from evaluation.faults import Checking, Verdict, judge_faults, rep_at
from evaluation.numbers import Agreement, Share, Spread
from evaluation.product import Said, Told, run
from evaluation.score import ClipScore, Partials, judge_holds, judge_partials, pair, score, score_empty
from evaluation.signals import CHANGE, Compared, compare, used_by
from evaluation.summary import by_size, counts, delays, fault_figures, grouped
from evaluation.targets import targets
from evaluation.truth import Hold, Movement, Planted, Truth, parse, truths
from evaluation.work import score_all
from formcheck.errors import FormcheckError
from formcheck.exercises import find
from formcheck.motion.view import PROFILE, SIDES, ViewKind

FRONT, SIDE = ViewKind.FRONT, ViewKind.SIDE_LEFT
TIMES = [0.1 * i for i in range(100)]
REPS = (Movement(1, 2, 3, "left"), Movement(4, 5, 6, "right"), Movement(7, 8, 9, "left"))
ENTRY: dict[str, Any] = {
    "clip": "a",
    "exercise": "squat",
    "part": "report",
    "person": "anna",
    "build": {"sex": "woman", "skin": 0.15, "weight": "thin", "height_m": 1.6},
    "camera": {"place": "side_left", "yaw_deg": -90},
    "conditions": ["blur"],
    "rep_times": [[1, 2, 3, None]],
    "partial_times": [],
    "holds": [[1.5, 2.5, None]],
    "outside_s": [[0, 0.5, "walking in"]],
    "faults": [
        {"name": "too_shallow", "side": None, "rep": 1, "size": 1.5, "value": 120, "onset_s": 2.0},
    ],
}


def truth(**changes: Any) -> Truth:
    known: dict[str, Any] = {"clip": "a", "exercise": "lunge", "body": {}, "place": FRONT, "reps": REPS}
    return Truth(**{**known, **changes})


def said(reps: tuple[Movement, ...] = REPS, **more: Any) -> Said:
    return Said(reps=reps, raises=tuple((r,) for r in reps), **more)


def scored(known: Truth, told: Said) -> ClipScore:
    return score(known, told, find(known.exercise))


# --- numbers


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_interval_of_a_share_is_wilsons(k: int, n: int, low: float, high: float) -> None:
    assert Share(k, n).interval == pytest.approx((low, high), abs=1e-4)


def test_a_share_of_nothing_is_unknown() -> None:
    assert all(map(math.isnan, (Share(0, 0).value, *Share(0, 0).interval)))


def test_spread_takes_sizes_unless_signed() -> None:
    sizes = Spread.of([-3.0, 1.0, math.nan, 2.0])
    assert (sizes.n, sizes.median, sizes.p95) == pytest.approx((3, 2.0, 2.9))
    assert Spread.of([-3.0, 1.0, 2.0], signed=True).median == 1.0
    assert Spread.of([]).n == 0


def test_limits_of_agreement() -> None:
    found = Agreement.of([np.array([1.0, 2.0]), np.array([3.0]), np.empty(0)])
    assert (found.n, found.clips, found.mean_size, found.bias) == (3, 2, 2.0, 2.0)
    assert (found.low, found.high) == pytest.approx((2 - 1.96, 2 + 1.96))


# --- repetitions


@pytest.mark.parametrize(
    ("got", "pairs"),
    [
        (REPS, [(0, 0), (1, 1), (2, 2)]),
        ((Movement(4, 5.4, 6),), [(1, 0)]),
        ((Movement(1, 3.25, 4),), [(0, 0)]),  # just after the true end
        ((Movement(3, 3.5, 4),), []),  # between two
        ((Movement(1, 1.5, 3), Movement(1, 2.1, 3)), [(0, 1)]),  # the nearer of two
    ],
)
def test_repetitions_are_paired_by_their_peaks(
    got: tuple[Movement, ...], pairs: list[tuple[int, int]]
) -> None:
    assert pair(REPS, got) == pairs


def test_an_exact_clip_has_no_reasons() -> None:
    exact = scored(truth(), said())
    assert (exact.error, exact.reasons, exact.sided, exact.wrong_side) == (0, [], 3, 0)
    assert exact.times_s == ((0.0, 0.0, 0.0),) * 3


@pytest.mark.parametrize(
    ("known", "got", "reason"),
    [
        ({}, REPS[:2], "2 of 3 repetitions"),
        ({}, (*REPS, Movement(12, 13, 14, "left")), "1 counted at rest"),
        ({}, (*REPS, Movement(8, 8.6, 9, "left")), "1 counted twice or mispaired"),
        ({"outside": ((10, 20),)}, (*REPS, Movement(12, 13, 14, "left")), "1 counted where nothing may be"),
        ({}, (Movement(1, 2, 3, "right"), *REPS[1:]), "1 on the wrong side"),
        (
            {"partials": (Movement(12, 13, 14),)},
            (*REPS, Movement(12, 13, 14, "left")),
            "1 partial counted as whole",
        ),
        ({"partials": (Movement(12, 13, 14),)}, REPS, "1 partial not told"),
    ],
)
def test_what_is_wrong_with_a_count(known: dict[str, Any], got: tuple[Movement, ...], reason: str) -> None:
    assert reason in scored(truth(**known), said(got)).reasons


def test_a_partial_counted_as_whole_is_no_repetition_at_rest() -> None:
    wrong = scored(
        truth(partials=(Movement(12, 13, 14),), outside=((20, 30),)), said((*REPS, Movement(12, 13, 14)))
    )
    assert (wrong.extra, wrong.outside, wrong.partials.counted) == (0, 0, 1)


@pytest.mark.parametrize(
    ("told", "figures"),
    [
        ((Hold(12, 14),), Partials(made=1, told=1)),
        ((Hold(1, 3),), Partials(made=1, told=0, false=1)),
        ((Hold(12, 13), Hold(13, 14)), Partials(made=1, told=1)),
    ],
)
def test_partials_that_were_told(told: tuple[Hold, ...], figures: Partials) -> None:
    known = truth(partials=(Movement(12, 13, 14),))
    assert judge_partials(known, said(partials=told), {0, 1, 2})[0] == figures


def test_sides_of_a_diagonal_pair_are_those_of_its_raises() -> None:
    raises = (Movement(1, 2, 3, "left"), Movement(3, 4, 5, "left"))
    known = truth(
        exercise="superman",
        place=SIDE,
        reps=(Movement(1, 2, 5),),
        holds=(Hold(1.5, 2.5, "left"), Hold(3.5, 4.5, "right")),
    )
    told = Said(reps=known.reps, raises=(raises,), moves=raises, holds=known.holds)
    assert (scored(known, told).sided, scored(known, told).wrong_side) == (2, 1)
    # the second raise was counted on both sides: its own is among them
    both = replace(told, moves=(*raises, Movement(3, 4, 5, "right")))
    assert (scored(known, both).sided, scored(known, both).wrong_side) == (2, 0)
    assert scored(known, replace(told, moves=raises[:1])).sided == 1


def test_hold_errors_are_of_the_same_side() -> None:
    made = (Hold(1, 3, "left"), Hold(5, 8, "right"))
    assert judge_holds(made, (Hold(1, 3.5, "left"), Hold(5, 8, "left"))).errors_s == (0.5,)


def test_everything_counted_without_an_exercise_is_outside() -> None:
    empty = score_empty(truth(exercise="none", reps=()), {"squat": said(), "lunge": said(REPS[:1])})
    assert (empty.error, empty.outside, empty.counted) == (4, 4, {"squat": 3, "lunge": 1})
    assert empty.relative_error == 4.0


def test_relative_error_is_in_true_repetitions() -> None:
    both = [scored(truth(), said()), scored(truth(), said(REPS[:1]))]
    found = counts(both)
    assert (found.exact, found.near) == (Share(1, 2), Share(1, 2))
    assert found.relative_error == pytest.approx((0 + 2 / 3) / 2)


# --- faults


def knee(size: float, side: str | None = "left", rep: int = 1) -> Planted:
    return Planted("knee_collapse", side, rep, size, onset_s=1.6)


def flag(side: str | None = "left", at_s: float = 2.0, name: str = "knee_collapse", rep: int = 1) -> Told:
    return Told(name, side, at_s, known_s=3.2, rep=rep)


@pytest.mark.parametrize(
    ("t_s", "number"), [(0.4, 0), (0.6, 1), (2.0, 1), (3.4, 1), (3.6, 2), (9.5, 3), (9.6, 0)]
)
def test_a_moment_belongs_to_the_nearest_repetition(t_s: float, number: int) -> None:
    assert rep_at(truth(), t_s) == number


@pytest.mark.parametrize(
    ("planted", "told", "verdict"),
    [
        ([knee(1.5)], flag(), Verdict.RIGHT),
        ([knee(1.0)], flag(), Verdict.GREY),
        ([knee(0.5)], flag(), Verdict.FALSE),
        ([], flag(), Verdict.FALSE),
        ([knee(2.0)], flag("right"), Verdict.WRONG_SIDE),
        ([knee(1.0)], flag("right"), Verdict.WRONG_SIDE),
        ([knee(2.0, None)], flag("right"), Verdict.RIGHT),
        ([knee(2.0)], flag(None), Verdict.RIGHT),
        ([knee(2.0)], flag(at_s=5.0), Verdict.FALSE),  # in another repetition
        ([knee(2.0)], flag(name="hip_drop"), Verdict.FALSE),
    ],
)
def test_what_a_flag_is(planted: list[Planted], told: Told, verdict: Verdict) -> None:
    found = judge_faults(truth(faults=tuple(planted)), said(flags=(told,)), find("lunge"))
    assert [f.verdict for f in found.flags] == [verdict]


@pytest.mark.parametrize(
    ("place", "flags", "not_checked", "checked", "shown"),
    [
        (FRONT, (flag(),), {}, Share(1, 1), Share(1, 1)),
        (FRONT, (), {}, Share(0, 1), Share(0, 1)),
        (FRONT, (flag("right"),), {}, Share(0, 1), Share(0, 1)),
        (FRONT, (), {"knee_collapse": "hidden"}, Share(0, 0), Share(0, 1)),
        (SIDE, (), {"knee_collapse": "view"}, Share(0, 0), Share(0, 0)),  # no place to see it from
    ],
)
def test_recall_counts_what_the_view_shows(
    place: ViewKind, flags: tuple[Told, ...], not_checked: dict[str, str], checked: Share, shown: Share
) -> None:
    one = scored(
        truth(place=place, faults=(knee(1.5), knee(1.4, rep=3))),
        said(flags=flags, not_checked=not_checked),
    )
    found = fault_figures([one], "knee_collapse")
    assert (found.recall, found.recall_of_shown) == (checked, shown)


def test_false_flags_are_counted_on_clean_repetitions() -> None:
    flags = (flag(), flag(None, 5.0), flag(name="hip_drop"), flag("left", 8.0))
    one = scored(truth(faults=(knee(2.0), knee(1.0, rep=3))), said(flags=flags))
    knees, every = fault_figures([one], "knee_collapse"), fault_figures([one])
    assert (knees.false, knees.clean, knees.precision) == (1, 1, Share(1, 2))
    # the hip drop is false on a repetition with another fault
    assert (every.false, every.false_beside, every.clean, every.precision) == (1, 1, 1, Share(1, 3))
    assert every.false_per_100 == 100.0


def test_repetitions_are_not_clean_of_what_was_not_checked() -> None:
    one = scored(truth(), said(not_checked={"hip_drop": "view"}))
    assert one.faults.clean["knee_collapse"] == 3
    assert "hip_drop" not in one.faults.clean


def test_right_side_and_right_repetition() -> None:
    flags = (flag("right"), flag("right", 5.0, rep=3))
    one = scored(truth(faults=(knee(2.0), knee(2.0, "right", rep=2))), said(flags=flags))
    found = fault_figures([one])
    # the first is on the wrong side, the second bears the wrong number
    assert (found.right_side, found.right_rep) == (Share(1, 2), Share(0, 1))


def test_share_flagged_by_size() -> None:
    one = scored(truth(faults=(knee(2.0), knee(0.5, rep=2))), said(flags=(flag(),)))
    sizes = by_size([one], "knee_collapse")
    assert [sizes[size] for size in (0.0, 0.5, 1.0, 2.0)] == [
        Share(0, 1),
        Share(0, 1),
        Share(0, 0),
        Share(1, 1),
    ]


def test_a_cue_is_late_by_the_time_since_the_onset() -> None:
    cue = Told("knee_collapse", "left", 1.7, known_s=1.9)
    other = Told("knee_collapse", "right", 1.7, known_s=1.65)
    one = scored(truth(faults=(knee(2.0),)), said(flags=(flag(),), cues=(other, cue)))
    found = delays([one])
    assert (found.cue.median, found.flag.median) == pytest.approx((0.3, 1.6))


@pytest.mark.parametrize(
    ("shown", "reported", "by_view", "is_right"),
    [
        (True, False, False, True),
        (True, True, True, False),
        (True, True, False, None),  # a joint was hidden
        (False, True, True, True),
        (False, True, False, True),
        (False, False, False, False),
    ],
)
def test_not_checked_is_right_where_the_place_does_not_show_it(
    shown: bool, reported: bool, by_view: bool, is_right: bool | None
) -> None:
    assert Checking(name="", shown=shown, reported=reported, by_view=by_view).is_right is is_right


def deep(knee_deg: float) -> dict[str, Any]:
    """Exact knees: 90 degrees in the first and third repetition, and so much in the second."""
    bent = [
        knee_deg if 4.5 <= t <= 5.5 else 90.0 if 1.5 <= t <= 2.5 or 7.5 <= t <= 8.5 else 175.0 for t in TIMES
    ]
    return {name: np.array(bent) for name in ("knee_deg_left", "knee_deg_right")}


@pytest.mark.parametrize(("knee_deg", "found"), [(90.0, []), (116.0, []), (118.0, [(2, "too_shallow")])])
def test_a_repetition_may_truly_be_too_shallow_though_not_planned(
    knee_deg: float, found: list[tuple[int, str]]
) -> None:
    came = beyond(truth(place=SIDE), find("lunge"), TIMES, deep(knee_deg))
    assert [(p.rep, p.name) for p in came] == found
    assert {p.size for p in came} <= {1.0}


@pytest.mark.parametrize(("offset_deg", "found"), [(7.0, []), (9.0, [(1, "hip_drop")])])
def test_a_change_past_the_limit_that_was_not_planned(
    offset_deg: float, found: list[tuple[int, str]]
) -> None:
    line = np.array([3.0 + offset_deg * (1.4 <= t <= 2.6) for t in TIMES])
    exact = {"hip_drop_deg_left": line, "hip_drop_deg_right": -line}
    assert [(p.rep, p.name) for p in beyond(truth(), find("lunge"), TIMES, exact)] == found
    planted = truth(faults=(Planted("hip_drop", "left", 1, 1.5),))
    assert beyond(planted, find("lunge"), TIMES, exact) == ()


def test_a_quick_repetition_is_too_fast_whether_planned_or_not() -> None:
    quick = truth(reps=(Movement(1, 1.3, 1.7, "left"), Movement(4, 5, 6, "left")))
    for exact in (deep(90.0), {}):
        assert [(p.rep, p.name) for p in beyond(quick, find("lunge"), TIMES, exact)] == [(1, "too_fast")]


@pytest.mark.parametrize(("lift_deg", "found"), [(20.0, []), (10.0, [(1, "limb_low")])])
def test_range_is_that_of_the_exact_drive(lift_deg: float, found: list[tuple[int, str]]) -> None:
    prone = truth(exercise="superman_prone", place=SIDE, reps=(Movement(1, 2, 3),), holds=(Hold(1.2, 2.8),))
    exact = {"arch_deg": np.array([3.0 + lift_deg * (1.1 <= t <= 2.9) for t in TIMES])}
    assert [(p.rep, p.name) for p in beyond(prone, find("superman_prone"), TIMES, exact)] == found


def test_what_the_place_does_not_show_is_left_out() -> None:
    assert beyond(truth(), find("lunge"), TIMES, deep(118.0)) == ()


def test_what_came_about_is_neither_false_nor_clean() -> None:
    came = (Planted("knee_collapse", None, 1, 1.0),)
    found = judge_faults(truth(), said(flags=(flag(),)), find("lunge"), came)
    assert [f.verdict for f in found.flags] == [Verdict.GREY]
    assert (found.clean["knee_collapse"], found.wholly_clean, found.unplanned) == (2, 2, 1)
    # of unknown size, it is in no figure by size
    assert [p.rep for p in found.planted if p.name == "knee_collapse"] == [2, 3]


# --- angles


def test_signals_come_from_drive_faults_and_checks() -> None:
    used = used_by(find("lunge"))
    assert used["shank_in_deg"] == frozenset({ViewKind.FRONT})
    assert used["trunk_lean_deg"] == SIDES
    assert "leg_bend_deg" in used
    assert "hip_line_deg" in used
    assert used_by(find("superman"))["arm_line_deg"] == PROFILE


def traces(offset: float) -> dict[str, Any]:
    names = ("shank_in_deg_left", "shank_in_deg_right", "hip_line_deg", "knee_deg_left")
    return {name: np.full(100, offset) for name in names}


def test_leading_side_is_compared_inside_its_repetitions() -> None:
    found = {c.signal: c for c in compare(truth(), find("lunge"), TIMES, traces(7.0), traces(5.0))}
    assert sorted(found) == ["hip_line_deg", "hip_line_deg" + CHANGE, "shank_in_deg"]
    assert found["hip_line_deg"].errors == pytest.approx(2.0)
    assert found["hip_line_deg" + CHANGE].errors == pytest.approx(0.0)
    assert found["hip_line_deg"].true.size == 63  # three repetitions of 2 s at 10 a second, ends included


@pytest.mark.parametrize(("place", "leg"), [(SIDE, "near"), (ViewKind.SIDE_RIGHT, "far")])
def test_near_and_far_leg(place: ViewKind, leg: str) -> None:
    (found,) = compare(truth(place=place), find("lunge"), TIMES, traces(7.0), traces(5.0))
    assert (found.signal, found.leg) == ("knee_deg", leg)


def test_what_was_not_measured_is_left_out() -> None:
    measured = traces(7.0)
    measured["hip_line_deg"][:50] = np.nan
    (found,) = (
        c for c in compare(truth(), find("lunge"), TIMES, measured, traces(5.0)) if c.signal == "hip_line_deg"
    )
    assert found.true.size == 11 + 21


def test_angles_differ_the_shorter_way_round() -> None:
    assert Compared("a", "deg", "", np.array([359.0]), np.array([2.0])).errors == pytest.approx(3.0)
    assert Compared("a", "ratio", "", np.array([359.0]), np.array([2.0])).errors == pytest.approx(-357.0)


# --- files


def test_truth_is_read() -> None:
    read = parse(ENTRY)
    assert (read.clip, read.place, read.yaw_deg, read.outside) == ("a", SIDE, -90.0, ((0, 0.5),))
    assert read.body == {"sex": "woman", "skin": "dark", "weight": "thin", "height_m": "1.60 to 1.80"}
    assert read.faults == (Planted("too_shallow", None, 1, 1.5, 2.0),)


@pytest.mark.parametrize(
    "change",
    [{"camera": {}}, {"camera": {"place": "above", "yaw_deg": 0}}, {"rep_times": [[1]]}, {"faults": [{}]}],
)
def test_other_files_are_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_text(json.dumps({**ENTRY, **change}), encoding="utf-8")
    with pytest.raises(FormcheckError, match=r"cannot read .*a\.json"):
        truths(tmp_path, "report")


def test_landmarks_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ENTRY), encoding="utf-8")
    with pytest.raises(FormcheckError, match=r"a\.npz is missing"):
        truths(tmp_path, "report")
    with pytest.raises(FormcheckError, match="no clip of the part 'tuning'"):
        truths(tmp_path, "tuning")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sample clips as an evaluation set."""
    path = tmp_path_factory.mktemp("evaluation")
    for name in ("squat_too_shallow", "none_warm_up"):
        known = json.loads((samples.SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
        faults = [{**fault, "size": 2.0, "onset_s": None} for fault in known["faults"]]
        entry = {**ENTRY, **known, "person": "x", "faults": faults, "outside_s": [], "part": "report"}
        entry["camera"] = {"place": known["view"], "yaw_deg": -90}
        (path / f"{name}.json").write_text(json.dumps(entry), encoding="utf-8")
        seen = sightings(samples.RECORDED / f"{name}.npz")
        compact.save(path / f"{name}.npz", seen, {"knee_deg_left": np.full(len(seen), 100.0)})
    return path


def test_clips_are_run_and_reported(folder: Path) -> None:
    scores = score_all(truths(folder, "report"), processes=1)
    empty, squat = scores
    assert (empty.got, squat.got, squat.reasons) == (0, 4, [])
    assert [c.signal for c in squat.compared] == ["knee_deg"]
    assert list(grouped(scores, lambda s: [s.truth.exercise])) == ["all", "none", "squat"]
    promised = targets(scores, None)
    assert "| count exact | 98 % | 100.0% (1/1; 21-100) | yes |" in document(scores, promised, None, ())
    json.dumps(as_data(scores, promised, None), allow_nan=False)


def test_the_run_says_when_a_fault_was_known() -> None:
    told, listener = run(sightings(samples.RECORDED / "lunge_hip_drop.npz"), find("lunge"), ["hip_line_deg"])
    drops = [flag for flag in told.flags if flag.name == "hip_drop"]
    assert [flag.rep for flag in drops] == [3, 4]
    assert all(flag.known_s > flag.at_s for flag in drops)
    assert any(cue.known_s < drops[0].known_s for cue in told.cues if cue.name == "hip_drop")
    assert len(listener.values["hip_line_deg"]) == len(listener.t_s) == 351


def test_bad_input_ends_with_2_and_one_line(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "scripts" / "evaluate.py"
    ended = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert "holds no clip of the part 'measured'" in ended.stderr

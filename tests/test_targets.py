"""Personal targets: what a file changes, what it may not, and that results say whose limits were used."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import synthetic as syn
from every_exercise import EXERCISES, each, every_exercise, only, said_about
from formcheck.analysis import analyze, replay
from formcheck.coach.plan import Plan
from formcheck.coached import Coached
from formcheck.engine.allowed import allowed_on, allowed_rest, allowed_work, limits_of, with_changes
from formcheck.engine.events import Partial, Rep
from formcheck.engine.gate import Gate
from formcheck.engine.personal import Change, Personal
from formcheck.engine.spec import Exercise, Fault, RepCheck, Severity
from formcheck.errors import FormcheckError
from formcheck.exercises import find
from formcheck.pose.recorded import RecordedPoses
from formcheck.report import Material, render
from formcheck.results import Result
from formcheck.store import Store
from formcheck.targets import load_targets, read_targets, template
from formcheck.toml_lines import TomlError
from shell import formcheck, one_clear_line

RECORDED = Path(__file__).parent / "recorded"
LUNGE = RECORDED / "lunge_knee_collapse.npz"
LIMITS = [pytest.param(j, id=f"{e.name}-{key}") for e in EXERCISES for key, j in limits_of(e).items()]


def written(folder: Path, text: str, name: str = "anna.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def changed(folder: Path, text: str, exercise: str = "lunge") -> Exercise:
    return read_targets(written(folder, text)).apply(find(exercise))


# --- what a file changes


def test_a_limit_moves_and_nothing_else(tmp_path: Path) -> None:
    mine = changed(tmp_path, "[lunge.heel_lifts]\non = 20.0\nfor_s = 0.5\ncue = 'Heel'\nseverity = 'caution'")
    declared, judged = limits_of(find("lunge"))["heel_lifts"], limits_of(mine)["heel_lifts"]
    assert isinstance(declared, Fault)
    assert judged == replace(
        declared,
        gate=Gate(on=20.0, off=14.0, for_s=0.5),
        severity=Severity.CAUTION,
        cue="Heel",
        source=f"anna.toml; without it: {declared.source}",
    )
    others = {key: j for key, j in limits_of(mine).items() if key != "heel_lifts"}
    assert others == {key: j for key, j in limits_of(find("lunge")).items() if key != "heel_lifts"}
    assert (mine.drive, mine.guards, mine.unseen) == (find("lunge").drive, find("lunge").guards, ())
    assert mine.personal == Personal(
        "anna.toml",
        (
            Change(limit="heel_lifts", field="on", standard=18.0, own=20.0, unit="deg"),
            Change(limit="heel_lifts", field="for_s", standard=0.3, own=0.5, unit="s"),
            Change(limit="heel_lifts", field="severity", standard="fault", own="caution"),
            Change(limit="heel_lifts", field="cue", standard="Front heel down", own="Heel"),
        ),
    )


def test_off_may_be_given_and_is_held_against_the_new_on(tmp_path: Path) -> None:
    mine = changed(tmp_path, "[lunge.heel_lifts]\non = 20\noff = 16")
    assert limits_of(mine)["heel_lifts"].gate == Gate(on=20.0, off=16.0, for_s=0.3)


def test_the_range_moves(tmp_path: Path) -> None:
    mine = changed(tmp_path, "[lunges]\nwork = 84\nrest = 14")
    assert mine.drive == replace(find("lunge").drive, work=84.0, rest=14.0)
    assert mine.personal is not None
    assert (
        mine.personal.words
        == "limits of anna.toml: range: rest 14 deg instead of 10; range: work 84 deg" + (" instead of 90")
    )


def test_words_reach_every_limit_of_a_name_and_numbers_one(tmp_path: Path) -> None:
    text = "[lunge.trunk_lean]\nseverity = 'caution'\n[lunge.trunk_lean_2]\non = 30"
    mine = limits_of(changed(tmp_path, text))
    assert [mine[f"trunk_lean_{i}"].severity for i in (1, 2)] == [Severity.CAUTION] * 2
    assert [mine[f"trunk_lean_{i}"].gate.on for i in (1, 2)] == [15.0, 30.0]


def test_what_is_left_out_is_reported_as_not_checked(tmp_path: Path) -> None:
    mine = changed(tmp_path, "[lunge.hip_drop]\nskip = true\n[lunge.trunk_lean_1]\nskip = true")
    assert "hip_drop" not in {judged.name for judged in mine.judged}
    assert [(u.name, u.reason) for u in mine.unseen] == [("hip_drop", "left out by anna.toml")]
    # the graver of the two is still judged
    assert [j.gate.on for j in mine.judged if j.name == "trunk_lean"] == [25.0]


def test_an_exercise_that_the_file_does_not_name_is_marked_all_the_same(tmp_path: Path) -> None:
    mine = changed(tmp_path, "[lunge]\nwork = 84", "squat")
    assert replace(mine, personal=None) == find("squat")
    assert mine.personal is not None
    assert mine.personal.words == "no limit of its own in anna.toml"


# --- what it may not


WRONG = [
    ("[lunge]\nwork = 60", "line 2, lunge.work: is 60; allowed: 78 to 130 deg"),
    ("[lunge]\nrest = 41.0", "line 2, lunge.rest: is 41; allowed: -10 to 40 deg"),
    ("[lunge.heel_lifts]\n\non = 40", "line 3, lunge.heel_lifts.on: is 40; allowed: 9 to 36 deg"),
    ("[lunge.heel_lifts]\noff = 18", "line 2, lunge.heel_lifts.off: is 18; allowed: 6 to 15 deg"),
    ("[lunge.heel_lifts]\nfor_s = 9", "line 2, lunge.heel_lifts.for_s: is 9; allowed: 0.15 to 1.3 s"),
    ("[lunge.heel_lifts]\non = '9'", "line 2, lunge.heel_lifts.on: is '9'; allowed: 9 to 36 deg"),
    (
        "lunge.heel_lifts = {severity = 'bad'}",
        "line 1, lunge.heel_lifts.severity: is 'bad'; allowed: caution,",
    ),
    ("[lunge.heel_lifts]\nskip = 1", "line 2, lunge.heel_lifts.skip: is 1; allowed: true, false"),
    ("[lunge.heel_lifts]\nlimit = 9", "line 2, lunge.heel_lifts.limit: is unknown. Known here: cue, for_s"),
    ("[lunge.heel_lift]\non = 9", "line 1, lunge.heel_lift: is unknown. Did you mean heel_lifts?"),
    ("[lunge.hip_drop]\non = 9", "line 2, lunge.hip_drop.on: hip_drop names 2 limits. Choose one of: hip_dr"),
    ("[lunge.too_fast]\nfor_s = 1", "line 2, lunge.too_fast.for_s: is unknown. "),
    ("[lunge]\n[lung]\nwork = 84", "line 2, lung: is no exercise. Did you mean lunge?"),
    ("[lunge]\nwork = 84\n[lunges]\nrest = 9", "line 3, lunges: lunge has been named before"),
    ("lunge = 3", "line 1, lunge: is 3, but a table is needed"),
    (
        "[lunge.hip_drop]\ncue = 'a'\n[lunge.hip_drop_1]\ncue = 'b'",
        "line 4, lunge.hip_drop_1.cue: is given for hip_drop_1 by hip_drop, too",
    ),
    (f"[lunge.hip_drop]\ncue = '{'x' * 61}'", "line 2, lunge.hip_drop.cue: has 61 letters; allowed: 60"),
    ("[superman.same_side_twice]\non = 3", "line 2, superman.same_side_twice.on: is 3; allowed: 2 to 2 in a"),
]


@each(("text", "said"), WRONG)
def test_a_wrong_figure_is_one_line_with_file_line_field_and_range(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(TomlError) as raised:
        read_targets(written(tmp_path, text))
    assert str(raised.value).startswith(f"{tmp_path / 'anna.toml'}, {said}")
    assert "\n" not in str(raised.value)


@each("judged", LIMITS)
def test_a_declared_limit_lies_in_its_own_range(judged: Fault | RepCheck) -> None:
    least, most = allowed_on(judged)
    assert least <= judged.gate.on <= most
    # an angle never crosses over to where nothing is wrong
    assert (least < 0) == (most < 0)


@every_exercise
def test_the_range_ends_at_the_clinical_floor(exercise: Exercise) -> None:
    drive = exercise.drive
    assert drive.work_limit in allowed_work(drive)
    assert drive.rest_limit in allowed_rest(drive)
    assert allowed_work(drive)[0] <= drive.work <= allowed_work(drive)[1]


def moved_to(exercise: Exercise, end: int) -> Exercise:
    """Every limit and the range at one end of what is allowed."""
    ends = [("work", allowed_work(exercise.drive)), ("rest", allowed_rest(exercise.drive))]
    changes = [Change(limit="", field=name, standard=0.0, own=allowed[end]) for name, allowed in ends]
    for key, judged in limits_of(exercise).items():
        changes.append(Change(limit=key, field="on", standard=0.0, own=allowed_on(judged)[end]))
    return with_changes(exercise, Personal("ends.toml", tuple(changes)))


@each("end", [0, 1])
@every_exercise
def test_repetitions_count_at_both_ends_of_what_is_allowed(exercise: Exercise, end: int) -> None:
    said = said_about(moved_to(exercise, end), syn.routine(moved_to(exercise, end), 3).watch())
    assert [rep.number for rep in only(Rep, said)] == [1, 2, 3]
    assert only(Partial, said) == []


# --- a file to begin with


@every_exercise
def test_the_template_changes_nothing(tmp_path: Path, exercise: Exercise) -> None:
    targets = read_targets(written(tmp_path, template(exercise)))
    assert targets.personal == {exercise.name: Personal("anna.toml")}


@every_exercise
def test_every_line_of_the_template_is_a_figure_that_may_stand(tmp_path: Path, exercise: Exercise) -> None:
    text = re.sub(r"^# (?=(work|rest|on|off|for_s|severity|cue) = )", "", template(exercise), flags=re.M)
    personal = read_targets(written(tmp_path, text)).personal[exercise.name]
    numbers = sum(3 if isinstance(judged, Fault) else 2 for judged in exercise.judged)
    assert len(personal.changes) == 2 + numbers
    for change in personal.changes:
        # as they are printed: six digits
        assert change.own == pytest.approx(change.standard, rel=1e-5)


# --- recorded landmarks, results, reports


OWN = "[lunge.knee_collapse_2]\non = 8\nseverity = 'caution'\n[lunge.hip_drop]\nskip = true"


def judged_with(folder: Path, text: str) -> Result:
    return analyze(LUNGE, "lunge", targets=read_targets(written(folder, text)))


def test_a_result_is_judged_by_the_own_limits_and_says_so(tmp_path: Path) -> None:
    declared, mine = analyze(LUNGE, "lunge"), judged_with(tmp_path, OWN)
    assert (declared.personal, declared.good_reps, mine.good_reps) == (None, 2, 4)
    assert mine.personal is not None
    assert mine.personal.file == "anna.toml"
    assert [c.words for c in mine.personal.personal.changes] == [
        "knee_collapse_2: on 8 deg instead of 6",
        "knee_collapse_2: severity 'caution' instead of 'fault'",
        "hip_drop_1: left out",
        "hip_drop_2: left out",
    ]
    assert ("hip_drop", "left out by anna.toml") in [(n.name, n.reason) for n in mine.not_checked]
    assert Result.model_validate_json(mine.model_dump_json()) == Result.model_validate(
        json.loads(mine.model_dump_json())
    )


def test_the_recognised_exercise_gets_its_own_limits_too(tmp_path: Path) -> None:
    mine = analyze(LUNGE, targets=read_targets(written(tmp_path, OWN)))
    assert (mine.exercise, mine.good_reps) == ("lunge", 4)


def test_a_report_shows_the_own_limits(tmp_path: Path) -> None:
    page = render(Material(result=judged_with(tmp_path, OWN)))
    assert "Personal limits:</strong> limits of anna.toml: knee_collapse_2: on 8 deg instead of 6;" in page
    assert "<span>limits of anna.toml</span>" in page
    assert "8 deg or more for 0.2 s" in page
    assert "without it: Piva 2006" in page


def test_a_report_of_a_limit_that_is_no_more_can_still_be_made(tmp_path: Path) -> None:
    result = judged_with(tmp_path, OWN)
    assert result.personal is not None
    (first, *others) = result.personal.changes
    gone = result.personal.model_copy(
        update={"changes": [first.model_copy(update={"limit": "gone"}), *others]}
    )
    page = render(Material(result=result.model_copy(update={"personal": gone})))
    assert "gone: on 8 deg instead of 6" in page


def test_a_coached_session_is_judged_by_the_own_limits(tmp_path: Path) -> None:
    targets = read_targets(written(tmp_path, OWN))
    coached = Coached(targets.apply(find("lunge")), Plan(countdown_s=0.0), source="camera 0")
    for sighting in replay(RecordedPoses(LUNGE)):
        coached.step(sighting)
    result = coached.finish()
    assert (result.reps, result.good_reps) == (4, 4)
    assert result.personal is not None
    assert result.personal.file == "anna.toml"


def test_the_history_keeps_the_own_limits(tmp_path: Path) -> None:
    result = judged_with(tmp_path, OWN)
    with Store(folder=tmp_path / "data") as store:
        recorder = store.begin("lunge", source_kind="landmarks", source_name="lunge.npz")
        recorder.finish(result)
        kept = store.session(recorder.id).result
    assert kept.personal == result.personal


# --- a person's own file, the command line


def test_a_person_has_a_file_in_the_data_folder(tmp_path: Path) -> None:
    written(tmp_path, "[lunge]\nwork = 84", "targets/anna maria.toml")
    targets = load_targets(None, "anna maria", tmp_path)
    assert targets is not None
    assert targets.apply(find("lunge")).drive.work == 84.0
    assert load_targets(None, None) is None


@each(
    ("person", "said"),
    [("bob", "there are no targets of bob"), ("../bob", "cannot be a person's name"), ("", "cannot be")],
)
def test_a_person_without_a_file_is_one_line(tmp_path: Path, person: str, said: str) -> None:
    with pytest.raises(FormcheckError, match=said):
        load_targets(None, person, tmp_path)


def test_both_a_file_and_a_person_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match="Leave one of them away"):
        load_targets(tmp_path / "x.toml", "anna")


def test_the_command_line_names_file_and_limits(tmp_path: Path) -> None:
    done = formcheck("count", LUNGE, "-e", "lunge", "--targets", written(tmp_path, "[lunge]\nwork = 84"))
    assert done.stdout.endswith(" [limits of anna.toml: range: work 84 deg instead of 90]\n")
    person = formcheck("analyze", LUNGE, "-e", "lunge", "--person", "anna", FORMCHECK_DATA=str(tmp_path))
    assert "no targets of anna" in one_clear_line(person)
    written(tmp_path, "[lunge.hip_drop]\nskip = true", "targets/anna.toml")
    person = formcheck("analyze", LUNGE, "-e", "lunge", "--person", "anna", FORMCHECK_DATA=str(tmp_path))
    assert "own limits anna.toml" in person.stdout
    assert "hip_drop_1: left out" in person.stdout


@each("command", ["count", "analyze"])
def test_a_wrong_file_stops_before_anything_is_counted(tmp_path: Path, command: str) -> None:
    path = written(tmp_path, "[lunge]\nwork = 60")
    done = formcheck(command, LUNGE, "-e", "lunge", "--targets", path)
    assert one_clear_line(done) == f"formcheck: {path}, line 2, lunge.work: is 60; allowed: 78 to 130 deg"
    assert done.stdout == ""

"""The way through a routine, on recorded people: announced, counted, rested, left out, kept."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from coached import Visit
from formcheck.coach.lead import lead, task_words
from formcheck.coach.moment import Said, State
from formcheck.coach.plan import Plan, PlanSide
from formcheck.engine.events import Rep
from formcheck.exercises import find
from formcheck.ground import ground_of
from formcheck.routines import KeptRun, Walk
from formcheck.routines.kept import WalkRecorder
from formcheck.store import Store
from routine_walk import one_after_the_other, said, two_steps, walked
from synthetic import Move

SQUATS, BRIDGES = "squat_clean", "bridge_hips_low"


def a_walk(**first: object) -> Walk:
    return Walk(two_steps(**first), source="camera 0", countdown_s=0.0)


def test_one_exercise_comes_after_the_other() -> None:
    walk = a_walk(rest_s=0)
    moments = walked(walk, SQUATS, BRIDGES)
    (squats,), bridges = walk.results, walk.finish()
    assert [(r.exercise, r.reps) for r in (squats, bridges)] == [("squat", 3), ("bridge", 2)]
    assert {(m.exercise.name, m.exercise_number, m.exercises) for m in moments} == {
        ("squat", 1, 2),
        ("bridge", 2, 2),
    }
    assert (moments[-1].state, moments[-1].reps_total) == (State.DONE, 5)
    assert [m.state for m in moments].count(State.DONE) == len(moments) - [m.state for m in moments].index(
        State.DONE
    )


def test_every_picture_has_its_moment_at_its_own_time() -> None:
    seen = list(one_after_the_other(SQUATS, BRIDGES))
    walk = a_walk(rest_s=0)
    moments = [walk.step(sighting) for sighting in seen]
    assert [m.t_s for m in moments] == [s.t_s for s in seen]
    # what is kept of an exercise begins at 0
    assert walk.finish().duration_s < seen[-1].t_s - walk.results[0].duration_s + 0.1
    assert sum(isinstance(e, Rep) for m in moments for e in m.events) == 5


def test_the_next_exercise_is_announced_in_the_rest_before_it() -> None:
    moments = walked(a_walk(), SQUATS, BRIDGES)
    first, *_, last = said(moments)
    camera = {e: find(e).placements[0].name for e in ("squat", "bridge")}
    assert first == f"Next: squat, 3 repetitions. Camera {camera['squat']}"
    coming = f"Next: bridge, 2 repetitions. Camera {camera['bridge']}"
    assert f"Squat done. Rest 5 seconds. {coming}" in said(moments)
    assert last.startswith("Routine done: 5 repetitions, ")
    resting = [m for m in moments if m.state is State.RESTING]
    assert {m.text for m in resting if m.exercise_number == 2} == {coming}
    assert resting[-1].t_s - resting[0].t_s == pytest.approx(5.0, abs=0.1)
    assert resting[1].rest_left_s == pytest.approx(5.0, abs=0.1)
    assert not any(isinstance(e, Rep) for m in resting[1:] for e in m.events)


@pytest.mark.parametrize(("rest_s", "is_told"), [(30, True), (14, False)])
def test_the_end_of_a_long_rest_is_told_and_no_announcement_is_cut_off(rest_s: int, is_told: bool) -> None:
    moments = walked(a_walk(rest_s=rest_s), SQUATS, pause_s=25.0)
    assert ("Bridge in ten seconds" in said(moments)) is is_told


def test_a_person_at_a_camera_hears_the_first_exercise_before_it_begins() -> None:
    walk = Walk(two_steps(), source="camera 0")
    moments = walked(walk, SQUATS)
    assert moments[0].state is State.RESTING
    assert 4.0 < (moments[0].rest_left_s or 0.0) < 10.0
    assert moments[0].caption == said(moments)[0]


def test_next_ends_a_rest_a_set_and_leaves_out_what_is_waited_for() -> None:
    walk = a_walk(sets=2)
    seen = iter(one_after_the_other(SQUATS, BRIDGES))
    for sighting in seen:
        if walk.step(sighting).reps == 1:
            break
    walk.next()
    assert walk.step(next(seen)).state is State.RESTING
    walk.next()
    assert walk.coached.is_waiting
    walk.next()
    moment, announced = walk.step(next(seen)), walk.step(next(seen))
    assert (walk.number, announced.exercise.name, moment.reps_total) == (2, "bridge", 1)
    assert "Squat done" in announced.say[0].text
    walk.next()  # the announcement
    walk.next()  # and the bridges, unseen
    assert walk.step(next(seen)).state is State.DONE
    assert walk.finish().reps == 0


def test_an_exercise_left_out_is_told() -> None:
    walk, seen = Walk(two_steps(), source="camera 0"), one_after_the_other(SQUATS)
    walk.step(next(seen))
    walk.next()
    assert walk.step(next(seen)).state in (State.READY, State.COUNTDOWN)
    walk.next()
    walk.step(next(seen))
    assert walk.step(next(seen)).caption.startswith("Squat left out. Next: bridge")


def test_a_pause_stops_the_routine() -> None:
    walk = a_walk()
    seen = one_after_the_other(SQUATS, BRIDGES)
    for sighting in seen:
        if walk.step(sighting).exercise_number == 2:
            break
    walk.pause()
    left_s = walk.step(next(seen)).rest_left_s
    for _ in range(60):
        assert walk.step(next(seen)).rest_left_s == left_s
    walk.resume()
    assert walk.step(next(seen)).state is State.RESTING


def recorded(store: Store, walk: Walk, *names: str, until: int | None = None) -> WalkRecorder:
    kept = KeptRun(
        store, walk.routine, source_kind="camera", source_name="camera 0", ground=ground_of("mat", "shod")
    )
    recorder = WalkRecorder(kept, walk)
    for number, sighting in enumerate(one_after_the_other(*names)):
        if number == until:
            return recorder
        recorder.write(walk.step(sighting).step)
    recorder.finish(walk.finish())
    return recorder


def test_each_step_is_a_session_of_one_routine(tmp_path: Path) -> None:
    store, walk = Store(folder=tmp_path), a_walk(rest_s=0)
    ids = recorded(store, walk, SQUATS, BRIDGES).session_ids
    (done,) = store.routines()
    assert [(s.title, s.reps, s.reps_planned, s.session_id) for s in done.steps] == [
        ("Squat", 3, 3, ids[1]),
        ("Bridge", 2, 2, ids[2]),
    ]
    assert (done.title, done.steps_done) == ("Two", 2)
    squats = store.session(ids[1])
    assert (squats.result, squats.plan and squats.plan["side"]) == (walk.results[0], "both")
    assert {(s.surface, s.footwear, s.complete) for s in store.sessions()} == {("mat", "shod", True)}
    assert store.traces(ids[2]).t_s[0] < 20.0


def test_what_is_cut_off_is_kept_up_to_the_last_repetition(tmp_path: Path) -> None:
    store, walk = Store(folder=tmp_path), a_walk(rest_s=0)
    whole = len(list(one_after_the_other(SQUATS)))
    # the process ends here, without a word
    recorded(store, walk, SQUATS, BRIDGES, until=whole - 20)
    (done,) = Store(folder=tmp_path).routines()
    assert [(s.reps, s.is_done) for s in done.steps] == [(3, True), (0, False)]


def test_what_was_not_begun_leaves_no_session(tmp_path: Path) -> None:
    store = Store(folder=tmp_path)
    recorded(store, a_walk(), SQUATS)
    (summary,) = store.sessions()
    assert (summary.exercise, summary.routine, summary.routine_step) == ("squat", "Two", 1)


TASKS = [
    (Plan(reps=12, sets=2), "2 sets of 12"),
    (Plan(reps=1), "1 repetition"),
    (Plan(), "as many as you like"),
    (Plan(sets=3), "3 sets, as many as you like"),
    (Plan(reps=10, side=PlanSide.EACH), "10 repetitions on each side"),
    (Plan(reps=10, sets=2, hold_s=5, side=PlanSide.LEFT), "2 sets of 10, left side, held 5 seconds"),
    (Plan(reps=1, sets=3, hold_s=30), "3 holds of 30 seconds"),
    (Plan(reps=1, hold_s=30, side=PlanSide.EACH), "one hold of 30 seconds on each side"),
]


@pytest.mark.parametrize(("plan", "words"), TASKS, ids=[w for _, w in TASKS])
def test_what_is_asked_for_is_told_in_a_few_words(plan: Plan, words: str) -> None:
    assert task_words(plan) == words


def test_a_note_is_told_between_the_task_and_the_camera() -> None:
    told = lead(find("bridge"), Plan(reps=5), rest_s=0.0, note="On your heels.", before="Squat done")
    assert told.say.startswith("Squat done. Next: bridge, 5 repetitions. On your heels. Camera ")
    assert told.text.startswith("Next: bridge, 5 repetitions. On your heels. Camera ")


LUNGE = find("lunge")
# Six lunges: left, left, right, left, right, right.
SIDES: tuple[Literal["left", "right"], ...] = ("left", "left", "right", "left", "right", "right")


@pytest.mark.parametrize(
    ("side", "reps", "shown", "goal", "told"),
    [
        pytest.param(PlanSide.BOTH, 6, 6, 6, [], id="both"),
        pytest.param(PlanSide.LEFT, 3, 3, 3, ["Now the left side"], id="left"),
        pytest.param(PlanSide.RIGHT, 2, 2, 2, ["Now the right side"] * 3, id="right"),
        pytest.param(PlanSide.EACH, 2, 4, 4, ["Now the right side"], id="each"),
    ],
)
def test_a_set_ends_when_the_side_asked_for_has_its_share(
    side: PlanSide, reps: int, shown: int, goal: int, told: list[str]
) -> None:
    starts_s = tuple(4.0 + 5.0 * i for i in range(len(SIDES)))
    by_start = dict(zip(starts_s, SIDES, strict=True))
    visit = Visit(
        LUNGE,
        Plan(reps=reps, side=side),
        starts_s,
        move=lambda s: replace(Move(s, hold_s=0.5), side=by_start[s]),
    )
    moments = list(visit.moments(40.0))
    done = next(m for m in moments if m.state is State.DONE)
    assert (done.reps, done.reps_goal, done.reps_total) == (shown, goal, shown)
    assert [words for words in said(moments) if words.startswith("Now the")] == told
    assert len(said(moments, Said.COUNT)) >= shown

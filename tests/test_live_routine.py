"""A routine in the window and on the command line: walked through, shown, kept, and refused in one line."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

from formcheck.coach.moment import State
from formcheck.exercises import find
from formcheck.live.screen import Screen, Status
from formcheck.routines import Walk
from formcheck.store import Store
from routine_walk import two_steps, walked
from shell import SAMPLES, formcheck, one_clear_line

TWICE = """
title = "Twice"
[[steps]]
exercise = "superman_prone"
reps = 2
rest_s = 0
[[steps]]
exercise = "superman_prone"
reps = 5
rest_s = 0
"""


def test_a_clip_is_coached_through_a_routine_and_kept_as_one(tmp_path: Path) -> None:
    path = tmp_path / "twice.toml"
    path.write_text(TWICE, encoding="utf-8")
    done = formcheck(
        *("live", "--routine", path, "--source", SAMPLES / "superman_prone_hold_short.mp4", "--fast"),
        *("--surface", "mat", "--footwear", "barefoot"),
        FORMCHECK_DATA=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    first, second, both, saved = done.stdout.splitlines()
    assert first.startswith("1. superman_prone: 2 reps, ")
    assert second.startswith("2. superman_prone: 1 rep, ")
    assert both == "Twice: 1 of 2 steps done, 3 reps, 3 without a fault"
    assert saved.endswith("formcheck history routines")
    with Store(folder=tmp_path) as store:
        (run,) = store.routines()
        assert [(s.reps, s.reps_planned, s.is_done) for s in run.steps] == [(2, 2, True), (1, 5, False)]
        assert {(s.surface, s.footwear) for s in store.sessions()} == {("mat", "barefoot")}
    told = formcheck("history", "routines", FORMCHECK_DATA=str(tmp_path)).stdout
    assert "Twice: 1 of 2 steps" in told
    assert "2. Superman lying on the front: 1 of 5 reps" in told
    barefoot = formcheck("history", "list", "--footwear", "shod", FORMCHECK_DATA=str(tmp_path)).stdout
    assert barefoot == "Nothing saved on that surface in that footwear.\n"


def test_the_window_says_which_exercise_of_how_many_and_what_comes_next() -> None:
    moments = walked(
        Walk(two_steps(sets=1), source="camera 0", countdown_s=0.0), "squat_clean", "bridge_clean"
    )
    screen = Screen(find("squat"))
    scenes = [screen.scene(moment, Status()) for moment in moments]
    assert [scenes[0].title, scenes[-1].title] == ["Squat", "Bridge"]
    assert [scenes[0].set_text, scenes[-1].set_text] == ["Exercise 1 of 2", "Exercise 2 of 2"]
    both = screen.scene(replace(moments[0], sets=3), Status())
    assert both.set_text == "Exercise 1/2, set 1/3"
    resting = next(i for i, moment in enumerate(moments) if moment.state is State.RESTING)
    assert scenes[resting + 1].big == "0:05"
    assert scenes[resting + 1].big_note.startswith("Next: bridge, 2 repetitions. Camera ")
    assert scenes[-1].big == "5"
    # what is counted of one exercise is not drawn over the next
    assert scenes[resting + 1].reps is None


REFUSED = [
    (["live"], "there is nothing to coach. Name an exercise"),
    (["live", "--routine", "hips", "--reps", "3"], "a routine has its own reps"),
    (["live", "--routine", "hips", "-e", "squat"], "a routine has its own exercise"),
    (["live", "--routine", "nix"], "unknown routine 'nix'. Choose one of: after_run, "),
    (["live", "-e", "squat", "--surface", "ice"], "unknown surface 'ice'. Choose one of: floor, mat"),
    (
        ["count", "a.mp4", "--footwear", "shod"],
        "--surface and --footwear are kept with a session. Add --save",
    ),
    (["analyze", "a.mp4", "--save", "--surface", "x"], "unknown surface 'x'"),
    (["history", "list", "--surface", "x"], "unknown surface 'x'"),
    (["routine", "show", "nix"], "unknown routine 'nix'"),
]


@pytest.mark.parametrize(("words", "says"), REFUSED, ids=[" ".join(words) for words, _ in REFUSED])
def test_what_makes_no_sense_is_one_clear_line(tmp_path: Path, words: list[str], says: str) -> None:
    assert says in one_clear_line(formcheck(*words, FORMCHECK_DATA=str(tmp_path)))


def test_routines_are_listed_and_shown(tmp_path: Path) -> None:
    listed = formcheck("routine", "list", FORMCHECK_DATA=str(tmp_path))
    assert listed.returncode == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()].count("before_run") == 1
    assert str(tmp_path / "routines") in listed.stdout.replace("\n", "")
    shown = formcheck("routine", "show", "hips").stdout
    assert shown.startswith("Hips\n")
    assert "5. Bridge: 2 sets of 10, held 3 seconds. Rest 30 s\n   Camera at your side\n" in shown
    assert "formcheck live --routine hips" in shown


def test_a_broken_routine_of_ones_own_is_told_and_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.toml").write_text("title = 'x'\nsteps = 3", encoding="utf-8")
    listed = formcheck("routine", "list", FORMCHECK_DATA=str(tmp_path))
    assert "mine.toml, line 2, steps: " in one_clear_line(listed)
    assert "before_run" in listed.stdout

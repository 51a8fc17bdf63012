"""A batch that is killed, again and again: no half file, no finished clip lost, nothing done twice."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import psutil
import pytest

from formcheck.batch.clip import do
from formcheck.batch.key import settings_of
from formcheck.batch.staging import HIDDEN
from formcheck.batch.work import Keep, Outcome, Wanted, Work
from formcheck.pose.backends import PoseOptions
from formcheck.pose.recorded import LandmarkRecorder, RecordedPoses
from formcheck.store import Store
from shell import ROOT, beginning, command, environment, formcheck

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL as POSIX has it")

KILLS, FRAMES, VIDEO_S, PATIENCE_S = 20, 40, 0.4, 60.0
# Every process is forked from one that has imported what a batch needs: a kill costs no second of imports.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["formcheck.batch.clip", "formcheck.store", "formcheck.pose.blazepose"])


def shortened(source: Path, target: Path, frames: int) -> Path:
    recorded = RecordedPoses(source)
    about = recorded.recording
    with LandmarkRecorder(target, backend=about.backend, model=about.model, source=about.source) as recorder:
        for t_s, pose in islice(recorded, frames):
            recorder.write(t_s, pose, pose.size_px if pose else (0, 0))
    return target


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("clips")
    names = ("squat_clean", "squat_knee_collapse", "squat_too_shallow")
    recorded = [
        shortened(ROOT / "tests" / "recorded" / f"{name}.npz", folder / f"{name}_{n}.npz", FRAMES + n)
        for name in names
        for n in range(2)
    ]
    return [*recorded, beginning("squat_clean", VIDEO_S, folder / "film.mp4")]


def works(clips: Sequence[Path], out: Path) -> list[Work]:
    work = Work(
        clip="",
        name="",
        exercise="squat",
        wanted=Wanted(out=out, csv=True, json=True),
        pose=PoseOptions(model="lite"),
        keep=Keep(data=out.parent / f"{out.name}-data"),
    )
    work = replace(work, settings=settings_of(work))
    return [replace(work, clip=str(clip), name=clip.name) for clip in clips]


def batch(todo: Sequence[Work]) -> list[Outcome]:
    return [do(work) for work in todo]


def visible(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*") if path.is_file()}


def told(outcome: Outcome) -> str:
    assert outcome.result is not None
    return outcome.result.model_dump_json()


def records(out: Path) -> dict[str, tuple[int, int]]:
    """What stands for a finished clip, and when it was written."""
    return {p.name: (p.stat().st_ino, p.stat().st_mtime_ns) for p in (out / HIDDEN).glob("*.json")}


def finished_files(out: Path) -> dict[str, int]:
    names = [n for p in (out / HIDDEN).glob("*.json") for n in json.loads(p.read_bytes())["files"]]
    return {name: (out / name).stat().st_mtime_ns for name in names}


def unchanged(before: dict[str, object], after: dict[str, object]) -> bool:
    return before.items() <= after.items()


def test_a_batch_killed_at_20_random_moments(clips: list[Path], tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    outcomes = batch(works(clips, whole))
    assert all(not outcome.troubles and outcome.is_whole for outcome in outcomes)
    first = CONTEXT.Process(target=batch, args=(works(clips, tmp_path / "timed"),))
    began_s = time.monotonic()
    first.start()
    first.join(PATIENCE_S)
    takes_s, expected, chance = time.monotonic() - began_s, visible(whole), random.Random(6)
    todo, killed, restarts = works(clips, out), 0, 0
    while killed < KILLS:
        known, files = records(out), finished_files(out)
        process = CONTEXT.Process(target=batch, args=(todo,))
        process.start()
        process.join(chance.uniform(0.0, takes_s * (1 - len(known) / len(clips))))
        process.kill()
        process.join(PATIENCE_S)
        killed += process.exitcode == -signal.SIGKILL
        assert unchanged(dict(known), dict(records(out))), "a finished clip was done again, or lost"
        assert unchanged(dict(files), dict(finished_files(out)))
        half = {name for name, content in visible(out).items() if expected[name] != content}
        assert not half
        if len(records(out)) == len(clips):
            restarts += 1
            out = tmp_path / f"out{restarts}"
            todo = works(clips, out)
    last = batch(todo)
    assert visible(out) == expected
    assert [told(outcome) for outcome in last] == [told(outcome) for outcome in outcomes]
    assert not list((out / HIDDEN).rglob("*.csv")), "what the killed ones left"
    with Store(folder=tmp_path / f"{out.name}-data") as store:
        kept = store.sessions()
    assert len(kept) == len(clips), "each clip is one session, however often it was begun"


def test_a_killed_command_takes_its_workers_along_and_goes_on_where_it_was(
    clips: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ("analyze", clips[0].parent, "-e", "squat", "--model", "lite", "--json", "--jobs", 2)
    process = subprocess.Popen(
        command(*words, "--out", out), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until(lambda: len(records(out)) >= 2)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate(timeout=PATIENCE_S)
    until(lambda: not any(worker.is_running() for worker in workers))
    before = records(out)
    done = formcheck(*words, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(clips) - len(before)} analyzed, {len(before)} done before" in done.stdout
    assert unchanged(dict(before), dict(records(out)))
    assert len(visible(out)) == 2 * len(clips)


def until(condition: Callable[[], bool]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s, "it never came to that"
        time.sleep(0.02)

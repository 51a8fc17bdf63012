"""A folder at the command line: a line a clip, failures in a table; segments give what the whole gives."""

import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.batch.clip import do
from formcheck.batch.folder import check_names, clips_in
from formcheck.batch.key import key_of, settings_of
from formcheck.batch.local import Local
from formcheck.batch.plan import ends_s
from formcheck.batch.run import run
from formcheck.batch.segments import Part, fit, joined, segments
from formcheck.batch.work import Keep, Wanted, Work
from formcheck.errors import FormcheckError, VideoError
from formcheck.ground import Ground, Surface
from formcheck.pose.backends import PoseOptions
from formcheck.results import Result
from made_clips import make_clip, noise
from shell import ROOT, beginning, command, environment, formcheck, one_clear_line

RECORDED = ROOT / "tests" / "recorded"
LITE = PoseOptions(model="lite")
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


def work(clip: Path, out: Path, **more: object) -> Work:
    made = Work(clip=str(clip), name=clip.name, exercise="squat", wanted=Wanted(out=out), pose=LITE)
    return replace(made, **more)  # type: ignore[arg-type]


def folder_of(tmp_path: Path, *names: str) -> Path:
    folder = tmp_path / "clips"
    folder.mkdir()
    for name in names:
        os.link(RECORDED / f"{name}.npz", folder / f"{name}.npz")
    return folder


def repeated(landmarks: Path, times: int, path: Path) -> None:
    """Landmarks one time after the other."""
    with np.load(landmarks) as once:
        many = {name: np.concatenate([once[name]] * times) for name in once if once[name].ndim}
        lasts_s = 2 * once["t_s"][-1] - once["t_s"][-2]
        many["t_s"] = np.concatenate([once["t_s"] + i * lasts_s for i in range(times)])
        np.savez(path, allow_pickle=False, header=once["header"], **many)


def test_a_folder_means_its_clips(tmp_path: Path) -> None:
    names = ("b.MP4", "a.mov", "c.npz", "d.landmarks.npz")
    others = ("a.annotated.mp4", "a.landmarks.npz", "notes.txt", "a.json")
    for name in (*names, *others):
        (tmp_path / name).touch()
    (tmp_path / "within.mp4").mkdir()
    assert sorted(path.name for path in clips_in(tmp_path)) == sorted(names)
    (tmp_path / "empty").mkdir()
    with pytest.raises(VideoError, match="holds no clip"):
        clips_in(tmp_path / "empty")
    with pytest.raises(FormcheckError, match="same names"):
        check_names([tmp_path / "a.mp4", tmp_path / "a.mov"])


def test_a_folder_with_a_bad_clip(tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path, "squat_clean", "squat_too_shallow"), tmp_path / "out"
    (folder / "bad.mp4").write_text("no clip at all\n")
    words = ("analyze", folder, "-e", "squat", "--json", "--jobs", 1, "--out", out, "--save")
    done = formcheck(*words, FORMCHECK_DATA=str(tmp_path / "data"))
    assert done.returncode == 1
    assert "squat_clean.npz  squat: 4 reps" in done.stdout
    table = done.stdout[done.stdout.index("failed") :]
    assert "bad.mp4" in table
    assert "is text, not a video" in " ".join(table.split())
    assert done.stdout.splitlines()[-1] == "3 clips: 2 analyzed, 1 failed"
    assert [line for line in done.stderr.splitlines() if "saved: formcheck report" not in line] == [
        f"formcheck: {folder / 'bad.mp4'} is text, not a video. Its name says otherwise, or a web page was"
        " saved. Check the file"
    ]
    again = formcheck(*words, FORMCHECK_DATA=str(tmp_path / "data"))
    assert again.stdout.splitlines()[-1] == "3 clips: 2 done before, 1 failed"
    (out / "squat_clean.json").unlink()
    (folder / "bad.mp4").unlink()
    mended = formcheck(*words, FORMCHECK_DATA=str(tmp_path / "data"))
    assert (mended.returncode, mended.stdout.splitlines()[-1]) == (0, "2 clips: 1 analyzed, 1 done before")
    listed = formcheck("history", "list", FORMCHECK_DATA=str(tmp_path / "data")).stdout
    assert listed.count("squat_") == 2, "a session for each clip, however often it was done"


def test_a_misspelt_backend_is_told_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "squat_clean", "squat_too_shallow")
    done = formcheck("analyze", folder, "--backend", "blazpose", "--out", tmp_path / "out")
    assert "Did you mean blazepose" in one_clear_line(done)


def test_fail_fast_ends_at_the_first_failure(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "squat_clean", "squat_too_shallow", "squat_knee_collapse")
    (folder / "huge.mp4").write_bytes(b"no clip at all\n" * 500_000)
    done = formcheck("analyze", folder, "--jobs", 1, "--fail-fast", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "4 clips: 1 failed, 3 not done", "the largest one is begun first"


@POSIX
def test_ctrl_c_keeps_finished_clips_and_leaves_no_half_one(tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path, "squat_clean"), tmp_path / "out"
    # landmarks, because a long video would be cut into segments, and the short clip wait for them
    repeated(RECORDED / "squat_clean.npz", 80, folder / "long.npz")
    words = ("analyze", folder, "-e", "squat", "--model", "lite", "--csv", "--jobs", 2, "--out", out)
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command(*words),
        stdout=pipe,
        stderr=pipe,
        text=True,
        env=environment(),
        # what a shell starts in the background hears no Ctrl-C, and neither do its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "squat_clean.npz  squat: 4 reps, 4 without a fault\n"
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr == "formcheck: stopped; 2 clips: 1 analyzed, 1 not done. Run it again to go on\n"
    assert {path.name.split(".")[0] for path in out.iterdir() if path.is_file()} == {"squat_clean"}


def test_the_key_is_of_all_that_decides_the_outcome(tmp_path: Path) -> None:
    clip = RECORDED / "squat_clean.npz"
    one = work(clip, tmp_path)
    same = replace(one, wanted=replace(one.wanted, out=tmp_path / "other"), pose=replace(one.pose, threads=2))
    assert settings_of(one) == settings_of(same)
    others = [
        replace(one, exercise="lunge"),
        replace(one, pose=PoseOptions(model="full")),
        replace(one, wanted=replace(one.wanted, csv=True)),
        replace(one, keep=Keep()),
        replace(one, keep=Keep(ground=Ground(Surface.MAT))),
    ]
    assert len({settings_of(other) for other in (one, *others)}) == len(others) + 1
    copy = tmp_path / "copy.npz"
    copy.write_bytes(clip.read_bytes()[:-1])
    keys = {key_of(w) for w in (one, replace(one, clip=str(copy)), replace(one, name="another.npz"))}
    assert len(keys) == 3, "its content and its name"


def counted(result: Result | None) -> tuple[object, ...]:
    assert result is not None
    faults = sorted((fault.rep, fault.name, fault.side or "") for fault in result.faults)
    return result.frames, result.reps, result.reps_by_side, result.good_reps, result.partials, faults


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two squats."""
    return beginning("squat_knee_collapse", 7.5, tmp_path_factory.mktemp("film") / "film.mp4")


@pytest.fixture(scope="module")
def parts(film: Path) -> tuple[Part, ...]:
    tasks = segments(str(film), film.name, LITE, [4.2], film.parent)
    return tuple(task(lambda message: None) for task in tasks)


def test_segments_give_the_events_of_the_whole(film: Path, parts: tuple[Part, ...], tmp_path: Path) -> None:
    assert fit(parts)
    whole = do(work(film, tmp_path))
    cut = do(work(film, tmp_path, parts=parts, wanted=Wanted(out=tmp_path, video=True)))
    assert counted(cut.result) == counted(whole.result)
    assert counted(whole.result)[1] == 2
    assert cut.files == (tmp_path / "film.annotated.mp4",)
    again = do(work(film, tmp_path))
    assert again.result == whole.result, "a session forgets the clip before"


def test_segments_that_do_not_fit_are_known(film: Path, parts: tuple[Part, ...], tmp_path: Path) -> None:
    first, second = parts
    assert not fit((replace(first, next_s=first.next_s + 0.04), second)), "a frame is missing"
    assert not fit((replace(first, to_s=4.0, next_s=second.from_s), second))
    with joined(parts, film.name, None) as stream:
        times_s = [sighting.t_s for sighting in stream]
    assert len(times_s) == stream.frames_estimate == len(set(times_s))
    assert times_s == sorted(times_s)


def test_long_clips_are_cut_where_cores_would_idle(tmp_path: Path) -> None:
    long, short = (make_clip(tmp_path / f"{n}.mp4", tuple(map(float, range(n)))) for n in (400, 50))
    works = [work(clip, tmp_path) for clip in (long, short)]
    assert ends_s(works, 1) == {}
    assert ends_s(works[:1], 2) == {"400.mp4": [pytest.approx(200.0, abs=1)]}
    assert set(ends_s(works, 2)) == {"400.mp4"}
    assert ends_s([works[0], replace(works[0], name="other.mp4")], 2) == {}, "both cores are busy"
    assert ends_s([works[1]], 4) == {}, "too short to be cut"
    assert ends_s([replace(works[0], exercise="towel_curl")], 2) == {}, "its pictures are seen in order"


def test_a_clip_that_cannot_be_cut_is_done_whole(tmp_path: Path) -> None:
    times_s = tuple(2.0 * i for i in range(35))
    clip = make_clip(tmp_path / "nobody.mp4", times_s, picture=lambda i: noise(64, 48, i))
    content = bytearray(clip.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 400] = bytes(400)
    clip.write_bytes(content)
    made = work(clip, tmp_path / "out")
    assert set(ends_s([made], 2)) == {"nobody.mp4"}
    with Local(2) as local:
        (outcome,) = run([made], local, lambda work, message: None)
    assert outcome.troubles == do(made).troubles
    assert not list((tmp_path / "out").rglob("*.npz"))

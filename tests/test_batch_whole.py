"""The tables over all clips of a batch: every clip, set and repetition once, with what went wrong."""

from pathlib import Path

import pytest

from formcheck.batch.whole import write_whole
from formcheck.batch.work import Outcome
from formcheck.errors import VideoError
from formcheck.results import SetFound
from test_store import LUNGE, steps

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def outcomes() -> list[Outcome]:
    lunge, bridge = steps(*LUNGE)[1], steps("bridge_hips_low", "bridge")[1]
    several = SetFound(
        number=1,
        exercise="bridge",
        start_s=0.0,
        end_s=9.0,
        first_rep=1,
        reps=2,
        good_reps=1,
        faults=["hips_low"],
    )
    return [
        Outcome(clip="a/lunge.mp4", name="lunge.mp4", result=lunge),
        Outcome(clip="b.mp4", name="b.mp4", errors=("cannot read b.mp4",)),
        Outcome(clip="c.mp4", name="c.mp4", result=bridge.model_copy(update={"sets": [several]})),
    ]


def test_every_clip_set_and_repetition_has_its_row(tmp_path: Path) -> None:
    done = outcomes()
    paths = write_whole(tmp_path / "out", done)
    assert [path.name for path in paths] == ["clips.parquet", "sets.parquet", "repetitions.parquet"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {path.name for path in paths}
    clips, sets, reps = (parquet.read_table(path).to_pylist() for path in paths)
    assert [(c["clip"], c["exercise"], c["reps"], c["errors"]) for c in clips] == [
        ("lunge.mp4", "lunge", 4, []),
        ("b.mp4", None, None, ["cannot read b.mp4"]),
        ("c.mp4", "bridge", 4, []),
    ]
    assert [(s["clip"], s["set"], s["exercise"], s["faults"]) for s in sets] == [
        ("lunge.mp4", 1, "lunge", ["knee_collapse"]),
        ("c.mp4", 1, "bridge", ["hips_low"]),
    ]
    found = [(done[0], "lunge"), (done[2], "bridge")]
    assert [(r["clip"], r["exercise"], r["rep"], r["start_s"], r["faults"]) for r in reps] == [
        (one.name, exercise, rep.number, round(rep.start_s, 3), rep.faults)
        for one, exercise in found
        for rep in (one.result.repetitions if one.result else [])
    ]


def test_a_second_batch_takes_the_place_of_the_first(tmp_path: Path) -> None:
    write_whole(tmp_path, outcomes())
    clips, *_ = write_whole(tmp_path, outcomes()[:1])
    assert parquet.read_table(clips).num_rows == 1


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(VideoError, match="cannot write"):
        write_whole(tmp_path / "out", outcomes())

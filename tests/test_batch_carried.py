"""Clips that travel: from a disk, a folder's address or an archive, to a process that knows none of these."""

import pickle
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.batch.addresses import listed, name_of, shown
from formcheck.batch.carried import Carried, Delivery, Parcel
from formcheck.batch.carrier import Carrier
from formcheck.batch.local import Local
from formcheck.batch.run import run
from formcheck.batch.work import Outcome, Wanted, Work
from formcheck.errors import VideoError
from formcheck.results import Result

RECORDED = Path(__file__).parent / "recorded"
CLIPS = ("lunge_clean.npz", "squat_clean.npz")
fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")


@pytest.fixture(scope="module")
def workers() -> Iterator[Local]:
    with Local(jobs=1) as local:
        yield local


def work(clip: str, name: str, out: Path) -> Work:
    return Work(clip=clip, name=name, exercise="lunge", wanted=Wanted(out=out, json=True, csv=True))


def done(workers: Local, asked: Work) -> Outcome:
    delivery = workers.submit(Carried.packed(asked)).result()
    assert isinstance(delivery, Delivery)
    return delivery.unpacked(asked)


def test_a_clip_travels_and_its_files_come_back(workers: Local, tmp_path: Path) -> None:
    clip = shutil.copy(RECORDED / CLIPS[0], tmp_path)
    asked = work(str(clip), CLIPS[0], tmp_path / "out")
    outcome = done(workers, asked)
    assert outcome.clip == str(clip)
    assert outcome.files == tuple(asked.files)
    assert {path.name for path in (tmp_path / "out").glob("[!.]*")} == {path.name for path in asked.files}
    written = Result.model_validate_json((tmp_path / "out" / "lunge_clean.json").read_text())
    assert outcome.result is not None
    assert (written.reps, written.source) == (outcome.result.reps, outcome.result.source)


def archive(folder: Path) -> Path:
    path = folder / "clips.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for clip in CLIPS:
            packed.write(RECORDED / clip, f"day one/{clip}")
        packed.writestr("read me.txt", "no clip")
    return path


def test_a_clip_in_an_archive_is_fetched_where_it_is_analyzed(workers: Local, tmp_path: Path) -> None:
    found = listed(f"zip://::file://{archive(tmp_path)}")
    assert [name_of(address) for address in found] == list(CLIPS)
    outcome = done(workers, work(found[0], CLIPS[0], tmp_path / "out"))
    assert outcome.errors == ()
    assert outcome.result is not None
    assert outcome.result.reps > 0


def test_what_is_finished_does_not_travel_again(tmp_path: Path) -> None:
    addresses = listed(f"zip://::file://{archive(tmp_path)}")
    asked = [replace(work(a, name_of(a), tmp_path / "out"), settings="the same") for a in addresses]
    for again in (False, True):
        with Carrier(Local(jobs=1)) as carrier:
            outcomes = list(run(asked, carrier, lambda work, message: None))
        assert [(o.is_old, o.errors) for o in outcomes] == [(again, ())] * 2
        assert {o.clip for o in outcomes} == set(addresses)
        assert all(path.is_file() for o in outcomes for path in o.files)


def test_leaving_ends_what_travels(tmp_path: Path) -> None:
    asked = [work(str(RECORDED / CLIPS[0]), f"{i}.npz", tmp_path / "out") for i in range(20)]
    with Carrier(Local(jobs=1)) as carrier:
        tickets = [carrier.submit(one) for one in asked]
        tickets[-1].cancel()
        tickets[0].result()
    assert all(ticket.done() for ticket in tickets)
    assert tickets[-2].cancelled()


def test_clips_are_listed_by_folder_and_by_pattern(tmp_path: Path) -> None:
    for name in ("a.mp4", "b.MOV", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert [name_of(address) for address in listed(f"file://{tmp_path}")] == ["a.mp4", "b.MOV"]
    assert [name_of(address) for address in listed(f"file://{tmp_path}/*.mp4")] == ["a.mp4"]
    memory = fsspec.filesystem("memory")
    memory.pipe("/clips/c.webm", b"x")
    assert listed("memory://clips") == ["memory:///clips/c.webm"]


UNREACHABLE = [
    ("nothing-there", "file:///no/such/folder", "no clip at file:///no/such/folder"),
    ("no-such-kind", "nonsense://bucket", "no clip can be had from nonsense://bucket"),
]


@pytest.mark.parametrize(
    ("address", "says"), [row[1:] for row in UNREACHABLE], ids=[r[0] for r in UNREACHABLE]
)
def test_an_address_without_clips_is_one_clear_line(address: str, says: str) -> None:
    with pytest.raises(VideoError, match=says) as caught:
        listed(address)
    assert "\n" not in str(caught.value)


def test_what_an_address_hides_is_not_shown() -> None:
    address = "https://me:secret@host/day/a clip.mp4?signature=secret"
    assert (shown(address), name_of(address)) == ("https://host/day/a clip.mp4", "a clip.mp4")


def test_a_clip_that_cannot_be_fetched_fails_in_one_clear_line(workers: Local, tmp_path: Path) -> None:
    ticket = workers.submit(Carried.packed(work("file:///no/such.mp4", "such.mp4", tmp_path / "out")))
    with pytest.raises(VideoError, match=r"no clip can be had from file:///no/such\.mp4"):
        ticket.result()
    assert not (tmp_path / "out").exists()


def test_what_happens_to_a_bad_clip_is_told_with_its_own_name(workers: Local, tmp_path: Path) -> None:
    (tmp_path / "bad.mp4").write_bytes(b"no video")
    outcome = done(workers, work(str(tmp_path / "bad.mp4"), "bad.mp4", tmp_path / "out"))
    (line,) = outcome.errors
    assert "bad.mp4" in line
    assert "formcheck-" not in line


def test_a_parcel_is_read_when_it_is_sent(tmp_path: Path) -> None:
    parcel = Parcel(tmp_path / "a.txt")
    with pytest.raises(VideoError, match="cannot be read"):
        pickle.dumps(parcel)
    (tmp_path / "a.txt").write_bytes(b"content")
    sent = pickle.loads(pickle.dumps(parcel))
    (tmp_path / "there").mkdir()
    assert sent.unpacked(tmp_path / "there").read_bytes() == b"content"
    assert pickle.loads(pickle.dumps(sent)) == sent
    assert parcel.unpacked(tmp_path / "there") == tmp_path / "a.txt"


def test_files_that_find_no_room_are_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    asked = work("a.npz", "a.npz", tmp_path / "out")
    delivery = Delivery(outcome=Outcome(clip="a.npz", name="a.npz"), files={"a.json": b"{}"})
    (line,) = delivery.unpacked(asked).errors
    assert f"cannot write {tmp_path / 'out'}" in line

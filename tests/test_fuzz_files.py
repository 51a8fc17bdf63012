"""Any bytes for landmarks, results, targets, routines, kept outcomes: one clear line, soon, no traceback."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from formcheck.analysis import analyze
from formcheck.batch.book import Book
from formcheck.batch.work import Outcome
from formcheck.errors import FormcheckError
from formcheck.pose.recorded import FORMAT, RecordedPoses
from formcheck.report import Material, read_result, render
from formcheck.results import Result
from formcheck.routines import load
from formcheck.targets import read_targets
from fuzz import LETTERS, VALUES, altered, damaged

RECORDED = Path(__file__).parent / "recorded"
RESULT = analyze(RECORDED / "squat_knee_collapse.npz", "squat")
ROUTINE = b'title = "Hips"\n[[steps]]\nexercise = "lunge"\nsets = 2\nreps = 8\nrest_s = 30.0\nside = "both"\n'
TARGETS = b'[lunge]\nwork = 84.0\nrest = 14.0\n[lunge.trunk_lean_2]\non = 30.0\ncue = "Look ahead"\n'
few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def one_line(error: FormcheckError) -> None:
    assert str(error)
    assert "\n" not in str(error)
    assert len(str(error)) < 1500


def is_read(path: Path, data: bytes, read: Any) -> Any:
    """What is read of a file of these bytes; None where one clear line says why it is not."""
    path.write_bytes(data)
    try:
        return read(path)
    except FormcheckError as error:
        one_line(error)
        return None


def small_recording(frames: int = 6) -> bytes:
    """The beginning of a recording, small enough to be damaged in every part."""
    out = io.BytesIO()
    with np.load(RECORDED / "squat_clean.npz", allow_pickle=False) as whole:
        np.savez(out, **{name: whole[name] if name == "header" else whole[name][:frames] for name in whole})
    return out.getvalue()


@many
@given(data=st.one_of(damaged(small_recording()), st.binary(max_size=300)))
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes_are_landmarks_or_one_line(tmp_path: Path, data: bytes) -> None:
    is_read(tmp_path / "a.npz", data, lambda path: analyze(path, "squat"))


FLOATS = st.floats(width=32)


@st.composite
def recordings(draw: st.DrawFn) -> bytes:
    """A file of the right form whose numbers are none of a body's, and whose times run as they like."""
    frames = draw(st.integers(0, 12))
    seen = draw(st.lists(st.booleans(), min_size=frames, max_size=frames))
    scale = draw(st.sampled_from([1.0, 500.0, 1e30, np.nan, np.inf]))
    dice = np.random.default_rng(draw(st.integers(0, 99)))
    times = draw(st.lists(st.floats(), min_size=frames, max_size=frames))
    sizes = draw(
        st.lists(st.sampled_from([(480, 640), (0, 0), (-5, 3), (2**40, 1)]), min_size=frames, max_size=frames)
    )
    out, bodies = io.BytesIO(), sum(seen)
    np.savez(
        out,
        header=np.array(
            json.dumps(
                {"format": FORMAT, "schema_version": 1}
                | dict.fromkeys(("backend", "model", "source"), draw(st.text(LETTERS, max_size=5)))
            )
        ),
        t_s=np.array(sorted(times) if draw(st.booleans()) else times, np.float64),
        size_px=np.array(sizes, np.int64).reshape(-1, 2),
        seen=np.array(seen, bool),
        xy_px=dice.normal(size=(bodies, 33, 2)) * scale,
        world_m=dice.normal(size=(bodies, 33, 3)).astype(np.float32),
        visibility=dice.normal(size=(bodies, 33)).astype(np.float32),
    )
    return out.getvalue()


@many
@given(data=recordings(), exercise=st.sampled_from(["squat", "bridge", "balance", "any", "auto"]))
def test_any_numbers_as_landmarks_end_in_a_result_or_one_line(
    tmp_path: Path, data: bytes, exercise: str
) -> None:
    result = is_read(tmp_path / "a.npz", data, lambda path: analyze(path, exercise))
    if result is not None:
        assert result.duration_s >= 0
        assert all(list(rep[:3]) == sorted(rep[:3]) for rep in result.rep_times)
        json.loads(result.model_dump_json())


@pytest.mark.parametrize("member", ["header", "t_s", "seen", "xy_px"])
def test_an_array_that_claims_to_be_endless_is_one_line(tmp_path: Path, member: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small_recording())) as whole, zipfile.ZipFile(out, "w") as made:
        for name in whole.namelist():
            data = whole.read(name)
            if name == f"{member}.npy":
                text = {
                    "descr": "<U9" if member == "header" else "<f8",
                    "fortran_order": False,
                    "shape": (10**13,),
                }
                line = f"{text}\n".encode()
                data = b"\x93NUMPY\x01\x00" + len(line).to_bytes(2, "little") + line + bytes(64)
            made.writestr(name, data)
    assert is_read(tmp_path / "a.npz", out.getvalue(), RecordedPoses) is None


@many
@given(data=st.one_of(damaged(RESULT.model_dump_json().encode()), st.binary(max_size=300)))
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
def test_any_bytes_are_a_result_or_one_line(tmp_path: Path, data: bytes) -> None:
    result = is_read(tmp_path / "a.json", data, read_result)
    if result is not None:
        is_rendered(result)


@many
@given(tree=altered(RESULT.model_dump(mode="json")))
def test_any_values_in_a_result_are_a_report_or_one_line(tmp_path: Path, tree: Any) -> None:
    result = is_read(tmp_path / "a.json", json.dumps(tree).encode(), read_result)
    if result is not None:
        is_rendered(result)


def is_rendered(result: Result) -> None:
    try:
        page = render(Material(result=result))
    except FormcheckError as error:
        one_line(error)
    else:
        assert page.startswith("<!")
        page.encode("utf-8")


VALUE = st.one_of(
    *(
        st.sampled_from(words)
        for words in (["true", "nan", "-inf", "1e999", "[]", "{}", "[[1]]", "1979-05-27"],)
    ),
    *(st.integers().map(str), st.floats().map(repr), st.text(max_size=20).map(json.dumps)),
    st.sampled_from(['"""a\nb"""', "'''x''''", "[ { a = 1 }, [ { } ] ]", "{ on = { on = 1 } }", "9" * 5000]),
)
KEY = st.sampled_from(
    [
        *("lunge", "squat", "work", "rest", "on", "off", "cue", "severity", "skip", "for_s", "trunk_lean"),
        *("trunk_lean_2", "title", "about", "steps", "exercise", "sets", "reps", "hold_s", "rest_s", "side"),
        *('"a b"', "''", '"\\u0000"', "1", "-", "a.b", "lunge.work", 'x . "y"'),
    ]
)
LINE = st.one_of(
    st.builds("{} = {}".format, KEY, VALUE),
    st.builds("[{}]".format, KEY),
    st.builds("[[{}]]".format, KEY),
    st.sampled_from(["", "# nothing", "\r", "\ufeff", "[", "= 1", "x = [", '"""', "[[steps]]"]),
)
TOML = st.lists(LINE, max_size=8).map(lambda lines: "\n".join(lines).encode("utf-8"))


@many
@given(data=st.one_of(TOML, damaged(TARGETS), damaged(ROUTINE), st.binary(max_size=200)))
@example(b"x = " + b"[" * 20_000)
@example(b"x = " + b"{a=" * 20_000)
@example(b"x" + b".x" * 20_000 + b" = 1")
@example(b"[lunge]\nwork = " + b"9" * 5000)
@example(b"[lunge]\nwork = 0x" + b"f" * 5000)
@example(b'title = "\\u0000"\n[[steps]]\nexercise = "\\u0000"\n')
def test_any_bytes_are_targets_and_routines_or_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.toml"
    is_read(path, data, read_targets)
    is_read(path, data, load)


def kept(folder: Path) -> tuple[Book, Path]:
    """A book of one outcome, and where it is written."""
    (folder / "a.json").write_text("{}", encoding="utf-8")
    book = Book(folder)
    outcome = Outcome(
        clip="a.mp4", name="a", result=RESULT, files=(folder / "a.json",), session_ids={}, is_whole=True,
        seconds=1.0, key="k",
    )  # fmt: skip
    book.keep(outcome)
    (path,) = folder.rglob("k.json")
    return book, path


@few
@given(random=st.data())
def test_any_bytes_in_the_book_are_an_outcome_or_none(tmp_path: Path, random: st.DataObject) -> None:
    book, path = kept(tmp_path)
    good = path.read_bytes()
    assert book.find("k") is not None
    for data in (
        random.draw(damaged(good)),
        json.dumps(random.draw(altered(json.loads(good)))).encode(),
        json.dumps(random.draw(VALUES)).encode(),
        b"[" * 100_000,
    ):
        path.write_bytes(data)
        found = book.find("k")
        assert found is None or found.key == "k"

"""A disk that fills: one clear line for each file, and nothing lost that was already known.

A file may grow to a limit and no further (RLIMIT_FSIZE), which a writer meets as it meets a full disk, only
under another name: "File too large" instead of "No space left on device". ``test_cli_cut_short`` puts
/dev/full in the place of files instead.
"""

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.store import Store
from shell import Done, formcheck

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits as POSIX has them")
CLIP = Path(__file__).parent / "recorded" / "squat_knee_collapse.npz"
COUNT = "squat: 4 reps, 2 without a fault"
ALL = ("--csv", "--json", "--parquet", "--opensim", "--save-landmarks")
# Which of the files do not fit into 30 KB.
LARGE = ("signals.csv", "landmarks.csv", "signals.parquet", "landmarks.parquet", "trc", "landmarks.npz")
SMALL = ("reps.csv", "sets.csv", "mot", "events.jsonl")


def filling(size: int) -> Callable[[], None]:
    def limit() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def told(done: Done) -> list[str]:
    lines = done.stderr.splitlines()
    assert "Traceback" not in done.stderr
    assert all(line.startswith("formcheck: ") for line in lines), done.stderr
    return lines


@pytest.fixture(scope="module")
def analyzed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    pytest.importorskip("pyarrow")
    out = tmp_path_factory.mktemp("out")
    return formcheck("analyze", CLIP, "-e", "squat", *ALL, "--out", out, before=filling(30_000)), out


def test_the_count_is_told_and_the_run_is_no_success(analyzed: tuple[Done, Path]) -> None:
    done, _ = analyzed
    assert done.returncode == 1
    assert "squat" in done.stdout
    assert len(told(done)) == len(LARGE)


@pytest.mark.parametrize("ending", LARGE)
def test_what_does_not_fit_is_told_in_a_line(analyzed: tuple[Done, Path], ending: str) -> None:
    (line,) = [line for line in told(analyzed[0]) if f"{CLIP.stem}.{ending}. " in line]
    assert "cannot write" in line
    assert "File too large" in line
    assert ".formcheck" not in line


def test_what_fits_is_whole(analyzed: tuple[Done, Path], tmp_path: Path) -> None:
    roomy = formcheck("analyze", CLIP, "-e", "squat", "--csv", "--json", "--opensim", "--out", tmp_path)
    assert roomy.returncode == 0
    for ending in SMALL:
        name = f"{CLIP.stem}.{ending}"
        assert (analyzed[1] / name).read_bytes() == (tmp_path / name).read_bytes(), ending


def test_the_result_tells_what_is_missing_and_misses_nothing_itself(analyzed: tuple[Done, Path]) -> None:
    result = json.loads((analyzed[1] / f"{CLIP.stem}.json").read_text(encoding="utf-8"))
    assert (result["reps"], result["complete"]) == (4, True)
    assert len(result["warnings"]) == len(LARGE)


def test_tables_keep_their_rows_and_half_an_archive_is_dropped(analyzed: tuple[Done, Path]) -> None:
    assert 28_000 < (analyzed[1] / f"{CLIP.stem}.signals.csv").stat().st_size <= 30_000
    for ending in ("landmarks.npz", "signals.parquet", "landmarks.parquet"):
        assert not (analyzed[1] / f"{CLIP.stem}.{ending}").exists()
    assert not list(analyzed[1].rglob("*.part*"))


@pytest.fixture
def history(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A data folder with one session."""
    first = tmp_path_factory.getbasetemp() / "one-session"
    if not first.exists():
        assert formcheck("count", CLIP, "-e", "squat", "--save", "--data", first).returncode == 0
    shutil.copytree(first, tmp_path / "data")
    return tmp_path / "data"


def test_a_history_that_cannot_grow_costs_no_count(history: Path) -> None:
    # room for the beginning of a session, and not for all of it
    size = (history / "history.sqlite3").stat().st_size + 8_000
    done = formcheck("count", CLIP, "-e", "squat", "--save", "--data", history, before=filling(size))
    assert done.returncode == 1
    assert COUNT in done.stdout
    assert all("history" in line and "disk I/O error" in line for line in told(done))
    with Store(folder=history) as store:
        kept = store.sessions()
        assert [s.reps for s in kept if s.complete] == [4], "what was kept before is as it was"


def test_a_report_that_does_not_fit_is_one_line_and_the_session_stays(history: Path) -> None:
    words = ("report", "last", "--data", history, "--out", history / "report.html")
    # enough for the database's own small files, and not for the page
    done = formcheck(*words, before=filling(35_000))
    assert done.returncode == 1
    (line,) = told(done)
    assert "cannot write" in line
    assert "report.html" in line
    assert formcheck(*words).returncode == 0

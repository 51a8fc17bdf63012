"""Executors by name: what cannot be had is one clear line with what to type."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.batch.carrier import Carrier
from formcheck.batch.engines import engine, engine_for
from formcheck.batch.local import Local
from formcheck.batch.work import Keep, Wanted, Work
from formcheck.errors import FormcheckError
from shell import formcheck, one_clear_line


def work(clip: str, keep: Keep | None = None) -> Work:
    return Work(clip=clip, name="a.mp4", wanted=Wanted(out=Path("out")), keep=keep)


def test_clips_travel_only_where_they_have_to() -> None:
    assert isinstance(engine_for([work("a.mp4")]), Local)
    assert isinstance(engine_for([work("a.mp4"), work("file:///b.mp4")]), Carrier)


def on_a_cluster(keep: Keep) -> object:
    pytest.importorskip("ray", reason="Ray is not installed")
    return engine_for([work("a.mp4", keep)], "ray", "somewhere:6379")


WRONG: list[tuple[str, Callable[[], object], str]] = [
    ("unknown", lambda: engine("slurm"), r"unknown engine 'slurm'\. Choose one of: local, ray"),
    ("address", lambda: engine("local", "host:6379"), "Add --engine ray"),
    ("history-file", lambda: on_a_cluster(Keep()), "Keep the history in a database: --store"),
]


@pytest.mark.parametrize(("made", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_makes_no_sense_is_one_clear_line(made: Callable[[], object], says: str) -> None:
    with pytest.raises(FormcheckError, match=says):
        made()


def test_without_ray_the_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(FormcheckError, match=r"pip install 'formcheck\[ray\]'"):
        engine("ray")


def test_without_fsspec_the_line_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "fsspec").mkdir()
    (tmp_path / "fsspec" / "__init__.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'fsspec'\")"
    )
    done = formcheck("analyze", "s3://bucket/day", over=tmp_path)
    assert "pip install 'formcheck[ray]'" in one_clear_line(done)

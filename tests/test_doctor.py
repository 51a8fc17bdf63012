"""The doctor on computers that lack something: real packages, with broken ones laid over them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.doctor import probes
from formcheck.doctor.check import Check, Probe
from formcheck.doctor.requirements import Requirement, parse, release, requirements
from formcheck.errors import FormcheckError

ROOT = Path(__file__).parent.parent
LINUX, OTHER = ("linux", "darwin") if sys.platform == "linux" else (sys.platform, "linux")


def run(*words: str, over: Path | None = None, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line with the packages of a folder laid over the installed ones."""
    path = os.pathsep.join(str(p) for p in (over, ROOT) if p)
    return subprocess.run(
        [sys.executable, "-m", "formcheck", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, **settings},
        check=False,
    )


def line_of(output: str, name: str) -> str:
    return next(line for line in output.splitlines() if line[4:].startswith(name))


def distribution(folder: Path, name: str, version: str) -> None:
    """Make a package that is installed by name and version only."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


def test_a_working_computer() -> None:
    done = run("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert not [line for line in done.stdout.splitlines() if line.startswith("!!")]
    assert "searched a blank picture" in line_of(done.stdout, "backend blazepose")


def test_every_optional_thing_that_is_missing_has_its_mend() -> None:
    for line in run("doctor").stdout.splitlines():
        assert line.startswith("ok") or " -> " in line or line == "Everything that is needed works."


def test_opencv_without_libgl(tmp_path: Path) -> None:
    (tmp_path / "cv2.py").write_text('raise ImportError("libGL.so.1: cannot open shared object file")')
    done = run("doctor", over=tmp_path)
    line = line_of(done.stdout, "OpenCV")
    assert done.returncode == 1
    assert line.startswith("!!")
    assert "libGL" in line
    assert "pip install --force-reinstall --no-deps opencv-python-headless==" in line
    assert "OpenCV" in done.stderr
    assert line_of(done.stdout, "numpy").startswith("ok"), "the rest is still looked at"


def test_two_opencv_builds_of_different_releases(tmp_path: Path) -> None:
    distribution(tmp_path, "opencv-contrib-python", "4.9.0.80")
    done = run("doctor", over=tmp_path)
    line = line_of(done.stdout, "OpenCV")
    assert done.returncode == 1
    assert "different releases" in line
    assert "opencv-contrib-python 4.9.0.80" in line
    assert line.count("==5.0.0.93") == 2, "both are put in place again, in one release"


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        ("typer", "0.1.0", "0.1.0, but >=0.15 is needed"),
        ("numpy", "1.26.4", "1.26.4, but >=2.0 is needed"),
    ],
)
def test_a_package_that_is_too_old(tmp_path: Path, name: str, version: str, expected: str) -> None:
    distribution(tmp_path, name, version)
    done = run("doctor", over=tmp_path)
    assert done.returncode == 1
    assert expected in line_of(done.stdout, name)
    assert f'pip install "{name}>=' in line_of(done.stdout, name)


@pytest.mark.parametrize("package", ["typer", "av", "onnxruntime", "pydantic"])
def test_the_doctor_runs_where_a_package_is_broken(tmp_path: Path, package: str) -> None:
    (tmp_path / f"{package}.py").write_text('raise ImportError("a library is missing")')
    done = run("doctor", over=tmp_path)
    assert done.returncode == 1
    assert "a library is missing" in line_of(done.stdout, package)
    assert "Traceback" not in done.stderr


def test_other_commands_point_to_the_doctor_where_a_package_is_broken(tmp_path: Path) -> None:
    (tmp_path / "cv2.py").write_text('raise ImportError("libGL.so.1: cannot open shared object file")')
    done = run("exercises", over=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("formcheck: ")
    assert "formcheck doctor" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_altered_heavy_model_is_optional(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "Library" / "Application Support"):
        models = folder / "formcheck" / "models"
        models.mkdir(parents=True)
        (models / "pose_landmark_heavy.onnx").write_bytes(b"altered")
        (models / "manifest.json").write_text('{"files": {"pose_landmark_heavy.onnx": {"sha256": "0"}}}')
    home = str(tmp_path)
    done = run("doctor", HOME=home, XDG_DATA_HOME=home, LOCALAPPDATA=home)
    line = line_of(done.stdout, "model heavy")
    assert done.returncode == 0
    assert line.startswith("--")
    assert "sha256 differs" in line
    assert "build_models.py --heavy" in line


def test_a_probe_survives_whatever_a_package_raises() -> None:
    def look() -> str:
        raise RuntimeError("first line\nsecond line")

    check = Probe("thing", look).check()
    assert (check.works, check.found) == (False, "RuntimeError: first line")


def test_a_probe_tells_cause_and_mend_apart() -> None:
    def look() -> str:
        raise FormcheckError("it is broken.", cause="it fell", mend="glue it")

    check = Probe("thing", look, needed=False).check()
    assert check == Check("thing", False, False, "it is broken. it fell", "glue it")


def test_every_probe_has_a_name_of_its_own() -> None:
    names = [probe.name for probe in probes()]
    assert len(set(names)) == len(names)


WORKS = Check("numpy", True, True, "2.4.6", "")
LACKS = Check("a thing", False, True, "not installed", "pip install " + "x" * 60)


@pytest.mark.parametrize(
    ("check", "width", "expected"),
    [
        (WORKS, None, ["ok  numpy              2.4.6"]),
        (WORKS, 80, ["ok  numpy              2.4.6"]),
        (LACKS, None, [f"!!  a thing            not installed -> {LACKS.mend}"]),
        (LACKS, 80, ["!!  a thing            not installed", f"    -> {LACKS.mend}"]),
    ],
)
def test_line(check: Check, width: int | None, expected: list[str]) -> None:
    assert check.line(width).splitlines() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("av>=17", Requirement("av", ">=17")),
        ("numpy (>=2.0)", Requirement("numpy", "(>=2.0)")),
        ("numpy >=2.0, <3", Requirement("numpy", ">=2.0,<3")),
        ("rich", Requirement("rich", "")),
        ("mediapipe>=1.2; extra == 'mediapipe'", Requirement("mediapipe", ">=1.2", "mediapipe")),
        (f"one==5.0; sys_platform == '{LINUX}'", Requirement("one", "==5.0")),
        (f'one==5.0; sys_platform == "{OTHER}"', None),
        (f"one==5.0; sys_platform != '{LINUX}'", None),
        (f"one==5.0; sys_platform != '{OTHER}'", Requirement("one", "==5.0")),
    ],
)
def test_parse(text: str, expected: Requirement | None) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("limits", "version", "allowed"),
    [
        (">=2.0", "2", True),
        (">=2.0", "2.4.6", True),
        (">=2.0", "1.26.4", False),
        (">=0.15", "0.9", False),
        ("==5.0.0.93", "5.0.0.93", True),
        ("==5.0.0.93", "5.0.0.9", False),
        (">=2.0,<3", "3.0.0", False),
        ("!=2.1", "2.1.0", False),
        ("", "0.1", True),
    ],
)
def test_allows(limits: str, version: str, allowed: bool) -> None:
    assert Requirement("x", limits).allows(version) is allowed


def test_release_stops_at_letters() -> None:
    assert [release(v) for v in ("5.0.0.93", "2.1rc1", "1.0.post2")] == [(5, 0, 0, 93), (2, 1), (1, 0)]


def test_the_projects_own_requirements_are_understood() -> None:
    found = {r.name: r for r in requirements()}
    assert {"av", "numpy", "onnxruntime", "pydantic", "rich", "typer"} <= found.keys()
    assert found["mediapipe"].extra == "mediapipe"
    assert sum(name.startswith("opencv-python") for name in found) == 1, "one build for this system"

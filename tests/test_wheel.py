"""What the wheel holds: all that is needed to run, what others made with its licence, and nothing else."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import licences
import lock
from formcheck.exercises import discovered
from formcheck.pose.models import task_bundle
from licences import PARTS

ROOT = Path(__file__).resolve().parent.parent
# Pictures, models, programs of others: what is no text of our own ends in none of these.
OURS = {".py", ".typed", ".toml", ".json", ".css", ".html", ".js", ".j2", ".svg"}


@pytest.fixture(scope="module")
def wheel() -> dict[str, Path]:
    """Every file of the wheel by its path there, with where it comes from."""
    files = WheelBuilder(str(ROOT)).recurse_included_files()
    return {file.distribution_path.replace("\\", "/"): Path(file.path) for file in files}


NEEDED = [
    "py.typed",
    "third_party.json",
    "models/pose_detector.onnx",
    "models/pose_landmark_full.onnx",
    "models/pose_landmark_lite.onnx",
    *(f"models/{task_bundle(size)}" for size in ("lite", "full")),
    "models/LICENSE",
    "models/NOTICE",
    "web/static/index.html",
    "web/static/js/app.js",
    "web/static/css/base.css",
    "web/static/fonts/LICENSE-Rubik.txt",
    "web/static/vendor/tasks-vision/LICENSE",
    "web/static/vendor/tasks-vision/wasm/vision_wasm_internal.wasm",
    "report/templates/report.html.j2",
    "recognise/prototypes.json",
    "routines/shipped/hips.toml",
    "conformance_tests/test_conformance_always.py",
]


@pytest.mark.parametrize("name", NEEDED)
def test_it_holds_what_runs_needs(wheel: dict[str, Path], name: str) -> None:
    assert wheel[f"formcheck/{name}"].stat().st_size > 0 or name == "py.typed"


def test_it_holds_every_exercise_and_every_file_of_the_package(wheel: dict[str, Path]) -> None:
    assert {f"formcheck/exercises/{name}.py" for name in discovered()} <= set(wheel)
    package = [p for p in (ROOT / "formcheck").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {p.relative_to(ROOT).as_posix() for p in package} <= set(wheel)
    assert {name.split("/")[0] for name in wheel} == {"formcheck"}


def test_every_file_of_others_is_named_with_licence_and_checksum(wheel: dict[str, Path]) -> None:
    kept = json.loads((ROOT / "formcheck" / "third_party.json").read_text(encoding="utf-8"))
    assert kept == json.loads(licences.manifest()), "run python scripts/licences.py --write"
    named = {f"formcheck/{path}": sha256 for part in kept["parts"] for path, sha256 in part["files"].items()}
    texts = {f"formcheck/{path}" for part in kept["parts"] for path in part["texts"]}
    of_others = {
        name for name in wheel if Path(name).suffix not in OURS or re.search("/(vendor|fonts|models)/", name)
    }
    own_code = {name for name in of_others if name.startswith("formcheck/pose/") or name.endswith(".py")}
    assert of_others - own_code == set(named) | texts
    assert {name: hashlib.sha256(wheel[name].read_bytes()).hexdigest() for name in named} == named
    assert {part["licence"] for part in kept["parts"]} == {"Apache-2.0", "OFL-1.1"}


def test_their_licences_are_the_wheels_own_too() -> None:
    told = WheelBuilder(str(ROOT)).metadata.core.license_files
    needed = {
        text for part in PARTS for text in part.texts if Path(text).name.startswith(("LICENSE", "NOTICE"))
    }
    assert needed | {"LICENSE"} == {path.replace("\\", "/") for path in told}


def test_the_page_names_every_package_that_is_needed() -> None:
    text = licences.PAGE.read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([a-z][a-z0-9-]*) \| (.+) \|$", text, re.MULTILINE))
    asked = {r.name.lower() for extra in licences.EXTRAS for r in lock.wanted(lock.read_project(), extra)}
    # the build of OpenCV with windows is for other systems than the one that made the page
    assert asked - {"opencv-python"} <= set(told), "run python scripts/licences.py --write"
    assert [name for name in licences.needed() if name not in told] == [], "run scripts/licences.py --write"
    assert not [name for name, licence in told.items() if "not installed" in licence]

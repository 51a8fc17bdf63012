"""The flow is kept by the imports: a module uses its own folder and the floors above it, nothing below."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "formcheck"

# From the top of the flow to the bottom. Folders and files on one floor do not know each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("cores", "errors", "folder", "frame", "interrupt", "toml_scan"),
    ("video", "pose", "toml_lines"),
    ("motion",),
    ("engine",),
    ("shapes",),
    ("exercises", "results", "loop", "joints", "ground"),
    ("coach", "kept", "norms"),
    ("recognise", "sinks", "facts", "targets"),
    ("looking", "parts"),
    ("analysis", "doctor", "store", "coached"),
    ("report", "calibrate", "conformance", "assess", "routines", "batch"),
    ("schemas",),
    ("web", "live"),
    ("cli",),
    ("__main__", "__init__"),
)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}

# What judges a movement runs without a picture, a model or a server: in a browser's worker, on a small board.
LIGHT = ("motion", "engine", "exercises", "coach", "loop", "recognise")
HEAVY = frozenset(
    {
        *("cv2", "av", "PIL", "pygame", "onnxruntime", "mediapipe", "tensorflow", "torch", "jax"),
        *("typer", "rich", "pydantic", "aiohttp", "fastapi", "flask", "starlette", "uvicorn", "websockets"),
    }
)


def modules(area: str | None = None) -> list[Path]:
    found = sorted(PACKAGE.rglob("*.py"))
    return [path for path in found if area is None or area_of(path) == area]


def area_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> Iterator[str]:
    """Every imported module's dotted name, wherever in the file it is imported."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def areas_used(path: Path) -> set[str]:
    dotted = [name.split(".") for name in imports_of(path) if name.startswith("formcheck.")]
    return {parts[1] for parts in dotted if parts[1] != "__version__"}


EACH_MODULE = pytest.mark.parametrize(
    "path", [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in modules()]
)


def test_every_area_has_its_floor() -> None:
    assert {area_of(path) for path in modules()} - set(FLOOR) == set()


@EACH_MODULE
def test_a_module_imports_from_the_floors_above(path: Path) -> None:
    here = area_of(path)
    wrong = {used for used in areas_used(path) if used != here and FLOOR[used] >= FLOOR[here]}
    assert wrong == set(), f"{here} stands above {sorted(wrong)}"


@pytest.mark.parametrize("path", [p for area in LIGHT for p in modules(area)], ids=lambda p: p.stem)
def test_what_judges_imports_nothing_heavy(path: Path) -> None:
    assert {name.split(".")[0] for name in imports_of(path)} & HEAVY == set()


@pytest.mark.parametrize("area", LIGHT)
def test_what_judges_loads_nothing_heavy(area: str) -> None:
    dotted = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules(area)]
    names = [name.removesuffix(".__init__") for name in dotted]
    code = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nimport {', '.join(names)}\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name.split(".")[0] for name in ran.stdout.split()} & HEAVY == set()


def test_the_rule_can_fail() -> None:
    assert "cv2" in {name.split(".")[0] for path in modules("video") for name in imports_of(path)}
    assert "engine" in {used for path in modules("coach") for used in areas_used(path)}


def test_the_two_functions_stay_what_they_are_named_after() -> None:
    # a module of the same name would take a function's place as soon as anything imports it
    import formcheck
    from formcheck import analysis, loop

    assert [formcheck.run, formcheck.run, formcheck.analyze] == [loop.run, loop.run, analysis.analyze]
    assert {area_of(path) for path in modules()} & set(formcheck.__all__) == set()

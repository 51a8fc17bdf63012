"""Build the wheel and use it as a stranger would: in an empty folder, by pipx, by uv, from a typed program.

    python scripts/check_wheel.py            print what was done and what came of it
    python scripts/check_wheel.py --write    keep that in docs/wheel.md, too

Needs pipx and uv (pip install pipx uv), and a package registry that they can reach.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "wheel.md"
CLIP = ROOT / "sample_videos" / "lunge_knee_collapse.mp4"
EXPECTED = "lunge: 4 reps"
_HEAD = """# The wheel

`pip wheel --no-deps .` makes one file that holds everything: code, pose models, the pages of the web app,
exercises, routines, licences and `py.typed`. It runs in an environment of its own, without an installation:

    pipx run --spec formcheck-VERSION-py3-none-any.whl formcheck count CLIP --exercise lunge
    uv tool run --from formcheck-VERSION-py3-none-any.whl formcheck count CLIP --exercise lunge

What follows was printed by `python scripts/check_wheel.py --write`: the wheel was built, then used in an
empty folder with nothing in it but a clip. What the wheel holds is tested by `tests/test_wheel.py`, too.

"""
_PROGRAM = '''"""A user's program, checked by mypy --strict against the installed package."""

import formcheck
from formcheck.results import Result


def faults(clip: str) -> list[tuple[str, int, float | None]]:
    """Name, repetition and value of every fault in a clip."""
    result: Result = formcheck.analyze(clip, exercise="lunge")
    return [(fault.name, fault.rep, fault.value) for fault in result.faults]


reveal_type(faults("clip.mp4"))
'''
_WRONG = 'import formcheck\n\nformcheck.analyze("clip.mp4", exercise=3)\n'


class CheckFailed(Exception):
    """One line: what did not work."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help=f"keep the report in {PAGE.relative_to(ROOT)}")
    given = parser.parse_args()
    lines: list[str] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            for line in checked(Path(folder)):
                print(line, flush=True)
                lines.append(line)
    except CheckFailed as error:
        print(f"check_wheel.py: {error}", file=sys.stderr)
        return 1
    if given.write:
        PAGE.write_text(_HEAD + "\n".join(["```console", *lines, "```"]) + "\n", encoding="utf-8")
    return 0


def checked(folder: Path) -> Iterator[str]:
    """Every step as a shell would show it.

    Raises:
        CheckFailed: one of them went wrong.
    """
    wheel = built(folder / "dist")
    yield "$ pip wheel --no-deps --wheel-dir dist ."
    yield f"{wheel.name}  {wheel.stat().st_size / 1e6:.1f} MB"
    yield from content(wheel)
    empty = folder / "empty"
    empty.mkdir()
    shutil.copy(CLIP, empty / "clip.mp4")
    for tool in (["pipx", "run", "--spec", str(wheel)], ["uv", "tool", "run", "--from", str(wheel)]):
        for words in (["--version"], ["count", "clip.mp4", "--exercise", "lunge"]):
            yield from shown([*tool, "formcheck", *words], empty, wheel, EXPECTED if "count" in words else "")
    yield from served(empty, wheel)
    yield from typed(empty, wheel)


def served(folder: Path, wheel: Path) -> Iterator[str]:
    """Start the web app from the wheel, and ask for a page, a script, a model and the exercises."""
    command = [
        *found("uv"),
        "tool",
        "run",
        "--from",
        str(wheel),
        "formcheck",
        "serve",
        "--no-open",
        "--port",
        "0",
    ]
    # a group of its own, so that the server behind uv ends with it
    server = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, text=True, env=clean(folder), start_new_session=True
    )
    try:
        assert server.stdout is not None
        address = re.search(r"http://[\d.:]+", next(iter(server.stdout), ""))
        if address is None:
            raise CheckFailed("formcheck serve names no address")
        yield f"$ uv tool run --from {wheel.name} formcheck serve --no-open --port 0"
        for path in ("/", "/js/app.js", "/models/pose_landmarker_lite.task", "/api/exercises"):
            with urllib.request.urlopen(address[0] + path, timeout=30) as answer:
                yield f"GET {path}: {answer.status}, {len(answer.read())} bytes"
    finally:
        ended(server)


def ended(server: subprocess.Popen[str]) -> None:
    """End a server with everything that it started."""
    if sys.platform == "win32":
        server.terminate()
    else:
        os.killpg(server.pid, signal.SIGTERM)
    server.wait(30)


def built(folder: Path) -> Path:
    """Build the wheel."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise CheckFailed(f"the wheel cannot be built. {done.stderr.strip()[-300:]}")
    (wheel,) = folder.glob("*.whl")
    return wheel


def content(wheel: Path) -> Iterator[str]:
    """What the wheel holds, by folder and kind."""
    with zipfile.ZipFile(wheel) as files:
        names = [info for info in files.infolist() if not info.is_dir()]
    kinds: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for info in names:
        kinds[part_of(info.filename)] += 1
        sizes[part_of(info.filename)] += info.file_size
    yield "$ what it holds"
    for part, number in sorted(kinds.items()):
        yield f"{part:<28}{number:>4} files  {sizes[part] / 1e6:>6.1f} MB"


def part_of(name: str) -> str:
    """The part of the wheel that a file belongs to."""
    for folder in ("models", "web/static", "routines/shipped", "report/templates", "conformance_tests"):
        if name.startswith(f"formcheck/{folder}/"):
            return f"formcheck/{folder}"
    if ".dist-info/" in name:
        return "licences, metadata"
    return "code" if name.endswith(".py") else Path(name).name


def shown(command: Sequence[str], folder: Path, wheel: Path, expected: str) -> Iterator[str]:
    """Run a command and show it with its output; the wheel by its name alone."""
    done = subprocess.run(
        [*found(command[0]), *command[1:]], cwd=folder, capture_output=True, text=True, env=clean(folder)
    )
    if done.returncode or expected not in done.stdout:
        raise CheckFailed(f"{' '.join(command)}: {(done.stdout + done.stderr).strip()[-600:]}")
    yield "$ " + " ".join(word.replace(str(wheel), wheel.name) for word in command)
    yield done.stdout.strip()


def found(tool: str) -> list[str]:
    """How a tool is called: from the path, or as a module of this Python."""
    where = shutil.which(tool)
    if where:
        return [where]
    if subprocess.run([sys.executable, "-m", tool, "--version"], capture_output=True).returncode == 0:
        return [sys.executable, "-m", tool]
    raise CheckFailed(f"{tool} is not installed: pip install {tool}")


def clean(folder: Path) -> dict[str, str]:
    """The environment without anything of this checkout, and with a history of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    return {**kept, "FORMCHECK_DATA": str(folder / "data")}


def typed(folder: Path, wheel: Path) -> Iterator[str]:
    """Check a right and a wrong program of a user against the installed package."""
    (folder / "program.py").write_text(_PROGRAM, encoding="utf-8")
    (folder / "wrong.py").write_text(_WRONG, encoding="utf-8")
    uv = ["uv", "run", "--no-project", "--with", str(wheel), "--with", "mypy", "mypy", "--strict"]
    yield "$ cat program.py\n" + _PROGRAM.strip()
    yield from shown([*uv, "program.py"], folder, wheel, "Success: no issues found in 1 source file")
    command = [*found("uv"), *uv[1:], "wrong.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=clean(folder))
    if not re.search(r'error: Argument "exercise" .* has incompatible type "int"', done.stdout):
        raise CheckFailed(f"a wrong program passes: {done.stdout.strip()[-300:]}")
    yield "$ cat wrong.py\n" + _WRONG.strip()
    yield "$ mypy --strict wrong.py\n" + done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())

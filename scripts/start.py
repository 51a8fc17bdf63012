r"""From a fresh checkout to a result, in one command and without touching the system's Python.

    python3 scripts/start.py demo             install, then analyse a sample clip and draw on it
    python3 scripts/start.py test [ARGS ...]  install, then lint, type check and test; ARGS go to pytest

On Windows: py scripts\start.py demo. Needs Python 3.11 or newer and a package registry that pip can reach.
Makes .venv in the checkout and uses it again the next time.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

DEMO_CLIP = "sample_videos/lunge_knee_collapse.mp4"
DEMO_EXERCISE = "lunge"

# A worker for each core; the tests of one file share what they have started.
SIDE_BY_SIDE = ("-n", "logical", "--maxprocesses", "8", "--dist", "loadfile")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "test.txt"  # written by scripts/lock.py
OLDEST = (3, 11)
PIP_WITH_PYTHON_OPTION = (22, 3)  # the first pip that installs into another interpreter's environment

Command = Sequence[str]


class Way(Enum):
    """A way to make an environment that has pip."""

    PLAIN = "python -m venv"
    BORROW_PIP = "python -m venv --without-pip, and this Python's pip installs pip into it"
    APT = "apt-get install python3-venv, then python -m venv"


@dataclass(frozen=True)
class Facts:
    """What this machine offers for making an environment.

    Attributes:
        ensurepip: the pip that Python carries; Debian and Ubuntu split it off into python3-venv.
        pip: version of this Python's own pip, None without one.
        apt: a Debian or Ubuntu.
        may_install: root, or sudo without a password.
    """

    ensurepip: bool
    pip: tuple[int, ...] | None
    apt: bool
    may_install: bool


class StartError(Exception):
    """One line for the user: what is missing, and the command that brings it."""


def main(args: Sequence[str]) -> int:
    """Install, run what was asked for, and return its exit code."""
    if too_old(sys.version_info[:2]):
        print(too_old(sys.version_info[:2]), file=sys.stderr)
        return 2
    if not args or args[0] not in ("demo", "test"):
        print(__doc__)
        return 0 if args and args[0] in ("-h", "--help") else 2
    try:
        python = environment(VENV)
        install(python, extra="test" if args[0] == "test" else "")
    except StartError as error:
        print(f"start.py: {error}", file=sys.stderr)
        return 1
    return run(steps(args[0], args[1:], VENV))


def too_old(version: Sequence[int]) -> str:
    """One line for a Python that is too old; empty when it is new enough."""
    if tuple(version) >= OLDEST:
        return ""
    wanted, found = (".".join(map(str, v)) for v in (OLDEST, version))
    return f"start.py needs Python {wanted} or newer, this is {found}: install one and run it with that"


def steps(task: str, extra: Sequence[str], venv: Path) -> list[Command]:
    """The commands of a task, in order."""
    if task == "demo":
        formcheck = str(_bin(venv, "formcheck"))
        return [
            [
                formcheck,
                "analyze",
                DEMO_CLIP,
                "--exercise",
                DEMO_EXERCISE,
                "--video",
                *extra,
            ]
        ]
    python = str(_bin(venv, "python"))
    return [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", *SIDE_BY_SIDE, *extra],
    ]


def run(commands: Sequence[Command]) -> int:
    """Run every command, so that one report names all that fails; return the last failing exit code."""
    failed = 0
    for command in commands:
        say(" ".join([Path(command[0]).stem, *command[1:]]))
        failed = subprocess.run(command, cwd=ROOT).returncode or failed
    return failed


def environment(venv: Path) -> Path:
    """Return the environment's Python, making the environment where there is none that works.

    Raises:
        StartError: there is no way to make one here, or something else lies in its place.
    """
    python = _bin(venv, "python")
    if healthy(python):
        return python
    _clear(venv)
    facts = look()
    for way in ways(facts):
        say(f"making {venv.name}: {way.value}")
        if all(quietly(command) for command in making(way, venv, sys.executable)) and healthy(python):
            return python
        shutil.rmtree(venv, ignore_errors=True)
    raise StartError(advice(facts))


def ways(facts: Facts) -> list[Way]:
    """What to try, the least intrusive first."""
    found = []
    if facts.ensurepip:
        found.append(Way.PLAIN)
    if facts.pip is not None and facts.pip >= PIP_WITH_PYTHON_OPTION:
        found.append(Way.BORROW_PIP)
    if facts.apt and facts.may_install:
        found.append(Way.APT)
    return found


def making(way: Way, venv: Path, python: str) -> list[Command]:
    """The commands of one way."""
    make = [python, "-m", "venv", str(venv)]
    if way is Way.PLAIN:
        return [make]
    if way is Way.BORROW_PIP:
        pip = [python, "-m", "pip", "--python", str(_bin(venv, "python")), "install", "--quiet", "pip"]
        return [[*make, "--without-pip"], pip]
    apt = [*([] if _is_root() else ["sudo", "-n"]), "apt-get", "-qq"]
    return [[*apt, "update"], [*apt, "install", "-y", _venv_package()], make]


def advice(facts: Facts) -> str:
    """What the user has to do when no way worked."""
    if facts.apt:
        return f"Python lacks its venv package; type: sudo apt-get install -y {_venv_package()}"
    return (
        f"no environment could be made with {sys.executable}; install Python from python.org and run it again"
    )


def look() -> Facts:
    """Find out what this machine offers."""
    return Facts(
        ensurepip=importlib.util.find_spec("ensurepip") is not None,
        pip=_pip_version(),
        apt=shutil.which("apt-get") is not None,
        may_install=_is_root() or (shutil.which("sudo") is not None and quietly(["sudo", "-n", "true"])),
    )


def healthy(python: Path) -> bool:
    """Whether an environment runs, is new enough and has pip."""
    return python.exists() and quietly(
        [str(python), "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"]
    )


def install(python: Path, extra: str) -> None:
    """Install the checkout and its dependencies into the environment.

    Raises:
        StartError: pip failed; its own words stand above.
    """
    say("installing formcheck and what it needs (minutes the first time, seconds later)")
    if extra == "test":
        install_locked(python)
    target = f".[{extra}]" if extra else "."
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", target]
    if subprocess.run(command, cwd=ROOT).returncode:
        raise StartError(
            "pip could not install the packages; check the network and run the same command again"
        )


def install_locked(python: Path) -> None:
    """Install exactly the packages that are written down for the tests, each held to its checksums.

    Raises:
        StartError: one is another file than the one that was written down.
    """
    done = subprocess.run(locked(python, LOCK), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    if done.returncode == 0:
        return
    if is_another_file(done.stderr):
        print(done.stderr, file=sys.stderr)
        raise StartError(f"a package is not the file that {LOCK.relative_to(ROOT)} names: do not use it")
    say("not every package written down is there for this system: taking what pyproject.toml allows")


def locked(python: Path, lock: Path, *options: str) -> Command:
    """The command that installs what is written down."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [*pip, *options, "--require-hashes", "--requirement", str(lock)]


def is_another_file(said: str) -> bool:
    """Whether pip refused a package for its checksum."""
    return "DO NOT MATCH THE HASHES" in said


def quietly(command: Command) -> bool:
    """Run a command without its output; whether it went well."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def say(line: str) -> None:
    print(f"== {line}", flush=True)


def _clear(venv: Path) -> None:
    """Remove a broken environment, and nothing that is not one."""
    if not venv.exists():
        return
    if not (venv / "pyvenv.cfg").exists():
        raise StartError(f"{venv} is in the way and is no Python environment: move it and run again")
    say(f"{venv.name} does not work any more, making a new one")
    shutil.rmtree(venv)


def _bin(venv: Path, name: str) -> Path:
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def _pip_version() -> tuple[int, ...] | None:
    if importlib.util.find_spec("pip") is None:
        return None
    version: str = importlib.import_module("pip").__version__
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _is_root() -> bool:
    geteuid: Callable[[], int] | None = getattr(os, "geteuid", None)  # Windows has none
    return geteuid is not None and geteuid() == 0


def _venv_package() -> str:
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

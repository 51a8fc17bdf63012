"""Write down exactly which packages the tests run with, each with its checksums, for every system at once.

    python scripts/lock.py             write requirements/test.txt anew, as new as pyproject.toml allows
    python scripts/lock.py --audit     ask pip-audit whether any of them has a known vulnerability

``scripts/start.py test`` installs what stands there. Needs uv, and pip-audit for the second
(pip install uv pip-audit), and the network.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT, LOCK = ROOT / "pyproject.toml", ROOT / "requirements" / "test.txt"
EXTRA, OLDEST = "test", "3.11"
_ONE_LINE = "python scripts/lock.py"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--audit", action="store_true", help="look for known vulnerabilities instead")
    return subprocess.run(audit() if parser.parse_args().audit else compiled(), cwd=ROOT).returncode


def compiled() -> list[str]:
    """The command that writes the lock; it names no place to fetch packages from, which everybody chooses."""
    LOCK.parent.mkdir(exist_ok=True)
    options = ["--universal", "--generate-hashes", "--upgrade", "--quiet", "--python-version", OLDEST]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", _ONE_LINE]
    where = ["--extra", EXTRA, "--output-file", str(LOCK.relative_to(ROOT)), PROJECT.name]
    return [*tool("uv"), "pip", "compile", *options, *where]


def audit() -> list[str]:
    """The command that looks for known vulnerabilities; strict, for what cannot be looked up is not clean."""
    options = ["--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    return [*tool("pip-audit"), *options, "--requirement", str(LOCK.relative_to(ROOT))]


def tool(name: str) -> list[str]:
    """How a tool is called, from this environment or from the path."""
    beside = Path(sys.executable).with_name(f"{name}.exe" if os.name == "nt" else name)
    where = str(beside) if beside.exists() else shutil.which(name)
    if where is None:
        raise SystemExit(f"{name} is not installed: pip install {name}")
    return [where]


def wanted(project: dict[str, Any], extra: str = "") -> Iterator[Requirement]:
    """What pyproject.toml asks for, with an extra and the extras that it names."""
    about = project["project"]
    for line in about["optional-dependencies"][extra] if extra else about["dependencies"]:
        requirement = Requirement(line)
        if requirement.name != about["name"]:
            yield requirement
        for inner in sorted(requirement.extras) if requirement.name == about["name"] else ():
            yield from wanted(project, inner)


def locked(text: str) -> dict[str, list[Version]]:
    """Every package of a lock with its versions; more than one where systems differ."""
    found: dict[str, list[Version]] = {}
    for line in text.splitlines():
        if line[:1].isalnum():
            requirement = Requirement(line.removesuffix("\\"))
            (pinned,) = requirement.specifier
            found.setdefault(requirement.name, []).append(Version(pinned.version))
    return found


def missing(project: dict[str, Any], text: str) -> list[str]:
    """What pyproject.toml asks for and the lock does not hold."""
    held = locked(text)
    asked = [*wanted(project), *wanted(project, EXTRA)]
    return [
        str(requirement)
        for requirement in asked
        if not any(requirement.specifier.contains(v) for v in held.get(requirement.name.lower(), ()))
    ]


def read_project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads(PROJECT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())

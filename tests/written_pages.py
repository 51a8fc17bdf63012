"""Pages whose files are written and whose commands are run as they stand there."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from shell import ROOT

# What pip does with a package of one module, where there is no network to fetch setuptools from.
PIP = """
import sys, shutil, tomllib
from pathlib import Path
command, source = sys.argv[1], Path(sys.argv[2])
assert command == "install"
told = tomllib.loads((source / "pyproject.toml").read_text())
project, site = told["project"], Path(SITE)
info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
info.mkdir()
(info / "METADATA").write_text(
    f"Metadata-Version: 2.1\\nName: {project['name']}\\nVersion: {project['version']}\\n"
)
lines = []
for group, entries in project["entry-points"].items():
    lines += [f"[{group}]", *(f"{name} = {value}" for name, value in entries.items())]
(info / "entry_points.txt").write_text("\\n".join(lines) + "\\n")
for module in told["tool"]["setuptools"]["py-modules"]:
    shutil.copy(source / f"{module}.py", site)
"""


class Page:
    """A page of the documentation, by its file's name.

    Attributes:
        text: the page.
        files: the files that it shows, by name.
    """

    def __init__(self, name: str) -> None:
        self.text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        shown = re.findall(r"In `([\w./-]+)`:\n\n```(?:python|toml)\n(.*?)```", self.text, re.DOTALL)
        self.files: dict[str, str] = dict(shown)

    def commands(self) -> list[tuple[str, str]]:
        """Every command of the page in order, with the output that the page shows."""
        blocks = re.findall(r"```console\n(.*?)```", self.text, re.DOTALL)
        parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
        return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]

    def write(self, folder: Path) -> None:
        """Write the page's files and its clip, and its commands into ``bin``."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        shutil.copy(ROOT / "tests" / "recorded" / "squat_clean.npz", folder / "squat.npz")
        for made in ("site", "bin"):
            (folder / made).mkdir()
        pip = folder / "bin" / "pip.py"
        pip.write_text(PIP.replace("SITE", repr(str(folder / "site"))), encoding="utf-8")
        for name, words in (("formcheck", "-m formcheck"), ("python", ""), ("pip", f'"{pip}"')):
            script = folder / "bin" / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
            script.chmod(script.stat().st_mode | stat.S_IXUSR)

    def check(self, folder: Path) -> None:
        """Run every command in a folder, and hold its output against the page's."""
        self.write(folder)
        for command, shown in self.commands():
            output = run(command, folder)
            assert shows(output, shown), f"$ {command}\n{output}"


def shows(output: str, shown: str) -> bool:
    """Whether an output is what the page shows; three dots stand for anything, spaces for any space."""
    words = [re.escape(word) for word in shown.split()]
    pattern = (
        r"\s+".join(words).replace(r"\s+\.\.\.", r".*").replace(r"\.\.\.\s+", r".*").replace(r"\.\.\.", ".*")
    )
    return re.fullmatch(rf"\s*{pattern}\s*", output, re.DOTALL) is not None


def run(command: str, folder: Path) -> str:
    """Run a line of the page as it stands; both streams as a person sees them."""
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{folder / 'site'}{os.pathsep}{ROOT}",
        "FORMCHECK_DATA": str(folder / "data"),
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout

"""The packages that the tests run with are written down, with checksums, for every system."""

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import lock
import start

TEXT = lock.LOCK.read_text(encoding="utf-8")


def test_it_holds_what_is_asked_for() -> None:
    assert lock.missing(lock.read_project(), TEXT) == [], "run python scripts/lock.py"


def test_what_is_not_held_is_told() -> None:
    project = {
        "project": {
            "name": "x",
            "dependencies": ["numpy>=99", "nosuch"],
            "optional-dependencies": {"test": []},
        }
    }
    assert lock.missing(project, TEXT) == ["numpy>=99", "nosuch"]


def test_every_package_has_checksums_and_no_place_is_named() -> None:
    entries = re.split(r"\n(?=\w)", TEXT)[1:]
    assert len(entries) >= len(lock.locked(TEXT)) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|file:|--(?:extra-)?index|--find-links|@ ", TEXT) == []


def test_it_serves_every_system() -> None:
    markers = set(re.findall(r"sys_platform [!=]= '\w+'", TEXT))
    assert {"sys_platform == 'linux'", "sys_platform != 'linux'"} <= markers
    assert len(lock.locked(TEXT)["colorama"]) == 1, "what only Windows needs is there, too"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with one package of no content."""
    with zipfile.ZipFile(tmp_path / "tiny-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr(
            "tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")
    return tmp_path


@pytest.mark.parametrize("is_right", [True, False], ids=["the file", "another file"])
def test_another_file_than_the_one_written_down_is_refused(shelf: Path, is_right: bool) -> None:
    (wheel,) = shelf.glob("*.whl")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest() if is_right else "0" * 64
    (shelf / "lock.txt").write_text(f"tiny==1.0 --hash=sha256:{digest}\n")
    options = ("--dry-run", "--no-index", "--find-links", str(shelf))
    command = start.locked(Path(sys.executable), shelf / "lock.txt", *options)
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode == 0, start.is_another_file(done.stderr)) == (is_right, not is_right), done.stderr

"""Fetch what the pages take from npm once more and compare it with the checksums kept beside it.

    python scripts/vendor_web.py            compare what is in the repository with the npm package
    python scripts/vendor_web.py --write    put the files of the package in place, where their checksums agree

Needs ``npm`` and the network; the product needs neither. Package, version and checksums are read from
``formcheck/web/static/vendor/tasks-vision/ORIGIN.md``: to take another version, change them there, after
looking for addresses in its bundle that it would talk to.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "formcheck" / "web" / "static" / "vendor" / "tasks-vision"
ORIGIN = VENDOR / "ORIGIN.md"
# Files that have another name in the package.
RENAMED = {"vision_bundle.js": "vision_bundle.cjs"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="replace the files in the repository")
    options = parser.parse_args()
    text = ORIGIN.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        package = fetch(*package_of(text), Path(folder))
        wrong = [line for name, sha256 in sums_of(text) for line in put(package, name, sha256, options.write)]
    print("\n".join(wrong) or "Every file is the one it should be.")
    sys.exit(1 if wrong else 0)


def package_of(text: str) -> tuple[str, str]:
    """Name and version of the npm package."""
    found = re.search(r"npm package `([^`]+)` (\d+\.\d+\.\d+)", text)
    if found is None:
        raise SystemExit(f"{ORIGIN} names no package and version")
    return found[1], found[2]


def sums_of(text: str) -> list[tuple[str, str]]:
    """Each file with its sha256."""
    return re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", text, re.MULTILINE)


def fetch(name: str, version: str, folder: Path) -> Path:
    """Unpack a package of npm; returns the folder of its files."""
    try:
        line = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{name}@{version}"]
        subprocess.run(line, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"npm cannot fetch {name} {version}: {error}") from error
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    return folder / "package"


def put(package: Path, name: str, sha256: str, write: bool) -> list[str]:
    """Compare one file, and put it in place where wanted; what is wrong with it."""
    fetched = (package / RENAMED.get(name, name)).read_bytes()
    if hashlib.sha256(fetched).hexdigest() != sha256:
        return [f"{name}: the package holds another file than ORIGIN.md says"]
    here = VENDOR / name
    if write:
        here.parent.mkdir(parents=True, exist_ok=True)
        here.write_bytes(fetched)
    elif not here.is_file() or hashlib.sha256(here.read_bytes()).hexdigest() != sha256:
        return [f"{name}: the repository holds another file; bring it back with --write"]
    return []


if __name__ == "__main__":
    main()

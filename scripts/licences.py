"""Name the licence of everything that is shipped and of everything that is needed.

    python scripts/licences.py            print what is shipped, and every package with its licence
    python scripts/licences.py --write    keep it: formcheck/third_party.json, docs/licences.md

Licences of packages are what their own metadata say, read from this environment: have everything in it, by
pip install ".[test,mediapipe]".
"""

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

import lock

ROOT = Path(__file__).resolve().parent.parent
MANIFEST, PAGE = ROOT / "formcheck" / "third_party.json", ROOT / "docs" / "licences.md"
# extras in the order in which they are told
EXTRAS = ("", "parquet", "ray", "openvino", "postgres", "mediapipe", "docs", "test")
_STATIC = "formcheck/web/static"
_LONG = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Something in the package that others have made.

    Attributes:
        name, licence: the licence as SPDX writes it.
        authors, origin: who made it, and where it comes from.
        texts: files with the licence, and with what has to be said.
        files: patterns, from the repository's root.
    """

    name: str
    licence: str
    authors: str
    origin: str
    texts: tuple[str, ...]
    files: tuple[str, ...]


PARTS = (
    Part(
        name="BlazePose pose models",
        licence="Apache-2.0",
        authors="The MediaPipe Authors (Google)",
        origin="converted from MediaPipe's own files, which models/manifest.json names with their sha256",
        texts=("models/LICENSE", "models/NOTICE", "models/manifest.json"),
        files=("models/*.onnx", "models/*.task"),
    ),
    Part(
        name="MediaPipe tasks-vision",
        licence="Apache-2.0",
        authors="The MediaPipe Authors (Google)",
        origin="npm package @mediapipe/tasks-vision 0.10.21, unchanged",
        texts=(f"{_STATIC}/vendor/tasks-vision/LICENSE", f"{_STATIC}/vendor/tasks-vision/ORIGIN.md"),
        files=(f"{_STATIC}/vendor/tasks-vision/**/*.js", f"{_STATIC}/vendor/tasks-vision/**/*.wasm"),
    ),
    Part(
        name="Rubik, the typeface of the pages",
        licence="OFL-1.1",
        authors="The Rubik Project Authors",
        origin="googlefonts/rubik, the Latin letters as a variable font",
        texts=(f"{_STATIC}/fonts/LICENSE-Rubik.txt",),
        files=(f"{_STATIC}/fonts/*.woff2",),
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="keep it in the repository")
    if not parser.parse_args().write:
        print(page())
        return
    MANIFEST.write_text(manifest(), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


def manifest() -> str:
    """Every file of others that the package holds, by its path there, with licence and sha256."""
    parts = [
        {
            "name": part.name,
            "licence": part.licence,
            "authors": part.authors,
            "origin": part.origin,
            "texts": [in_package(text) for text in part.texts],
            "files": {in_package(name): sha256 for name, sha256 in files_of(part).items()},
        }
        for part in PARTS
    ]
    return json.dumps({"schema_version": 1, "parts": parts}, indent=2) + "\n"


def in_package(path: str) -> str:
    """Where a file of the repository lies in the installed package."""
    return path.removeprefix("formcheck/")


def files_of(part: Part) -> dict[str, str]:
    """The files of a part, from the repository's root, with their sha256."""
    found = sorted({path for pattern in part.files for path in ROOT.glob(pattern)})
    return {p.relative_to(ROOT).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def needed() -> dict[str, str]:
    """Every package needed here, with the first extra that asks for it; empty for formcheck itself."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    project = lock.read_project()
    for extra in EXTRAS:
        waiting = [part for asked in lock.wanted(project, extra) for part in _parts(asked, "")]
        while waiting:
            name, of = part = waiting.pop()
            if part not in seen:
                seen.add(part)
                found.setdefault(name, extra)
                about = installed(name)
                asked_for = (Requirement(line) for line in ((about.requires or ()) if about else ()))
                waiting += [part for asked in asked_for for part in _parts(asked, of)]
    return found


def _parts(asked: Requirement, extra: str) -> list[tuple[str, str]]:
    """A package that is asked for, as it is and with each of its extras; none where a marker says so."""
    if asked.marker is not None and not asked.marker.evaluate({"extra": extra}):
        return []
    name = re.sub(r"[-_.]+", "-", asked.name).lower()
    return [(name, of) for of in ("", *sorted(asked.extras))]


def installed(name: str) -> Distribution | None:
    """An installed package; None where there is none."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def licence_of(about: Distribution) -> str:
    """The licence that a package's metadata name: as SPDX, or by classifier, or in its own short words."""
    said: Mapping[str, Any] = about.metadata.json
    classified = [c.rpartition(" :: ")[2] for c in said.get("classifier", ()) if c.startswith("License :: ")]
    named = [c for c in classified if c != "OSI Approved"]
    words = " ".join(str(said.get("license", "")).split())
    short = words if len(words) <= _LONG and words != "UNKNOWN" else ""
    return str(said.get("license_expression") or short or ", ".join(named) or "see its own files")


def page() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, *_shipped(), _NEEDED, *_packages()]) + "\n"


def _shipped() -> Iterator[str]:
    for part in PARTS:
        yield f"### {part.name}\n\n{part.licence}. {part.authors}; {part.origin}.\n"
        yield "| file | sha256 |\n|---|---|"
        yield from (f"| `{name}` | `{sha256}` |" for name, sha256 in files_of(part).items())
        yield f"\nTexts: {', '.join(f'`{text}`' for text in part.texts)}.\n"


def _packages() -> Iterator[str]:
    for extra in EXTRAS:
        names = sorted(name for name, of in needed().items() if of == extra)
        if not names:
            continue
        yield f"### {f'formcheck[{extra}]' if extra else 'formcheck'}\n\n| package | licence |\n|---|---|"
        yield from (f"| {name} | {_row(name)} |" for name in names)
        yield ""


def _row(name: str) -> str:
    about = installed(name)
    return licence_of(about).replace("|", "/") if about else "not installed where this page was made"


_HEAD = """# Licences

formcheck is licensed under Apache-2.0. Made by `python scripts/licences.py --write`; not edited by hand.

## Shipped in the package

Everything in the wheel is formcheck's own but for the files named here; `formcheck/third_party.json` in
the wheel says the same to programs, and the licences lie beside the files and in the wheel's `licenses`.
A test finds every file of others in the wheel and holds it to its sha256.
"""
_NEEDED = """The sample clips and the evaluation set, which are not in the wheel, are rendered with body data
of MakeHuman under CC0-1.0, and are formcheck's own besides.

## Needed

Packages that pip installs besides; they are not shipped. The licence is the one that a package's own
metadata name. A package's wheel may hold libraries under licences of their own, which it names itself:
FFmpeg in av, SDL in pygame-ce, for two. A package needed by several extras stands under the first.
"""


if __name__ == "__main__":
    main()

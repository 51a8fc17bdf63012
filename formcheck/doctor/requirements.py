"""What the project's own metadata asks of this computer, without the packaging library."""

import re
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

NAME = "formcheck"

_REQUIREMENT = re.compile(r"^\s*([\w.-]+)\s*([^;]*?)\s*(?:;\s*(.*))?$")
_LIMIT = re.compile(r"(>=|<=|==|!=|>|<)\s*([\w.]+)")
_PLATFORM = re.compile(r"sys_platform\s*(==|!=)\s*['\"](\w+)['\"]")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One package that is asked for.

    Attributes:
        name: as the package registry spells it.
        limits: its versions, as in ``>=2.0,<3``; empty for any.
        extra: the optional group that it belongs to; empty for what is always needed.
    """

    name: str
    limits: str
    extra: str = ""

    def __str__(self) -> str:
        return f"{self.name}{self.limits}"

    def allows(self, version: str) -> bool:
        """Whether a version is within the limits; an unknown sign in them allows everything."""
        return all(_holds(version, sign, limit) for sign, limit in _LIMIT.findall(self.limits))


def requirements() -> list[Requirement]:
    """Return what this system needs, from pyproject.toml in a checkout, else from the installed metadata.

    Raises:
        PackageNotFoundError: neither is there.
    """
    project = checkout_project()
    if project is None:
        lines = [parse(text) for text in metadata.requires(NAME) or ()]
    else:
        lines = [parse(text) for text in project["dependencies"]]
        for extra, texts in project.get("optional-dependencies", {}).items():
            lines += [parse(text, extra) for text in texts]
    return [found for found in lines if found is not None]


def own_version() -> str:
    """Return the version of formcheck itself; empty when it is neither installed nor a checkout."""
    project = checkout_project()
    if project is not None:
        return str(project["version"])
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return ""


def checkout_project() -> dict[str, Any] | None:
    """Return the project table of the checkout that this package runs from; None when it is installed."""
    path = Path(str(files(NAME))).parent / "pyproject.toml"
    if not path.is_file():
        return None
    project: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    # beside an installed package lies, if anything, somebody else's
    return project if project.get("name") == NAME else None


def parse(text: str, extra: str = "") -> Requirement | None:
    """Read one requirement; None where its marker excludes this system."""
    match = _REQUIREMENT.match(text)
    if match is None:
        return None
    name, limits, marker = match.groups(default="")
    for sign, platform in _PLATFORM.findall(marker):
        if (sys.platform == platform) != (sign == "=="):
            return None
    named = _EXTRA.search(marker)
    return Requirement(name, limits.replace(" ", ""), named[1] if named else extra)


def release(version: str) -> tuple[int, ...]:
    """Return a version's numbers: 5.0.0.93 is (5, 0, 0, 93), 2.1rc1 is (2, 1)."""
    numbers = []
    for part in version.split("."):
        digits = re.match(r"\d+", part)
        if digits is None:
            break
        numbers.append(int(digits[0]))
    return tuple(numbers)


def _holds(version: str, sign: str, limit: str) -> bool:
    found, wanted = release(version), release(limit)
    length = max(len(found), len(wanted))
    a, b = (v + (0,) * (length - len(v)) for v in (found, wanted))
    return {">=": a >= b, "<=": a <= b, "==": a == b, "!=": a != b, ">": a > b, "<": a < b}[sign]

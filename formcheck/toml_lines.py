"""Files that people write by hand: read as TOML, and every mistake named by file, line and field.

``tomllib`` forgets where a value stood. ``read_toml`` gives the values together with the line of each key:

    file = read_toml(Path("mine.toml"))
    file.only(("lunge",), {"reps", "rest_s"})              # refuses a field of another name, with the nearest
    rest_s = file.number(("lunge", "rest_s"), 0, 3600)     # None where it is not given

A path is the keys from the top of the file, array elements by their number: ``("steps", 0, "reps")``.
"""

import difflib
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from formcheck.errors import FormcheckError
from formcheck.toml_scan import KeyPath, lines_of

# Written by hand; and a name of thousands of parts, a.b.c and so on, would be worked on for hours.
MOST_BYTES, MOST_DOTS = 100_000, 200

_LARGEST = 10**30


class TomlError(FormcheckError):
    """A file written by hand cannot be read, or one of its fields makes no sense."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file's values, and where each stands.

    Attributes:
        name: as shown to the user.
        values: the whole file, as ``tomllib`` gives it.
        lines: line of every key and array element, from 1.
    """

    name: str
    values: dict[str, Any]
    lines: Mapping[KeyPath, int] = field(repr=False)

    def line(self, path: KeyPath) -> int:
        """The line of a field; of the table it would stand in, where it is not given."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def error(self, path: KeyPath, what: str, mend: str = "") -> TomlError:
        """The error about one field: ``FILE, line 3, lunge.rest_s: WHAT``."""
        where = f"{self.name}, line {self.line(path)}"
        return TomlError(f"{where}, {dotted(path)}: {what}" if path else f"{where}: {what}", mend=mend)

    def get(self, path: KeyPath) -> Any:
        """A value, or None where it is not given."""
        found: Any = self.values
        for key in path:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def only(self, path: KeyPath, known: Collection[str]) -> None:
        """Refuse a table that holds fields of other names.

        Raises:
            TomlError: it does, or it is no table; names the nearest field.
        """
        for key in self.table(path):
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
                hint = f"Did you mean {near[0]}? " if near else ""
                raise self.error((*path, key), "is unknown", f"{hint}Known here: {', '.join(sorted(known))}")

    def table(self, path: KeyPath) -> dict[str, Any]:
        """A table, empty where it is not given.

        Raises:
            TomlError: something else stands there.
        """
        found = self.get(path)
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise self.error(path, f"is {shown(found)}, but a table is needed")
        return found

    def number(self, path: KeyPath, least: float, most: float, unit: str = "") -> float | None:
        """A number from ``least`` to ``most``, or None where it is not given.

        Raises:
            TomlError: it is none, or lies outside.
        """
        found = self.get(path)
        if found is None:
            return None
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        # written so that NaN is refused, too
        if not is_number or not least <= found <= most:
            raise self.error(path, f"is {shown(found)}; allowed: {least:g} to {most:g} {unit}".rstrip())
        return float(found)

    def whole(self, path: KeyPath, least: int, most: int) -> int | None:
        """A whole number from ``least`` to ``most``, or None where it is not given.

        Raises:
            TomlError: it is none, or lies outside.
        """
        found = self.number(path, least, most)
        if found is not None and found != int(found):
            raise self.error(path, f"is {found:g}, but a whole number from {least} to {most} is needed")
        return None if found is None else int(found)

    def text(self, path: KeyPath, choices: Collection[str] = ()) -> str | None:
        """Words that are not empty, or None where none are given.

        Raises:
            TomlError: it is no text, or not one of the choices.
        """
        found = self.get(path)
        if found is None:
            return None
        if not isinstance(found, str) or not found.strip():
            raise self.error(path, f"is {shown(found)}, but words in quotation marks are needed")
        if choices and found not in choices:
            raise self.error(path, f"is {shown(found)}; allowed: {', '.join(choices)}")
        return found

    def flag(self, path: KeyPath) -> bool | None:
        """True or false, or None where it is not given.

        Raises:
            TomlError: it is neither.
        """
        found = self.get(path)
        if found is not None and not isinstance(found, bool):
            raise self.error(path, f"is {shown(found)}; allowed: true, false")
        return found


def read_toml(path: Path) -> TomlFile:
    """Read a file.

    Raises:
        TomlError: it is not there, cannot be read, is no text, or is no TOML (with the line).
    """
    text = _text(path)
    try:
        return TomlFile(str(path), tomllib.loads(text), lines_of(text))
    except RecursionError as error:
        raise TomlError(f"{path} is no valid TOML", cause="Its values lie too deep in each other") from error
    except ValueError as error:  # TOMLDecodeError is one; a number of thousands of digits is another
        reason = str(error).replace("\n", " ")
        raise TomlError(f"{path} is no valid TOML", cause=reason[:1].upper() + reason[1:]) from error


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TomlError(f"cannot read {path}", cause=error.strerror or str(error)) from error
    if len(data) > MOST_BYTES:
        raise TomlError(f"{path} has {len(data)} bytes; a file of this kind has at most {MOST_BYTES}")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise TomlError(f"{path} is no text file", cause="It is not UTF-8") from error
    if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
        raise TomlError(f"{path} is no valid TOML", cause=f"A line has more than {MOST_DOTS} dots")
    return text


def dotted(path: KeyPath) -> str:
    """A path in one word: ``steps[1].reps``, array elements counted from 1 as people do."""
    text = ""
    for key in path:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def shown(value: Any) -> str:
    """A value as the file's writer knows it, cut short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and abs(value) > _LARGEST:
        return "a number of more than 30 digits"  # Python spells none of thousands of them
    text = f"{value:g}" if isinstance(value, float) else repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."

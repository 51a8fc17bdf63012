"""Where routines lie: the shipped ones, the user's own folder, or any file."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.folder import data_folder
from formcheck.routines.check import routine_of
from formcheck.routines.routine import Routine, RoutineError
from formcheck.toml_lines import read_toml

ENDING = ".toml"


def own_folder(data: Path | str | None = None) -> Path:
    """The folder for the user's own routines, within the data folder; it need not be there."""
    return data_folder(data) / "routines"


def files(data: Path | str | None = None) -> Mapping[str, Path]:
    """Every routine's file by name; one of the user's own takes the place of a shipped one of its name."""
    shipped = Path(str(resources.files("formcheck.routines"))) / "shipped"
    found = [*sorted(shipped.glob(f"*{ENDING}")), *sorted(own_folder(data).glob(f"*{ENDING}"))]
    return {path.stem: path for path in found}


def load(wanted: Path | str, data: Path | str | None = None) -> Routine:
    """Read a routine.

    Args:
        wanted: a name, or a file: what ends in ``.toml`` or names a folder.
        data: the data folder; the usual one when None.

    Raises:
        FormcheckError: there is none, or it is wrong: one line with file, line, field and what is allowed.
    """
    path = Path(wanted)
    if path.suffix == ENDING or path.name != str(wanted):
        return read(path, is_own=True)
    return load_named(str(wanted), data)


def load_named(wanted: str, data: Path | str | None = None) -> Routine:
    """Read a routine by its name; never a file from elsewhere.

    Raises:
        FormcheckError: as for ``load``.
    """
    known = files(data)
    path = known.get(wanted.strip().lower().replace("-", "_").replace(" ", "_")) or known.get(wanted)
    if path is None:
        raise RoutineError(f"unknown routine {wanted[:80]!r}", mend=f"Choose one of: {', '.join(known)}")
    return read(path, is_own=path.parent == own_folder(data))


def available(data: Path | str | None = None) -> tuple[list[Routine], list[str]]:
    """Every routine that can be read, and a line for each that cannot."""
    routines, problems = [], []
    for path in files(data).values():
        try:
            routines.append(read(path, is_own=path.parent == own_folder(data)))
        except FormcheckError as error:
            problems.append(str(error))
    return routines, problems


def read(path: Path, *, is_own: bool) -> Routine:
    """Read a routine's file.

    Raises:
        FormcheckError: as for ``load``.
    """
    return routine_of(read_toml(path), path.stem, is_own=is_own)

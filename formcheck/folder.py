"""The folder of all that is the user's own: history, targets, exercises."""

import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "FORMCHECK_DATA"


def data_folder(wanted: Path | str | None = None) -> Path:
    """The user's folder: as wanted, else ``FORMCHECK_DATA``, else the system's place for a user's data."""
    chosen = wanted or os.environ.get(VARIABLE)
    return Path(chosen).expanduser() if chosen else user_data_path("formcheck", appauthor=False)

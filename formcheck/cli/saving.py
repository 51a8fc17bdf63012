"""What ``--save`` needs to know."""

from pathlib import Path

from formcheck.errors import PlanError
from formcheck.ground import Ground, ground_of


def label(surface: str | None, footwear: str | None, *, is_saved: bool) -> Ground:
    """What a session is done on, as it was typed.

    Raises:
        PlanError: there is no such surface or footwear, or nothing that is to bear the label.
    """
    if not is_saved and (surface or footwear):
        raise PlanError("--surface and --footwear are kept with a session", mend="Add --save")
    return ground_of(surface, footwear)


def kind_of(clip: Path) -> str:
    """Whether a file is a clip or saved landmarks."""
    return "landmarks" if clip.suffix == ".npz" else "clip"

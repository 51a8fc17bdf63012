"""What is stood or lain on, and in what: sessions are compared only where both are the same."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from formcheck.errors import PlanError


class Surface(StrEnum):
    """What is stood or lain on."""

    FLOOR = "floor"
    MAT = "mat"
    BOARD = "board"
    DISC = "disc"
    TRAMPOLINE = "trampoline"


class Footwear(StrEnum):
    """What is on the feet."""

    BAREFOOT = "barefoot"
    SHOD = "shod"


Choice = TypeVar("Choice", Surface, Footwear)


@dataclass(frozen=True, slots=True)
class Ground:
    """The label of a session.

    Attributes:
        surface: what is stood or lain on.
        footwear: None where nobody said.
    """

    surface: Surface = Surface.FLOOR
    footwear: Footwear | None = None


USUAL = Ground()


def ground_of(surface: str | None, footwear: str | None) -> Ground:
    """The label that was typed or sent; what is empty is the usual.

    Raises:
        PlanError: there is no such surface or footwear; lists the choices.
    """
    on = surface_of(surface) if surface else Surface.FLOOR
    return Ground(on, footwear_of(footwear) if footwear else None)


def surface_of(name: str) -> Surface:
    """A surface by its name.

    Raises:
        PlanError: there is none; lists the choices.
    """
    return _chosen("surface", name, Surface)


def footwear_of(name: str) -> Footwear:
    """A kind of footwear by its name.

    Raises:
        PlanError: there is none; lists the choices.
    """
    return _chosen("footwear", name, Footwear)


def _chosen(what: str, name: str, choices: type[Choice]) -> Choice:
    try:
        return choices(name.strip().lower())
    except ValueError:
        raise PlanError(f"unknown {what} {name!r}", mend=f"Choose one of: {', '.join(choices)}") from None


def ground_words(surface: str | None, footwear: str | None) -> str:
    """A label in words; nothing for the floor alone, which is the usual."""
    unusual = f"on a {surface}" if surface and surface != Surface.FLOOR else ""
    return ", ".join(word for word in (unusual, footwear) if word)

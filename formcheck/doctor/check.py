"""One look at one thing, and how it is told in a line."""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap

from formcheck.errors import FormcheckError

_NAME_WIDTH = 17
_INDENT = _NAME_WIDTH + 6


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        works: whether it does.
        needed: whether formcheck counts nothing without it.
        found: what is there, or what is wrong with it.
        mend: what the user types or does; empty where it works.
    """

    name: str
    works: bool
    needed: bool
    found: str
    mend: str

    def line(self, width: int | None = None) -> str:
        """Return mark, name, state and mend; the mark is ``ok``, ``--`` (optional) or ``!!`` (needed).

        Args:
            width: columns of the terminal; longer text goes on below, a mend on a line of its own to be
                copied whole. None for one line.
        """
        mark = "ok" if self.works else "!!" if self.needed else "--"
        head = f"{mark}  {self.name:<{_NAME_WIDTH}}  "
        whole = head + " -> ".join(part for part in (self.found, self.mend) if part)
        if width is None or len(whole) <= width:
            return whole
        text = f"\n{'':{_INDENT}}".join(
            wrap(self.found, max(width - _INDENT, _INDENT), break_on_hyphens=False)
        )
        # a mend is not wrapped, so that it can be copied whole
        return head + text + (f"\n    -> {self.mend}" if self.mend else "")


@dataclass(frozen=True, slots=True)
class Probe:
    """A look at one thing: returns what it found, or raises what is wrong."""

    name: str
    look: Callable[[], str]
    needed: bool = True

    def check(self) -> Check:
        """Look, whatever happens."""
        try:
            return Check(self.name, True, self.needed, self.look(), "")
        except FormcheckError as error:
            found = ". ".join(part.rstrip(".") for part in (error.what, error.cause) if part)
            return Check(self.name, False, self.needed, found, error.mend)
        except Exception as error:  # a broken package may raise anything, and the rest is still to be told
            kind = "" if isinstance(error, ImportError) else f"{type(error).__name__}: "
            found = f"{kind}{error}".partition("\n")[0]
            return Check(self.name, False, self.needed, found, "mend what is wrong in the lines above first")

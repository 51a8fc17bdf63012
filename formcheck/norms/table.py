"""How a table of norms is kept and asked."""

from dataclasses import dataclass
from typing import Literal

from formcheck.errors import FormcheckError

Sex = Literal["woman", "man"]
SEXES: tuple[Sex, ...] = ("woman", "man")
# Nobody older is in any table, and a slip of the finger is noticed.
_OLDEST = 120


class NormError(FormcheckError):
    """An age or a sex that no table knows."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What a group of people reaches.

    Attributes:
        value: their mean.
        who: the group in words.
        source: who measured it.
    """

    value: float
    who: str
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: ages from and to, both included, a value, and whom it is of."""

    from_age: int
    to_age: int
    value: float
    sex: Sex | None = None

    def holds(self, age: int | None, sex: Sex | None) -> bool:
        """Whether somebody belongs to this group; who tells no age or sex belongs where none is asked."""
        of_age = self.is_ageless or (age is not None and self.from_age <= age <= self.to_age)
        return of_age and self.sex in (None, sex)

    @property
    def is_ageless(self) -> bool:
        """Whether the source gives no ages."""
        return (self.from_age, self.to_age) == (0, _OLDEST)

    @property
    def who(self) -> str:
        """The group in words."""
        people = {"woman": "women", "man": "men", None: "people"}[self.sex]
        if self.is_ageless:
            return "healthy adults" if self.sex is None else people
        older = self.to_age == _OLDEST
        return f"{people} aged {self.from_age}" + (" and over" if older else f" to {self.to_age}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NormTable:
    """A table of means.

    Attributes:
        rows: its groups; no two of them hold the same person.
        source: who measured it, and whether the original was read.
        unit: of its values.
        more_is_better: whether a larger value is the better one.
        besides: what other studies found, in groups that the rows do not tell apart.
    """

    rows: tuple[Row, ...]
    source: str
    unit: str
    more_is_better: bool = True
    besides: tuple[Norm, ...] = ()

    def find(self, age: int | None, sex: Sex | None) -> Norm | None:
        """The norm of somebody's group; None where the table has none.

        Raises:
            NormError: nobody is that old.
        """
        if age is not None and not 0 < age <= _OLDEST:
            raise NormError(f"an age must be from 1 to {_OLDEST}, not {age}")
        found = next((row for row in self.rows if row.holds(age, sex)), None)
        return None if found is None else Norm(found.value, found.who, self.source)


def of_all(value: float) -> Row:
    """A line without ages or sexes."""
    return Row(0, _OLDEST, value)


def from_age(age: int, value: float, sex: Sex | None = None) -> Row:
    """The oldest group of a table."""
    return Row(age, _OLDEST, value, sex)

"""The figures of an exercise that are a person's own, as data: in the declaration and in every result."""

from dataclasses import dataclass

RANGE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure that differs from the declaration.

    Attributes:
        limit: of which fault or check, by its key (`allowed.limits_of`); empty for the range of motion.
        field: ``on``, ``off``, ``for_s``, ``severity``, ``cue`` or ``skip``; ``work`` or ``rest``.
        standard, own: as declared, and as it is now.
        unit: of numbers; empty for words.
    """

    limit: str
    field: str
    standard: float | str | bool
    own: float | str | bool
    unit: str = ""

    @property
    def words(self) -> str:
        """The change in words: ``hip_drop: on 7 deg instead of 8.5``."""
        name = self.limit or "range"
        if self.field == "skip":
            return f"{name}: left out"
        if isinstance(self.own, str):
            return f"{name}: {self.field} {self.own!r} instead of {self.standard!r}"
        return f"{name}: {self.field} {self.own:g} {self.unit} instead of {self.standard:g}"


@dataclass(frozen=True, slots=True)
class Personal:
    """Whose limits an exercise bears.

    Attributes:
        file: name of the targets file.
        changes: what it changes in this exercise; none where the file does not name it.
    """

    file: str
    changes: tuple[Change, ...] = ()

    @property
    def words(self) -> str:
        """All of it in one line."""
        if not self.changes:
            return f"no limit of its own in {self.file}"
        return f"limits of {self.file}: {'; '.join(change.words for change in self.changes)}"

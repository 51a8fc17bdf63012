"""The tables. A change here is a new version in ``migrations``."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Double, ForeignKey, LargeBinary, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator[datetime]):
    """A moment with its zone, kept as UTC: not every database keeps zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        float: Double,
        str: String,
        bytes: LargeBinary,
        datetime: UtcTime,
    }


class SchemaRow(Base):
    """Which version of these tables the database holds: one row."""

    __tablename__ = "schema_version"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class RunRow(Base):
    """A routine that was begun; its sessions say what was done of it.

    Attributes:
        id: a random UUID.
        utc_offset_s: of the user's clock when it began.
        name, title: of the routine.
        steps: what was asked for: exercise, sets, reps, hold_s, rest_s, side, note of each.
    """

    __tablename__ = "routine_run"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    utc_offset_s: Mapped[int]
    name: Mapped[str]
    title: Mapped[str]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class SessionRow(Base):
    """One session: what is asked for in lists, and ``about`` with what is not.

    Attributes:
        id: a random UUID.
        utc_offset_s: of the user's clock when it began.
        surface: what was stood or lain on, a name of `ground.Surface`; older ones hold the user's own words.
        footwear: a name of `ground.Footwear`; None where nobody said.
        routine_id, routine_step: of the routine that it was a step of, counted from 1; None outside one.
        clip: name of the file in the folder of kept clips.
        signals: names of the columns of each chunk's signals.
        about: the fields of the result that have no column or table of their own.
        finished: whether it came to its end; false in one cut off, and while it runs.
        complete: whether nothing is missing in it, as in a result.
    """

    __tablename__ = "session"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    utc_offset_s: Mapped[int]
    exercise: Mapped[str] = mapped_column(index=True)
    source_kind: Mapped[str]
    source: Mapped[str]
    surface: Mapped[str | None] = mapped_column(String(80))
    footwear: Mapped[str | None] = mapped_column(String(80))
    routine_id: Mapped[str | None] = mapped_column(ForeignKey("routine_run.id"), index=True)
    routine_step: Mapped[int | None]
    clip: Mapped[str | None] = mapped_column(String(80))
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    software_version: Mapped[str]
    signals: Mapped[list[str]] = mapped_column(JSON)
    view: Mapped[str] = mapped_column(default="unknown")
    duration_s: Mapped[float] = mapped_column(default=0.0)
    reps: Mapped[int] = mapped_column(default=0)
    good_reps: Mapped[int] = mapped_column(default=0)
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    finished: Mapped[bool] = mapped_column(default=False)
    complete: Mapped[bool] = mapped_column(default=False)


def _owner() -> Any:
    return mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)


class RepRow(Base):
    """One repetition: `results.RepFound`."""

    __tablename__ = "rep"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = _owner()
    number: Mapped[int]
    side: Mapped[str | None]
    start_s: Mapped[float]
    peak_s: Mapped[float]
    end_s: Mapped[float]
    range: Mapped[float | None]
    range_unit: Mapped[str]
    out_s: Mapped[float]
    hold_s: Mapped[float]
    back_s: Mapped[float]
    quality: Mapped[float | None]
    faults: Mapped[list[str]] = mapped_column(JSON)


class FaultRow(Base):
    """One fault found: `results.FaultFound`."""

    __tablename__ = "fault"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = _owner()
    name: Mapped[str]
    title: Mapped[str]
    side: Mapped[str | None]
    rep: Mapped[int]
    t_s: Mapped[float]
    value: Mapped[float | None]
    limit: Mapped[float | None] = mapped_column("limit_value")
    unit: Mapped[str]
    standard_error: Mapped[float | None]
    severity: Mapped[str]
    cue: Mapped[str]


class HoldRow(Base):
    """One timed hold."""

    __tablename__ = "hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = _owner()
    start_s: Mapped[float]
    end_s: Mapped[float]
    side: Mapped[str | None]


class ChunkRow(Base):
    """A stretch of signals and landmarks, thinned; see ``chunks`` for the bytes."""

    __tablename__ = "chunk"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = _owner()
    start_s: Mapped[float]
    end_s: Mapped[float]
    width_px: Mapped[int]
    height_px: Mapped[int]
    times: Mapped[bytes]
    signals: Mapped[bytes]
    points: Mapped[bytes]

"""Results to rows and back: nothing is lost on the way, and nothing is rounded."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from formcheck.results import FaultFound, RepFound, Result
from formcheck.store.tables import FaultRow, HoldRow, RepRow, SessionRow

# These have a column or rows of their own; every other field of a result, known or to come, is in ``about``.
COLUMNS = ("exercise", "source", "complete", "duration_s", "view", "reps", "good_reps")
TABLES = ("repetitions", "faults", "holds", "rep_times")
CUT_OFF = "the session was cut off; what was counted up to there is kept"


def about(result: Result) -> dict[str, Any]:
    """The fields of a result without a place of their own, as JSON knows them."""
    return {name: _plain(value) for name, value in result if name not in (*COLUMNS, *TABLES)}


def columns(result: Result) -> dict[str, Any]:
    """The columns of the session row that come from a result."""
    return {name: getattr(result, name) for name in COLUMNS} | {"about": about(result)}


def rep_rows(session_id: str, repetitions: Iterable[RepFound]) -> list[RepRow]:
    """A row a repetition."""
    return [RepRow(session_id=session_id, **_plain(rep)) for rep in repetitions]


def fault_rows(session_id: str, faults: Iterable[FaultFound]) -> list[FaultRow]:
    """A row a fault."""
    return [FaultRow(session_id=session_id, **_plain(fault)) for fault in faults]


def hold_rows(session_id: str, holds: Iterable[tuple[float, float, str | None]]) -> list[HoldRow]:
    """A row a hold."""
    return [HoldRow(session_id=session_id, start_s=a, end_s=b, side=side) for a, b, side in holds]


def result_of(
    row: SessionRow, reps: Sequence[RepRow], faults: Sequence[FaultRow], holds: Sequence[HoldRow]
) -> Result:
    """The result that these rows were made of; of a session cut off, as far as it got."""
    fields = {name: getattr(row, name) for name in COLUMNS} | row.about
    if not row.finished:
        fields["warnings"] = [*fields["warnings"], CUT_OFF]
    return Result(
        **fields,
        repetitions=[RepFound(**_fields(rep, RepFound.model_fields)) for rep in reps],
        rep_times=[(rep.start_s, rep.peak_s, rep.end_s, rep.side) for rep in reps],
        faults=[FaultFound(**_fields(fault, FaultFound.model_fields)) for fault in faults],
        holds=[(hold.start_s, hold.end_s, hold.side) for hold in holds],
    )


def _fields(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _plain(value: Any) -> Any:
    """Plain data, not rounded; null for NaN, which JSON does not know: it was not measured."""
    if isinstance(value, BaseModel):
        return {name: _plain(v) for name, v in value}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value

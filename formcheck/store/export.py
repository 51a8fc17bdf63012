"""The history as files for other programs."""

import csv
import json
from collections.abc import Iterable
from typing import IO, Any

from formcheck.results import RepFound
from formcheck.store.stored import StoredSession

HEADER = (
    *(
        "session",
        "started_at",
        "exercise",
        "source",
        "view",
        "surface",
        "footwear",
        "routine",
        "routine_step",
    ),
    "complete",
    *("rep", "side", "start_s", "peak_s", "end_s", "range", "range_unit", "out_s", "hold_s", "back_s"),
    *("quality", "faults"),
)


def export_csv(sessions: Iterable[StoredSession], out: IO[str]) -> None:
    """Write a row a repetition; a session without any has one row, empty from ``rep`` on."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for stored in sessions:
        head = _session_cells(stored)
        for rep in stored.result.repetitions:
            table.writerow([_cell(c) for c in (*head, *_rep_cells(rep))])
        if not stored.result.repetitions:
            table.writerow([_cell(c) for c in head] + [""] * (len(HEADER) - len(head)))


def export_json(sessions: Iterable[StoredSession], out: IO[str]) -> None:
    """Write a list of sessions, each with its whole result."""
    plain = [
        {
            **stored.summary.as_json(),
            "plan": stored.plan,
            "software_version": stored.software_version,
            "result": stored.result.model_dump(mode="json"),
        }
        for stored in sessions
    ]
    json.dump(plain, out, indent=2, ensure_ascii=False)
    out.write("\n")


def _session_cells(stored: StoredSession) -> tuple[Any, ...]:
    s = stored.summary
    began = s.started_at.isoformat(timespec="seconds")
    ground, routine = (s.surface, s.footwear), (s.routine, s.routine_step)
    return (s.id, began, s.exercise, s.source, s.view, *ground, *routine, s.complete)


def _rep_cells(r: RepFound) -> tuple[Any, ...]:
    times = (r.start_s, r.peak_s, r.end_s)
    faults = "; ".join(r.faults)
    return (r.number, r.side, *times, r.range, r.range_unit, r.out_s, r.hold_s, r.back_s, r.quality, faults)


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3)
    # a spreadsheet takes text that begins like this for a formula, and a clip may bear any name
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return f"'{value}"
    return "" if value is None else value

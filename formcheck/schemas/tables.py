"""The columns of every table: name, type, unit and meaning, in the form of Frictionless Table Schema.

A cell is empty where nothing was measured. The names are the sinks' own, so that none is missing here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from formcheck.batch.whole import COLUMNS
from formcheck.engine.spec import Phase
from formcheck.motion.body import SIDE_NAMES
from formcheck.motion.signals import SIGNALS, Signal
from formcheck.motion.view import Posture, ViewKind
from formcheck.pose.landmarks import Landmark
from formcheck.sinks.columns import LandmarkTable
from formcheck.sinks.tables import RepTable, SetTable, SignalTable
from formcheck.store.export import HEADER

Kind = Literal["string", "number", "integer", "boolean", "datetime", "array"]
_DRIVE = "in the unit of the exercise's driving signal"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: as in the file's first line.
        kind: what a cell holds.
        unit: of its numbers; empty for words and counts.
        meaning: in plain words.
        words: all that a cell may say; empty where it is free.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    words: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The field of a table schema."""
        unit = {"unit": self.unit} if self.unit else {}
        words = {"constraints": {"enum": list(self.words)}} if self.words else {}
        return {"name": self.name, "type": self.kind, **unit, "description": self.meaning, **words}


@dataclass(frozen=True, slots=True)
class TableShape:
    """One kind of table.

    Attributes:
        about: what a row is.
        columns: in their order.
    """

    about: str
    columns: tuple[Column, ...]

    def as_json(self) -> dict[str, Any]:
        """The table schema."""
        fields = [column.as_json() for column in self.columns]
        return {"description": self.about, "fields": fields, "missingValues": [""]}


_T_S = Column("t_s", "number", "s", "time from the beginning of the clip, from its container")
_LANDMARKS = (
    _T_S,
    Column("landmark", "string", "", "which point of the body", tuple(p.name.lower() for p in Landmark)),
    Column("x_px", "number", "px", "to the right of the picture's left edge"),
    Column("y_px", "number", "px", "below the picture's upper edge"),
    Column("x_m", "number", "m", "from the middle of the hips, to the right of the picture"),
    Column("y_m", "number", "m", "from the middle of the hips, downwards"),
    Column("z_m", "number", "m", "from the middle of the hips, away from the camera"),
    Column("visibility", "number", "1", "how surely the point is seen, 0 to 1"),
)
_MOMENT = (
    _T_S,
    Column("view", "string", "", "from where the camera sees the person", tuple(ViewKind)),
    Column("yaw_deg", "number", "deg", "how far the body is turned from facing the camera"),
    Column("posture", "string", "", "how the person stands or lies", tuple(Posture)),
    Column("phase", "string", "", "where in a repetition the moment lies", tuple(Phase)),
    Column("progress", "number", "1", "0 at rest, 1 at full range"),
)
_REP = (
    Column("rep", "integer", "", "number of the repetition, from 1"),
    Column("side", "string", "", "of the body; empty where both work together", SIDE_NAMES),
    Column("start_s", "number", "s", "when it began"),
    Column("peak_s", "number", "s", "when it was furthest"),
    Column("end_s", "number", "s", "when it was over"),
    Column("range", "number", "", f"how far it went, {_DRIVE}"),
    Column("range_unit", "string", "", "the unit of the range"),
    Column("out_s", "number", "s", "from the start to the held position"),
    Column("hold_s", "number", "s", "held near the furthest point"),
    Column("back_s", "number", "s", "from the held position back to rest"),
    Column("quality", "number", "1", "0 to 100"),
    Column("faults", "string", "", "parted by semicolons; with values in a clip's table"),
)
_SET = (
    Column("set", "integer", "", "number of the set, from 1"),
    Column("exercise", "string", "", "name of the exercise"),
    Column("from_s", "number", "s", "when its first repetition began"),
    Column("to_s", "number", "s", "when its last repetition was over"),
    Column("first_rep", "integer", "", "number of its first repetition"),
    Column("reps", "integer", "", "how many it has"),
    Column("good_reps", "integer", "", "how many of them have no fault"),
    Column("faults", "string", "", "names of the faults, parted by semicolons"),
)
_SESSION = (
    Column("session", "string", "", "a UUID"),
    Column("started_at", "datetime", "", "ISO 8601, with the zone of the user's clock at that time"),
    Column("exercise", "string", "", "name of the exercise"),
    Column("source", "string", "", "name of the clip or camera"),
    Column("view", "string", "", "from where the camera saw the person"),
    Column("surface", "string", "", "what was stood or lain on"),
    Column("footwear", "string", "", "barefoot or shod; empty where nobody said"),
    Column("routine", "string", "", "title of the routine that it was a step of"),
    Column("routine_step", "integer", "", "number of that step, from 1"),
    Column("complete", "boolean", "", "false when the clip or the session ended early"),
)
_CLIP = Column("clip", "string", "", "name of the clip, or its address")
_CLIPS = (
    _CLIP,
    Column("exercise", "string", "", "name of the exercise; unknown, or several where sets name them"),
    Column("view", "string", "", "from where the camera saw the person"),
    Column("complete", "boolean", "", "false when the clip or the run ended early"),
    Column("duration_s", "number", "s", "length of the clip"),
    Column("frames", "integer", "", "how many there are"),
    Column("frames_with_person", "integer", "", "in how many of them somebody is seen"),
    Column("reps", "integer", "", "how many were counted"),
    Column("good_reps", "integer", "", "how many of them have no fault"),
    Column("partials", "integer", "", "how many turned back before they counted"),
    Column("warnings", "array", "", "what went wrong"),
    Column("errors", "array", "", "why the clip has no result, or not all of its files"),
)
_FAULTS = Column("faults", "array", "", "names of the faults")
_OF_SET = (
    _CLIP,
    Column("start_s", "number", "s", "when its first repetition began"),
    Column("end_s", "number", "s", "when its last repetition was over"),
)


def _signals() -> tuple[Column, ...]:
    sides = ((s, side) for s in SIGNALS.values() for side in (SIDE_NAMES if s.sided else ("",)))
    return tuple(_signal(signal, side) for signal, side in sides)


def _signal(signal: Signal, side: str) -> Column:
    name, of = (f"{signal.name}_{side}", f", {side}") if side else (signal.name, "")
    return Column(name, "number", signal.unit, f"{signal.title}{of}; standard error {signal.error:g}")


def _in_order(header: tuple[str, ...], *columns: Column) -> tuple[Column, ...]:
    """The columns of a header; an unknown one raises KeyError as soon as this module is loaded."""
    known = {column.name: column for column in columns}
    return tuple(known[name] for name in header)


TABLES: Mapping[str, TableShape] = {
    "landmarks": TableShape(
        "NAME.landmarks.csv and .parquet: one row a landmark and frame in which somebody is seen, repaired"
        " and smoothed as the signals see it",
        _in_order(LandmarkTable.header, *_LANDMARKS),
    ),
    "signals": TableShape(
        "NAME.signals.csv and .parquet: one row a frame",
        _in_order(SignalTable.header, *_MOMENT, *_signals()),
    ),
    "reps": TableShape("NAME.reps.csv: one row a repetition", _in_order(RepTable.header, *_REP)),
    "sets": TableShape("NAME.sets.csv: one row a set", _in_order(SetTable.header, *_SET)),
    "batch_clips": TableShape(
        "clips.parquet, of several clips: one row a clip, empty but for its errors where it has no result",
        _in_order(tuple(COLUMNS["clips"]), *_CLIPS),
    ),
    "batch_sets": TableShape(
        "sets.parquet, of several clips: one row a set",
        _in_order(tuple(COLUMNS["sets"]), *_SET, *_OF_SET, _FAULTS),
    ),
    "batch_repetitions": TableShape(
        "repetitions.parquet, of several clips: one row a repetition",
        _in_order(tuple(COLUMNS["repetitions"]), *_CLIPS, *_REP, _FAULTS),
    ),
    "history_table": TableShape(
        "history export FILE.csv: one row a repetition; a session without any has one row, empty from rep on",
        _in_order(HEADER, *_SESSION, *_REP),
    ),
}

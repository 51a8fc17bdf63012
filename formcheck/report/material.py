"""What a report is made of: the result, and as much else as is at hand."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from formcheck.engine.spec import Exercise
from formcheck.errors import FormcheckError
from formcheck.exercises import find
from formcheck.ground import ground_words
from formcheck.results import SCHEMA_VERSION, Result
from formcheck.store import Landmarks, Store, Traces, Trends
from formcheck.targets import personal_again


class ReportError(FormcheckError):
    """A report cannot be made of what was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that goes into a report; only the result must be there.

    Attributes:
        result: what was counted and judged.
        started_at: when, in the user's zone.
        ground: what it was done on, in words; empty for the usual.
        software_version: of the formcheck that counted.
        traces, landmarks: of the whole session, for plots and stick figures.
        trends: the exercise over time.
        clip: the video, for pictures of the flagged moments.
    """

    result: Result
    started_at: datetime | None = None
    ground: str = ""
    software_version: str = ""
    traces: Traces | None = None
    landmarks: Landmarks | None = None
    trends: Trends | None = None
    clip: Path | None = None

    @property
    def exercise(self) -> Exercise:
        """The declaration of what was done, with the personal limits it was judged by."""
        limits = self.result.personal
        return personal_again(find(self.result.exercise), limits.personal if limits else None)


def stored_material(store: Store, session_id: str, clip: Path | None = None) -> Material:
    """A session of the history with its signals, landmarks, and the clip kept with it, if any.

    Raises:
        StoreError: there is no such session, or it cannot be read.
    """
    stored = store.session(session_id)
    result, summary = stored.result, stored.summary
    trends = store.trends(result.exercise)
    latest = trends.points[-1].session_id if trends.points else ""
    return Material(
        result=result,
        started_at=summary.started_at,
        ground=ground_words(summary.surface, summary.footwear),
        software_version=stored.software_version,
        traces=store.traces(session_id),
        landmarks=store.landmarks(session_id),
        trends=trends if latest == session_id else None,
        clip=clip or store.clip(session_id),
    )


def read_result(path: Path) -> Result:
    """Read a result file.

    Raises:
        ReportError: it cannot be read, or is none.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReportError(f"cannot read {path}", cause=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _no_result(path, "It is no text") from error
    try:
        return Result.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _no_result(path, f"{where}: {first['msg']}" if where else first["msg"]) from error


def _no_result(path: Path, cause: str) -> ReportError:
    mend = "Give a file that formcheck analyze --json has written"
    return ReportError(f"{path} is no result of version {SCHEMA_VERSION}", cause=cause, mend=mend)

"""Routes of History: sessions, replays, trends, reports, exports, and deleting them."""

import io
import json
import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import numpy as np
from fastapi import APIRouter, Query
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from starlette.responses import FileResponse, Response

from formcheck.schemas.documents import Exported
from formcheck.store import Store, StoreError, Summary
from formcheck.web import headers
from formcheck.web.answers import (
    DeletedTold,
    KeptTold,
    LandmarksTold,
    RoutineDoneTold,
    SessionTold,
    TrendsTold,
)
from formcheck.web.incoming import Incoming
from formcheck.web.settings import NotFound, ServerError

T = TypeVar("T")
_MOST_REPS = 1_000_000  # what every database can count to


class Keep(BaseModel):
    """Whether a clip is to be kept."""

    model_config = ConfigDict(extra="forbid", strict=True)

    keep: bool


def router(store: Store, incoming: Incoming) -> APIRouter:
    """Everything under ``/api/sessions``, and trends and exports."""
    routes = APIRouter(prefix="/api", tags=["history"])
    history = History(store, incoming)
    routes.get("/sessions", response_model=list[Summary])(history.recent)
    routes.delete("/sessions", response_model=DeletedTold)(history.delete_all)
    routes.get("/sessions/{session_id}", response_model=SessionTold)(history.one)
    routes.delete("/sessions/{session_id}", response_model=DeletedTold)(history.delete)
    routes.get("/sessions/{session_id}/video", **_file("video/mp4"))(history.video)
    routes.post("/sessions/{session_id}/keep", response_model=KeptTold)(history.keep)
    routes.get("/sessions/{session_id}/landmarks", response_model=LandmarksTold)(history.landmarks)
    routes.get("/sessions/{session_id}/report", **_file("text/html"))(history.report)
    routes.get("/routines/done", response_model=list[RoutineDoneTold])(history.routines)
    routes.get("/trends", response_model=TrendsTold)(history.trends)
    routes.get("/export.csv", **_file("text/csv"))(history.export_csv)
    routes.get("/export.json", response_model=list[Exported])(history.export_json)
    return routes


def _file(kind: str) -> dict[str, Any]:
    """What describes a route that answers with a file."""
    return {"response_class": Response, "responses": {200: {"content": {kind: {}}}}}


class History:
    """The routes; plain functions, which FastAPI runs in threads: the database may take its time."""

    def __init__(self, store: Store, incoming: Incoming) -> None:
        self._store, self._incoming = store, incoming

    def recent(
        self,
        exercise: str | None = None,
        since: str | None = None,
        until: str | None = None,
        surface: str | None = None,
        footwear: str | None = None,
    ) -> Response:
        """Sessions, the newest first."""
        found = self._store.sessions(
            exercise or None,
            since=_moment(since),
            until=_moment(until),
            surface=surface or None,
            footwear=footwear or None,
        )
        return as_json([s.as_json() for s in found])

    def routines(self) -> Response:
        """The routines that were begun, the newest first."""
        return as_json([done.as_json() for done in self._store.routines()])

    def one(self, session_id: str) -> Response:
        """One session with its signals."""
        stored = self._found(session_id, self._store.session)
        traces = self._store.traces(stored.summary.id)
        return as_json(
            {
                "summary": stored.summary.as_json(),
                "result": stored.result.model_dump(mode="json"),
                "plan": stored.plan,
                "traces": {
                    "t_s": rounded(traces.t_s, 3),
                    "signals": {name: rounded(values, 3) for name, values in traces.signals.items()},
                    "unit": traces.units,
                    "driving": traces.driving,
                },
                "has_video": self._clip(stored.summary.id) is not None,
            }
        )

    def video(self, session_id: str) -> Response:
        """The annotated clip; answers a Range, so that a player may seek."""
        path = self._found(session_id, self._clip)
        if path is None:
            raise NotFound("this session's clip was not kept")
        return FileResponse(path, media_type="video/mp4")

    def keep(self, session_id: str, wanted: Keep) -> dict[str, bool]:
        """Keep the annotated clip beyond this server's time, or no longer."""
        known = self._found(session_id, self._store.clip)
        new = self._incoming.find(session_id)
        if not wanted.keep:
            self._store.drop_clip(session_id)
        elif known is None and new is None:
            raise NotFound("this session's clip is gone", mend="Analyze it again to keep it")
        elif known is None and new is not None:
            self._store.keep_clip(session_id, new)
        return {"kept_video": wanted.keep, "has_video": self._clip(session_id) is not None}

    def landmarks(
        self, session_id: str, rep: Annotated[int | None, Query(ge=1, le=_MOST_REPS)] = None
    ) -> Response:
        """The landmarks of a session or a repetition, in pixels, for a stick figure."""
        found = self._found(session_id, lambda name: self._store.landmarks(name, rep))
        xy = found.xy_px.reshape(len(found.t_s), -1)
        return as_json(
            {"t_s": rounded(found.t_s, 3), "xy": [rounded(row, 1) for row in xy], "size": found.size_px}
        )

    def report(self, session_id: str) -> Response:
        """The report as one page, with a policy of its own."""
        page = self._found(session_id, self._report)
        return Response(
            page,
            media_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": headers.report_policy(page)},
        )

    def delete(self, session_id: str) -> dict[str, int]:
        """Delete a session with its clip."""
        self._found(session_id, self._store.delete)
        self._incoming.delete(session_id)
        return {"deleted": 1}

    def delete_all(self) -> dict[str, int]:
        """Delete everything."""
        number = self._store.delete_all()
        self._incoming.clear()
        return {"deleted": number}

    def trends(self, exercise: str, surface: str | None = None, footwear: str | None = None) -> Response:
        """An exercise over time."""
        found = self._store.trends(exercise, surface=surface or None, footwear=footwear or None)
        return as_json(
            {
                "exercise": found.exercise,
                "points": [point.as_json() for point in found.points],
                "mdc": asdict(found.mdc),
                "changes": [asdict(change) | {"is_real": change.is_real} for change in found.changes],
            }
        )

    def export_csv(self) -> Response:
        """Every repetition as a table."""
        out = io.StringIO()
        self._store.export_csv(out)
        return _download(out.getvalue(), "text/csv; charset=utf-8", "formcheck.csv")

    def export_json(self) -> Response:
        """Every session with its result."""
        out = io.StringIO()
        self._store.export_json(out)
        return _download(out.getvalue(), "application/json", "formcheck.json")

    def _found(self, session_id: str, ask: Callable[[str], T]) -> T:
        """Ask about a session that may not be there."""
        try:
            name = str(uuid.UUID(session_id))
        except ValueError:
            raise NotFound("there is no such session") from None
        try:
            return ask(name)
        except StoreError as error:
            if "there is no session" in error.what:
                raise NotFound("there is no such session") from error
            raise

    def _clip(self, session_id: str) -> Path | None:
        return self._store.clip(session_id) or self._incoming.find(session_id)

    def _report(self, session_id: str) -> str:
        # templates and plots, which only this route needs
        from formcheck.report import render, stored_material

        return render(stored_material(self._store, session_id, self._clip(session_id)))


def _moment(text: str | None) -> datetime | None:
    """A date or a time as ISO 8601; without a zone it is UTC.

    Raises:
        ServerError: it is none.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ServerError("times are written like 2026-01-31 or 2026-01-31T18:00:00+01:00") from None


def as_json(content: Any) -> Response:
    """An answer whose missing numbers were made null before; FastAPI's own way checks each value anew."""
    text = json.dumps(content, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return Response(text, media_type="application/json")


def rounded(values: NDArray[np.floating], places: int) -> list[float | None]:
    """Numbers for JSON: NaN becomes null."""
    return [value if value == value else None for value in np.round(values, places).tolist()]


def _download(text: str, kind: str, name: str) -> Response:
    return Response(text, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

"""The web app, put together from its parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse, Response

from formcheck.errors import FormcheckError
from formcheck.routines import available
from formcheck.targets import people
from formcheck.web import analyzing, coach, history, pages
from formcheck.web.answers import ExerciseTold, RoutinesTold, StatusTold
from formcheck.web.catalog import catalog
from formcheck.web.coaches import Coaches
from formcheck.web.description import PATH, REFUSED, describe, name_of
from formcheck.web.guard import Guard
from formcheck.web.parts import Parts
from formcheck.web.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """Make the app.

    Args:
        settings: how it is run.

    Returns:
        An ASGI app, guarded; its addresses are described in the parts' docstrings.
    """
    return assembled(settings, Parts(settings))


def described() -> dict[str, Any]:
    """The interface as an OpenAPI document, without a server: of an app with an empty history."""
    with TemporaryDirectory() as folder:
        settings = Settings(data_folder=Path(folder))
        parts = Parts(settings)
        try:
            return describe(assembled(settings, parts))
        finally:
            parts.store.close()
            parts.incoming.close()


def assembled(settings: Settings, parts: Parts) -> FastAPI:
    """The app from its parts, which it starts and stops."""
    app = _bare(parts)
    app.add_middleware(Guard, settings=settings)
    _tell_errors(app)

    @app.get(PATH, include_in_schema=False)
    def openapi() -> Response:
        return JSONResponse(describe(app))

    @app.get("/api/exercises", response_model=list[ExerciseTold])
    def exercises() -> list[dict[str, Any]]:
        """Every exercise with its faults, limits and their sources."""
        return catalog()

    @app.get("/api/routines", response_model=RoutinesTold)
    def routines() -> dict[str, Any]:
        """The routines of the package and the user's own."""
        found, problems = available(parts.store.folder)
        return {"routines": [routine.as_json() for routine in found], "problems": problems}

    @app.get("/api/people", response_model=list[str])
    def everybody() -> list[str]:
        """Who has targets of their own."""
        return people(parts.store.folder)

    @app.get("/api/status", response_model=StatusTold)
    async def status() -> dict[str, Any]:
        """Version, pose backend, places for live coaching, and what is taken at most."""
        return _status(settings, parts.coaches)

    app.include_router(analyzing.router(parts.receiver, parts.jobs, parts.store.folder))
    app.include_router(history.router(parts.store, parts.incoming))
    app.include_router(coach.router(parts.coaches))
    app.include_router(pages.router())
    return app


def _bare(parts: Parts) -> FastAPI:
    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        async with parts:
            yield

    # the described interface would load its pages from elsewhere; the app serves the description itself
    return FastAPI(
        title="formcheck",
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        responses=REFUSED,
        generate_unique_id_function=name_of,
    )


def _status(settings: Settings, coaches: Coaches) -> dict[str, Any]:
    limits, taken = settings.limits, coaches.counts
    return {
        "version": version("formcheck"),
        "backend": settings.pose.backend,
        "model": settings.pose.model,
        "on_cluster": settings.address is not None,
        "capacity": {
            "frames": limits.picture_coaches,
            "frames_taken": taken["frames"],
            "landmarks": limits.coaches,
            "landmarks_taken": taken["landmarks"],
        },
        "limits": {
            "upload_bytes": limits.upload_bytes,
            "files": limits.files,
            "clip_s": limits.clip_s,
            "jpeg_bytes": limits.jpeg_bytes,
            "jpeg_px": limits.jpeg_px,
        },
    }


def _tell_errors(app: FastAPI) -> None:
    """Every failure is one clear line of JSON, never a traceback."""

    @app.exception_handler(FormcheckError)
    def told(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": str(error)}, getattr(error, "status", 400))

    @app.exception_handler(StarletteHTTPException)
    def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException | StarletteHTTPException) else 500
        return JSONResponse({"error": str(getattr(error, "detail", error))}, status)

    @app.exception_handler(RequestValidationError)
    def misunderstood(request: Request, error: Exception) -> Response:
        first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
        where = ".".join(str(part) for part in first.get("loc", ())[1:])
        return JSONResponse({"error": f"{where}: {first.get('msg', 'not understood')}"}, 422)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": "something went wrong here; the server's log says what"}, 500)

"""The static files of the package, and the models for pose in the browser."""

import mimetypes
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import FileResponse, Response

from formcheck.pose.models import model_path, task_bundle

# The table of the operating system may be missing or wrong (Windows has text/plain for .js in places).
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
_INDEX = "index.html"
_MODEL: dict[int | str, dict[str, Any]] = {200: {"content": {"application/octet-stream": {}}}}
# Asked again each time, with a tag: an upgrade shows at once, and nothing is sent twice.
_CACHE = {"Cache-Control": "no-cache"}
MODELS = {task_bundle(size): size for size in ("lite", "full")}


def static_folder() -> Path:
    """Where the pages lie."""
    return Path(str(resources.files("formcheck.web"))) / "static"


class Pages:
    """The files that may be asked for, by the path of their address.

    A request's path is only ever looked up in this table: it never reaches the file system.

    Args:
        folder: everything in it is public.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = self._list()

    def find(self, path: str) -> Path | None:
        """The file for an address, such as ``coach.html``; a folder's is its ``index.html``."""
        wanted = f"{path}{_INDEX}" if path == "" or path.endswith("/") else path
        if wanted not in self._files:  # perhaps it is newer than the server: seen by who writes pages
            self._files = self._list()
        return self._files.get(wanted) or self._files.get(f"{wanted}.html")

    def _list(self) -> dict[str, Path]:
        files = (path for path in self._folder.rglob("*") if path.is_file() and not path.is_symlink())
        return {path.relative_to(self._folder).as_posix(): path for path in files}


def router(folder: Path | None = None) -> APIRouter:
    """Routes for models and pages; the last ones, because they match every address that is left."""
    routes, pages = APIRouter(), Pages(folder or static_folder())

    @routes.get("/models/{name}", tags=["pages"], response_class=Response, responses=_MODEL)
    def model(name: str, request: Request) -> Response:
        """A pose model, for pose in the browser."""
        if name not in MODELS:
            raise HTTPException(404, "no such model")
        return send(model_path(name), request)

    @routes.get("/{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        found = pages.find(path)
        if found is None:
            raise HTTPException(404, "no such page")
        return send(found, request)

    return routes


def send(path: Path, request: Request, headers: dict[str, str] | None = None) -> Response:
    """A file, or word that the browser has it already."""
    about = path.stat()
    etag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
    given = {**_CACHE, **(headers or {}), "ETag": etag}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=given)
    return FileResponse(path, headers=given, media_type=media_type(path))


def media_type(path: Path) -> str:
    """What a file is, told by its ending."""
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"

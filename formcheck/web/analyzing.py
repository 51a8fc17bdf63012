"""Routes of Analyze: clips in, and how far they are."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request

from formcheck.analysis import AUTO
from formcheck.exercises import find
from formcheck.ground import ground_of
from formcheck.targets import load_targets
from formcheck.web.answers import JobsBegun, JobTold
from formcheck.web.jobs import Jobs
from formcheck.web.process import Asked
from formcheck.web.uploads import Form, Receiver

_TEXT = {"type": "string"}
_FIELDS = {
    "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
    "exercise": {**_TEXT, "default": AUTO, "description": "a name or alias; auto finds out"},
    "surface": {**_TEXT, "description": "floor, mat, board, disc or trampoline"},
    "footwear": {**_TEXT, "description": "barefoot or shod"},
    "person": {**_TEXT, "description": "whose own limits hold; see /api/people"},
    "keep": {**_TEXT, "enum": ["0", "1"], "description": "1 keeps the annotated clip"},
}
# the form is read while it comes, not by FastAPI, which so does not know it
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "required": ["files"], "properties": _FIELDS}
            }
        },
    }
}


def router(receiver: Receiver, jobs: Jobs, folder: Path) -> APIRouter:
    """``POST /api/clips``, ``GET /api/jobs``, ``GET`` and ``DELETE /api/jobs/{id}``."""
    routes = APIRouter(prefix="/api", tags=["clips"])

    @routes.post("/clips", status_code=202, response_model=JobsBegun, openapi_extra=_FORM)
    async def send_clips(request: Request) -> dict[str, Any]:
        """Send clips; each becomes a job, which a worker analyzes."""
        form = await receiver.receive(request)
        try:
            added = jobs.add(form, _asked(form, folder), keep=form.fields.get("keep") == "1")
        except BaseException:
            form.delete()
            raise
        return {"jobs": [{"id": job.id, "name": job.upload.name} for job in added]}

    @routes.get("/jobs", response_model=list[JobTold])
    async def all_jobs() -> list[dict[str, Any]]:
        """Every job of this server, in the order in which they came."""
        return [job.as_json() for job in jobs.all()]

    @routes.get("/jobs/{job_id}", response_model=JobTold)
    async def one_job(job_id: str) -> dict[str, Any]:
        """How far a job is."""
        return jobs.find(job_id).as_json()

    @routes.delete("/jobs/{job_id}", response_model=JobTold)
    async def cancel(job_id: str) -> dict[str, Any]:
        """End a job that is not finished."""
        return jobs.cancel(job_id).as_json()

    return routes


def _asked(form: Form, folder: Path) -> Asked:
    name, person = form.fields.get("exercise") or AUTO, form.fields.get("person") or None
    ground = ground_of(form.fields.get("surface"), form.fields.get("footwear"))
    # what is wrong with them is told before anything is waited for
    targets = load_targets(None, person, folder)
    return Asked(AUTO if name == AUTO else find(name).name, ground, targets)

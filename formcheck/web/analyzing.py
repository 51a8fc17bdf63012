"""Routes of Analyze: clips in, and how far they are."""

from typing import Any

from fastapi import APIRouter, Request

from formcheck.analysis import AUTO
from formcheck.exercises import find
from formcheck.ground import ground_of
from formcheck.web.jobs import Jobs
from formcheck.web.uploads import Form, Receiver


def router(receiver: Receiver, jobs: Jobs) -> APIRouter:
    """``POST /api/clips``, ``GET /api/jobs``, ``GET`` and ``DELETE /api/jobs/{id}``."""
    routes = APIRouter(prefix="/api")

    @routes.post("/clips", status_code=202)
    async def send_clips(request: Request) -> dict[str, Any]:
        form = await receiver.receive(request)
        try:
            ground = ground_of(form.fields.get("surface"), form.fields.get("footwear"))
            added = jobs.add(form, _exercise(form), ground, keep=form.fields.get("keep") == "1")
        except BaseException:
            form.delete()
            raise
        return {"jobs": [{"id": job.id, "name": job.upload.name} for job in added]}

    @routes.get("/jobs")
    async def all_jobs() -> list[dict[str, Any]]:
        return [job.as_json() for job in jobs.all()]

    @routes.get("/jobs/{job_id}")
    async def one_job(job_id: str) -> dict[str, Any]:
        return jobs.find(job_id).as_json()

    @routes.delete("/jobs/{job_id}")
    async def cancel(job_id: str) -> dict[str, Any]:
        return jobs.cancel(job_id).as_json()

    return routes


def _exercise(form: Form) -> str:
    name = form.fields.get("exercise") or AUTO
    return AUTO if name == AUTO else find(name).name

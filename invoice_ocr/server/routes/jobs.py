"""``/v1/jobs/ID``: extractions that are not waited for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from invoice_ocr.server.described import answer, failures
from invoice_ocr.server.state import Known, Parts

if TYPE_CHECKING:
    from invoice_ocr.server.jobs import PolledJob

router = APIRouter(prefix="/v1/jobs", tags=["extraction"])

JOB: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "status": {"enum": ["running", "done", "failed"]},
        "created": {"type": "integer"},
        "files": {"type": "integer"},
        "done": {"type": "integer"},
        "reports": {"anyOf": [{"$ref": "#/components/schemas/Outcomes"}, {"type": "null"}]},
        "error": {"anyOf": [{"$ref": "#/components/schemas/ErrorDetail"}, {"type": "null"}]},
    },
    "required": ["id", "status", "created", "files", "done", "reports", "error"],
}


@router.get("/{job}", summary="A job", responses={200: answer("The job.", JOB), **failures(401, 404)})
async def poll(state: Parts, caller: Known, job: str) -> Response:
    """How far it is; its reports when it is done."""
    return job_response(state.jobs.find(job, caller.name))


@router.delete("/{job}", summary="Drop a job", status_code=204, responses=failures(401, 404))
async def drop(state: Parts, caller: Known, job: str) -> Response:
    """Stop it if it is running, and forget it."""
    state.jobs.drop(state.jobs.find(job, caller.name))
    return Response(status_code=204)


def job_response(job: PolledJob, status: int = 200) -> Response:
    """The job as JSON."""
    job.collected = job.collected or job.ended is not None
    head = {
        "id": job.id,
        "status": job.status,
        "created": job.created,
        "files": len(job.outcomes),
        "done": sum(outcome is not None for outcome in job.outcomes),
        "error": job.error.body()["error"] if job.error and job.ended else None,
    }
    reports = reports_json(job) if job.status == "done" else "null"
    headers = {"Location": f"/v1/jobs/{job.id}", "Retry-After": "1"} if job.ended is None else {}
    text = f'{json.dumps(head)[:-1]}, "reports": {reports}}}'
    return Response(text, status, media_type="application/json", headers=headers)


def reports_json(job: PolledJob) -> str:
    """The reports and failures, in the order of the files."""
    return f"[{', '.join(outcome.to_json() for of_file in job.outcomes for outcome in of_file or ())}]"

"""``POST /v1/extract``: files in, reports out."""

from __future__ import annotations

import asyncio
import base64
import binascii
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from invoice_ocr.errors import UsageError
from invoice_ocr.model.report import Failure
from invoice_ocr.pipeline.decision import PROMISED, most_doubt
from invoice_ocr.server.answers.jobs import Extraction
from invoice_ocr.server.bodies import MOST_FILES, Form, form_of, label, received
from invoice_ocr.server.described import answer, body, failures
from invoice_ocr.server.jobs import PolledJob
from invoice_ocr.server.problems import Problem, problem_of
from invoice_ocr.server.routes.jobs import JOB, job_response, reports_json
from invoice_ocr.server.state import Known, Parts, note_on, unless_gone

if TYPE_CHECKING:
    from invoice_ocr.server.state import State

router = APIRouter(tags=["extraction"])

WAIT_S: Final = 30.0
LONGEST_WAIT_S: Final = 600.0


class EncodedFile(BaseModel):
    """A file in JSON."""

    model_config = ConfigDict(extra="forbid")

    data: str = Field(description="The file in base64, or as a data URI.")
    name: str = Field("document", max_length=255, description="What to call it in its report.")


class Order(BaseModel):
    """Files to read, and how."""

    model_config = ConfigDict(extra="forbid")

    files: list[EncodedFile] = Field(min_length=1, max_length=MOST_FILES)
    kind: Literal["auto", "invoice", "receipt"] = "auto"
    reader: str | None = Field(None, description="Who reads, instead of the server's usual reader.")
    max_error: Annotated[float, Field(gt=0, lt=1, description="The share of errors among accepted documents.")] = (
        PROMISED
    )
    wait: Annotated[float, Field(ge=0, le=LONGEST_WAIT_S, allow_inf_nan=False)] = WAIT_S


UPLOAD: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "file": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1},
        "kind": {"enum": ["auto", "invoice", "receipt"]},
        "reader": {"type": "string"},
        "max_error": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "wait": {"type": "number", "minimum": 0, "maximum": LONGEST_WAIT_S},
    },
    "required": ["file"],
}
REPORTS: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"reports": {"$ref": "#/components/schemas/Outcomes"}},
    "required": ["reports"],
}
OK: Final = answer("A report, or why there is none, for each file in its place.", REPORTS)
LATER: Final = answer("Not done yet: poll the job at `Location`.", JOB)


@router.post(
    "/v1/extract",
    summary="Read files into reports",
    responses={200: OK, 202: LATER, **failures(400, 401, 408, 413, 415, 422, 429, 500, 502, 503)},
    openapi_extra=body(("application/json", {"$ref": "#/components/schemas/Order"}), ("multipart/form-data", UPLOAD)),
)
async def extract(request: Request, state: Parts, caller: Known) -> Response:
    """One file that cannot be read is an error; of several, each has its report or its failure.

    What is not done within ``wait`` seconds becomes a job, to be polled.
    """
    state.gate.check()
    async with AsyncExitStack() as stack:
        raw = await stack.enter_async_context(received(request, state.gate, state.settings))
        order, files = await _order(raw, request.headers.get("content-type", ""))
        _promised(order.max_error)
        reader = _reader(order.reader, state)
        stack.enter_context(state.gate.place(caller))
        job = PolledJob(caller.name, [None] * len(files))
        note_on(request, files=len(files))
        task = job.start(_read_all(state, job, _jobs(files, order, state), reader, stack.pop_all()))
    return await _in_time(request, state, job, task, order.wait)


async def _in_time(request: Request, state: State, job: PolledJob, task: asyncio.Task[None], wait: float) -> Response:
    """The reports, if they come in time; the job, if not."""
    here = False
    try:
        await unless_gone(request, _ended(task, wait))
        here = True
    finally:
        if not here:
            task.cancel()  # nobody would ever learn of this job
    if not task.done():
        state.jobs.add(job)
        return job_response(job, 202)
    if job.error:
        raise job.error
    outcomes = [outcome for of_file in job.outcomes for outcome in of_file or ()]
    if len(outcomes) == 1 and isinstance(failure := outcomes[0], Failure):
        raise problem_of(failure.error)
    return Response(f'{{"reports": {reports_json(job)}}}', media_type="application/json")


async def _ended(task: asyncio.Task[None], wait: float) -> None:
    await asyncio.wait({task}, timeout=wait)


async def _read_all(state: State, job: PolledJob, work: list[Extraction], reader: str, held: AsyncExitStack) -> None:
    """Read all files, as many at a time as there are workers; ``held`` is let go at the end."""
    turns = asyncio.Semaphore(state.settings.workers)

    async def read(number: int, extraction: Extraction) -> None:
        async with turns:
            read = await state.read(reader, extraction)
            job.outcomes[number] = read if isinstance(read, tuple) else (read,)

    async with held, asyncio.TaskGroup() as group:
        for number, extraction in enumerate(work):
            group.create_task(read(number, extraction))


def _jobs(files: list[tuple[str, bytes]], order: Order, state: State) -> list[Extraction]:
    return [Extraction(data, name, order.kind, state.settings.limits, order.max_error) for name, data in files]


def _promised(max_error: float) -> None:
    try:
        most_doubt(max_error)
    except UsageError as error:
        raise Problem(400, f"{error.message} {error.remedy}", param="max_error") from error


def _reader(asked: str | None, state: State) -> str:
    """The reader that is asked for, if callers may choose it."""
    if asked is None:
        return state.settings.reader
    if asked not in state.settings.readers:
        raise Problem(400, f"There is no such reader here. Choose one of: {', '.join(state.settings.readers)}.")
    return asked


async def _order(raw: bytes, content_type: str) -> tuple[Order, list[tuple[str, bytes]]]:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return _from_form(await form_of(raw, content_type))
    if kind == "application/json":
        return await asyncio.to_thread(_from_json, raw)
    raise Problem(415, "Send the files as multipart/form-data, or as application/json.")


def _from_json(raw: bytes) -> tuple[Order, list[tuple[str, bytes]]]:
    try:
        order = Order.model_validate_json(raw, strict=True)
    except ValidationError as error:
        raise _refused(error) from error
    return order, [(label(file.name), _decoded(file.data, number)) for number, file in enumerate(order.files)]


def _from_form(form: Form) -> tuple[Order, list[tuple[str, bytes]]]:
    if not form.files:
        raise Problem(400, "There is no file in the request: send it as the field `file`.", param="file")
    try:
        order = Order.model_validate({"files": [EncodedFile(data="")], **form.fields})
    except ValidationError as error:
        raise _refused(error) from error
    return order, form.files


def _refused(error: ValidationError) -> Problem:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    return Problem(400, f"invalid request: {where}: {first['msg']}", param=where or None)


def _decoded(data: str, number: int) -> bytes:
    """The bytes of a file in base64."""
    text = data.partition(",")[2] if data[:5].lower() == "data:" else data
    try:
        return base64.b64decode(text.encode("ascii").translate(None, b" \t\r\n"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem(400, "invalid request: this is no base64", param=f"files.{number}.data") from error

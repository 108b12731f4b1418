"""What all routes share, and the ways they get at it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer
from starlette.requests import ClientDisconnect

from invoice_ocr.model.report import Failure, Report
from invoice_ocr.server.answers.desk import Desk
from invoice_ocr.server.answers.jobs import Answered
from invoice_ocr.server.crew import Crew, Effort
from invoice_ocr.server.gate import Gate
from invoice_ocr.server.jobs import PolledJobs
from invoice_ocr.server.keys import Caller, Keyring
from invoice_ocr.server.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from invoice_ocr.pipeline.worker import Work
    from invoice_ocr.server.answers.desk import Job
    from invoice_ocr.server.settings import Settings

T = TypeVar("T")

FETCHERS = 8
"""How many pictures are fetched at a time, apart from everything else that takes a thread."""


@dataclass(slots=True)
class State:
    """One server's parts."""

    settings: Settings
    gate: Gate
    keyring: Keyring
    crew: Crew
    jobs: PolledJobs
    metrics: Metrics
    fetchers: ThreadPoolExecutor

    @classmethod
    def of(cls, settings: Settings, work: Work | None = None) -> State:
        """The parts that the settings ask for; ``work`` replaces what the workers do."""
        metrics = Metrics()
        crew = Crew(work or Desk(), settings.workers, Effort(settings.limit_s, settings.memory), metrics)
        gate = Gate(settings)
        metrics.watch("requests_open", "Requests that have a place, waiting or under way.", lambda: gate.open)
        metrics.watch("workers_ready", "Workers that have read their first page.", lambda: crew.warm)
        fetchers = ThreadPoolExecutor(FETCHERS, thread_name_prefix="invoice-ocr-fetch")
        return cls(settings, gate, Keyring(settings), crew, PolledJobs(), metrics, fetchers)

    async def read(self, reader: str, job: Job) -> Any:
        """Have a worker do a job, and count how it ended."""
        outcome = await self.crew.run(reader, job)
        for each in outcome if isinstance(outcome, tuple) else (outcome,):
            self._count(each)
        return outcome

    def _count(self, outcome: Any) -> None:
        match outcome:
            case Failure():
                self.metrics.documents.labels(outcome.error.type).inc()
            case Report():
                self.metrics.documents.labels(outcome.decision).inc()
                self.metrics.pages.inc(outcome.source.pages)
            case Answered():
                self.metrics.documents.labels(outcome.decision or "transcribed").inc()
                self.metrics.pages.inc(outcome.pages)


def note_on(request: Request, **details: object) -> None:
    """Add to the line that is logged of this request."""
    request.scope["state"].setdefault("note", {}).update(details)


async def state_of(request: Request) -> State:
    """The server's parts."""
    state: State = request.app.state.parts
    return state


_bearer = HTTPBearer(auto_error=False, description="A key of INVOICE_OCR_SERVER_KEYS, where the server has any.")


async def caller_of(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    _: Annotated[object, Security(_bearer)],  # describes the header; `Keyring` reads it
) -> Caller:
    """Who is calling; a problem where nobody we know is."""
    caller = state.keyring.caller(request.headers.get("authorization"))
    note_on(request, key=caller.name)
    return caller


Parts = Annotated[State, Depends(state_of)]
Known = Annotated[Caller, Depends(caller_of)]


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work, which is dropped when the client has gone; the request's body must have been read.

    Raises:
        ClientDisconnect: He has.
    """
    task, gone = asyncio.create_task(work), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise ClientDisconnect
    finally:
        task.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

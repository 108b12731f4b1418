"""Extractions that their callers don't wait for: each is polled until it is done, and forgotten after a while."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from invoice_ocr.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from invoice_ocr.model.report import Failure, Report

KEPT_S = 3600
MOST_KEPT = 1000
MOST_OUTCOMES = 5000


@dataclass(slots=True, eq=False)
class PolledJob:
    """Files under way; ``outcomes`` are in the files' order, each of one or several documents, None where not done."""

    owner: str
    outcomes: list[tuple[Report[Any] | Failure, ...] | None]
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    created: int = field(default_factory=lambda: int(time.time()))
    ended: float | None = None
    error: Problem | None = None
    task: asyncio.Task[None] | None = None
    collected: bool = False

    @property
    def status(self) -> str:
        """``running``, ``done`` or ``failed``."""
        if self.ended is None:
            return "running"
        return "failed" if self.error else "done"

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do the work in the background."""
        self.task = asyncio.create_task(self._until_done(work))
        return self.task

    async def _until_done(self, work: Coroutine[Any, Any, None]) -> None:
        self.error = Problem(500, "The server failed on this job.")  # unless it comes to its end
        try:
            await work
            self.error = None
        finally:
            self.ended = time.monotonic()


class PolledJobs:
    """The jobs that somebody may still ask for; each is seen by nobody but who started it."""

    def __init__(self) -> None:
        self._jobs: dict[str, PolledJob] = {}

    def add(self, job: PolledJob) -> None:
        """Keep a job from now on."""
        self._forget()
        self._jobs[job.id] = job

    def find(self, identifier: str, owner: str) -> PolledJob:
        """The job.

        Raises:
            Problem: 404: there is none, it has been forgotten, or it is somebody else's.
        """
        self._forget()
        job = self._jobs.get(identifier)
        if job is None or job.owner != owner:
            raise Problem(404, "There is no such job; finished ones are kept for an hour.")
        return job

    def drop(self, job: PolledJob) -> None:
        """Forget a job and stop it, if it is not done."""
        self._jobs.pop(job.id, None)
        if job.task:
            job.task.cancel()

    def owed(self, since: float) -> int:
        """How many are running, or have ended since that moment and nobody has seen it yet."""
        return sum(job.ended is None or (job.ended >= since and not job.collected) for job in self._jobs.values())

    def _forget(self) -> None:
        """Let go of what is old, and of the oldest finished ones where there are too many."""
        now = time.monotonic()
        for job in [job for job in self._jobs.values() if job.ended is not None and now - job.ended > KEPT_S]:
            del self._jobs[job.id]
        outcomes = sum(len(job.outcomes) for job in self._jobs.values())
        for job in [job for job in self._jobs.values() if job.ended is not None]:
            if len(self._jobs) < MOST_KEPT and outcomes < MOST_OUTCOMES:
                return
            outcomes -= len(job.outcomes)
            del self._jobs[job.id]

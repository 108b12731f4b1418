"""Worker processes that may crash or hang without taking the others along.

Each worker holds one job at a time, so that what died with it is known. A job that outlasts its time is killed with its
worker, and a new worker takes the place.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Self

from invoice_ocr.model.report import Failure, FailureReason, Report
from invoice_ocr.pipeline.failures import Outcomes, Task, unopened
from invoice_ocr.pipeline.worker import Worker, WorkerLost, cores

if TYPE_CHECKING:
    from types import TracebackType

    from invoice_ocr.pipeline.extraction import Input

CRASHED = "The worker process ended while it read this file"
CRASH_REMEDY = "Try the file alone with `extract`; if memory ran out, use fewer workers."
LATE_REMEDY = "Give it more time, or split the file."


@dataclass(frozen=True, slots=True)
class _Job:
    """What a worker is doing, and until when it may."""

    worker: Worker
    number: int
    source: Input
    deadline: float


@dataclass(slots=True)
class WorkerPool:
    """``workers`` processes for one task; each job may take ``limit_s`` seconds."""

    task: Task
    workers: int
    limit_s: float = float("inf")
    _idle: list[Worker] = field(default_factory=list)
    _busy: list[_Job] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in [*self._idle, *(job.worker for job in self._busy)]:
            worker.end()

    @property
    def busy(self) -> int:
        """How many jobs are under way."""
        return len(self._busy)

    @property
    def free(self) -> bool:
        """Whether another job could start at once."""
        return len(self._busy) < self.workers

    def start(self, job: int, source: Input) -> None:
        """Give the job to a worker that has none, starting one where there is none."""
        worker = self._idle.pop() if self._idle else Worker.started(self.task, max(1, cores() // self.workers))
        self._busy.append(_Job(worker, job, source, time.monotonic() + self.limit_s))
        worker.give(source)

    def finished(self) -> tuple[int, Outcomes]:
        """Wait for the next job that ends, in whatever way."""
        while True:
            left = min(job.deadline for job in self._busy) - time.monotonic()
            ready = wait([job.worker.pipe for job in self._busy], None if left == float("inf") else max(left, 0))
            for job in self._busy:
                if job.worker.pipe in ready or job.deadline <= time.monotonic():
                    self._busy.remove(job)
                    return job.number, self._outcomes(job, ended=job.worker.pipe in ready)

    def _outcomes(self, job: _Job, *, ended: bool) -> Outcomes:
        if not ended:
            return (_lost(job, "TimedOut", f"Not done after {self.limit_s:g} seconds.", LATE_REMEDY),)
        try:
            outcomes = job.worker.take()
        except WorkerLost as lost:
            return (_lost(job, "WorkerCrashed", f"{CRASHED} ({lost}).", CRASH_REMEDY),)
        self._idle.append(job.worker)
        if not isinstance(outcomes, tuple) or not all(isinstance(each, Report | Failure) for each in outcomes):
            raise TypeError(f"a worker sent {type(outcomes).__name__}")
        return outcomes


def _lost(job: _Job, kind: str, message: str, remedy: str) -> Failure:
    job.worker.end()
    return Failure(source=unopened(job.source), error=FailureReason(type=kind, message=message, remedy=remedy))

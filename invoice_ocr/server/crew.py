"""The worker processes of the server, for its event loop: a job goes in, its outcome comes out."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from invoice_ocr.errors import UsageError
from invoice_ocr.model.report import FailedSource, Failure, FailureReason
from invoice_ocr.pipeline.worker import Worker, WorkerLost, cores
from invoice_ocr.server.answers.jobs import WarmUp
from invoice_ocr.server.logs import log, note

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoice_ocr.pipeline.worker import Work
    from invoice_ocr.server.answers.desk import Job
    from invoice_ocr.server.metrics import Metrics

T = TypeVar("T")

TRIES = 2
"""A job whose worker was lost is given to another, once: it may have been the document, or somebody with a `kill`."""

LATE_REMEDY = "Split it, or send fewer pages at a time."


@dataclass(frozen=True, slots=True)
class Effort:
    """What one job may take."""

    limit_s: float
    memory: int | None


class Crew:
    """``size`` workers, each with one job at a time; one that dies, hangs or takes too long is replaced."""

    def __init__(self, work: Work, size: int, effort: Effort, metrics: Metrics) -> None:
        self.size = size
        self._to_start = size
        self._work = work
        self._effort = effort
        self._metrics = metrics
        self._free = asyncio.Semaphore(size)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="invoice-ocr-crew")
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._all: set[Worker] = set()
        self._warm: set[Worker] = set()
        self._over = False

    @property
    def warm(self) -> int:
        """How many workers have read their first page."""
        return len(self._warm)

    @property
    def ready(self) -> bool:
        """Whether jobs are done at once: all workers were started, and at least one of them can read."""
        return not self._to_start and bool(self._warm)

    async def warm_up(self, reader: str) -> None:
        """Start all workers and have each load what it needs; jobs wait meanwhile."""
        await asyncio.gather(*(self._run(lambda: self._start(reader)) for _ in range(self.size)))

    async def run(self, reader: str, job: Job) -> Any:
        """The outcome of a job. Who stops waiting leaves the worker to finish it, and nobody else gets it meanwhile."""
        return await self._run(lambda: self._done(reader, job))

    def close(self) -> None:
        """End all workers, whatever they do."""
        self._over = True
        idle = {self._idle.get() for _ in range(self._idle.qsize())}
        for worker in self._all - idle:
            worker.process.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in idle:
            worker.dismiss()

    async def _run(self, work: Callable[[], T]) -> T:
        await self._free.acquire()
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        future.add_done_callback(lambda _: self._free.release())
        return await asyncio.shield(future)

    def _start(self, reader: str) -> None:
        self._idle.put(self._hired(reader))
        self._to_start -= 1

    def _hired(self, reader: str) -> Worker:
        """A new worker, which has read its first page; a job finds out whether it is of any use."""
        worker = Worker.started(self._work, max(1, cores() // self.size), self._effort.memory)
        self._all.add(worker)
        try:
            outcome = self._asked(worker, (reader, WarmUp()), threading.Event())
        except WorkerLost as lost:
            log.error("a new worker was lost", extra={"details": {"how": str(lost)}})
        else:
            if isinstance(outcome, Failure):
                log.error("a new worker cannot read", extra={"details": {"error": outcome.error.type}})
            else:
                self._warm.add(worker)
        return worker

    def _done(self, reader: str, job: Job) -> Any:
        for _ in range(TRIES):
            worker = self._idle.get()
            late = threading.Event()
            try:
                return self._asked(worker, (reader, job), late)
            except WorkerLost as lost:
                worker, how = self._instead_of(worker, reader, str(lost), late=late.is_set()), str(lost)
            finally:
                self._idle.put(worker)
            if late.is_set() or self._over:
                break
        return self._failure(how, late=late.is_set())

    def _asked(self, worker: Worker, order: tuple[str, Job], late: threading.Event) -> Any:
        """The outcome of a job; its worker is killed, and ``late`` is set, when the time is over."""
        watch = threading.Timer(self._effort.limit_s, _stop, (worker, late))
        watch.start()
        try:
            worker.give(order)
            return _taken(worker)
        finally:
            watch.cancel()

    def _instead_of(self, worker: Worker, reader: str, how: str, *, late: bool) -> Worker:
        """A new worker in the place of one that was lost."""
        worker.end()
        self._all.discard(worker)
        self._warm.discard(worker)
        self._metrics.workers_lost.labels("late" if late else "died").inc()
        note("a worker was lost", how="late" if late else how)
        return worker if self._over else self._hired(reader)

    def _failure(self, how: str, *, late: bool) -> Failure:
        if late:
            message = f"The document was not read within {self._effort.limit_s:g} seconds."
            reason = FailureReason(type="TimedOut", message=message, remedy=LATE_REMEDY)
        else:
            message = f"The worker that read the document ended ({how}), and so did the next one."
            reason = FailureReason(type="WorkerCrashed", message=message, remedy="Try a smaller or simpler file.")
        return Failure(source=FailedSource(name="the request"), error=reason)


def _taken(worker: Worker) -> Any:
    """The outcome of the worker's job; wrong use is a failure here, since it concerns one request alone."""
    try:
        return worker.take()
    except UsageError as error:
        reason = FailureReason(type=UsageError.__name__, message=error.message, remedy=error.remedy)
        return Failure(source=FailedSource(name="the request"), error=reason)


def _stop(worker: Worker, late: threading.Event) -> None:
    late.set()
    worker.process.kill()

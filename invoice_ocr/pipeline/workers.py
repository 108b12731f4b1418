"""Worker processes that may crash or hang without taking the others along.

Each worker holds one job at a time, so that what died with it is known. A job that outlasts its time is killed with its
worker, and a new worker takes the place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Self

from invoice_ocr.errors import UsageError
from invoice_ocr.model.report import Failure, FailureReason, Report
from invoice_ocr.pipeline.failures import Task, unopened

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from types import TracebackType

    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.pipeline.extraction import Input

THREADS = "INVOICE_OCR_THREADS"

CRASHED = "The worker process ended while it read this file"
CRASH_REMEDY = "Try the file alone with `extract`; if memory ran out, use fewer workers."
LATE_REMEDY = "Give it more time, or split the file."


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: int = -1
    source: Input = ""
    deadline: float = float("inf")


@dataclass(slots=True)
class WorkerPool:
    """``workers`` processes for one task; each job may take ``limit_s`` seconds."""

    task: Task
    workers: int
    limit_s: float = float("inf")
    _idle: list[_Worker] = field(default_factory=list)
    _busy: list[_Worker] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in [*self._idle, *self._busy]:
            worker.pipe.close()
            worker.process.kill()
            worker.process.join()

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
        worker = self._idle.pop() if self._idle else _started(self.task, self.workers)
        worker.job, worker.source, worker.deadline = job, source, time.monotonic() + self.limit_s
        self._busy.append(worker)
        with suppress(BrokenPipeError):  # it died while idle or at its start: `finished` finds that out
            worker.pipe.send(source)

    def finished(self) -> tuple[int, Report[Purchase] | Failure]:
        """Wait for the next job that ends, in whatever way."""
        while True:
            left = min(worker.deadline for worker in self._busy) - time.monotonic()
            ready = wait([worker.pipe for worker in self._busy], None if left == float("inf") else max(left, 0))
            for worker in self._busy:
                if worker.pipe in ready or worker.deadline <= time.monotonic():
                    return worker.job, self._take(worker, ended=worker.pipe in ready)

    def _take(self, worker: _Worker, *, ended: bool) -> Report[Purchase] | Failure:
        self._busy.remove(worker)
        if not ended:
            return _lost(worker, "TimedOut", f"Not done after {self.limit_s:g} seconds.", LATE_REMEDY)
        try:
            outcome = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join()
            how = f"{CRASHED} ({_ending(worker.process.exitcode)})."
            return _lost(worker, "WorkerCrashed", how, CRASH_REMEDY)
        self._idle.append(worker)
        if isinstance(outcome, UsageError):
            raise outcome
        if not isinstance(outcome, Report | Failure):
            raise TypeError(f"a worker sent {type(outcome).__name__}")
        return outcome


def _lost(worker: _Worker, kind: str, message: str, remedy: str) -> Failure:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()
    return Failure(source=unopened(worker.source), error=FailureReason(type=kind, message=message, remedy=remedy))


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit status {code}"


def _started(task: Task, workers: int) -> _Worker:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    threads = max(1, cores() // workers)
    process = spawn.Process(target=_serve, args=(theirs, task, threads), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(pipe: Connection, task: Task, threads: int) -> None:
    """A worker's life: it ends with its parent's end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    os.environ.setdefault(THREADS, str(threads))
    ready: Task | None = None
    while True:
        try:
            source = pipe.recv()
        except EOFError:
            return
        try:
            ready = ready or task.prepared()
            pipe.send(ready(source))
        except UsageError as error:
            pipe.send(error)
        except BrokenPipeError:
            return


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""One worker process: it does one job after the other, and may crash or hang without harm to who gave it the job."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from invoice_ocr.errors import UsageError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

THREADS = "INVOICE_OCR_THREADS"
FAREWELL_S = 2.0


class Work(Protocol):
    """What a worker does with each job; both travel to the process and must survive it."""

    def prepared(self) -> Work:
        """The same, ready to begin; called in the worker, before its first job."""

    def __call__(self, job: Any, /) -> Any:
        """Do one job."""


class WorkerLost(Exception):
    """The process ended before it answered; the message says how."""


@dataclass(slots=True, eq=False)
class Worker:
    """A process and the pipe to it."""

    process: SpawnProcess
    pipe: Connection

    @classmethod
    def started(cls, work: Work, threads: int, memory: int | None = None) -> Self:
        """A new process.

        A job may take ``memory`` bytes on top of what the process holds, on Linux; its first job, which loads what all
        need, may take any amount.
        """
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=_serve, args=(theirs, work, threads, memory), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def give(self, job: Any) -> None:
        """Send a job; that the process is gone is found out by `take`."""
        with suppress(OSError):
            self.pipe.send(job)

    def take(self) -> Any:
        """Wait for the outcome.

        Raises:
            WorkerLost: There will be none.
            UsageError: What was wanted of all jobs cannot be done.
        """
        try:
            outcome = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            raise WorkerLost(_ending(self.process.exitcode)) from None
        if isinstance(outcome, UsageError):
            raise outcome
        return outcome

    def dismiss(self) -> None:
        """Let the process end by itself, which it does between two jobs; not for long."""
        self.pipe.close()
        self.process.join(FAREWELL_S)
        self.process.kill()

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit status {code}"


def _serve(pipe: Connection, work: Work, threads: int, memory: int | None) -> None:
    """A worker's life: it ends with its parent's end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    os.environ.setdefault(THREADS, str(threads))
    ready: Work | None = None
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        try:
            ready = ready or work.prepared()
            pipe.send(ready(job))
        except UsageError as error:
            pipe.send(error)
        except BrokenPipeError:
            return
        if memory is not None:
            allow_memory(memory)


def allow_memory(more: int) -> None:
    """Let this process take ``more`` bytes than it has; beyond them, allocations fail. Nothing happens but on Linux."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = _held() + more
        resource.setrlimit(
            resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most)
        )


def _held() -> int:
    """The bytes that count for ``RLIMIT_DATA``."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmData")) * 1024


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

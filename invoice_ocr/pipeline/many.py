"""Many files in, a report or a failure for each out, in a memory that does not grow with their number."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from typing import TYPE_CHECKING, Any, overload

from invoice_ocr.model.report import Failure
from invoice_ocr.pipeline.decision import PROMISED
from invoice_ocr.pipeline.failures import Outcomes, Task, unopened, what_stops
from invoice_ocr.pipeline.worker import cores
from invoice_ocr.pipeline.workers import WorkerPool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterable, Iterator
    from concurrent.futures import Future

    from invoice_ocr.model.purchase import Invoice, Receipt
    from invoice_ocr.model.reader import Reader
    from invoice_ocr.model.report import D, Report
    from invoice_ocr.pipeline.extraction import AnyKind, Input, KindName

MOST_WAITING = 8
"""Documents at a time where a reader waits for an endpoint; how many requests that makes, its client finds out."""

AHEAD = 4
"""How many finished or running jobs a worker may be ahead of the one whose turn it is."""


@overload
def extract_many(
    sources: Iterable[Input],
    *,
    kind: type[D],
    reader: str | Reader = ...,
    workers: int | None = ...,
    processes: bool = ...,
    max_error: float = ...,
) -> Iterator[Report[D] | Failure]: ...


@overload
def extract_many(
    sources: Iterable[Input],
    *,
    kind: KindName = ...,
    reader: str | Reader = ...,
    workers: int | None = ...,
    processes: bool = ...,
    max_error: float = ...,
) -> Iterator[Report[Invoice | Receipt] | Failure]: ...


def extract_many(
    sources: Iterable[Input],
    *,
    kind: AnyKind = "auto",
    reader: str | Reader = "auto",
    workers: int | None = None,
    processes: bool = False,
    max_error: float = PROMISED,
) -> Iterator[Report[Any] | Failure]:
    """Read many documents at a time, in their order; what cannot be read is a `Failure` in its place.

    A source that holds several documents, such as an e-mail, gives as many reports, one after the other.

    Args:
        sources: Taken from the iterable only a few at a time.
        kind: As in `extract`.
        reader: As in `extract`; shared by threads, copied into processes.
        workers: How many documents at a time; as many as there are processors by default.
        processes: Use processes instead of threads. Sources are then paths or bytes, and a script that does this needs
            the usual ``if __name__ == "__main__":``.
        max_error: As in `extract`.

    Raises:
        UsageError: There is no such reader or kind.
    """
    task = Task(kind, reader, max_error)
    return _flat(extract_each(sources, task, workers, processes=processes))


def _flat(outcomes: Generator[Outcomes]) -> Iterator[Report[Any] | Failure]:
    with closing(outcomes):
        for of_source in outcomes:
            yield from of_source


def extract_each(
    sources: Iterable[Input], task: Task, workers: int | None = None, *, processes: bool = False
) -> Generator[Outcomes]:
    """What became of each source, in their order.

    Raises:
        UsageError: There is no such reader or kind.
    """
    ready = task.prepared()
    count = workers or (MOST_WAITING if ready.waits else cores())
    return in_processes(sources, task, count) if processes else _in_threads(sources, ready, count)


def _in_threads(sources: Iterable[Input], task: Task, workers: int) -> Generator[Outcomes]:
    under_way: deque[Future[Outcomes]] = deque()
    stop: list[Failure] = []

    def work(source: Input) -> Outcomes:
        outcomes = (Failure(source=unopened(source), error=stop[0].error),) if stop else task(source)
        if stopping := what_stops(outcomes):
            stop.append(stopping)
        return outcomes

    with ThreadPoolExecutor(workers, thread_name_prefix="invoice-ocr") as pool:
        try:
            for source in sources:
                under_way.append(pool.submit(work, source))
                if len(under_way) >= workers * AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


def in_threads_as_finished(sources: Iterable[Input], task: Task, workers: int) -> Iterator[tuple[int, Outcomes]]:
    """The outcomes with their sources' positions, as they come; one that stops a batch is the last to be begun."""
    numbered = enumerate(sources)
    with ThreadPoolExecutor(workers, thread_name_prefix="invoice-ocr") as pool:
        running: dict[Future[Outcomes], int] = {}
        stopped = False
        while True:
            while not stopped and len(running) < workers and (job := next(numbered, None)):
                running[pool.submit(task, job[1])] = job[0]
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                outcomes = future.result()
                stopped = stopped or what_stops(outcomes) is not None
                yield running.pop(future), outcomes


def in_processes(
    sources: Iterable[Input], task: Task, workers: int, *, limit_s: float = float("inf")
) -> Generator[Outcomes]:
    """The outcomes in the order of the sources."""
    waiting: dict[int, Outcomes] = {}
    turn = 0
    for job, outcomes in as_finished(sources, task, workers, limit_s=limit_s, waiting=waiting):
        waiting[job] = outcomes
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1


def as_finished(
    sources: Iterable[Input],
    task: Task,
    workers: int,
    *,
    limit_s: float = float("inf"),
    waiting: dict[int, Outcomes] | None = None,
) -> Iterator[tuple[int, Outcomes]]:
    """The outcomes with their sources' positions, as they come.

    No new source is begun while too many outcomes are ``waiting`` for an earlier one.
    """
    numbered = enumerate(sources)
    held = {} if waiting is None else waiting
    with WorkerPool(task, workers, limit_s) as pool:
        while True:
            while pool.free and pool.busy + len(held) < workers * AHEAD and (job := next(numbered, None)):
                pool.start(*job)
            if not pool.busy:
                return
            yield pool.finished()


@overload
def extract_many_async(
    sources: Iterable[Input],
    *,
    kind: type[D],
    reader: str | Reader = ...,
    workers: int | None = ...,
    processes: bool = ...,
    max_error: float = ...,
) -> AsyncIterator[Report[D] | Failure]: ...


@overload
def extract_many_async(
    sources: Iterable[Input],
    *,
    kind: KindName = ...,
    reader: str | Reader = ...,
    workers: int | None = ...,
    processes: bool = ...,
    max_error: float = ...,
) -> AsyncIterator[Report[Invoice | Receipt] | Failure]: ...


async def extract_many_async(
    sources: Iterable[Input],
    *,
    kind: AnyKind = "auto",
    reader: str | Reader = "auto",
    workers: int | None = None,
    processes: bool = False,
    max_error: float = PROMISED,
) -> AsyncIterator[Report[Any] | Failure]:
    """`extract_many` for ``async for``; the waiting is done in a thread."""
    outcomes = extract_many(
        sources, kind=kind, reader=reader, workers=workers, processes=processes, max_error=max_error
    )
    while (outcome := await asyncio.to_thread(next, outcomes, None)) is not None:
        yield outcome

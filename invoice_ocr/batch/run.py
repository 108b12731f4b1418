"""A batch: worker processes over many files, one line of JSON for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoice_ocr.batch import progress
from invoice_ocr.batch.output import ReportsFile, resume
from invoice_ocr.batch.tally import Tally, verdict_of
from invoice_ocr.pipeline.many import MOST_WAITING, as_finished, in_threads_as_finished
from invoice_ocr.pipeline.worker import cores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from invoice_ocr.pipeline.failures import Task

LIMIT_S = 600.0


@dataclass(frozen=True, slots=True)
class Batch:
    """What to read and where to write.

    ``workers`` of 0 means one for each processor; ``limit_s`` is how long one document may take.
    """

    sources: Sequence[str]
    output: Path
    task: Task
    workers: int = 0
    limit_s: float = LIMIT_S
    resume: bool = False


def run_batch(batch: Batch) -> Tally:
    """Read what is not done yet; the counts include what an earlier run has done.

    Lines are written as documents are finished, each at once. A failure that all others would share (a wrong key, no
    balance) ends the batch; what was not begun has no line, and ``resume`` goes on there.

    Raises:
        UsageError: There is no such reader, or the output cannot be written.
    """
    ready = batch.task.prepared()
    tally = Tally()
    done = resume(batch.output, batch.sources) if batch.resume else {}
    for decisions in done.values():
        for decision in decisions:
            tally.add(decision)
    left = [source for source in batch.sources if source not in done]
    workers = max(1, min(batch.workers or (MOST_WAITING if ready.waits else cores()), len(left)))
    outcomes = (
        in_threads_as_finished(left, ready, workers)
        if ready.waits
        else as_finished(left, batch.task, workers, limit_s=batch.limit_s)
    )
    with ReportsFile(batch.output, append=batch.resume) as file, progress.shown(len(batch.sources), len(done)) as show:
        for _, of_source in outcomes:
            file.write("\n".join(outcome.to_json() for outcome in of_source))
            for outcome in of_source:
                tally.add(verdict_of(outcome))
            show(tally)
    return tally

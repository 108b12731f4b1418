"""Worker processes: one that crashes or hangs costs its own file, and no other."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from itertools import count, islice

import pytest

from invoice_ocr.errors import UsageError
from invoice_ocr.model.report import FailedSource, Failure, FailureReason
from invoice_ocr.pipeline.many import as_finished, in_processes


def said(source, what="done"):
    return Failure(source=FailedSource(name=source), error=FailureReason(type=what, message="", remedy=""))


@dataclass(frozen=True)
class Scripted:
    """Does what the source says; stands in for reading it."""

    def prepared(self):
        return self

    def __call__(self, source):
        word, _, number = source.partition(" ")
        match word:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "hang":
                time.sleep(600)
            case "wait":
                time.sleep(float(number))
            case "misuse":
                raise UsageError("no such reader")
            case "threads":
                return (said(os.environ["INVOICE_OCR_THREADS"]),)
        return (said(source),)


def types(outcomes):
    return [(outcome.source.name, outcome.error.type) for (outcome,) in outcomes]


def test_a_worker_that_dies_costs_only_its_file():
    outcomes = list(in_processes(["a", "die", "b", "c"], Scripted(), 2, limit_s=60))
    assert types(outcomes) == [("a", "done"), ("die", "WorkerCrashed"), ("b", "done"), ("c", "done")]
    assert "SIGKILL" in outcomes[1][0].error.message


def test_a_file_that_takes_too_long_is_given_up():
    start = time.monotonic()
    outcomes = list(in_processes(["hang", "a", "b"], Scripted(), 2, limit_s=4))
    assert types(outcomes) == [("hang", "TimedOut"), ("a", "done"), ("b", "done")]
    assert time.monotonic() - start < 60


def test_the_order_is_kept_whoever_is_first():
    sources = ["wait 1.5", "a", "b", "wait 0.2", "c"]
    assert [outcome.source.name for (outcome,) in in_processes(sources, Scripted(), 2)] == sources


def test_sources_are_taken_a_few_at_a_time():
    taken = count()
    sources = (f"a{next(taken)}" for _ in range(10_000))
    outcomes = in_processes(sources, Scripted(), 1)
    assert [outcome.source.name for (outcome,) in islice(outcomes, 3)] == ["a0", "a1", "a2"]
    outcomes.close()
    assert next(taken) < 10


def test_a_slow_first_file_holds_the_others_back():
    taken = count()
    sources = ("wait 3" if not n else f"a{next(taken)}" for n in range(10_000))
    outcomes = in_processes(sources, Scripted(), 2)
    next(outcomes)
    outcomes.close()
    assert next(taken) <= 8


def test_wrong_use_stops_everything():
    with pytest.raises(UsageError, match="no such reader"):
        list(as_finished(["misuse", "a"], Scripted(), 1))


def test_the_workers_share_the_processors(monkeypatch):
    monkeypatch.setattr("invoice_ocr.pipeline.workers.cores", lambda: 4)
    assert [outcome.source.name for (outcome,) in in_processes(["threads"], Scripted(), 2)] == ["2"]

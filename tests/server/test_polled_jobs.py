"""Jobs are forgotten: after a while, and when there are too many."""

from __future__ import annotations

import asyncio
import time

import pytest

from invoice_ocr.server import jobs
from invoice_ocr.server.jobs import PolledJob, PolledJobs
from invoice_ocr.server.problems import Problem


def ended(kept, *, ago=0.0, files=1):
    job = PolledJob("key-1", [None] * files)
    job.ended = time.monotonic() - ago
    kept.add(job)
    return job


def is_there(kept, job):
    try:
        return kept.find(job.id, "key-1") is job
    except Problem as problem:
        return problem.status != 404


def test_old_jobs_are_forgotten():
    kept = PolledJobs()
    old, new = ended(kept, ago=jobs.KEPT_S + 1), ended(kept, ago=10)
    assert [is_there(kept, job) for job in (old, new)] == [False, True]


def test_of_too_many_the_oldest_are_forgotten(monkeypatch):
    monkeypatch.setattr(jobs, "MOST_KEPT", 2)
    kept = PolledJobs()
    first, second, third = (ended(kept) for _ in range(3))
    assert [is_there(kept, job) for job in (first, second, third)] == [False, False, True]


def test_too_many_reports_are_not_kept(monkeypatch):
    monkeypatch.setattr(jobs, "MOST_OUTCOMES", 10)
    kept = PolledJobs()
    large, small = ended(kept, files=10), ended(kept)
    assert [is_there(kept, job) for job in (large, small)] == [False, True]


def test_running_jobs_are_never_forgotten(monkeypatch):
    monkeypatch.setattr(jobs, "MOST_KEPT", 1)
    kept = PolledJobs()
    running = PolledJob("key-1", [None])
    kept.add(running)
    ended(kept)
    ended(kept)
    assert is_there(kept, running)


def test_a_job_that_breaks_has_failed():
    async def broken():
        raise ZeroDivisionError

    async def run():
        job = PolledJob("key-1", [None])
        with pytest.raises(ZeroDivisionError):
            await job.start(broken())
        return job

    job = asyncio.run(run())
    assert (job.status, job.error.status) == ("failed", 500)


def test_what_is_owed_at_the_end():
    kept = PolledJobs()
    since = time.monotonic()
    before, after = ended(kept, ago=5), ended(kept)
    after.ended = since + 1
    assert kept.owed(since) == 1
    after.collected = True
    assert kept.owed(since) == 0
    running = PolledJob("key-1", [None])
    kept.add(running)
    assert kept.owed(since) == 1
    assert before.status == "done"

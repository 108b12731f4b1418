"""Many files: in order, failures as values, never all in memory."""

from __future__ import annotations

import asyncio
from itertools import count, islice

import pytest

from invoice_ocr import UsageError, extract_many, extract_many_async
from invoice_ocr.model.report import Failure, Report


@pytest.fixture
def files(tmp_path, picture):
    paths = [tmp_path / f"{number}.png" for number in range(6)]
    for path in paths:
        path.write_bytes(picture)
    paths[2].write_bytes(b"not a picture")
    paths[4].unlink()
    return [str(path) for path in paths]


def names(outcomes):
    return [outcome.source.name for outcome in outcomes]


@pytest.mark.parametrize("processes", [False, True])
def test_order_is_kept_and_failures_stand_in_their_place(files, scripted, processes):
    outcomes = list(extract_many(files, reader=scripted(), workers=2, processes=processes))
    assert names(outcomes) == files
    assert [type(outcome) for outcome in outcomes] == [Report, Report, Failure, Report, Failure, Report]
    assert [outcomes[n].error.type for n in (2, 4)] == ["UnsupportedDocument", "DocumentUnreachable"]
    assert outcomes[2].source.sha256
    assert outcomes[4].source.sha256 is None
    assert outcomes[4].error.remedy


def test_a_failure_of_the_reader_names_the_opened_document(files, blind):
    failure = next(extract_many(files, reader=blind))
    assert (failure.error.type, failure.error.remedy) == ("ReaderError", "Switch the light on.")
    assert (failure.source.name, failure.source.pages) == (files[0], 1)


def test_a_defect_is_a_failure_too_and_its_traceback_is_logged(files, caplog):
    class Buggy:
        name = "buggy"

        def read(self, document, kind=None):  # noqa: ARG002 - the signature of every reader
            return 1 // 0

    failure = next(extract_many(files, reader=Buggy()))
    assert failure.error.type == "ZeroDivisionError"
    assert "report it" in failure.error.remedy
    assert "ZeroDivisionError" in caplog.text


def test_sources_are_taken_a_few_at_a_time(picture, scripted):
    taken = count()
    outcomes = extract_many((picture for _ in range(10_000) if next(taken) >= 0), reader=scripted(), workers=2)
    assert len(list(islice(outcomes, 5))) == 5
    outcomes.close()
    assert next(taken) < 20


def test_wrong_use_is_raised_at_once():
    with pytest.raises(UsageError):
        extract_many([], reader="crystal ball")


def test_outcomes_can_be_awaited(files, scripted):
    async def collect():
        return [outcome async for outcome in extract_many_async(files, reader=scripted())]

    assert names(asyncio.run(collect())) == files

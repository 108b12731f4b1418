"""The outcomes in a file of reports, read back one line at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from invoice_ocr.errors import ReportError
from invoice_ocr.model.readback import read_report, read_reports
from invoice_ocr.model.report import Failure, Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_outcomes(path: Path) -> Iterator[Report[Any] | Failure]:
    """The reports and failures of a batch, in the order of the file.

    Raises:
        ReportError: A line is neither; the message names it.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _outcome(line, f"{path}, line {number}")


def outcomes_in(raw: bytes, name: str) -> list[Report[Any] | Failure]:
    """The same of a text; besides JSON lines it may be one report, or a list of them.

    Raises:
        ReportError: A part of it is neither a report nor a failure.
    """
    lines = [(number, line) for number, line in enumerate(raw.splitlines(), 1) if line.strip()]
    if any(line.startswith(b'{"source":') and b'"error":' in line for _, line in lines):
        return [_outcome(line, f"{name}, line {number}") for number, line in lines]
    return list(read_reports(raw, name=name))


def _outcome(line: bytes, name: str) -> Report[Any] | Failure:
    try:
        value = json.loads(line)
        if isinstance(value, dict) and "error" in value:
            return Failure.model_validate(value)
    except (ValueError, ValidationError) as error:
        raise ReportError(f"{name}: neither a report nor a failure ({error}).") from error
    return read_report(line, name=name)

"""Reports with the pictures of their pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from invoice_ocr.model.report import Failure, Report
from invoice_ocr.reports import render_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL.Image import Image

    from invoice_ocr.pipeline.extraction import Input

LONG_SIDE = 1600
"""Pixels of a rendered page in a report."""


def pictures_of(report: Report[Any], source: Input | None = None) -> Sequence[Image]:
    """The pages of the report's file, or of ``source``.

    None where the report's file is not a path that is still there (a URL, standard input), or where its bytes are not
    those that were read: boxes on other pictures would mislead.

    Raises:
        DocumentError: ``source`` cannot be opened.
    """
    from invoice_ocr.documents import open_document  # noqa: PLC0415 - most reports need no file

    if source is None and not is_file(report.source.name):
        return ()
    document = open_document(report.source.name if source is None else source)
    if source is None and document.sha256 != report.source.sha256:
        return ()
    return [page.image(long_side=LONG_SIDE) for page in document.pages]


def render_report(
    outcomes: Report[Any] | Failure | Iterable[Report[Any] | Failure], to: str = "html", *, source: Input | None = None
) -> str:
    """One report, or several reports and failures, in a format of `invoice_ocr.reports.RENDERERS`.

    Args:
        outcomes: What `extract`, `extract_many` or `check` gave.
        to: ``html``, ``sarif``, ``junit``, ``csv``, ``markdown`` or ``summary``.
        source: The file that a single report is about, for its pictures; by default, what its source names.

    Raises:
        DocumentError: ``source`` cannot be opened.
        UsageError: There is no such format.
    """
    several = [outcomes] if isinstance(outcomes, Report | Failure) else outcomes
    return render_reports(several, to, pictures=lambda report: pictures_of(report, source))


def is_file(name: str) -> bool:
    """Whether a source's name is the path of a file that is still there."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False

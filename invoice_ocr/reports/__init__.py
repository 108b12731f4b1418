"""What people and build servers read of reports: HTML, SARIF, JUnit, CSV, Markdown.

A format is one module with ``render``, and one line in ``RENDERERS``. None of them needs a file or a network: pictures
of pages come from the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, cast

from invoice_ocr.errors import UsageError

if TYPE_CHECKING:
    from PIL.Image import Image

    from invoice_ocr.model.report import Failure, Report

Outcome: TypeAlias = "Report[Any] | Failure"

Pictures: TypeAlias = Callable[["Report[Any]"], "Sequence[Image]"]
"""Gives the pages of a report's file as displayed, from the first page of the file; none where it is not at hand."""

RENDERERS: Final = {
    "html": "invoice_ocr.reports.html",
    "sarif": "invoice_ocr.reports.sarif",
    "junit": "invoice_ocr.reports.junit",
    "csv": "invoice_ocr.reports.csv_rows",
    "markdown": "invoice_ocr.reports.markdown",
    "summary": "invoice_ocr.reports.summary_page",
}
"""The modules of the formats by name."""


class Renderer(Protocol):
    """A format's module."""

    def render(self, outcomes: Iterable[Outcome], pictures: Pictures, /) -> Iterator[str]:
        """The output, piece by piece."""


def no_pictures(_: Report[Any]) -> Sequence[Image]:
    """Pictures of nothing."""
    return ()


def load(name: str) -> Renderer:
    """The format of this name.

    Raises:
        UsageError: There is none.
    """
    if name not in RENDERERS:
        raise UsageError(f"There is no report format {name!r}.", remedy=f"Choose one of: {', '.join(RENDERERS)}.")
    return cast("Renderer", import_module(RENDERERS[name]))


def render_reports(outcomes: Iterable[Outcome], to: str, *, pictures: Pictures = no_pictures) -> str:
    """Reports and failures in the format of this name, as `RENDERERS` lists them.

    Raises:
        UsageError: There is no such format.
    """
    return "".join(load(to).render(outcomes, pictures))

"""JSON: indented for one file, one line each for several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invoice_ocr.model.report import Failure, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.cli.formats import Medium


def render(outcomes: Iterable[Report[Any] | Failure], medium: Medium) -> Iterator[str]:
    """A failure is a line among several, and nothing alone."""
    for outcome in outcomes:
        if isinstance(outcome, Report):
            yield outcome.to_json(indent=None if medium.many else 2) + "\n"
        elif medium.many:
            yield outcome.to_json() + "\n"

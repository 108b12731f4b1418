"""A check: a rule id, how bad its defect is, and the function that finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem, Severity
from invoice_ocr.model.purchase import Kind

INVOICES: Final[tuple[Kind, ...]] = ("invoice",)
RECEIPTS: Final[tuple[Kind, ...]] = ("receipt",)


class CheckFunction(Protocol):
    """Yields a problem for each defect; nothing where the inputs are missing."""

    @property
    def __name__(self) -> str:
        """The name of its file too."""

    def __call__(self, subject: Subject, /) -> Iterator[Problem]:
        """The problems of this document."""


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the table. ``standard`` is the published rule that it mirrors, ``kinds`` the documents it applies to."""

    rule: str
    severity: Severity
    standard: str | None
    function: CheckFunction
    kinds: tuple[Kind, ...] = ("invoice", "receipt")

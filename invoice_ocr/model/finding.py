"""What checks say about a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from invoice_ocr.model.purchase import Model

Severity = Literal["error", "warning", "info"]
Status = Literal["fail", "pass", "not_applicable", "insufficient_data"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check yields: the paths concerned, what was expected and what is there.

    ``expected``, ``actual`` and ``tolerance`` may be amounts, dates or texts; ``message`` is a sentence for a
    bookkeeper.
    """

    paths: tuple[str, ...]
    message: str
    expected: Any = None
    actual: Any = None
    tolerance: Any = None


class Proposal(Model):
    """Another value for a path with which every equation would hold; ``evidence`` says in words what speaks for it."""

    path: str
    value: str
    evidence: str


class Finding(Model):
    """A problem stamped with its rule, severity and the rule of a published standard that it mirrors.

    ``suppressed`` is the reason for which a profile sets it aside; ``proposals`` are never applied to the document.
    """

    rule: str
    standard: str | None = None
    severity: Severity
    status: Status = "fail"
    paths: tuple[str, ...]
    expected: str | None = None
    actual: str | None = None
    tolerance: str | None = None
    message: str
    suppressed: str | None = None
    proposals: tuple[Proposal, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is a defect that nobody has set aside."""
        return self.status == "fail" and self.suppressed is None

"""Many outcomes in figures: by status, rule, seller and currency."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from invoice_ocr.model.report import Failure, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.reports import Outcome

UNNAMED = "(no name read)"
UNKNOWN = "(none)"
CREDITS = ("credit_note", "refund")
"""Documents that give money back, whichever sign they print."""


@dataclass(slots=True)
class Group:
    """Documents that have something in common; ``total`` adds up those totals that were read, less what is credited."""

    documents: int = 0
    review: int = 0
    total: Decimal = Decimal(0)
    untotalled: int = 0

    def add(self, report: Report[Any]) -> None:
        """Count one report."""
        self.documents += 1
        self.review += report.decision != "accept"
        if report.document.total is None:
            self.untotalled += 1
        elif report.document.document_type in CREDITS:
            self.total -= abs(report.document.total)
        else:
            self.total += report.document.total


@dataclass(slots=True)
class Summary:
    """Counts; amounts are added up within a currency only.

    ``statuses`` counts decisions, and files that ``failed``; ``rules`` findings by rule and severity; ``suppressed``
    those that a profile set aside. ``sellers`` are groups by seller and currency.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    suppressed: int = 0
    sellers: dict[tuple[str, str], Group] = field(default_factory=dict)
    currencies: dict[str, Group] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, Failure):
            self.statuses["failed"] += 1
            return
        self.statuses[outcome.decision] += 1
        self.rules.update((found.rule, found.severity) for found in outcome.findings if found.counts)
        self.suppressed += sum(found.status == "fail" and not found.counts for found in outcome.findings)
        currency = outcome.document.currency or UNKNOWN
        seller = outcome.document.seller.name or UNNAMED
        self.sellers.setdefault((seller, currency), Group()).add(outcome)
        self.currencies.setdefault(currency, Group()).add(outcome)

    @property
    def documents(self) -> int:
        """How many outcomes there were, failures among them."""
        return self.statuses.total()

    def watch(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Count the outcomes as they pass."""
        for outcome in outcomes:
            self.add(outcome)
            yield outcome


def summarise_reports(outcomes: Iterable[Outcome]) -> Summary:
    """The figures of reports and failures."""
    summary = Summary()
    for outcome in outcomes:
        summary.add(outcome)
    return summary

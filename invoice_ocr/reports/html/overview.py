"""What the summary of a batch shows: bars, tables, and the documents that somebody must look at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoice_ocr.reports.rules import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from invoice_ocr.model.report import Failure
    from invoice_ocr.reports import Outcome
    from invoice_ocr.reports.summary import Group, Summary

STATUSES = {"accept": "accepted", "review": "to review", "reject": "rejected", "failed": "not readable"}
MOST = 30
"""Rows of a table of rules or sellers; how many more there are is said below it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; ``share`` is its length in percent, ``tone`` its colour."""

    label: str
    count: int
    share: str
    tone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Everything that the template of a summary needs."""

    documents: int
    suppressed: int
    statuses: tuple[Bar, ...]
    rules: tuple[Bar, ...]
    more_rules: int
    sellers: tuple[tuple[str, str, Group], ...]
    more_sellers: int
    currencies: Mapping[str, Group]
    listed: Sequence[tuple[str, Outcome]]
    unlisted: int
    failures: Sequence[Failure]


def summary_view(
    summary: Summary, listed: Sequence[tuple[str, Outcome]], failures: Sequence[Failure], *, unlisted: int = 0
) -> SummaryView:
    """The view of a summary; ``listed`` are reports, each with the address of its own section, if it has one."""
    sellers = sorted(summary.sellers.items(), key=lambda each: (-each[1].review, -each[1].documents, each[0]))
    rules = sorted(summary.rules.items(), key=lambda each: (-each[1], each[0]))
    bars = [(rule, count, severity, title_of(rule)) for (rule, severity), count in rules[:MOST]]
    return SummaryView(
        documents=summary.documents,
        suppressed=summary.suppressed,
        statuses=_bars((words, summary.statuses[name], name, "") for name, words in STATUSES.items()),
        rules=_bars(bars),
        more_rules=max(0, len(rules) - MOST),
        sellers=tuple((name, currency, group) for (name, currency), group in sellers[:MOST]),
        more_sellers=max(0, len(sellers) - MOST),
        currencies=dict(sorted(summary.currencies.items())),
        listed=listed,
        unlisted=unlisted,
        failures=failures,
    )


def _bars(rows: Iterable[tuple[str, int, str, str]]) -> tuple[Bar, ...]:
    known = [row for row in rows if row[1]]
    most = max((count for _, count, _, _ in known), default=1)
    return tuple(Bar(label, count, f"{count / most:.1%}", tone, note) for label, count, tone, note in known)

"""Outcomes checked again with a profile, a history or the status of every rule, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from invoice_ocr.model.report import Failure, Report
from invoice_ocr.pipeline.checking import check
from invoice_ocr.pipeline.decision import PROMISED
from invoice_ocr.pipeline.picturing import is_file

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.finding import Severity
    from invoice_ocr.pipeline.extraction import Input
    from invoice_ocr.pipeline.history import History

WORSE: dict[Severity, tuple[Severity, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "info": ("error", "warning", "info"),
}


@dataclass(slots=True)
class Auditing:
    """How to check again; ``failed`` is set once a finding is as bad as ``fail_on``, or worse."""

    profile: str | os.PathLike[str] | None = None
    all_rules: bool = False
    history: History | None = None
    confirmed: bool = False
    fail_on: Severity | None = None
    failed: bool = False
    max_error: float = PROMISED

    def watch(self, outcomes: Iterable[Report[Any] | Failure]) -> Iterator[Report[Any] | Failure]:
        """Check fresh outcomes again, where there is a reason to, and remember them."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                yield outcome
            else:
                changes = self.profile is not None or self.all_rules or self.history is not None
                yield self._noted(self._fresh(outcome) if changes else outcome)

    def check(self, report: Report[Any], source: Input | None = None) -> Report[Any]:
        """Check a report, perhaps edited by a person."""
        return self._noted(self._checked(report, source))

    def _checked(self, report: Report[Any], source: Input | None) -> Report[Any]:
        return check(
            report,
            source=source,
            profile=self.profile,
            all_rules=self.all_rules,
            history=self.history,
            max_error=self.max_error,
        )

    def _fresh(self, report: Report[Any]) -> Report[Any]:
        """What reading could not settle is not in the report: if that alone asked for a look, it still does."""
        source = report.source.name if is_file(report.source.name) else None
        checked = self._checked(report, source)
        unsettled = report.decision == "review" and check(report, max_error=self.max_error).decision == "accept"
        return checked.model_copy(update={"decision": "review"}) if unsettled else checked

    def _noted(self, report: Report[Any]) -> Report[Any]:
        wanted = WORSE[self.fail_on] if self.fail_on else ()
        self.failed |= any(finding.counts and finding.severity in wanted for finding in report.findings)
        if self.history is not None:
            self.history.remember(report, confirmed=self.confirmed)
        return report

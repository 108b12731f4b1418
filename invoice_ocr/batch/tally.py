"""How many documents were accepted, need a person, were rejected or could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from invoice_ocr.model.report import Decision, Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from invoice_ocr.model.report import Report

Verdict = Decision | Literal["failed"]

WORDS: Mapping[Verdict, str] = {
    "accept": "accepted",
    "review": "to review",
    "reject": "rejected",
    "failed": "not readable",
}

ACCEPTED, REVIEW, WRONG_USE, UNREADABLE = 0, 1, 2, 3
"""Exit statuses of `extract`, `batch` and `check`."""


@dataclass(slots=True)
class Tally:
    """Counts outcomes."""

    counts: Counter[Verdict] = field(default_factory=Counter)

    def add(self, verdict: Verdict) -> None:
        """Count one outcome."""
        self.counts[verdict] += 1

    def watch(self, outcomes: Iterable[Report[Any] | Failure]) -> Iterator[Report[Any] | Failure]:
        """Count the outcomes as they pass."""
        for outcome in outcomes:
            self.add(verdict_of(outcome))
            yield outcome

    @property
    def status(self) -> int:
        """The exit status; a file that could not be read outranks one that needs review."""
        if self.counts["failed"]:
            return UNREADABLE
        return REVIEW if self.counts["review"] or self.counts["reject"] else ACCEPTED

    def __str__(self) -> str:
        return ", ".join(f"{self.counts[verdict]} {word}" for verdict, word in WORDS.items() if self.counts[verdict])


def verdict_of(outcome: Report[Any] | Failure) -> Verdict:
    """The decision, or ``failed``."""
    return "failed" if isinstance(outcome, Failure) else outcome.decision

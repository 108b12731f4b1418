"""Accuracy over labelled files: precision, recall and F1 of each field, and the two figures that decide about trust.

``accepted`` is the share of documents that nobody would look at; ``silent_error`` the share of those in which a
labelled value is wrong, missing or invented.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from invoice_ocr.batch.likeness import Judgement, Verdict, judge
from invoice_ocr.model.report import Failure, Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.batch.truth import Truth


class Score(NamedTuple):
    """How a field fared; a share of nothing is None."""

    labelled: int
    precision: float | None
    recall: float | None
    f1: float | None


class Mistake(NamedTuple):
    """A labelled value that was not read as labelled."""

    file: str
    judgement: Judgement


@dataclass(slots=True)
class Accuracy:
    """Judgements as they come in, document by document."""

    documents: int = 0
    failed: int = 0
    accepted: int = 0
    silent: int = 0
    verdicts: dict[str, Counter[Verdict]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, truth: Truth, outcome: Report[Any] | Failure) -> None:
        """Judge one document; of a file that could not be read, everything is missing."""
        report = outcome if isinstance(outcome, Report) else None
        judgements = list(judge(truth.document, report.document if report else None))
        wrong = [judgement for judgement in judgements if judgement.verdict != "right"]
        for judgement in judgements:
            self.verdicts.setdefault(judgement.field, Counter())[judgement.verdict] += 1
        self.mistakes += [Mistake(str(truth.file), judgement) for judgement in wrong]
        accepted = report is not None and report.decision == "accept"
        self.documents += 1
        self.failed += report is None
        self.accepted += accepted
        self.silent += accepted and bool(wrong)

    @property
    def fields(self) -> Mapping[str, Score]:
        """Every labelled field, the most labelled first."""
        scores = {name: _score(verdicts) for name, verdicts in self.verdicts.items()}
        return dict(sorted(scores.items(), key=lambda item: (-item[1].labelled, item[0])))

    @property
    def accept_rate(self) -> float | None:
        """The share of accepted documents."""
        return share(self.accepted, self.documents)

    @property
    def silent_error(self) -> float | None:
        """The share of the accepted documents that should not have been."""
        return share(self.silent, self.accepted)


def share(part: int, whole: int) -> float | None:
    """A share, or None of nothing."""
    return part / whole if whole else None


def _score(verdicts: Counter[Verdict]) -> Score:
    right, wrong = verdicts["right"], verdicts["wrong"]
    labelled, given = right + wrong + verdicts["missing"], right + wrong + verdicts["invented"]
    return Score(labelled, share(right, given), share(right, labelled), share(2 * right, labelled + given))

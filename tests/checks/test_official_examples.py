"""The arithmetic never contradicts the official examples and unit tests of EN 16931."""

from __future__ import annotations

import pytest
from ubl_examples import subjects, unit_tests

from invoice_ocr.checks import CHECKS, Subject, run_checks

SUMS = [
    check for check in CHECKS if (check.standard or "").startswith("EN16931:BR-") and check.rule[:3] in ("ARI", "TAX")
]
EXAMPLES = subjects()
RULES = [f"BR-CO-{number}" for number in range(10, 18)]


@pytest.mark.bench
@pytest.mark.skipif(not EXAMPLES, reason="the official artefacts are not beside the project")
@pytest.mark.parametrize("subject", [pytest.param(subject, id=name) for name, subject in EXAMPLES])
def test_official_examples_add_up(subject: Subject) -> None:
    assert [finding.message for finding in run_checks(subject, SUMS)] == []


@pytest.mark.bench
@pytest.mark.skipif(not EXAMPLES, reason="the official artefacts are not beside the project")
def test_official_examples_are_read() -> None:
    assert all(subject.document.total is not None and subject.document.lines for _, subject in EXAMPLES)


@pytest.mark.bench
@pytest.mark.skipif(not EXAMPLES, reason="the official artefacts are not beside the project")
@pytest.mark.parametrize("rule", RULES)
def test_what_the_standard_allows_is_silent(rule: str) -> None:
    checks = [check for check in SUMS if check.standard == f"EN16931:{rule}"]
    allowed = [subject for subject, follows in unit_tests(rule) if follows]
    assert checks
    assert allowed
    assert [finding.message for subject in allowed for finding in run_checks(subject, checks)] == []


@pytest.mark.bench
@pytest.mark.skipif(not EXAMPLES, reason="the official artefacts are not beside the project")
def test_most_of_what_the_standard_forbids_is_noticed() -> None:
    """What is not are layouts of paper: totals before a discount, tax withheld, a total without tax."""
    forbidden = [subject for rule in RULES for subject, follows in unit_tests(rule) if not follows]
    noticed = [subject for subject in forbidden if run_checks(subject, SUMS)]
    assert len(noticed) >= 17

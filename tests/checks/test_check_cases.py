"""Each rule fires and is silent as its cases say."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from invoice_ocr.checks import CHECKS, Check, Subject, run_checks

CASES = Path(__file__).parent / "cases"


def subject_of(case: dict[str, Any]) -> Subject:
    today = case.get("today")
    return Subject.of(
        case.get("kind", "invoice"),
        evidence=case.get("evidence"),
        layout=case.get("layout"),
        today=date.fromisoformat(today) if today else None,
        around=case.get("around"),
        **case.get("document", {}),
    )


def listed(group: str) -> list[Any]:
    rows = []
    for check in CHECKS:
        cases = tomllib.loads((CASES / f"{check.rule}.toml").read_text(encoding="utf-8"))
        rows += [pytest.param(check, case, id=f"{check.rule}: {case['why']}") for case in cases[group]]
    return rows


@pytest.mark.parametrize(("check", "case"), listed("fires"))
def test_fires(check: Check, case: dict[str, Any]) -> None:
    found = run_checks(subject_of(case), [check])
    assert [finding.paths[0] for finding in found] == [case["at"]]
    assert {(finding.rule, finding.severity) for finding in found} == {(check.rule, check.severity)}


@pytest.mark.parametrize(("check", "case"), listed("silent"))
def test_silent(check: Check, case: dict[str, Any]) -> None:
    assert [finding.message for finding in run_checks(subject_of(case), [check])] == []


def test_no_other_case_files() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == {check.rule for check in CHECKS}

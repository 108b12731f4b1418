"""Checks are silent on documents that add up, and fire when a digit changes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from consistent_documents import draw
from hypothesis import given, settings
from hypothesis import strategies as st

from invoice_ocr.checks import run_checks
from invoice_ocr.checks.subject import Subject

MONEY = re.compile(
    r"(.*\.)?(subtotal|tax_total|total|lines_total|allowance_total|charge_total|amount|base|unit_price"
    r"|amount_paid|amount_due|tendered|change|tip|service_charge)"
)
DOCUMENTS = tomllib.loads((Path(__file__).parent / "consistent.toml").read_text(encoding="utf-8"))["document"]
ARITHMETIC = ("ARI", "TAX", "RCP")
LEAST_SHARE = 0.97


def alarms(subject: Subject) -> list[str]:
    return [f"{found.rule}: {found.message}" for found in run_checks(subject) if found.severity != "info"]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**64))
def test_consistent_documents_raise_no_alarm(seed: int) -> None:
    assert alarms(draw(Random(seed))) == []  # noqa: S311 - documents, not secrets


def test_a_changed_digit_is_noticed() -> None:
    noticed, missed = tally(range(1500))
    assert noticed / (noticed + sum(missed.values())) >= LEAST_SHARE, missed


def tally(seeds: range) -> tuple[int, dict[str, int]]:
    """How many changes of one digit are noticed, and the paths of those that are not."""
    noticed, missed = 0, {}
    for seed in seeds:
        rng = Random(seed)  # noqa: S311 - as above
        subject = draw(rng)
        document = subject.document.model_dump(mode="json", exclude_none=True)
        path = rng.choice([path for path, _ in amounts("", document)])
        changed = replace(document, path, other_digit(rng, dict(amounts("", document))[path]))
        again = Subject.of(subject.kind, layout=subject.layout, **changed)
        if any(found.rule.startswith(ARITHMETIC) for found in run_checks(again)):
            noticed += 1
        else:
            name = re.sub(r"\[\d+\]", "[]", path)
            missed[name] = missed.get(name, 0) + 1
    return noticed, missed


def amounts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """The amounts of money by path."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from amounts(f"{path}.{name}" if path else name, part)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from amounts(f"{path}[{index}]", part)
    elif MONEY.fullmatch(path):
        yield path, value


def other_digit(rng: Random, amount: str) -> str:
    place = rng.choice([place for place, letter in enumerate(amount) if letter.isdigit()])
    digit = rng.choice([digit for digit in "0123456789" if digit != amount[place]])
    return amount[:place] + digit + amount[place + 1 :]


def replace(value: Any, path: str, amount: str) -> Any:
    """A copy with another amount at a path."""
    if not path:
        return amount
    head, rest = re.fullmatch(r"\.?(\w+|\[\d+\])(.*)", path).groups()
    if isinstance(value, list):
        place = int(head[1:-1])
        return [*value[:place], replace(value[place], rest, amount), *value[place + 1 :]]
    return {**value, head: replace(value[head], rest, amount)}


@pytest.mark.parametrize("path", ["total", "lines[0].amount"])
def test_replace_reaches_the_path(path: str) -> None:
    document = {"total": "1.00", "lines": [{"amount": "1.00"}]}
    assert dict(amounts("", replace(document, path, "2.00")))[path] == "2.00"


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case["why"])
def test_real_layouts_raise_no_alarm(case: dict[str, Any]) -> None:
    assert alarms(Subject.of(case.get("kind", "invoice"), today=date(2026, 6, 1), **case["document"])) == []


@pytest.mark.parametrize("hidden", ["0.3345", "0.335", "1.0049", "2.4951"])
def test_a_hundred_rounded_lines_raise_no_alarm(hidden: str) -> None:
    price, rate = Decimal(hidden), Decimal(19)
    amount = (3 * price).quantize(Decimal("0.01"))
    subtotal = (300 * price).quantize(Decimal("0.01"))
    tax = (subtotal * rate / 100).quantize(Decimal("0.01"))
    line = {"quantity": "3", "unit_price": hidden, "amount": str(amount), "tax_rate": "19"}
    row = {"rate": "19", "base": str(subtotal), "amount": str(tax)}
    totals = {"subtotal": str(subtotal), "tax_total": str(tax), "total": str(subtotal + tax)}
    frame = {"number": "1", "issue_date": "2026-05-12", "currency": "EUR", "seller": {"name": "Schrauben Klein"}}
    assert alarms(Subject.of("invoice", lines=[line] * 100, taxes=[row], **totals, **frame)) == []

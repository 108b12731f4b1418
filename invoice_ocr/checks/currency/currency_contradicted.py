"""CUR102: a currency that the printed amounts contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

AMOUNTS = ("total", "amount_due", "subtotal", "tax_total", "currency")

SYMBOLS: Final[Mapping[str, frozenset[str]]] = {
    "€": frozenset({"EUR"}),
    "£": frozenset(["GBP", "EGP", "FKP", "GIP", "LBP", "SDG", "SHP", "SSP", "SYP"]),
    "₹": frozenset({"INR"}),
    "₩": frozenset({"KRW", "KPW"}),
    "₽": frozenset({"RUB"}),
    "₺": frozenset({"TRY"}),
    "₫": frozenset({"VND"}),
    "₪": frozenset({"ILS"}),
    "₴": frozenset({"UAH"}),
    "₱": frozenset({"PHP"}),
    "฿": frozenset({"THB"}),
    "¥": frozenset({"JPY", "CNY"}),
    "円": frozenset({"JPY"}),
    "zł": frozenset({"PLN"}),
    "Kč": frozenset({"CZK"}),
}

CODES = re.compile(r"\b(AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|INR|JPY|MXN|MYR|NOK|NZD|PLN|SEK|SGD|USD|ZAR)\b")


def currency_contradicted(subject: Subject) -> Iterator[Problem]:
    """The currency is none of those that are printed beside the amounts.

    Why: an amount in a wrong currency is a wrong amount.
    Slack: none; a symbol of several currencies admits all of them.
    Silent when: the currency or the evidence is missing; no text of an amount or of the currency has a code or a
        symbol; one of the texts admits the currency.
    Source: BR-05, EN 16931-1; PEPPOL-EN16931-R051 (one currency in a document).

    >>> seen = {"total": {"page": 0, "text": "€ 119,00", "confidence": 0.9, "source": "ocr"}}
    >>> wrong = Subject.of("invoice", evidence=seen, total="119.00", currency="USD")
    >>> [problem.message for problem in currency_contradicted(wrong)]
    ['The currency is USD, but the amounts are printed in EUR.']
    >>> list(currency_contradicted(Subject.of("invoice", evidence=seen, total="119.00", currency="EUR")))
    []
    """
    currency = subject.document.currency
    if currency is None:
        return
    printed: set[str] = set()
    for path in AMOUNTS:
        entry = subject.evidence.get(path)
        if entry is not None:
            printed |= _printed(entry.text) | set(entry.readings or () if path == "currency" else ())
    if not printed or currency in printed:
        return
    shown = " or ".join(sorted(printed))
    yield Problem(
        ("currency",),
        f"The currency is {currency}, but the amounts are printed in {shown}.",
        expected=shown,
        actual=currency,
    )


def _printed(text: str) -> set[str]:
    """The currencies that a text names or whose symbol it shows."""
    codes = set(CODES.findall(text))
    return codes.union(*(currencies for symbol, currencies in SYMBOLS.items() if symbol in text))

"""The firm's name as its e-mail or web address spells it."""

from __future__ import annotations

import re

from invoice_ocr.fields.page.scan import Scan

SHORTEST = 4
"""Fewer letters are part of many names."""


def domains_of(scan: Scan) -> set[str]:
    """The firm's name as its e-mail or web address spells it."""
    text = " ".join(row.text for row in scan.layout.rows).lower()
    found = re.findall(r"(?:@|www\.)([a-z0-9-]+)\.[a-z.]+", text)
    users = re.findall(r"([a-z0-9]+)@(?:example|gmail|yahoo|hotmail|outlook)\.", text)
    return {
        d.replace("-", "") for d in [*found, *users] if d not in {"gmail", "yahoo", "hotmail", "outlook", "example"}
    }


def share_of_domain(folded: str, domains: set[str]) -> float:
    """How much of a domain the name spells: one word of several may be another's."""
    if len(folded) < SHORTEST:
        return 0.0
    spelt = (d for d in domains if len(d) >= SHORTEST and (d in folded or folded in d))
    return max((min(1.0, 2 * len(folded) / len(domain)) for domain in spelt), default=0.0)

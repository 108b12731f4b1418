"""The order of day and month where the country leaves it open: other days on the page may settle it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product

from invoice_ocr.fields.dates.choice import LABELLED, find_date_candidates
from invoice_ocr.fields.locale import Locale, readings_in, shown_orders
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.model.candidate import Candidate
from invoice_ocr.model.geometry import Box
from invoice_ocr.values.terms import days_named

ORDERS = ("dmy", "mdy")
LONGEST = 200
"""So many days after its issue no invoice is due, unless nothing else can be meant."""

LAST_MONTH = 12

_SPAN = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})[/.](\d{1,2})(?![\d/.]*\d)")


def with_order(scan: Scan, locale: Locale, items: frozenset[int]) -> Locale:
    """The locale, with the order of numeric dates if other days on the page settle it, and agree.

    A day written out in both ways, or a due date as many days after the issue as the terms say, outweigh what is usual
    in the country; a due date that is merely possible does not.
    """
    if not any(len(value.readings) > 1 for value in scan.dates) or len(shown_orders(scan)) == 1:
        return locale
    named, usual = _of_terms(scan, locale, items)
    shown = {*_of_spans(scan), *_of_same_days(scan), *named} or (usual if locale.order is None else set())
    return replace(locale, order=shown.pop() if len(shown) == 1 else None) if shown else locale


def _of_spans(scan: Scan) -> Iterator[str]:
    """Days without a year, one of them after the twelfth: ``14/04 - 13/05``."""
    for row in scan.layout.rows:
        for a, b, c, d in _SPAN.findall(row.text):
            firsts, seconds = {int(a), int(c)}, {int(b), int(d)}
            if max(firsts) > LAST_MONTH >= max(seconds):
                yield "dmy"
            if max(seconds) > LAST_MONTH >= max(firsts):
                yield "mdy"


def _of_same_days(scan: Scan) -> Iterator[str]:
    """A day that is written out elsewhere, or has its year first."""
    sure = {value.readings[0] for value in scan.dates if len(value.readings) == 1}
    for value in scan.dates:
        same = [order for order in ORDERS if sure & set(readings_in(value, order))]
        if len(value.readings) > 1 and len(same) == 1:
            yield same[0]


def _of_terms(scan: Scan, locale: Locale, items: frozenset[int]) -> tuple[set[str], set[str]]:
    """The orders by which it is due as many days after its issue as the page names, and by which it may be due."""
    found = list(find_date_candidates(scan, replace(locale, order=None), items))
    issued, due = (_labelled(found, path) for path in ("issue_date", "due_date"))
    spans = {order: span for order in ORDERS if (span := _days(scan, issued, due, order)) is not None}
    named = {days for row in scan.layout.rows for days in days_named(row.text)}
    as_named = {order for order, days in spans.items() if days in named}
    return as_named, {order for order, days in spans.items() if 0 <= days <= LONGEST}


def _labelled(found: Iterable[Candidate[date]], path: str) -> Candidate[date] | None:
    return max((c for c in found if c.path == path and c.score >= LABELLED), key=lambda c: c.score, default=None)


def _days(scan: Scan, issued: Candidate[date] | None, due: Candidate[date] | None, order: str) -> int | None:
    """From the issue until it is due, if the order says one day for each of them."""
    if issued is None or due is None or issued.box == due.box:
        return None
    values: dict[tuple[int, Box | None], Value[date]] = {(v.spot.page, v.spot.box): v for v in scan.dates}
    pairs = list(product(*(readings_in(values[c.page, c.box], order) for c in (issued, due))))
    return (pairs[0][1] - pairs[0][0]).days if len(pairs) == 1 else None

"""Lines of a party's block that give a number, a contact or a date, and neither name nor address."""

from __future__ import annotations

import re

from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.fields.parties.places import JAPANESE, looks_like_address

DETAILS = frozenset(
    {"phone", "fax", "email", "website", "vat_id", "tax_id", "registration_id", "iban", "bic", "account", "bank"}
)
OTHER = frozenset(
    {
        "number",
        "issue_date",
        "due_date",
        "purchase_order",
        "customer_number",
        "subtotal",
        "total",
        "terms",
        "means",
        "period",
    }
    | {"cashier", "register", "delivery_date", "other_number", "buyer_reference", "title.receipt", "title.invoice"}
)

NUMBERED = frozenset({"register", "number", "other_number", "customer_number", "purchase_order"})
"""Details that are numbers: without one after it, their label is a word like any other."""

SUMS = frozenset({"subtotal", "total"})
"""Words for sums, which without a number are also names: ``Suma Alder``."""


def is_detail(scan: Scan, spot: Spot) -> bool:
    """Whether the line gives a phone number, an id, a date or the like, and no name or address."""
    labels = [lab for lab in scan.labels_in.get(spot.row, []) if spot.start <= lab.spot.start < spot.end]
    if any(lab.spot.start == spot.start and _introduces_detail(lab, spot) for lab in labels):
        return True
    if LONG_NUMBER.search(BRACKETED.sub("", spot.text)) or PHONE.fullmatch(spot.text.strip(" .:")):
        return True
    if "@" in spot.text or "www." in spot.text.lower() or "http" in spot.text.lower():
        return True
    dates = [d for d in scan.dates_in.get(spot.row, []) if spot.start <= d.spot.start < spot.end]
    return bool(dates) and not JAPANESE.search(spot.text)


BRACKETED = re.compile(r"(?<=[^\W\d_] )\([\dA-Z-]{5,16}(?: \([\dA-Z-]{5,16}\))?\)?$", re.IGNORECASE)
"""A registration number that ends the line of a name."""

POST_BOX = re.compile(r"p\.?\s?o\.?\s?box\b", re.IGNORECASE)

LONG_NUMBER = re.compile(r"\d{9,}|\d{3,4}[- ]\d{3,4}[- ]\d{4,}")
PHONE = re.compile(r"(?:(?:[A-Za-z]{1,4}|tel[a-z]{1,5})[.:]?\s*)?\(?\+?[\d][\d\s()./+-]{6,}(?:or|,|/)?[\d\s()./+-]*")


def _introduces_detail(label: LabelSpot, spot: Spot) -> bool:
    """Whether the label at the line's start makes it a detail: "No." also begins addresses, "Markt" also names."""
    meanings = label.meanings & (DETAILS | OTHER)
    if label.fuzzy and not re.search(r"[\d:#]", spot.text):
        return False
    if POST_BOX.match(spot.text):
        return False
    if not meanings or (meanings <= NUMBERED and not re.search(r"[\d:#]", spot.text)):
        return False
    if meanings <= SUMS and label.spot.end < spot.end and not re.search(r"[\d:#]", spot.text):
        return False
    if len(label.compact) > 2:
        return True
    return len(label.compact) == 2 and "," not in spot.text and not looks_like_address(spot.text)

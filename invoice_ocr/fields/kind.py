"""Invoice, receipt, or neither."""

from __future__ import annotations

import re

from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan, decimals_of
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.model.purchase import DocumentType, Kind

WEIGHTS = {
    "invoice": {
        "title.invoice": 1.0, "title.credit_note": 1.0, "title.proforma": 1.5, "due_date": 1.6, "buyer": 1.0,
        "iban": 1.6,
        "bic": 0.8, "terms": 0.7, "purchase_order": 0.6, "ship_to": 0.6, "delivery_date": 0.6, "customer_number": 0.5,
        "period": 0.4, "payment_reference": 0.4, "col.unit_price": 0.4,
    },
    "receipt": {
        "title.receipt": 2.0, "change": 1.8, "tendered": 1.6, "card": 1.0, "cashier": 1.5, "tip": 1.2, "rounding": 0.8,
        "register": 0.5, "not_total": 0.5, "service_charge": 0.5, "other_number": 0.1,
    },
}  # fmt: skip
"""What each meaning of a label says for a kind."""

SUMS = frozenset({"subtotal", "total", "tax", "tendered", "change", "card", "amount_due"})
CODES: dict[str, DocumentType] = {
    "380": "invoice", "381": "credit_note", "384": "corrected", "386": "prepayment", "326": "partial",
    "389": "self_billed", "325": "proforma",
}  # fmt: skip
"""Codes of UNTDID 1001, which BT-3 takes, and the types that they say."""

TITLES: dict[str, DocumentType] = {
    "title.credit_note": "credit_note", "title.proforma": "proforma", "title.corrected": "corrected",
    "title.prepayment": "prepayment", "title.invoice": "invoice",
}  # fmt: skip
"""What each title says; the first that a page has decides."""

KNOWN_WORD, FEW_KNOWN, MANY_WORDS, SEVERAL = 4, 2, 10, 4
"""Letters of a word that counts, and how many labels, words and amounts a page in an unknown language has."""

BRACKETED = re.compile(r"\(\d{3}\)")

HEAD_ROWS = 12
LONGEST_TITLE = 8
"""Tokens in the cell of a title; a longer one is a sentence."""

TALL = 1.7
"""Till rolls are taller, relative to their width, than any page."""


def tell_kind(scan: Scan, totals: Totals, headings: frozenset[int] = frozenset()) -> Kind | None:
    """The likelier kind; None where there is neither a title nor a sum."""
    meanings = {
        m
        for label in scan.labels
        if not (label.fuzzy and len(label.compact) < 7) and label.spot.row not in headings
        for m in label.meanings
        if not m.startswith("title.") or not _runs_on(scan, label)
    }
    other = "title.other" in meanings
    if totals.total is None and not _trades(scan, meanings):
        return None
    if other and (not scan.amounts or _is_other(scan)):
        return None
    scores = {kind: sum(w for m, w in weights.items() if m in meanings) for kind, weights in WEIGHTS.items()}
    if scan.layout.sizes:
        width, height = scan.layout.sizes[0]
        pages = len(scan.layout.sizes)
        scores["receipt"] += 1.2 if height / max(width, 1) > TALL and pages == 1 else 0.0
        scores["receipt"] += 0.8 if scan.layout.sources[0] == "ocr" and _narrow(scan) else 0.0
        scores["invoice"] += 0.8 if scan.layout.sources[0] == "textlayer" else 0.0
        scores["invoice"] += 0.6 * (pages > 1)
    if any(t for t in scan.times):
        scores["receipt"] += 0.7
    return "receipt" if scores["receipt"] > scores["invoice"] else "invoice"


def _runs_on(scan: Scan, label: LabelSpot) -> bool:
    """Whether the label stands in a sentence: "Payable upon receipt. Please reference the invoice number"."""
    return len(cell_of(scan, label.spot).tokens) > LONGEST_TITLE


def is_foreign(scan: Scan) -> bool:
    """Whether a page of amounts and days has hardly a word that is known here, so that it may be anything."""
    known = {label.compact for label in scan.labels if not label.fuzzy and len(label.compact) >= KNOWN_WORD}
    words = {token.text for row in scan.layout.rows for token in row.tokens if _is_word(token.text)}
    return len(scan.amounts) >= SEVERAL and bool(scan.dates) and len(known) <= FEW_KNOWN and len(words) >= MANY_WORDS


def _is_word(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= KNOWN_WORD and not any(map(str.isdigit, text))


def _trades(scan: Scan, meanings: set[str]) -> bool:
    """Whether a page without a legible total is about a purchase all the same: a title, or sums and several prices."""
    titled = meanings & {"title.invoice", "title.receipt", "title.credit_note"} and scan.amounts
    prices = sum(decimals_of(a.value) == 2 for a in scan.amounts)
    return bool(titled) or (prices >= 3 and bool(meanings & SUMS))


def _is_other(scan: Scan) -> bool:
    """Whether the title at the head of the page, alone in its cell, is that of another kind of document."""
    titles = [
        label
        for label in scan.labels
        if not label.fuzzy and any(m.startswith("title.") for m in label.meanings) and label.spot.row < HEAD_ROWS
    ]
    alone = [t for t in titles if len(scan.layout.rows[t.spot.row].tokens) == t.spot.end - t.spot.start]
    return (
        bool(alone)
        and all("title.other" in t.meanings for t in alone)
        and all("title.other" in t.meanings for t in titles)
    )


def _narrow(scan: Scan) -> bool:
    """Few characters fit across the paper."""
    rows = [row for row in scan.layout.rows if row.page == 0]
    longest = sorted(len(row.text) for row in rows)[-5:]
    return bool(longest) and longest[0] < 52


def tell_type(scan: Scan, kind: Kind) -> DocumentType | None:
    """Credit note, proforma, ... by the title printed; receipts that refund are refunds."""
    if kind == "receipt":
        return "receipt"
    titles = [label for label in scan.labels if _is_title(scan, label)]
    coded = next((code for label in titles if (code := _code_after(scan, label.spot)) is not None), None)
    if coded is not None:
        return coded
    titled = {m for label in titles for m in label.meanings}
    for meaning, name in TITLES.items():
        if meaning in titled:
            return name
    return (
        "invoice"
        if any("title.invoice" in label.meanings or "number" in label.meanings for label in scan.labels)
        else None
    )


def _code_after(scan: Scan, spot: Spot) -> DocumentType | None:
    """The type that a code in brackets after the title says: ``Rechnungskorrektur (384)``."""
    following = scan.layout.rows[spot.row].tokens[spot.end : spot.end + 1]
    return next((CODES.get(token.text[1:-1]) for token in following if BRACKETED.fullmatch(token.text)), None)


def _is_title(scan: Scan, label: LabelSpot) -> bool:
    titled = any(meaning.startswith("title.") for meaning in label.meanings)
    return titled and label.spot.page == 0 and not _runs_on(scan, label)

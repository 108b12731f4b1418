"""Reports to draw: everything that can stand in one, and texts that try to break out."""

from __future__ import annotations

import json

from invoice_ocr.model.readback import read_report
from invoice_ocr.model.report import FailedSource, Failure, FailureReason, Report

SEEN = {"page": 0, "source": "ocr"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x> | `@anna` \u202egnp.exe \x1b[2J"
INVOICE = {
    "source": {"name": "in/müller 1.pdf", "sha256": "ab" * 32, "pages": 2},
    "kind": "invoice",
    "decision": "review",
    "layout": "exclusive",
    "document": {
        "number": "R-1",
        "document_type": "invoice",
        "issue_date": "2026-05-12",
        "due_date": "2026-06-11",
        "currency": "EUR",
        "seller": {"name": "Müller GmbH", "address": {"text": "Weg 1, Berlin"}, "vat_id": "DE123456788"},
        "buyer": {"name": "Corner Shop"},
        "payment": {"iban": "DE32100999000123456789"},
        "lines": [
            {
                "description": "Copy paper A4",
                "quantity": "10",
                "unit_price": "4.50",
                "amount": "45.00",
                "tax_rate": "19",
            },
            {
                "description": "Reference book",
                "quantity": "2",
                "unit_price": "13.50",
                "amount": "25.00",
                "tax_rate": "7",
                "allowances": [{"amount": "2.00"}],
            },
            {"description": "Delivery", "amount": "5.00"},
        ],
        "allowances": [{"reason": "loyalty", "rate": "10", "base": "50.00", "amount": "5.00"}],
        "charges": [{"reason": "freight", "amount": "4.00"}],
        "taxes": [
            {"category": "S", "rate": "19", "base": "45.00", "amount": "8.55"},
            {"category": "S", "rate": "7", "base": "25.00", "amount": "1.75"},
        ],
        "subtotal": "74.00",
        "tax_total": "10.30",
        "total": "94.30",
        "amount_paid": "4.30",
        "amount_due": "90.00",
    },
    "evidence": {
        "total": {**SEEN, "box": [0.7, 0.6, 0.8, 0.62], "text": "94,30", "confidence": 0.62},
        "subtotal": {**SEEN, "box": [0.7, 0.5, 0.8, 0.52], "text": "74,00", "confidence": 0.97},
        "number": {**SEEN, "page": 1, "box": [0.1, 0.1, 0.2, 0.12], "text": "R-1", "confidence": 0.99},
        "issue_date": {**SEEN, "text": "03/04/2026", "confidence": 0.5, "readings": ["2026-04-03", "2026-03-04"]},
    },
    "findings": [
        {"rule": "DAT106", "severity": "warning", "paths": ["delivery_date"], "message": "A warning."},
        {
            "rule": "ARI104",
            "standard": "EN16931:BR-CO-15",
            "severity": "error",
            "paths": ["total", "subtotal"],
            "expected": "84.30",
            "actual": "94.30",
            "tolerance": "0.005",
            "message": "Subtotal and tax make 84.30.",
            "proposals": [{"path": "total", "value": "84.30", "evidence": "one digit differs"}],
        },
        {
            "rule": "REQ108",
            "severity": "info",
            "paths": ["seller.tax_id"],
            "message": "No id.",
            "suppressed": "small suppliers",
        },
        {"rule": "ARI102", "severity": "error", "status": "pass", "paths": [], "message": "The lines add up."},
        {"rule": "ARI107", "severity": "error", "status": "not_applicable", "paths": [], "message": "No such total."},
    ],
    "leftovers": [{"path": "total", "value": "84.30", "evidence": {**SEEN, "text": "84,30", "confidence": 0.3}}],
    "reading": {"reader": "chat", "model": "some-model", "seconds": 1.2, "warnings": ["Page 2 is faint."]},
}
RECEIPT = {
    "source": {"name": "till.jpg", "sha256": "cd" * 32, "pages": 1},
    "kind": "receipt",
    "decision": "accept",
    "layout": "inclusive",
    "document": {
        "issue_date": "2026-05-12",
        "currency": "GBP",
        "seller": {"name": "The Lantern"},
        "lines": [{"description": "Pie", "quantity": "2", "unit_price": "6.00", "amount": "12.00"}],
        "subtotal": "12.00",
        "taxes": [{"rate": "20", "base": "10.00", "amount": "2.00"}],
        "service_charge": "1.20",
        "total": "13.20",
        "tip": "1.00",
        "payments": [{"method": "card", "amount": "10.00"}],
        "tendered": "20.00",
        "change": "6.80",
    },
}
HOSTILE_ONE = {
    "source": {"name": HOSTILE, "sha256": "ef" * 32, "pages": 1},
    "kind": "invoice",
    "decision": "review",
    "document": {"number": HOSTILE, "seller": {"name": HOSTILE}, "lines": [{"description": HOSTILE, "amount": "1.00"}]},
    "evidence": {"number": {**SEEN, "box": [0, 0, 1, 1], "text": HOSTILE, "confidence": 0.9}},
    "findings": [
        {
            "rule": "OWN101",
            "severity": "error",
            "paths": ["number"],
            "message": HOSTILE,
            "expected": HOSTILE,
            "suppressed": None,
        }
    ],
}
EMPTY = {"kind": "invoice", "decision": "reject", "document": {}}


def report(data: dict) -> Report:
    return read_report(json.dumps(data), name="bare.json")


def failure(name: str = "bad.pdf") -> Failure:
    reason = FailureReason(type="DamagedDocument", message="The file is cut off.", remedy="Ask for it again.")
    return Failure(source=FailedSource(name=name), error=reason)

"""A store of documents seen before, in a SQLite file: sellers with their accounts, and what was booked already."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invoice_ocr.checks.past import Earlier, Past
from invoice_ocr.errors import UsageError
from invoice_ocr.pipeline.fingerprint import distance

if TYPE_CHECKING:
    import os

    from invoice_ocr.model.purchase import Party, Purchase
    from invoice_ocr.model.report import Report, Source

MADE = """
CREATE TABLE IF NOT EXISTS documents (
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    first_page INTEGER NOT NULL,
    seller_id TEXT NOT NULL,
    seller_name TEXT NOT NULL,
    number TEXT,
    issue_date TEXT,
    total TEXT,
    currency TEXT,
    iban TEXT NOT NULL,
    trusted INTEGER NOT NULL,
    PRIMARY KEY (source, sha256, first_page)
);
CREATE TABLE IF NOT EXISTS pictures (
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    first_page INTEGER NOT NULL,
    picture TEXT NOT NULL,
    PRIMARY KEY (source, sha256, first_page)
);
CREATE INDEX IF NOT EXISTS by_id ON documents (seller_id);
CREATE INDEX IF NOT EXISTS by_name ON documents (seller_name);
CREATE INDEX IF NOT EXISTS by_file ON documents (sha256);
"""
KNOWN = """
SELECT * FROM documents
WHERE (seller_id = :id AND :id <> '') OR (seller_name = :name AND :name <> '') OR sha256 = :sha256
"""
PICTURED = """
SELECT * FROM documents NATURAL JOIN pictures WHERE NOT (source = :source AND sha256 = :sha256)
"""
KEPT = """
INSERT INTO documents VALUES (:source, :sha256, :first_page, :id, :name, :number, :issue_date, :total, :currency, :iban,
    :trusted)
ON CONFLICT DO UPDATE SET seller_id = :id, seller_name = :name, number = :number, issue_date = :issue_date,
    total = :total, currency = :currency, iban = :iban, trusted = :trusted
WHERE :trusted >= trusted
"""
"""What was trusted gives way only to what is: another reading of the same file neither inherits nor ends its trust."""


PICTURE_KEPT = "INSERT OR REPLACE INTO pictures VALUES (:source, :sha256, :first_page, :picture)"
ALIKE = 32
"""Bits of 512. Of 120 pages, 95 in 100 were within 32 of themselves after being shrunk to two fifths at quality 20."""


class History:
    """Earlier documents. It is yours: nothing is kept unless you make one and tell it to remember.

    An account counts as known once a document with it was accepted, or a person has confirmed it.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file, or make it.

        Raises:
            UsageError: It cannot be opened, or is no such store.
        """
        self.path = Path(path)
        self._looked_at = ("", 0, "")
        try:
            with closing(self._open()) as store, store:
                store.executescript(MADE)
        except sqlite3.Error as error:
            raise UsageError(f"The history {path} cannot be used: {error}.", remedy="Name another file.") from error

    def past_of(self, document: Purchase, source: Source, picture: str = "") -> Past:
        """What is known about the document's seller and file, without the document itself.

        ``picture`` is the fingerprint of its first page; `remember` keeps it, if it is asked for the same file next.
        """
        self._looked_at = (source.sha256, _place(source), picture)
        named = {"source": source.name, "sha256": source.sha256}
        with closing(self._open()) as store:
            rows = store.execute(KNOWN, {**_seller(document.seller), "sha256": source.sha256}).fetchall()
            pictured = store.execute(PICTURED, named).fetchall() if picture else []
        own = (source.name, source.sha256)
        seller = _seller(document.seller)
        others = [row for row in rows if (row["source"], row["sha256"], row["first_page"]) != (*own, _place(source))]
        ibans = {row["iban"] for row in rows if row["trusted"] and row["iban"] and _is_of(row, seller)}
        alike = [row for row in pictured if distance(row["picture"], picture) <= ALIKE]
        return Past(
            frozenset(ibans), tuple(_earlier(row, own) for row in others), tuple(_earlier(row, own) for row in alike)
        )

    def remember(self, report: Report[Any], *, confirmed: bool = False) -> None:
        """Keep what later documents are compared with; ``confirmed`` says that a person has looked at it."""
        document = report.document
        values = {
            "source": report.source.name,
            "sha256": report.source.sha256,
            "first_page": _place(report.source),
            **_seller(document.seller),
            "number": document.number,
            "issue_date": document.issue_date.isoformat() if document.issue_date else None,
            "total": None if document.total is None else str(document.total),
            "currency": document.currency,
            "iban": _compact(document.payment.iban),
            "trusted": int(confirmed or report.decision == "accept"),
        }
        with closing(self._open()) as store, store:
            store.execute(KEPT, values)
            if self._looked_at[:2] == (values["sha256"], values["first_page"]) and self._looked_at[2]:
                store.execute(PICTURE_KEPT, {**values, "picture": self._looked_at[2]})

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(self.path)
        store.row_factory = sqlite3.Row
        return store


def _place(source: Source) -> int:
    """Which of the documents in a file it is."""
    if source.index is not None:
        return source.index
    return source.page_range[0] if source.page_range else 0


def _seller(party: Party) -> dict[str, str]:
    """How a seller is known again: by an id, and by the name without case, blanks and punctuation."""
    return {
        "id": _compact(party.vat_id or party.tax_id or party.registration_id),
        "name": re.sub(r"[\W_]", "", party.name or "").casefold(),
    }


def _compact(number: str | None) -> str:
    return re.sub(r"[\W_]", "", number or "").upper()


def _is_of(row: sqlite3.Row, seller: dict[str, str]) -> bool:
    same_id = bool(seller["id"]) and row["seller_id"] == seller["id"]
    return same_id or (bool(seller["name"]) and row["seller_name"] == seller["name"])


def _earlier(row: sqlite3.Row, own: tuple[str, str]) -> Earlier:
    """The row; another document of the very same file is no second copy of it."""
    is_same_file = (row["source"], row["sha256"]) == own
    names = ("source", "number", "issue_date", "total", "currency")
    return Earlier.of({**{name: row[name] for name in names}, "sha256": "" if is_same_file else row["sha256"]})

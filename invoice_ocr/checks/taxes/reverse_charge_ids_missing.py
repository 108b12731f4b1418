"""TAX111: reverse charge without the ids of both parties."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def reverse_charge_ids_missing(subject: Subject) -> Iterator[Problem]:
    """Tax is owed by the buyer, but an id of seller or buyer is missing.

    Why: without both ids the reverse charge is not proved, and the tax office asks the buyer for the tax.
    Slack: none.
    Silent when: no row or line has the category AE; each party has a VAT id or registration; the note of reverse
        charge stands on a receipt.
    Source: BR-AE-02, BR-AE-03, BR-AE-04, EN 16931-1; Article 226(4) of Directive 2006/112/EC.

    >>> wrong = Subject.of("invoice", seller={"vat_id": "DE136695976"}, taxes=[{"category": "AE"}])
    >>> [problem.message for problem in reverse_charge_ids_missing(wrong)]
    ['The tax is owed by the buyer, but the buyer has no VAT id.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     seller={"vat_id": "DE136695976"},
    ...     buyer={"vat_id": "ATU13585627"},
    ...     taxes=[{"category": "AE"}],
    ... )
    >>> list(reverse_charge_ids_missing(right))
    []
    """
    document = subject.document
    categories = {row.category for row in document.taxes} | {line.tax_category for line in document.lines}
    if "AE" not in categories:
        return
    for path, party in (("seller", document.seller), ("buyer", document.buyer)):
        if not (party.vat_id or party.tax_id or party.registration_id):
            yield Problem((f"{path}.vat_id",), f"The tax is owed by the buyer, but the {path} has no VAT id.")

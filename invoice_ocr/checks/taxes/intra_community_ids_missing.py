"""TAX112: an intra-community supply without both VAT ids."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def intra_community_ids_missing(subject: Subject) -> Iterator[Problem]:
    """An intra-community supply lacks the VAT id of seller or buyer.

    Why: the supply is free of tax only with both VAT ids.
    Slack: none.
    Silent when: no row or line has the category K; both VAT ids are there.
    Source: BR-IC-02, BR-IC-03, BR-IC-04, EN 16931-1; Article 138 of Directive 2006/112/EC.

    >>> wrong = Subject.of("invoice", seller={"vat_id": "DE136695976"}, taxes=[{"category": "K"}])
    >>> [problem.message for problem in intra_community_ids_missing(wrong)]
    ['The supply is intra-community, but the buyer has no VAT id.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     seller={"vat_id": "DE136695976"},
    ...     buyer={"vat_id": "ATU13585627"},
    ...     taxes=[{"category": "K"}],
    ... )
    >>> list(intra_community_ids_missing(right))
    []
    """
    document = subject.document
    if "K" not in {row.category for row in document.taxes} | {line.tax_category for line in document.lines}:
        return
    for path, party in (("seller", document.seller), ("buyer", document.buyer)):
        if not party.vat_id:
            yield Problem((f"{path}.vat_id",), f"The supply is intra-community, but the {path} has no VAT id.")

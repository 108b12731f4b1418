"""IDN114: a VAT id of another country than the address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact, parties
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

SAME = {"EL": "GR", "XI": "GB", "MC": "FR", "IM": "GB", "LI": "CH"}


def vat_id_country_differs(subject: Subject) -> Iterator[Problem]:
    """The VAT id is of another country than the address.

    Why: one of the two may be misread; foreign registrations are usual, so that this is only a remark.
    Slack: Greece is EL or GR, Northern Ireland XI or GB, Monaco French, the Isle of Man British.
    Silent when: VAT id or country is missing; the id does not start with a country's two letters; the delivery
        address.
    Source: BR-CO-09, EN 16931-1.

    >>> wrong = Subject.of("invoice", seller={"vat_id": "ATU13585627", "address": {"country": "DE"}})
    >>> [problem.message for problem in vat_id_country_differs(wrong)]
    ['The VAT id ATU13585627 of the seller is not of DE, where the address is.']
    >>> right = Subject.of("invoice", seller={"vat_id": "EL094259216", "address": {"country": "GR"}})
    >>> list(vat_id_country_differs(right))
    []
    """
    for path, party in parties(subject.document):
        country = party.address.country if party.address else None
        number = compact(party.vat_id or "")
        if country is None or path == "ship_to" or not re.match(r"[A-Z]{2}[A-Z]*\d", number):
            continue
        if SAME.get(number[:2], number[:2]) != SAME.get(country, country):
            yield Problem(
                (f"{path}.vat_id", f"{path}.address.country"),
                f"The VAT id {party.vat_id} of the {path} is not of {country}, where the address is.",
                expected=country,
                actual=number[:2],
            )

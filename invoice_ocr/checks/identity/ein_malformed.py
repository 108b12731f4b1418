"""IDN113: a US EIN whose first two digits are of no office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import parties
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

SHAPE = re.compile(r"\d{2}-\d{7}")


def ein_malformed(subject: Subject) -> Iterator[Problem]:
    """The EIN cannot exist.

    Why: its first two digits name the office that gave it out; others were misread.
    Slack: dashes do not count.
    Silent when: there is no number of nine digits written as an EIN, or the party is not in the US.
    Source: Internal Revenue Service, valid EIN prefixes.

    >>> wrong = Subject.of("invoice", seller={"address": {"country": "US"}, "tax_id": "07-1144442"})
    >>> [problem.message for problem in ein_malformed(wrong)]
    ['07-1144442 cannot be an EIN.']
    >>> right = Subject.of("invoice", seller={"address": {"country": "US"}, "tax_id": "91-1144442"})
    >>> list(ein_malformed(right))
    []
    """
    for path, party in parties(subject.document):
        if party.address is None or party.address.country != "US" or party.tax_id is None:
            continue
        if not SHAPE.fullmatch(party.tax_id):
            continue
        from stdnum.us import ein  # noqa: PLC0415 - loaded when such a number is there

        if not ein.is_valid(party.tax_id):
            yield Problem((f"{path}.tax_id",), f"{party.tax_id} cannot be an EIN.", actual=party.tax_id)

"""IDN101: a VAT id whose check digits are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact, parties
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

EUROPEAN = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "EL",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)


def vat_id_checksum(subject: Subject) -> Iterator[Problem]:
    """A VAT id is not valid in its country.

    Why: the check digits reveal a misread character, and a wrong id costs the deduction of the tax.
    Slack: blanks, dots and dashes do not count.
    Silent when: there is no VAT id, or it does not start with the code of a country of the EU or CH, GB, NO or XI.
    Source: the countries' own formulas, as collected in python-stdnum; compare BR-CO-09, EN 16931-1.

    >>> wrong = Subject.of("invoice", seller={"vat_id": "DE 136 695 979"})
    >>> [problem.message for problem in vat_id_checksum(wrong)]
    ['The VAT id DE 136 695 979 of the seller is not valid: a character is missing or misread.']
    >>> list(vat_id_checksum(Subject.of("invoice", seller={"vat_id": "DE 136 695 976"})))
    []
    """
    for path, party in parties(subject.document):
        if party.vat_id is None or _is_valid(compact(party.vat_id)):
            continue
        owner = "delivery address" if path == "ship_to" else path
        yield Problem(
            (f"{path}.vat_id",),
            f"The VAT id {party.vat_id} of the {owner} is not valid: a character is missing or misread.",
            actual=party.vat_id,
        )


def _is_valid(number: str) -> bool:
    """Whether the id is valid, or of a country whose formula is not looked at."""
    country = number[:2]
    if country in EUROPEAN:
        from stdnum.eu import vat  # noqa: PLC0415 - loaded when an id is there

        return bool(vat.is_valid(number))
    if country in ("GB", "XI"):
        from stdnum.gb import vat as british  # noqa: PLC0415 - as above

        return bool(british.is_valid(number))
    if number.startswith("CHE"):
        from stdnum.ch import uid  # noqa: PLC0415 - as above

        return bool(uid.is_valid(number[:12]))
    if country == "NO":
        from stdnum.no import orgnr  # noqa: PLC0415 - as above

        return bool(orgnr.is_valid(number[2:].removesuffix("MVA")))
    return True

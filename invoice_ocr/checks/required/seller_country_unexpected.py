"""REQ116: a seller of a country that the profile does not expect."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def seller_country_unexpected(subject: Subject) -> Iterator[Problem]:
    """The seller is not in a country that the profile is made for.

    Why: the demands of the profile are those of its countries; another profile fits better.
    Slack: none.
    Silent when: no profile is used, or it names no countries; the seller's country is missing.
    Source: the profile; see docs/profiles.md.

    >>> wrong = Subject.of("invoice", around={"countries": ["CH", "LI"]}, seller={"address": {"country": "DE"}})
    >>> [problem.message for problem in seller_country_unexpected(wrong)]
    ['The profile is made for sellers in CH, LI, but this one is in DE.']
    >>> right = Subject.of("invoice", around={"countries": ["CH", "LI"]}, seller={"address": {"country": "CH"}})
    >>> list(seller_country_unexpected(right))
    []
    """
    country = subject.document.seller.address.country if subject.document.seller.address else None
    expected = subject.around.countries
    if country is not None and expected and country not in expected:
        yield Problem(
            ("seller.address.country",),
            f"The profile is made for sellers in {', '.join(expected)}, but this one is in {country}.",
            expected=", ".join(expected),
            actual=country,
        )

"""What every check sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from invoice_ocr.checks.past import FileFacts, Past
from invoice_ocr.model.purchase import KINDS, Kind, Purchase, Receipt
from invoice_ocr.model.report import Evidence

Layout = Literal["inclusive", "exclusive"]

Exact: TypeAlias = Literal["", "ubl", "cii"]
"""Whose official rules the sums must keep to the cent: those of UBL, of CII, or nobody's."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known from elsewhere: earlier documents, the file, and what a profile demands.

    ``required`` are the paths that must have a value, ``countries`` those that sellers are expected from (none: any);
    ``exact`` asks for the sums of EN 16931 to the cent, as the official rules of that syntax have them.
    """

    past: Past | None = None
    file: FileFacts | None = None
    required: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    exact: Exact = ""

    @classmethod
    def of(
        cls,
        *,
        past: Mapping[str, Any] | None = None,
        file: Mapping[str, Any] | None = None,
        required: Iterable[str] = (),
        countries: Iterable[str] = (),
        exact: Exact = "",
    ) -> Around:
        """From plain values."""
        known = None if past is None else Past.of(**past)
        return cls(known, None if file is None else FileFacts(**file), tuple(required), tuple(countries), exact)


@dataclass(frozen=True, slots=True)
class Subject:
    """A document with what is known about its reading.

    ``evidence`` is empty where the document came without any (typed or edited by a person); ``layout`` says whether
    tax is in the line prices or on top of them; without ``today``, dates are not compared with the calendar, and
    without what is ``around`` the document not with earlier ones.
    """

    document: Purchase
    kind: Kind
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    layout: Layout | None = None
    today: date | None = None
    around: Around = field(default_factory=Around)

    @classmethod
    def of(
        cls,
        kind: Kind,
        /,
        *,
        evidence: Mapping[str, object] | None = None,
        layout: Layout | None = None,
        today: date | None = None,
        around: Mapping[str, Any] | None = None,
        **document: object,
    ) -> Subject:
        """A subject from plain values, as tests and examples write it.

        >>> Subject.of("receipt", total="9.90", tip="1.00").document.total
        Decimal('9.90')
        """
        found = {path: Evidence.model_validate(entry) for path, entry in (evidence or {}).items()}
        return cls(KINDS[kind].model_validate(document), kind, found, layout, today, Around.of(**(around or {})))

    @property
    def receipt(self) -> Receipt | None:
        """The document where it is a receipt."""
        return self.document if isinstance(self.document, Receipt) else None

    @property
    def is_credit(self) -> bool:
        """Whether the document gives money back, so that its amounts may all be negative."""
        return self.document.document_type in ("credit_note", "refund", "corrected")

    @property
    def adds_tax(self) -> bool:
        """Whether the document is known to put its tax on top of the prices."""
        if self.document.prices_include_tax is not None:
            return not self.document.prices_include_tax
        return self.layout == "exclusive"

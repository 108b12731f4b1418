"""What `fields` makes of a reading, before it is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.model.candidate import Doubt
    from invoice_ocr.model.geometry import Box
    from invoice_ocr.model.purchase import Kind, Purchase
    from invoice_ocr.model.report import Evidence, Leftover


@dataclass(frozen=True, slots=True)
class Draft:
    """The typed document with its evidence.

    ``kind`` is None where the reading looks like neither an invoice nor a receipt (``document`` is then an empty one of
    the likelier kind). ``doubts`` are paths that a second reading could settle. ``places`` are where the values stand,
    in units of their page's frame.
    """

    kind: Kind | None
    document: Purchase
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    leftovers: tuple[Leftover, ...] = ()
    layout: Literal["inclusive", "exclusive"] | None = None
    doubts: tuple[Doubt, ...] = ()
    places: Mapping[str, Box] = field(default_factory=dict)

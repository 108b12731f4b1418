"""What a caller wants to have of his pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.pipeline.extraction import KindName

Form = Literal["text", "markdown", "grounded-text", "grounded-markdown", "json", "json-as-printed", "json-by-schema"]


@dataclass(frozen=True, slots=True)
class Wish:
    """The form of the answer; the kind of document where it is named; the schema where there is one."""

    form: Form
    kind: KindName = "auto"
    schema: Mapping[str, Any] | None = None

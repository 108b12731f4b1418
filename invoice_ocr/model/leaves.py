"""The single values of a document by path, in the form of findings and evidence: ``lines[2].amount``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def leaves(document: BaseModel) -> dict[str, Any]:
    """Every value that is there, by path, in the order of the fields.

    >>> from invoice_ocr.model.purchase import Invoice
    >>> leaves(Invoice.model_validate({"lines": [{"amount": "9.90"}], "total": "9.90"}))
    {'lines[0].amount': Decimal('9.90'), 'total': Decimal('9.90')}
    """
    return dict(_walk("", document))


def _walk(path: str, value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(f"{path}.{name}" if path else name, getattr(value, name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _walk(f"{path}[{index}]", part)
    elif value is not None:
        yield path, value

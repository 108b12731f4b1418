"""Values of a document by the paths that reports use."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.model.purchase import Purchase


def values_at(document: Purchase, path: str) -> Iterator[object]:
    """The values at a path; ``lines[].amount`` has one for each line, ``lines`` the rows themselves.

    >>> list(values_at(Purchase.model_validate({"lines": [{"amount": "1.00"}, {}]}), "lines[].amount"))
    [Decimal('1.00'), None]
    """
    found: list[object] = [document]
    for name in path.split("."):
        each = [getattr(value, name.removesuffix("[]"), None) for value in found]
        found = [row for rows in each if isinstance(rows, tuple) for row in rows] if name.endswith("[]") else each
    yield from found


def is_missing(document: Purchase, path: str) -> bool:
    """Whether none of the paths that ``|`` separates has all its values.

    >>> is_missing(Purchase.model_validate({"number": "R-1"}), "number|buyer_reference")
    False
    """
    return not any(_is_there(list(values_at(document, each))) for each in path.split("|"))


def _is_there(values: list[object]) -> bool:
    return bool(values) and not any(value is None or value == () for value in values)

"""The typed values that a claim's text admits, by what the document's model wants at its path."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from invoice_ocr.errors import ValueParseError
from invoice_ocr.fields.chosen import STEP
from invoice_ocr.model.purchase import Purchase
from invoice_ocr.values.amount import find_amounts
from invoice_ocr.values.country import find_countries, is_country
from invoice_ocr.values.currency import currency_readings, find_currencies
from invoice_ocr.values.date import DateOrder, find_dates
from invoice_ocr.values.iban import parse_iban
from invoice_ocr.values.parsed import Found, Parsed
from invoice_ocr.values.quantity import parse_quantity
from invoice_ocr.values.rate import parse_rate
from invoice_ocr.values.tax_id import parse_tax_id
from invoice_ocr.values.time import find_times

Readings = tuple[Any, ...]


def typed(model: type[Purchase], path: str, text: str, order: DateOrder | None) -> Readings:
    """Every value of the path's type that the text can mean; none where it is no such value or the path is unknown."""
    wanted = list(_plain_types(leaf_type(model, path)))
    name = path.rpartition(".")[2]
    if name in BY_NAME:
        return BY_NAME[name](text)
    if Decimal in wanted or int in wanted:
        return _whole(_amounts(text)) if int in wanted else _amounts(text)
    if date in wanted:
        return _only(find_dates(text, order=order))
    if time in wanted:
        return _only(find_times(text))
    options = [option for kind in wanted if get_origin(kind) is Literal for option in get_args(kind)]
    if options:
        return tuple(option for option in options if option == text)
    return (" ".join(text.split()),) if str in wanted and text.strip() else ()


def leaf_type(model: type[BaseModel], path: str) -> Any:
    """The annotation at the path's end; None for paths that the model does not have."""
    kind: Any = model
    for name, _ in STEP.findall(path):
        if not name:
            kind = next(iter(get_args(kind)), None)
            continue
        fields = kind.model_fields if isinstance(kind, type) and issubclass(kind, BaseModel) else {}
        if name not in fields:
            return None
        kind = _without_none(fields[name].annotation)
    return kind


def _without_none(annotation: Any) -> Any:
    parts = [part for part in get_args(annotation) if part is not types.NoneType]
    optional = get_origin(annotation) in {Union, types.UnionType} and len(parts) == 1
    return parts[0] if optional else annotation


def _plain_types(annotation: Any) -> Iterator[Any]:
    """The types in a union, without their constraints."""
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _plain_types(part)
    elif origin is Annotated:
        yield from _plain_types(get_args(annotation)[0])
    else:
        yield annotation


def _only(found: tuple[Found[Any], ...]) -> Readings:
    """The readings of the only value in the text; a text with several says nothing."""
    return found[0].parsed.readings if len(found) == 1 else ()


def _amounts(text: str) -> Readings:
    return _only(find_amounts(text))


def _whole(readings: Readings) -> Readings:
    return tuple(int(reading) for reading in readings if reading == int(reading))


def _parsed(parse: Callable[[str], Parsed[Any]], text: str) -> Readings:
    try:
        return parse(text).readings
    except ValueParseError:
        return ()


def _currency(text: str) -> Readings:
    return currency_readings(text.strip()) or _only(find_currencies(text))


def _country(text: str) -> Readings:
    code = text.strip().upper()
    return (code,) if is_country(code) else _only(find_countries(text))


def _quantity(text: str) -> Readings:
    return tuple(quantity.value for quantity in _parsed(parse_quantity, text)) or _amounts(text)


def _iban(text: str) -> Readings:
    return tuple(iban.number for iban in _parsed(parse_iban, text)) or _compact(text)


def _vat_id(text: str) -> Readings:
    return tuple(dict.fromkeys(each.number for each in _parsed(parse_tax_id, text))) or _compact(text)


def _compact(text: str) -> Readings:
    compact = "".join(c for c in text.upper() if c.isalnum())
    return (compact,) if compact else ()


def _last_four(text: str) -> Readings:
    digits = "".join(c for c in text if c.isdigit())
    return (digits[-4:],) if len(digits) >= 4 else ()


BY_NAME: dict[str, Callable[[str], Readings]] = {
    "currency": _currency,
    "country": _country,
    "rate": lambda text: _parsed(parse_rate, text),
    "tax_rate": lambda text: _parsed(parse_rate, text),
    "quantity": _quantity,
    "iban": _iban,
    "vat_id": _vat_id,
    "card_last4": _last_four,
}
"""Fields whose text says more than their type."""

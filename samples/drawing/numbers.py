"""How amounts, dates and IBANs are written in each country, and how lines and sums are computed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from invoice_ocr.model.purchase import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Style:
    """Separators of thousands and decimals; calling it writes a number with the decimals it has."""

    group: str
    point: str

    def __call__(self, value: Decimal | None) -> str:
        """The number as printed; nothing for None."""
        if value is None:
            return ""
        return f"{value:,f}".translate(str.maketrans({",": self.group, ".": self.point}))


ENGLISH = Style(",", ".")
GERMAN = Style(".", ",")
FRENCH = Style("\u202f", ",")
POLISH = Style("\u00a0", ",")
SWISS = Style("'", ".")
PLAIN = Style("", ".")
COMMA = Style("", ",")


def cents(value: Decimal | str) -> Decimal:
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def percent(rate: Decimal | str, of: Decimal) -> Decimal:
    """``rate`` percent of an amount, rounded to cents."""
    return cents(of * Decimal(rate) / 100)


def included(rate: Decimal | str, gross: Decimal) -> Decimal:
    """The tax that a gross amount contains."""
    return cents(gross * Decimal(rate) / (100 + Decimal(rate)))


def item(description: str, quantity: str, unit_price: str, **more: Any) -> Line:
    """A line whose amount is quantity times price."""
    amount = cents(Decimal(quantity) * Decimal(unit_price))
    return Line(description=description, quantity=quantity, unit_price=unit_price, amount=amount, **more)


def items(fields: str, table: str) -> tuple[Line, ...]:
    """Lines from rows of cells between bars; a dash is a cell not printed; the amount is computed unless given."""
    names = fields.split(" | ")
    rows = [row.strip() for row in table.strip().splitlines()]
    cells = [dict(zip(names, row.split(" | "), strict=True)) for row in rows]
    return tuple(_line({name: cell for name, cell in row.items() if cell != "-"}) for row in cells)


def _line(cells: dict[str, str]) -> Line:
    if "amount" not in cells:
        cells["amount"] = str(cents(Decimal(cells["quantity"]) * Decimal(cells["unit_price"])))
    return Line(**cells)


def total(lines: Iterable[Line], rate: str | None = None) -> Decimal:
    """The sum of the lines, or of those at one tax rate."""
    chosen = [line for line in lines if rate is None or line.tax_rate == Decimal(rate)]
    return sum((line.amount or Decimal(0) for line in chosen), Decimal("0.00"))


def iban(compact: str) -> str:
    """In groups of four."""
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))

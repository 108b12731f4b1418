"""Tax letters of a till: "A" behind an item, and "A 19 %" in the table of taxes, say the item's rate."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.fields.chosen import Chosen
    from invoice_ocr.fields.items.choice import Lines
    from invoice_ocr.fields.page.layout import Token
    from invoice_ocr.fields.page.scan import Scan
    from invoice_ocr.fields.sums.taxes import TaxRow

_LETTER: Final = re.compile(r"\(?([A-Z])\)?(?:[=:.*]?|[=:]\d.*)")
"""A letter alone, or glued to its rate: "A", "(A)", "A=", "A=19%"."""


def put_letter_rates(chosen: Chosen, scan: Scan, lines: Lines, taxes: list[TaxRow]) -> None:
    """The rate of each item that has no rate of its own, but a letter that the table of taxes explains."""
    explained = {} if lines.summary else _explained(scan, taxes)
    for index, item in enumerate(lines.items if explained else ()):
        amount = item.values.get(lines.column)
        if amount is None or "tax_rate" in item.values:
            continue
        letter = _only_letter(scan.layout.rows[amount.spot.row].tokens[amount.spot.end :])
        if letter in explained:
            row = explained[letter]
            chosen.put(f"lines[{index}].tax_rate", row.rate.value, [row.rate.spot], 0.95)


def _explained(scan: Scan, taxes: list[TaxRow]) -> dict[str, TaxRow]:
    """The letters that stand for one rate each."""
    found: dict[str, list[TaxRow]] = defaultdict(list)
    for row in taxes:
        letter = _only_letter(scan.layout.rows[row.row].tokens)
        if letter:
            found[letter].append(row)
    return {letter: rows[0] for letter, rows in found.items() if len({row.rate.value for row in rows}) == 1}


def _only_letter(tokens: Iterable[Token]) -> str:
    """The letter that stands alone among the tokens; empty where there is none, or more than one."""
    letters = {found[1] for token in tokens if (found := _LETTER.fullmatch(token.text))}
    return letters.pop() if len(letters) == 1 else ""

"""The document while it is prepared: plain nested values, with a list of what was put in and what was left out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from invoice_ocr.export.exported import Derived

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.export.mapping import Mapping
    from invoice_ocr.model.purchase import Purchase

Values = dict[str, Any]


class Work:
    """``values`` are the document's, nested as it is; ``extra`` those of terms that it has no field for."""

    def __init__(self, document: Purchase, mapping: Mapping) -> None:
        self.document, self.mapping = document, mapping
        self.values: Values = document.model_dump()
        self.extra: dict[str, str] = {}
        self.derived: list[Derived] = []
        self.left_out: list[str] = []
        self.problems: list[Problem] = []

    def put(self, values: Values, path: str, value: Any, rule: str) -> None:
        """Give ``values`` the last part of ``path`` and note why."""
        values[path.rpartition(".")[2]] = value
        self.derived.append(Derived(path, str(value), rule))

    def put_extra(self, path: str, value: str, rule: str = "") -> None:
        """A term that the document has no field for; noted where it was derived."""
        self.extra[path] = value
        if rule:
            self.derived.append(Derived(path, value, rule))

    def leave_out(self, values: Values, path: str) -> None:
        """Take a value out that the format can't say without something that is not known."""
        values[path.rpartition(".")[2]] = None
        self.left_out.append(path)

    def lines(self) -> Iterable[tuple[str, Values]]:
        """Each line with its path."""
        return _with_paths("lines", self.values["lines"])

    def taxes(self) -> Iterable[tuple[str, Values]]:
        """Each row of the tax breakdown with its path."""
        return _with_paths("taxes", self.values["taxes"])

    def adjustments(self) -> Iterable[tuple[str, Values]]:
        """Allowances and charges of the document with their paths."""
        for group in ("allowances", "charges"):
            yield from _with_paths(group, self.values[group])

    def demand(self, values: Values, path: str, rule: str) -> None:
        """Note a value that is missing."""
        if values.get(path.rpartition(".")[2]) is None:
            self.problems.append(Problem((path,), "it is missing", rule))

    def refuse(self, paths: Iterable[str], reason: str, rule: str) -> None:
        """Note what the format can't say."""
        self.problems.append(Problem(tuple(paths), reason, rule))


class Problem:
    """Why a document can't be said; ``rule`` is the standard's."""

    def __init__(self, paths: tuple[str, ...], reason: str, rule: str) -> None:
        self.paths, self.reason, self.rule = paths, reason, rule


def adjustment_sum(values: Values) -> Decimal:
    """What the charges of a line or document add, less its allowances; those without an amount count nothing."""
    plus = sum((each["amount"] or Decimal(0) for each in values["charges"]), Decimal(0))
    return plus - sum((each["amount"] or Decimal(0) for each in values["allowances"]), Decimal(0))


def _with_paths(group: str, items: Iterable[Values]) -> Iterable[tuple[str, Values]]:
    return ((f"{group}[{index}]", item) for index, item in enumerate(items))

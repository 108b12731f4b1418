"""A part of a document, and its fields by the names that other people give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from invoice_ocr.readers.replies.names import PLAIN_TEXT, member_at, member_ways
from invoice_ocr.readers.replies.shape import Group, Leaf, Listing, Shape, shape_of

if TYPE_CHECKING:
    from invoice_ocr.model.report import Report

Fit = Literal["object", "array", "scalar"]

FITTING: Final[dict[Fit, type[Group | Listing | Leaf]]] = {"object": Group, "array": Listing, "scalar": Leaf}


class Found(NamedTuple):
    """What it is by our classes, its values as in a report, and the same as printed; all None where it is missing."""

    shape: Shape | None
    values: Any
    printed: Any

    @classmethod
    def document(cls, report: Report[Any], printed: dict[str, Any]) -> Found:
        """The whole document of a report."""
        return cls(shape_of(type(report.document)), report.document.model_dump(mode="json"), printed)

    @property
    def says_nothing(self) -> bool:
        """Whether there is no value in it, and nothing printed."""
        return _is_blank(self.values) and _is_blank(self.printed)

    def field(self, name: str, fit: Fit) -> Found | None:
        """The field that goes by this name, one of the wanted make first; None where there is no such field."""
        if not isinstance(self.shape, Group):
            return None
        group = self.shape
        ways = member_ways(group, name)
        best = sorted(ways, key=lambda way: not isinstance(member_at(group, way), FITTING[fit]))
        return self._along(best[0], member_at(group, best[0])) if best else None

    def items(self) -> list[Found]:
        """The entries of a list."""
        if not isinstance(self.shape, Listing) or self.values is None:
            return []
        item = self.shape.item
        return [Found(item, value, shown) for value, shown in zip(self.values, self.printed, strict=True)]

    def as_text(self) -> Found:
        """The field that stands for the whole where one text is wanted: an address in one line, a party's name."""
        return (self.field(PLAIN_TEXT, "scalar") or NOTHING) if isinstance(self.shape, Group) else self

    def _along(self, way: tuple[str, ...], shape: Shape) -> Found:
        values, printed = self.values, self.printed
        for step in way:
            values = values[step] if values is not None else None
            printed = printed[step] if printed is not None else None
        return Found(shape, values, printed)


NOTHING: Final = Found(None, None, None)


def _is_blank(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is None or (isinstance(value, dict | list) and all(map(_is_blank, inner)))

"""XML becomes values by path, by walking the syntax's tree beside that of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from invoice_ocr.einvoice.grammar import Demand, Leaf, Node

Values = dict[str, Any]
"""Values by field name, nested as the document is."""

_TRUTHS = {"1": "true", "0": "false"}


@dataclass
class Harvest:
    """What was found: the values, and the places (names of elements, from the root) that had a text but no path."""

    values: Values = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def harvest(root: Element, tree: Node) -> Harvest:
    """All values of a file. A text that is no value of its kind is listed among the unread."""
    found = Harvest()
    _Walk(found).inside(root, tree, found.values, "")
    return found


class _Walk:
    def __init__(self, found: Harvest) -> None:
        self._unread = found.unread

    def inside(self, element: Element, node: Node, values: Values, place: str) -> None:
        """Take the texts and attributes of an element and all below it into ``values``."""
        late: list[tuple[Leaf, Any]] = []
        self._element(element, node, values, late, place)
        for leaf, value in late:
            _put(values, leaf, value, keep=True)

    def _element(self, element: Element, node: Node, values: Values, late: list[tuple[Leaf, Any]], place: str) -> None:
        if node.leaves:
            self._take(node.leaves, element.text, values, late, place)
        for name, leaf in node.attributes:
            self._take([leaf], element.get(name), values, late, f"{place}/@{name}")
        met: set[int] = set()
        for child in element:
            below = _node_for(child, node)
            if below is None or (not below.group and id(below) in met):
                self._unread += _texts(child, place)
                continue
            met.add(id(below))
            if below.group:
                self._item(child, below, values, f"{place}/{below.local}")
            else:
                self._element(child, below, values, late, f"{place}/{below.local}")

    def _item(self, element: Element, node: Node, values: Values, place: str) -> None:
        item: Values = {}
        self.inside(element, node, item, place)
        if not node.scalar:
            values.setdefault(node.group, []).append(item)
        elif "" in item:
            values.setdefault(node.group, []).append(item[""])

    def _take(
        self, leaves: list[Leaf], text: str | None, values: Values, late: list[tuple[Leaf, Any]], place: str
    ) -> None:
        stripped = text.strip() if text else ""
        if not stripped:
            return
        for leaf in leaves:
            value = leaf.kind.read(stripped)
            if value is None:
                continue
            if leaf.mark == "?":
                late.append((leaf, value))
            else:
                _put(values, leaf, value)
            return
        self._unread.append(place)


def _node_for(element: Element, node: Node) -> Node | None:
    for child in node.by_tag.get(element.tag, ()):
        if all(_holds(element, demand) for demand in child.demands):
            return child
    return None


def _holds(element: Element, demand: Demand) -> bool:
    at = element.find(demand.steps) if demand.steps else element
    if at is None:
        return False
    text = (at.get(demand.attribute) if demand.attribute else at.text) or ""
    return _TRUTHS.get(text.strip(), text.strip()) == _TRUTHS.get(demand.value, demand.value)


def _put(values: Values, leaf: Leaf, value: Any, *, keep: bool = False) -> None:
    """Put a value at its path; ``keep`` what is there already."""
    if not leaf.path:
        values[""] = value
        return
    for step in leaf.path[:-1]:
        values = values.setdefault(step, {})
    name = leaf.path[-1]
    if leaf.mark == "+" and name in values:
        values[name] = f"{values[name]}, {value}"
    elif name not in values or (leaf.kind.overrides and not keep):
        values[name] = value


def _texts(element: Element, place: str) -> Iterator[str]:
    """The places of all texts in an element that no path is for."""
    pending = [(element, place)]
    while pending:
        each, above = pending.pop()
        here = f"{above}/{each.tag.rpartition('}')[2]}"
        if each.text and each.text.strip():
            yield here
        pending += [(child, here) for child in each]

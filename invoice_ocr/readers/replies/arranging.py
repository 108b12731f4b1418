"""A reply brought into the shape that was asked for: its names and its nesting, not its texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from invoice_ocr.errors import ValueParseError
from invoice_ocr.readers.replies.absent import is_absent, texts_in
from invoice_ocr.readers.replies.json_nodes import Items, Members, Node, Scalar, plain
from invoice_ocr.readers.replies.names import HEADING, PLAIN_TEXT, PLAIN_TEXTS, folded, member_at, member_ways
from invoice_ocr.readers.replies.shape import Group, Leaf, Listing, Shape
from invoice_ocr.values.amount import parse_amount

VALUE = ("verbatim", "raw", "printed", "text", "content", "value", "amount")
"""Members that may hold the text of an object that stands for a single one: the surest to be as printed first."""

BESIDE_VALUE = frozenset({"currency", "page", "box", "bbox", "confidence", "unit", "source", "label"})
"""What else such an object may have."""


@dataclass(slots=True)
class Arrangement:
    """Brings a reply into the wanted shape, as far as that is clear, and keeps what found no place."""

    known: int = 0
    strays: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)

    def group(self, node: Members, wanted: Group, path: str) -> dict[str, Any]:
        """The members under their own names."""
        tree: dict[str, Any] = {}
        self._take_all(tree, node, wanted, path)
        return tree

    def _take_all(self, tree: dict[str, Any], node: Members, wanted: Group, path: str) -> None:
        for key, value in node.pairs:
            self._take(tree, key, value, wanted, path)

    def _take(self, tree: dict[str, Any], key: str, value: Node, wanted: Group, path: str) -> None:
        """Put one member where it belongs; a heading is passed over, and what is unknown or vague stays apart."""
        ways = member_ways(wanted, key)
        way = next((way for way in ways if _fits(value, member_at(wanted, way))), None)
        if way == HEADING and isinstance(value, Members):
            self._take_all(tree, value, wanted, path)
            return
        members = [way for way in ways if way != HEADING]
        if way is None and members and (len(members) == 1 or not isinstance(value, Scalar)):
            way = members[0]
        place = f"{path}.{key}" if path else key
        if way is None:
            self._stray(place, value)
            return
        self.known += 1
        self._plant(tree, list(way), self.shaped(value, member_at(wanted, way), place), place)

    def shaped(self, node: Node, shape: Shape, path: str) -> Any:
        """The node as the shape wants it; what can't be brought there stays as it is."""
        if isinstance(node, Scalar) and is_absent(node):
            return None
        match shape:
            case Leaf():
                return self._text(node, path)
            case Group():
                return self._object(node, shape, path)
            case Listing(item):
                return self._list(node, item, path)

    def _text(self, node: Node, path: str) -> Any:
        if isinstance(node, Scalar):
            return node.text.strip()
        if isinstance(node, Items) and len(node.values) <= 1:
            return self._text(node.values[0], path) if node.values else None
        if isinstance(node, Members) and _stands_for_text(node):
            return self._value(node, path)
        return plain(node)

    def _value(self, node: Members, path: str) -> Any:
        """The text of an object that stands for one; any other that it gives for it contradicts it."""
        for key, value in node.pairs:
            if folded(key) not in VALUE:
                self._stray(f"{path}.{key}", value)
        said = [(VALUE.index(folded(key)), value) for key, value in node.pairs if folded(key) in VALUE]
        shaped = [self.shaped(value, Leaf(), path) for _, value in sorted(said, key=itemgetter(0))]
        first, *others = [text for text in shaped if text is not None] or [None]
        for other in others:
            self._compare(path, first, other)
        return first

    def _object(self, node: Node, wanted: Group, path: str) -> Any:
        if isinstance(node, Members):
            return self.group(node, wanted, path) or None
        if isinstance(node, Items) and len(node.values) <= 1:
            return self.shaped(node.values[0], wanted, path) if node.values else None
        texts = isinstance(node, Items) and all(isinstance(value, Scalar) for value in node.values)
        way = next(iter(member_ways(wanted, PLAIN_TEXT if isinstance(node, Scalar) else PLAIN_TEXTS)), None)
        if way is None and isinstance(node, Scalar):
            self._stray(path, node)
            return None
        if way is None or not (texts or isinstance(node, Scalar)):
            return plain(node)
        tree: dict[str, Any] = {}
        self._plant(tree, list(way), self.shaped(node, member_at(wanted, way), path), path)
        return tree

    def _list(self, node: Node, item: Shape, path: str) -> list[Any]:
        values = node.values if isinstance(node, Items) else self._elements(node, item, path)
        shaped = [self.shaped(value, item, f"{path}[{index}]") for index, value in enumerate(values)]
        return [value for value in shaped if not _is_empty(value)]

    def _elements(self, node: Node, item: Shape, path: str) -> list[Node]:
        """What stands in the place of a list: one element, or an object that holds them under names of its own."""
        pairs = node.pairs if isinstance(node, Members) else []
        elements: list[Node] = []
        others: list[tuple[str, Node]] = []
        for key, value in pairs:
            if not _holds_elements(key, value, item):
                others.append((key, value))
            else:
                elements += value.values if isinstance(value, Items) else [value]
        if not elements:
            return [node]
        for key, value in others:
            self._stray(f"{path}.{key}", value)
        return elements

    def _stray(self, path: str, node: Node) -> None:
        self.strays += [f"{path} {text!r}" for text in texts_in(node)]

    def _plant(self, tree: dict[str, Any], way: list[str], value: Any, place: str) -> None:
        """Set a value; two that differ are a contradiction, of which the later stays."""
        *outer, last = way
        for step in outer:
            inner = tree.get(step)
            if not isinstance(inner, dict | None):
                self.clashes.append(f"{place} belongs to {step}, which is also given as {_short(inner)}.")
            tree[step] = tree = inner if isinstance(inner, dict) else {}
        old = tree.get(last)
        if isinstance(old, dict) and isinstance(value, dict):
            for name, member in value.items():
                self._plant(old, [name], member, f"{place}.{name}")
        elif value is not None or last not in tree:
            self._compare(place, old, value)
            tree[last] = value

    def _compare(self, place: str, one: Any, other: Any) -> None:
        if one is not None and one != other:
            self.clashes.append(f"{place} is given as {_short(one)} and as {_short(other)}.")


def _fits(node: Node, shape: Shape) -> bool:
    match shape:
        case Leaf():
            if isinstance(node, Scalar):
                return not shape.is_number or _is_amount(node.text)
            return isinstance(node, Members) and _stands_for_text(node)
        case Group():
            return isinstance(node, Members)
        case Listing():
            return isinstance(node, Items)


def _holds_elements(key: str, value: Node, item: Shape) -> bool:
    """Whether a member of an object in the place of a list is one of its elements, or several."""
    if key.isdigit() or isinstance(value, Scalar) or not isinstance(item, Group):
        return key.isdigit()
    ways = member_ways(item, key)
    if isinstance(value, Members):
        return not ways
    objects = any(isinstance(each, Members) for each in value.values)
    return objects and not any(_fits(value, member_at(item, way)) for way in ways)


def _is_amount(text: str) -> bool:
    try:
        parse_amount(text)
    except ValueParseError:
        return False
    return True


def _stands_for_text(node: Members) -> bool:
    keys = {folded(key) for key, _ in node.pairs}
    return bool(keys & set(VALUE)) and keys <= BESIDE_VALUE.union(VALUE)


def _is_empty(value: Any) -> bool:
    """Whether there is no text in it at all."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is None or (isinstance(value, dict | list) and all(map(_is_empty, inner)))


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."

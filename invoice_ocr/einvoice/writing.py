"""A document becomes XML by walking the syntax's tree: elements in the order of the schema, empty ones not at all."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invoice_ocr.einvoice.grammar import Leaf, Node
    from invoice_ocr.einvoice.syntaxes import Syntax
    from invoice_ocr.model.purchase import Purchase

UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to say."""

_ESCAPES: Final = {"\r": "&#13;"}


def write(document: Purchase, syntax: Syntax, extra: Mapping[str, str] | None = None) -> bytes:
    """The document in this syntax, in UTF-8; ``extra`` are values for paths that our document has no field for.

    What the syntax has no place for is not there: ask `places.carried` first. Nothing is added or computed.
    """
    writer = _Writer(document, extra or {})
    root = syntax.root_for(document)
    body = "".join(writer.children(syntax.tree(root), document, "  ")[0])
    namespaces = "".join(f' xmlns{prefix and ":"}{prefix}="{uri}"' for prefix, uri in syntax.declared(root).items())
    prefix = f"{syntax.root_prefix}:" if syntax.root_prefix else ""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{prefix}{root}{namespaces}>\n{body}</{prefix}{root}>\n'
    return text.encode()


class _Writer:
    def __init__(self, document: Purchase, extra: Mapping[str, str]) -> None:
        self._document, self._extra = document, extra
        self._currency = f" currencyID={quoteattr(document.currency)}" if document.currency else ""

    def children(self, node: Node, item: Any, indent: str) -> tuple[list[str], bool]:
        """The elements inside of a node, and whether any of them says more than a constant."""
        parts, alive = [], False
        for child in node.children.values():
            if child.lone:
                parts.append(_constant(child, indent))
            elif child.group:
                parts += (made := list(self._items(child, item, indent)))
                alive = alive or bool(made)
            elif (made_one := self._element(child, item, indent)) is not None:
                parts.append(made_one)
                alive = True
        return parts, alive

    def _items(self, node: Node, item: Any, indent: str) -> Iterator[str]:
        if not node.unwritten:
            for each in getattr(item, node.group, ()):
                yield self._element(node, each, indent) or ""

    def _element(self, node: Node, item: Any, indent: str) -> str | None:
        leaf, text = self._text(node, item)
        inner, alive = self.children(node, item, indent + "  ") if node.children else ([], False)
        attributes = [(name, value) for name, each in node.attributes if (value := self._value(each, item)) is not None]
        if not (alive or text is not None or attributes or node.group or node.always):
            return None
        return _tagged(node.name, self._attributes(node, leaf, attributes), text, inner, indent)

    def _text(self, node: Node, item: Any) -> tuple[Leaf | None, str | None]:
        for leaf in node.leaves:
            value = self._value(leaf, item)
            if value is not None:
                return leaf, value
        return None, None

    def _value(self, leaf: Leaf, item: Any) -> str | None:
        if leaf.mark:
            return None
        value = item
        for step in leaf.path:
            value = getattr(value, step, None)
        if value is None:
            value = self._extra.get(".".join(leaf.path)) if item is self._document else None
        return None if value is None else leaf.kind.write(value)

    def _attributes(self, node: Node, leaf: Leaf | None, own: list[tuple[str, str]]) -> str:
        text = "".join(
            f" {name}={quoteattr(value, _ESCAPES)}" for name, value in (*node.fixed_attributes.items(), *own)
        )
        if leaf is None:
            return text
        text += self._currency if leaf.kind.currency else ""
        return text + f' format="{leaf.kind.format}"' if leaf.kind.format else text


def _tagged(name: str, attributes: str, text: str | None, inner: list[str], indent: str) -> str:
    if inner:
        return f"{indent}<{name}{attributes}>\n{''.join(inner)}{indent}</{name}>\n"
    if text is None:
        return f"{indent}<{name}{attributes}/>\n"
    return f"{indent}<{name}{attributes}>{escape(text, _ESCAPES)}</{name}>\n"


@cache
def _texts(node_name: str, fixed: str | None, inner: str, indent: str) -> str:
    return _tagged(node_name, "", fixed, [inner] if inner else [], indent)


def _constant(node: Node, indent: str) -> str:
    inner = "".join(_constant(child, indent + "  ") for child in node.children.values())
    return _texts(node.name, node.fixed, inner, indent)

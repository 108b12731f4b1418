"""A table of XML paths becomes a tree of nodes, in the order of the schema, that both reading and writing walk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invoice_ocr.einvoice.kinds import Kind

_LABEL: Final = re.compile(r"\[\w+\]$")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value: its ``path`` in steps from the item of the innermost group, and how it is read (see `tables`)."""

    path: tuple[str, ...]
    kind: Kind
    mark: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What an element must hold to be this node: at ``steps`` below it, in ``attribute`` or as text."""

    steps: str
    attribute: str
    value: str


@dataclass(slots=True)
class Node:
    """An element. ``tag`` is ``{uri}name``, ``name`` as it is written, ``local`` without its prefix.

    ``group`` is the field for whose items it repeats, ``fixed`` the text of a constant; ``lone`` says that nothing but
    constants stands in it, ``scalar`` that the items are single values.
    """

    name: str
    tag: str
    local: str
    children: dict[str, Node] = field(default_factory=dict)
    by_tag: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    attributes: list[tuple[str, Leaf]] = field(default_factory=list)
    fixed: str | None = None
    fixed_attributes: dict[str, str] = field(default_factory=dict)
    demands: list[Demand] = field(default_factory=list)
    group: str = ""
    scalar: bool = False
    unwritten: bool = False
    always: bool = False
    lone: bool = False


class Grammar:
    """Builds the tree of one table."""

    def __init__(self, kinds: Mapping[str, Kind], kind_of: Mapping[str, str], namespaces: Mapping[str, str]) -> None:
        self._kinds, self._kind_of, self._namespaces = kinds, kind_of, namespaces
        self.root = Node("", "", "")

    def build(self, rows: Iterable[tuple[str, str]]) -> Node:
        """The root, with all that the rows (path, XML path) say below it."""
        for path, place in rows:
            self._add(path, place)
        _finish(self.root)
        return self.root

    def _add(self, path: str, place: str) -> None:
        steps, _, attribute = place.partition("/@")
        chain = self._chain(steps)
        node = chain[-1]
        if path[0] in "=~":
            self._add_constant(path, chain, steps.split("/"), attribute)
        elif path == "!":
            node.always = True
        elif path.endswith("[]"):
            node.group = re.split(r"\[\]\.", path.lstrip("?"))[-1].removesuffix("[]")
            node.unwritten = path.startswith("?")
        else:
            leaf = self._leaf(path)
            if not leaf.path:
                next(above for above in reversed(chain) if above.group).scalar = True
            if attribute:
                node.attributes.append((attribute, leaf))
            else:
                node.leaves.append(leaf)

    def _leaf(self, path: str) -> Leaf:
        mark = path[0] if path[0] in "?+" else ""
        plain, _, kind = path.removeprefix(mark).partition("#")
        inner = plain.rpartition("[].")[2]
        kind = kind or self._kind_of[plain.removeprefix("bodies[].")]
        return Leaf(tuple(inner.split(".")) if inner else (), self._kinds[kind], mark)

    def _add_constant(self, path: str, chain: list[Node], steps: list[str], attribute: str) -> None:
        mark, value = path[0], path[1:]
        if attribute:
            chain[-1].fixed_attributes[attribute] = value
        else:
            chain[-1].fixed = value
        if mark == "=":
            at = max((i for i, step in enumerate(steps) if _LABEL.search(step)), default=len(steps) - 1)
            below = "/".join(self._tag(step) for step in steps[at + 1 :])
            chain[at].demands.append(Demand(below, attribute, value))

    def _chain(self, place: str) -> list[Node]:
        node, chain = self.root, []
        for step in place.split("/"):
            name = _LABEL.sub("", step)
            node = node.children.setdefault(step, Node(name, self._tag(step), name.rpartition(":")[2]))
            chain.append(node)
        return chain

    def _tag(self, step: str) -> str:
        prefix, _, name = _LABEL.sub("", step).rpartition(":")
        return f"{{{self._namespaces[prefix]}}}{name}" if prefix else name


def _finish(node: Node) -> bool:
    """Index the children; true where the node holds nothing but constants."""
    lone = [_finish(child) for child in node.children.values()]
    for child in node.children.values():
        node.by_tag[child.tag] = (*node.by_tag.get(child.tag, ()), child)
    node.lone = all(lone) and not node.leaves and not node.attributes and not node.always and not node.group
    return node.lone

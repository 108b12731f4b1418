"""What a JSON object is made of once it is read: texts, lists and members, in the order of the reply."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, number or word, without its quotation marks."""

    text: str


@dataclass(slots=True)
class Items:
    """What stands between square brackets."""

    values: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Members:
    """What stands between braces, in order; a key may come twice."""

    pairs: list[tuple[str, Node]] = field(default_factory=list)


Node: TypeAlias = Scalar | Items | Members


@dataclass(frozen=True, slots=True)
class Parsed:
    """An object and where it ends.

    ``whole`` is False where the text ended before the object: unfinished elements of lists and the last scalar are
    then left out. ``faults`` are what makes it doubtful that all was understood.
    """

    members: Members
    start: int
    end: int
    whole: bool
    faults: tuple[str, ...]


def plain(node: Node) -> Any:
    """The node as Python values, for saying what is wrong with it."""
    match node:
        case Scalar():
            return node.text
        case Items(values):
            return [plain(value) for value in values]
        case Members(pairs):
            return {key: plain(value) for key, value in pairs}

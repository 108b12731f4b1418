"""How models say that nothing is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.readers.replies.json_nodes import Items, Members, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

ABSENT = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "null",
        "none",
        "nil",
        "n/a",
        "na",
        "nan",
        "undefined",
        "unknown",
        "missing",
        "string",
    }
    | {
        f"not {word}"
        for word in ("available", "found", "given", "present", "printed", "provided", "specified", "visible")
    }
    | {"infinity", "-infinity", "inf", "-inf", "not applicable", "unavailable", "as printed", "no value"}
    | {"illegible", "unreadable", "not legible", "not readable"}
)
"""What models write where nothing is printed, in lower case."""


def is_absent(node: Scalar) -> bool:
    """Whether the text says that nothing is printed."""
    return node.text.strip().lower().rstrip(".") in ABSENT


def texts_in(node: Node) -> Iterator[str]:
    """All texts in a node that say something."""
    match node:
        case Scalar():
            if not is_absent(node):
                yield node.text.strip()
        case Items(values):
            for value in values:
                yield from texts_in(value)
        case Members(pairs):
            for _, value in pairs:
                yield from texts_in(value)

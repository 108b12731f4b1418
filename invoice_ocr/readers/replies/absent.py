"""How models say that nothing is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invoice_ocr.readers.replies.json_nodes import Scalar

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
)
"""What models write where nothing is printed, in lower case."""


def is_absent(node: Scalar) -> bool:
    """Whether the text says that nothing is printed."""
    return node.text.strip().lower().rstrip(".") in ABSENT

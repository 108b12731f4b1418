"""Which paths a syntax has a place for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.syntaxes import SYNTAXES

if TYPE_CHECKING:
    from invoice_ocr.einvoice.syntaxes import Syntax

_INDEX: Final = re.compile(r"\[\d+\]")


def carried(syntax: Syntax, path: str, root: str | None = None) -> bool:
    """Whether a value at this path, such as ``lines[2].amount``, is written in the syntax.

    >>> from invoice_ocr.einvoice.syntaxes import UBL
    >>> carried(UBL, "lines[2].amount"), carried(UBL, "notes[0]"), carried(UBL, "seller.website")
    (True, True, False)
    """
    pattern = _INDEX.sub("[]", path)
    return (f"{pattern}." if pattern.endswith("[]") else pattern) in _written(
        syntax.name, root or next(iter(syntax.roots))
    )


@cache
def _written(name: str, root: str) -> frozenset[str]:
    paths = (path.partition("#")[0] for path, _ in SYNTAXES[name].paths(root))
    return frozenset(path for path in paths if path[0] not in "?+=~!" and not path.endswith("[]"))
